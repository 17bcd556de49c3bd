"""The question of first start once the data have their key: connect to the lender, type a loan in, read a message."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import Beginning, BeginWith
from borrower_app.presentation.words.parts import PracticeOffer
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.first_start.practice_card import practice_card
from borrower_app.ui.pages.parts.page_parts import columns, heading
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def beginnings(lender: str, practice: PracticeOffer, context: PageContext) -> tuple[QWidget, ...]:
    """Heading, the three ways on beside each other, and practice below."""
    look = context.look
    say = look.language.say
    connect = _way(
        context,
        say("See what {lender} has on record", lender=lender),
        say("Sign in once. Your schedule, debits and cards then come by themselves."),
        (primary_button, say("Connect to {lender}", lender=lender), "lender"),
    )
    enter = _way(
        context,
        say("Enter my loan myself"),
        say("With the figures of your contract, or the bank's table as a file. Nothing is sent; no sign-in is needed."),
        (secondary_button, say("Enter a loan"), "own_loan"),
    )
    paste = _way(
        context,
        say("I got a message about a debit"),
        say("Paste it, and read what it means. It is not kept and goes nowhere."),
        (secondary_button, say("Paste a message"), "message"),
    )
    return (
        heading(look, say("What would you like to do first?")),
        label(look, say("The others can be done at any time later."), "lead", "ink_soft"),
        columns(look, connect, enter, paste),
        practice_card(practice, context),
    )


def _way(
    context: PageContext, title: str, told: str, press: tuple[Callable[[Look, str, str], WordButton], str, Beginning]
) -> Card:
    look = context.look
    make, words, what = press
    card = Card(look)
    card.add(label(look, title, "section"), label(look, told, ink="ink_soft"))
    card.space(look.gap(8))
    card.room.addStretch(1)
    button = make(look, words, words)
    button.clicked.connect(context.sends(BeginWith(what)))
    card.add(row_of([button], look.gap(8)))
    return card
