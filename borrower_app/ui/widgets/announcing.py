"""What a screen reader says without being asked: an error beside a field, a warning that has appeared, a result."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from borrower_app.foreign_text import shown
from borrower_app.ui.widgets.safe_text import TextLabel

_TOLD: Final = frozenset({"bad", "caution", "good"})


def announce(widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
    """Say a sentence; `at_once` breaks into what is being said: for errors."""
    event = QAccessibleAnnouncementEvent(widget, shown(sentence))
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def told_sentences(page: QWidget) -> tuple[str, ...]:
    """What a page says in the colour of a warning, a failure or a success, top to bottom."""
    return tuple(
        words.text()
        for words in page.findChildren(TextLabel)
        if words.ink_name in _TOLD and words.text() and not words.isHidden()
    )


def announce_new(page: QWidget, before: tuple[str, ...]) -> None:
    """A page was built again: say what it warns of now and did not before, e.g. a lender's refusal."""
    new = [sentence for sentence in told_sentences(page) if sentence not in before]
    if new:
        announce(page, " ".join(new), at_once=True)
