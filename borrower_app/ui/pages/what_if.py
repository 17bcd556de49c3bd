"""S-2 What if: an amount and a day, then both ways to pay early side by side, and the next repricing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.views import OutcomeView, Tone, WhatIfEntry, WhatIfView
from borrower_app.ui.intents import TryWhatIf
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.attempt_parts import add_findings
from borrower_app.ui.pages.card_parts import titled_line
from borrower_app.ui.pages.page_parts import PageBody, choices, columns, heading, section
from borrower_app.ui.pages.view_parts import buttons, empty_card, findings, pill, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.safe_text import label


def what_if_page(view: WhatIfView, context: PageContext) -> QWidget:
    """The page: the form stands above its answer, so that another figure is one keystroke away."""
    look = context.look
    page = PageBody(look)
    beside = [pill(context, view.mark)] if view.mark is not None else []
    page.add(heading(look, view.title, *beside, at_right=buttons(context, view.actions, first_is_primary=False)))
    if len(view.loans) > 1:
        page.add(choices(look, view.loans_name, view.loans, view.loan_id, context.opener("S-2")))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    page.add(_form(view, context))
    if view.outcomes:
        page.add(columns(look, *(_outcome(outcome, context) for outcome in view.outcomes)))
    if view.notes:
        notes = Card(look, above=8, gap=0)
        add_findings(notes, look, findings(context, view.notes))
        page.add(notes)
    if view.rates:
        rates = section(look, view.rates_title, gap=0)
        for pair in view.rates:
            rates.add(PairRow(look, spans(context, pair.words), spans(context, pair.value), above=7), rule(look))
        page.add(rates)
    return page.end()


def _form(view: WhatIfView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look)
    amount = FormField(look, say("How much to pay early"), longest=40)
    day = FormField(look, say("On which day"), longest=40)
    amount.entry.setText(view.entry.amount)
    day.entry.setText(view.entry.day)
    amount.show_error(view.amount_error, focus=False)
    day.show_error(view.day_error, focus=False)
    card.add(columns(look, amount, day, narrowest=220))

    def emit(*, yearly: bool) -> None:
        context.emit(TryWhatIf(view.loan_id, WhatIfEntry(amount.text, day.text, yearly)))

    again: Callable[[], None] = lambda: emit(yearly=view.entry.yearly)  # noqa: E731
    for field in (amount, day):
        field.entered.connect(lambda _text: again())
    often = (("once", say("Once")), ("yearly", say("Every year on this day")))
    chosen = "yearly" if view.entry.yearly else "once"
    card.add(choices(look, say("How often"), often, chosen, lambda value: emit(yearly=value == "yearly")))
    compute = primary_button(look, say("Compute"), say("Compute"))
    compute.clicked.connect(again)
    card.add(row_of([compute], look.gap(8)))
    if view.clause:
        card.add(label(look, view.clause, "caption", "ink_soft"))
    return card


def _outcome(outcome: OutcomeView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=6)
    better: tuple[str, Tone, str] | None = (
        (look.language.say("Saves more interest"), "accent", "ok") if outcome.better else None
    )
    card.add(titled_line(look, outcome.title, better))
    card.add(label(look, outcome.figure, "headline"))
    for line in outcome.lines:
        card.add(label(look, line))
    card.room.addStretch(1)
    return card
