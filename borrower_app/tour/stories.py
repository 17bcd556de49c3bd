"""The picture tour: PNGs of every screen and state from the real window over the real sandbox, and `index.json`.

Nothing is drawn for the tour alone. Each picture is what a borrower of that story sees; states such as "offline" come
about as they do in life: the lender's process is stopped, the PIN is set, the clock goes on.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from borrower_app import clock, identifiers
from borrower_app.application.sandbox_child import SandboxChild
from borrower_app.failures import FailureCode, Offline, StorageFault, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.settings import Settings
from borrower_app.tour.album import Album, TourPlan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from borrower_app.application.practice.practice_window import PracticeWindow

PATIENCE_SECONDS = 60.0
RECORD_PAGES = ("H-1", "H-2", "D-1", "S-1", "C-1", "P-1", "M-1")
WITHOUT_A_PLAN = "only_a_sentence"
"""A story in which the lender plans no other debit by itself, so that one can be asked for."""
MADE_UP_FRAUD = (
    "【贷款中心】您的房贷已逾期！请立即点击 http://pay.example/x 并把验证码发给客服，转账至指定账户，"
    "否则将起诉并通知您的家人。"
)
MADE_UP_PHONE = "+852 5555 0000"
MADE_UP_MESSAGES = {
    "paid": "【示例银行】您尾号5678卡11月20日09:15房贷还款支出4,103.55元，余额321.08元。",
    "reminder": "【示例银行】您的个人贷款将于11月20日扣款4,103.55元，请确保尾号5678账户余额充足，以免扣款失败。",
    "failed": "【示例银行】您尾号5678的账户\n11月2O日扣款失\n败，原因：余额不\n足，请及时存入4,103.55元。",
    "unclear": "【示例银行】您的还款结果尚未返回，请勿重复还款。",
}


def run(plan: TourPlan) -> int:
    """Draw; raises WrongUse for an unknown scenario or screen or a folder that can't be written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from borrower_app.application.run_window import application_of_this_process
    from borrower_app.application.window.pages import PAGE_OF

    if plan.screen is not None and plan.screen not in PAGE_OF:
        raise WrongUse(FailureCode.WRONG_USE, f"--screen {plan.screen}: one of {', '.join(PAGE_OF)} is expected")
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable_file(plan.folder, error) from error
    from borrower_app.sandbox.stories import story_names

    application_of_this_process()
    album = Album(plan)
    scenarios = plan.scenarios or story_names()
    with _at_the_moment_of(plan):
        for number, scenario in enumerate(scenarios):
            _story(album, scenario, plan, whole=number == 0 or plan.scenarios is not None)
    album.write_index()
    return 0


@contextmanager
def _at_the_moment_of(plan: TourPlan) -> Iterator[None]:
    if plan.at is None:
        yield
        return
    clock.stop_at(plan.at)
    identifiers.draw_from_seed(int(plan.at.timestamp()))
    try:
        yield
    finally:
        clock.stop_at(None)
        identifiers.draw_at_random()


def _story(album: Album, scenario: str, plan: TourPlan, *, whole: bool) -> None:
    """One story's pictures: its pages; with `whole` every other screen and state, too."""
    asks_for_a_retry = scenario == WITHOUT_A_PLAN
    with (
        SandboxChild(scenario, control=whole or asks_for_a_retry) as lender,
        _practice(lender.base_url, plan) as practice,
    ):
        practice.begin()
        _until(lambda: practice.state.round.finished > 0 and practice.is_settled and practice.state.records is not None)
        _pages(album, practice, scenario)
        if asks_for_a_retry:
            _retry(album, practice, scenario, lender.base_url)
        if whole:
            _chart_numbers(album, practice, scenario)
            _what_ifs(album, practice, scenario)
            _exports(album, practice, scenario)
            _pasted_messages(album, practice, scenario)
            _guides(album, practice, scenario, lender.base_url)
            _own_loans(album, practice, scenario)
            _settings_and_pin(album, practice, scenario)
            _after_sign_out_and_offline(album, practice, scenario, lender)
    if whole:
        with SandboxChild(scenario, approve_devices=False) as lender:
            _first_start_and_sign_in(album, scenario, plan, lender.base_url)
        _faults(album, scenario, plan)
        _own_loans_alone(album, scenario, plan)


def _own_loans(album: Album, practice: PracticeWindow, scenario: str) -> None:
    from borrower_app.tour.own_loans import own_loan_pictures

    own_loan_pictures(practice, lambda shown, state: album.take(shown, scenario, state), _until)


def _own_loans_alone(album: Album, scenario: str, plan: TourPlan) -> None:
    from borrower_app.tour.own_loans import own_loans_alone

    with _practice("http://127.0.0.1:9", plan) as practice:
        own_loans_alone(practice, lambda shown, state: album.take(shown, scenario, state), _until)


def _pages(album: Album, practice: PracticeWindow, scenario: str) -> None:
    from borrower_app.presentation.reading.loan_choices import households

    for code in RECORD_PAGES:
        practice.show(code)
        album.take(practice, scenario, "open")
    records = practice.state.records
    assert records is not None
    language = practice.app.language
    combined = households(records.reading(language))
    for loan in records.snapshot.loans[:2]:
        for code in ("S-1", "S-2", "S-3") if combined else ("S-2", "S-3"):
            practice.show(code, loan.record.id)
            first = "first_loan" if code == "S-1" else "open"
            album.take(practice, scenario, first if loan is records.snapshot.loans[0] else "second_loan")
    for household in combined[:1]:
        practice.show("S-3", household.subject)
        album.take(practice, scenario, "combined")
    shown: set[str] = set()
    for held in records.snapshot.attempts[:40]:
        state = records.reading(language).explanation(held.record).state.value
        if state not in shown:
            shown.add(state)
            practice.show("D-2", held.record.id)
            album.take(practice, scenario, state)
            if state != "posted":
                _what_it_rests_on(album, practice, scenario, held.record.id)


def _what_it_rests_on(album: Album, practice: PracticeWindow, scenario: str, attempt_id: str) -> None:
    """E-1 and E-2 as the attempt's page leads there: one picture of each kind of record and of each question."""
    from borrower_app.presentation.debits.attempt import attempt_view

    records = practice.state.records
    assert records is not None
    view = attempt_view(records.reading(practice.app.language), attempt_id)
    for code, subject in _ways_out(view, ("E-1", "E-2")):
        if album.wants(code):
            practice.show(code, subject)
            album.take(practice, scenario, subject.partition(":")[0])


def _ways_out(view: object, codes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where the actions of a view lead, the first of each kind of subject."""
    import msgspec

    found: dict[tuple[str, str], str] = {}

    def walk(value: object) -> None:
        if isinstance(value, dict):
            code, subject = value.get("code"), value.get("subject")
            if code in codes and isinstance(subject, str):
                found.setdefault((str(code), subject.partition(":")[0]), subject)
            for item in value.values():
                walk(item)
        elif isinstance(value, list | tuple):
            for item in value:
                walk(item)

    walk(msgspec.to_builtins(view))
    return [(code, subject) for (code, _kind), subject in found.items()]


def _chart_numbers(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """S-1 with the numbers of the chart as a table."""
    from borrower_app.ui.widgets.buttons import WordButton

    records = practice.state.records
    if records is None or not records.snapshot.loans or not album.wants("S-1"):
        return
    practice.show("S-1", records.snapshot.loans[0].record.id)
    words = practice.app.language.say("Show the numbers of each year")
    for button in practice.window.page.findChildren(WordButton):
        if button.words == words:
            button.click()
            album.take(practice, scenario, "numbers")


def _what_ifs(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """S-2: every year, one that was saved, and entries that can't be read."""
    from borrower_app.presentation.intents import RemoveWhatIf, SaveWhatIf, TryWhatIf, WhatIfEntry

    records = practice.state.records
    if records is None or not records.snapshot.loans or not album.wants("S-2"):
        return
    loan_id = records.snapshot.loans[0].record.id
    day = (records.reading(practice.app.language).today + dt.timedelta(days=62)).isoformat()
    emit = practice.window.intended.emit
    practice.show("S-2", loan_id)
    entry = WhatIfEntry("10 万元", day, yearly=True)
    emit(TryWhatIf(loan_id, entry))
    album.take(practice, scenario, "every_year")
    emit(SaveWhatIf(loan_id, entry))
    _until(lambda: practice.is_settled)
    album.take(practice, scenario, "saved")
    emit(TryWhatIf(loan_id, WhatIfEntry("很多", "明年")))
    album.take(practice, scenario, "not_understood")
    emit(TryWhatIf(loan_id, WhatIfEntry("5000", day)))
    album.take(practice, scenario, "contract_objects")
    for what_if in practice.state.saved_what_ifs:
        emit(RemoveWhatIf(what_if.identifier))
    _until(lambda: practice.is_settled)


def _exports(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """S-7: before, the question about a file that is there, saved, and a folder that is gone."""
    from borrower_app.presentation.intents import AnswerOverwrite, ExportSchedule
    from borrower_app.ui.save_dialog import ChosenPlace, OnPlace, Suggestion

    records = practice.state.records
    if records is None or not records.snapshot.loans or not album.wants("S-7"):
        return
    loan_id = records.snapshot.loans[0].record.id
    practice.show("S-7", loan_id)
    album.take(practice, scenario, "open")
    with _documents() as documents:
        folder = [documents]

        def answers(parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
            answer(ChosenPlace(folder[0] / suggestion.name))

        practice.router.exporting.ask_for_place = answers
        emit = practice.window.intended.emit
        for state, wish in (
            ("saved", ExportSchedule(loan_id, "csv")),
            ("file_exists", ExportSchedule(loan_id, "csv")),
            ("replaced", AnswerOverwrite(replace=True)),
        ):
            emit(wish)
            _until(lambda: practice.is_settled)
            album.take(practice, scenario, state)
        folder[0] /= "gone"
        emit(ExportSchedule(loan_id, "pdf"))
        _until(lambda: practice.is_settled)
        album.take(practice, scenario, "not_saved")


@contextmanager
def _documents() -> Iterator[Path]:
    """A folder to save into, of the same name each time where that is free: its path stands in the pictures."""
    folder = Path(tempfile.gettempdir()) / "documents"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        with tempfile.TemporaryDirectory(prefix="documents-") as name:
            yield Path(name)
        return
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pasted_messages(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """D-3: empty, with the lender's own message of the story, and with a made-up fraud."""
    from borrower_app.presentation.intents import ReadMessage

    records = practice.state.records
    assert records is not None
    practice.show("D-3")
    album.take(practice, scenario, "empty")
    own = next((held.record.body for held in records.snapshot.messages if held.record.attempt_id), None)
    kinds = [(kind, text, "") for kind, text in MADE_UP_MESSAGES.items()]
    for state, text, sender in (("message", own, ""), ("fraud", MADE_UP_FRAUD, MADE_UP_PHONE), *kinds):
        if text is not None:
            practice.window.intended.emit(ReadMessage(text, sender))
            album.take(practice, scenario, state)
    practice.window.intended.emit(ReadMessage(""))


def _retry(album: Album, practice: PracticeWindow, scenario: str, base_url: str) -> None:
    """C-5 to its end."""
    from borrower_app.tour.guides import GuideTour

    records = practice.state.records
    assert records is not None
    tried = next(held.record for held in records.snapshot.attempts if held.record.attempted_at is not None)
    GuideTour(album, practice, scenario, base_url, _until).ask_retry(tried.id)


def _guides(album: Album, practice: PracticeWindow, scenario: str, base_url: str) -> None:
    """Every step of every guide. The fresh sign-in that an old session needs is part of it."""
    from borrower_app.tour.guides import GuideTour

    records = practice.state.records
    assert records is not None
    practice.state.signed_in_at = None
    tour = GuideTour(album, practice, scenario, base_url, _until)
    loan = records.snapshot.loans[0].record
    tried = next((held.record for held in records.snapshot.attempts if held.record.attempted_at is not None), None)
    if tried is not None:
        tour.debits(tried.id)
    tour.ask_prepayment(loan.id)
    tour.confirm_details()
    tour.change_contact("email", "made-up@example.com")
    tour.change_card(loan.id)
    tour.sign_mandate(loan.id)
    tour.old_phone_is_gone()
    practice.state.signed_in_at = None
    tour.change_contact("phone", "190 0000 0099", old_phone="yes")
    tour.change_contact("id_expiry", "2046-01-20")
    records = practice.state.records
    assert records is not None
    tour.end_mandate(next(held.record.id for held in records.snapshot.mandates if held.record.status == "active"))


def _settings_and_pin(album: Album, practice: PracticeWindow, scenario: str) -> None:
    from borrower_app.application.running.state import Phase
    from borrower_app.presentation.intents import LockNow, SetPin, Unlock

    practice.show("T-1")
    album.take(practice, scenario, "open")
    practice.show("T-1", "sign-out")
    album.take(practice, scenario, "asks_before_sign_out")
    practice.show("T-1", "sign-out-all")
    album.take(practice, scenario, "asks_about_own_data")
    practice.show("F-3", "set-pin")
    album.take(practice, scenario, "new_pin")
    emit = practice.window.intended.emit
    emit(SetPin("246813"))
    _until(lambda: practice.is_settled and practice.state.pin.is_set)
    practice.show("T-1")
    album.take(practice, scenario, "with_pin")
    emit(LockNow())
    album.take(practice, scenario, "locked")
    emit(Unlock("111111"))
    _until(lambda: practice.is_settled and practice.state.pin.wrong)
    album.take(practice, scenario, "wrong_pin")
    emit(Unlock("246813"))
    _until(lambda: practice.is_settled and practice.state.phase is Phase.OPEN)


def _after_sign_out_and_offline(album: Album, practice: PracticeWindow, scenario: str, lender: SandboxChild) -> None:
    from borrower_app.presentation.intents import SignOut, SyncNow

    emit = practice.window.intended.emit
    lender.stop()
    before = practice.state.round.finished
    emit(SyncNow())
    _until(lambda: practice.state.round.finished > before and practice.is_settled)
    practice.show("H-1")
    album.take(practice, scenario, "offline")
    _let_days_pass(practice, 3)
    album.take(practice, scenario, "offline_and_old")
    _planned_time_has_passed(album, practice, scenario)
    emit(SignOut())
    _until(lambda: practice.is_settled and not practice.state.signed_in)
    practice.show("H-1")
    album.take(practice, scenario, "sign_in_needed")
    practice.show("D-1")
    album.take(practice, scenario, "sign_in_needed")
    practice.show("F-2")
    album.take(practice, scenario, "idle")


def _planned_time_has_passed(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """D-2 of a debit whose planned retry lies behind and brought no news."""
    from borrower_app.presentation.reading.urgent_debits import urgent_attempts

    records = practice.state.records
    assert records is not None
    for attempt in urgent_attempts(records.reading(practice.app.language))[:1]:
        if attempt.retry is not None and attempt.retry.at is not None:
            practice.show("D-2", attempt.id)
            album.take(practice, scenario, "plan_without_news")


def _let_days_pass(practice: PracticeWindow, days: int) -> None:
    """Read the same records as a computer would whose clock is that much later."""
    from borrower_app.application.running.records import ReadRecords

    records = practice.state.records
    assert records is not None
    practice.state.records = ReadRecords(records.snapshot, records.now + dt.timedelta(days=days), records.floor)
    practice.app.changed()


def _first_start_and_sign_in(album: Album, scenario: str, plan: TourPlan, base_url: str) -> None:
    from borrower_app.tour.first_start import FirstStartTour, sign_in_pictures

    if any(album.wants(code) for code in FirstStartTour.CODES):
        FirstStartTour(album, scenario, partial(_practice, plan=plan), _until).walk(base_url)
    if album.wants("F-2"):
        with _practice(base_url, plan) as practice:
            sign_in_pictures(album, practice, scenario, base_url, _until)


def _faults(album: Album, scenario: str, plan: TourPlan) -> None:
    """A lender that can't be reached at the very first start, and a folder that can't be used."""
    with _practice("http://127.0.0.1:9", plan) as practice:
        practice.app.key = bytes(32)
        practice.begin()
        _until(lambda: practice.is_settled and practice.state.sign_in.stage == "failed")
        practice.show("H-1")
        album.take(practice, scenario, "nothing_yet")
        practice.show("F-2")
        album.take(practice, scenario, "failed")
        for code in (FailureCode.DISK_FULL, FailureCode.DATABASE_DAMAGED, FailureCode.DATABASE_NEWER):
            practice.router.opening.show_fault(StorageFault(code))
            album.take(practice, scenario, code.value)


@contextmanager
def _practice(base_url: str, plan: TourPlan) -> Iterator[PracticeWindow]:
    from borrower_app.application.practice.desk import PracticeDesk
    from borrower_app.application.practice.practice_window import PracticeWindow

    settings = Settings(language=plan.languages[0], theme=plan.themes[0], key_storage="memory", reduced_motion=True)
    practice = PracticeWindow(base_url, settings, practice=PracticeDesk)
    practice.window.show()
    try:
        yield practice
    finally:
        practice.close()


def _until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Let the window work until something has come about; raises Offline when it does not."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Offline(FailureCode.TOO_SLOW, "the tour waited in vain")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)
