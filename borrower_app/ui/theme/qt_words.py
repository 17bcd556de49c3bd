"""Qt's own words - file dialogs, the menus of entries - in the language of the app."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from borrower_app.language import LanguageCode

_LOCALES: Final = {"zh": "zh_CN", "en": "en"}
_current: list[QTranslator] = []


def speak_like_the_app(language: LanguageCode) -> None:
    """From now on Qt speaks this language; what is open already stays as it is."""
    while _current:
        QCoreApplication.removeTranslator(_current.pop())
    name = _LOCALES[language]
    QLocale.setDefault(QLocale(name))
    words = QTranslator()
    if words.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(words)
        _current.append(words)
