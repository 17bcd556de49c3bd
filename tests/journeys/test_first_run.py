"""The first run as a person lives it: practice on a made-up loan, then the question what to begin with."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.practice.desk import PracticeDesk
from borrower_app.application.practice.practice_window import PracticeWindow
from borrower_app.application.running.state import Phase
from borrower_app.ui.widgets.coach_bar import CoachBar
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_buttons import User
from tests.support.window_desk import (
    BACK,
    GO_ON,
    PHONE,
    SETTINGS,
    TO_HOME,
    Both,
    Desk,
    Lang,
    choose_language,
    connect,
    opened,
    sign_in_by_phone,
    to_settings,
    to_the_question,
)

NOBODY = "http://127.0.0.1:9"
"""A lender that can't be reached: practice and the other ways must not need it."""

PRACTISE, ONCE_MORE = Both("开始练习", "Practise"), Both("再练一次", "Practise once more")
NEXT, END = Both("下一步", "Next"), Both("练完了，回去", "That is all: end practice")
LEAVE = Both("不练了", "Leave practice")
MADE_UP = Both("这里全是虚构的", "all of it is made up")
WHAT_FIRST = Both("您想先做哪一样", "What would you like to do first")
ENTER, PASTE = Both("填一笔贷款", "Enter a loan"), Both("粘贴短信", "Paste a message")
SOMETHING_ELSE = Both("先做别的", "Begin with something else")
NOT_ENOUGH = Both("卡里余额不足", "not enough money on the card")


def practice_desk(desk: Desk) -> PracticeDesk:
    """The desk that the window's router made."""
    made = desk.router.practice
    assert isinstance(made, PracticeDesk)
    return made


def practising(desk: Desk) -> PracticeWindow:
    """The practice window, once its first step is shown."""

    def is_begun() -> bool:
        coach = practice_desk(desk).coach
        return coach is not None and bool(coach.steps)

    desk.until(is_begun)
    practice = practice_desk(desk).practice
    assert practice is not None
    desk.until(lambda: practice.is_settled and practice.window.findChild(CoachBar) is not None)
    return practice


def is_over(desk: Desk) -> bool:
    return practice_desk(desk).practice is None


def person_in(practice: PracticeWindow, desk: Desk) -> User:
    return User(practice.window, desk.until)


def press_in_coach(practice: PracticeWindow, desk: Desk, words: Both) -> None:
    bar = next(bar for bar in practice.window.findChildren(CoachBar) if bar.isVisible())
    person_in(practice, desk).presses(desk.says(words), within=bar)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_practice_leads_through_five_pages_and_comes_back(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        choose_language(desk, language)
        desk.presses(PRACTISE)
        practice = practising(desk)
        person = person_in(practice, desk)
        assert not desk.window.isVisible()
        where = urllib.parse.urlsplit(practice.options.base_url or "")
        assert where.hostname == "127.0.0.1"
        coach = practice_desk(desk).coach
        assert coach is not None
        seen = []
        for number in range(len(coach.steps)):
            desk.until(lambda: practice.is_settled)
            assert desk.says(MADE_UP) in person.words
            assert coach.steps[number].title in person.words
            seen.append(practice.window.address.code)
            if number == 0:
                assert desk.says(NOT_ENOUGH) in person.words
            if number == 1:
                press_in_coach(practice, desk, BACK)
                assert practice.window.address.code == "H-1"
                press_in_coach(practice, desk, NEXT)
            is_last = number == len(coach.steps) - 1
            press_in_coach(practice, desk, END if is_last else NEXT)
        assert seen == ["H-1", "D-2", "S-1", "C-1", "P-1"]
        desk.until(lambda: is_over(desk))
        assert desk.window.isVisible()
        assert desk.is_at("F-1")
        assert desk.says(ONCE_MORE) in desk.user.buttons()
        assert desk.says(GO_ON) in desk.user.buttons()
    assert not list((tmp_path / "data").rglob("*.db"))


def test_practice_can_be_left_and_begun_again_at_any_time(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        desk.presses(PRACTISE)
        press_in_coach(practising(desk), desk, LEAVE)
        desk.until(lambda: is_over(desk))
        to_the_question(desk)
        assert desk.says(WHAT_FIRST) in desk.words
        desk.presses(ONCE_MORE)
        practice = practising(desk)
        person = person_in(practice, desk)
        person.goes_to(desk.says(SETTINGS))
        person.presses("English")
        person.presses("Dark")
        assert MADE_UP.en in person.words
        # Closed by the button of its frame: the person's own window comes back, in the language chosen meanwhile.
        practice.window.close()
        desk.until(lambda: is_over(desk))
        assert desk.window.isVisible()
        assert WHAT_FIRST.en in desk.words
        assert desk.state.settings.theme == "dark"


def test_practice_is_offered_in_the_settings_but_not_within_itself(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox, opened(tmp_path / "data", qtbot, sandbox.base_url) as desk:
        to_the_question(desk)
        connect(desk)
        sign_in_by_phone(desk)
        desk.presses(TO_HOME)
        to_settings(desk)
        desk.presses(PRACTISE)
        practice = practising(desk)
        person = person_in(practice, desk)
        person.goes_to(desk.says(SETTINGS))
        assert practice.window.address.code == "T-1"
        assert desk.says(PRACTISE) not in person.buttons()
        press_in_coach(practice, desk, LEAVE)
        desk.until(lambda: is_over(desk))
        assert desk.is_at("T-1")
        assert desk.is_in(Phase.OPEN)
        assert desk.state.signed_in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_question_what_to_begin_with(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with SandboxProcess("insufficient_funds") as sandbox, opened(tmp_path / "data", qtbot, sandbox.base_url) as desk:
        choose_language(desk, language)
        to_the_question(desk)
        assert desk.says(WHAT_FIRST) in desk.words
        desk.presses(PASTE)
        assert desk.is_at("D-3")
        desk.presses(BACK)
        assert desk.says(WHAT_FIRST) in desk.words
        connect(desk)
        desk.presses(SOMETHING_ELSE)
        assert desk.says(WHAT_FIRST) in desk.words
        connect(desk)
        assert desk.says(PHONE) in desk.user.buttons()
        sign_in_by_phone(desk)
        desk.presses(TO_HOME)
        assert desk.says(NOT_ENOUGH) in desk.words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_loan_can_be_entered_without_any_lender_in_reach(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        choose_language(desk, language)
        to_the_question(desk)
        desk.presses(ENTER)
        assert desk.is_at("S-5", "new")
        assert desk.is_in(Phase.OPEN)
        assert not desk.state.signed_in
        desk.settled()


def test_a_made_up_lender_that_does_not_start_is_said(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The process that can't start stands at a true edge: another program of this computer.
    monkeypatch.setattr("sys.executable", "/bin/false")
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        desk.presses(PRACTISE)
        desk.until(lambda: desk.state.notice is not None)
        desk.settled()
        assert desk.says(PRACTISE) in desk.user.buttons()
        assert desk.window.isVisible()
