"""Amounts, dates and card tails keep their order on the screen, whatever name stands beside them (fortress g)."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from borrower_app.language import Language
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.safe_text import TextLabel, label
from borrower_app.ui.widgets.text_layout import Run, units
from tests.support.poisoned_story import ARABIC, HEBREW


def drawn_order(layout: QTextLayout, part: str) -> str:
    """The characters of a part of the first line, from left to right as they stand on the screen."""
    text = layout.text()
    line = layout.lineAt(0)
    start = text.index(part)
    places = []
    for at, character in enumerate(part):
        position = units(text[: start + at])
        left, right = (_x(line.cursorToX(one)) for one in (position, position + units(character)))
        places.append((min(left, right), character))
    return "".join(character for _x_, character in sorted(places))


def _x(answer: Any) -> float:
    return float(answer[0] if isinstance(answer, tuple) else answer)


HOSTILE_NAMES = ["\u202e银行", f"\u202e{HEBREW}", HEBREW, ARABIC, f"{HEBREW}\u2067", f"\u2067{ARABIC}\u2066\u202d"]


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=ascii)
@pytest.mark.parametrize("own", ["4,003.40", "2026-11-20", "•••• 1234", "4821 0934", "22:30", "+3.50%"])
def test_what_is_ours_keeps_its_order_beside_any_name(look: Look, qtbot: QtBot, name: str, own: str) -> None:
    sentences = [
        Language("zh").say("{what} for {loan}", what=f"{own} 元", loan=name),
        Language("en").say("{what} for {loan}", what=name, loan=own),
        Language("zh").list_of([name, own, name]),
    ]
    for sentence in sentences:
        words = label(look, sentence)
        qtbot.addWidget(words)
        assert drawn_order(words.layout_for(100_000), own) == own, ascii(sentence)


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=ascii)
def test_pieces_of_a_sentence_stand_in_their_order(look: Look, qtbot: QtBot, name: str) -> None:
    words = TextLabel(look, [Run(name), Run(" 4,003.40", strong=True), Run(name), Run(" 1234")])
    qtbot.addWidget(words)
    layout = words.layout_for(100_000)
    assert drawn_order(layout, "4,003.40") == "4,003.40"
    line = layout.lineAt(0)
    first = _x(line.cursorToX(units(layout.text()[: layout.text().index("4,003")])))
    last = _x(line.cursorToX(units(layout.text()[: layout.text().index("1234")])))
    assert 0 < first < last


def test_this_test_sees_what_the_audit_saw(look: Look) -> None:
    """The order on the screen is measured, not assumed: raw, the name turns the amount round."""
    layout = QTextLayout("\u202e银行 4,003.40", look.font("body"))
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    assert drawn_order(layout, "4,003.40") == "04.300,4"
