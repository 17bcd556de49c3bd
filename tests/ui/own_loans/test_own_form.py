"""S-5, the form of an own loan: every field that the view names can be filled in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.language import Language
from borrower_app.presentation.intents import Intent, KeepOwnDraft
from borrower_app.presentation.own_loans.form import blank_form, own_form_view
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.own_loans.form import own_form_page
from borrower_app.ui.theme.look import Look


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_field_of_the_form_stands_on_the_page(look: Look, qtbot: QtBot, code: str) -> None:
    view = own_form_view(None, blank_form(), {}, Language(code))  # type: ignore[arg-type]
    page = own_form_page(view, PageContext(look, lambda _intent: None))
    qtbot.addWidget(page)
    named = {widget.accessibleName() for widget in page.findChildren(QWidget)}
    fields = [field for group in view.groups for field in group.fields]
    assert {field.key for field in fields} >= {"card_last4", "principal", "notes"}
    assert [field.key for field in fields if field.question not in named] == []
    entries = {entry.accessibleName() for kind in (QLineEdit, QPlainTextEdit) for entry in page.findChildren(kind)}
    assert {field.question for field in fields if field.kind != "choice"} == entries


def test_a_card_number_pasted_into_the_form_never_reaches_the_draft(look: Look, qtbot: QtBot) -> None:
    told: list[Intent] = []
    view = own_form_view(None, blank_form(), {}, Language("zh"))
    page = own_form_page(view, PageContext(look, told.append))
    qtbot.addWidget(page)
    question = next(field.question for group in view.groups for field in group.fields if field.key == "card_last4")
    entry = next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == question)
    QApplication.clipboard().setText("6222021234567890123")
    entry.paste()
    assert entry.text() == "0123"
    qtbot.waitUntil(lambda: any(isinstance(intent, KeepOwnDraft) for intent in told), timeout=5000)
    assert not any("62220212" in str(getattr(intent, "typed", "")) for intent in told)
