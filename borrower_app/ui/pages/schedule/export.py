"""S-7 Export: a format and its button each, the separator of a CSV file, and how the last export went."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.intents import AnswerOverwrite, ExportSchedule, Separator
from borrower_app.presentation.schedule.export_views import ExportView, FormatView, OverwriteView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, heading
from borrower_app.ui.pages.parts.view_parts import empty_card, findings, pill
from borrower_app.ui.widgets.buttons import primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.safe_text import label


def export_page(view: ExportView, context: PageContext) -> QWidget:
    """The page: how the last one went stands first, for that is what one looks for after pressing."""
    look = context.look
    page = PageBody(look)
    back = secondary_button(look, view.back, view.back)
    back.clicked.connect(context.opens("S-1", view.loan_id))
    beside = [pill(context, view.mark)] if view.mark is not None else []
    page.add(heading(look, view.title, *beside, at_right=[back]))
    if len(view.loans) > 1:
        page.add(choices(look, view.loans_name, view.loans, view.loan_id, context.opener("S-7")))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    if view.asks is not None:
        page.add(_question(view.asks, context))
    if view.results:
        results = Card(look, above=8, gap=0)
        add_findings(results, look, findings(context, view.results))
        page.add(results)
    page.add(_formats(view, context))
    return page.end()


def _question(asks: OverwriteView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, "caution", gap=12)
    card.add(label(look, asks.question))
    replace = primary_button(look, asks.replace, asks.replace)
    replace.clicked.connect(context.sends(AnswerOverwrite(replace=True)))
    other = secondary_button(look, asks.other, asks.other)
    other.clicked.connect(context.sends(AnswerOverwrite(replace=False)))
    return card.add(row_of([replace, other], look.gap(8)))


def _formats(view: ExportView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=12)
    card.add(label(look, view.lead, ink="ink_soft"))
    chosen: list[Separator] = [view.separator]
    for one in view.formats:
        card.add(rule(look), _row(view, one, context, lambda: chosen[0]))
        if one.file_format == "csv":
            card.add(label(look, view.separators_name, "caption", "ink_soft"))
            card.add(choices(look, view.separators_name, view.separators, chosen[0], _keeper(chosen)))
    card.add(rule(look), label(look, view.note, "caption", "ink_soft"))
    return card


def _keeper(chosen: list[Separator]) -> Callable[[str], None]:
    def keep(value: str) -> None:
        chosen[0] = "semicolon" if value == "semicolon" else "tab" if value == "tab" else "comma"

    return keep


def _row(view: ExportView, one: FormatView, context: PageContext, separator: Callable[[], Separator]) -> QWidget:
    look = context.look
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.gap(16))
    words = PageBody(look)
    words.room.setSpacing(look.gap(2))
    words.add(label(look, one.title, "body_strong"), label(look, one.told, ink="ink_soft"))
    line.addWidget(words, 1)
    button = secondary_button(look, one.button, one.button)
    button.setEnabled(not view.is_busy)

    def emit() -> None:
        context.emit(ExportSchedule(view.loan_id, one.file_format, separator()))

    button.clicked.connect(emit)
    line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
