"""F-4 Conflict: somebody changed the same thing in between. Both values side by side; the user decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.messages.conflict import ConflictSide, ConflictView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import terms_card
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.parts.view_parts import buttons, spans
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def conflict_page(view: ConflictView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title), label(look, view.told, "lead"))
    mine, theirs = _side(view.mine, context, is_primary=True), _side(view.theirs, context, is_primary=False)
    return page.add(columns(look, mine, theirs)).end()


def _side(side: ConflictSide, context: PageContext, *, is_primary: bool) -> Card:
    return terms_card(
        context,
        side.title,
        pill=None,
        pairs=[(spans(context, pair.words), spans(context, pair.value)) for pair in side.pairs],
        buttons=buttons(context, [side.action], first_is_primary=is_primary),
    )
