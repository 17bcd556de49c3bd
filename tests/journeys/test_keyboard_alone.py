"""By keyboard alone, from the first start to an export: no mouse event is ever sent to the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from borrower_app.ui.save_dialog import ChosenPlace
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_buttons import User
from tests.support.window_desk import Desk, opened

NUMBER = "9999020000000002"
MOST_ANSWERS = 9


class Typist:
    """A person with a keyboard."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.user: User = desk.user

    def presses(self, name: str) -> None:
        """Tab to a control whose name has these words in it, then Enter."""
        self._desk.until(lambda: self.user.can_press(name) or bool(self._with(name)))
        self.user.tabs_until(lambda: name in self.user.focused, name)
        self.user.key(Qt.Key.Key_Return)

    def chooses(self, name: str) -> None:
        """Tab to the answers of a question, then the arrow keys to one of them."""
        question = name.partition(": ")[0]
        self.user.tabs_until(lambda: self.user.focused.startswith(f"{question}: "), question)
        self.user.key(Qt.Key.Key_Space)
        for _answer in range(MOST_ANSWERS):
            if self.user.focused == name:
                break
            self.user.key(Qt.Key.Key_Down)
        assert self.user.chosen(question) == name

    def types(self, field: str, text: str) -> None:
        """Into the field that has the focus already: the page began in it."""
        self.user._wait(lambda: self.begins_in == field, lambda: f"the page begins in {self.begins_in!r}")
        for character in text:
            self.user.key(Qt.Key(ord(character)))

    @property
    def begins_in(self) -> str:
        """The name of what has the window's focus, whether or not the window is in front just now."""
        focused = self._desk.window.focusWidget()
        return focused.accessibleName() if focused is not None else ""

    def _with(self, name: str) -> list[str]:
        return [words for words in self.user.words.splitlines() if name in words]


def _first_start(typist: Typist, desk: Desk) -> None:
    typist.presses("继续")
    desk.until(lambda: desk.state.keyring_usable is not None)
    typist.presses("本机什么都不留")
    desk.until(lambda: desk.state.start_step == "pin")
    desk.settled()
    assert typist.begins_in == "新 PIN"
    typist.presses("以后再设 PIN")
    desk.until(lambda: desk.state.start_step == "choose")
    typist.presses("连接")
    typist.presses("用手机扫码登录")
    desk.until(lambda: desk.state.signed_in and desk.state.round.finished > 0)
    desk.settled()
    typist.presses("去首页")
    desk.until(lambda: desk.is_at("H-1"))


def _change_the_card(typist: Typist, desk: Desk, sandbox: SandboxProcess) -> None:
    user = typist.user
    user.jumps_to(4)
    assert desk.is_at("C-1")
    typist.presses("换一张还款卡")
    assert desk.window.address.code == "C-2"
    for words in ("换一张还款卡", "继续"):
        typist.presses(words)
    desk.until(lambda: bool(user.fields_named("卡号")) or user.can_press("再登录一次"))
    if user.can_press("再登录一次"):
        typist.presses("再登录一次")
        typist.presses("用手机扫码登录")
    typist.types("卡号", NUMBER)
    user.key(Qt.Key.Key_Return)
    user.sees("招商银行 •••• 0002")
    typist.presses("是，继续")
    desk.until(lambda: "还没还的钱" in user.words)
    typist.chooses("还没还的钱: 不用，我自己另外还")
    typist.presses("继续")
    typist.presses("提交，收验证码")
    user.sees("填验证码")
    [code] = sandbox.verification_codes().values()
    typist.types("验证码", code)
    user.key(Qt.Key.Key_Return)
    user.sees("给这张卡签扣款授权")
    assert [effect["operation"] for effect in sandbox.ledger()] == ["replace_instrument"]


def test_first_start_failed_debit_card_change_and_export_without_a_mouse(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "mine.csv"
    with SandboxProcess("card_expired") as sandbox, opened(tmp_path / "data", qtbot, sandbox.base_url) as desk:
        typist = Typist(desk)
        user = typist.user
        _first_start(typist, desk)

        user.jumps_to(3)
        user.tabs_until(lambda: "扣款失败" in user.focused or "没扣成" in user.focused, "a failed debit")
        row = user.focused
        user.key(Qt.Key.Key_Return)
        assert desk.window.address.code == "D-2"
        typist.presses("复制 ")
        copied = QGuiApplication.clipboard().text()
        assert copied in user.words
        user.sees(f"已复制：{copied}")
        user.goes_back()
        # Back to the very row one came from.
        assert typist.begins_in == row

        _change_the_card(typist, desk, sandbox)

        user.jumps_to(2)
        assert desk.is_at("S-1")
        typist.presses("导出")
        assert desk.window.address.code == "S-7"
        desk.router.exporting.ask_for_place = lambda _parent, _wish, answer: answer(ChosenPlace(file))
        typist.presses("存成 CSV")
        desk.until(file.exists)
        desk.settled()
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")

        # Nothing is kept and nothing waits: closing by key asks nothing.
        user.key(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        if desk.is_at("F-8"):
            typist.presses("关闭，不要了")
        desk.until(lambda: not desk.window.isVisible())
