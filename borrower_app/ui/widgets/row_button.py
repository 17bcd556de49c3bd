"""A whole row that opens something: labels inside a button, one name for screen readers, one stop for the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.icon import Icon
from borrower_app.ui.widgets.press_button import PressButton
from borrower_app.ui.widgets.safe_text import set_name


class RowButton(PressButton):
    """A button as wide as its place and as high as its content; a small arrow at the right says that it opens."""

    def __init__(self, look: Look, content: QWidget, accessible_name: str) -> None:
        super().__init__()
        if not accessible_name.strip():
            raise ValueError("a row that opens needs a name for screen readers")
        self.words = ""
        self.setProperty("kind", "row")
        set_name(self, accessible_name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        content.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(look.gap(12), look.gap(10), look.gap(12), look.gap(10))
        inside.setSpacing(look.gap(12))
        inside.addWidget(content, 1)
        inside.addWidget(Icon("next", look.px(16), look.colour("ink_soft")), 0, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._inside = inside

    def sizeHint(self) -> QSize:
        """What the content asks for."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the content needs."""
        return self._inside.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """The words inside wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The content's height at this width."""
        return self._inside.heightForWidth(width)
