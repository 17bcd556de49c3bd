"""Press and hold to see a hidden value, at most ten seconds. Asking for the PIN and fetching the value is the caller's.

The full value is asked for at each press and forgotten at release; it is never a tool tip, a name or a clipboard text.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import secondary_button
from borrower_app.ui.widgets.flow import WrappingRow
from borrower_app.ui.widgets.safe_text import label

LONGEST_MS: Final = 10_000


class HoldToReveal(QWidget):
    """A masked value and a button to hold. `pressed` asks the caller for the value, who answers with `reveal`."""

    pressed = Signal()
    released = Signal()

    def __init__(self, look: Look, masked: str, button_text: str, accessible_name: str) -> None:
        super().__init__()
        self._masked = masked
        self.key = ("", "")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        row = WrappingRow(look.gap(12), holder)
        self._value = label(look, masked).not_copyable()
        self._value.setMinimumWidth(look.gap(150))
        self.button = secondary_button(look, button_text, accessible_name, icon="eye")
        self.button.pressed.connect(self._on_pressed)
        self.button.released.connect(self._on_released)
        # First: whatever length the value has, the button does not move away under the pointer.
        row.addWidget(self.button)
        row.addWidget(self._value)
        outer.addWidget(holder)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LONGEST_MS)
        self._clock.timeout.connect(self._on_time_over)
        self.button.installEventFilter(self)

    @property
    def shown(self) -> str:
        """What stands there now."""
        return self._value.text()

    def reveal(self, value: str) -> None:
        """Show the value while the button is still held; otherwise nothing happens."""
        if self.button.isDown():
            self._value.show_text(value)
            self._clock.start()

    def cover(self) -> None:
        """Hide the value now."""
        self._clock.stop()
        self._value.show_text(self._masked)

    def _on_pressed(self) -> None:
        self.pressed.emit()

    def _on_released(self) -> None:
        self.cover()
        self.released.emit()

    def _on_time_over(self) -> None:
        self.button.setDown(False)
        self._on_released()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """A button that loses the focus while held covers the value."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self.cover()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """A page that goes away covers the value."""
        self.cover()
        super().hideEvent(event)
