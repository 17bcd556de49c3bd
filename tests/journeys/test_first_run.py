"""The first run as a person lives it: practice on a made-up loan, then the question what to begin with."""

from __future__ import annotations

import urllib.parse
from pathlib import Path
from typing import Literal

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.practice.desk import PracticeDesk
from borrower_app.application.practice.practice_window import PracticeWindow
from borrower_app.application.running.state import Phase
from borrower_app.presentation.intents import (
    Address,
    BeginFirstStart,
    ChooseKeyStorage,
    ChooseLook,
    GoBack,
    OpenPage,
    PutOffPin,
)
from borrower_app.tour.pictures import visible_texts
from borrower_app.ui.widgets.coach_bar import CoachBar
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_buttons import button_words, press
from tests.support.window_desk import Desk, opened

Lang = Literal["zh", "en"]
NOBODY = "http://127.0.0.1:9"
"""A lender that can't be reached: practice and the other ways must not need it."""

WORDS: dict[str, dict[Lang, str]] = {
    "practise": {"zh": "开始练习", "en": "Practise"},
    "once more": {"zh": "再练一次", "en": "Practise once more"},
    "next": {"zh": "下一步", "en": "Next"},
    "back": {"zh": "返回", "en": "Back"},
    "leave": {"zh": "不练了", "en": "Leave practice"},
    "end": {"zh": "练完了，回去", "en": "That is all: end practice"},
    "go on": {"zh": "继续", "en": "Go on"},
    "what first": {"zh": "您想先做哪一样", "en": "What would you like to do first"},
    "connect": {"zh": "连接127.0.0.1", "en": "Connect to 127.0.0.1"},
    "enter": {"zh": "填一笔贷款", "en": "Enter a loan"},
    "paste": {"zh": "粘贴短信", "en": "Paste a message"},
    "something else": {"zh": "先做别的", "en": "Begin with something else"},
    "not enough": {"zh": "卡里余额不足", "en": "not enough money on the card"},
    "made up": {"zh": "这里全是虚构的", "en": "all of it is made up"},
    "home": {"zh": "去首页", "en": "Go to Home"},
    "phone": {"zh": "用手机扫码登录", "en": "Scan with your phone"},
}


def said(name: str, language: Lang) -> str:
    return WORDS[name][language]


def practice_desk(desk: Desk) -> PracticeDesk:
    """The desk that the window's router made."""
    made = desk.router.practice
    assert isinstance(made, PracticeDesk)
    return made


def practising(desk: Desk) -> PracticeWindow:
    """The practice window, once its first step is shown."""
    desk.until(lambda: practice_desk(desk).coach is not None and bool(practice_desk(desk).coach.steps))
    practice = practice_desk(desk).practice
    assert practice is not None
    desk.until(lambda: practice.is_settled and practice.window.findChild(CoachBar) is not None)
    return practice


def press_in_coach(practice: PracticeWindow, qtbot: QtBot, words: str) -> None:
    bar = next(bar for bar in practice.window.findChildren(CoachBar) if bar.isVisible())
    press(practice.window, qtbot, words, within=bar)


def to_the_question(desk: Desk, language: Lang) -> None:
    """From the welcome to the question what to do first; nothing is kept."""
    desk.emit(BeginFirstStart())
    desk.until(lambda: desk.state.keyring_usable is not None)
    desk.emit(ChooseKeyStorage("memory"))
    desk.until(lambda: desk.state.start_step == "pin")
    desk.emit(PutOffPin())
    assert said("what first", language) in desk.words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_practice_leads_through_five_pages_and_comes_back(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        desk.emit(ChooseLook(language=language))
        desk.settled()
        press(desk.window, qtbot, said("practise", language))
        practice = practising(desk)
        assert not desk.window.isVisible()
        where = urllib.parse.urlsplit(practice.options.base_url or "")
        assert where.hostname == "127.0.0.1"
        coach = practice_desk(desk).coach
        assert coach is not None
        seen = []
        for number in range(len(coach.steps)):
            desk.until(lambda: practice.is_settled)
            words = "\n".join(visible_texts(practice.window))
            assert said("made up", language) in words
            assert coach.steps[number].title in words
            seen.append(practice.window.address.code)
            if number == 0:
                assert said("not enough", language) in words
            if number == 1:
                press_in_coach(practice, qtbot, said("back", language))
                assert practice.window.address.code == "H-1"
                press_in_coach(practice, qtbot, said("next", language))
            is_last = number == len(coach.steps) - 1
            press_in_coach(practice, qtbot, said("end" if is_last else "next", language))
        assert seen == ["H-1", "D-2", "S-1", "C-1", "P-1"]
        desk.until(lambda: practice_desk(desk).practice is None)
        assert desk.window.isVisible()
        assert desk.window.address == Address("F-1")
        assert said("once more", language) in button_words(desk.window)
        assert said("go on", language) in button_words(desk.window)
    assert not list((tmp_path / "data").rglob("*.db"))


def test_practice_can_be_left_and_begun_again_at_any_time(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        press(desk.window, qtbot, said("practise", "zh"))
        press_in_coach(practising(desk), qtbot, said("leave", "zh"))
        desk.until(lambda: practice_desk(desk).practice is None)
        to_the_question(desk, "zh")
        press(desk.window, qtbot, said("once more", "zh"))
        practice = practising(desk)
        practice.window._on_intent(ChooseLook(language="en", theme="dark"))
        assert said("made up", "en") in "\n".join(visible_texts(practice.window))
        # Closed by the button of its frame: the person's own window comes back, in the language chosen meanwhile.
        practice.window.close()
        desk.until(lambda: practice_desk(desk).practice is None)
        assert desk.window.isVisible()
        assert said("what first", "en") in desk.words
        assert desk.state.settings.theme == "dark"


def test_practice_is_offered_in_the_settings_but_not_within_itself(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox, opened(tmp_path / "data", qtbot, sandbox.base_url) as desk:
        to_the_question(desk, "zh")
        press(desk.window, qtbot, said("connect", "zh"))
        press(desk.window, qtbot, said("phone", "zh"))
        desk.until(lambda: desk.state.round.finished > 0)
        desk.settled()
        press(desk.window, qtbot, said("home", "zh"))
        desk.emit(OpenPage(Address("T-1")))
        press(desk.window, qtbot, said("practise", "zh"))
        practice = practising(desk)
        practice.window.open(Address("T-1"))
        assert said("practise", "zh") not in button_words(practice.window)
        press_in_coach(practice, qtbot, said("leave", "zh"))
        desk.until(lambda: practice_desk(desk).practice is None)
        assert desk.window.address == Address("T-1")
        assert desk.state.phase is Phase.OPEN
        assert desk.state.signed_in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_question_what_to_begin_with(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with SandboxProcess("insufficient_funds") as sandbox, opened(tmp_path / "data", qtbot, sandbox.base_url) as desk:
        desk.emit(ChooseLook(language=language))
        to_the_question(desk, language)
        press(desk.window, qtbot, said("paste", language))
        assert desk.window.address == Address("D-3")
        desk.emit(GoBack())
        assert said("what first", language) in desk.words
        press(desk.window, qtbot, said("connect", language))
        assert desk.state.start_step == "sign_in"
        press(desk.window, qtbot, said("something else", language))
        assert said("what first", language) in desk.words
        press(desk.window, qtbot, said("connect", language))
        press(desk.window, qtbot, said("phone", language))
        desk.until(lambda: desk.state.round.finished > 0)
        desk.settled()
        press(desk.window, qtbot, said("home", language))
        assert said("not enough", language) in desk.words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_loan_can_be_entered_without_any_lender_in_reach(tmp_path: Path, qtbot: QtBot, language: Lang) -> None:
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        desk.emit(ChooseLook(language=language))
        to_the_question(desk, language)
        press(desk.window, qtbot, said("enter", language))
        assert desk.window.address == Address("S-5", "new")
        assert desk.state.phase is Phase.OPEN
        assert not desk.state.signed_in
        desk.settled()


def test_a_made_up_lender_that_does_not_start_is_said(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The process that can't start stands at a true edge: another program of this computer.
    monkeypatch.setattr("sys.executable", "/bin/false")
    with opened(tmp_path / "data", qtbot, NOBODY) as desk:
        press(desk.window, qtbot, said("practise", "zh"))
        desk.until(lambda: desk.state.notice is not None)
        desk.settled()
        assert said("practise", "zh") in button_words(desk.window)
        assert desk.window.isVisible()
