"""What is said while the folder is being opened. Imported before the first paint: nothing heavy here."""

from __future__ import annotations

from borrower_app.language import Language
from borrower_app.presentation.frame.views import InsteadView, StatusWords, WaitingView


def title_of(language: Language, *, is_practice: bool = False) -> str:
    """The window's title."""
    return language.say("Practice") if is_practice else language.say("My loan")


def opening_status(language: Language) -> StatusWords:
    """The status line of that time."""
    return StatusWords(language.say("Opening …"), "plain", "lock", page_code=language.say("Screen"))


def place_words(page: str, count: int, language: Language) -> str:
    """A place of the rail for screen readers, with how many things wait there."""
    return language.say("{page}, {count} waiting for you", page=page, count=count) if count else page


def opening_view(language: Language) -> WaitingView:
    """In place of records that are not read yet."""
    return WaitingView(language.say("Opening your records …"))


def locked_view(language: Language) -> InsteadView:
    """In place of every page while the window is locked."""
    return InsteadView("lock", language.say("Locked"), language.say("Enter the PIN to go on."))


def gone_view(language: Language) -> InsteadView:
    """In place of a page whose subject is not there any more."""
    return InsteadView(
        "empty", language.say("This is no longer there"), language.say("It may have been settled meanwhile.")
    )
