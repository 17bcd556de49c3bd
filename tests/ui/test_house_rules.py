"""Rules of the window room that a machine can check: plain text only, named buttons only, Qt does not eat None."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import label, set_tip

UI = Path(__file__).resolve().parents[2] / "borrower_app" / "ui"
ALLOWED = {
    # A class of our own whose constructor sets PlainText, or which shows a pixmap only.
    "QLabel": {"widgets/safe_text.py", "widgets/pill.py", "widgets/hop_diagram.py", "widgets/chart.py"},
    "QPushButton": {"widgets/press_button.py"},
    "QMessageBox": set(),
    "QToolTip": set(),
    "QToolButton": set(),
    "QInputDialog": set(),
    "QTextBrowser": set(),
    "QTextEdit": set(),
    "QErrorMessage": set(),
}
FORBIDDEN_CALLS = {"setToolTip": {"widgets/safe_text.py"}, "setHtml": set(), "setStyleSheet": {"theme/theme.py"},
                   "processEvents": set(), "setStatusTip": set(), "setWhatsThis": set(),
                   "setAccessibleName": {"widgets/safe_text.py"}, "setAccessibleDescription": {"widgets/safe_text.py"},
                   "setWindowTitle": {"widgets/safe_text.py"}}  # fmt: skip


def sources() -> list[Path]:
    return sorted(UI.rglob("*.py"))


def test_raw_text_widgets_stand_only_where_plain_text_is_set() -> None:
    faults = []
    for path in sources():
        place = path.relative_to(UI).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name | ast.alias):
                name = node.id if isinstance(node, ast.Name) else node.name
                if name in ALLOWED and place not in ALLOWED[name]:
                    faults.append(f"{place}: {name}")
            if isinstance(node, ast.Attribute) and place not in FORBIDDEN_CALLS.get(node.attr, {place}):
                faults.append(f"{place}: {node.attr}")
    assert sorted(set(faults)) == []


def test_every_label_class_sets_plain_text() -> None:
    for place in ALLOWED["QLabel"] - {"widgets/chart.py"}:
        assert "setTextFormat(Qt.TextFormat.PlainText)" in (UI / place).read_text(encoding="utf-8"), place


def test_sentences_are_never_built_inside_say() -> None:
    """`say(f"…")` is not extracted by gettext, and nobody would tell (RECIPES 10)."""
    faults = [
        f"{path.name}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say"
        if node.args and not isinstance(node.args[0], ast.Constant)
    ]
    allowed = {"form_field.py", "inline_field.py", "reveal.py"}  # TextLabel.say: the label's own, not the catalogue's
    assert [fault for fault in faults if fault.split(":")[0] not in allowed] == []


@pytest.mark.parametrize("text", ["<b>paid</b>", "<img src='http://127.0.0.1:9/x.png'>", "a & b", "1 < 2 > 0", "&amp;"])
def test_markup_is_shown_as_it_is(look: Look, qtbot: QtBot, text: str) -> None:
    words = label(look, text)
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == text
    assert words.layout_for(10_000).text() == text


def test_tool_tips_escape_markup(look: Look, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, "<b>paid</b>")
    assert "<b>" not in widget.toolTip()
    assert "&lt;b&gt;" in widget.toolTip()


def test_qt_does_not_take_references_from_none(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.10 and 3.11 kills the process after about 5,000 such calls (RECIPES 0)."""
    words = label(look, "a")
    qtbot.addWidget(words)
    before = sys.getrefcount(None)
    for _ in range(1000):
        words.setText("a")
    assert sys.getrefcount(None) > before - 100
