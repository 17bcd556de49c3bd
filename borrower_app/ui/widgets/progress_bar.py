"""A progress bar that is drawn as in the looks and tells screen readers its share."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import set_name

_STEPS = 1000


class ShareBar(QProgressBar):
    """A share between 0 and 1000 thousandths; `busy` means: going on, nobody knows how long."""

    def __init__(self, look: Look, thousandths: int, accessible_name: str) -> None:
        super().__init__()
        self._look = look
        self.setRange(0, _STEPS)
        self.setValue(max(0, min(_STEPS, thousandths)))
        self.setTextVisible(False)
        self.setFixedHeight(look.px(8))
        set_name(self, accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The trough, then the share in the accent colour; any share above none can be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() / 2
        trough = QPainterPath()
        trough.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(trough, self._look.colour("sunken"))
        if self.value() > 0:
            width = max(self.height(), self.width() * self.value() / _STEPS)
            done = QPainterPath()
            done.addRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)
            painter.fillPath(done, self._look.colour("accent"))
        painter.end()
