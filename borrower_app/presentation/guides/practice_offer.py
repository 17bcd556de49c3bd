"""The offer to practise on a made-up loan: at first start, and again at any time in the settings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.intents import StartPractice
from borrower_app.presentation.words.parts import Action

PracticeOffer = Literal["new", "starting", "again", "none"]
"""Not tried in this run, being made ready, tried already, or not offered (practice itself)."""


class PracticeOfferView(Struct, frozen=True):
    """What practice is, and its button, which can't be pressed while practice is being made ready."""

    title: str
    told: str
    action: Action
    is_starting: bool = False


def practice_offer_view(offer: PracticeOffer, language: Language) -> PracticeOfferView | None:
    """The card; None where practice is not offered."""
    say = language.say
    if offer == "none":
        return None
    words = {
        "new": say("Practise"),
        "starting": say("Preparing the made-up loan …"),
        "again": say("Practise once more"),
    }[offer]
    return PracticeOfferView(
        title=say("Practise first, on a made-up loan"),
        told=say("Five short steps through a loan whose debit failed. No network, and nothing of it is kept."),
        action=Action(words, StartPractice()),
        is_starting=offer == "starting",
    )
