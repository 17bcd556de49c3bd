"""The cards of the schedule from plain values: the table, the chart with its legend and summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.reading.schedule_views import ChartView, NumbersView, TableRow
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import WordButton, link_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.chart import StackedChart
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.installment_table import InstallmentTableView
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.safe_text import label, set_tip

JUMP_KEY: Final = "Ctrl+T"
"""Back to the current row (T for today)."""
_NUMBER_ROWS: Final = 6


class TableContent(Protocol):
    """What a table is drawn from: column heads, lines, which line is in view first, and the button back to it."""

    @property
    def heads(self) -> tuple[str, ...]:
        """Of the columns."""

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """All lines."""

    @property
    def first_shown(self) -> int:
        """The line in view first."""

    @property
    def jump(self) -> str:
        """Words of the button; empty for none."""


def table_card(
    context: PageContext, name: str, content: TableContent, words: Sequence[Span] = (), left: int = 2
) -> Card:
    """The table in its card; a row with an attempt opens D-2. Below it the words of its heads and the way back to now.

    `left`: how many columns stand at the left.
    """
    look = context.look
    card = Card(look, across=8, above=4, gap=0)
    table = _table(context, name, content, left)
    card.room.addWidget(table, 1)
    if words or content.jump:
        holder = QWidget()
        foot = QHBoxLayout(holder)
        foot.setContentsMargins(look.gap(12), look.gap(8), look.gap(12), look.gap(8))
        foot.setSpacing(look.gap(16))
        if words:
            foot.addWidget(MarkedLabel(look, words, "caption", "ink_soft"), 1)
        if content.jump:
            jump = link_button(look, content.jump, f"{content.jump} ({JUMP_KEY})")
            set_tip(jump, JUMP_KEY)
            jump.clicked.connect(table.jump_to_now)
            foot.addWidget(jump, 0)
            QShortcut(QKeySequence(JUMP_KEY), card).activated.connect(table.jump_to_now)
        card.add(holder)
    return card


def _table(context: PageContext, name: str, content: TableContent, left: int) -> InstallmentTableView:
    look = context.look
    model = InstallmentModel(look, content.heads, content.rows, left)
    table = InstallmentTableView(look, model, name, content.first_shown)
    model.setParent(table)
    table.opened.connect(_opener(context))
    return table


def _opener(context: PageContext) -> Callable[[str], None]:
    def open_attempt(attempt_id: str) -> None:
        context.opens("D-2", attempt_id)()

    return open_attempt


def chart_card(context: PageContext, chart: ChartView) -> Card:
    """The drawing with its legend and one sentence of summary; the same numbers as a table behind a button."""
    look = context.look
    card = Card(look, above=14, gap=8)
    card.add(StackedChart(look, chart.points, chart.marks, chart.name, chart.description))
    if any(chart.ends):
        ends = QWidget()
        line = QHBoxLayout(ends)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(look, chart.ends[0], "caption", "ink_soft", wrap=False))
        line.addStretch(1)
        line.addWidget(label(look, chart.ends[1], "caption", "ink_soft", wrap=False))
        card.add(ends)
    holder = QWidget()
    row = WrappingRow(look.gap(20), holder)
    colours = (look.colour("chart_principal"), look.colour("chart_interest"))
    swatches = [*zip(chart.legend, (*colours, None), strict=True), (chart.repricing, None)]
    for words, colour in swatches:
        if words:
            style = Qt.PenStyle.DotLine if words == chart.repricing else Qt.PenStyle.DashLine
            row.addWidget(_legend(look, words, colour, style))
    if chart.summary:
        row.addWidget(label(look, chart.summary, ink="ink_soft"))
    card.add(holder)
    if chart.numbers is not None:
        _add_numbers(card, context, chart.numbers)
    return card


def _add_numbers(card: Card, context: PageContext, numbers: NumbersView) -> None:
    """A button that shows and hides the table; screen readers and the keyboard reach every number in it."""
    look = context.look
    button = link_button(look, numbers.shows, numbers.shows)
    model = InstallmentModel(look, numbers.heads, numbers.rows, left=1)
    table = InstallmentTableView(look, model, numbers.title, numbers.first_shown, _NUMBER_ROWS)
    model.setParent(table)
    table.hide()

    def turn() -> None:
        shown = table.isHidden()
        table.setVisible(shown)
        button.rename(numbers.hides if shown else numbers.shows)

    button.clicked.connect(turn)
    card.add(row_of([button], look.gap(8)), table)


def _legend(look: Look, words: str, colour: QColor | None, style: Qt.PenStyle) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.gap(6))
    line.addWidget(_Swatch(look, colour, style), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(look, words, ink="ink_soft", wrap=False))
    return holder


class _Swatch(QWidget):
    """A square of the area's colour; a dashed line for "now", a dotted one for a repricing."""

    def __init__(self, look: Look, colour: QColor | None, style: Qt.PenStyle) -> None:
        super().__init__()
        self._look = look
        self._style = style
        self._colour = colour
        self.setFixedSize(look.px(12), look.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Square or dashes."""
        painter = QPainter(self)
        if self._colour is not None:
            painter.fillRect(QRectF(self.rect()), self._colour)
        else:
            painter.setPen(QPen(self._look.colour("ink"), 1.5, self._style))
            painter.drawLine(self.width() // 2, 0, self.width() // 2, self.height())
        painter.end()


def facts_card(
    context: PageContext,
    title: str,
    pairs: Sequence[tuple[Sequence[Span], Sequence[Span]]],
    notes: Sequence[Sequence[Span]] = (),
    action: WordButton | None = None,
) -> Card:
    """Pairs of words and values under a title, then what they rest on and a way on."""
    look = context.look
    card = Card(look, gap=0)
    if title:
        card.add(label(look, title, "section"))
        card.space(look.gap(4))
    for words, value in pairs:
        card.add(PairRow(look, words, value, words_ink="ink_soft", above=4))
    for note in notes:
        card.space(look.gap(6))
        card.add(MarkedLabel(look, note, "caption" if pairs else "body", "ink_soft"))
    if action is not None:
        card.space(look.gap(6))
        card.add(row_of([action], look.gap(8)))
    card.room.addStretch(1)
    return card
