"""The cards of Home from plain values: the status, the next debits with their checks, a loan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import FindingLine, Spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.pill import Pill
from borrower_app.ui.widgets.progress_bar import ShareBar
from borrower_app.ui.widgets.safe_text import label


def status_card(
    context: PageContext,
    tone: Tone,
    pill: tuple[str, str],
    headline: str,
    *,
    lead: Spans,
    steps: Sequence[Spans] = (),
    notes: Sequence[Spans] = (),
    buttons: Sequence[WordButton] = (),
    time_left: str = "",
    button_note: str = "",
) -> Card:
    """What happened, what it means, the one next step. `pill` is (words, icon)."""
    look = context.look
    card = Card(look, across=28, above=22, gap=6, stripe=tone)
    card.add(Pill(look, pill[0], tone, pill[1]))
    card.space(look.gap(4))
    card.add(label(look, headline, "headline"))
    if lead:
        card.add(MarkedLabel(look, lead, "lead"))
    for step in steps:
        card.add(MarkedLabel(look, step))
    for note in notes:
        card.add(MarkedLabel(look, note, ink="ink_soft"))
    if buttons or time_left or button_note:
        card.space(look.gap(8))
        line = QHBoxLayout()
        line.setSpacing(look.gap(12))
        line.addWidget(row_of(list(buttons), look.gap(12)), 1)
        beside = "\n".join(words for words in (time_left, button_note) if words)
        if beside:
            # The hour and what a press does not do stand beside the button: Home fits one screen.
            told = label(look, beside, "caption", "ink_soft", align=Qt.AlignmentFlag.AlignRight)
            line.addWidget(told, 0, Qt.AlignmentFlag.AlignVCenter)
        card.room.addLayout(line)
    return card


def upcoming_card(
    context: PageContext, title: str, planned: Sequence[tuple[Spans, str, Pill | None]], findings: Sequence[FindingLine]
) -> Card:
    """Every planned debit with its amount and its mark, if any, then the pre-flight checks."""
    look = context.look
    card = Card(look, gap=0)
    card.add(label(look, title, "section"))
    card.space(look.gap(6))
    for words, amount, mark in planned:
        card.add(PairRow(look, words, (Span(amount, strong=True),)))
        if mark is not None:
            card.add(mark)
    if planned and findings:
        card.space(look.gap(8))
        card.add(rule(look))
        card.space(look.gap(8))
    for finding in findings:
        card.add(check_row(look, finding.icon, finding.tone, finding.spans, action=finding.action))
    card.room.addStretch(1)
    return card


def loan_card(
    context: PageContext,
    name: str,
    figure: str,
    figure_words: Spans,
    *,
    below: str,
    thousandths: int | None,
    bar_name: str,
    ends: tuple[str, str],
    pairs: Sequence[tuple[Spans, Spans]] = (),
    pill: tuple[str, Tone, str] | None = None,
    mark: Pill | None = None,
    action: WordButton | None = None,
) -> Card:
    """A loan: what is still owed, how far it is, its rate. `ends` stand left and right below the bar."""
    look = context.look
    card = Card(look, gap=6)
    top = QWidget()
    title = WrappingRow(look.gap(8), top)
    title.addWidget(label(look, name, "section"))
    if pill is not None:
        title.addWidget(Pill(look, *pill))
    if mark is not None:
        title.addWidget(mark)
    card.add(top)
    holder = QWidget()
    line = WrappingRow(look.gap(12), holder)
    line.addWidget(label(look, figure, "figure"))
    line.addWidget(MarkedLabel(look, figure_words, ink="ink_soft"))
    card.add(holder)
    if below:
        card.add(label(look, below, ink="ink_soft"))
    if thousandths is not None:
        card.space(look.gap(4))
        card.add(ShareBar(look, thousandths, bar_name))
    if any(ends):
        card.add(PairRow(look, (Span(ends[0]),), (Span(ends[1]),), words_ink="ink_soft", value_ink="ink_soft", above=2))
    if pairs:
        card.space(look.gap(6))
        card.add(rule(look))
        card.space(look.gap(4))
        for words, value in pairs:
            card.add(PairRow(look, words, value, words_ink="ink_soft", above=3))
    if action is not None:
        card.add(row_of([action], look.gap(8)))
    card.room.addStretch(1)
    return card
