"""What a guide says about the last press: what is under way, or why it came to nothing."""

from __future__ import annotations

from typing import Literal

from borrower_app.debits.quoting import quoted
from borrower_app.failures import Failure
from borrower_app.presentation.guides.guide import Asked
from borrower_app.presentation.words.failure_text import failure_sentence

Busy = Literal["", "card", "save", "code"]
"""The card host is asked, the operation is saved, the code is sent; or nothing is under way."""


def busy_words(busy: Busy, asked: Asked) -> str:
    """What is under way; empty where nothing is."""
    say = asked.language.say
    return {
        "": "",
        "card": say("Asking {lender} about this card …", lender=asked.lender),
        "save": say("Saving on this computer …"),
        "code": say("Sending the code to {lender} …", lender=asked.lender),
    }[busy]


def problem_words(failure: Failure | None, refused: str, asked: Asked) -> str:
    """What went wrong; `refused` are the card host's own words about a card that it does not take."""
    if failure is not None:
        return failure_sentence(failure, asked.language)
    if not refused:
        return ""
    say = asked.language.say
    told = say("{lender} does not take this card: “{text}”", lender=asked.lender, text=quoted(refused))
    return f"{told}{asked.language.pick('', ' ')}{say('Please take another card; nothing was changed.')}"
