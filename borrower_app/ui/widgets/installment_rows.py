"""Draws the rows of the installment table: columns where there is room, three short lines a row where there is not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from borrower_app.presentation.reading.schedule_views import TableRow
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.text_layout import Run, height_of, lay_out

Index = QModelIndex | QPersistentModelIndex
_ABOVE = 8
_STATE_LINE = 2


class RowPainter(QStyledItemDelegate):
    """One delegate for all columns; in `stacked` mode the first column draws the whole row."""

    def __init__(self, look: Look, table: QTableView, rows: InstallmentModel) -> None:
        super().__init__(table)
        self.stacked = False
        self._look = look
        self._table = table
        self._rows = rows
        self._line = QPen(look.colour("line"), 1)
        self._focus = QPen(look.colour("focus"), 2)
        self._inset = look.gap(12)

    def line_height_of(self, row: TableRow, width: int) -> int:
        """The height a line across all columns needs at this width."""
        layout = self._across(row, width - 2 * self._inset)
        return int(height_of(layout)) + 2 * _ABOVE + 2

    def stacked_height_of(self, row: TableRow, width: int) -> int:
        """The height of an installment told in short lines at this width."""
        inner = width - 2 * self._inset
        return sum(int(height_of(lay_out([Run(text)], font, inner))) for text, font in self._told(row)) + 2 * _ABOVE + 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        row = self._rows.rows[index.row()]
        box: QRect = option.rect
        painter.save()
        field = index.data(Qt.ItemDataRole.BackgroundRole)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if field is not None:
            painter.fillRect(box, field)
        elif selected:
            painter.fillRect(box, option.palette.highlight())
        painter.setPen(self._line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        if row.is_span:
            self._paint_across(painter, box, row)
        elif self.stacked:
            self._paint_stacked(painter, box, row)
        else:
            font = index.data(Qt.ItemDataRole.FontRole)
            painter.setFont(font if font is not None else self._look.font("body"))
            room = box.adjusted(self._inset, 0, -self._inset, 0)
            painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data())
        if selected and self._table.hasFocus():
            painter.setPen(self._focus)
            painter.drawLine(box.left(), box.top() + 1, box.right(), box.top() + 1)
            painter.drawLine(box.left(), box.bottom() - 1, box.right(), box.bottom() - 1)
        painter.restore()

    def _paint_across(self, painter: QPainter, box: QRect, row: TableRow) -> None:
        # Every cell of the line draws its part of the same text, so that repainting a part is right, too.
        header = self._table.horizontalHeader()
        width = self._table.viewport().width() if self.stacked else header.length()
        left = 0 if self.stacked else header.sectionViewportPosition(0)
        layout = self._across(row, width - 2 * self._inset)
        painter.setClipRect(box)
        layout.draw(painter, QPointF(left + self._inset, box.top() + (box.height() - height_of(layout)) / 2))

    def _paint_stacked(self, painter: QPainter, box: QRect, row: TableRow) -> None:
        top = float(box.top() + _ABOVE)
        ink: QColor = painter.pen().color()
        for position, (text, font) in enumerate(self._told(row)):
            layout = lay_out([Run(text)], font, box.width() - 2 * self._inset)
            last = position == _STATE_LINE
            painter.setPen(self._look.colour("bad") if row.kind == "now" and last else ink)
            layout.draw(painter, QPointF(box.left() + self._inset, top))
            top += int(height_of(layout))

    def _across(self, row: TableRow, width: int) -> QTextLayout:
        font = self._look.font("body", strong=row.kind == "year")
        return lay_out([Run(row.cells[0])], font, width)

    def _told(self, row: TableRow) -> list[tuple[str, QFont]]:
        """What stands at the left; then the figures, each with the name of its column; the state last."""
        left = self._rows.left
        heads = self._rows.heads
        strong = self._look.font("body", strong=True)
        body = self._look.font("body", strong=row.kind == "now")
        figures = [f"{heads[column]}\u00a0{row.cells[column]}" for column in range(left, len(row.cells) - 1)]
        return [
            ("   ".join(row.cells[:left]), strong),
            ("   ".join(figures), body),
            (row.cells[-1], body),
        ]
