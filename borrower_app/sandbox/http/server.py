"""Starting and stopping the reference lender."""

from __future__ import annotations

import datetime as dt
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import uvicorn
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from borrower_app import clock
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import FailureCode, StorageFault, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.sandbox.books.ledger import Ledger, is_postgresql
from borrower_app.sandbox.http import faults
from borrower_app.sandbox.http.application import SandboxApplication
from borrower_app.sandbox.http.connection import SandboxProtocol
from borrower_app.sandbox.http.faults import FaultPlan
from borrower_app.sandbox.http.workers import WorkerTask, run_workers

if TYPE_CHECKING:
    from borrower_app.sandbox.stories.parts.story import Story

    Stories = Callable[[str, dt.datetime], Story]

HOST = "127.0.0.1"
DEFAULT_SCENARIO = "insufficient_funds"


class _AnnouncingServer(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], object]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then announce."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def _listen(port: int | None) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's delay off (40 ms an answer) only for sockets that name it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port or 0))
        listener.listen(256)
    except (OSError, OverflowError) as error:
        listener.close()
        raise WrongUse(FailureCode.WRONG_USE, f"port {port} cannot be used: {error}") from None
    return listener


def _read_faults(path: Path | None) -> FaultPlan | None:
    if path is None:
        return None
    try:
        return faults.decode_plan(path.read_bytes())
    except OSError as error:
        raise unusable_file(path, error) from None
    except ContractViolation as error:
        raise WrongUse(FailureCode.FILE_CONTENT, str(error), file=str(path)) from None


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    """The given database, or a file that is gone at the end."""
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="borrower-sandbox-", ignore_cleanup_errors=True) as folder:
        yield f"sqlite:///{Path(folder) / 'ledger.db'}"


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """SIGTERM and SIGINT end the server with exit code 0: uvicorn raises them again once it has stopped."""
    before = {number: signal.signal(number, lambda _number, _frame: None) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def configuration(application: SandboxApplication) -> uvicorn.Config:
    """uvicorn as the sandbox needs it: own date header, own protocol, no chatter."""
    return uvicorn.Config(
        application,
        http=SandboxProtocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
    )


def run_sandbox(
    *,
    port: int | None,
    database_url: str | None,
    scenario: str | None,
    faults_file: Path | None,
    approve_devices: bool,
    control: bool,
    workers: int,
    out: TextIO,
    stories: Stories | None = None,
) -> None:
    """Serve a scenario on 127.0.0.1 until SIGTERM or SIGINT; prints `ready http://127.0.0.1:PORT` when it answers.

    `port` None or 0 takes a free one. Raises WrongUse for an unknown scenario, a bad fault file, a used port, or
    several workers without PostgreSQL, and StorageFault when the database cannot be used. `stories` takes the place
    of the shipped scenarios: (name, start) → Story, KeyError for an unknown name.
    """
    plan = _read_faults(faults_file)
    if workers < 1:
        raise WrongUse(FailureCode.WRONG_USE, "workers is a number from 1 on")
    if workers > 1 and not is_postgresql(database_url):
        raise WrongUse(FailureCode.SINGLE_PROCESS_DATABASE, "several workers need --database-url postgresql://…")
    with _database(database_url) as url, _listen(port) as listener, _ending_quietly():
        origin = f"http://{HOST}:{listener.getsockname()[1]}"
        story = _story(scenario or DEFAULT_SCENARIO, stories)
        task = WorkerTask(listener, url, origin, approve_devices, control)
        ledger = open_ledger(url, origin, story, plan)
        try:
            if workers == 1:
                _serve(ledger, task, lambda: _announce(origin, out))
                return
        finally:
            ledger.close()
        run_workers(workers, task, serve_as_worker, lambda: _announce(origin, out))


def _announce(origin: str, out: TextIO) -> None:
    print(f"ready {origin}", file=out, flush=True)


def _serve(ledger: Ledger, task: WorkerTask, announce: Callable[[], object]) -> None:
    application = SandboxApplication(ledger, task.approve_devices, task.control)
    _AnnouncingServer(configuration(application), announce).run(sockets=[task.listener])


def serve_as_worker(task: WorkerTask, ready: Semaphore) -> None:
    """One of several processes: the books are open already."""
    with _ending_quietly():
        ledger = Ledger(task.database_url, task.origin)
        try:
            _serve(ledger, task, ready.release)
        finally:
            ledger.close()


def _story(name: str, stories: Stories | None) -> Story:
    """The named story as it stands now; raises WrongUse for an unknown name."""
    from borrower_app.sandbox.stories import build_story

    try:
        return (stories or build_story)(name, clock.now())
    except KeyError:
        raise WrongUse(FailureCode.UNKNOWN_SCENARIO, name, scenario=name) from None


def open_ledger(database_url: str, origin: str, story: Story, plan: FaultPlan | None) -> Ledger:
    """The books of a story, with a fault plan if one is given; raises StorageFault or WrongUse."""
    try:
        ledger = Ledger(database_url, origin)
        ledger.open(story)
        if plan is not None:
            with ledger.turn() as turn:
                faults.replace_plan(turn, plan)
    except (ArgumentError, NoSuchModuleError):
        raise WrongUse(FailureCode.WRONG_USE, "the database URL is not one of SQLite or PostgreSQL") from None
    except ModuleNotFoundError:
        raise WrongUse(FailureCode.WRONG_USE, "PostgreSQL needs the extra `postgres` to be installed") from None
    except SQLAlchemyError as error:
        raise StorageFault(FailureCode.STORAGE_IO, type(error).__name__) from None
    return ledger
