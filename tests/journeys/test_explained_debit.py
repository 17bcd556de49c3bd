"""A failed debit in the real window over the real sandbox: understood, traced, asked about, wished for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, choose_language, fetched, opened, signed_in_line


def open_the_failed_debit(desk: Desk) -> str:
    """From Home, where it stands first; its id."""
    fetched(desk)
    desk.user.presses("看详情")
    assert desk.window.address.code == "D-2"
    return desk.window.address.subject


def test_evidence_opens_the_record_it_rests_on_and_back_leads_to_the_debit(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("card_expired") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            attempt = open_the_failed_debit(desk)
            # The story grants one day where it starts near midnight.
            grace = next(words for words in ("宽限期 0 天", "宽限期 1 天") if words in desk.words)
            for words, shown in (
                ("代码 54", "答复原样"),
                ("卡的有效期到", "扣款那天的卡"),
                (grace, "如果晚还"),
            ):
                for by_mouse in (True, False):
                    if by_mouse:
                        desk.user.follows(words)
                    else:
                        desk.user.tabs_to_link(words)
                        desk.user.key(Qt.Key.Key_Return)
                    assert desk.window.address.code == "E-1"
                    assert shown in desk.words
                    assert "只能看，不能改" in desk.words
                    desk.user.presses("返回")
                    assert desk.is_at("D-2", attempt)


def test_how_to_ask_opens_from_home_and_from_the_checks(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            assert desk.window.address.code == "H-1"
            desk.user.presses("看全部检查")
            assert desk.window.address.code == "H-2"
            assert "还不知道的，可以问" in desk.words
            desk.user.presses("可以这样问", beside="这张卡是几类户")
            assert desk.window.address.code == "E-2"
            assert "您好，请问" in desk.words
            assert "验证码" in desk.words
            desk.user.presses("返回")
            assert desk.window.address.code == "H-2"
            desk.user.presses("返回")
            assert desk.window.address.code == "H-1"


def _is_laid_out(desk: Desk) -> bool:
    return desk.window.page.height() > 0


def test_home_fits_the_first_screen(tmp_path: Path, qtbot: QtBot) -> None:
    for story in ("insufficient_funds", "all_well", "overdue_40_days", "checks_warn"):
        with SandboxProcess(story) as sandbox:
            line = signed_in_line(tmp_path / story, sandbox)
            with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
                fetched(desk)
                desk.window.resize(1180, 760)
                desk.until(partial(_is_laid_out, desk))
                assert desk.window.area.verticalScrollBar().maximum() == 0, story


def test_a_waiver_is_saved_sent_and_told_and_not_offered_twice(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("channel_down") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            open_the_failed_debit(desk)
            assert "也还没有免" in desk.words
            desk.user.presses("请示例银行免收罚息")
            desk.until(lambda: [effect["operation"] for effect in sandbox.ledger()] == ["penalty_waiver_request"])
            desk.settled()
            desk.until(lambda: "申请减免罚息" in desk.words)
            assert "请示例银行免收罚息" not in desk.words
            desk.user.asks_for_news()
            desk.settled()
            desk.until(lambda: "申请减免罚息" in desk.words)
            choose_language(desk, "en")
            assert "Ask 示例银行 to waive penalty interest" not in desk.words
        assert [effect["operation"] for effect in sandbox.ledger()] == ["penalty_waiver_request"]


def test_a_review_wished_for_offline_is_kept_and_sent_later(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("debited_not_posted") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        sandbox.kill()
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            open_the_failed_debit(desk)
            desk.user.presses("请示例银行复核这笔扣款")
            desk.settled()
            desk.until(lambda: "1 项修改还没有发出" in desk.words)
            assert "请示例银行复核这笔扣款" not in desk.words
    waiting = line.json("outbox")["operations"]
    assert [(entry["operation"], entry["state"]) for entry in waiting] in (
        [("review_request", "queued")],
        [("review_request", "unknown")],
    )
