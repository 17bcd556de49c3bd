"""What F-1 says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from borrower_app.presentation.sign_in.views import SignInView
from borrower_app.presentation.words.parts import PracticeOffer

StartStep = Literal["welcome", "safety", "pin", "choose", "sign_in", "fetch"]


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """The first fetch: how many records have come, whether all are there; `problem` is a ready sentence."""

    records: int = 0
    thousandths: int = 0
    done: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FirstStartView:
    """Where the first start is. `keyring_usable` is None while it is still being tried."""

    step: StartStep
    lender: str
    sign_in: SignInView
    keyring_usable: bool | None = None
    problem: str = ""
    fetch: FetchProgress = FetchProgress()
    practice: PracticeOffer = "new"
