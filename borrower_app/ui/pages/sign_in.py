"""F-2 Sign-in with a phone: the code, its QR picture, the address to compare, and what happens when time runs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from borrower_app.ui.intents import CancelSignIn, StartSignIn
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.page_parts import PageBody, columns, heading
from borrower_app.ui.widgets.buttons import primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.qr_code import QrCode
from borrower_app.ui.widgets.safe_text import label


@dataclass(frozen=True, slots=True)
class SignInView:
    """How the sign-in stands. `problem` is a ready sentence; the addresses come from the lender's sign-in server."""

    lender: str
    domain: str
    """The host the user compares with the paper contract."""
    state: Literal["idle", "preparing", "waiting", "ended", "declined", "failed"] = "idle"
    user_code: str = ""
    address: str = ""
    scan_address: str = ""
    minutes_left: int = 0
    problem: str = ""
    unsent: int = 0


def sign_in_page(view: SignInView, context: PageContext) -> QWidget:
    """The page as it stands alone, after a sign-in has ended."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    page.add(heading(look, say("Sign in to {lender}", lender=view.lender)))
    return page.add(sign_in_panel(view, context)).end()


def sign_in_panel(view: SignInView, context: PageContext) -> QWidget:
    """The panel; first start uses it, too."""
    if view.state == "waiting":
        return columns(context.look, _code(view, context), _promises(view, context), shares=(1.5, 1.0))
    return columns(context.look, _begin(view, context), _promises(view, context), shares=(1.5, 1.0))


def _begin(view: SignInView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, gap=10)
    told = {
        "idle": say("You sign in with your phone. No password is typed into this computer."),
        "preparing": say("Asking {lender} for a code …", lender=view.lender),
        "ended": say("The code's time is over. Nothing is lost; ask for a new one."),
        "declined": say("The sign-in was declined on the phone. Nothing was changed."),
        "failed": say("The sign-in did not work this time. Your data are still here."),
    }.get(view.state, "")
    card.add(label(look, told, "lead"))
    if view.problem:
        card.add(label(look, view.problem, ink="caution"))
    if view.unsent:
        words = look.language.say_count(
            "{count} change is waiting and will be sent after the sign-in.",
            "{count} changes are waiting and will be sent after the sign-in.",
            view.unsent,
        )
        card.add(label(look, words, ink="ink_soft"))
    if view.state != "preparing":
        words = say("Show the code") if view.state == "idle" else say("Ask for a new code")
        start = primary_button(look, words, words, icon="phone")
        start.clicked.connect(context.sends(StartSignIn()))
        card.space(look.gap(4))
        card.add(row_of([start], look.gap(8)))
    card.room.addStretch(1)
    return card


def _code(view: SignInView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, gap=10)
    scan = PageBody(look)
    scan.room.setSpacing(look.gap(8))
    scan.add(label(look, say("1. Scan this with your phone"), "section"))
    scan.add(QrCode(look, view.scan_address or view.address, say("QR code that opens {address}", address=view.address)))
    compare = PageBody(look)
    compare.room.setSpacing(look.gap(8))
    compare.add(label(look, say("2. Compare the code on the phone with this one"), "section"))
    code = label(look, view.user_code, "headline", wrap=False)
    code.setAccessibleDescription(" ".join(view.user_code))
    compare.add(code)
    minutes = look.language.say_count(
        "The code is good for {count} more minute.", "The code is good for {count} more minutes.", view.minutes_left
    )
    compare.add(label(look, minutes, ink="ink_soft"))
    compare.add(label(look, say("Or open {address} on the phone.", address=view.address), ink="ink_soft"))
    card.add(columns(look, scan.end(), compare.end(), narrowest=220))
    stop = secondary_button(look, say("Cancel"), say("Cancel the sign-in"))
    stop.clicked.connect(context.sends(CancelSignIn()))
    card.add(row_of([stop], look.gap(8)))
    card.room.addStretch(1)
    return card


def _promises(view: SignInView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, "sunken", gap=0)
    card.add(label(look, say("Before you go on"), "section"))
    card.space(look.gap(6))
    compare = say("Compare the address with your paper contract: {domain}", domain=view.domain)
    card.add(check_row(look, "bank", "accent", (Span(compare),)))
    password = say("Type password and codes only on your own phone, never read them to anybody.")
    card.add(check_row(look, "warn", "caution", (Span(password),)))
    money = say("Signing in moves no money and changes nothing at {lender}.", lender=view.lender)
    card.add(check_row(look, "ok", "good", (Span(money),)))
    card.room.addStretch(1)
    return card
