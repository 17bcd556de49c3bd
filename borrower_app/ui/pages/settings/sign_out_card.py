"""Signing out, on T-1: what goes, what stays, and the separate question about what only the user has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.presentation.intents import SignOut
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.widgets.buttons import danger_button, link_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label

if TYPE_CHECKING:
    from borrower_app.presentation.settings.views import SettingsView


def sign_out_card(view: SettingsView, context: PageContext) -> Card:
    """The card, with whichever question is being asked."""
    look = context.look
    say = look.language.say
    card = Card(look)
    card.add(label(look, say("Sign out"), "section"))
    if view.asks_about_own_data:
        _ask_about_own_data(card, view, context)
    elif view.asks_about_sign_out:
        _ask_about_sign_out(card, view, context)
    else:
        told = say("The lender's records on this computer are wiped. Your own notes stay.")
        card.add(label(look, told, ink="ink_soft"))
        if view.signed_in:
            out = danger_button(look, say("Sign out …"), say("Sign out …"))
            out.clicked.connect(context.opens("T-1", "sign-out"))
            card.add(row_of([out], look.gap(8)))
    card.room.addStretch(1)
    return card


def _ask_about_sign_out(card: Card, view: SettingsView, context: PageContext) -> None:
    """What goes, what stays, what becomes of the unsent; nothing but the lender's records goes by this yes."""
    look = context.look
    say = look.language.say
    card.add(label(look, say("Wiped here: the lender's records, the sign-in, and changes already sent.")))
    card.add(
        label(
            look, say("Kept here: loans you entered yourself, your notes, and the proof of each debit."), ink="ink_soft"
        )
    )
    if view.unsent:
        words = look.language.say_count(
            "{count} change is not confirmed yet. What was never sent stays here as a draft.",
            "{count} changes are not confirmed yet. What was never sent stays here as a draft.",
            view.unsent,
        )
        card.add(label(look, words, ink="caution"))
    _choose(card, context, say("No, stay signed in"), "", say("Yes, sign out and wipe"), own_data=False)
    all_of_it = link_button(look, say("Wipe my own data, too …"), say("Wipe my own data, too …"))
    all_of_it.clicked.connect(context.opens("T-1", "sign-out-all"))
    card.add(row_of([all_of_it], look.gap(8)))


def _ask_about_own_data(card: Card, view: SettingsView, context: PageContext) -> None:
    """The separate question (DESIGN section 5): this cannot be fetched again from anybody."""
    look = context.look
    say = look.language.say
    card.add(
        label(look, say("Loans you entered yourself, notes, drafts, proof and the PIN are wiped, too."), ink="caution")
    )
    card.add(label(look, say("Nobody can bring them back, not even the lender."), ink="caution"))
    if view.unsent:
        words = look.language.say_count(
            "{count} change is not sent yet and would be lost.",
            "{count} changes are not sent yet and would be lost.",
            view.unsent,
        )
        card.add(label(look, words, ink="caution"))
    _choose(card, context, say("No, keep them"), "sign-out", say("Yes, sign out and wipe everything"), own_data=True)


def _choose(card: Card, context: PageContext, no: str, back: str, yes: str, *, own_data: bool) -> None:
    look = context.look
    card.space(look.gap(4))
    staying = secondary_button(look, no, no)
    staying.clicked.connect(context.opens("T-1", back))
    going = danger_button(look, yes, yes)
    going.clicked.connect(context.sends(SignOut(own_data)))
    card.add(row_of([staying, going], look.gap(8)))
