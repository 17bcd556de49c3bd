"""S-2 What if: an amount and a day in one line, both ways to pay early side by side, then the next repricing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import SaveWhatIf, TryWhatIf, WhatIfEntry
from borrower_app.presentation.what_if.views import OutcomeView, SavedView, WhatIfView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import titled_line
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, columns, heading, section
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card, findings, links, pill, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import link_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.inline_field import InlineField
from borrower_app.ui.widgets.marked_text import MarkedLabel
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
    form = _Form(view, context)
    page.add(form.card)
    if view.outcomes:
        page.add(columns(look, *(_outcome(outcome, context) for outcome in view.outcomes)))
        page.add(_next_step(view, context))
    if view.saved:
        page.add(_saved(view, context, form.show))
    if view.rates:
        rates = section(look, view.rates_title, gap=0)
        for pair in view.rates:
            rates.add(PairRow(look, spans(context, pair.words), spans(context, pair.value), above=7), rule(look))
        rates.space(look.gap(8))
        page.add(rates.add(MarkedLabel(look, spans(context, view.rates_note), "caption", "ink_soft")))
    return page.end()


class _Form:
    """The amount, the day and how often; `card` is what stands on the page."""

    def __init__(self, view: WhatIfView, context: PageContext) -> None:
        self._view = view
        self._context = context
        look = context.look
        words = view.form
        self.card = Card(look, gap=12)
        self._amount = InlineField(look, words.amount, words.amount_question)
        self._day = InlineField(look, words.day, words.day_question)
        self._amount.entry.setText(view.entry.amount)
        self._day.entry.setText(view.entry.day)
        self._amount.show_error(view.amount_error)
        self._day.show_error(view.day_error)
        for field in (self._amount, self._day):
            field.entered.connect(lambda _text: self._emit(self._typed))
        make = secondary_button if view.request is not None else primary_button
        compute = make(look, words.compute, words.compute)
        compute.clicked.connect(lambda: self._emit(self._typed))
        self._add_row(20, self._amount, self._day, compute)
        self._add_row(20, *self._choices())
        if view.clause:
            self.card.add(MarkedLabel(look, spans(context, view.clause), "caption", "ink_soft"))

    def show(self, entry: WhatIfEntry) -> None:
        """Take other figures: they stand in the fields instead of what was typed, and are computed."""
        self._amount.entry.setText(entry.amount)
        self._day.entry.setText(entry.day)
        self._emit(entry)

    @property
    def _typed(self) -> WhatIfEntry:
        return WhatIfEntry(self._amount.text, self._day.text, self._view.entry.yearly)

    def _emit(self, entry: WhatIfEntry) -> None:
        self._context.emit(TryWhatIf(self._view.loan_id, entry))

    def _choices(self) -> list[QWidget]:
        look = self._context.look
        form = self._view.form
        chosen = "yearly" if self._view.entry.yearly else "once"

        def on_choice(value: str) -> None:
            self._emit(WhatIfEntry(self._amount.text, self._day.text, value == "yearly"))

        made: list[QWidget] = [choices(look, form.often_name, form.often, chosen, on_choice)]
        soonest, words = self._view.soonest
        if words and soonest != self._view.entry.day:
            button = link_button(look, words, words)
            button.clicked.connect(lambda: self.show(WhatIfEntry(self._amount.text, soonest, self._view.entry.yearly)))
            made.append(button)
        return made

    def _add_row(self, gap: int, *widgets: QWidget) -> None:
        line = QWidget()
        row = WrappingRow(self._context.look.gap(gap), line)
        for widget in widgets:
            row.addWidget(widget)
        self.card.add(line)


def _outcome(outcome: OutcomeView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, "accent" if outcome.better is not None else "plain", gap=6)
    better = outcome.better
    card.add(titled_line(look, outcome.title, (better.text, better.tone, better.icon) if better is not None else None))
    card.add(label(look, outcome.figure, "headline"))
    for line in outcome.lines:
        card.add(label(look, line))
    card.room.addStretch(1)
    return card


def _next_step(view: WhatIfView, context: PageContext) -> Card:
    """What the figures rest on, then what can be done with them."""
    look = context.look
    card = Card(look, gap=8)
    add_findings(card, look, findings(context, view.notes))
    made = buttons(context, [view.request]) if view.request is not None else []
    save = secondary_button(look, view.form.save, view.form.save)
    save.setEnabled(view.can_save)
    save.clicked.connect(context.sends(SaveWhatIf(view.loan_id, view.entry)))
    return card.add(row_of([*made, save], look.gap(8)))


def _saved(view: WhatIfView, context: PageContext, show: Callable[[WhatIfEntry], None]) -> Card:
    look = context.look
    card = section(look, view.saved_title, gap=4)
    for index, one in enumerate(view.saved):
        if index:
            card.add(rule(look))
        card.add(_saved_row(one, context, show))
    return card


def _saved_row(one: SavedView, context: PageContext, show: Callable[[WhatIfEntry], None]) -> QWidget:
    look = context.look
    words = PageBody(look)
    words.room.setSpacing(look.gap(2))
    words.add(label(look, one.words, "body_strong"), label(look, one.told, "caption", "ink_soft"))
    again = link_button(look, one.again, one.again_name)
    again.clicked.connect(lambda: show(one.entry))
    made = [again, *links(context, one.remove)]
    return columns(look, words, row_of(made, look.gap(16)), shares=(4, 1), narrowest=150)
