"""F-4 Conflict: somebody changed the same thing in between. Both values side by side; the user decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import DecideOperation
from borrower_app.presentation.messages.conflict_view import ConflictView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.cards.card_parts import terms_card
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.widgets.buttons import primary_button, secondary_button
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label


def conflict_page(view: ConflictView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    page.add(heading(look, say("Which one is right?")))
    told = say("{what}: it was changed at {lender} after you wrote yours. Nothing is overwritten until you decide.",
               what=view.what, lender=view.lender)  # fmt: skip
    page.add(label(look, told, "lead"))
    send = primary_button(look, say("Send mine again"), say("Send mine again"))
    send.clicked.connect(context.sends(DecideOperation(view.operation_id, "send_again")))
    keep = secondary_button(look, say("Keep the lender's"), say("Keep the lender's"))
    keep.clicked.connect(context.sends(DecideOperation(view.operation_id, "cancel")))
    mine = terms_card(
        context,
        say("What you wrote"),
        pill=None,
        pairs=[((Span(name),), (Span(value, strong=True),)) for name, value in view.mine],
        buttons=[send],
        note=view.mine_saved,
    )
    theirs = terms_card(
        context,
        say("What stands at {lender} now", lender=view.lender),
        pill=None,
        pairs=[((Span(name),), (Span(value, strong=True),)) for name, value in view.theirs],
        buttons=[keep],
        note=view.theirs_changed,
    )
    return page.add(columns(look, mine, theirs)).end()
