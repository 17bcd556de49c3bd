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
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from borrower_app.lender.sign_in_page import opening_page

_PREFIX: Final = "sign-in-page-"
_FOLDER_PREFIX: Final = "borrower-app-sign-in-"
_CONFINED = Path("/snap/bin")
"""Where browsers are confined: Ubuntu's reads nothing in hidden folders, where data folders are, nor in /tmp."""


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
        is_confined = _CONFINED.is_dir()
        self._passing = folder is None or is_confined
        if folder is not None:
            # Left by an app that was killed; what is in it leads nowhere any more.
            _remove_pages(folder)
        if is_confined:
            for left in Path.home().glob(f"{_FOLDER_PREFIX}*"):
                _remove_folder(left)
        if folder is None or is_confined:
            home = Path.home() if is_confined else None
            folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=home))
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._passing:
            _remove_folder(self._folder)
        else:
            _remove_pages(self._folder)

    def make(self, entrance: Callable[[Callable[[], None]], str]) -> str:
        """A page for one more opening of the browser; `entrance` makes the secret way and is told what to do once it
        was taken. Raises OSError."""
        path = self._folder / f"{_PREFIX}{secrets.token_hex(8)}.html"
        content = opening_page(entrance(lambda: _remove(path)))
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
        return path.absolute().as_uri()


def _remove_pages(folder: Path) -> None:
    for path in folder.glob(f"{_PREFIX}*.html"):
        _remove(path)


def _remove_folder(folder: Path) -> None:
    """A passing folder of ours; one that holds anything else stays."""
    _remove_pages(folder)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
