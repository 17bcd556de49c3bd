"""M-1 Messages: what the lender wrote, reminders, and what was sent with where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.messages.views import MessagesView, MessageView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.messages.message_parts import message_card
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import buttons, empty_card
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
