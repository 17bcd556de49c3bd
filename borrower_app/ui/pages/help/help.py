"""R-1 Help and rights: whom to call, answers from one's own records, words to be found by typing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.help.views import HelpView, QuestionView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.help.word_list import WordList
from borrower_app.ui.pages.parts.page_parts import PageBody, heading, hotline_card, section
from borrower_app.ui.pages.parts.view_parts import check_rows, links, spans
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label


def help_page(view: HelpView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    call = section(look, view.call_title, *check_rows(context, view.call), gap=4)
    asked = links(context, view.is_it_them)
    if asked:
        call.add(row_of(asked, look.gap(12)))
    page.add(call)
    if view.questions:
        page.add(label(look, view.questions_title, "section"))
        page.add(*(_question(question, context) for question in view.questions))
    page.add(WordList(look, view))
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    return page.end()


def _question(view: QuestionView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=6)
    card.add(label(look, view.question, "body_strong"))
    card.add(*(MarkedLabel(look, spans(context, answer), "body") for answer in view.answers))
    more = links(context, view.more)
    if more:
        card.add(row_of(more, look.gap(12)))
    return card
