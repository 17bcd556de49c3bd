"""F-1 in five short steps: what is kept and why, how it is kept safe, the PIN, what to begin with, the first fetch."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.presentation.first_start.views import (
    BeginningsView,
    BeginningView,
    FetchView,
    FirstPinView,
    FirstSignInView,
    FirstStartPart,
    FirstStartView,
    KeyChoiceView,
    KeyringView,
    WelcomeView,
)
from borrower_app.presentation.guides.practice_offer import PracticeOffer, practice_offer_view
from borrower_app.presentation.intents import (
    BeginFirstStart,
    BeginWith,
    ChooseLook,
    FinishFirstStart,
    SyncNow,
    opens,
)
from borrower_app.presentation.lock.new_pin import NewPinFacts, code_title, code_view, new_pin_view, put_off
from borrower_app.presentation.sign_in.sign_in import SignInFacts, sign_in_view
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.new_passphrase import NewPassphraseView
from borrower_app.presentation.words.parts import Action, Line, Piece

StartStep = Literal["welcome", "safety", "pin", "choose", "sign_in", "fetch"]
# What to begin with and the sign-in that may follow are one step to the reader.
_PLACES: Final[dict[StartStep, int]] = {"welcome": 0, "safety": 1, "pin": 2, "choose": 3, "sign_in": 3, "fetch": 4}


class FetchFacts(Struct, frozen=True):
    """How many records have come, whether they are being checked already, whether all are there, what went wrong, and
    whether what came is kept on this computer."""

    records: int = 0
    is_checking: bool = False
    is_done: bool = False
    failure: Failure | None = None
    is_kept: bool = True


class FirstStartFacts(Struct, frozen=True):
    """Where the first start is. `keyring_usable` is None while it is still being tried; `keys_failure` is what came of
    the choice of a key."""

    step: StartStep
    lender: str
    sign_in: SignInFacts
    keyring_usable: bool | None = None
    keys_failure: Failure | None = None
    fetch: FetchFacts = FetchFacts()
    practice: PracticeOffer = "new"
    new_pin: NewPinFacts | None = None


def first_start_view(facts: FirstStartFacts, language: Language) -> FirstStartView:
    """The page."""
    say = language.say
    steps = (say("Welcome"), say("Keep it safe"), say("PIN"), say("Your loan"), say("First fetch"))
    now = _PLACES[facts.step]
    told = say("Step {number} of {count}: {name}", number=now + 1, count=len(steps), name=steps[now])
    return FirstStartView(steps, now, told, _part(facts, language))


def _part(facts: FirstStartFacts, language: Language) -> FirstStartPart:
    match facts.step:
        case "welcome":
            return _welcome(facts, language)
        case "safety":
            return _key_choice(facts, language)
        case "pin":
            return _pin(facts.new_pin, language)
        case "choose":
            return _beginnings(facts, language)
        case "sign_in":
            back = Action(language.say("Begin with something else"), BeginWith("choices"))
            return FirstSignInView(sign_in_view(facts.sign_in, language), back)
        case "fetch":
            return _fetch(facts.fetch, language)


def _welcome(facts: FirstStartFacts, language: Language) -> WelcomeView:
    say = language.say
    kept = (
        say(
            "What {lender} has on record about your loans: schedule, debits, cards, authorisations.",
            lender=facts.lender,
        ),
        say("What you write here yourself, until it has been sent and confirmed."),
        say("A copy of every debit result, as your proof."),
    )
    why = (
        say("It is kept so that you can look things up without a network. All of it is encrypted."),
        say("Nothing is sent to anybody but {lender}.", lender=facts.lender),
    )
    never = (say("Card numbers."), say("Passwords and verification codes."))
    return WelcomeView(
        title=say("See what happens with your loan, at one glance"),
        other_language=_other_language(language),
        kept_title=say("What is kept on this computer"),
        kept=(
            *(Line("ok", "good", (Piece(words),)) for words in kept),
            *(Line("lock", "accent", (Piece(words),)) for words in why),
        ),
        never_title=say("What is never kept"),
        never=tuple(Line("stop", "plain", (Piece(words),)) for words in never),
        go_on=Action(say("Go on"), BeginFirstStart()),
        paste=Action(say("I got a message about a debit"), opens("D-3")),
        practice=practice_offer_view(facts.practice, language),
    )


def _other_language(language: Language) -> Action:
    """In its own words, so that it is found by those who read it."""
    if language.code == "zh":
        return Action("English", ChooseLook(language="en"))
    return Action("中文", ChooseLook(language="zh"))


def _key_choice(facts: FirstStartFacts, language: Language) -> KeyChoiceView:
    say = language.say
    return KeyChoiceView(
        title=say("How shall the key to your data be kept?"),
        lead=say("The data are encrypted. Choose who can open them."),
        keyring=_keyring(facts.keyring_usable, language),
        passphrase_title=say("With a passphrase"),
        passphrase_about=say("Asked for at each start. Forgotten means: lost, also for your own notes."),
        passphrase=NewPassphraseView(
            question=say("Passphrase"),
            hint=say("At least 8 characters"),
            again=say("The same once more"),
            save=say("Keep it behind this passphrase"),
            too_short=say("At least 8 characters, please."),
            not_the_same=say("The two are not the same."),
        ),
        memory_title=say("Keep nothing"),
        memory_about=say("After closing, nothing is left. You sign in each time; changes not yet sent are lost."),
        memory=say("Keep nothing on this computer"),
        problem=failure_sentence(facts.keys_failure, language) if facts.keys_failure is not None else "",
    )


def _keyring(usable: bool | None, language: Language) -> KeyringView:
    say = language.say
    title = say("With this computer account")
    about = say("Opens by itself while you are logged in to this computer.")
    if usable:
        return KeyringView(title, about, choose=say("Keep it with this account"))
    if usable is None:
        return KeyringView(title, about, told=say("Looking for this computer's key store …"))
    told = say("This computer has no key store that can be used now. Choose one of the others.")
    return KeyringView(title, about, told=told)


def _pin(new: NewPinFacts | None, language: Language) -> FirstPinView:
    say = language.say
    if new is not None:
        return FirstPinView(code_title(new, language), "", code_view(new, language))
    return FirstPinView(
        title=say("A PIN against curious eyes"),
        lead=say(
            "It is asked for at each start and before anything hidden is shown."
            " Without it, numbers and names stay hidden."
        ),
        form=new_pin_view(language, later=put_off(language)),
    )


def _beginnings(facts: FirstStartFacts, language: Language) -> BeginningsView:
    say = language.say
    return BeginningsView(
        title=say("What would you like to do first?"),
        lead=say("The others can be done at any time later."),
        ways=(
            BeginningView(
                say("See what {lender} has on record", lender=facts.lender),
                say("Sign in once. Your schedule, debits and cards then come by themselves."),
                Action(say("Connect to {lender}", lender=facts.lender), BeginWith("lender")),
            ),
            BeginningView(
                say("Enter my loan myself"),
                say(
                    "With the figures of your contract, or the bank's table as a file."
                    " Nothing is sent; no sign-in is needed."
                ),
                Action(say("Enter a loan"), BeginWith("own_loan")),
            ),
            BeginningView(
                say("I got a message about a debit"),
                say("Paste it, and read what it means. It is not kept and goes nowhere."),
                Action(say("Paste a message"), BeginWith("message")),
            ),
        ),
        practice=practice_offer_view(facts.practice, language),
    )


def _fetch(facts: FetchFacts, language: Language) -> FetchView:
    say = language.say
    actions: tuple[Action, ...] = ()
    later: Action | None = None
    if facts.failure is not None:
        actions = (Action(say("Try again"), SyncNow(), say("Try to fetch again")),)
        later = Action(say("Go to Home without them"), FinishFirstStart())
    elif facts.is_done:
        actions = (Action(say("Go to Home"), FinishFirstStart()),)
    return FetchView(
        title=say("Your records are here") if facts.is_done else say("Fetching your records"),
        told=_fetched(facts, language),
        thousandths=_share(facts),
        bar_name=say("Progress of the first fetch"),
        problem=failure_sentence(facts.failure, language) if facts.failure is not None else "",
        note="" if actions else _when_closed(facts, language),
        actions=actions,
        later=later,
    )


def _fetched(facts: FetchFacts, language: Language) -> str:
    if facts.is_kept:
        return language.say_count(
            "{count} record has come and is stored.", "{count} records have come and are stored.", facts.records
        )
    return language.say_count("{count} record has come.", "{count} records have come.", facts.records)


def _when_closed(facts: FetchFacts, language: Language) -> str:
    if facts.is_kept:
        return language.say("You may close the app: it goes on where it stopped.")
    return language.say("Keep the app open: nothing is kept on this computer, so closing it begins anew.")


def _share(facts: FetchFacts) -> int:
    """How far a fetch seems: the number of records is not known before, so the bar nears its end and waits there."""
    if facts.is_done:
        return 1000
    if facts.is_checking:
        return 950
    return min(900, 1000 * facts.records // (facts.records + 400)) if facts.records else 20
