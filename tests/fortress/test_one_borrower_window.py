"""Fortress (c) and 2 at the real window: a second person, a folder of their own, what waits for a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.people.folders import make_folder, people_at
from borrower_app.application.running.state import Phase
from borrower_app.application.window.folder_choice import FolderChoice
from borrower_app.contract.snapshot import OutboxState
from borrower_app.settings import Settings, load
from tests.fortress.test_one_borrower import (
    becomes_nameless,
    first_was_here,
    state_of,
    still_the_first_ones,
)
from tests.support.bank import FIRST, SECOND, Bank
from tests.support.browser import BrowserProgram
from tests.support.command_line import CommandLine
from tests.support.window_buttons import User
from tests.support.window_desk import SIGN_IN, Desk, opened

pytestmark = pytest.mark.qt_log_ignore("does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True)

BROWSER = "用浏览器登录"
NAME = "小禾"
MINE = "是我的，提交"


@pytest.fixture
def line(bank: Bank, tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, bank.origin)


def signs_in(desk: Desk) -> BrowserProgram:
    """With the browser, from wherever a sign-in is offered."""
    program = BrowserProgram()
    desk.router.signing_in.open_trip = program
    if not desk.is_at("F-2"):
        desk.presses(SIGN_IN)
    desk.user.presses(BROWSER)
    desk.until(lambda: desk.state.sign_in.stage not in ("preparing", "waiting"))
    program.join()
    return program


def made(desk: Desk) -> list[Path]:
    """The folder that is opened next."""
    folder = desk.router.people.next_folder
    return [folder] if folder is not None else []


def test_a_second_person_gets_a_folder_of_their_own(line: CommandLine, bank: Bank, qtbot: QtBot) -> None:
    operation = first_was_here(line)
    (line.data / "session").unlink()
    bank.subject = SECOND
    bank.asked.clear()
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        signs_in(desk)
        assert desk.is_at("F-2")
        assert not desk.state.signed_in
        assert "不是同一个人" in desk.words
        assert bank.asked == [], "nothing was asked for or sent in the second person's name"
        assert desk.user.buttons()[0] == "建好并打开", "the first way out"
        assert desk.user.buttons()[-1] == "彻底清除这里的内容…", "the last one"
        desk.user.presses("建好并打开")
        assert "名称" in desk.words
        assert not made(desk), "it wants a name"
        desk.user.types("取个什么名称？", NAME)
        desk.user.presses("建好并打开")
        desk.until(lambda: bool(made(desk)))
        [own] = made(desk)
    assert state_of(line, operation) == "queued"
    still_the_first_ones(line, bank)
    # The window goes on there as with a first start; the first person's folder is as it was.
    with opened(own, qtbot, bank.origin) as desk:
        assert desk.is_in(Phase.FIRST_START)
    assert [person.name for person in people_at(line.data)] == ["", NAME]
    assert load(own).folder_name == NAME


def test_wiping_asks_first(line: CommandLine, bank: Bank, qtbot: QtBot) -> None:
    first_was_here(line)
    bank.subject = SECOND
    (line.data / "session").unlink()
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        signs_in(desk)
        desk.user.presses("彻底清除这里的内容…")
        assert desk.is_at("T-1", "sign-out-all")
        assert "有 1 项改动还没发出" in desk.words
        desk.user.presses("退出并全部清除")
        desk.until(lambda: desk.is_at("F-2"))
        desk.settled()
        before = desk.state.round.finished
        signs_in(desk)
        desk.until(lambda: desk.state.signed_in and desk.state.round.finished > before)
        desk.settled()
    assert line.json("dump")["records"] == bank.books[SECOND].records()
    assert line.json("outbox")["operations"] == []


def test_the_start_asks_whose_loans(tmp_path: Path, qtbot: QtBot) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    assert len(people_at(data)) == 1, "nothing is asked where there is only one"
    place = make_folder(data, f" {NAME}\n\u202e ", Settings())
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o700, 0o700)
    (place.parent / "3").symlink_to(tmp_path)
    choice = FolderChoice(people_at(data), Settings())
    choice.window.show()
    user = User(choice.window, lambda condition: qtbot.waitUntil(condition, timeout=10_000))
    assert user.buttons() == ["最先使用的人", NAME, "关闭软件"]
    user.presses(NAME)
    assert choice.chosen is not None
    assert choice.chosen.folder == place
    assert not choice.window.isVisible()
    choice.window.deleteLater()


def test_what_waits_for_a_word_is_asked_about(line: CommandLine, bank: Bank, qtbot: QtBot) -> None:
    operation = first_was_here(line)
    (line.data / "session").unlink()
    becomes_nameless(bank)
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        before = desk.state.round.finished
        signs_in(desk)
        desk.until(lambda: desk.state.round.finished > before)
        desk.settled()
        assert desk.is_at("M-1"), "asked before anything else"
        assert "是您本人填的" in desk.words
        assert bank.writes() == []
        before = desk.state.round.finished
        desk.user.presses(MINE)
        desk.until(lambda: desk.state.round.finished > before)
        desk.settled()
        records = desk.state.records
        assert records is not None
        states = {one.operation_id: one.state for one in records.snapshot.operations}
        assert states.get(operation, OutboxState.APPLIED) is OutboxState.APPLIED
    assert [subject for subject, _path in bank.writes()] == [FIRST]
