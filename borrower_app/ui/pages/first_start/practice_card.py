"""The offer to practise on a made-up loan: at first start, and again at any time in the settings."""

from __future__ import annotations

from borrower_app.presentation.intents import StartPractice
from borrower_app.presentation.words.parts import PracticeOffer
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.widgets.buttons import row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.safe_text import label


def practice_card(offer: PracticeOffer, context: PageContext) -> Card:
    """What practice is, and its button; quiet, for it is nobody's one next step."""
    look = context.look
    say = look.language.say
    card = Card(look)
    card.add(label(look, say("Practise first, on a made-up loan"), "section"))
    told = say("Five short steps through a loan whose debit failed. No network, and nothing of it is kept.")
    card.add(label(look, told, ink="ink_soft"))
    words = {
        "new": say("Practise"),
        "starting": say("Preparing the made-up loan …"),
        "again": say("Practise once more"),
        "none": "",
    }[offer]
    button = secondary_button(look, words, words)
    button.setEnabled(offer != "starting")
    button.clicked.connect(context.sends(StartPractice()))
    card.space(look.gap(4))
    card.add(row_of([button], look.gap(8)))
    return card
