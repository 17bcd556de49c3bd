"""The installment table: virtual, smooth with 100,000 rows (RECIPES 7); year and repricing lines go across it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.text_layout import Run, lay_out, natural_width

_SHOWN_ROWS = 8


class _RowPainter(QStyledItemDelegate):
    """Draws a hairline below each row; lines across all columns are drawn by their first cell."""

    def __init__(self, look: Look, table: QTableView, rows: InstallmentModel) -> None:
        super().__init__(table)
        self._line = QPen(look.colour("line"), 1)
        self._table = table
        self._rows = rows
        self._inset = look.gap(12)
        self._focus = QPen(look.colour("focus"), 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell."""
        model = self._rows
        box = option.rect
        spans = model.rows[index.row()].is_span
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
        font = index.data(Qt.ItemDataRole.FontRole)
        painter.setFont(font if font is not None else option.font)
        room = box.adjusted(self._inset, 0, -self._inset, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if spans:
            # Every cell of the line draws its part of the same text, so that a part repaint is right, too.
            header = self._table.horizontalHeader()
            left = header.sectionViewportPosition(0) + self._inset
            room.setLeft(left)
            room.setRight(left + header.length() - 2 * self._inset)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.setClipRect(box)
            painter.drawText(room, align, model.rows[index.row()].cells[0])
        else:
            painter.drawText(room, align, index.data())
        if selected and self._table.hasFocus():
            painter.setPen(self._focus)
            painter.drawLine(box.left(), box.top() + 1, box.right(), box.top() + 1)
            painter.drawLine(box.left(), box.bottom() - 1, box.right(), box.bottom() - 1)
        painter.restore()


class InstallmentTable(QTableView):
    """Whole rows are chosen; Enter or a double click opens the attempt of a row that has one."""

    opened = Signal(str)

    def __init__(self, look: Look, model: InstallmentModel, accessible_name: str, first_shown: int = 0) -> None:
        super().__init__()
        self._look = look
        self._first_shown = first_shown
        self.model_rows = model
        self.setModel(model)
        self.setAccessibleName(accessible_name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(look.font("body"))
        self.setItemDelegate(_RowPainter(look, self, model))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(tokens().row_height))
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(20)
        heads.setFixedHeight(look.px(36))
        heads.setStretchLastSection(False)
        self._needed = self._needed_widths()
        self.setMinimumHeight(look.px(tokens().row_height) * _SHOWN_ROWS + look.px(36) + 4)
        self.activated.connect(self._on_activated)

    def _needed_widths(self) -> list[int]:
        """The widest of the head and a sample of cells in each column: measuring all rows would take seconds."""
        model = self.model_rows
        count = len(model.rows)
        sample = sorted({*range(min(count, 24)), *range(max(0, count - 24), count), *range(0, count, count // 24 + 1)})
        widths = []
        for column in range(model.columnCount()):
            head = str(model.headerData(column, Qt.Orientation.Horizontal))
            widest = natural_width(lay_out([Run(head)], self._look.font("caption"), None))
            for row in sample:
                line = model.rows[row]
                if not line.is_span and column < len(line.cells):
                    strong = line.kind == "now"
                    font = self._look.font("body", strong)
                    widest = max(widest, natural_width(lay_out([Run(line.cells[column])], font, None)))
            widths.append(int(widest) + 2 * self._look.gap(12) + 6)
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share what is left over; where it is narrow the table scrolls sideways, nothing is cut."""
        super().resizeEvent(event)
        free = max(0, self.viewport().width() - sum(self._needed))
        share, rest = divmod(free, len(self._needed))
        for column, width in enumerate(self._needed):
            self.setColumnWidth(column, width + share + (rest if column == len(self._needed) - 1 else 0))

    def showEvent(self, event: QShowEvent) -> None:
        """The current row stands in view, with two rows above it."""
        super().showEvent(event)
        row = max(0, self._first_shown - 3)
        self.scrollTo(self.model_rows.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        if self.model_rows.rows and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(
                self.model_rows.index(min(self._first_shown, len(self.model_rows.rows) - 1), 0),
                self.selectionModel().SelectionFlag.NoUpdate,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrow keys choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the state column of a row with an attempt opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == self.model_rows.columnCount() - 1:
            self._on_activated(index)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            attempt_id = self.model_rows.rows[index.row()].attempt_id
            if attempt_id:
                self.opened.emit(attempt_id)
