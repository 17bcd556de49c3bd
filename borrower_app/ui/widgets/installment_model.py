"""The rows of the installment table for Qt: strings are made once a row by presentation, never in `data()`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from borrower_app.presentation.reading.schedule_views import TableRow
from borrower_app.ui.theme.look import Look

Index = QModelIndex | QPersistentModelIndex


_ROOT = QModelIndex()


class InstallmentModel(QAbstractTableModel):
    """A read-only table over a tuple of rows. The first `left` columns stand at the left, the others at the right."""

    def __init__(self, look: Look, heads: Sequence[str], rows: Sequence[TableRow], left: int = 2) -> None:
        super().__init__()
        self.heads = tuple(heads)
        self.rows = tuple(rows)
        self.left = left
        self._aligned = (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        ink, soft, faint = look.colour("ink"), look.colour("ink_soft"), look.colour("ink_faint")
        self._inks = {
            "paid": faint,
            "now": ink,
            "due": ink,
            "forecast": ink,
            "year": soft,
            "repricing": look.colour("caution"),
            "note": soft,
        }
        self._fields = {
            "now": look.colour("bad_soft"),
            "repricing": look.colour("caution_soft"),
            "year": look.colour("sunken"),
        }
        self._last_ink = look.colour("bad")
        self._strong = look.font("body", strong=True)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows; a cell has no rows below it."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One column a head."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and appearance of one cell; kept short, it is called hundreds of times a scroll step."""
        row = self.rows[index.row()]
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if row.is_span:
                return row.cells[0] if column == 0 else ""
            return row.cells[column] if column < len(row.cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned[0 if column < self.left else 1]
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.kind == "now" and column == len(self.heads) - 1:
                return self._last_ink
            return self._inks[row.kind]
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._fields.get(row.kind)
        if role == Qt.ItemDataRole.FontRole and row.kind in ("now", "year"):
            return self._strong
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._aligned[0 if section < self.left else 1]
        return None
