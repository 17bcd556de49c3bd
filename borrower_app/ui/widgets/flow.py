"""Layouts that give way: a row that wraps, and columns that become one column where it is narrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _ItemLayout(QLayout):
    """What both layouts share: a plain list of items."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        # Qt asks several times for each level of nesting; kept until something in here changes (see `invalidate`).
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._smallest: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Qt says that an item has changed."""
        self._heights.clear()
        self._hint = self._smallest = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Qt adds an item here."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Both depend on their width."""
        return True

    def expandingDirections(self) -> Qt.Orientation:
        """They take what they get."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        """The height of the content at this width, with the margins."""
        if width not in self._heights:
            margins = self.contentsMargins()
            inner = width - margins.left() - margins.right()
            self._heights[width] = self._content_height(inner) + margins.top() + margins.bottom()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Everything beside each other, with the margins."""
        if self._hint is None:
            hints = [item.sizeHint() for item in self._shown()]
            width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
            self._hint = self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))
        return self._hint

    def minimumSize(self) -> QSize:
        """The widest single item's smallest width: items can always stand under each other."""
        if self._smallest is None:
            sizes = [item.minimumSize() for item in self._shown()]
            width = max((size.width() for size in sizes), default=0)
            self._smallest = self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))
        return self._smallest

    def setGeometry(self, box: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(box)
        self._arrange(box.marginsRemoved(self.contentsMargins()))

    def _with_margins(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _content_height(self, width: int) -> int:
        raise NotImplementedError

    def _arrange(self, box: QRect) -> None:
        raise NotImplementedError

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


def _height_of(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width), item.minimumSize().height())
    return item.sizeHint().height()


class WrappingRow(_ItemLayout):
    """Items beside each other, each as wide as it likes, on as many lines as needed."""

    def _content_height(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def _arrange(self, box: QRect) -> None:
        spare = max(0, box.height() - self._place(box, move=False))
        self._place(box.translated(0, spare // 2), move=True)

    def _place(self, box: QRect, move: bool) -> int:
        y = box.y()
        line: list[tuple[QLayoutItem, int]] = []
        used = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), box.width())
            if line and used + self._gap + width > box.width():
                y += self._set_line(line, box.x(), y, move) + self._gap
                line, used = [], 0
            used += width + (self._gap if line else 0)
            line.append((item, width))
        if line:
            y += self._set_line(line, box.x(), y, move)
        return y - box.y()

    def _set_line(self, line: list[tuple[QLayoutItem, int]], x: int, y: int, move: bool) -> int:
        height = max(_height_of(item, width) for item, width in line)
        if move:
            for item, width in line:
                own = _height_of(item, width)
                item.setGeometry(QRect(QPoint(x, y + (height - own) // 2), QSize(width, own)))
                x += width + self._gap
        return height


class ColumnsLayout(_ItemLayout):
    """Columns of equal height with given shares; below the smallest width they stand under each other."""

    def __init__(self, gap: int, narrowest: int, shares: Iterable[float] = (), parent: QWidget | None = None) -> None:
        super().__init__(gap, parent)
        self._narrowest = narrowest
        self._shares = tuple(shares)

    def _widths(self, width: int) -> list[int] | None:
        items = self._shown()
        if not items:
            return []
        room = width - self._gap * (len(items) - 1)
        shares = [self._shares[index] if index < len(self._shares) else 1.0 for index in range(len(items))]
        widths = [int(room * share / sum(shares)) for share in shares]
        widths[-1] += room - sum(widths)
        if len(items) > 1 and min(widths) < self._narrowest:
            return None
        return widths

    def _content_height(self, width: int) -> int:
        items = self._shown()
        widths = self._widths(width)
        if widths is None:
            return sum(_height_of(item, width) for item in items) + self._gap * (len(items) - 1)
        return max((_height_of(item, own) for item, own in zip(items, widths, strict=True)), default=0)

    def _arrange(self, box: QRect) -> None:
        items = self._shown()
        widths = self._widths(box.width())
        if widths is None:
            y = box.y()
            for item in items:
                height = _height_of(item, box.width())
                item.setGeometry(QRect(box.x(), y, box.width(), height))
                y += height + self._gap
            return
        x = box.x()
        for item, width in zip(items, widths, strict=True):
            item.setGeometry(QRect(x, box.y(), width, box.height()))
            x += width + self._gap


class OwnWidthLast(ColumnsLayout):
    """Two columns of which the second takes its own width, at the right: a value, a link, buttons beside words.

    It stands below where the first would become narrower than `narrowest`.
    """

    def __init__(self, gap: int, narrowest: int, parent: QWidget) -> None:
        super().__init__(gap, narrowest, (), parent)

    def _widths(self, width: int) -> list[int] | None:
        items = self._shown()
        if len(items) < 2:
            return [width]
        right = items[1].sizeHint().width()
        left = width - self._gap - right
        return [left, right] if left >= self._narrowest else None
