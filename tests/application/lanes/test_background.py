"""Three lanes and one bridge: results cross once, in the UI thread, as a value; wrong lanes raise; close joins."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.lanes.background import (
    Advanced,
    Background,
    Cancelled,
    Done,
    Failed,
    JobOutcome,
    Reporter,
)
from borrower_app.application.lanes.lane import WrongLane
from borrower_app.failures import FailureCode, Offline

SECONDS = 30
PATIENCE_MS = 1_000 * SECONDS


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_a_result_crosses_to_the_ui_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[JobOutcome, str, str]] = []
    names: list[str] = []

    def job(reporter: Reporter) -> str:
        names.append(threading.current_thread().name)
        reporter.advance(1)
        return "read"

    ticket = background.run(
        background.store, job, lambda outcome: seen.append((outcome, threading.current_thread().name, ""))
    )
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert [outcome for outcome, _, _ in seen] == [Advanced(ticket.number, 1), Done(ticket.number, "read")]
    assert {name for _, name, _ in seen} == {threading.main_thread().name}
    assert names[0].startswith("store")


@pytest.mark.parametrize("error", [Offline(FailureCode.UNREACHABLE), ZeroDivisionError("a bug")])
def test_an_error_crosses_as_a_value(background: Background, qtbot: QtBot, error: Exception) -> None:
    seen: list[JobOutcome] = []

    def job(reporter: Reporter) -> None:
        raise error

    background.run(background.network, job, seen.append)
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE_MS)
    assert isinstance(seen[0], Failed)
    assert seen[0].error is error
    assert seen[0].failure is (error if isinstance(error, Offline) else None)


def test_cancelling_answers_once_with_cancelled(background: Background, qtbot: QtBot) -> None:
    seen: list[JobOutcome] = []
    begun = threading.Event()

    def patient(reporter: Reporter) -> None:
        begun.set()
        reporter.stop.wait(SECONDS)
        reporter.check()

    running = background.run(background.network, patient, seen.append)
    queued = background.run(background.network, lambda reporter: None, seen.append)
    assert begun.wait(SECONDS)
    queued.cancel()
    running.cancel()
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert {type(outcome) for outcome in seen} == {Cancelled}
    assert not background.is_busy


def test_calls_from_the_wrong_lane_raise(background: Background, qtbot: QtBot) -> None:
    with pytest.raises(WrongLane):
        background.store.demand()
    with pytest.raises(WrongLane):
        background.store.ask(lambda: None)
    seen: list[JobOutcome] = []
    background.run(background.network, lambda reporter: background.store.ask(lambda: "from the store"), seen.append)
    background.run(background.store, lambda reporter: background.run(background.store, lambda _: 1, print), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    done = next(outcome for outcome in seen if isinstance(outcome, Done))
    assert done.value == "from the store"
    failed = next(outcome for outcome in seen if isinstance(outcome, Failed))
    assert isinstance(failed.error, WrongLane)


def test_closing_joins_the_lanes_and_drops_late_outcomes(qtbot: QtBot) -> None:
    background = Background()
    seen: list[JobOutcome] = []
    begun = threading.Event()

    def patient(reporter: Reporter) -> None:
        begun.set()
        reporter.stop.wait(SECONDS)

    background.run(background.store, patient, seen.append)
    assert begun.wait(SECONDS)
    background.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("store", "network"))]
    with pytest.raises(WrongLane):
        background.run(background.store, lambda reporter: None, seen.append)
    assert seen == []
