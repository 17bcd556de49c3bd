"""Several processes that serve one ledger in PostgreSQL: started, announced together, and stopped together."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Semaphore
from types import FrameType

START_SECONDS = 60.0
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class WorkerTask:
    """What one process is to do; everything in it can be handed to a new process."""

    listener: socket.socket
    database_url: str
    origin: str
    approve_devices: bool
    control: bool


class WorkersEnded(RuntimeError):
    """A worker ended by itself."""


def run_workers(
    count: int, task: WorkerTask, target: Callable[[WorkerTask, Semaphore], None], announce: Callable[[], None]
) -> None:
    """Run `count` processes of `target` until SIGTERM or SIGINT; raises WorkersEnded when one ends by itself."""
    stopping = False

    def _on_signal(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _on_signal)
    context = multiprocessing.get_context("spawn")
    ready = context.Semaphore(0)
    processes: list[BaseProcess] = [context.Process(target=target, args=(task, ready)) for _ in range(count)]
    try:
        for process in processes:
            process.start()
        for _ in processes:
            if not ready.acquire(timeout=START_SECONDS):
                raise WorkersEnded("a worker did not start")
        announce()
        sentinels = [process.sentinel for process in processes]
        # A signal does not end the wait by itself (PEP 475), so it is a short one.
        while not stopping:
            if multiprocessing.connection.wait(sentinels, timeout=0.2) and not stopping:
                raise WorkersEnded("a worker ended by itself")
    finally:
        _stop(processes)


def _stop(processes: list[BaseProcess]) -> None:
    started = [process for process in processes if process.pid is not None]
    for process in started:
        process.terminate()
    for process in started:
        process.join(STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
