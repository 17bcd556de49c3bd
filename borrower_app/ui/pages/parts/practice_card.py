"""The offer to practise on a made-up loan: at first start, and again at any time in the settings."""

from __future__ import annotations

from borrower_app.presentation.guides.practice_offer import PracticeOfferView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.view_parts import buttons
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def practice_card(view: PracticeOfferView, context: PageContext) -> Card:
    """What practice is, and its button; quiet, for it is nobody's one next step."""
    look = context.look
    card = Card(look)
    card.add(label(look, view.title, "section"), label(look, view.told, ink="ink_soft"))
    made = buttons(context, [view.action], first_is_primary=False)
    for button in made:
        button.setEnabled(not view.is_starting)
    card.space(look.gap(4))
    card.add(row_of(made, look.gap(8)))
    return card
