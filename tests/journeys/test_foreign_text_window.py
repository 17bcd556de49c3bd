"""Fortress (g) in the real window: a lender's hostile texts on every page, and not one widget that shows them raw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.application.window.pages import PAGES
from borrower_app.presentation.intents import Address
from borrower_app.ui.widgets.safe_text import TextLabel
from tests.fortress.test_foreign_text_in_views import subjects_of
from tests.support.lying_lender import LyingLenderProcess
from tests.support.poisoned_story import ARABIC, HEBREW
from tests.support.raw_controls import raw_controls
from tests.support.window_desk import Desk, choose_language, fetched, opened, signed_in_line

HOSTILE = f"\u202e{HEBREW}\u2066行\u200b{ARABIC}\u0301" + "\u0338" * 100 + "\x1b[31m\u2028末"
FLOOD = f"\u2067{HEBREW}" + "\n" * 500 + "\U000e0041\x00末" + " " * 400
POISONED: dict[str, dict[str, Any]] = {
    "loan": {"name": HOSTILE, "note": FLOOD, "borrower_name": HOSTILE, "contract_reference": HOSTILE,
             "late_terms.grace_clause": HOSTILE, "late_terms.penalty_clause": HOSTILE, "date_shifting_clause": HOSTILE},
    "instrument": {"bank": HOSTILE, "holder_name": HOSTILE},
    "mandate": {"label": HOSTILE, "payee": HOSTILE, "purpose": HOSTILE, "how_to_end": FLOOD},
    "contact": {"value": HOSTILE, "source": HOSTILE},
    "guarantor": {"name": HOSTILE},
    "message": {"title": HOSTILE, "body": FLOOD, "sent_to": HOSTILE},
    "notice": {"title": HOSTILE, "body": FLOOD},
    "outage": {"name": HOSTILE, "text": FLOOD},
    "request": {"answer": FLOOD, "summary": HOSTILE},
}  # fmt: skip


def _of_a_debit(attempt: dict[str, Any]) -> dict[str, Any]:
    """Its names and its reason, as far as it has any."""
    hostile: dict[str, Any] = {f"hops.{at}.name": HOSTILE for at in range(len(attempt.get("hops") or ()))}
    if attempt.get("instrument"):
        hostile["instrument.bank"] = HOSTILE
    if attempt.get("reason"):
        hostile["reason.text"] = FLOOD
    return hostile


def told_by(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that a widget shows or says, with the widget's class and what it is."""
    for widget in (window, *window.findChildren(QWidget)):
        kind = type(widget).__name__
        yield f"{kind} name", widget.accessibleName()
        yield f"{kind} description", widget.accessibleDescription()
        yield f"{kind} tip", widget.toolTip()
        yield f"{kind} title", widget.windowTitle()
        if isinstance(widget, TextLabel):
            yield f"{kind} lines", widget.layout_for(10_000).text().replace("\u2028", "\n")
        if isinstance(widget, QLabel | QAbstractButton):
            yield f"{kind} text", widget.text()
        if isinstance(widget, QComboBox):
            yield from ((f"{kind} item", widget.itemText(at)) for at in range(widget.count()))
        if isinstance(widget, QTableView):
            model = widget.model()
            yield from (
                (f"{kind} cell", str(model.index(row, column).data() or ""))
                for row in range(min(40, model.rowCount()))
                for column in range(model.columnCount())
            )


def _walk(desk: Desk) -> dict[tuple[str, str], list[str]]:
    faults = {}
    assert desk.state.records is not None
    snapshot = desk.state.records.snapshot
    for page in PAGES:
        for subject in list(subjects_of(page, snapshot))[:6]:
            desk.window.open(Address(page.code, subject))
            for what, text in told_by(desk.window):
                if found := raw_controls(text):
                    faults[page.code, f"{what}: {ascii(text)[:160]}"] = found
    return faults


def test_no_widget_of_any_page_shows_a_raw_control(tmp_path: Path, qtbot: QtBot) -> None:
    with LyingLenderProcess("insufficient_funds") as lender:
        lies = [{"kind": kind, "set": members} for kind, members in POISONED.items()]
        lies += [
            {"kind": "debit_attempt", "id": one["id"], "set": _of_a_debit(one)}
            for one in lender.records()["debit_attempt"].values()
        ]
        lender.lie(*({"path": "/v1/changes", "records": lie} for lie in lies))
        line = signed_in_line(tmp_path / "data", lender)
        kept = line.json("dump")["records"]["instrument"].values()
        assert {card["bank"] for card in kept} == {HOSTILE}, "what is stored stays as it came"
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            assert _walk(desk) == {}
            choose_language(desk, "en")
            assert _walk(desk) == {}
