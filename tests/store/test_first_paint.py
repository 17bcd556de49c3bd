"""The prepared first page: current or not shown, and read without SQLAlchemy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.snapshot import Snapshot
from borrower_app.store.first_paint import read_first_paint
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parents[2]


def home(picture: Snapshot) -> bytes:
    return f"{len(picture.loans)} loans, {picture.unsent} unsent".encode()


def pull(store: Store, cursor: str) -> None:
    records = tuple(lender.household())
    store.stage_page(lender.page(records, cursor, records), full=True, first=True)
    store.finish_pull(lender.NOW, None)


def painted(folder: Path) -> bytes | None:
    paint = read_first_paint(folder, KEY)
    paint.close()
    return paint.home


def test_the_first_paint_follows_swap_and_own_changes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert painted(tmp_path) is None
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    pull(store, "c1")
    store.close()
    assert painted(folder) == b"1 loans, 0 unsent"
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), lender.NOW)
    store.close()
    assert painted(folder) == b"1 loans, 1 unsent"
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    pull(store, "c2")
    store.close()
    assert painted(folder) == b"1 loans, 1 unsent"


def test_a_page_that_rests_on_older_data_is_not_shown(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    pull(store, "c1")
    store.prepare_home = None
    operation_id = store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), lender.NOW)
    store.close()
    assert painted(folder) is None
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    store.cancel(operation_id)
    store.prepare_home = None
    pull(store, "c2")
    store.close()
    assert painted(folder) is None


def test_the_store_goes_on_with_the_connections_of_the_first_paint(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    pull(store, "c1")
    store.close()
    paint = read_first_paint(folder, KEY)
    store = Store.open(folder, KEY, lender.LENDER, first_paint=paint)
    assert len(store.snapshot().loans) == 1
    store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), lender.NOW)
    store.close()
    assert painted(folder) is None


@pytest.mark.parametrize("name", ["own.db", "cache.db"])
def test_a_damaged_file_leaves_it_to_the_store(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = home
    pull(store, "c1")
    store.close()
    (folder / name).write_bytes(b"x" * 8192)
    paint = read_first_paint(folder, KEY)
    assert paint.home is None
    store = Store.open(folder, KEY, lender.LENDER, first_paint=paint)
    assert len(store.check_and_repair()) == 1
    store.close()


def test_a_page_that_cannot_be_prepared_swaps_nothing_in(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)

    def broken(picture: Snapshot) -> bytes:
        raise LookupError(len(picture.loans))

    store.prepare_home = broken
    with pytest.raises(LookupError):
        pull(store, "c1")
    assert store.snapshot().loans == ()
    assert not store.snapshot().freshness.verified
    store.prepare_home = None
    store.finish_pull(lender.NOW, None)
    assert len(store.snapshot().loans) == 1
    store.close()


def test_the_first_paint_imports_neither_sqlalchemy_nor_requests() -> None:
    program = (
        "import sys, borrower_app.store.first_paint, borrower_app.store.keys\n"
        "heavy = {'sqlalchemy', 'requests', 'authlib', 'keyring', 'cryptography', 'PySide6'} & set(sys.modules)\n"
        "sys.exit(str(sorted(heavy)) if heavy else 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
