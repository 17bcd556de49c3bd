"""Twelve damages of each file (RELIABILITY D10): set aside, rebuilt or restored, nothing unsent lost without a word."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from borrower_app.contract import operation_values as values_of
from borrower_app.failures import FailureCode, KeysUnavailable, StorageFault, WrongUse
from borrower_app.store.connection import CACHE, OWN, connect
from borrower_app.store.store import Store, lender_of
from tests.store import lender_pages as lender
from tests.support.present import present

KEY = bytes(range(32))
MESSAGE = values_of.MarkMessageRead(message_id="m-1")
SECOND = values_of.MarkMessageRead(message_id="m-2")


def filled(folder: Path) -> str:
    """A folder with a whole pull and one queued operation; returns its id."""
    store = Store.open(folder, KEY, lender.LENDER)
    records = tuple(lender.household())
    store.stage_page(lender.page(records, "c1", records), full=True, first=True)
    store.finish_pull(lender.NOW, 0.0)
    store.save_discovery(lender.DISCOVERY)
    operation_id = store.save_operation("mark_message_read", MESSAGE, lender.NOW)
    store.close()
    return operation_id


def flip(path: Path, position: int) -> None:
    data = bytearray(path.read_bytes())
    data[position] ^= 0x10
    path.write_bytes(data)


def newer_schema(path: Path) -> None:
    kind = CACHE if path.name == "cache.db" else OWN
    connection = connect(path, KEY, kind)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


def with_foreign_journal(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(os.urandom(8192))


def with_foreign_wal(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(os.urandom(40_000))


def with_cut_wal(path: Path) -> None:
    """A live copy with a WAL whose last frame is half there."""
    kind = CACHE if path.name == "cache.db" else OWN
    connection = connect(path, KEY, kind)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE extra (x TEXT) STRICT")
    connection.execute("DROP TABLE extra")
    wal = path.with_name(path.name + "-wal").read_bytes()
    main = path.read_bytes()
    connection.close()
    path.write_bytes(main)
    path.with_name(path.name + "-wal").write_bytes(wal[: len(wal) - 2000])


def with_garbage_shm(path: Path) -> None:
    path.with_name(path.name + "-shm").write_bytes(os.urandom(32_768))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "header": lambda path: flip(path, 20),
    "page": lambda path: flip(path, 4096 * 3 + 700),
    "truncated": lambda path: os.truncate(path, path.stat().st_size - 6000),
    "cut to a page": lambda path: os.truncate(path, 4096 * 2),
    "empty": lambda path: os.truncate(path, 0),
    "not SQLite": lambda path: path.write_bytes(b"not a database, but long enough to look like one " * 400),
    "WAL cut": with_cut_wal,
    "WAL foreign": with_foreign_wal,
    "shm garbage": with_garbage_shm,
    "journal foreign": with_foreign_journal,
    "is a folder": as_folder,
    "read-only": lambda path: path.chmod(0o400),
    "newer schema": newer_schema,
    "deleted": lambda path: path.unlink(),
}
HARMLESS = {"WAL cut", "WAL foreign", "shm garbage", "journal foreign", "read-only"}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_cache_is_set_aside_and_rebuilt(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    DAMAGES[name](folder / "cache.db")
    store = Store.open(folder, KEY, lender.LENDER)
    done = store.check_and_repair()
    assert [entry.operation_id for entry in store.operations()] == [operation_id]
    state = store.pull_state()
    if name in HARMLESS:
        assert state.cursor == "c1"
        assert done == []
    else:
        assert state.cursor is None
        assert store.snapshot().loans == ()
        if name != "deleted":
            assert len(done) == 1
            assert list(folder.glob("cache.db.damaged-*"))
    records = tuple(lender.household())
    store.stage_page(lender.page(records, "c2", records), full=True, first=True)
    store.finish_pull(lender.NOW, 0.0)
    assert len(store.snapshot().attempts) == 2
    assert store.verify() == []
    store.close()


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "newer schema"])
def test_a_damaged_own_file_comes_back_from_its_last_good_copy(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    DAMAGES[name](folder / "own.db")
    store = Store.open(folder, KEY, lender.LENDER)
    done = store.check_and_repair()
    assert [entry.operation_id for entry in store.operations()] == [operation_id]
    assert len(store.proof_of_attempt("attempt-1")) == 1
    assert store.snapshot().loans
    assert store.verify() == []
    if name not in HARMLESS:
        assert len(done) == 1
        assert "own_restored" in done[0]
        (incident,) = store.unseen_incidents()
        assert incident.copy_of is not None
        # What the copy holds may have been sent since: the lender is asked before anything goes out.
        assert present(store.next_to_send(lender.NOW)).must_ask_first
        assert not store.cancel(operation_id)
        store.mark_incidents_seen()
        assert store.unseen_incidents() == []
    store.close()
    assert Store.open(folder, KEY, lender.LENDER).check_and_repair() == []


@pytest.mark.parametrize("name", ["header", "page", "empty", "is a folder", "deleted"])
def test_without_a_good_copy_the_loss_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    filled(folder)
    DAMAGES[name](folder / "own.db")
    flip(folder / "own.backup", 5000)
    store = Store.open(folder, KEY, lender.LENDER)
    done = store.check_and_repair()
    assert len(done) == 1
    assert "own_lost" in done[0]
    assert [incident.outcome for incident in store.unseen_incidents()] == ["own_lost"]
    assert store.operations() == ()
    store.close()
    assert list(folder.glob("own.backup.damaged-*"))


def test_a_newer_own_file_is_refused_and_not_one_byte_changes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    newer_schema(folder / "own.db")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for repair in (True, False):
        with pytest.raises(StorageFault) as caught:
            Store.open(folder, KEY, lender.LENDER, repair=repair)
        assert caught.value.code is FailureCode.DATABASE_NEWER
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["header", "page", "truncated", "not SQLite", "empty", "deleted"])
@pytest.mark.parametrize("file", ["own.db", "cache.db"])
def test_verify_names_the_damage_and_repairs_nothing(tmp_path: Path, name: str, file: str) -> None:
    folder = tmp_path / "data"
    filled(folder)
    DAMAGES[name](folder / file)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    try:
        store = Store.open(folder, KEY, lender.LENDER, repair=False)
        problems = store.verify()
        store.close()
    except StorageFault as fault:
        problems = [str(fault)]
    if (name, file) != ("deleted", "cache.db"):
        assert problems
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before


def test_a_record_changed_behind_our_back_is_never_shown(tmp_path: Path) -> None:
    """Whoever has the key can write a valid page: our own digests still see it."""
    folder = tmp_path / "data"
    filled(folder)
    connection = connect(folder / "cache.db", KEY, CACHE)
    connection.execute("UPDATE record SET data = CAST(replace(CAST(data AS TEXT), '400340', '100340') AS BLOB)")
    connection.close()
    store = Store.open(folder, KEY, lender.LENDER)
    with pytest.raises(StorageFault) as caught:
        store.snapshot()
    assert caught.value.code is FailureCode.DATABASE_DAMAGED
    assert store.verify()
    assert len(store.check_and_repair()) == 1
    assert store.snapshot().loans == ()
    store.close()


@pytest.mark.parametrize("lost", [(), ("lender",), ("cache.db",), ("lender", "cache.db", "own.backup")])
def test_a_wrong_key_is_not_taken_for_damage(tmp_path: Path, lost: tuple[str, ...]) -> None:
    folder = tmp_path / "data"
    filled(folder)
    for name in lost:
        (folder / name).unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for repair in (True, False):
        with pytest.raises(KeysUnavailable) as caught:
            Store.open(folder, bytes(32), lender.LENDER, repair=repair)
        assert caught.value.code is FailureCode.KEY_LOST
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_one_folder_one_lender(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    assert lender_of(folder, KEY) == lender.LENDER
    other = lender.LENDER.__class__(
        lender_id="other",
        name="别的银行",
        origin="https://other.example",
        token_origin="https://other.example",
        card_origin="https://other.example",
    )
    for _ in range(2):
        with pytest.raises(WrongUse) as caught:
            Store.open(folder, KEY, other)
        assert caught.value.code is FailureCode.OTHER_LENDER
        assert caught.value.exit_code == 2
        # The second time the small file is gone: own.db knows as well.
        (folder / "lender").unlink(missing_ok=True)
    Store.open(folder, KEY, lender.LENDER).close()
    assert lender_of(folder, KEY) == lender.LENDER


def test_own_file_deleted_while_open_is_no_silent_loss(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    store = Store.open(folder, KEY, lender.LENDER)
    (folder / "own.db").unlink()
    with pytest.raises(StorageFault) as caught:
        store.save_operation("mark_message_read", SECOND, lender.NOW)
    assert caught.value.code is FailureCode.DATABASE_DAMAGED
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    assert [entry.operation_id for entry in again.operations()] == [operation_id]
    assert len(again.check_and_repair()) == 1
    again.close()


def test_files_deleted_while_open_are_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    store = Store.open(folder, KEY, lender.LENDER)
    for path in (folder / "own.db", folder / "own.backup", *folder.glob("cache.db*")):
        path.unlink()
    done = store.check_and_repair()
    assert [item.split(": ")[1].split(";")[0] for item in done] == ["own_rescued", "cache_rebuilt"]
    second = store.save_operation("mark_message_read", SECOND, lender.NOW)
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    assert [entry.operation_id for entry in again.operations()] == [operation_id, second]
    assert again.check_and_repair() == []
    again.close()


def test_a_damaged_cache_does_not_keep_the_user_from_saving(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    connection = connect(folder / "cache.db", KEY, CACHE)
    connection.execute("UPDATE record SET data = CAST('{}' AS BLOB)")
    connection.execute("DROP TABLE staged")
    connection.close()
    store = Store.open(folder, KEY, lender.LENDER)
    store.prepare_home = lambda picture: str(len(picture.loans)).encode()
    saved = store.save_operation("mark_message_read", SECOND, lender.NOW)
    assert saved in {entry.operation_id for entry in store.operations()}
    store.close()


def test_cache_deleted_while_open_is_fetched_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    store = Store.open(folder, KEY, lender.LENDER)
    for path in folder.glob("cache.db*"):
        path.unlink()
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    assert again.pull_state().cursor is None
    assert [entry.operation_id for entry in again.operations()] == [operation_id]
    again.close()


def test_a_copy_of_the_folder_opens_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    operation_id = filled(folder)
    shutil.copytree(folder, tmp_path / "moved")
    store = Store.open(tmp_path / "moved", KEY, lender.LENDER)
    assert [entry.operation_id for entry in store.operations()] == [operation_id]
    store.close()
