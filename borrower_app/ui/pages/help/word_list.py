"""The glossary: every word with its sentence; typing leaves those in which it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.presentation.help.views import HelpView, WordView
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.announcing import announce
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.safe_text import label


class WordList(Card):
    """All words are there from the beginning: who does not know the word can read on."""

    def __init__(self, look: Look, view: HelpView) -> None:
        super().__init__(look, gap=8)
        self._found_nothing = view.found_nothing
        self.field = FormField(look, view.find, longest=40)
        self.field.entry.textChanged.connect(self._on_typed)
        self.nothing = label(look, "", ink="ink_soft")
        self.nothing.hide()
        self.add(label(look, view.words_title, "section"), self.field, self.nothing)
        self._groups: list[tuple[QWidget, list[tuple[WordView, QWidget]]]] = []
        for group in view.groups:
            holder = QWidget()
            room = QVBoxLayout(holder)
            room.setContentsMargins(0, look.gap(8), 0, 0)
            room.setSpacing(look.gap(4))
            room.addWidget(label(look, group.title, "body_strong", "ink_soft"))
            rows: list[tuple[WordView, QWidget]] = []
            for word in group.words:
                shown = MarkedLabel(look, (Span(word.word, strong=True), Span(f"  {word.meaning}")), "body")
                room.addWidget(shown)
                rows.append((word, shown))
            self._groups.append((holder, rows))
            self.add(holder)

    def _on_typed(self, typed: str) -> None:
        """A word comes first by its name; where no name has it, the sentences are looked through."""
        wanted = typed.strip().casefold()
        words = [word for _holder, rows in self._groups for word, _shown in rows]
        by_name = {word for word in words if wanted in word.word.casefold()}
        found = by_name or {word for word in words if wanted in word.meaning.casefold()}
        for holder, rows in self._groups:
            for word, shown in rows:
                shown.setVisible(word in found)
            holder.setVisible(any(word in found for word, _shown in rows))
        self.nothing.show_text("" if found else self._found_nothing)
        self.nothing.setVisible(not found)
        if not found:
            announce(self.field.entry, self._found_nothing)
