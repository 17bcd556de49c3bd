"""D-1 Debits: a timeline of attempts, newest first, each state as word, icon and colour."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.debits.views import DebitsView, TimelineRow
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.debits.debit_parts import Entry, timeline_card
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, hotline_card
from borrower_app.ui.pages.parts.view_parts import empty_card, link, spans


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
