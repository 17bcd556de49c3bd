"""The cards of the schedule from plain values: the table, the chart with its legend and summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from borrower_app.presentation.views import ChartMark, ChartPoint, TableRow
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.chart import StackedChart
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.installment_table import InstallmentTable
from borrower_app.ui.widgets.marked_text import Span
from borrower_app.ui.widgets.safe_text import label


def table_card(
    context: PageContext, name: str, heads: Sequence[str], rows: Sequence[TableRow], first_shown: int
) -> tuple[Card, InstallmentTable]:
    """The table in its card; a row with an attempt opens D-2."""
    look = context.look
    card = Card(look, across=8, above=4, gap=0)
    model = InstallmentModel(look, heads, rows)
    table = InstallmentTable(look, model, name, first_shown)
    model.setParent(table)
    table.opened.connect(_opener(context))
    card.room.addWidget(table, 1)
    return card, table


def _opener(context: PageContext) -> Callable[[str], None]:
    def open_attempt(attempt_id: str) -> None:
        context.opens("D-2", attempt_id)()

    return open_attempt


def chart_card(
    context: PageContext,
    points: Sequence[ChartPoint],
    marks: Sequence[ChartMark],
    *,
    name: str,
    description: str,
    legend: tuple[str, str, str],
    summary: str,
) -> Card:
    """The drawing with its legend (principal, interest, now) and one sentence of summary."""
    look = context.look
    card = Card(look, above=14, gap=8)
    card.add(StackedChart(look, points, marks, name, description))
    holder = QWidget()
    row = WrappingRow(look.gap(20), holder)
    swatches = (look.colour("chart_principal"), look.colour("chart_interest"), None)
    for words, colour in zip(legend, swatches, strict=True):
        if words:
            row.addWidget(_legend(look, words, colour))
    card.add(holder)
    if summary:
        card.add(label(look, summary, ink="ink_soft"))
    return card


def _legend(look: Look, words: str, colour: QColor | None) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.gap(6))
    line.addWidget(_Swatch(look, colour), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(look, words, ink="ink_soft", wrap=False))
    return holder


class _Swatch(QWidget):
    """A square of the area's colour; a dashed line for "now"."""

    def __init__(self, look: Look, colour: QColor | None) -> None:
        super().__init__()
        self._look = look
        self._colour = colour
        self.setFixedSize(look.px(12), look.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Square or dashes."""
        painter = QPainter(self)
        if self._colour is not None:
            painter.fillRect(QRectF(self.rect()), self._colour)
        else:
            painter.setPen(QPen(self._look.colour("ink"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(self.width() // 2, 0, self.width() // 2, self.height())
        painter.end()


def facts_card(context: PageContext, title: str, pairs: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> Card:
    """Pairs of words and values under a title."""
    look = context.look
    card = Card(look, gap=0)
    if title:
        card.add(label(look, title, "section"))
        card.space(look.gap(4))
    for words, value in pairs:
        card.add(PairRow(look, words, value, words_ink="ink_soft"))
    card.room.addStretch(1)
    return card
