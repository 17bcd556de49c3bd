"""A QR code, always black on white (RECIPES 12), with the same address beside it as text for those who can't scan."""

from __future__ import annotations

import segno
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import set_name

_QUIET = 4


def qr_image(text: str) -> QImage:
    """One pixel a module, with the quiet border a phone needs; `micro=False`: phones can't read micro codes."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=_QUIET)]
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, 1 if dark else 0)
    return image


class QrCode(QWidget):
    """The code scaled by a whole number, so that it stays sharp."""

    def __init__(self, look: Look, text: str, accessible_name: str, side: int = 200) -> None:
        super().__init__()
        self.image = qr_image(text)
        factor = max(2, look.px(side) // self.image.width())
        self._factor = factor
        self.setFixedSize(self.image.width() * factor, self.image.height() * factor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_name(self, accessible_name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw without smoothing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(self.rect(), self.image)
        painter.end()
