"""What every intent is, and where a page is."""

from __future__ import annotations

from msgspec import Struct


class Address(Struct, frozen=True):
    """Where a page is: its screen code and, for pages about one thing, that thing's id."""

    code: str
    subject: str = ""


class Intent(Struct, frozen=True, tag=True):
    """Something the user asked for. (Structs: made at start-up ten times as fast as dataclasses; tagged, because the
    Home that is kept for the next start holds some.)"""


class SecretIntent(Intent, frozen=True):
    """An intent that carries a secret: it never stands in a log or a traceback."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"
