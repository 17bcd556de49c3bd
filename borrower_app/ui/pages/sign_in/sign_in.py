"""F-2 Sign-in: in the browser of this computer or with a phone, what to look at, and what comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import CancelSignIn, OpenBrowserAgain, SignInWay, StartSignIn
from borrower_app.presentation.sign_in.views import SignInView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.widgets.buttons import WordButton, link_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.qr_code import QrCode
from borrower_app.ui.widgets.safe_text import label


def sign_in_page(view: SignInView, context: PageContext) -> QWidget:
    """The page as it stands alone, after a sign-in has ended."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    page.add(heading(look, say("Sign in to {lender}", lender=view.lender)))
    return page.add(sign_in_panel(view, context)).end()


def sign_in_panel(view: SignInView, context: PageContext) -> QWidget:
    """The panel; first start uses it, too."""
    if view.state != "waiting":
        card = _begin(view, context)
    elif view.way == "browser":
        card = _in_browser(view, context)
    else:
        card = _code(view, context)
    return columns(context.look, card, _promises(view, context), shares=(1.5, 1.0))


def _told(view: SignInView, context: PageContext) -> str:
    """What has become of it so far, in one sentence."""
    say = context.look.language.say
    in_browser = view.way == "browser"
    if view.state == "preparing":
        return (
            say("Connecting to {lender} …", lender=view.lender)
            if in_browser
            else say("Asking {lender} for a code …", lender=view.lender)
        )
    if view.state == "ended":
        return (
            say("The time is over. Nothing is lost; you can begin again.")
            if in_browser
            else say("The code's time is over. Nothing is lost; ask for a new one.")
        )
    if view.state == "declined":
        return (
            say("The sign-in was declined in the browser. Nothing was changed.")
            if in_browser
            else say("The sign-in was declined on the phone. Nothing was changed.")
        )
    if view.state == "failed":
        return say("The sign-in did not work this time. Your data are still here.")
    if view.back_to is not None:
        return say("This change needs proof that it is you: please sign in once more.")
    return say("You sign in on {lender}'s own page. This app never sees your password.", lender=view.lender)


def _begin(view: SignInView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, gap=10)
    card.add(label(look, _told(view, context), "lead"))
    if view.problem:
        card.add(label(look, view.problem, ink="caution"))
    if view.unsent:
        words = look.language.say_count(
            "{count} change is waiting and will be sent after the sign-in.",
            "{count} changes are waiting and will be sent after the sign-in.",
            view.unsent,
        )
        card.add(label(look, words, ink="ink_soft"))
    if view.state == "preparing":
        card.add(row_of([_cancel(context)], look.gap(8)))
    else:
        for number, way in enumerate(view.ways):
            card.space(look.gap(4))
            _offer(card, view, way, context, first=number == 0)
        if view.may_go_back:
            back = link_button(look, say("Back"), say("Back"))
            back.clicked.connect(context.sends(CancelSignIn()))
            card.space(look.gap(4))
            card.add(row_of([back], look.gap(8)))
    card.room.addStretch(1)
    return card


def _offer(card: Card, view: SignInView, way: SignInWay, context: PageContext, *, first: bool) -> None:
    """One way to sign in: its button, and for whom it is."""
    look = context.look
    say = look.language.say
    if way == "browser":
        words = say("Sign in with the browser")
        about = say("{lender}'s page opens on this computer. Afterwards you come back here.", lender=view.lender)
    else:
        again = view.way == "phone" and view.state in ("ended", "declined")
        words = say("Ask for a new code") if again else say("Scan with your phone")
        about = say("For when you would rather not type a password into this computer.")
    make = primary_button if first else secondary_button
    button = make(look, words, words, icon="phone" if way == "phone" else "bank")
    button.clicked.connect(context.sends(StartSignIn(way, view.back_to)))
    card.add(row_of([button], look.gap(8)), label(look, about, "caption", "ink_soft"))


def _cancel(context: PageContext) -> WordButton:
    look = context.look
    stop = secondary_button(look, look.language.say("Cancel"), look.language.say("Cancel the sign-in"))
    stop.clicked.connect(context.sends(CancelSignIn()))
    return stop


def _in_browser(view: SignInView, context: PageContext) -> Card:
    """Waiting for the person before the browser."""
    look = context.look
    say = look.language.say
    card = Card(look, gap=10)
    card.add(label(look, say("Go on in the browser"), "section"))
    card.add(
        label(
            look,
            say(
                "{lender}'s page is open there. Once you have signed in, the app goes on by itself.", lender=view.lender
            ),
        )
    )
    compare = say("In the browser's address line, the site's name must be exactly {domain}.", domain=view.domain)
    card.add(check_row(look, "warn", "caution", (Span(compare),)))
    card.add(label(look, say("Please finish within two minutes."), ink="ink_soft"))
    again = secondary_button(look, say("Open the page again"), say("Open the page again"))
    again.clicked.connect(context.sends(OpenBrowserAgain()))
    card.add(row_of([again, _cancel(context)], look.gap(8)))
    _other_way(card, view, "phone", say("Scan with your phone instead"), context)
    card.room.addStretch(1)
    return card


def _other_way(card: Card, view: SignInView, way: SignInWay, words: str, context: PageContext) -> None:
    """Out of a wait into the other way, where the lender has it."""
    if way in view.ways:
        other = link_button(context.look, words, words)
        other.clicked.connect(context.sends(StartSignIn(way, view.back_to)))
        card.add(row_of([other], context.look.gap(8)))


def _code(view: SignInView, context: PageContext) -> Card:
    """Waiting for the phone."""
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
    card.add(row_of([_cancel(context)], look.gap(8)))
    _other_way(card, view, "browser", say("Sign in with the browser instead"), context)
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
    password = say(
        "Type password and codes only on {lender}'s own page, never read them to anybody.", lender=view.lender
    )
    card.add(check_row(look, "warn", "caution", (Span(password),)))
    money = say("Signing in moves no money and changes nothing at {lender}.", lender=view.lender)
    card.add(check_row(look, "ok", "good", (Span(money),)))
    card.room.addStretch(1)
    return card
