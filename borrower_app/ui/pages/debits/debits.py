"""D-1 Debits: a timeline of attempts, newest first, each state as word, icon and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.presentation.debits.views import DebitsView, TimelineRow
from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, hotline_card
from borrower_app.ui.pages.parts.view_parts import empty_card, link, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.late_parts import LateParts
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.pill import Pill
from borrower_app.ui.widgets.row_button import RowButton
from borrower_app.ui.widgets.safe_text import label
from borrower_app.ui.widgets.timeline import TimelineEntry


def debits_page(view: DebitsView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    paste = link(context, view.paste)
    page.add(heading(look, view.title, at_right=[paste] if paste is not None else []))
    if view.empty is not None:
        page.add(empty_card(context, view.empty))
    for group in view.groups:
        page.add(timeline_card(context, group.title, [_entry(row) for row in group.rows]))
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    return page.end()


def _entry(row: TimelineRow) -> Entry:
    return Entry(
        row.attempt_id,
        row.day,
        row.title,
        row.amount,
        row.state.text,
        row.state.tone,
        row.state.icon or "info",
        row.told,
        row.reference,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt as it stands in the timeline; all texts are ready."""

    attempt_id: str
    day: str
    title: str
    amount: str
    state: str
    tone: Tone
    icon: str
    told: str = ""
    reference: str = ""


def timeline_card(context: PageContext, title: str, entries: Sequence[Entry]) -> Card:
    """The entries of one group (a month, a year), newest first."""
    look = context.look
    card = Card(look, across=12, above=12, gap=0)
    if title:
        head = QWidget()
        room = QVBoxLayout(head)
        room.setContentsMargins(look.gap(12), look.gap(4), look.gap(12), look.gap(4))
        room.addWidget(label(look, title, "section"))
        card.add(head)
    last = len(entries) - 1
    makers = [partial(_in_timeline, context, entry, index == 0, index == last) for index, entry in enumerate(entries)]
    return card.add(LateParts(makers, 0))


def _in_timeline(context: PageContext, entry: Entry, first: bool, last: bool) -> TimelineEntry:
    return TimelineEntry(context.look, entry.icon, entry.tone, _row(context, entry), first=first, last=last)


def _row(context: PageContext, entry: Entry) -> RowButton:
    look = context.look
    content = QWidget()
    room = QVBoxLayout(content)
    room.setContentsMargins(0, 0, 0, 0)
    room.setSpacing(look.gap(2))
    room.addWidget(PairRow(look, (Span(entry.title, strong=True),), (Span(entry.amount, strong=True),), above=0))
    below = QWidget()
    line = WrappingRow(look.gap(10), below)
    line.addWidget(Pill(look, entry.state, entry.tone, None))
    for words in (entry.day, entry.reference):
        if words:
            line.addWidget(label(look, words, "caption", "ink_soft"))
    room.addWidget(below)
    if entry.told:
        room.addWidget(label(look, entry.told, ink="ink_soft"))
    spoken = [entry.title, entry.state, entry.amount, entry.day, entry.reference, entry.told]
    button = RowButton(look, content, look.language.list_of([part for part in spoken if part]))
    button.clicked.connect(context.opens("D-2", entry.attempt_id))
    return button
