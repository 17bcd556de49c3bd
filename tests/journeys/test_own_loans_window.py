"""A borrower without any lender in the real window: enter, close, go on, compare, back up, bring back, remove."""

from __future__ import annotations

import datetime as dt
import json
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from borrower_app.application.prepared_home import decode_prepared
from borrower_app.application.running.state import Phase
from borrower_app.application.window.router import Router
from borrower_app.application.window_folder import lock_folder, read_early
from borrower_app.lending.schedule import compute_schedule
from borrower_app.presentation.intents import (
    Address,
    BeginFirstStart,
    BeginWith,
    ChooseKeyStorage,
    ChooseLook,
    GoBack,
    LockNow,
    OpenPage,
    OpenWithPassphrase,
    ReadMessage,
    SetPin,
    StartSignIn,
    Unlock,
)
from borrower_app.settings import Options, start_settings
from borrower_app.ui.open_dialog import OnFile, WantedFile
from borrower_app.ui.save_dialog import ChosenPlace, OnPlace, Suggestion
from borrower_app.ui.widgets.choice_box import ChoiceBox
from tests.journeys.test_own_loans_command import Alone
from tests.support.own_loans import HOUSE, house
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, opened

PHRASE = "four calm words here"
W = TypeVar("W", bound=QWidget)


class Answers:
    """A person at the file dialogs: names the next file, or changes their mind."""

    def __init__(self, router: Router) -> None:
        self.file: Path | None = None
        self.names: list[str] = []
        for part in (router.own_loans, router.own_backups):
            part.ask_for_file = self.to_read
            part.ask_for_place = self.to_write

    def to_read(self, _parent: QWidget | None, _wanted: WantedFile, answer: OnFile) -> None:
        answer(self.file)

    def to_write(self, _parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
        self.names.append(suggestion.name)
        answer(ChosenPlace(self.file) if self.file is not None else None)


def find(desk: Desk, kind: type[W], name: str) -> W:
    """The one control with this accessible name."""
    found = [widget for widget in desk.window.page.findChildren(kind) if widget.accessibleName() == name]
    assert len(found) == 1, (name, [widget.accessibleName() for widget in desk.window.page.findChildren(kind)])
    return found[0]


def press(desk: Desk, name: str) -> None:
    """Press a button with the keyboard."""
    button = find(desk, QPushButton, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.settled()


def type_into(desk: Desk, name: str, text: str) -> None:
    """Type into a line as a person does, in place of what stands there."""
    field = find(desk, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


@contextmanager
def own_folder(alone: Alone, qtbot: QtBot) -> Iterator[tuple[Desk, Answers]]:
    """The window on a folder that was made on the command line and knows no lender."""
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        answers = Answers(desk.router)
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        yield desk, answers


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


WORDS = {
    "zh": {
        "lender": "哪家银行或机构",
        "name": "您怎么叫它",
        "principal": "贷款金额",
        "annual_rate": "年利率（%）",
        "number": "一共多少期",
        "paid_out": "放款日",
        "debit_day": "每月几号扣款",
        "notes": "您的备注",
        "save": "保存，看还款计划",
        "mark": "您自己填的",
        "alone": "只有您自己填的贷款，没有连接贷款机构",
        "due": "要还 4,831.98 元",
        "draft": "有一笔贷款填了一半",
        "lender_missing": "请填是哪家银行或机构。",
        "not_signed_in": "您还没有登录",
    },
    "en": {
        "lender": "Which bank or lender",
        "name": "Your name for it",
        "principal": "Amount lent",
        "annual_rate": "Annual rate in per cent",
        "number": "Number of installments",
        "paid_out": "Day the money was paid out",
        "debit_day": "Day of the month of the debit",
        "notes": "Your notes",
        "save": "Save and see the schedule",
        "mark": "Entered by you",
        "alone": "Only loans you entered; no lender is connected",
        "due": "CNY 4,831.98 is due",
        "draft": "A loan you began to enter is not saved yet",
        "lender_missing": "Please write which bank or lender it is.",
        "not_signed_in": "You are not signed in",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_first_start_to_a_schedule_without_any_sign_in(tmp_path: Path, qtbot: QtBot, language: str) -> None:
    folder, words = tmp_path / "data", WORDS[language]
    with opened(folder, qtbot) as desk:
        desk.emit(ChooseLook(language=language))  # type: ignore[arg-type]
        desk.emit(BeginFirstStart())
        desk.until(lambda: desk.state.keyring_usable is not None)
        desk.emit(ChooseKeyStorage("passphrase", PHRASE))
        desk.until(lambda: desk.state.start_step == "pin")
        desk.settled()
        desk.emit(BeginWith("own_loan"))
        assert desk.window.address == Address("S-5", "new")
        type_into(desk, words["name"], "home")
        type_into(desk, words["principal"], "1000000")
        type_into(desk, words["annual_rate"], "4.1")
        notes = find(desk, QPlainTextEdit, words["notes"])
        QTest.keyClicks(notes, "page 1")
        # Closed in the middle of typing, nothing pressed.
    with opened(folder, qtbot) as desk:
        desk.emit(OpenWithPassphrase(PHRASE))
        desk.until(lambda: desk.state.phase is Phase.OPEN and desk.state.records is not None)
        desk.settled()
        assert words["not_signed_in"] in desk.words
        desk.emit(OpenPage(Address("S-5")))
        assert words["draft"] in desk.words
        desk.emit(OpenPage(Address("S-5", "new")))
        assert find(desk, QLineEdit, words["principal"]).text() == "1000000"
        assert find(desk, QPlainTextEdit, words["notes"]).toPlainText() == "page 1"
        press(desk, words["save"])
        assert words["lender_missing"] in desk.words
        assert find(desk, QLineEdit, words["principal"]).text() == "1000000"
        for key, text in (("lender", "City Bank"), ("number", "360"), ("paid_out", "2024-01-20"), ("debit_day", "20")):
            type_into(desk, words[key], text)
        press(desk, words["save"])
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
        for part in (words["mark"], "City Bank", "4,831.98"):
            assert part in desk.words
        desk.emit(OpenPage(Address("H-1")))
        for part in (words["alone"], words["mark"], words["due"]):
            desk.until(lambda part=part: part in desk.words)
        assert words["not_signed_in"] not in desk.words
        desk.emit(OpenPage(Address("S-5", "new")))
        assert find(desk, QLineEdit, words["principal"]).text() == ""
    assert not (folder / "lender").exists()


def test_home_with_own_loans_is_prepared_for_the_next_start(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(OpenPage(Address("S-5")))
        press(desk, "修改「我的房贷」")
        type_into(desk, "您怎么叫它", "another")
        press(desk, "保存，看还款计划")
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
    options = Options(data_dir=alone.data, passphrase_file=alone.phrase)
    with lock_folder(alone.data):
        early = read_early(options, start_settings(options))
        assert early.paint is not None
        kept = decode_prepared(early.paint.home)
        early.paint.close()
    assert kept is not None
    [card] = kept[1].loans
    assert card.name == "another"
    assert card.mark is not None


def bank_table(alone: Alone, name: str = "table.csv", odd: bool = False) -> Path:
    """The bank's own table of the house loan, with a head word nobody knows for the balance."""
    rows = compute_schedule(house().terms).rows
    lines = ["期次,应还款日期,应还本金,应还利息,本息合计,还后结余"]
    for row in rows:
        interest = row.interest + (100 if odd and row.n == 7 else 0)
        payment = row.principal + interest
        amounts = [f"{amount // 100}.{amount % 100:02d}" for amount in (row.principal, interest, payment, row.balance)]
        lines.append(",".join([str(row.n), f"{row.due:%Y/%m/%d}", *amounts]))
    path = alone.folder / name
    path.write_bytes("\n".join([*lines, "合计,,,,,"]).encode("gb18030"))
    return path


def test_the_banks_table_is_understood_put_right_taken_over_and_checked(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    with own_folder(alone, qtbot) as (desk, answers):
        desk.emit(OpenPage(Address("S-6", identifier)))
        press(desk, "选择文件…")
        assert "导入全部" not in desk.words
        answers.file = alone.file({"no": "table"}) and alone.folder / "not-there.csv"
        press(desk, "选择文件…")
        assert "not-there.csv" in desk.words
        answers.file = bank_table(alone, odd=True)
        press(desk, "选择文件…")
        desk.until(lambda: "导入全部 360 行" in desk.words)
        assert "第 362 行不是一期还款，没有导入：合计" in desk.words
        assert "由本软件加减得出的：剩余本金" in desk.words
        box = find(desk, ChoiceBox, "F 列：还后结余")
        assert box.currentData() == ""
        box.setFocus()
        while box.currentData() != "balance":
            QTest.keyClick(box, Qt.Key.Key_Down)
            desk.settled()
            box = find(desk, ChoiceBox, "F 列：还后结余")
        desk.until(lambda: "加减得出" not in desk.words)
        press(desk, "导入全部 360 行")
        desk.until(lambda: desk.window.address == Address("S-3", identifier))
        desk.settled()
        assert "从第 7 期起" in desk.words
        assert "城南银行（您导入的）" in desk.words or "城南银行" in desk.words
        desk.emit(OpenPage(Address("S-6", identifier)))
        press(desk, "改回本软件算的表")
        desk.until(lambda: desk.window.address == Address("S-1", identifier))
        desk.settled()
        assert "本软件算的" in desk.words
    [listed] = alone.json("own", "list")["loans"]
    assert "rows" not in listed


def test_a_backup_is_made_and_brought_back_elsewhere(alone: Alone, tmp_path: Path, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    file = tmp_path / "my.backup"
    with own_folder(alone, qtbot) as (desk, answers):
        desk.emit(OpenPage(Address("S-5")))
        assert "做一份加密备份" in desk.words
        press(desk, "做一份备份")
        assert desk.window.address == Address("T-1", "backup")
        type_into(desk, "备份的口令", "short")
        press(desk, "选择存在哪里…")
        assert "至少要 8 个字符" in desk.words
        type_into(desk, "备份的口令", PHRASE)
        type_into(desk, "再输入一次备份的口令", PHRASE)
        answers.file = file
        press(desk, "选择存在哪里…")
        desk.until(lambda: "备份已写好：my.backup" in desk.words)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        desk.emit(OpenPage(Address("S-5")))
        desk.settled()
        assert "做一份加密备份" not in desk.words
    (tmp_path / "other").mkdir()
    other = Alone(tmp_path / "other")
    other.json("own", "add", other.file({**HOUSE, "id": identifier, "name": "改过的"}))
    with own_folder(other, qtbot) as (desk, answers):
        answers.file = file
        desk.emit(OpenPage(Address("T-1", "restore")))
        type_into(desk, "备份的口令", "not the words")
        press(desk, "选择文件…")
        desk.until(lambda: "口令" in desk.state.own.backup.problem)
        assert desk.state.own.backup.problem in desk.words
        type_into(desk, "备份的口令", PHRASE)
        press(desk, "选择文件…")
        desk.until(lambda: "在这里和在备份里不一样" in desk.words)
        desk.emit(OpenPage(Address("T-1")))
        desk.settled()
        assert other.folder
        desk.emit(OpenPage(Address("T-1", "restore")))
        type_into(desk, "备份的口令", PHRASE)
        press(desk, "选择文件…")
        take = next(
            button for button in desk.window.page.findChildren(QPushButton) if "用备份里的" in button.accessibleName()
        )
        QTest.mouseClick(take, Qt.MouseButton.LeftButton)
        press(desk, "恢复")
        desk.until(lambda: "备份已经恢复" in desk.words)
    assert [loan["name"] for loan in other.json("own", "list")["loans"]] == ["我的房贷"]


def test_with_a_pin_the_backup_asks_for_it_first(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(SetPin("135790"))
        desk.until(lambda: desk.state.pin.kept is not None and desk.state.pin.kept.hash is not None)
        desk.settled()
        desk.state.pin.proved_until = 0.0
        desk.emit(OpenPage(Address("T-1", "backup")))
        assert desk.window.address == Address("F-3", "export")
        desk.emit(GoBack())
        assert desk.window.address == Address("T-1", "backup")
        desk.emit(OpenPage(Address("H-1")))
        desk.emit(OpenPage(Address("T-1", "backup")))
        desk.emit(Unlock("135790"))
        desk.until(lambda: desk.window.address == Address("T-1", "backup"))
        desk.settled()
        assert find(desk, QLineEdit, "备份的口令").isVisible()


def test_a_loan_is_saved_as_a_file_and_removed_after_a_yes(alone: Alone, tmp_path: Path, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    file = tmp_path / "out.json"
    with own_folder(alone, qtbot) as (desk, answers):
        desk.emit(OpenPage(Address("S-5")))
        press(desk, "删除「我的房贷」…")
        assert "要从这台电脑上删除「我的房贷」吗？" in desk.words
        press(desk, "不删，留着")
        answers.file = file
        press(desk, "把「我的房贷」存成文件")
        assert answers.names == [f"{identifier}.json"]
        press(desk, "把「我的房贷」存成文件")
        assert "已经有文件" in desk.words or "out.json" in desk.words
        press(desk, "删除「我的房贷」…")
        press(desk, "是的，删除「我的房贷」")
        desk.until(lambda: "还没有填贷款" in desk.words)
    assert alone.json("own", "list") == {"loans": []}
    assert alone.json("own", "add", str(file))["ids"] == [identifier]
    assert json.loads(file.read_text(encoding="utf-8"))["lender"] == "城南银行"


def test_a_message_is_compared_with_an_own_loan(alone: Alone, qtbot: QtBot) -> None:
    now = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    loan = {**HOUSE, "disbursed_on": (now - dt.timedelta(days=200)).isoformat(), "debit_day": min(now.day, 28)}
    alone.json("own", "add", alone.file(loan))
    [listed] = alone.json("own", "list")["loans"]
    computed = alone.json("schedule", alone.file({key: listed[key] for key in (
        "principal", "annual_rate", "number_of_installments", "disbursed_on", "first_due_on")}))  # fmt: skip
    row = max((row for row in computed["rows"] if row["due"] <= now.isoformat()), key=lambda row: row["due"])
    day = dt.date.fromisoformat(row["due"])
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(OpenPage(Address("D-3")))
        text = f"【城南银行】您尾号5678的卡{day.month}月{day.day}日扣款{row['payment']}元失败：余额不足。"
        desk.emit(ReadMessage(text))
        assert f"第 {row['n']} 期对得上" in desk.words


def test_a_sign_in_later_takes_the_folder_for_that_lender_and_keeps_the_loans(tmp_path: Path, qtbot: QtBot) -> None:
    alone = Alone(tmp_path)
    alone.json("own", "add", alone.file(HOUSE))
    with SandboxProcess("all_well") as sandbox:
        with opened(alone.data, qtbot, sandbox.base_url, alone.phrase) as desk:
            desk.until(lambda: desk.state.records is not None)
            desk.settled()
            desk.until(lambda: "只有您自己填的贷款" in desk.words)
            desk.emit(StartSignIn())
            desk.until(lambda: desk.state.round.finished > 0)
            desk.settled()
            desk.until(lambda: "商业贷款" in desk.words and "我的房贷" in desk.words)
            assert "没有连接贷款机构" not in desk.words
        with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
            desk.until(lambda: desk.state.records is not None and desk.state.round.finished > 0)
            desk.settled()
            assert desk.state.lender is not None
            assert desk.state.lender.origin == sandbox.base_url
            assert "我的房贷" in desk.words


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bomb.xlsx", "bomb", "解开后大得不正常"),
        ("page.csv", b"<html><body>1</body></html>", "不是表格，是网页或文档"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Excel"),
        ("empty.csv", b"", "文件是空的"),
        ("wide.csv", b"," * 5_000, "超过 200 列"),
        ("letter.pdf", b"%PDF-1.7", "不是表格"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    alone: Alone, qtbot: QtBot, name: str, content: bytes | str, told: str
) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    path = alone.folder / name
    if content == "bomb":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", bytes(120 * 1024 * 1024))
    else:
        assert isinstance(content, bytes)
        path.write_bytes(content)
    with own_folder(alone, qtbot) as (desk, answers):
        answers.file = path
        desk.emit(OpenPage(Address("S-6", identifier)))
        press(desk, "选择文件…")
        assert told in desk.words
        assert name in desk.words
        assert "导入全部" not in desk.words
        answers.file = bank_table(alone)
        press(desk, "换一个文件…")
        desk.until(lambda: "导入全部 360 行" in desk.words)


def test_a_table_stays_with_the_loan_when_its_terms_are_changed(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file({**HOUSE, "table_file": bank_table(alone).name}))
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(OpenPage(Address("S-5")))
        assert "您从文件导入的" in desk.words
        press(desk, "修改「我的房贷」")
        type_into(desk, "年利率（%）", "3.95")
        press(desk, "保存，看还款计划")
        desk.until(lambda: desk.window.address.code == "S-1")
        desk.settled()
        assert "有一处不一致" in desk.words
    [listed] = alone.json("own", "list")["loans"]
    assert len(listed["rows"]) == 360
    assert listed["annual_rate"] == "3.95"


def test_a_draft_of_a_change_can_be_thrown_away(alone: Alone, qtbot: QtBot) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(OpenPage(Address("S-5", f"edit:{identifier}")))
        type_into(desk, "您怎么叫它", "half typed")
        desk.emit(OpenPage(Address("S-5")))
        desk.settled()
        desk.emit(OpenPage(Address("S-5", f"edit:{identifier}")))
        assert find(desk, QLineEdit, "您怎么叫它").text() == "half typed"
        desk.emit(ChooseLook(theme="dark"))
        assert find(desk, QLineEdit, "您怎么叫它").text() == "half typed"
        press(desk, "不要这份草稿了")
        assert desk.window.address == Address("S-5")
        desk.emit(OpenPage(Address("S-5", f"edit:{identifier}")))
        assert find(desk, QLineEdit, "您怎么叫它").text() == "我的房贷"
    assert alone.json("own", "list")["loans"][0]["name"] == "我的房贷"


def test_the_lock_hides_own_loans_too(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    with own_folder(alone, qtbot) as (desk, _answers):
        desk.emit(SetPin("135790"))
        desk.until(lambda: desk.state.pin.kept is not None and desk.state.pin.kept.hash is not None)
        desk.settled()
        desk.emit(LockNow())
        for address in (Address("S-5"), Address("S-1"), Address("H-1"), Address("T-1", "backup")):
            desk.window.open(address)
            assert "我的房贷" not in desk.words
            assert "备份的口令" not in desk.words


def test_a_backup_never_replaces_a_file_and_other_files_are_no_backup(alone: Alone, qtbot: QtBot) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    taken = alone.folder / "taken.backup"
    taken.write_bytes(b"precious")
    with own_folder(alone, qtbot) as (desk, answers):
        answers.file = taken
        desk.emit(OpenPage(Address("T-1", "backup")))
        type_into(desk, "备份的口令", PHRASE)
        type_into(desk, "再输入一次备份的口令", PHRASE)
        press(desk, "选择存在哪里…")
        desk.until(lambda: "taken.backup" in desk.state.own.backup.problem)
        assert taken.read_bytes() == b"precious"
        desk.emit(OpenPage(Address("T-1", "restore")))
        press(desk, "选择文件…")
        assert "请先输入口令" in desk.words
        type_into(desk, "备份的口令", PHRASE)
        press(desk, "选择文件…")
        desk.until(lambda: "不是本软件的备份" in desk.words)


def test_two_loans_come_in_the_order_of_their_days(alone: Alone, qtbot: QtBot) -> None:
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    soon, later = today + dt.timedelta(days=3), today + dt.timedelta(days=9)
    for name, day in (("later", later), ("soon", soon)):
        due = {"disbursed_on": (day - dt.timedelta(days=31)).isoformat(), "first_due_on": day.isoformat()}
        alone.json("own", "add", alone.file({**HOUSE, **due, "name": name, "debit_day": day.day}))
    with own_folder(alone, qtbot) as (desk, _answers):
        words = desk.words
        assert words.index("扣soon（第 1 期") < words.index("扣later（第 1 期")
        assert words.count("您自己填的") >= 4
