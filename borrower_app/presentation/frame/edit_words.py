"""The words of the menu over a text."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.language import Language


class CopyWords(Struct, frozen=True):
    """What is marked; all of it."""

    copy: str
    copy_all: str


def copy_words(language: Language) -> CopyWords:
    """The two lines of the menu."""
    return CopyWords(language.say("Copy"), language.say("Copy this text"))
