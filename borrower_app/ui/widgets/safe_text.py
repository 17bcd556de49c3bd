"""The only labels and tool tips of the app: plain text, whatever a server writes. A test finds any other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from borrower_app.ui.theme.look import Look, TypeRole
from borrower_app.ui.widgets.text_layout import Run, height_of, lay_out, natural_width

_NARROWEST = 40


class TextLabel(QLabel):
    """Plain runs of text that wrap and never clip. For screen readers it is a label with the whole text."""

    def __init__(
        self,
        look: Look,
        runs: Sequence[Run],
        role: TypeRole = "body",
        ink: str = "ink",
        *,
        wrap: bool = True,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        strong: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.look = look
        self._runs = tuple(runs)
        self._font = look.font(role, strong)
        self._ink = look.colour(ink)
        self._wrap = wrap
        self._align = align
        self._line_factor = 0.92 if role in ("headline", "figure", "title") else 1.04
        self._laid: dict[int | None, QTextLayout] = {}
        self._measured: dict[int | None, tuple[int, int]] = {}
        self.setFont(self._font)
        super().setText("".join(run.text for run in self._runs))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._natural = QSize(*self._measure(None))

    def say(self, text: str) -> None:
        """Replace the text, e.g. in the status line; the appearance stays."""
        if text == self.text():
            return
        self._runs = (Run(text),)
        self._laid.clear()
        self._measured.clear()
        super().setText(text)
        self._natural = QSize(*self._measure(None))
        self.updateGeometry()
        self.update()

    def layout_for(self, width: int | None) -> QTextLayout:
        """The lines at a width, kept for the last few widths."""
        key = width if self._wrap else None
        if key not in self._laid:
            if len(self._laid) > 6:
                self._laid.clear()
            align = self._align if key is not None else Qt.AlignmentFlag.AlignLeft
            self._laid[key] = lay_out(self._runs, self._font, key, align, self._line_factor)
        return self._laid[key]

    def _measure(self, width: int | None) -> tuple[int, int]:
        key = width if self._wrap else None
        if key not in self._measured:
            layout = self.layout_for(width)
            self._measured[key] = (int(natural_width(layout)) + 1, -int(-height_of(layout, self._line_factor) // 1))
        return self._measured[key]

    def hasHeightForWidth(self) -> bool:
        """A wrapping label's height depends on its width."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height all lines need at this width."""
        if not self._wrap:
            return self._natural.height()
        return self._measure(width)[1]

    def sizeHint(self) -> QSize:
        """The text on one line."""
        return self._natural

    def minimumSizeHint(self) -> QSize:
        """Wrapping text may become narrow, other text never narrower than itself."""
        if not self._wrap:
            return self._natural
        return QSize(min(self._natural.width(), self.look.px(_NARROWEST)), self.layout_height_of_one_line())

    def layout_height_of_one_line(self) -> int:
        """The height of the first line, in pixels."""
        layout = self.layout_for(None)
        return int(layout.lineAt(0).height() * self._line_factor) + 1 if layout.lineCount() else 0

    def text_origin(self) -> QPointF:
        """Where the first line starts: unwrapped text stands in the middle of the height, at its side."""
        layout = self.layout_for(self.width())
        top = 0.0 if self._wrap else max(0.0, (self.height() - height_of(layout, self._line_factor)) / 2)
        left = 0.0
        if not self._wrap and self._align & Qt.AlignmentFlag.AlignRight:
            left = self.width() - natural_width(layout)
        elif not self._wrap and self._align & Qt.AlignmentFlag.AlignHCenter:
            left = (self.width() - natural_width(layout)) / 2
        return QPointF(left, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self._ink if self.isEnabled() else QColor(self.look.colours.ink_faint))
        self.layout_for(self.width()).draw(painter, self.text_origin())
        painter.end()


def label(
    look: Look,
    text: str,
    role: TypeRole = "body",
    ink: str = "ink",
    *,
    wrap: bool = True,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    strong: bool | None = None,
) -> TextLabel:
    """A label of one run of plain text. `ink` is the name of a colour token."""
    return TextLabel(look, (Run(text),), role, ink, wrap=wrap, align=align, strong=strong)


def set_tip(widget: QWidget, text: str) -> None:
    """A tool tip that shows the text as it is: Qt would read markup in it."""
    widget.setToolTip(f"<span>{escape(text)}</span>" if "<" in text else text)
