"""What the bar says in which one looks for words on the page."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.language import Language


class FindWords(Struct, frozen=True):
    """The names of the bar's parts."""

    question: str
    before: str
    next: str
    close: str


def find_words(language: Language) -> FindWords:
    """Those names."""
    say = language.say
    return FindWords(say("Find on this page"), say("Found before"), say("Found next"), say("Put away"))


def found_words(number: int, count: int, language: Language) -> str:
    """How many places were found and which one is shown, counted from 1."""
    if not count:
        return language.say("Not on this page")
    return language.say("Place {number} of {count}", number=number, count=count)
