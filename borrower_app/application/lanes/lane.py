"""A worker lane: one thread with its queue. No Qt here, so that the store lane can read while Qt is still imported."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")


class WrongLane(RuntimeError):
    """A bug of ours: a call came from a thread it must not come from."""


class Lane:
    """One worker thread with its queue. Nothing else may touch what belongs to it."""

    def __init__(self, name: str) -> None:
        self.name: Final = name
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name, initializer=self._begin)
        self._thread: int | None = None

    def _begin(self) -> None:
        self._thread = threading.get_ident()

    @property
    def is_here(self) -> bool:
        """Whether the calling thread is this lane's."""
        return threading.get_ident() == self._thread

    def demand(self) -> None:
        """Raise WrongLane unless called inside this lane."""
        if not self.is_here:
            raise WrongLane(f"this belongs to the {self.name} lane, called from {threading.current_thread().name}")

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Queue a job; raises RuntimeError after `join`."""
        return self._executor.submit(job)

    def ask(self, job: Callable[[], T]) -> T:
        """Run a job here and wait for it, from another lane. The UI thread must never wait: it raises WrongLane."""
        if self.is_here:
            return job()
        if threading.current_thread() is threading.main_thread():
            raise WrongLane(f"the UI thread must not wait for the {self.name} lane")
        return self.submit(job).result()

    def join(self) -> None:
        """Drop what has not begun, let the running job end, end the thread."""
        self._executor.shutdown(wait=True, cancel_futures=True)
