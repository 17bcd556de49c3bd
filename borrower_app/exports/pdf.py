"""A schedule as PDF by Qt's own writer: A4, bundled font, repeated head, page numbers, text that can be copied."""

from __future__ import annotations

import html
import os
import sys
from functools import cache
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from borrower_app import resource_files
from borrower_app.exports.spreadsheet import totals
from borrower_app.language import amount_text
from borrower_app.presentation.schedule_export import ScheduleExport

_FAMILY: Final = "Borrower Sans SC"
_FONTS: Final = ("fonts/BorrowerSansSC-Regular.otf", "fonts/BorrowerSansSC-Bold.otf")
_DOTS_PER_INCH: Final = 300
_FOOTER_SHARE: Final = 0.035
_WIDTHS: Final = (6, 14, 15, 15, 15, 18, 17)
"""Of the columns, in per cent."""


def pdf_bytes(export: ScheduleExport) -> bytes:
    """The whole document; raises FileNotFoundError when the installation has lost its fonts."""
    application = QGuiApplication.instance()
    if application is None:
        # A command has no window: no screen is needed for a file.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication(sys.argv[:1])
    _load_fonts()
    if QThread.currentThread() == application.thread():
        return _written(export)
    renderer = _Renderer(export)
    renderer.start()
    renderer.wait()
    return renderer.content()


class _Renderer(QThread):
    """Renders in a thread of Qt's own: one of Python's can't put its font caches away before it ends."""

    def __init__(self, export: ScheduleExport) -> None:
        super().__init__()
        self._export = export
        self._content: bytes | None = None

    def run(self) -> None:
        """In the new thread."""
        self._content = _written(self._export)

    def content(self) -> bytes:
        """What was rendered; raises RuntimeError when a bug of ours ended the thread."""
        if self._content is None:
            raise RuntimeError("the document was not rendered")
        return self._content


def _written(export: ScheduleExport) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(export.title)
    writer.setCreator("borrower-app")
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(15, 15, 15, 12)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    _paint(export, writer)
    # The file is finished only when its writer is gone.
    del writer
    buffer.close()
    return bytes(buffer.data().data())


@cache
def _load_fonts() -> None:
    for name in _FONTS:
        if QFontDatabase.addApplicationFont(str(resource_files.path_of(name))) < 0:
            raise FileNotFoundError(f"the bundled font can't be loaded: {name}")


def _paint(export: ScheduleExport, writer: QPdfWriter) -> None:
    width, whole = float(writer.width()), float(writer.height())
    footer = whole * _FOOTER_SHARE
    height = whole - footer
    document = QTextDocument()
    # Without this the text is laid out for the screen and comes out tiny.
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(QFont(_FAMILY, 9))
    document.setHtml(_html(export))
    document.setPageSize(QSizeF(width, height))
    pages = document.pageCount()
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * height)
        document.drawContents(painter, QRectF(0, page * height, width, height))
        painter.restore()
        painter.setFont(QFont(_FAMILY, 8))
        words = export.page.replace("{page}", str(page + 1)).replace("{pages}", str(pages))
        painter.drawText(
            QRectF(0, height, width, footer), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words
        )
    painter.end()


def _html(export: ScheduleExport) -> str:
    """Every text is escaped: a lender's words are never read as markup."""
    told = "".join(f"<p>{html.escape(line)}</p>" for line in export.told)
    heads = "".join(
        f'<th align="{_side(column)}" width="{_WIDTHS[column]}%">{html.escape(name)}</th>'
        for column, name in enumerate(export.columns)
    )
    rows = "".join(
        _row(
            str(row.n),
            row.due.isoformat(),
            *map(amount_text, (row.principal, row.interest, row.payment, row.balance)),
            row.state,
        )
        for row in export.rows
    )
    sums = _row(export.total, "", *map(amount_text, totals(export)), "", "", strong=True)
    table = f'<table width="100%" cellspacing="0" cellpadding="6"><thead><tr>{heads}</tr></thead>{rows}{sums}</table>'
    return f"<h2>{html.escape(export.title)}</h2>{told}{table}"


def _row(*cells: str, strong: bool = False) -> str:
    tag = "b" if strong else "span"
    inner = "".join(
        f'<td align="{_side(column)}"><{tag}>{html.escape(cell)}</{tag}></td>' for column, cell in enumerate(cells)
    )
    return f"<tr>{inner}</tr>"


def _side(column: int) -> str:
    return "right" if 2 <= column <= 5 else "left"
