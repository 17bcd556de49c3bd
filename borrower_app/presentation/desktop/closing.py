"""F-8: the question before the app closes where nothing is kept and something would be lost."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.desktop.views import ClosingView
from borrower_app.presentation.desktop_intents import QuitAnyway
from borrower_app.presentation.intents import ActionIntent, ChooseSignIn, GoBack, SyncNow, opens
from borrower_app.presentation.words.parts import Action


class AtStake(Struct, frozen=True):
    """What closing would lose: changes that are not sent, loans and drafts of own loans that stand only here."""

    unsent: int = 0
    own_loans: int = 0
    drafts: int = 0

    def __bool__(self) -> bool:
        return bool(self.unsent or self.own_loans or self.drafts)


def closing_view(at_stake: AtStake, language: Language, *, signed_in: bool, is_locked: bool) -> ClosingView:
    """The page. Behind the lock nothing can be sent or written before the PIN."""
    say, count = language.say, language.say_count
    told = [say("You chose that nothing is kept on this computer.")]
    if at_stake.unsent:
        told.append(
            count(
                "{count} change has not reached the lender yet. If the app closes now, it is lost.",
                "{count} changes have not reached the lender yet. If the app closes now, they are lost.",
                at_stake.unsent,
            )
        )
    if at_stake.own_loans:
        told.append(
            count(
                "{count} loan you entered stands only here. A backup file would keep it.",
                "{count} loans you entered stand only here. A backup file would keep them.",
                at_stake.own_loans,
            )
        )
    if at_stake.drafts:
        told.append(say("The form of a loan you began to enter stands only here."))
    if not at_stake:
        told.append(say("Nothing is waiting any more: the app can be closed."))
    actions = [Action(say("Go back to the app"), GoBack())]
    if not is_locked:
        if at_stake.unsent:
            send: ActionIntent = SyncNow() if signed_in else ChooseSignIn()
            actions.append(Action(say("Send it now") if signed_in else say("Sign in and send it"), send))
        if at_stake.own_loans:
            actions.append(Action(say("Make a backup"), opens("T-1", "backup")))
    close = say("Close and lose it") if at_stake else say("Close the app")
    actions.append(Action(close, QuitAnyway(), danger=bool(at_stake)))
    return ClosingView(say("Close the app?"), tuple(told), tuple(actions))
