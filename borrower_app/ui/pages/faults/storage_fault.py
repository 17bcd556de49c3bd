"""F-5 Storage fault: what happened, what is safe, what to do. A damaged figure is never shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.faults.views import StorageFaultView
from borrower_app.presentation.intents import Quit, RepairStorage, SyncNow
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.widgets.buttons import WordButton, link_button, primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label


def storage_fault_page(view: StorageFaultView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    page.add(heading(look, say("The data on this computer can't be used as they are")))
    card = Card(look, gap=4, stripe="caution")
    card.add(check_row(look, "warn", "caution", (Span(view.happened),), role="lead"))
    card.add(check_row(look, "ok", "good", (Span(view.safe),), role="lead"))
    card.add(check_row(look, "next", "accent", (Span(view.to_do),), role="lead"))
    buttons: list[WordButton] = []
    if view.can_repair:
        repair = primary_button(
            look, say("Set the file aside and fetch again"), say("Set the file aside and fetch again")
        )
        repair.clicked.connect(context.sends(RepairStorage()))
        buttons.append(repair)
    elif view.can_retry:
        again = primary_button(look, say("Try again"), say("Try again"))
        again.clicked.connect(context.sends(SyncNow()))
        buttons.append(again)
    leave = link_button(look, say("Close the app"), say("Close the app"))
    leave.clicked.connect(context.sends(Quit()))
    card.space(look.gap(8))
    card.add(row_of([*buttons, leave], look.gap(16)))
    page.add(card)
    if view.support_code:
        page.add(label(look, say("For support: {code}", code=view.support_code), "caption", "ink_soft"))
    return page.end()
