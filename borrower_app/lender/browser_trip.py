"""The way into the browser: a private page leads there once, so that no command line holds the address.

Every user of a computer reads every command line, and whoever reads state and challenge of a sign-in can end it, or
finish it with another account. What the browser's command line holds is the name of a file that only this user can
read; in it stands a secret way into our own listener, which leads on to the provider once and is forgotten then, with
the file.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from borrower_app.lender.sign_in_page import opening_page

_PREFIX: Final = "sign-in-page-"


@dataclass(frozen=True, slots=True)
class BrowserTrip:
    """One sign-in's way into the browser. `address` is the provider's, for who opens it by hand."""

    address: str
    page: Callable[[], str] = field(repr=False)
    """Makes a fresh page and gives its file address; from any thread, as long as the sign-in is waited for."""

    def __repr__(self) -> str:
        return "BrowserTrip(…)"


class EntrancePages:
    """The private pages of one sign-in: `with EntrancePages(folder) as pages:`; gone at the end of the block.

    `folder` is the data folder; None: nothing is kept, and one of the system's, for this user alone, takes its place.
    """

    def __init__(self, folder: Path | None) -> None:
        """Raises OSError where no file can be written."""
        self._passing = folder is None
        self._folder = folder if folder is not None else Path(tempfile.mkdtemp(prefix="borrower-app-"))
        # Left by an app that was killed; what is in it leads nowhere any more.
        self._remove_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove_all()
        if self._passing:
            shutil.rmtree(self._folder, ignore_errors=True)

    def make(self, entrance: Callable[[Callable[[], None]], str]) -> str:
        """A page for one more opening of the browser; `entrance` makes the secret way and is told what to do once it
        was taken. Raises OSError."""
        path = self._folder / f"{_PREFIX}{secrets.token_hex(8)}.html"
        content = opening_page(entrance(lambda: _remove(path)))
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
        return path.absolute().as_uri()

    def _remove_all(self) -> None:
        for path in self._folder.glob(f"{_PREFIX}*.html"):
            _remove(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
