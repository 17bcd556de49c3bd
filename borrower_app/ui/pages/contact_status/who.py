"""U-1 Is it really my lender: what the lender says, where to type what the other side said, what always holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.contact_status.views import PhraseView, WhoView
from borrower_app.presentation.contact_status.who import PHRASE_DIGITS, phrase_problem
from borrower_app.presentation.intents import CheckPassPhrase
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading, hotline_card, section
from borrower_app.ui.pages.parts.view_parts import check_rows, pill, spans
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label


def who_page(view: WhoView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    card = Card(look, across=28, above=24, gap=8, stripe=view.pill.tone)
    mark = QWidget()
    WrappingRow(look.gap(12), mark).addWidget(pill(context, view.pill))
    card.add(mark, label(look, view.headline, "title"), MarkedLabel(look, spans(context, view.lead), "lead"))
    for note in view.notes:
        card.add(label(look, note, ink="ink_soft"))
    if view.phrase is not None:
        _add_phrase(card, view.phrase, context)
    card.room.addStretch(1)
    always = section(look, view.always_title, kind="sunken", gap=0)
    always.add(*check_rows(context, view.always))
    always.room.addStretch(1)
    page.add(columns(look, card, always, shares=(1.5, 1.0)))
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    return page.end()


def _add_phrase(card: Card, view: PhraseView, context: PageContext) -> None:
    look = context.look
    # Room for blanks between the digits.
    field = FormField(look, view.question, view.hint, secret=True, longest=2 * PHRASE_DIGITS)
    check = primary_button(look, view.check, view.check)

    def submit() -> None:
        typed = field.text
        problem = phrase_problem(view, typed)
        field.show_error(problem)
        if not problem:
            field.wipe()
            context.emit(CheckPassPhrase(typed))

    check.clicked.connect(submit)
    field.entered.connect(submit)
    card.space(look.gap(4))
    card.add(field)
    if view.problem:
        field.show_error(view.problem, focus=False)
    card.add(row_of([check], look.gap(8)))
