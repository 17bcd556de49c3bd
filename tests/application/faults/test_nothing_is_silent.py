"""A bug put by hand into every page, press and job: told, logged without the person, and the app goes on."""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.faults import incident_log
from borrower_app.application.lanes.background import Background, OnOutcome, Reporter, Ticket
from borrower_app.application.lanes.lane import Lane
from borrower_app.application.running.state import Phase
from borrower_app.application.window.pages import PAGE_OF
from borrower_app.presentation import intents as i
from borrower_app.presentation.intents import Address, AnyIntent
from borrower_app.presentation.lock.lock import LockFacts, lock_view
from borrower_app.tour.pictures import visible_texts
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, opened, signed_in_line

SECRET = "secret-of-张三-6222020000001234"
SUBJECTS = {"S-5": "", "F-3": "set-pin", "T-1": ""}
FOLLOWED_BY_THE_WINDOW = (i.GoBack, i.CoverRevealed, i.ShowAgain)
ENDING = (i.Quit, i.QuitAnyway, i.SignOut, i.StartPractice, i.ChooseFolder)
INTENTS = [kind for kind in get_args(AnyIntent) if kind not in ENDING]


def boom(*_arguments: object, **_named: object) -> Any:
    raise KeyError(SECRET)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A signed-in window over a failed debit, its folder on disk."""
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.records is not None and desk.state.round.finished > 0)
            desk.settled()
            desk.state.settings = replace_settings(desk)
            yield desk


def replace_settings(desk: Desk) -> Any:
    """No lock in the middle of a test."""
    import msgspec

    return msgspec.structs.replace(desk.state.settings, lock_after_minutes=0)


def logged(desk: Desk) -> list[dict[str, str]]:
    folder = desk.router.app.folder
    assert folder is not None
    path = folder / incident_log.FILE_NAME
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    assert "张三" not in text
    assert "6222" not in text
    return [json.loads(line) for line in text.splitlines()]


def subject_of(desk: Desk, code: str) -> str:
    records = desk.state.records
    assert records is not None
    snapshot = records.snapshot
    loan, attempt = snapshot.loans[0].record.id, snapshot.attempts[0].record.id
    return {
        "S-2": loan,
        "S-3": loan,
        "S-4": loan,
        "S-7": loan,
        "D-2": attempt,
        "E-1": f"debit_attempt:{attempt}",
        "E-2": f"retry:{attempt}",
        "C-2": loan,
        "C-3": loan,
        "C-4": snapshot.mandates[0].record.id,
        "C-5": attempt,
        "C-6": attempt,
        "P-2": "email",
    }.get(code, "")


def tell_of_each_page(desk: Desk, monkeypatch: pytest.MonkeyPatch, break_it: Callable[[str], None]) -> None:
    """Break one page after the other, look at it, and at another one that still works."""
    for number, code in enumerate(PAGE_OF, start=1):
        with monkeypatch.context() as patch:
            break_page(patch, code, break_it)
            assert desk.state.records is not None
            desk.state.records.made.clear()
            desk.window.replace(Address(code, subject_of(desk, code)))
            told = desk.words
            assert "这一页暂时打不开" in told, code
            assert "不是银行的问题" in told
            assert SECRET not in told
            assert "F-6" in told
            assert len(logged(desk)) == number
            assert logged(desk)[-1]["kind"] == "KeyError"
            assert logged(desk)[-1]["screen"] == code
            desk.window.replace(Address("D-1" if code != "D-1" else "H-1"))
            assert "这一页暂时打不开" not in desk.words
        desk.settled()
    assert desk.state.phase is Phase.OPEN


def break_page(patch: pytest.MonkeyPatch, code: str, which: Callable[[str], None]) -> None:
    page = PAGE_OF[code]
    drawn = page.drawn()
    changes: dict[str, Any] = {which.__name__: boom}
    broken = replace(drawn, **changes)
    patch.setitem(PAGE_OF, code, replace(page, drawn=lambda: broken))


def make(_code: str) -> None:
    """Names the maker of a page's view."""


def build(_code: str) -> None:
    """Names the builder of a page."""


def test_a_view_that_cant_be_made_takes_away_only_its_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_of_each_page(desk, monkeypatch, make)


def test_a_page_that_cant_be_built_takes_away_only_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGE_OF, "F-3", replace(PAGE_OF["F-3"], drawn=_lock_page))
    monkeypatch.setitem(PAGE_OF, "F-6", replace(PAGE_OF["F-6"], drawn=_lock_page))
    monkeypatch.setitem(PAGE_OF, "S-6", replace(PAGE_OF["S-6"], drawn=_lock_page))
    monkeypatch.setitem(PAGE_OF, "F-4", replace(PAGE_OF["F-4"], drawn=_lock_page, needs="nothing"))
    tell_of_each_page(desk, monkeypatch, build)


def _lock_page() -> Any:
    """A page that always has a view."""
    from borrower_app.application.window.page import FromState
    from borrower_app.ui.pages.lock.lock import lock_page

    facts = LockFacts(purpose="set-pin")
    return FromState(lambda _state, _subject, language: lock_view(facts, language), lock_page)


def made_up(kind: Any) -> Any:
    """Some value of a type, as an intent's member."""
    origin = get_origin(kind)
    if kind is str:
        return "x"
    if kind is bool:
        return True
    if kind is int:
        return 0
    if kind is Address:
        return Address("H-1")
    if kind is i.WhatIfEntry:
        return i.WhatIfEntry("1", "2030-01-01")
    if origin is Literal:
        return get_args(kind)[0]
    if origin in (types.UnionType, None) and type(None) in get_args(kind):
        return None
    if origin in (dict, Mapping) or "Mapping" in str(kind):
        return {}
    if get_args(kind):
        return made_up(get_args(kind)[0])
    raise AssertionError(kind)


def intent_of(kind: type[i.Intent]) -> Any:
    return kind(
        **{name: made_up(hint) for name, hint in get_type_hints(kind).items() if name in kind.__struct_fields__}
    )


@pytest.mark.parametrize("kind", INTENTS, ids=lambda kind: kind.__name__)
def test_each_intent_can_be_made_and_answered(kind: type[i.Intent]) -> None:
    """The list is complete: every intent class of the module is one that the router answers."""
    assert intent_of(kind) is not None
    declared = {value for value in vars(i).values() if isinstance(value, type) and issubclass(value, i.Intent)} - {
        i.Intent,
        i.SecretIntent,
    }
    assert declared == set(get_args(AnyIntent))


def test_a_bug_in_any_press_is_told_and_the_next_press_works(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    router = desk.router
    for kind in INTENTS:
        with monkeypatch.context() as patch:
            patch.setattr(router, "_answer", boom)
            desk.window.intended.emit(intent_of(kind))
            desk.until(lambda: len(desk.state.faults) > 0)
        assert desk.state.told_fault is not None
    desk.until(lambda: "这个软件出了一个错" in desk.words)
    desk.window.intended.emit(i.SyncNow())
    finished = desk.state.round.finished
    desk.until(lambda: desk.state.round.finished > finished)
    assert len(logged(desk)) == 1, "the same bug in the same place is written once"


class BrokenLanes:
    """Makes every job of every lane raise while it is `broken`; counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken = False
        self.raised = 0
        run = Background.run

        def broken_run(
            background: Background, lane: Lane, job: Callable[[Reporter], object], on_outcome: OnOutcome
        ) -> Ticket:
            def instead(reporter: Reporter) -> object:
                if not self.broken:
                    return job(reporter)
                self.raised += 1
                raise KeyError(SECRET)

            return run(background, lane, instead, on_outcome)

        monkeypatch.setattr(Background, "run", broken_run)


def held(desk: Desk) -> list[str]:
    """What is still said to be under way though no job runs."""
    state, app = desk.state, desk.router.app
    found = {
        "reading": app._reading,
        "round": state.round.running,
        "export": state.export.stage == "writing",
        "choosing a place": desk.router.exporting._choosing,
        "sign-in": state.sign_in.stage == "preparing",
        "practice": state.practice_is_starting,
        "key store": state.start_step == "safety" and state.keyring_usable is None,
        **{f"guide {key}": bool(session.busy) for key, session in state.guides.items()},
    }
    return [name for name, is_held in found.items() if is_held]


def test_every_job_of_every_press_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever a job raises, what it held is given back, and the next job runs."""
    lanes = BrokenLanes(monkeypatch)
    answer_dialogs(desk, tmp_path)
    with_jobs = set()
    for kind in (*INTENTS, i.StartPractice, i.SignOut):
        desk.state.told_fault, lanes.raised, lanes.broken = None, 0, True
        desk.window.intended.emit(real_intent(desk, kind))
        desk.settled()
        lanes.broken = False
        assert held(desk) == [], kind
        if lanes.raised:
            with_jobs.add(kind)
            desk.until(lambda: desk.state.told_fault is not None)
        old = desk.state.records
        desk.router.app.read_records()
        desk.until(partial(has_new_records, desk, old))
        desk.state.phase = Phase.OPEN
        desk.settled()
        assert held(desk) == [], kind
    assert {i.SyncNow, i.ExportSchedule, i.SaveWhatIf, i.RemindAbout, i.AskForReview, i.AnswerGuide} <= with_jobs
    assert {i.WriteBackup, i.StartSignIn, i.StartPractice, i.SignOut, i.BeginFirstStart} <= with_jobs


def has_new_records(desk: Desk, old: object) -> bool:
    return desk.state.records is not old


def real_intent(desk: Desk, kind: type[i.Intent]) -> Any:
    """An intent about what is really there, so that it reaches its job."""
    records = desk.state.records
    assert records is not None
    snapshot = records.snapshot
    loan, attempt = snapshot.loans[0].record.id, snapshot.attempts[0].record.id
    day = (records.now + dt.timedelta(days=90)).date().isoformat()
    known: dict[type[i.Intent], i.Intent] = {
        i.ExportSchedule: i.ExportSchedule(loan, "csv"),
        i.SaveWhatIf: i.SaveWhatIf(loan, i.WhatIfEntry("10000", day)),
        i.RemindAbout: i.RemindAbout(attempt),
        i.AskForWaiver: i.AskForWaiver(attempt),
        i.AskForReview: i.AskForReview(attempt),
        i.MarkRead: i.MarkRead(snapshot.messages[0].record.id),
        i.AnswerGuide: i.AnswerGuide("C-2", loan, "why", {}),
        i.KeepGuideAnswers: i.KeepGuideAnswers("C-2", loan, "why", {}),
        i.DropGuide: i.DropGuide("C-2", loan),
        i.SetPin: i.SetPin("246813"),
        i.MakeFolder: i.MakeFolder("Second"),
        i.WriteBackup: i.WriteBackup("four calm words"),
        i.StartSignIn: i.StartSignIn("phone"),
        i.KeepOwnDraft: i.KeepOwnDraft("", {"name": "x"}),
        i.Reveal: i.Reveal("contact-phone", "phone"),
        i.OpenPage: i.OpenPage(Address("D-1")),
    }
    return known.get(kind) or intent_of(kind)


def answer_dialogs(desk: Desk, folder: Path) -> None:
    from PySide6.QtWidgets import QWidget

    from borrower_app.ui.open_dialog import OnFile, WantedFile
    from borrower_app.ui.save_dialog import ChosenPlace, OnPlace, Suggestion

    def place(parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
        answer(ChosenPlace(folder / suggestion.name))

    def file(parent: QWidget | None, wanted: WantedFile, answer: OnFile) -> None:
        answer(folder / "table.csv")

    (folder / "table.csv").write_text("x\n", encoding="utf-8")
    router = desk.router
    router.exporting.ask_for_place = place
    router.receipts.ask_for_place = place
    router.own_loans.ask_for_place = place
    router.own_loans.ask_for_file = file
    router.own_backups.ask_for_place = place
    router.own_backups.ask_for_file = file


def test_the_numbers_page_shows_the_report_and_copies_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.router, "_answer", boom)
        desk.user.asks_for_news()
    desk.until(lambda: desk.state.told_fault is not None)
    report = desk.state.told_fault
    assert report is not None
    desk.user.presses("看看怎么办", beside=report.spoken_number)
    assert desk.is_at("F-6", report.number)
    assert report.spoken_number in visible_texts(desk.window)
    assert desk.state.told_fault is None
    from PySide6.QtGui import QGuiApplication

    desk.user.presses("复制报告")
    assert QGuiApplication.clipboard().text() == report.as_text()
    assert SECRET not in report.as_text()
