"""The theme as a running thing: applies palette and style sheet, follows the system when asked to.

Qt's `colorScheme()` is never read back as our own choice: on bare X and offscreen it stays unknown (RECIPES 5).
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from borrower_app.language import Language
from borrower_app.settings import ThemeChoice
from borrower_app.ui.theme.fonts import load_fonts
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.palette import palette_of
from borrower_app.ui.theme.qt_words import speak_like_the_app
from borrower_app.ui.theme.stylesheet import stylesheet_of
from borrower_app.ui.theme.tokens import Scheme


class Theme(QObject):
    """The user's choice of theme, text size and language, as one `look`. `changed` tells that views must be rebuilt."""

    changed = Signal(Look)

    def __init__(
        self,
        language: Language,
        choice: ThemeChoice = "system",
        text_scale: int = 100,
        reduced_motion: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        load_fonts()
        self._choice: ThemeChoice = choice
        self._text_scale = text_scale
        self._language = language
        self._reduced_motion = reduced_motion
        application = _application()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._look = self._compose()
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose; `system` follows the desktop."""
        return self._choice

    @property
    def look(self) -> Look:
        """The look of this moment."""
        return self._look

    def choose(
        self,
        choice: ThemeChoice | None = None,
        text_scale: int | None = None,
        language: Language | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change one or several choices; emits `changed` once if anything looks different."""
        if text_scale is not None and not 100 <= text_scale <= 200:
            raise ValueError("the text size is between 100 and 200 per cent")
        self._choice = choice or self._choice
        self._text_scale = text_scale or self._text_scale
        self._language = language or self._language
        self._reduced_motion = self._reduced_motion if reduced_motion is None else reduced_motion
        self._refresh()

    def _refresh(self) -> None:
        composed = self._compose()
        if composed == self._look:
            return
        self._look = composed
        self._apply()
        self.changed.emit(composed)

    def _compose(self) -> Look:
        return Look(self._scheme(), self._text_scale, self._language, self._reduced_motion)

    def _scheme(self) -> Scheme:
        if self._choice == "system":
            dark = _application().styleHints().colorScheme() == Qt.ColorScheme.Dark
            return "dark" if dark else "light"
        return self._choice

    def _apply(self) -> None:
        application = _application()
        speak_like_the_app(self._look.language.code)
        application.setPalette(palette_of(self._look.colours))
        application.setFont(self._look.font("body"))
        application.setStyleSheet(stylesheet_of(self._look))

    def _on_system_scheme_changed(self) -> None:
        if self._choice == "system":
            self._refresh()


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())
