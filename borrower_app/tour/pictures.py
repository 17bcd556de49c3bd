"""Pictures of the window and every text on them, for the picture tour and the tests; scenarios are driven elsewhere."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QProgressBar, QTableView, QWidget

from borrower_app.ui.widgets.chart import StackedChart
from borrower_app.ui.window import Window

_TALLEST = 4000
_TAGS = re.compile(r"<[^>]*>")


def settle() -> None:
    """Let layouts settle before a picture. Tour and tests only: the app itself never pumps events."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    # Outside an event loop nothing that was given up is deleted: it would be styled again with every picture.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def show_whole_page(window: Window, width: int = 1180, least_height: int = 760) -> None:
    """Make the window as high as its page needs, so that a picture shows all of it."""
    window.resize(width, least_height)
    settle()
    for _ in range(3):
        page = window.area.widget()
        if page is None:
            return
        missing = page.height() - window.area.viewport().height()
        if missing <= 0:
            return
        window.resize(QSize(width, min(_TALLEST, window.height() + missing)))
        settle()


def paint(widget: QWidget, path: Path, ratio: int = 1) -> None:
    """Write a PNG of a shown widget at a pixel ratio; raises OSError when the file can't be written."""
    settle()
    image = QImage(widget.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    widget.render(image, QPoint(0, 0))
    if not image.save(str(path)):
        raise OSError(f"can't write {path}")


def visible_texts(widget: QWidget) -> list[str]:
    """Every visible text, tool tip, accessible name and description, visible table row and chart label, in order.

    Reading order is the order of the layouts: top to bottom, left to right. No text is listed twice in a row.
    """
    texts: list[str] = []
    _collect(widget, texts)
    return texts


def _collect(widget: QWidget, texts: list[str]) -> None:
    if not widget.isVisible():
        return
    for text in _own_texts(widget):
        cleaned = text.strip()
        if cleaned and (not texts or texts[-1] != cleaned):
            texts.append(cleaned)
    if isinstance(widget, QTableView):
        return
    children = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    for child in sorted(children, key=_reading_place):
        _collect(child, texts)


def _reading_place(widget: QWidget) -> tuple[int, int]:
    # Eight pixels of height count as the same line: an icon and its word differ by less.
    return widget.y() // 8, widget.x()


def _own_texts(widget: QWidget) -> list[str]:
    texts: list[str] = []
    if isinstance(widget, StackedChart):
        texts.extend(widget.labels)
    elif isinstance(widget, QLabel):
        texts.append(widget.text())
    elif isinstance(widget, QAbstractButton):
        texts.append(str(getattr(widget, "words", widget.text())))
        count = getattr(widget, "count", 0)
        if count:
            texts.append(str(count))
    elif isinstance(widget, QLineEdit):
        texts.append(widget.placeholderText())
        texts.append(widget.displayText())
    elif isinstance(widget, QProgressBar):
        texts.append(widget.accessibleName())
    elif isinstance(widget, QTableView):
        texts.extend(_table_texts(widget))
    texts.append(_TAGS.sub("", unescape(widget.toolTip())) if "<" in widget.toolTip() else widget.toolTip())
    texts.append(widget.accessibleName())
    texts.append(widget.accessibleDescription())
    return texts


def _table_texts(table: QTableView) -> list[str]:
    model = table.model()
    texts = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(model.columnCount())]
    first = table.rowAt(0)
    last = table.rowAt(table.viewport().height() - 1)
    if first < 0:
        return texts
    for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
        cells = [str(model.index(row, column, QModelIndex()).data() or "") for column in range(model.columnCount())]
        texts.append("  ".join(cell for cell in cells if cell))
    return texts
