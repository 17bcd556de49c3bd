"""Who is on the line, in the real window over HTTP: a genuine call, its end, and everybody who only says so."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from borrower_app.application.running.contact_desk import CLAIM_SECONDS
from borrower_app.presentation.intents import Address
from borrower_app.tour.pictures import visible_texts
from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess, as_problem
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import DETAILS, HOME, Both, Desk, fetched, opened

PATH = "/v1/contact-status"
STAFF = "/sandbox/staff-contact"
CHECK = Both("核对暗号", "Check the watchword")
SAID = Both("对方说的四位暗号", "What did they say? Four digits")
CONFIRMS = "示例银行确认："
NOBODY = "现在没有人在联系您"
UNKNOWN = "现在查不到"


@pytest.fixture(scope="module")
def lender() -> Iterator[LyingLenderProcess]:
    with LyingLenderProcess("all_well") as lender:
        yield lender


@pytest.fixture(scope="module")
def line(lender: LyingLenderProcess, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    line = CommandLine(tmp_path_factory.mktemp("line"), lender.base_url)
    line.sign_in_and_sync()
    return line


@pytest.fixture
def desk(line: CommandLine, lender: LyingLenderProcess, qtbot: QtBot) -> Iterator[Desk]:
    lender.lie()
    lender.set_faults()
    lender.send("DELETE", STAFF)
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        fetched(desk)
        yield desk


def staff(lender: SandboxProcess, **wish: str) -> dict[str, Any]:
    """A member of staff begins a contact."""
    answer = lender.send("POST", STAFF, json.dumps(wish).encode())
    contact: dict[str, Any] = answer.json()["contact"]
    return contact


def other_than(phrase: str) -> str:
    """Another four digits."""
    return f"{(int(phrase) + 1) % 10_000:04d}"


def later(desk: Desk, seconds: float) -> None:
    """The clock by which answers age goes on, as while the computer sleeps."""
    before = desk.state.contact.seconds
    desk.state.contact.seconds = lambda: before() + seconds


def the_fields(desk: Desk) -> list[QLineEdit]:
    return [field for field in desk.window.page.findChildren(QLineEdit) if field.isVisible()]


def asks_who(desk: Desk) -> None:
    desk.goes(HOME)
    desk.window.open(Address("U-1"))
    desk.until(lambda: desk.state.contact.is_told)


def test_a_genuine_call_from_home_to_the_right_watchword(desk: Desk, lender: LyingLenderProcess) -> None:
    desk.user.sees(NOBODY)
    phrase = staff(lender)["pass_phrase"]
    desk.user.sees(CONFIRMS, "工号 3107")
    desk.presses(CHECK)
    assert desk.is_at("U-1")
    desk.user.types(desk.says(SAID), "12")
    desk.presses(CHECK)
    desk.user.sees("暗号是四位数字")
    assert desk.state.wrong_phrases == {}, "a slip is no try"
    desk.user.types(desk.says(SAID), other_than(phrase))
    desk.presses(CHECK)
    desk.user.sees("还可以核对一次")
    assert desk.user.text_of(desk.says(SAID)) == ""
    desk.user.types(desk.says(SAID), phrase)
    desk.presses(CHECK)
    desk.user.sees("暗号对：和您联系的是示例银行工号 3107")
    assert phrase not in "\n".join(visible_texts(desk.window))
    lender.send("DELETE", STAFF)
    desk.user.sees(NOBODY)
    assert "3107" not in desk.words


def test_wrong_twice_means_hang_up_everywhere_and_after_coming_back(desk: Desk, lender: LyingLenderProcess) -> None:
    phrase = staff(lender, channel="chat", begun_by="borrower_in_app")["pass_phrase"]
    asks_who(desk)
    for _ in range(2):
        desk.user.sees("还没有核对")
        desk.user.types(desk.says(SAID), other_than(phrase))
        desk.presses(CHECK)
    desk.user.sees("请挂断")
    assert not desk.user.can_press(desk.says(CHECK))
    desk.goes(HOME)
    desk.user.sees("暗号两次都不对，请挂断")
    asks_who(desk)
    desk.user.sees("两次都不对")
    assert CONFIRMS not in desk.words


def test_who_called_the_hotline_is_never_confirmed(desk: Desk, lender: LyingLenderProcess) -> None:
    staff(lender, begun_by="caller", staff_number="4711")
    desk.user.sees("没有打给您", "请挂断")
    asks_who(desk)
    desk.user.sees("没有确认", "请挂断")
    assert not desk.user.can_press(desk.says(CHECK))
    assert CONFIRMS not in desk.words
    assert "4711" not in desk.words


@pytest.mark.parametrize("hangs", ["the question alone", "the whole network"])
def test_a_claim_goes_by_itself_while_nothing_answers(desk: Desk, lender: LyingLenderProcess, hangs: str) -> None:
    staff(lender)
    desk.user.sees(CONFIRMS)
    path = PATH if hangs == "the question alone" else "*"
    lender.set_faults({"path": path, "fault": {"delay_ms": 60_000}})
    if hangs == "the whole network":
        desk.router.rounds.start(asked=True)
    later(desk, CLAIM_SECONDS)
    desk.user.sees(UNKNOWN)
    assert CONFIRMS not in desk.words
    assert desk.state.round.running is (hangs == "the whole network")


LIES: dict[str, dict[str, Any]] = {
    "the answer to another question": {"members": {"asked": "0" * 32}},
    "somebody without a contact": {"members": {"in_contact": True, "contact": None}},
    "nobody with a contact": {"members": {"in_contact": False}},
    "a contact from tomorrow": {"members": {"contact.since": "2199-01-01T00:00:00+08:00"}},
    "a contact without a phrase": {"members": {"contact.pass_phrase": None}},
    "a sentence for a staff number": {"members": {"contact.staff_number": "3107 转账"}},
    "more than an answer has": {"members": {"padding": "x" * 5_000}},
    "no JSON": {"status": 200, "body": "PGh0bWw+", "media_type": "text/html"},
    "no such path": as_problem("not-found", 404),
    "busy": as_problem("maintenance", 503),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_wrong_answer_confirms_nobody(desk: Desk, lender: LyingLenderProcess, lie: str) -> None:
    staff(lender)
    lender.lie({"path": PATH, **LIES[lie]})
    later(desk, CLAIM_SECONDS)
    asks_who(desk)
    later(desk, 60)
    desk.user.sees(UNKNOWN)
    assert CONFIRMS not in desk.words


def test_a_replayed_answer_confirms_nobody(desk: Desk, lender: LyingLenderProcess) -> None:
    """Byte for byte what the lender said a moment ago, while the contact was on."""
    staff(lender)
    token = str(lender.sign_in()["access_token"])
    said = lender.get(f"{PATH}?asked={'a' * 32}", token).body
    lender.send("DELETE", STAFF)
    lender.lie({"path": PATH, "status": 200, "body": base64.b64encode(said).decode()})
    later(desk, CLAIM_SECONDS)
    asks_who(desk)
    desk.user.sees(UNKNOWN)
    assert CONFIRMS not in desk.words


def test_sensitive_steps_tell_it_without_losing_what_was_typed(desk: Desk, lender: LyingLenderProcess) -> None:
    desk.goes(DETAILS)
    desk.window.open(Address("P-2", "email"))
    desk.user.sees(NOBODY)
    [field] = the_fields(desk)
    desk.user.types(field.accessibleName(), "someone@example.com")
    desk.until(lambda: any(session.draft.answers for session in desk.state.guides.values()))
    desk.settled()
    [field] = the_fields(desk)
    staff(lender)
    desk.user.sees(CONFIRMS)
    assert the_fields(desk) == [field], "the page was not built again"
    assert field.text() == "someone@example.com"


def test_a_lender_without_the_capability_is_never_asked(
    line: CommandLine, lender: LyingLenderProcess, qtbot: QtBot
) -> None:
    lender.lie({"path": "/.well-known/borrower-app", "members": {"capabilities": ["borrower_id"]}})
    line.run("sync")
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        fetched(desk)
        desk.user.sees(UNKNOWN)
        asks = [asked for asked in lender.asked() if PATH in asked]
        assert asks == []
        assert not desk.router.contact_watch.is_watching
    lender.lie()
    line.run("sync")


def test_nothing_is_asked_where_no_page_tells_it(desk: Desk) -> None:
    assert desk.router.contact_watch.is_watching
    desk.goes(Both("消息", "Messages"))
    desk.until(lambda: not desk.router.contact_watch.is_watching)
    desk.goes(HOME)
    assert desk.router.contact_watch.is_watching


def test_the_claim_and_the_phrase_are_kept_nowhere(desk: Desk, lender: LyingLenderProcess, line: CommandLine) -> None:
    phrase = staff(lender, staff_number="Z-4711-Z")["pass_phrase"]
    desk.user.sees("Z-4711-Z")
    desk.router.rounds.start(asked=True)
    desk.settled()
    for path in Path(line.data).rglob("*"):
        if path.is_file():
            assert b"Z-4711-Z" not in path.read_bytes()
    assert phrase not in repr(desk.state.contact)
