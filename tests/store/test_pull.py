"""Staging and swap: a reader sees one whole old or one whole new state, and a killed pull goes on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from borrower_app.failures import BadServerData, FailureCode
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

KEY = bytes(range(32))


def pull_whole(store: Store, cursor: str = "c1", everything: tuple[lender.Sent, ...] | None = None) -> int:
    """Bring a whole state in on one page; returns how many records changed."""
    records = tuple(lender.household()) if everything is None else everything
    store.stage_page(lender.page(records, cursor, records), full=True, first=True)
    return len(store.finish_pull(lender.NOW, 0.5))


def test_a_whole_pull_becomes_the_picture(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.pull_state().cursor is None
    assert pull_whole(store) == 6
    picture = store.snapshot()
    assert [held.record.id for held in picture.loans] == ["loan-1"]
    assert [held.record.id for held in picture.attempts] == ["attempt-1", "attempt-2"]
    assert picture.tables["loan-1"].record.rows[2].n == 3
    assert picture.unknown_kinds == 1
    assert picture.freshness.business_date == dt.date(2026, 11, 20)
    assert picture.freshness.clock_difference_seconds == 0.5
    assert picture.freshness.verified
    assert store.business_floor() == dt.date(2026, 11, 20)
    assert store.pull_state().cursor == "c1"
    store.close()
    again = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert not again.snapshot().freshness.verified
    assert again.check_and_repair() == []
    assert again.snapshot() == picture
    again.close()


def test_the_dump_holds_the_bytes_as_received_in_canonical_order(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    pull_whole(store)
    dumped = store.dump()
    store.close()
    for record in lender.household():
        assert b'"' + record.identifier.encode() + b'":' + record.data in dumped
    decoded = json.loads(dumped)
    assert list(decoded) == ["as_of", "records"]
    assert list(decoded["records"]) == sorted(decoded["records"])
    assert list(decoded["records"]["debit_attempt"]) == ["attempt-1", "attempt-2"]


def test_a_killed_pull_goes_on_where_it_stopped(tmp_path: Path) -> None:
    records = tuple(lender.household())
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    store.stage_page(lender.page(records[:3], "p1"), full=True, first=True)
    store.close()
    again = Store.open(tmp_path / "data", KEY, lender.LENDER)
    staging = again.pull_state().staging
    assert staging is not None
    assert (staging.cursor, staging.full, staging.complete) == ("p1", True, False)
    assert again.snapshot().loans == ()
    # One attempt was received by the run that was killed, the other by this one: both become proof as received.
    assert [record.kind for record in records].index("debit_attempt") < 3
    again.stage_page(lender.page(records[3:], "p2", records), full=True, first=False)
    assert len(again.finish_pull(lender.NOW, None)) == 6
    for record in records:
        if record.kind == "debit_attempt":
            assert [entry.data for entry in again.proof_of_attempt(record.identifier)] == [record.data]
    assert again.pull_state().cursor == "p2"
    assert again.pull_state().staging is None
    again.close()


def test_a_delta_changes_adds_and_removes(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    pull_whole(store)
    newer = lender.attempt(1, version=2, text="交易超限")
    added = lender.attempt(3)
    after = [
        newer,
        added,
        *(record for record in lender.household() if record.identifier not in ("attempt-1", "table-1")),
    ]
    store.stage_page(lender.page([newer, added, ("installment_table", "table-1")], "c2", after), full=False, first=True)
    changed = store.finish_pull(lender.NOW, None)
    assert changed.keys == {
        ("debit_attempt", "attempt-1"),
        ("debit_attempt", "attempt-3"),
        ("installment_table", "table-1"),
    }
    picture = store.snapshot()
    assert picture.tables == {}
    assert [held.version for held in picture.attempts] == [2, 1, 1]
    assert [entry.version for entry in store.proof_of_attempt("attempt-1")] == [1, 2]
    assert store.verify() == []
    store.close()


def test_a_wrong_digest_keeps_the_old_state(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    pull_whole(store)
    before = store.dump()
    store.stage_page(lender.page([lender.attempt(9)], "c2", lender.household()), full=False, first=True)
    with pytest.raises(BadServerData) as caught:
        store.finish_pull(lender.NOW, None)
    assert caught.value.code is FailureCode.DIGEST_MISMATCH
    assert store.dump() == before
    assert store.pull_state().cursor == "c1"
    assert store.pull_state().staging is None
    assert store.proof_of_attempt("attempt-9") == []
    store.close()


def test_a_bad_record_refuses_its_whole_page(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    bad = lender.sent("mandate", "mandate-2", status="active")
    with pytest.raises(BadServerData):
        store.stage_page(lender.page([lender.attempt(1), bad], "p1"), full=True, first=True)
    assert store.pull_state().staging is None
    store.close()


def test_a_page_out_of_turn_is_a_bug(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    with pytest.raises(ValueError, match="no such pull"):
        store.stage_page(lender.page([lender.attempt(1)], "p1"), full=True, first=False)
    with pytest.raises(ValueError, match="not complete"):
        store.finish_pull(lender.NOW, None)
    store.close()


def test_a_record_deleted_and_sent_again_within_a_pull(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    first: list[lender.Sent | tuple[str, str]] = [lender.loan(), lender.attempt(1), ("debit_attempt", "attempt-1")]
    store.stage_page(lender.page(first, "p1"), full=True, first=True)
    final = (lender.loan(), lender.attempt(1, version=3))
    store.stage_page(lender.page([final[1]], "p2", final), full=True, first=False)
    store.finish_pull(lender.NOW, None)
    assert [held.version for held in store.snapshot().attempts] == [3]
    store.close()


def test_memory_only_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store.open(None, KEY, lender.LENDER)
    pull_whole(store)
    assert len(store.snapshot().attempts) == 2
    assert store.check_and_repair() == []
    store.close()
    assert list(tmp_path.iterdir()) == []
