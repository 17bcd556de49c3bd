"""The bar over a practice page: which step, what to look at, and the way on, back and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import WordButton, link_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.safe_text import label, set_name

Press = Callable[[], None]


class CoachBar(Card):
    """Words of one step; the page below stays usable. The focus goes to the way on."""

    def __init__(
        self,
        look: Look,
        place: str,
        title: str,
        told: Sequence[Span],
        *,
        on: tuple[str, Press],
        back: tuple[str, Press] | None,
        out: tuple[str, Press],
    ) -> None:
        super().__init__(look, "sunken", across=24, above=12, gap=4)
        set_name(self, f"{place}: {title}")
        across = QHBoxLayout()
        across.setSpacing(look.gap(24))
        words = QVBoxLayout()
        words.setSpacing(look.gap(2))
        words.addWidget(label(look, place, "caption", "ink_soft"))
        words.addWidget(label(look, title, "section"))
        words.addWidget(MarkedLabel(look, told))
        across.addLayout(words, 1)
        # No primary button here: the page below has its own one next step.
        self.way_on = _button(secondary_button, look, on)
        buttons = [self.way_on]
        if back is not None:
            buttons.append(_button(link_button, look, back))
        buttons.append(_button(link_button, look, out))
        across.addWidget(row_of(buttons, look.gap(12)), 0, Qt.AlignmentFlag.AlignVCenter)
        holder = QWidget()
        holder.setLayout(across)
        self.add(holder)


def _button(make: Callable[[Look, str, str], WordButton], look: Look, press: tuple[str, Press]) -> WordButton:
    words, act = press
    button = make(look, words, words)
    button.clicked.connect(act)
    return button
