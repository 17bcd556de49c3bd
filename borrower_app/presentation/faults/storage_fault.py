"""F-5: the files on this computer can't be used as they are. What happened, what is safe, what to do."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from borrower_app.failures import Failure, FailureCode
from borrower_app.language import Language
from borrower_app.presentation.intents import Quit, RepairStorage, SyncNow
from borrower_app.presentation.words.failure_text import FailureWords, failure_words
from borrower_app.presentation.words.parts import Action

_REPAIRABLE: Final = frozenset({FailureCode.DATABASE_DAMAGED, FailureCode.OWN_DATA_DAMAGED})


class StorageFaultView(Struct, frozen=True):
    """Ready words; `support` is for a person on the phone."""

    title: str
    happened: str
    safe: str
    to_do: str
    action: Action
    leave: Action
    support: str = ""


def storage_fault_view(failure: Failure | None, language: Language) -> StorageFaultView:
    """The page; None while what failed is tried anew."""
    say = language.say
    words = failure_words(failure, language) if failure is not None else FailureWords("", "", "")
    repair = Action(say("Set the file aside and fetch again"), RepairStorage())
    again = Action(say("Try again"), SyncNow())
    return StorageFaultView(
        title=say("The data on this computer can't be used as they are"),
        happened=words.happened,
        safe=words.safe,
        to_do=words.to_do,
        action=repair if failure is not None and failure.code in _REPAIRABLE else again,
        leave=Action(say("Close the app"), Quit()),
        support=say("For support: {code}", code=failure.code.value) if failure is not None else "",
    )
