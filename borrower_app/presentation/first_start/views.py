"""What F-1 says: where one is in its five steps, and the step."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.guides.practice_offer import PracticeOfferView
from borrower_app.presentation.lock.views import CodeView, NewPinView, UnlockView
from borrower_app.presentation.sign_in.views import SignInView
from borrower_app.presentation.words.new_passphrase import NewPassphraseView
from borrower_app.presentation.words.parts import Action, Line


class WelcomeView(Struct, frozen=True):
    """What is kept on this computer and what never; `other_language` leads to the other language, in its own words."""

    title: str
    other_language: Action
    kept_title: str
    kept: tuple[Line, ...]
    never_title: str
    never: tuple[Line, ...]
    go_on: Action
    paste: Action
    practice: PracticeOfferView | None


class KeyringView(Struct, frozen=True):
    """The key with the computer account; `choose` is empty where that can't be done, `told` says why."""

    title: str
    about: str
    choose: str = ""
    told: str = ""


class KeyChoiceView(Struct, frozen=True):
    """Where the key to the data is kept: with the computer account, behind a passphrase, nowhere."""

    title: str
    lead: str
    keyring: KeyringView
    passphrase_title: str
    passphrase_about: str
    passphrase: NewPassphraseView
    memory_title: str
    memory_about: str
    memory: str
    problem: str = ""


class FirstPinView(Struct, frozen=True):
    """The first PIN, or none for now; then its recovery code, shown and asked back."""

    title: str
    lead: str
    form: NewPinView | CodeView | UnlockView


class BeginningView(Struct, frozen=True):
    """One way to begin."""

    title: str
    told: str
    action: Action


class BeginningsView(Struct, frozen=True):
    """What to do first, once the data have their key; the first way is the one next step."""

    title: str
    lead: str
    ways: tuple[BeginningView, ...]
    practice: PracticeOfferView | None


class FirstSignInView(Struct, frozen=True):
    """The sign-in, and the way back to the question what to begin with."""

    sign_in: SignInView
    back: Action


class FetchView(Struct, frozen=True):
    """The first fetch; `thousandths` of the bar. `actions`: the one next step; `later` goes on without the records."""

    title: str
    told: str
    thousandths: int
    bar_name: str
    problem: str = ""
    note: str = ""
    actions: tuple[Action, ...] = ()
    later: Action | None = None


FirstStartPart = WelcomeView | KeyChoiceView | FirstPinView | BeginningsView | FirstSignInView | FetchView


class FirstStartView(Struct, frozen=True):
    """F-1: names of the steps, which of them is now (from 0) and that in one sentence, and what the step shows."""

    steps: tuple[str, ...]
    now: int
    told: str
    part: FirstStartPart
