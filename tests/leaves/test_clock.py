"""The one clock and the one source of names: stopped and seeded for pictures, else running and not to be foretold."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from borrower_app import clock, identifiers

PACKAGE = Path(clock.__file__).parent


def test_a_stopped_clock_stands_and_then_runs_again() -> None:
    moment = dt.datetime(2026, 11, 20, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    clock.stop_at(moment)
    try:
        assert clock.now() == clock.now() == moment
        assert clock.now().tzinfo is dt.UTC
    finally:
        clock.stop_at(None)
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock.stop_at(dt.datetime(2026, 11, 20, 9))  # noqa: DTZ001 - that is what is refused


def test_nobody_else_asks_the_computers_clock_for_an_instant() -> None:
    asking = re.compile(r"datetime\.(now|today|utcnow)\(|dt\.date\.today\(")
    found = [str(file) for file in PACKAGE.rglob("*.py") if asking.search(file.read_text(encoding="utf-8"))]
    assert found == [str(PACKAGE / "clock.py")]


def test_names_repeat_only_from_the_same_seed() -> None:
    identifiers.draw_from_seed(7)
    try:
        first = identifiers.new_identifier("op"), identifiers.draw("AB12", 8)
        identifiers.draw_from_seed(7)
        assert (identifiers.new_identifier("op"), identifiers.draw("AB12", 8)) == first
    finally:
        identifiers.draw_at_random()
    assert re.fullmatch(r"op-[0-9a-f]{24}", identifiers.new_identifier("op"))
    assert identifiers.new_identifier("op") != first[0]
