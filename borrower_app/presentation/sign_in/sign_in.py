"""F-2: sign-in in the browser of this computer or with a phone, before, during and after it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from borrower_app.failures import Failure, FailureCode
from borrower_app.language import Language
from borrower_app.presentation.intents import Address, CancelSignIn, OpenBrowserAgain, SignInWay, StartSignIn, opens
from borrower_app.presentation.sign_in.views import (
    BeginSignInView,
    InBrowserView,
    OnPhoneView,
    OwnFolderView,
    SignInView,
    SignInWayView,
)
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.settings import LONGEST_FOLDER_NAME

SignInStage = Literal["idle", "preparing", "waiting", "ended", "declined", "failed"]


class SignInFacts(Struct, frozen=True):
    """How a sign-in stands. `domain` is the host the user compares with the paper contract and the address line.

    `way` is the one that is or was under way; `not_offered` are ways that the lender turned out not to have.
    `back_to`: asked for because a change needs a fresh sign-in, and where that change is waiting.
    `unsent` is how many changes wait for a sign-in.
    """

    lender: str
    domain: str
    stage: SignInStage = "idle"
    way: SignInWay = "browser"
    not_offered: frozenset[SignInWay] = frozenset()
    user_code: str = ""
    address: str = ""
    scan_address: str = ""
    minutes_left: int = 0
    failure: Failure | None = None
    unsent: int = 0
    back_to: Address | None = None
    may_have_folders: bool = False
    """Whether something is kept on this computer, so that another person can have a folder beside it."""

    @property
    def is_other_person(self) -> bool:
        """Whether somebody else than the folder's borrower has signed in."""
        return self.failure is not None and self.failure.code is FailureCode.SIGN_IN_OTHER_PERSON

    @property
    def ways(self) -> tuple[SignInWay, ...]:
        """What can be tried, the next step first: the browser, or after a try the same way, unless it can't work."""
        first: SignInWay = "browser" if self.stage == "idle" else self.way
        if self.failure is not None and self.failure.code is FailureCode.SIGN_IN_BROWSER_UNUSABLE:
            first = "phone"
        second: SignInWay = "phone" if first == "browser" else "browser"
        return tuple(way for way in (first, second) if way not in self.not_offered)


def sign_in_view(facts: SignInFacts, language: Language) -> SignInView:
    """The page."""
    say = language.say
    card: BeginSignInView | InBrowserView | OnPhoneView
    if facts.stage != "waiting":
        card = _begin(facts, language)
    elif facts.way == "browser":
        card = _in_browser(facts, language)
    else:
        card = _on_phone(facts, language)
    compare = say("Compare the address with your paper contract: {domain}", domain=facts.domain)
    password = say(
        "Type password and codes only on {lender}'s own page, never read them to anybody.", lender=facts.lender
    )
    money = say("Signing in moves no money and changes nothing at {lender}.", lender=facts.lender)
    return SignInView(
        title=say("Sign in to {lender}", lender=facts.lender),
        card=card,
        promises_title=say("Before you go on"),
        promises=(
            Line("bank", "accent", (Piece(compare),)),
            Line("warn", "caution", (Piece(password),)),
            Line("ok", "good", (Piece(money),)),
        ),
    )


def _told(facts: SignInFacts, language: Language) -> str:
    """What has become of it so far, in one sentence."""
    say = language.say
    in_browser = facts.way == "browser"
    if facts.stage == "preparing":
        return (
            say("Connecting to {lender} …", lender=facts.lender)
            if in_browser
            else say("Asking {lender} for a code …", lender=facts.lender)
        )
    if facts.stage == "ended":
        return (
            say("The time is over. Nothing is lost; you can begin again.")
            if in_browser
            else say("The code's time is over. Nothing is lost; ask for a new one.")
        )
    if facts.stage == "declined":
        return (
            say("The sign-in was declined in the browser. Nothing was changed.")
            if in_browser
            else say("The sign-in was declined on the phone. Nothing was changed.")
        )
    if facts.is_other_person:
        return say("These records are somebody else's.")
    if facts.stage == "failed":
        return say("The sign-in did not work this time. Your data are still here.")
    if facts.back_to is not None:
        return say("This change needs proof that it is you: please sign in once more.")
    return say("You sign in on {lender}'s own page. This app never sees your password.", lender=facts.lender)


def _begin(facts: SignInFacts, language: Language) -> BeginSignInView:
    is_preparing = facts.stage == "preparing"
    may_go_back = not is_preparing and facts.back_to is not None
    return BeginSignInView(
        told=_told(facts, language),
        problem=failure_sentence(facts.failure, language) if facts.failure is not None else "",
        unsent=language.say_count(
            "{count} change is waiting and will be sent after the sign-in.",
            "{count} changes are waiting and will be sent after the sign-in.",
            facts.unsent,
        )
        if facts.unsent
        else "",
        ways=() if is_preparing else tuple(_way(facts, way, language) for way in facts.ways),
        cancel=_cancel(language) if is_preparing else None,
        back=Action(language.say("Back"), CancelSignIn()) if may_go_back else None,
        own_folder=_own_folder(facts, language) if facts.is_other_person and facts.may_have_folders else None,
    )


def _own_folder(facts: SignInFacts, language: Language) -> OwnFolderView:
    """The first way out; wiping comes last."""
    say = language.say
    wipe = Action(say("Wipe what is here, for good …"), opens("T-1", "sign-out-all"), danger=True)
    return OwnFolderView(
        title=say("A folder of your own"),
        told=say("It lies beside this one and is offered by its name at each start. What is here stays as it is."),
        name=say("What shall it be called?"),
        hint=say("Everybody who starts the app sees this name. A first name is enough."),
        missing=say("Please give it a name."),
        make=say("Make the folder and open it"),
        longest=LONGEST_FOLDER_NAME,
        or_else=say("Or the person whose records these are signs in"),
        wipe=wipe,
    )


def _way(facts: SignInFacts, way: SignInWay, language: Language) -> SignInWayView:
    say = language.say
    start = StartSignIn(way, facts.back_to)
    if way == "browser":
        told = say("{lender}'s page opens on this computer. Afterwards you come back here.", lender=facts.lender)
        return SignInWayView(Action(say("Sign in with the browser"), start, icon="bank"), told)
    is_again = facts.way == "phone" and facts.stage in ("ended", "declined")
    words = say("Ask for a new code") if is_again else say("Scan with your phone")
    told = say("For when you would rather not type a password into this computer.")
    return SignInWayView(Action(words, start, icon="phone"), told)


def _cancel(language: Language) -> Action:
    return Action(language.say("Cancel"), CancelSignIn(), language.say("Cancel the sign-in"))


def _other(facts: SignInFacts, way: SignInWay, words: str) -> Action | None:
    """Out of a wait into the other way, where the lender has it."""
    return Action(words, StartSignIn(way, facts.back_to)) if way in facts.ways else None


def _in_browser(facts: SignInFacts, language: Language) -> InBrowserView:
    say = language.say
    compare = say("In the browser's address line, the site's name must be exactly {domain}.", domain=facts.domain)
    return InBrowserView(
        title=say("Go on in the browser"),
        told=say(
            "{lender}'s page is open there. Once you have signed in, the app goes on by itself.", lender=facts.lender
        ),
        compare=Line("warn", "caution", (Piece(compare),)),
        hurry=say("Please finish within two minutes."),
        again=Action(say("Open the page again"), OpenBrowserAgain()),
        cancel=_cancel(language),
        other=_other(facts, "phone", say("Scan with your phone instead")),
    )


def _on_phone(facts: SignInFacts, language: Language) -> OnPhoneView:
    say = language.say
    return OnPhoneView(
        scan_title=say("1. Scan this with your phone"),
        scan_address=facts.scan_address or facts.address,
        scan_name=say("QR code that opens {address}", address=facts.address),
        compare_title=say("2. Compare the code on the phone with this one"),
        code=facts.user_code,
        spelled_code=" ".join(facts.user_code),
        time_left=language.say_count(
            "The code is good for {count} more minute.",
            "The code is good for {count} more minutes.",
            facts.minutes_left,
        ),
        by_hand=say("Or open {address} on the phone.", address=facts.address),
        cancel=_cancel(language),
        other=_other(facts, "browser", say("Sign in with the browser instead")),
    )
