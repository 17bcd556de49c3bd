"""Messages from plain values: who wrote, when, the words as they are (plain text), and whether they were read."""

from __future__ import annotations

from collections.abc import Sequence

from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import titled_line
from borrower_app.ui.widgets.buttons import WordButton, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


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
