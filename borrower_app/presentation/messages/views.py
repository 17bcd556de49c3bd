"""What M-1 says."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, PillView


class MessageView(Struct, frozen=True):
    """A message, or something that was sent: its text is shown as it is."""

    message_id: str
    title: str
    told: str
    text: str = ""
    pill: PillView | None = None
    actions: tuple[Action, ...] = ()


class MessagesView(Struct, frozen=True):
    """M-1: what came, and what was asked for with where it stands."""

    title: str
    received_title: str = ""
    received: tuple[MessageView, ...] = ()
    sent_title: str = ""
    sent: tuple[MessageView, ...] = ()
    empty: EmptyView | None = None
