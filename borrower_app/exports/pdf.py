"""A document as PDF by Qt's own writer: A4, bundled font, repeated heads, page numbers, text that can be copied."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
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
from borrower_app.exports.rare_characters import drawable

_FAMILY: Final = "Borrower Sans SC"
_FONTS: Final = ("fonts/BorrowerSansSC-Regular.otf", "fonts/BorrowerSansSC-Bold.otf")
_DOTS_PER_INCH: Final = 300
_FOOTER_SHARE: Final = 0.035


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed. `body` is markup whose texts are escaped; `page` are words with `{page}` and `{pages}`."""

    title: str
    body: str
    page: str
    is_wide: bool = False
    """Whether the page lies on its side: for tables of many columns."""


def pdf_bytes(paper: Paper) -> bytes:
    """The whole document; raises FileNotFoundError when the installation has lost its fonts."""
    application = QGuiApplication.instance()
    if application is None:
        # A command has no window: no screen is needed for a file.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication(sys.argv[:1])
    _load_fonts()
    if QThread.currentThread() == application.thread():
        return _written(paper)
    renderer = _Renderer(paper)
    renderer.start()
    renderer.wait()
    return renderer.content()


class _Renderer(QThread):
    """Renders in a thread of Qt's own: one of Python's can't put its font caches away before it ends."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._content: bytes | None = None

    def run(self) -> None:
        """In the new thread."""
        self._content = _written(self._paper)

    def content(self) -> bytes:
        """What was rendered; raises RuntimeError when a bug of ours ended the thread."""
        if self._content is None:
            raise RuntimeError("the document was not rendered")
        return self._content


def _written(paper: Paper) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(paper.title)
    writer.setCreator("borrower-app")
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(15, 15, 15, 12)
    turned = QPageLayout.Orientation.Landscape if paper.is_wide else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter))
    _paint(paper, writer)
    # The file is finished only when its writer is gone.
    del writer
    buffer.close()
    return bytes(buffer.data().data())


@cache
def _load_fonts() -> None:
    for name in _FONTS:
        if QFontDatabase.addApplicationFont(str(resource_files.path_of(name))) < 0:
            raise FileNotFoundError(f"the bundled font can't be loaded: {name}")


def _paint(paper: Paper, writer: QPdfWriter) -> None:
    width, whole = float(writer.width()), float(writer.height())
    footer = whole * _FOOTER_SHARE
    height = whole - footer
    document = QTextDocument()
    # Without this the text is laid out for the screen and comes out tiny.
    document.documentLayout().setPaintDevice(writer)
    font = QFont(_FAMILY, 9)
    document.setDefaultFont(font)
    # Tags are ASCII: only texts can hold a character that is replaced.
    document.setHtml(drawable(paper.body, font))
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
        words = paper.page.replace("{page}", str(page + 1)).replace("{pages}", str(pages))
        painter.drawText(
            QRectF(0, height, width, footer), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words
        )
    painter.end()
