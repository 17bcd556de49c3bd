"""The picture tour: PNGs of every screen and state from the real window over the real sandbox, and `index.json`.

Nothing is drawn for the tour alone. Each picture is what a borrower of that story sees; states such as "offline" come
about as they do in life: the lender's process is stopped, the PIN is set, the clock goes on.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from borrower_app.failures import FailureCode, Offline, StorageFault, WrongUse
from borrower_app.sandbox_child import SandboxChild
from borrower_app.settings import Settings

if TYPE_CHECKING:
    from borrower_app.ui.practice import Practice

PATIENCE_SECONDS = 60.0
RECORD_PAGES = ("H-1", "H-2", "D-1", "S-1", "C-1", "P-1", "M-1")
MADE_UP_FRAUD = (
    "【贷款中心】您的房贷已逾期！请立即点击 http://pay.example/x 并把验证码发给客服，转账至指定账户，"
    "否则将起诉并通知您的家人。"
)


@dataclass(frozen=True, slots=True)
class TourPlan:
    """What to draw. `scenarios` None: all; `screen` None: every screen."""

    folder: Path
    scenarios: tuple[str, ...] | None
    languages: tuple[Literal["zh", "en"], ...]
    themes: tuple[Literal["light", "dark"], ...]
    scales: tuple[int, ...]
    screen: str | None = None


class Album:
    """Writes pictures in every wanted language, theme and text size, and remembers what is on them."""

    def __init__(self, plan: TourPlan) -> None:
        self._plan = plan
        self._entries: list[dict[str, Any]] = []

    def wants(self, code: str) -> bool:
        """Whether a screen is part of the plan."""
        return self._plan.screen is None or self._plan.screen == code

    def take(self, practice: Practice, scenario: str, state: str) -> None:
        """Pictures of the page that is shown, if it is wanted."""
        from borrower_app.language import Language
        from borrower_app.ui.tour import paint, show_whole_page, visible_texts

        code = practice.window.address.code
        if not self.wants(code):
            return
        for language in self._plan.languages:
            for theme in self._plan.themes:
                for scale in self._plan.scales:
                    practice.theme.choose(theme, scale * 100, Language(language))
                    show_whole_page(practice.window)
                    name = f"{scenario}-{code}-{state}-{language}-{theme}-{scale}.png".replace(" ", "_")
                    try:
                        paint(practice.window, self._plan.folder / name)
                    except OSError as error:
                        raise StorageFault(FailureCode.STORAGE_IO, str(error)) from error
                    self._entries.append(
                        {
                            "file": name,
                            "code": code,
                            "state": state,
                            "scenario": scenario,
                            "lang": language,
                            "theme": theme,
                            "scale": scale,
                            "title": practice.window.windowTitle(),
                            "texts": visible_texts(practice.window),
                        }
                    )

    def write_index(self) -> int:
        """`index.json` beside the pictures; how many there are."""
        text = json.dumps(self._entries, ensure_ascii=False, indent=1)
        try:
            (self._plan.folder / "index.json").write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise StorageFault(FailureCode.STORAGE_IO, str(error)) from error
        return len(self._entries)


def run(plan: TourPlan) -> int:
    """Draw; raises WrongUse for an unknown scenario or screen or a folder that can't be written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from borrower_app.ui.main import application_of_this_process
    from borrower_app.ui.navigation import PAGES

    if plan.screen is not None and plan.screen not in PAGES:
        raise WrongUse(FailureCode.WRONG_USE, f"--screen {plan.screen}: one of {', '.join(PAGES)} is expected")
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(FailureCode.FILE_UNREADABLE, file=str(plan.folder), reason=error.strerror or "") from error
    from borrower_app.sandbox.scenarios import story_names

    application_of_this_process()
    album = Album(plan)
    scenarios = plan.scenarios or story_names()
    for number, scenario in enumerate(scenarios):
        _story(album, scenario, plan, whole=number == 0 or plan.scenarios is not None)
    album.write_index()
    return 0


def _story(album: Album, scenario: str, plan: TourPlan, *, whole: bool) -> None:
    """One story's pictures: its pages; with `whole` every other screen and state, too."""
    with SandboxChild(scenario) as lender, _practice(lender.base_url, plan) as practice:
        practice.begin()
        _until(lambda: practice.state.round.finished > 0 and practice.is_settled and practice.state.records is not None)
        _pages(album, practice, scenario)
        if whole:
            _pasted_messages(album, practice, scenario)
            _settings_and_pin(album, practice, scenario)
            _after_sign_out_and_offline(album, practice, scenario, lender)
    if whole:
        with SandboxChild(scenario, approve_devices=False) as lender:
            _first_start(album, scenario, plan, lender.base_url)
        _faults(album, scenario, plan)


def _pages(album: Album, practice: Practice, scenario: str) -> None:
    for code in RECORD_PAGES:
        practice.show(code)
        album.take(practice, scenario, "open")
    records = practice.state.records
    assert records is not None
    for loan in records.snapshot.loans[:2]:
        for code in ("S-2", "S-3"):
            practice.show(code, loan.record.id)
            album.take(practice, scenario, "open" if loan is records.snapshot.loans[0] else "second_loan")
    shown: set[str] = set()
    language = practice.app.language
    for held in records.snapshot.attempts[:40]:
        state = records.reading(language).explanation(held.record).state.value
        if state not in shown:
            shown.add(state)
            practice.show("D-2", held.record.id)
            album.take(practice, scenario, state)
            if state != "posted":
                _what_it_rests_on(album, practice, scenario, held.record.id)


def _what_it_rests_on(album: Album, practice: Practice, scenario: str, attempt_id: str) -> None:
    """E-1 and E-2 as the attempt's page leads there: one picture of each kind of record and of each question."""
    from borrower_app.ui.intents import Address

    records = practice.state.records
    assert records is not None
    view = records.view(Address("D-2", attempt_id), practice.app.language)
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


def _pasted_messages(album: Album, practice: Practice, scenario: str) -> None:
    """D-3: empty, with the lender's own message of the story, and with a made-up fraud."""
    from borrower_app.ui.intents import ReadMessage

    records = practice.state.records
    assert records is not None
    practice.show("D-3")
    album.take(practice, scenario, "empty")
    own = next((held.record.body for held in records.snapshot.messages if held.record.attempt_id), None)
    for state, text in (("message", own), ("fraud", MADE_UP_FRAUD)):
        if text is not None:
            practice.window.intended.emit(ReadMessage(text))
            album.take(practice, scenario, state)
    practice.window.intended.emit(ReadMessage(""))


def _settings_and_pin(album: Album, practice: Practice, scenario: str) -> None:
    from borrower_app.ui.intents import Address, LockNow, SetPin, Unlock

    practice.show("T-1")
    album.take(practice, scenario, "open")
    practice.show("T-1", "sign-out")
    album.take(practice, scenario, "asks_before_sign_out")
    practice.show("F-3", "set-pin")
    album.take(practice, scenario, "new_pin")
    emit = practice.window.intended.emit
    emit(SetPin("246813"))
    _until(lambda: practice.is_settled and practice.state.pin.kept is not None and practice.state.pin.kept.hash)
    emit(LockNow())
    album.take(practice, scenario, "locked")
    emit(Unlock("111111"))
    _until(lambda: practice.is_settled and practice.state.pin.wrong)
    album.take(practice, scenario, "wrong_pin")
    emit(Unlock("246813"))
    _until(lambda: practice.is_settled and practice.window.address == Address("H-1"))


def _after_sign_out_and_offline(album: Album, practice: Practice, scenario: str, lender: SandboxChild) -> None:
    from borrower_app.ui.intents import SignOut, SyncNow

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


def _planned_time_has_passed(album: Album, practice: Practice, scenario: str) -> None:
    """D-2 of a debit whose planned retry lies behind and brought no news."""
    from borrower_app.presentation.urgent_debits import urgent_attempts

    records = practice.state.records
    assert records is not None
    for attempt in urgent_attempts(records.reading(practice.app.language))[:1]:
        if attempt.retry is not None and attempt.retry.at is not None:
            practice.show("D-2", attempt.id)
            album.take(practice, scenario, "plan_without_news")


def _let_days_pass(practice: Practice, days: int) -> None:
    """Read the same records as a computer would whose clock is that much later."""
    from borrower_app.ui.running.records import ReadRecords

    records = practice.state.records
    assert records is not None
    practice.state.records = ReadRecords(records.snapshot, records.now + dt.timedelta(days=days), records.floor)
    practice.app.changed()


def _first_start(album: Album, scenario: str, plan: TourPlan, base_url: str) -> None:
    from borrower_app.ui.intents import BeginFirstStart, CancelSignIn, ChooseKeyStorage, PutOffPin, StartSignIn

    with _practice(base_url, plan) as practice:
        emit = practice.window.intended.emit
        practice.begin_first_start()
        album.take(practice, scenario, "welcome")
        emit(BeginFirstStart())
        _until(lambda: practice.is_settled and practice.state.keyring_usable is not None)
        album.take(practice, scenario, "safety")
        emit(ChooseKeyStorage("memory"))
        _until(lambda: practice.is_settled and practice.state.start_step == "pin")
        album.take(practice, scenario, "pin")
        emit(PutOffPin())
        album.take(practice, scenario, "sign_in")
        emit(StartSignIn())
        _until(lambda: practice.state.sign_in.stage == "waiting")
        album.take(practice, scenario, "code")
        emit(CancelSignIn())
        _until(lambda: practice.is_settled)
    with SandboxChild(scenario) as lender, _practice(lender.base_url, plan) as practice:
        emit = practice.window.intended.emit
        practice.begin_first_start()
        emit(BeginFirstStart())
        emit(ChooseKeyStorage("memory"))
        _until(lambda: practice.is_settled and practice.state.start_step == "pin")
        emit(PutOffPin())
        emit(StartSignIn())
        _until(lambda: practice.state.round.finished > 0 and practice.is_settled)
        album.take(practice, scenario, "fetched")


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
def _practice(base_url: str, plan: TourPlan) -> Iterator[Practice]:
    from borrower_app.ui.practice import Practice

    settings = Settings(language=plan.languages[0], theme=plan.themes[0], key_storage="memory", reduced_motion=True)
    practice = Practice(base_url, settings)
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
