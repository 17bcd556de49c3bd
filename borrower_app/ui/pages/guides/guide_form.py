"""The questions of a guide's step: what was typed goes out with every press, and is kept while one types.

Secrets never echo, leave the form with the primary button only, and codes are wiped from it in the same moment.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from borrower_app.presentation.guides.guide import SECRET_KINDS
from borrower_app.presentation.guides.guide_view import FieldView, GuideView, digits_typed
from borrower_app.presentation.intents import AnswerGuide, GoBackInGuide, KeepGuideAnswers, LeaveGuide
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.widgets.choice_list import ChoiceList
from borrower_app.ui.widgets.form_field import FormField, FormText

KEEP_AFTER_MS: Final = 400


class GuideForm(QObject):
    """Widgets and answers of one step."""

    def __init__(self, view: GuideView, context: PageContext) -> None:
        super().__init__()
        self._view = view
        self._context = context
        self._entries: dict[str, FormField | FormText | ChoiceList] = {}
        self._kept = self._plain()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(KEEP_AFTER_MS)
        self._clock.timeout.connect(self._keep)
        self.fields: list[QWidget] = [self._widget(field) for field in view.fields]
        self._kept = self._plain()

    def _widget(self, field: FieldView) -> QWidget:
        look = self._context.look
        made: FormField | FormText | ChoiceList
        if field.kind == "choice":
            made = ChoiceList(look, field.question, field.options, field.text, field.error)
            made.chosen.connect(self._keep)
        elif field.kind == "long":
            made = FormText(look, field.question, field.text)
            made.entry.textChanged.connect(self._on_typed)
        else:
            made = FormField(look, field.question, field.hint, field.kind in SECRET_KINDS, field.longest)
            made.entry.setText(field.text)
            made.entry.textEdited.connect(self._on_typed)
            made.entered.connect(self.submit)
            made.show_error(field.error, focus=False)
            if field.kind == "secret":
                made.tell_count(partial(digits_typed, look.language))
        self._entries[field.name] = made
        return made

    def _plain(self) -> dict[str, str]:
        secret = {field.name for field in self._view.fields if field.kind in SECRET_KINDS}
        return {name: entry.text for name, entry in self._entries.items() if name not in secret}

    def _address(self) -> tuple[str, str, str]:
        return self._view.code, self._view.subject, self._view.step

    def submit(self) -> None:
        """The primary button, or Return in a field."""
        if self._view.busy or not self._view.primary:
            return
        self._clock.stop()
        answers = {name: entry.text for name, entry in self._entries.items()}
        for field in self._view.fields:
            entry = self._entries[field.name]
            if field.kind == "code" and isinstance(entry, FormField):
                entry.wipe()
        self._context.emit(AnswerGuide(*self._address(), answers))

    def go_back(self) -> None:
        """To the step before."""
        self._clock.stop()
        self._context.emit(GoBackInGuide(*self._address(), self._plain()))

    def leave(self) -> None:
        """Go on later."""
        self._clock.stop()
        self._context.emit(LeaveGuide(*self._address(), self._plain()))

    def _on_typed(self) -> None:
        self._clock.start()

    def _keep(self) -> None:
        plain = self._plain()
        if plain != self._kept:
            self._kept = plain
            self._context.emit(KeepGuideAnswers(*self._address(), plain))
