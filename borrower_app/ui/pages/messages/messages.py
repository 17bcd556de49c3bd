"""M-1 Messages: what the lender wrote, reminders, and what was sent with where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.messages.views import MessagesView, MessageView
from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import titled_line
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def messages_page(view: MessagesView, context: PageContext) -> QWidget:
    """The page: what needs the user comes first."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    for title, messages in ((view.sent_title, view.sent), (view.received_title, view.received)):
        if messages:
            page.add(label(look, title, "section"))
            page.add(*(_message(message, context) for message in messages))
    return page.end()


def _message(message: MessageView, context: PageContext) -> Card:
    pill = message.pill
    return message_card(
        context,
        message.title,
        pill=(pill.text, pill.tone, pill.icon) if pill is not None else None,
        told=message.told,
        text=message.text,
        buttons=buttons(context, message.actions, first_is_primary=False),
    )


def message_card(
    context: PageContext,
    title: str,
    *,
    pill: tuple[str, Tone, str] | None,
    told: str,
    text: str,
    buttons: Sequence[WordButton] = (),
) -> Card:
    """One message; `told` says who wrote it and when. Its text is somebody else's and stays plain."""
    look = context.look
    card = Card(look, gap=6)
    card.add(titled_line(look, title, pill))
    if told:
        card.add(label(look, told, "caption", "ink_soft"))
    if text:
        card.add(label(look, text))
    if buttons:
        card.add(row_of(list(buttons), look.gap(12)))
    return card
