"""F-3 Lock: the views are hidden until the PIN; also the passphrase at a start, and the form for a new PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import ChooseSignIn, GoBack, OpenWithPassphrase, Quit, Unlock
from borrower_app.presentation.lock.views import LockView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.lock.pin_form import pin_form
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.widgets.buttons import WordButton, link_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label


def lock_page(view: LockView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    if view.asks == "new_pin":
        page.add(heading(look, say("Change the PIN") if view.pin_is_set else say("Set a PIN")))
        return page.add(pin_form(context, False, view.pin_is_set, view.problem)).end()
    title = say("Locked") if view.asks == "pin" else say("Your data are behind a passphrase")
    page.add(heading(look, say("Enter your PIN first") if view.reason else title))
    if view.reason:
        page.add(label(look, view.reason, ink="ink_soft"))
    return page.add(_entry(view, context)).end()


def _entry(view: LockView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, gap=12)
    if view.closed:
        card.add(label(look, say("Too many wrong tries. Nothing is lost."), "lead"))
        card.add(label(look, view.closed_told, ink="ink_soft"))
        card.add(row_of(_ways_out(view, context), look.gap(16)))
        return card
    question = "PIN" if view.asks == "pin" else say("Passphrase")
    field = FormField(look, question, secret=True)
    card.add(field)
    if view.problem:
        field.show_error(view.problem)
    if view.tries_left is not None:
        tries = look.language.say_count("{count} try is left.", "{count} tries are left.", view.tries_left)
        card.add(label(look, tries, ink="ink_soft"))
    submit = _sender(view, field, context)
    field.entered.connect(submit)
    words = say("Unlock") if view.asks == "pin" else say("Open")
    button = primary_button(look, words, words)
    button.clicked.connect(submit)
    card.add(row_of([button, *_ways_out(view, context)], look.gap(16)))
    return card


def _ways_out(view: LockView, context: PageContext) -> list[WordButton]:
    look = context.look
    say = look.language.say
    buttons: list[WordButton] = []
    if view.may_sign_in:
        sign_in = secondary_button(look, say("Sign in instead"), say("Sign in instead"))
        sign_in.clicked.connect(context.sends(ChooseSignIn()))
        buttons.append(sign_in)
    words = say("Back") if view.reason else say("Close the app")
    leave = link_button(look, words, words)
    leave.clicked.connect(context.sends(GoBack() if view.reason else Quit()))
    buttons.append(leave)
    return buttons


def _sender(view: LockView, field: FormField, context: PageContext) -> Callable[[], None]:
    say = context.look.language.say

    def submit() -> None:
        typed = field.text
        if not typed:
            field.show_error(say("Please type it first."))
            return
        field.wipe()
        context.emit(Unlock(typed) if view.asks == "pin" else OpenWithPassphrase(typed))

    return submit
