"""The installment table: virtual, smooth with 100,000 rows (RECIPES 7); year and repricing lines go across it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.installment_rows import RowPainter
from borrower_app.ui.widgets.safe_text import set_name
from borrower_app.ui.widgets.text_layout import Run, lay_out, natural_width

_SHOWN_ROWS = 8
# Each height set by hand costs Qt a section of its own; beyond this they keep the plain height.
_MOST_LINES = 1000
# Rows in trouble have the longest states; a table has few of them.
_MOST_NOW = 100
_TO_COME = ("now", "due", "forecast")


class InstallmentTableView(QTableView):
    """Whole rows are chosen; Enter or a double click opens the attempt of a row that has one."""

    opened = Signal(str)

    def __init__(
        self,
        look: Look,
        model: InstallmentModel,
        accessible_name: str,
        first_shown: int = 0,
        shown_rows: int = _SHOWN_ROWS,
    ) -> None:
        super().__init__()
        self._look = look
        self._first_shown = first_shown
        self._is_whole = False
        self.model_rows = model
        self.setModel(model)
        set_name(self, accessible_name)
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
        self._painter = RowPainter(look, self, model)
        self.setItemDelegate(self._painter)
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
        across = [number for number, row in enumerate(model.rows) if row.is_span]
        self._lines_across = across if len(across) <= _MOST_LINES else []
        self.setMinimumHeight(look.px(tokens().row_height) * shown_rows + look.px(36) + 4)
        self.activated.connect(self._on_activated)

    def show_all_rows(self) -> None:
        """For a few rows: as high as they are, nothing to scroll."""
        self._is_whole = True
        self._fit()

    def _fit(self) -> None:
        heights = self.verticalHeader().length()
        heads = 0 if self._painter.stacked else self.horizontalHeader().height()
        self.setFixedHeight(heights + heads + 2 * self.frameWidth() + 4)

    def _needed_widths(self) -> list[int]:
        """The widest of the head and a sample of cells in each column: measuring all rows would take seconds."""
        model = self.model_rows
        count = len(model.rows)
        sample = {*range(min(count, 24)), *range(max(0, count - 24), count), *range(0, count, count // 24 + 1)}
        sample.update(range(min(self._first_shown, max(0, count - 1)), min(count, self._first_shown + 24)))
        sample.update([number for number, row in enumerate(model.rows) if row.kind == "now"][:_MOST_NOW])
        lines = [model.rows[row] for row in sorted(sample) if row < count and not model.rows[row].is_span]
        strong = self._look.font("body", strong=True)
        widths = []
        for column in range(model.columnCount()):
            widest = natural_width(lay_out([Run(model.heads[column])], self._look.font("caption"), None))
            for line in lines:
                widest = max(widest, natural_width(lay_out([Run(line.cells[column])], strong, None)))
            widths.append(int(widest) + 2 * self._look.gap(12) + 2)
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share what is left over; where they don't fit, each row is told in short lines: nothing is cut."""
        super().resizeEvent(event)
        width = self.viewport().width()
        free = width - sum(self._needed)
        stacked = free < 0
        if stacked != self._painter.stacked:
            self._stack(stacked)
        if stacked:
            self.setColumnWidth(0, width)
        else:
            share, rest = divmod(free, len(self._needed))
            for column, needed in enumerate(self._needed):
                self.setColumnWidth(column, needed + share + (rest if column == len(self._needed) - 1 else 0))
        self._set_row_heights(width)

    def _stack(self, stacked: bool) -> None:
        self._painter.stacked = stacked
        self.horizontalHeader().setVisible(not stacked)
        for column in range(1, len(self._needed)):
            self.setColumnHidden(column, stacked)

    def _set_row_heights(self, width: int) -> None:
        # One height for all installments (the tallest of a sample), single heights for the few lines across.
        rows = self.model_rows.rows
        plain = self._look.px(tokens().row_height)
        if self._painter.stacked:
            sample = [row for row in rows[: self._first_shown + 24][-48:] if not row.is_span]
            plain = max((self._painter.stacked_height_of(row, width) for row in sample), default=plain)
        self.verticalHeader().setDefaultSectionSize(plain)
        if self._is_whole:
            self._fit()
        for number in self._lines_across:
            self.setRowHeight(number, max(self._look.px(34), self._painter.line_height_of(rows[number], width)))

    def showEvent(self, event: QShowEvent) -> None:
        """The current row stands in view, with two rows above it."""
        super().showEvent(event)
        self._scroll_to_now()
        if self.model_rows.rows and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self._now_index(), self.selectionModel().SelectionFlag.NoUpdate)

    def jump_to_now(self) -> None:
        """Back to the current row, however far one has scrolled: it is chosen and has the focus."""
        if not self.model_rows.rows:
            return
        self.setCurrentIndex(self._now_index())
        self._scroll_to_now()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _now_index(self) -> QModelIndex:
        rows = self.model_rows.rows
        first = min(self._first_shown, len(rows) - 1)
        now = next((row for row in range(first, len(rows)) if rows[row].kind in _TO_COME), first)
        return self.model_rows.index(now, 0)

    def _scroll_to_now(self) -> None:
        row = max(0, self._first_shown - (1 if self._painter.stacked else 3))
        self.scrollTo(self.model_rows.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

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
        if index.isValid() and (self._painter.stacked or index.column() == self.model_rows.columnCount() - 1):
            self._on_activated(index)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            attempt_id = self.model_rows.rows[index.row()].attempt_id
            if attempt_id:
                self.opened.emit(attempt_id)
