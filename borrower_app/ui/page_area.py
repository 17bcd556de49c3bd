"""Where a page stands: a scroll area whose content is at most 960 px wide at 100 %, and never sideways to scroll."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.tokens import tokens
from borrower_app.ui.widgets.safe_text import set_name
from borrower_app.ui.widgets.spoken_role import speak_as


class PageArea(QScrollArea):
    """Shows one page at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_page(self, look: Look, page: QWidget, banners: list[QWidget], name: str, centred: bool) -> None:
        """Put a page in; the old one is deleted. Without a rail it stands in the middle."""
        # Not deleted at once: the click that leads here may come from a button of the old page.
        old = self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        holder = QWidget()
        holder.setProperty("canvas", True)
        set_name(holder, name)
        speak_as(holder, "page")
        # Takes the focus when a page opens: screen readers say its name, Tab goes on with the page's first control.
        holder.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        across = QHBoxLayout(holder)
        margin = look.gap(32)
        across.setContentsMargins(margin, margin, margin, margin // 2)
        across.setSpacing(0)
        content = QWidget()
        content.setMaximumWidth(look.px(tokens().content_width))
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(look.gap(16))
        for banner in banners:
            down.addWidget(banner)
        down.addWidget(page, 1)
        if centred:
            across.addStretch(0)
        across.addWidget(content, 1)
        across.addStretch(0)
        self.setWidget(holder)
        self._decide()

    def lay_out_now(self) -> None:
        """Let the page have its height before anything is scrolled to; Qt would do it in the next turn."""
        page = self.widget()
        layout = page.layout() if page is not None else None
        if page is not None and layout is not None:
            layout.activate()
            QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LayoutRequest))

    def _decide(self) -> None:
        # Qt measures with the bar it already shows, so that a bar once shown stays for ever: measure without it.
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is None:
            return
        room = self.maximumViewportSize()
        fits = layout.totalHeightForWidth(room.width()) <= room.height()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whether a bar is needed depends on the size."""
        self._decide()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """And on the page's content."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._decide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends of the page."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
