"""S-6 with tables as banks give them: pasted, with fees, with a row that contradicts, with columns changed round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.own_loans_steps import own_folder, press, to_bank_table
from tests.journeys.test_own_loans_command import Alone, sentence
from tests.support.window_desk import Desk

CORPUS = Path(__file__).resolve().parents[1] / "imports" / "corpus"
LOAN = {
    "lender": "城南银行",
    "name": "我的房贷",
    "debit_day": 20,
    "principal": "120000.00",
    "annual_rate": "3.1",
    "number_of_installments": 12,
    "disbursed_on": "2025-12-20",
}


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


def paste(desk: Desk, html: str = "", text: str = "") -> None:
    """Copy somewhere else, then Ctrl+V on the page, by keyboard alone."""
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    QApplication.clipboard().setMimeData(data)
    desk.user.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settled()


def test_a_copied_table_is_pasted_with_the_keyboard(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(LOAN))["ids"]
    page = (CORPUS / "two-heads.xls").read_bytes().decode("gb18030")
    text = (CORPUS / "newest-first.csv").read_text(encoding="utf-8").replace(",", "\t")
    with own_folder(alone, qtbot) as (desk, _answers):
        to_bank_table(desk)
        paste(desk)
        assert "剪贴板里没有表格" in desk.words
        paste(desk, text=text)
        desk.until(lambda: "导入全部 12 行" in desk.words)
        assert "您粘贴的表格" in desk.words
        assert "最新的一期排在最前" in desk.words
        paste(desk, html=page, text="没有表格的文字")
        desk.until(lambda: "本期应还合计" in desk.words)
        press(desk, "导入全部 12 行")
        desk.until(lambda: desk.is_at("S-3", identifier))
    [kept] = alone.json("own", "list")["loans"]
    assert [row["principal"] for row in kept["rows"][:2]] == ["9858.71", "9884.18"]


def test_fees_have_a_column_of_their_own_on_the_schedule(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(LOAN))["ids"]
    with own_folder(alone, qtbot) as (desk, answers):
        to_bank_table(desk)
        answers.file = CORPUS / "fee-in-payment.csv"
        press(desk, "选择文件…")
        desk.until(lambda: "导入全部 12 行" in desk.words)
        assert "表里有费用，一共 432.00 元" in desk.words
        press(desk, "导入全部 12 行")
        desk.until(lambda: desk.is_at("S-3", identifier))
        desk.settled()
        assert "加得起来" in desk.words or "对得上" in desk.words
        assert "自相矛盾" not in desk.words
        press(desk, "看还款计划")
        desk.until(lambda: desk.is_at("S-1", identifier))
        desk.settled()
        assert "费用" in desk.words
        assert "10,204.71" in desk.words
        assert "36.00" in desk.words
    [kept] = alone.json("own", "list")["loans"]
    assert kept["rows"][0]["fee"] == "36.00"
    assert kept["rows"][0]["payment"] == "10204.71"
    again = Alone(alone.folder)
    assert again.json("own", "add", again.file(kept, "again.json"))["ids"] == [identifier]
    assert again.json("own", "list")["loans"] == [kept]


def test_a_row_that_contradicts_is_named_and_kept_after_a_yes(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(LOAN))["ids"]
    with own_folder(alone, qtbot) as (desk, answers):
        to_bank_table(desk)
        answers.file = CORPUS / "swapped-2-3.csv"
        press(desk, "选择文件…")
        desk.until(lambda: "大多数行都对不上" in desk.words)
        assert "导入全部" not in desk.words
        assert "照银行印的导入" not in desk.words
        answers.file = CORPUS / "misprint-payment.csv"
        press(desk, "换一个文件…")
        desk.until(lambda: "照银行印的导入这 12 行" in desk.words)
        assert "第 7 行：月供写的是 10,186.71 元，各部分加起来是 10,168.71 元。" in desk.words
        assert "导入全部" not in desk.words
        press(desk, "照银行印的导入这 12 行")
        desk.until(lambda: desk.is_at("S-3", identifier))
    [kept] = alone.json("own", "list")["loans"]
    assert kept["rows"][5]["payment"] == "10186.71"


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("unquoted-thousands.csv", "row 2 has 9 cells, the head 6 columns: probably an amount was cut"),
        ("swapped-2-3.csv", "principal D"),
        ("two-due-dates.csv", "due B or C"),
        ("fee-and-interest-swapped.csv", "the column of fees looks more like the interest"),
        ("before-payout.csv", "is not after disbursed_on"),
        ("misprint-payment.csv", 'row 7, the parts are not the payment (10186.71 instead of 10168.71)'),
    ],
)  # fmt: skip
def test_own_add_refuses_what_does_not_prove_itself_and_names_the_columns(alone: Alone, file: str, told: str) -> None:
    assert told in sentence(alone.run("own", "add", alone.file({**LOAN, "table_file": str(CORPUS / file)})))
    assert alone.json("own", "list") == {"loans": []}


def test_own_add_keeps_contradictions_after_a_yes_and_prepayments_as_prepayments(alone: Alone) -> None:
    odd = {**LOAN, "table_file": str(CORPUS / "misprint-payment.csv"), "keep_contradictions": True}
    swapped = {**odd, "table_file": str(CORPUS / "swapped-2-3.csv")}
    early = {**LOAN, "table_file": str(CORPUS / "prepayment-row.csv")}
    sentence(alone.run("own", "add", alone.file(swapped)))
    assert "table_file" in sentence(alone.run("own", "add", alone.file({**LOAN, "keep_contradictions": True})))
    sentence(alone.run("own", "add", alone.file({**odd, "keep_contradictions": "yes"})))
    ids = alone.json("own", "add", alone.file([odd, early]))["ids"]
    kept = {loan["id"]: loan for loan in alone.json("own", "list")["loans"]}
    assert kept[ids[0]]["rows"][5]["payment"] == "10186.71"
    prepaid = kept[ids[1]]
    assert prepaid["prepayments"] == [{"on": "2026-05-08", "amount": "30000.00", "effect": "lower_installment"}]
    assert prepaid["rows"][4]["prepaid"] == "30000.00"
    audited = alone.json(
        "audit",
        alone.file(
            {
                "terms": {
                    key: prepaid[key]
                    for key in ("principal", "annual_rate", "number_of_installments", "disbursed_on", "prepayments")
                },
                "rows": prepaid["rows"],
            },
            "audit.json",
        ),
    )
    assert audited["arithmetic_errors"] == [], json.dumps(audited)
