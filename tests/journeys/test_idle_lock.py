"""The window locks by itself: after time without input, after sleep; input keeps it open; nothing is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from borrower_app.application.lock.idle_lock import IdleLock
from borrower_app.application.running.state import Phase
from borrower_app.clock import seconds_asleep_or_awake
from borrower_app.settings import load
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import CARDS, HOME, Desk, fetched, lock_now, opened, set_pin, to_settings, unlock

PIN = "135790"


class Clock:
    """Seconds that go on when a test says so, as after a sleep."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return seconds_asleep_or_awake() + self.skipped


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CommandLine]:
    folder = tmp_path_factory.mktemp("idle")
    with SandboxProcess("all_well") as sandbox:
        line = CommandLine(folder, sandbox.base_url)
        line.sign_in_and_sync()
        yield line


@pytest.fixture
def desk(line: CommandLine, qtbot: QtBot) -> Iterator[Desk]:
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        past_the_pin(desk)
        yield desk


def past_the_pin(desk: Desk) -> None:
    """The folder keeps its PIN from one test to the next."""
    if desk.is_in(Phase.LOCKED):
        desk.settled()
        unlock(desk, PIN)
    fetched(desk)


def lock_of(desk: Desk) -> IdleLock:
    return desk.router.idle_lock


def with_pin(desk: Desk) -> None:
    """Set, or set once more; one is in the settings then."""
    if not desk.state.pin.is_set:
        set_pin(desk, PIN)
    to_settings(desk)
    desk.until(lambda: lock_of(desk).is_watching)


def shortened(desk: Desk, minute: float) -> None:
    """A minute of the setting has so many seconds now."""
    lock_of(desk).minute = minute
    lock_of(desk).review()


def looks_often(desk: Desk) -> None:
    """At the clock, from now on."""
    lock_of(desk).look_seconds = 0.05
    shortened(desk, 59.9)


def test_without_a_pin_nothing_watches(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            assert not lock_of(desk).is_watching
            to_settings(desk)
            assert "自动锁定" not in desk.words
            with_pin(desk)
            assert desk.is_at("T-1")
            assert "自动锁定" in desk.words


def test_it_locks_and_hides_everything(desk: Desk) -> None:
    with_pin(desk)
    desk.goes(CARDS)
    assert "1234" in desk.words
    shortened(desk, 0.02)
    desk.until(lambda: desk.is_in(Phase.LOCKED))
    assert desk.is_at("F-3")
    assert not lock_of(desk).is_watching
    assert "1234" not in desk.words
    shortened(desk, 60)
    unlock(desk, PIN)
    assert desk.is_at("C-1"), "back where one was"
    assert lock_of(desk).is_watching


def test_every_kind_of_input_keeps_it_open(desk: Desk, qtbot: QtBot) -> None:
    clock = Clock()
    with_pin(desk)
    desk.goes(HOME)
    lock_of(desk).clock = clock
    window = desk.window

    def typed_by_input_method() -> None:
        QCoreApplication.sendEvent(window.page, QInputMethodEvent("ni", []))

    for act in (
        lambda: desk.user.key(Qt.Key.Key_Down),
        lambda: qtbot.mouseClick(window.page, Qt.MouseButton.LeftButton),
        lambda: qtbot.mouseMove(window.area.viewport(), QPoint(5, 5)),
        lambda: qtbot.mouseMove(window.area.viewport(), QPoint(9, 9)),
        typed_by_input_method,
    ):
        clock.skipped += 14 * 60
        act()
        assert desk.is_in(Phase.OPEN)
    looks_often(desk)
    clock.skipped += 15 * 60
    desk.until(lambda: desk.is_in(Phase.LOCKED))
    unlock(desk, PIN)


def test_after_sleep_it_locks_without_any_input(desk: Desk) -> None:
    """The screen is on again before anybody has touched a key."""
    clock = Clock()
    with_pin(desk)
    lock_of(desk).clock = clock
    looks_often(desk)
    assert desk.is_in(Phase.OPEN)
    clock.skipped += 20 * 60
    desk.until(lambda: desk.is_in(Phase.LOCKED))
    unlock(desk, PIN)


class Spy(QObject):
    """Remembers which events reach an object."""

    def __init__(self, watched: QObject) -> None:
        super().__init__()
        self.seen: set[QEvent.Type] = set()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen.add(event.type())
        return False


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_F5])
def test_after_sleep_the_first_key_only_locks(desk: Desk, key: Qt.Key) -> None:
    clock = Clock()
    with_pin(desk)
    lock_of(desk).clock = clock
    before = desk.state.round.finished
    clock.skipped += 20 * 60
    spy = Spy(desk.window.windowHandle())
    QTest.keyClick(desk.window.windowHandle(), key)
    assert desk.is_in(Phase.LOCKED)
    assert QEvent.Type.KeyPress not in spy.seen, "the key reached the window behind the lock"
    assert "自动锁定" not in desk.words
    assert not desk.state.round.running
    assert desk.state.round.finished == before, "F5 was a shortcut all the same"
    unlock(desk, PIN)


def test_after_sleep_the_first_click_only_locks(desk: Desk) -> None:
    clock = Clock()
    with_pin(desk)
    lock_of(desk).clock = clock
    clock.skipped += 20 * 60
    desk.user.presses("English")
    assert desk.is_in(Phase.LOCKED)
    assert desk.state.settings.language == "zh"
    assert desk.is_at("F-3")
    unlock(desk, PIN)


def test_a_short_sleep_does_not_lock(desk: Desk) -> None:
    clock = Clock()
    with_pin(desk)
    lock_of(desk).clock = clock
    clock.skipped += 14 * 60
    desk.user.key(Qt.Key.Key_Down)
    assert desk.is_in(Phase.OPEN)


def test_the_choice_is_kept_and_works_at_once(desk: Desk, line: CommandLine) -> None:
    clock = Clock()
    with_pin(desk)
    lock_of(desk).clock = clock
    assert {"5 分钟", "15 分钟", "30 分钟", "从不"} <= set(desk.user.buttons())
    desk.user.presses("5 分钟")
    desk.settled()
    assert load(line.data).lock_after_minutes == 5
    clock.skipped += 6 * 60
    desk.user.key(Qt.Key.Key_Down)
    assert desk.is_in(Phase.LOCKED)
    unlock(desk, PIN)
    desk.user.presses("从不")
    desk.settled()
    assert not lock_of(desk).is_watching
    assert load(line.data).lock_after_minutes == 0
    clock.skipped += 100 * 60
    desk.user.key(Qt.Key.Key_Down)
    assert desk.is_in(Phase.OPEN)
    desk.user.presses("15 分钟")
    desk.settled()
    assert lock_of(desk).is_watching


def test_closing_leaves_no_filter_and_no_timer(line: CommandLine, qtbot: QtBot) -> None:
    with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
        past_the_pin(desk)
        with_pin(desk)
        lock = lock_of(desk)
        assert lock._timer.isActive()
    assert not lock.is_watching
    assert not lock._timer.isActive()
    lock.stop()


def test_locking_by_hand_ends_the_watch_and_unlocking_begins_it_anew(desk: Desk) -> None:
    with_pin(desk)
    lock_now(desk)
    assert not lock_of(desk).is_watching
    unlock(desk, PIN)
    assert lock_of(desk).is_watching


def test_the_clock_goes_on() -> None:
    first = seconds_asleep_or_awake()
    assert seconds_asleep_or_awake() >= first
