"""The cards of one attempt from plain values: what to do now and what comes next, what it means, on what it rests."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import FindingLine, Spans, add_findings
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.flow import ColumnsLayout
from borrower_app.ui.widgets.hop_diagram import HopDiagram, Station
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label


def step_card(
    context: PageContext,
    title: str,
    *,
    lead: Spans,
    steps: Sequence[Spans],
    told: Sequence[Spans],
    buttons: Sequence[WordButton],
    time_left: str,
    note: str,
    next_title: str,
    nexts: Sequence[FindingLine],
) -> Card:
    """The one next step, what a button does not do, and what happens next by itself."""
    look = context.look
    card = Card(look, gap=6)
    card.add(label(look, title, "section"))
    if lead:
        card.add(MarkedLabel(look, lead, "lead"))
    if time_left:
        card.add(label(look, time_left, ink="ink_soft"))
    for step in steps:
        card.add(MarkedLabel(look, step))
    for spans in told:
        card.add(MarkedLabel(look, spans, ink="ink_soft"))
    if buttons:
        card.space(look.gap(8))
        card.add(row_of(list(buttons), look.gap(8)))
    if note:
        card.add(label(look, note, "caption", "ink_soft"))
    if nexts:
        card.space(look.gap(8))
        card.add(rule(look))
        card.space(look.gap(4))
        add_findings(card, look, nexts, next_title)
    card.room.addStretch(1)
    return card


def meaning_card(
    context: PageContext,
    title: str,
    findings: Sequence[FindingLine],
    *,
    evidence_title: str,
    evidence: Sequence[Spans],
) -> Card:
    """What it means for the borrower, and the records every sentence rests on."""
    look = context.look
    card = Card(look, gap=6)
    card.add(label(look, title, "section"))
    add_findings(card, look, findings)
    if evidence:
        card.space(look.gap(6))
        card.add(rule(look))
        card.space(look.gap(4))
        card.add(label(look, evidence_title, "section"))
        for spans in evidence:
            card.add(MarkedLabel(look, spans, "caption", "ink_soft"))
    card.room.addStretch(1)
    return card


def hop_card(context: PageContext, title: str, hops: Sequence[Station]) -> Card:
    """The way of the debit, its title at the left."""
    look = context.look
    card = Card(look, above=14)
    if not title:
        return card.add(HopDiagram(look, hops))
    holder = QWidget()
    line = ColumnsLayout(look.gap(20), look.px(90), (1.0, 7.0), holder)
    head = QWidget()
    centre = QHBoxLayout(head)
    centre.setContentsMargins(0, 0, 0, 0)
    centre.addWidget(label(look, title, "section"), 1, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(head)
    line.addWidget(HopDiagram(look, hops))
    return card.add(holder)
