"""Where nothing is kept: the app never closes over a change that is not sent without asking; and where a folder keeps
everything, it closes at once and stands again where it was left."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from borrower_app import settings
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    Both,
    fetched,
    opened,
    signed_in_line,
    to_the_question,
)

STAY, LOSE = Both("回到软件", "Go back to the app"), Both("关闭，不要了", "Close and lose it")


def test_closing_with_a_loan_that_stands_only_here_asks_first(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path, qtbot) as desk:
        to_the_question(desk)
        desk.presses(Both("填一笔贷款", "Enter a loan"))
        desk.user.types(desk.says(Both("您怎么叫它", "Your name for it")), "车贷")
        desk.until(lambda: bool(desk.state.own.drafts))
        desk.window.close()
        assert desk.is_at("F-8")
        assert desk.window.isVisible()
        desk.user.sees("您开始录入的贷款表单只在这里")
        desk.presses(STAY)
        assert desk.is_at("S-5", "new")
        desk.window.close()
        desk.presses(LOSE)
        desk.until(lambda: not desk.window.isVisible())


def test_a_folder_that_keeps_everything_asks_nothing_and_keeps_the_windows_place(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path, sandbox)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            fetched(desk)
            desk.window.resize(777, 555)
            desk.window.close()
            desk.until(lambda: not desk.window.isVisible())
        assert settings.load(line.data).window_place
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            assert (desk.window.width(), desk.window.height()) == (777, 555)
