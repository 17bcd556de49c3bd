"""D-3 A message I got: paste it, see what it says for certain, and whether it looks like fraud."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.debits.views import MessageReading, PastedView
from borrower_app.presentation.intents import ReadMessage
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading, section
from borrower_app.ui.pages.parts.view_parts import buttons, findings, links
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField, FormText
from borrower_app.ui.widgets.safe_text import label

_LONGEST_SENDER: Final = 80


def pasted_message_page(view: PastedView, context: PageContext) -> QWidget:
    """The page: warnings stand above everything the message says."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title, at_right=links(context, view.back)))
    if view.result is not None and view.result.warnings:
        warning = section(look, view.result.warning_title, kind="bad", gap=4)
        add_findings(warning, look, findings(context, view.result.warnings))
        page.add(warning)
    page.add(_entry(view, context))
    if view.result is not None:
        page.add(*_answer(view.result, context))
    return page.end()


def _entry(view: PastedView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.lead, ink="ink_soft"))
    sender = FormField(look, view.sender_field, view.sender_hint, longest=_LONGEST_SENDER)
    sender.entry.setText(view.sender)
    card.add(sender)
    field = FormText(look, view.field, view.text)
    card.add(field)
    if view.nothing:
        card.add(label(look, view.nothing, ink="caution"))
    read = primary_button(look, view.button, view.button)
    read.clicked.connect(lambda: context.emit(ReadMessage(field.text, sender.text)))
    sender.entered.connect(lambda _sender: context.emit(ReadMessage(field.text, sender.text)))
    return card.add(row_of([read], look.gap(8)))


def _answer(result: MessageReading, context: PageContext) -> list[QWidget]:
    look = context.look
    said = section(look, result.said_title, gap=4)
    add_findings(said, look, findings(context, result.said))
    said.room.addStretch(1)
    proof = section(look, result.proof_title, gap=4)
    add_findings(proof, look, findings(context, result.proof))
    proof.room.addStretch(1)
    step = section(look, result.next_title, gap=4)
    add_findings(step, look, findings(context, result.nexts))
    if result.actions:
        step.add(row_of(buttons(context, result.actions, first_is_primary=False), look.gap(8)))
    return [columns(look, said, proof), step]
