"""The user's own small things: durable, never going back, seen in the picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from borrower_app.contract import operation_values as values_of
from borrower_app.store.pin import hash_pin
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

KEY = bytes(range(32))


def reopened(store: Store, folder: Path) -> Store:
    store.close()
    return Store.open(folder, KEY, lender.LENDER)


def test_the_business_floor_rises_only_where_the_lenders_clock_agrees(tmp_path: Path) -> None:
    """A whole pull that matches may bring it back: one wrong date does not stay for ever."""
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.business_floor() is None
    nine_days_behind = 9 * 86_400.0
    for day, clock_difference, floor in (
        (20, None, None),
        (20, 0.0, 20),
        (25, None, 20),
        (25, nine_days_behind, 20),
        (25, 0.0, 25),
        (21, None, 21),
    ):
        as_of = lender.NOW.replace(day=day)
        store.stage_page(lender.page([], f"c{day}", [], as_of), full=True, first=True)
        store.finish_pull(as_of, clock_difference)
        store = reopened(store, tmp_path / "data")
        assert store.business_floor() == (None if floor is None else dt.date(2026, 11, floor))
    store.close()


def test_the_hash_of_a_pin_that_only_hides_is_kept_until_it_is_taken_away(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.pin_hash() is None
    assert not store.pin_matches("246810")
    store.set_pin_hash(hash_pin("246810"))
    store = reopened(store, tmp_path / "data")
    assert store.pin_matches("246810")
    assert not store.pin_matches("246811")
    store.set_pin_hash(None)
    assert store.pin_hash() is None
    store.close()


def test_notes(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    assert store.note("contact confirmed") is None
    store.set_note("contact confirmed", "email", lender.NOW)
    store = reopened(store, tmp_path / "data")
    assert store.note("contact confirmed") == ("email", lender.NOW)
    store.set_note("contact confirmed", None, lender.NOW)
    assert store.note("contact confirmed") is None
    store.close()


@pytest.mark.parametrize("statement", ["DELETE FROM proof", "UPDATE proof SET data = X'00'"])
def test_proof_can_be_neither_changed_nor_removed(tmp_path: Path, statement: str) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    records = tuple(lender.household())
    store.stage_page(lender.page(records, "c1", records), full=True, first=True)
    store.finish_pull(lender.NOW, None)
    with pytest.raises(IntegrityError, match="proof is"), store._files.own.transaction() as connection:
        connection.exec_driver_sql(statement)
    (entry,) = store.proof_of_attempt("attempt-1")
    assert entry.data == lender.attempt(1).data
    assert entry.at == lender.NOW
    store.close()


def test_the_user_may_ask_to_try_now(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    store.save_discovery(lender.DISCOVERY)
    operation_id = store.save_operation("data_request", values_of.DataRequest(right="copy"), lender.NOW)
    store.mark_sending(operation_id, lender.NOW)
    store.record_unknown(operation_id, lender.NOW, lender.NOW + dt.timedelta(hours=1))
    assert store.next_to_send(lender.NOW) is None
    store.retry_now()
    sendable = store.next_to_send(lender.NOW)
    assert sendable is not None
    assert sendable.operation_id == operation_id
    assert store.wait_until() is None
    store.close()


def test_the_last_good_copy_is_taken_at_once_then_once_a_minute_and_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder, KEY, lender.LENDER)
    store.set_note("n", "1", lender.NOW)
    first = (folder / "own.backup").read_bytes()
    store.set_note("n", "2", lender.NOW)
    assert (folder / "own.backup").read_bytes() == first
    store = reopened(store, folder)
    assert (folder / "own.backup").read_bytes() != first
    untouched = (folder / "own.backup").stat().st_ino
    store = reopened(store, folder)
    assert (folder / "own.backup").stat().st_ino == untouched
    store.close()
