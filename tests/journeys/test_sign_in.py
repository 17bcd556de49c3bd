"""Signing in from the real window over real providers; a program takes the browser's place, over real HTTP."""

from __future__ import annotations

import datetime as dt
import socket
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.running.state import Phase
from borrower_app.lender.browser_trip import BrowserTrip
from borrower_app.presentation.intents import Address, ChooseSignIn, StartSignIn
from tests.support.browser import BrowserProgram, Page
from tests.support.command_line import CommandLine
from tests.support.openid_provider import OpenIdProvider
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    CARDS,
    HOME,
    SCHEDULE,
    SIGN_IN,
    TO_HOME,
    Both,
    Desk,
    Lang,
    choose_language,
    connect,
    fetched,
    lock_now,
    opened,
    set_pin,
    to_the_question,
    unlock,
)

PIN = "135790"
GUIDE = Address("C-2", "loan-commercial")

WORDS: dict[str, dict[Lang, str]] = {
    "browser": {"zh": "用浏览器登录", "en": "Sign in with the browser"},
    "something else": {"zh": "先做别的", "en": "Begin with something else"},
    "phone": {"zh": "用手机扫码登录", "en": "Scan with your phone"},
    "in browser": {"zh": "请到浏览器里继续", "en": "Go on in the browser"},
    "cancel": {"zh": "取消", "en": "Cancel"},
    "again": {"zh": "再打开一次网页", "en": "Open the page again"},
    "phone instead": {"zh": "改用手机扫码登录", "en": "Scan with your phone instead"},
    "browser instead": {"zh": "改用浏览器登录", "en": "Sign in with the browser instead"},
    "declined": {"zh": "浏览器里没有同意登录", "en": "declined in the browser"},
    "ended": {"zh": "时间到了", "en": "The time is over"},
    "failed": {"zh": "这次没有登录成功", "en": "did not work this time"},
    "once more": {"zh": "这项修改要先确认是您本人", "en": "needs proof that it is you"},
    "not enough": {"zh": "卡里余额不足", "en": "not enough money on the card"},
    "fetched": {"zh": "回到首页", "en": "Go to Home"},
}


def said(name: str, language: Lang) -> str:
    return WORDS[name][language]


@contextmanager
def with_browser(desk: Desk, program: BrowserProgram | None = None) -> Iterator[BrowserProgram]:
    """The test's program opens what the app wants to be opened."""
    program = program or BrowserProgram()
    desk.router.signing_in.open_trip = program
    yield program
    program.join()


class WaitingProgram(BrowserProgram):
    """A browser in which nobody has done anything yet."""

    def __call__(self, trip: BrowserTrip) -> bool:
        self.addresses.append(trip.address)
        self.trips.append(trip)
        return True

    def act(self, button: str = "approve") -> Page:
        """The person does it now; the last page."""
        page = self.browser.sign_in(self.trips[-1].page(), button)
        self.pages.append(page)
        return page


def redirect_of(address: str) -> urllib.parse.SplitResult:
    members = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    return urllib.parse.urlsplit(members["redirect_uri"][0])


def listens(address: str) -> bool:
    place = redirect_of(address)
    try:
        socket.create_connection((place.hostname or "", place.port or 0), timeout=30).close()
    except ConnectionRefusedError:
        return False
    return True


def to_sign_in_step(desk: Desk, language: Lang = "zh") -> None:
    """First start up to the fourth step; nothing is kept."""
    choose_language(desk, language)
    to_the_question(desk)
    connect(desk)


def to_home_without_records(desk: Desk) -> None:
    """First start at this lender ends like this: it lets people sign in, and has no records."""
    desk.until(lambda: desk.state.start_step == "fetch")
    desk.presses(Both("先去首页", "Go to Home without them"))
    assert desk.is_in(Phase.OPEN)


def to_home_without_sign_in(desk: Desk) -> None:
    """From the sign-in of first start: something else first, a loan entered by hand, and away from it."""
    desk.presses(Both("先做别的", "Begin with something else"))
    desk.presses(Both("填一笔贷款", "Enter a loan"))
    desk.goes(HOME)
    assert desk.is_in(Phase.OPEN)


def to_fresh_sign_in(desk: Desk) -> None:
    """In the middle of changing the card, where the person has to be proved: F-2, about that change."""
    desk.goes(CARDS)
    desk.presses(Both("换一张还款卡", "Change the card"))
    assert desk.window.address == GUIDE
    desk.presses(Both("换一张还款卡", "Change the card"))
    desk.presses(Both("继续", "Go on"))
    desk.presses(Both("再登录一次", "Sign in once more"))
    assert desk.is_at("F-2")


@contextmanager
def signed_in_desk(folder: Path, qtbot: QtBot, sandbox: SandboxProcess, language: Lang = "zh") -> Iterator[Desk]:
    """An open window of a person who has signed in with a phone before."""
    line = CommandLine(folder, sandbox.base_url)
    line.folder.mkdir(exist_ok=True)
    if not line.data.exists():
        line.sign_in_and_sync()
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        fetched(desk)
        choose_language(desk, language)
        yield desk


@pytest.fixture
def lender() -> Iterator[SandboxProcess]:
    """A lender that says yes by itself."""
    with SandboxProcess("insufficient_funds") as sandbox:
        yield sandbox


@pytest.fixture
def other() -> Iterator[OpenIdProvider]:
    """A provider that is not the sandbox; the browser always knows the person."""
    with OpenIdProvider(client_id="borrower-app", redirect_path=None) as provider:
        yield provider


@pytest.fixture
def asking() -> Iterator[SandboxProcess]:
    """A lender that asks the person."""
    with SandboxProcess("insufficient_funds", approve_devices=False) as sandbox:
        yield sandbox


@pytest.mark.parametrize("language", ["zh", "en"])
def test_first_start_with_the_browser(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk, WaitingProgram()) as program:
        assert isinstance(program, WaitingProgram)
        to_sign_in_step(desk, language)
        assert desk.user.buttons() == [said(way, language) for way in ("browser", "phone", "something else")]
        desk.user.presses(said("browser", language))
        desk.until(lambda: desk.state.sign_in.stage == "waiting" and bool(program.addresses))
        assert said("in browser", language) in desk.words
        assert urllib.parse.urlsplit(asking.base_url).netloc in desk.words
        page = program.act()
        assert page.status == 200
        desk.until(lambda: desk.state.round.finished > 0)
        desk.settled()
        assert not listens(program.addresses[0])
        assert desk.state.signed_in_at is not None
        assert abs(desk.state.signed_in_at - asking.now()) < dt.timedelta(minutes=1)
        desk.presses(TO_HOME)
        assert said("not enough", language) in desk.words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_declined_too_late_and_no_browser(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk:
        to_sign_in_step(desk, language)
        with with_browser(desk, BrowserProgram(button="deny")) as program:
            desk.user.presses(said("browser", language))
            desk.until(lambda: desk.state.sign_in.stage == "declined")
        assert said("declined", language) in desk.words
        assert "You did not agree" in program.pages[0].html
        with with_browser(desk, WaitingProgram()) as waiting:
            desk.router.signing_in.browser_seconds = 0.3
            desk.user.presses(said("browser", language))
            desk.until(lambda: desk.state.sign_in.stage == "ended")
        assert said("ended", language) in desk.words
        assert not listens(waiting.addresses[0])
        desk.router.signing_in.open_trip = lambda _trip: False
        desk.user.presses(said("browser", language))
        desk.until(lambda: desk.state.sign_in.stage == "failed")
        assert said("failed", language) in desk.words
        # The phone is now the next step.
        assert desk.user.buttons()[0] == said("phone", language)
        desk.settled()
        assert not desk.state.signed_in
        assert desk.state.start_step == "sign_in"


def test_cancel_closes_the_way_back(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk, WaitingProgram()) as program:
        to_sign_in_step(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "waiting" and bool(program.addresses))
        assert listens(program.addresses[0])
        desk.user.presses("取消")
        assert desk.state.sign_in.stage == "idle"
        desk.settled()
        assert not listens(program.addresses[0])
        assert desk.user.buttons()[0] == "用浏览器登录"


def test_the_page_can_be_opened_again(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk, WaitingProgram()) as program:
        to_sign_in_step(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "waiting" and bool(program.addresses))
        desk.user.presses("再打开一次网页")
        assert len(program.addresses) == 2
        assert program.addresses[0] == program.addresses[1]
        desk.user.presses("取消")
        desk.settled()
        assert "再打开一次网页" not in desk.user.buttons(), "nothing waits any more"


def test_from_browser_to_phone_and_back(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk, WaitingProgram()) as program:
        assert isinstance(program, WaitingProgram)
        to_sign_in_step(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "waiting" and bool(program.addresses))
        desk.user.presses("改用手机扫码登录")
        desk.until(lambda: desk.state.sign_in.device is not None)
        assert not listens(program.addresses[0])
        desk.user.presses("改用浏览器登录")
        desk.until(lambda: len(program.addresses) == 2)
        # The old trip is over; only the new one counts.
        with pytest.raises(ConnectionRefusedError):
            program.browser.sign_in(program.addresses[0])
        program.act()
        desk.until(lambda: desk.state.start_step == "fetch")
        desk.settled()


def test_a_forged_answer_changes_nothing(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk, WaitingProgram()) as program:
        assert isinstance(program, WaitingProgram)
        to_sign_in_step(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "waiting" and bool(program.addresses))
        place = redirect_of(program.addresses[0])
        for forged in (f"{place.path}?code=evil&state=wrong", "/?code=evil", "/favicon.ico"):
            assert program.browser.open(f"http://{place.netloc}{forged}").status == 404
        assert desk.state.sign_in.stage == "waiting"
        assert program.act().status == 200
        desk.until(lambda: desk.state.start_step == "fetch")
        desk.settled()


def test_the_lender_fails_once_in_the_middle(tmp_path: Path, qtbot: QtBot, asking: SandboxProcess) -> None:
    with opened(tmp_path / "data", qtbot, asking.base_url) as desk, with_browser(desk):
        to_sign_in_step(desk)
        asking.set_faults({"path": "/oauth/token", "method": "POST", "times": 1, "fault": {"reset": "before_effect"}})
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "failed")
        assert "没有丢失" in desk.words
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.start_step == "fetch")
        desk.settled()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sign_in_that_has_ended_is_made_again(
    tmp_path: Path, qtbot: QtBot, lender: SandboxProcess, language: Lang
) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, lender, language) as desk, with_browser(desk) as program:
        refresh_ends(lender)
        before = desk.state.round.finished
        desk.user.asks_for_news()
        desk.until(lambda: desk.state.round.finished > before)
        desk.settled()
        assert not is_signed_in(desk)
        assert said("not enough", language) in desk.words, "old records stay readable"
        desk.presses(SIGN_IN)
        assert desk.is_at("F-2")
        desk.user.presses(said("browser", language))
        desk.until(lambda: desk.state.round.finished > before + 1)
        desk.settled()
        assert is_signed_in(desk)
        assert desk.is_at("H-1")
        members = urllib.parse.parse_qs(urllib.parse.urlsplit(program.addresses[0]).query)
        assert "max_age" not in members, "no change waits: what the browser remembers will do"


def is_signed_in(desk: Desk) -> bool:
    return desk.state.signed_in


def ask_for_news(desk: Desk) -> None:
    """F5, and the lender's clock is known again."""
    before = desk.state.round.finished
    desk.user.asks_for_news()
    desk.until(lambda: desk.state.round.finished > before)
    desk.settled()


def refresh_ends(sandbox: SandboxProcess) -> None:
    """The lender has ended every sign-in: a year has passed for it."""
    sandbox.move_clock(days=120)


@pytest.mark.parametrize("way", ["browser", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fresh_sign_in_for_a_change_comes_back_to_it(
    tmp_path: Path, qtbot: QtBot, lender: SandboxProcess, language: Lang, way: Literal["browser", "phone"]
) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, lender, language) as desk, with_browser(desk) as program:
        first = desk.state.signed_in_at
        assert first is not None
        lender.move_clock(minutes=30)
        ask_for_news(desk)
        to_fresh_sign_in(desk)
        assert said("once more", language) in desk.words
        desk.user.presses(said(way, language))
        desk.until(lambda: desk.window.address == GUIDE)
        desk.settled()
        fresh = desk.state.signed_in_at
        assert fresh is not None
        assert fresh - first >= dt.timedelta(minutes=30)
        if way == "browser":
            members = urllib.parse.parse_qs(urllib.parse.urlsplit(program.addresses[0]).query)
            assert (members["prompt"], members["max_age"]) == (["login"], ["0"])


def test_after_a_cancel_one_is_back_at_the_change(tmp_path: Path, qtbot: QtBot, lender: SandboxProcess) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, lender) as desk, with_browser(desk, WaitingProgram()) as program:
        lender.move_clock(minutes=30)
        ask_for_news(desk)
        to_fresh_sign_in(desk)
        before = desk.state.round.finished
        desk.user.presses("用浏览器登录")
        desk.until(lambda: bool(program.addresses))
        assert desk.is_at("F-2")
        desk.user.presses("取消")
        assert desk.window.address == GUIDE
        assert desk.state.signed_in, "the sign-in of before stays"
        desk.until(lambda: desk.state.round.finished > before)
        desk.settled()


def test_who_went_on_reading_is_not_pulled_away(tmp_path: Path, qtbot: QtBot, lender: SandboxProcess) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, lender) as desk, with_browser(desk, WaitingProgram()) as program:
        assert isinstance(program, WaitingProgram)
        lender.move_clock(minutes=30)
        ask_for_news(desk)
        to_fresh_sign_in(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: bool(program.addresses))
        desk.goes(SCHEDULE)
        before = desk.state.signed_in_at
        lender.move_clock(minutes=2)
        program.act()
        desk.until(lambda: desk.state.signed_in_at != before)
        desk.settled()
        assert desk.is_at("S-1")


def test_a_lender_without_browser_sign_in(tmp_path: Path, qtbot: QtBot, other: OpenIdProvider) -> None:
    other.browser, other.device = False, True
    with opened(tmp_path / "data", qtbot, other.origin) as desk, with_browser(desk) as program:
        to_sign_in_step(desk)
        desk.user.presses("用浏览器登录")
        desk.until(lambda: desk.state.sign_in.stage == "failed")
        assert "不提供浏览器登录" in desk.words
        assert desk.user.buttons() == ["用手机扫码登录", "先做别的"]
        assert program.addresses == []
        desk.user.presses("用手机扫码登录")
        desk.until(lambda: desk.state.sign_in.stage == "waiting")
        assert "改用浏览器登录" not in desk.user.buttons()
        desk.until(lambda: desk.state.start_step == "fetch")
        desk.settled()


def test_a_lender_with_nothing_we_know(tmp_path: Path, qtbot: QtBot, other: OpenIdProvider) -> None:
    other.browser = False
    with opened(tmp_path / "data", qtbot, other.origin) as desk, with_browser(desk):
        to_sign_in_step(desk, "en")
        desk.user.presses("Scan with your phone")
        desk.until(lambda: desk.state.sign_in.stage == "failed")
        assert "no way to sign in that this app knows" in desk.words
        assert desk.user.buttons() == ["Begin with something else"]


def locked(desk: Desk) -> None:
    set_pin(desk, PIN)
    lock_now(desk)


def test_no_sign_in_opens_the_lock(tmp_path: Path, qtbot: QtBot, lender: SandboxProcess) -> None:
    """Whoever sits at the locked app may well be able to sign in in the browser beside it."""
    with signed_in_desk(tmp_path / "a", qtbot, lender) as desk, with_browser(desk) as program:
        locked(desk)
        assert "改用登录" not in desk.user.buttons()
        desk.until(lambda: not desk.router.app.is_shutting)
        desk.window.intended.emit(ChooseSignIn())
        desk.window.intended.emit(StartSignIn("browser"))
        desk.window.open(Address("F-2"))
        assert "用浏览器登录" not in desk.words
        desk.settled()
        assert program.addresses == []
        assert desk.is_in(Phase.LOCKED)


def test_a_sign_in_under_way_ends_with_the_lock(tmp_path: Path, qtbot: QtBot, lender: SandboxProcess) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, lender) as desk, with_browser(desk, WaitingProgram()) as program:
        set_pin(desk, PIN)
        desk.window.intended.emit(StartSignIn("browser", GUIDE))
        desk.until(lambda: bool(program.addresses))
        desk.router.pin.lock()
        desk.until(lambda: not desk.router.app.is_shutting)
        assert not listens(program.addresses[0])
        assert desk.router.app.key is None
        unlock(desk, PIN)
