"""A failed debit in the real window over the real sandbox: understood, traced, asked about, wished for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from borrower_app.presentation.intents import Address, ChooseLook, OpenPage, SyncNow
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.ui.widgets.marked_text import MarkedLabel
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, opened


def signed_in(folder: Path, sandbox: SandboxProcess) -> CommandLine:
    folder.mkdir(exist_ok=True)
    line = CommandLine(folder, sandbox.base_url)
    line.sign_in_and_sync()
    return line


def ready(desk: Desk) -> None:
    desk.until(lambda: desk.state.records is not None and desk.state.round.finished > 0)
    desk.settled()


def press(desk: Desk, qtbot: QtBot, words: str) -> None:
    """Click the button that says this."""
    button = next(
        button
        for button in desk.window.page.findChildren(QAbstractButton)
        if words in str(getattr(button, "words", button.text())) and button.isVisible()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def follow(desk: Desk, qtbot: QtBot, words: str) -> None:
    """Follow the link inside a sentence that holds these words, by keyboard."""
    label = next(
        label
        for label in desk.window.page.findChildren(MarkedLabel)
        if words in label.text() and label.focusPolicy() == Qt.FocusPolicy.StrongFocus
    )
    label.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(label, Qt.Key.Key_Return)


def open_the_failed_debit(desk: Desk) -> str:
    records = desk.state.records
    assert records is not None
    attempt = urgent_attempts(records.reading(desk.window.look.language))[0]
    desk.emit(OpenPage(Address("D-2", attempt.id)))
    return attempt.id


def test_evidence_opens_the_record_it_rests_on_and_back_leads_to_the_debit(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = signed_in(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            ready(desk)
            attempt = open_the_failed_debit(desk)
            for words, shown in (("代码 54", "答复原样"), ("卡的有效期到", "扣款那天的卡"), ("宽限期", "如果晚还")):
                follow(desk, qtbot, words)
                assert desk.window.address.code == "E-1"
                assert shown in desk.words
                assert "只能看，不能改" in desk.words
                press(desk, qtbot, "返回")
                assert desk.window.address == Address("D-2", attempt)


def test_how_to_ask_opens_from_home_and_from_the_checks(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            ready(desk)
            assert desk.window.address.code == "H-1"
            press(desk, qtbot, "看全部检查")
            assert desk.window.address.code == "H-2"
            assert "没有告知的，可以问" in desk.words
            press(desk, qtbot, "可以这样问")
            assert desk.window.address.code == "E-2"
            assert "您好，请问" in desk.words
            assert "验证码" in desk.words
            press(desk, qtbot, "返回")
            press(desk, qtbot, "返回")
            assert desk.window.address.code == "H-1"


def test_home_fits_the_first_screen(tmp_path: Path, qtbot: QtBot) -> None:
    for story in ("insufficient_funds", "all_well", "overdue_40_days", "checks_warn"):
        with SandboxProcess(story) as sandbox:
            line = signed_in(tmp_path / story, sandbox)
            with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
                ready(desk)
                desk.window.resize(1180, 760)
                area = desk.window.area
                desk.until(lambda area=area: area.widget().height() > 0)
                assert area.verticalScrollBar().maximum() == 0, story


def test_a_waiver_is_saved_sent_and_told_and_not_offered_twice(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("channel_down") as sandbox:
        line = signed_in(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            ready(desk)
            open_the_failed_debit(desk)
            assert "也还没有免" in desk.words
            press(desk, qtbot, "请示例银行免收罚息")
            desk.until(lambda: [effect["operation"] for effect in sandbox.ledger()] == ["penalty_waiver_request"])
            desk.settled()
            desk.until(lambda: "申请减免罚息" in desk.words)
            assert "请示例银行免收罚息" not in desk.words
            desk.emit(SyncNow())
            desk.settled()
            desk.until(lambda: "申请减免罚息" in desk.words)
            desk.emit(ChooseLook(language="en"))
            desk.settled()
            assert "Ask 示例银行 to waive penalty interest" not in desk.words
        assert [effect["operation"] for effect in sandbox.ledger()] == ["penalty_waiver_request"]


def test_a_review_wished_for_offline_is_kept_and_sent_later(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("debited_not_posted") as sandbox:
        line = signed_in(tmp_path / "a", sandbox)
        sandbox.kill()
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            ready(desk)
            open_the_failed_debit(desk)
            press(desk, qtbot, "请示例银行复核这笔扣款")
            desk.settled()
            desk.until(lambda: "1 项修改还没有发出" in desk.words)
            assert "请示例银行复核这笔扣款" not in desk.words
    waiting = line.json("outbox")["operations"]
    assert [(entry["operation"], entry["state"]) for entry in waiting] in (
        [("review_request", "queued")],
        [("review_request", "unknown")],
    )
