"""Where the window stands and how large it is: as it was left, and never larger than the screen it stands on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

USUAL: Final = QSize(1180, 760)
SMALLEST: Final = QSize(420, 400)
_LONGEST: Final = 512
_FRAME: Final = QSize(16, 48)
"""Room for the frame and title that a window manager puts around: they are not known before the window is shown."""


def size_on(room: QSize) -> QSize:
    """The size of a new window on a screen with so much free room."""
    return USUAL.boundedTo(room - _FRAME).expandedTo(SMALLEST.boundedTo(room))


def put_in_place(window: QWidget, kept: str) -> None:
    """As it was left; where nothing was kept, or it can't be read, of the usual size on the first screen."""
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return
    free = screen.availableGeometry()
    window.setMinimumSize(SMALLEST.boundedTo(free.size()))
    window.resize(size_on(free.size()))
    if kept and len(kept) <= _LONGEST and kept.isascii():
        # Qt looks itself whether the screen is still there and large enough.
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))
        if not window.isMaximized() and not window.isFullScreen():
            _back_onto_a_screen(window)


def place_of(window: QWidget) -> str:
    """What to keep of it, as a short text."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def _back_onto_a_screen(window: QWidget) -> None:
    around = QRect(window.pos(), window.size())
    screen = QGuiApplication.screenAt(around.center()) or QGuiApplication.primaryScreen()
    free = screen.availableGeometry()
    window.resize(window.size().boundedTo(free.size()))
    left = max(free.left(), min(window.x(), free.right() + 1 - window.width()))
    top = max(free.top(), min(window.y(), free.bottom() + 1 - window.height()))
    if (left, top) != (window.x(), window.y()):
        window.move(QPoint(left, top))
