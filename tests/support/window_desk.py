"""The app's window as `run_window` makes it, with what stands behind it, and the ways that a person takes in it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from borrower_app.application.lanes.lane import Lane
from borrower_app.application.run_window import first_window, run_behind
from borrower_app.application.running.state import Phase
from borrower_app.application.window.router import Router
from borrower_app.application.window_folder import lock_folder, read_early
from borrower_app.presentation.intents import Address
from borrower_app.settings import Options, start_settings
from borrower_app.ui.window import Window
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_buttons import User

PATIENCE = 30_000
Lang = Literal["zh", "en"]


class Both(NamedTuple):
    """The same words in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


HOME, SCHEDULE, DEBITS = Both("首页", "Home"), Both("还款计划", "Schedule"), Both("扣款记录", "Debits")
CARDS, DETAILS = Both("还款卡与授权", "Cards and mandates"), Both("我的资料", "My details")
MESSAGES, SETTINGS = Both("消息", "Messages"), Both("设置", "Settings")
GO_ON = Both("继续", "Go on")
PHONE = Both("用手机扫码登录", "Scan with your phone")
SIGN_IN = Both("登录", "Sign in")
TO_HOME = Both("去首页", "Go to Home")
BACK = Both("返回", "Back")
CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}\b")
LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}


class Waiter(Protocol):
    """As much of pytest-qt's bot as a desk needs."""

    def waitUntil(self, callback: Callable[[], bool], *, timeout: int) -> None:
        """Let the window live until the condition holds."""


class Desk:
    """An open window, the person before it and what stands behind it."""

    def __init__(self, window: Window, router: Router, waiter: Waiter) -> None:
        self.window = window
        self.router = router
        self.state = router.app.state
        self.user = User(window, self.until)
        self._waiter = waiter

    def until(self, condition: Callable[[], bool]) -> None:
        self._waiter.waitUntil(condition, timeout=PATIENCE)

    def settled(self) -> None:
        self.until(lambda: not self.router.app.background.is_busy)

    def is_in(self, phase: Phase) -> bool:
        return self.state.phase is phase

    def is_at(self, code: str, subject: str = "") -> bool:
        return self.window.address == Address(code, subject)

    def goes(self, place: Both) -> None:
        """To a place of the rail."""
        self.user.goes_to(self.says(place))

    def presses(self, words: Both) -> None:
        """A button of the page in the language of the window."""
        self.user.presses(self.says(words))

    def says(self, words: Both) -> str:
        """Words in the language of the window."""
        return words.in_language(self.window.look.language.code)

    @property
    def words(self) -> str:
        return self.user.words


@contextmanager
def opened(folder: Path, waiter: Waiter, base_url: str | None = None, passphrase: Path | None = None) -> Iterator[Desk]:
    """The window as `run_window` makes it, without its own event loop."""
    threads = threading.active_count()
    options = Options(data_dir=folder, base_url=base_url, passphrase_file=passphrase)
    settings = start_settings(options)
    with lock_folder(folder):
        lane = Lane("store")
        early = lane.submit(lambda: read_early(options, settings))
        window = first_window(settings, early)
        window.show()
        router = run_behind(window, options, settings, lane, early)
        desk = Desk(window, router, waiter)
        try:
            desk.until(lambda: router.app.state.phase is not Phase.STARTING)
            yield desk
        finally:
            router.close()
            window.deleteLater()
    assert threading.active_count() == threads


def signed_in_line(folder: Path, sandbox: SandboxProcess) -> CommandLine:
    folder.mkdir(exist_ok=True)
    line = CommandLine(folder, sandbox.base_url)
    line.sign_in_and_sync()
    return line


def fetched(desk: Desk) -> None:
    """The records are there and the round after the start is over."""
    desk.until(lambda: desk.state.records is not None and desk.state.round.finished > 0)
    desk.settled()


def choose_language(desk: Desk, language: Lang) -> None:
    """On the welcome of first start by its button; later in the settings, and back to the page one came from."""
    if desk.window.look.language.code == language:
        return
    if desk.is_in(Phase.FIRST_START):
        desk.user.presses(LANGUAGES[language])
    else:
        to_settings(desk)
        desk.user.presses(LANGUAGES[language])
        desk.user.goes_back()
    desk.settled()


def to_settings(desk: Desk) -> None:
    desk.goes(SETTINGS)
    assert desk.is_at("T-1")


def begin_first_start(desk: Desk) -> None:
    """From the welcome to the question how the key is kept, once this computer's key store was tried."""
    desk.presses(GO_ON)
    desk.until(lambda: desk.state.keyring_usable is not None)


def keep_nothing(desk: Desk) -> None:
    """First start: nothing stays on this computer."""
    desk.presses(Both("本机什么都不留", "Keep nothing on this computer"))
    desk.until(lambda: desk.state.start_step == "pin")
    desk.settled()


def keep_behind_passphrase(desk: Desk, phrase: str) -> None:
    """First start: the key to the data is kept behind a passphrase."""
    desk.user.types(desk.says(Both("口令", "Passphrase")), phrase)
    desk.user.types(desk.says(Both("再输一次", "The same once more")), phrase)
    desk.presses(Both("用这个口令保管", "Keep it behind this passphrase"))
    desk.until(lambda: desk.state.start_step == "pin")
    desk.settled()


def put_off_pin(desk: Desk) -> None:
    """First start without a PIN."""
    desk.presses(Both("以后再设 PIN", "Set a PIN later"))
    desk.until(lambda: desk.state.start_step == "choose")


def to_the_question(desk: Desk) -> None:
    """First start from the welcome to the question what to do first; nothing is kept, no PIN."""
    begin_first_start(desk)
    keep_nothing(desk)
    put_off_pin(desk)


def connect(desk: Desk) -> None:
    """First start: on to the sign-in."""
    [connects] = [words for words in desk.user.buttons() if words.startswith(desk.says(Both("连接", "Connect to ")))]
    desk.user.presses(connects)
    assert desk.state.start_step == "sign_in"


def sign_in_by_phone(desk: Desk) -> None:
    """Where both ways are offered: with a phone that says yes at once; then everything is fetched."""
    before = desk.state.round.finished
    desk.presses(PHONE)
    desk.until(lambda: desk.state.signed_in and desk.state.round.finished > before)
    desk.settled()


def open_with(desk: Desk, phrase: str) -> None:
    """The passphrase at a start."""
    desk.user.types(desk.says(Both("口令", "Passphrase")), phrase)
    desk.presses(Both("打开", "Open"))


def set_pin(desk: Desk, pin: str, current: str = "") -> str:
    """In the settings: a first PIN, or another one in place of the `current` one; afterwards one is in the settings."""
    to_settings(desk)
    desk.presses(Both("更换 PIN", "Change the PIN") if current else Both("设置 PIN", "Set a PIN"))
    if current:
        desk.user.types(desk.says(Both("现在的 PIN", "The PIN so far")), current)
    return enter_new_pin(desk, pin)


def type_new_pin(desk: Desk, pin: str) -> None:
    """The form for a new PIN, filled in."""
    desk.user.types(desk.says(Both("新 PIN", "New PIN")), pin)
    desk.user.types(desk.says(Both("再输一次新 PIN", "The new PIN once more")), pin)
    desk.presses(Both("就用这个 PIN", "Set this PIN"))


def code_on_paper(desk: Desk) -> str:
    """The recovery code as it is shown, once; it is asked back next."""
    desk.until(lambda: bool(CODE.search(desk.words)))
    found = CODE.search(desk.words)
    assert found is not None
    desk.presses(Both("我抄好了", "I have written it down"))
    assert found[0] not in desk.words
    return found[0]


def give_code_back(desk: Desk, code: str) -> None:
    """The code from the paper; the PIN holds from then on."""
    desk.user.types(desk.says(Both("恢复码", "Recovery code")), code)
    desk.presses(Both("恢复码已收好，启用 PIN", "The code is safe, set the PIN"))


def enter_new_pin(desk: Desk, pin: str) -> str:
    """The form for a new PIN, its recovery code and that back; it leads back to where one came from. The code."""
    type_new_pin(desk, pin)
    code = "" if desk.router.app.folder is None else code_on_paper(desk)
    if code:
        give_code_back(desk, code)
    desk.until(lambda: desk.window.address.code != "F-3")
    desk.until(lambda: desk.state.pin.is_set)
    desk.settled()
    return code


def lock_now(desk: Desk) -> None:
    to_settings(desk)
    desk.presses(Both("现在锁定", "Lock now"))
    assert desk.is_in(Phase.LOCKED)
    assert desk.is_at("F-3")


def try_every_key(desk: Desk) -> None:
    """Behind the lock: every key that leads somewhere when the window is open. None of them does."""
    for number in range(1, 10):
        desk.user.jumps_to(number)
    desk.user.goes_back()
    desk.user.asks_for_news()
    assert desk.is_in(Phase.LOCKED)
    assert desk.is_at("F-3")


def give_pin(desk: Desk, pin: str) -> None:
    """Type a PIN where it is asked for, whether it is the right one or not."""
    desk.user.types("PIN", pin)
    desk.presses(Both("解锁", "Unlock"))
    desk.settled()


def unlock(desk: Desk, pin: str) -> None:
    give_pin(desk, pin)
    desk.until(lambda: desk.is_in(Phase.OPEN))
    desk.until(lambda: desk.state.records is not None)
    desk.settled()


def to_sign_out(desk: Desk) -> None:
    """Settings, sign out: the question is asked."""
    to_settings(desk)
    desk.presses(Both("退出登录…", "Sign out …"))
    assert desk.is_at("T-1", "sign-out")


def sign_out(desk: Desk, *, own_data: bool = False) -> None:
    """Settings, sign out, the question and its answer; with `own_data` the second question, too."""
    to_sign_out(desk)
    if own_data:
        desk.presses(Both("我自己写的也清除…", "Wipe my own data, too …"))
        assert desk.says(Both("谁也找不回来", "Nobody can bring them back")) in desk.words
        desk.presses(Both("退出并全部清除", "Yes, sign out and wipe everything"))
    else:
        assert desk.says(Both("会保留", "Kept here")) in desk.words
        desk.presses(Both("确定退出并清除", "Yes, sign out and wipe"))
    desk.until(lambda: not desk.state.signed_in and desk.is_at("F-2"))
    desk.settled()
