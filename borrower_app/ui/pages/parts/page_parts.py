"""Parts that several pages share: the heading, a section's title, a row of choices, a plain page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.presentation.desktop_intents import CopyText
from borrower_app.presentation.frame.edit_words import copy_number_words
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.announcing import announce
from borrower_app.ui.widgets.buttons import WordButton, link_button, row_of
from borrower_app.ui.widgets.card import Card, CardKind
from borrower_app.ui.widgets.check_row import check_row
from borrower_app.ui.widgets.choice_row import ChoiceRow
from borrower_app.ui.widgets.flow import ColumnsLayout, OwnWidthLast, WrappingRow
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label

NARROWEST_COLUMN = 300


class PageBody(QWidget):
    """A page: parts under each other, room left at the end."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.room = QVBoxLayout(self)
        self.room.setContentsMargins(0, 0, 0, 0)
        self.room.setSpacing(look.gap(16))

    def add(self, *parts: QWidget) -> PageBody:
        """Put parts below what is there."""
        for part in parts:
            self.room.addWidget(part)
        return self

    def end(self) -> PageBody:
        """Leave what is left of the height empty."""
        self.room.addStretch(1)
        return self


def heading(look: Look, title: str, *beside: QWidget, at_right: Sequence[QWidget] = ()) -> QWidget:
    """The page's title with pills beside it and buttons at the right; below it where they would be squeezed."""
    holder = QWidget()
    left = QWidget()
    row = WrappingRow(look.gap(12), left)
    words = label(look, title, "headline")
    row.addWidget(words)
    for widget in beside:
        row.addWidget(widget)
    narrowest = max(words.sizeHint().width() // 2, *(widget.sizeHint().width() for widget in beside), 0)
    layout = OwnWidthLast(look.gap(16), narrowest, holder)
    layout.addWidget(left)
    if at_right:
        right = QWidget()
        actions = WrappingRow(look.gap(8), right)
        for widget in at_right:
            actions.addWidget(widget)
        layout.addWidget(right)
    return holder


def columns(look: Look, *parts: QWidget, shares: Sequence[float] = (), narrowest: int = NARROWEST_COLUMN) -> QWidget:
    """Cards beside each other; under each other where it is narrow."""
    holder = QWidget()
    layout = ColumnsLayout(look.gap(16), look.px(narrowest), shares, holder)
    for part in parts:
        layout.addWidget(part)
    return holder


def choices(
    look: Look, name: str, options: Sequence[tuple[str, str]], chosen: str, on_choice: Callable[[str], None]
) -> QWidget:
    """One of several: (value, words) each; the chosen one is marked. `name` says what is chosen."""
    return ChoiceRow(look, name, options, chosen, on_choice)


def hotline_card(context: PageContext, spans: Sequence[Span], *, offers_copies: bool = True) -> Card:
    """Whom to ask: the lender's official number, this page's code and the spoken number, to be read out."""
    look = context.look
    card = Card(look, above=8, gap=0)
    card.add(check_row(look, "help", "plain", spans))
    made = copy_links(context, spans) if offers_copies else []
    return card.add(row_of(made, look.gap(16))) if made else card


def copy_links(context: PageContext, spans: Sequence[Span]) -> list[WordButton]:
    """A link for each number that may be copied; once pressed it says that it was."""
    return [_copy_link(context, span.copies) for span in spans if span.copies]


def _copy_link(context: PageContext, number: str) -> WordButton:
    before, after = copy_number_words(number, context.look.language)
    button = link_button(context.look, before, before)

    def copy() -> None:
        context.emit(CopyText(number))
        button.rename(after)
        announce(button, after)

    button.clicked.connect(copy)
    return button


def section(look: Look, title: str, *parts: QWidget, kind: CardKind = "plain", gap: int = 8) -> Card:
    """A card with a title."""
    card = Card(look, kind, gap=gap)
    card.add(label(look, title, "section"), *parts)
    return card
