"""The data folder: modes, links, one holder, and faults of the system said in our own words."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from borrower_app.contract import operation_values as values_of
from borrower_app.failures import AlreadyRunning, FailureCode, StorageFault
from borrower_app.store import fault_border, folder
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))

HOLD = """
import sys
from pathlib import Path
from borrower_app.store.folder import lock_folder
lock = lock_folder(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def modes(path: Path) -> dict[str, int]:
    return {item.name: item.lstat().st_mode & 0o777 for item in path.iterdir()}


def test_folder_and_files_are_for_this_user_only(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    old = os.umask(0)
    try:
        store = Store.open(data, KEY, lender.LENDER)
        records = tuple(lender.household())
        store.stage_page(lender.page(records, "c1", records), full=True, first=True)
        store.finish_pull(lender.NOW, None)
        store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m"), lender.NOW)
        assert data.stat().st_mode & 0o777 == 0o700
        assert set(modes(data)) >= {
            "own.db",
            "cache.db",
            "cache.db-wal",
            "cache.db-shm",
            "lender",
            "own.backup",
            "lock",
        }
        assert set(modes(data).values()) == {0o600}
        store.close()
    finally:
        os.umask(old)
    assert set(modes(data)) == {"own.db", "cache.db", "lender", "own.backup", "lock"}


def test_wide_modes_are_tightened(tmp_path: Path) -> None:
    data = tmp_path / "data"
    Store.open(data, KEY, lender.LENDER).close()
    data.chmod(0o755)
    for item in data.iterdir():
        item.chmod(0o644)
    Store.open(data, KEY, lender.LENDER).close()
    assert data.stat().st_mode & 0o777 == 0o700
    assert set(modes(data).values()) == {0o600}


@pytest.mark.parametrize("name", ["own.db", "cache.db", "lender", "session", "lock", "own.backup", "own.db-journal"])
@pytest.mark.parametrize("hard", [False, True])
def test_links_are_refused(tmp_path: Path, name: str, hard: bool) -> None:
    data = tmp_path / "data"
    Store.open(data, KEY, lender.LENDER).close()
    target = tmp_path / "elsewhere"
    target.write_bytes(b"somebody's own")
    (data / name).unlink(missing_ok=True)
    if hard:
        os.link(target, data / name)
    else:
        os.symlink(target, data / name)
    with pytest.raises(StorageFault) as caught:
        Store.open(data, KEY, lender.LENDER)
    assert caught.value.code is FailureCode.FOLDER_UNSAFE
    assert target.read_bytes() == b"somebody's own"


def test_a_linked_folder_and_a_plain_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    os.symlink(tmp_path / "real", tmp_path / "link")
    (tmp_path / "file").write_text("x")
    for name in ("link", "file"):
        with pytest.raises(StorageFault) as caught:
            Store.open(tmp_path / name, KEY, lender.LENDER)
        assert caught.value.code is FailureCode.FOLDER_UNSAFE
    assert list((tmp_path / "real").iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs the right to give files away")
def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    Store.open(data, KEY, lender.LENDER).close()
    os.chown(data / "own.db", 65534, 65534)
    with pytest.raises(StorageFault) as caught:
        Store.open(data, KEY, lender.LENDER)
    assert caught.value.code is FailureCode.FOLDER_UNSAFE


def test_another_process_is_refused_until_the_first_ends_even_by_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    with pytest.raises(AlreadyRunning) as caught:
        Store.open(data, KEY, lender.LENDER)
    assert caught.value.exit_code == 14
    process.send_signal(signal.SIGKILL)
    process.communicate()
    Store.open(data, KEY, lender.LENDER).close()


def test_the_lock_may_be_taken_before_the_store_in_the_same_process(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with folder.lock_folder(data):
        Store.open(data, KEY, lender.LENDER).close()
        held = subprocess.run(
            [sys.executable, "-c", HOLD, str(data)], cwd=ROOT, input=b"", capture_output=True, check=False
        )
        assert b"AlreadyRunning" in held.stderr
    free = subprocess.run(
        [sys.executable, "-c", HOLD, str(data)], cwd=ROOT, input=b"", capture_output=True, check=False
    )
    assert free.stdout == b"held\n"


def test_a_call_from_another_thread_raises(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    caught: list[BaseException] = []

    def call() -> None:
        for function in (store.snapshot, store.operations, store.close):
            try:
                function()
            except RuntimeError as error:
                caught.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    assert len(caught) == 3
    assert store.operations() == ()
    store.close()


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from borrower_app.failures import Failure
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
# Everything is imported before the rights go: the interpreter itself may lie where that user can't read.
Store.open(None, bytes(range(32)), lender.LENDER).close()
os.setgid(65534); os.setuid(65534)
try:
    Store.open(Path(sys.argv[1]), bytes(range(32)), lender.LENDER)
except Failure as failure:
    print(type(failure).__name__, failure.code.value)
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="changes the user of a child process")
def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as outer:
        os.chmod(outer, 0o755)
        data = Path(outer) / "data"
        data.mkdir(mode=0o500)
        os.chown(data, 65534, 65534)
        result = subprocess.run(
            [sys.executable, "-B", "-c", UNPRIVILEGED, str(data)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert result.stdout == "StorageFault folder_read_only\n", result.stderr


def test_a_full_disk_is_said_to_be_full_and_nothing_is_announced(tmp_path: Path) -> None:
    """SQLite's own limit of pages gives the same SQLITE_FULL as a disk without room."""
    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    kept = store.save_operation("data_request", values_of.DataRequest(right="copy"), lender.NOW)
    with store._files.own.outside_transaction() as raw:
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(StorageFault) as caught:
        store.save_operation("complaint", values_of.Complaint(subject="s", text="长" * 4000), lender.NOW)
    assert caught.value.code is FailureCode.DISK_FULL
    assert [entry.operation_id for entry in store.operations()] == [kept]
    assert store.verify() == []
    store.close()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, FailureCode.DISK_FULL),
        (errno.EDQUOT, FailureCode.DISK_FULL),
        (errno.EROFS, FailureCode.FOLDER_READ_ONLY),
        (errno.EACCES, FailureCode.FOLDER_READ_ONLY),
        (errno.ELOOP, FailureCode.FOLDER_UNSAFE),
        (errno.EIO, FailureCode.STORAGE_IO),
    ],
)
def test_errors_of_the_system_become_faults(number: int, code: FailureCode) -> None:
    with pytest.raises(StorageFault) as caught, fault_border.storage_border():
        raise OSError(number, os.strerror(number))
    assert caught.value.code is code


def test_a_bug_of_ours_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    from sqlalchemy.exc import OperationalError

    store = Store.open(tmp_path / "data", KEY, lender.LENDER)
    with pytest.raises(OperationalError, match="no such table"), store._files.own.transaction() as connection:
        connection.exec_driver_sql("SELECT * FROM no_such_table")
    assert store.operations() == ()
    store.close()


def test_a_small_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "small"
    folder.write_file(path, b"one")
    folder.write_file(path, b"two")
    assert folder.read_file(path, 10) == b"two"
    with pytest.raises(StorageFault):
        folder.read_file(path, 2)
    assert [item.name for item in tmp_path.iterdir()] == ["small"]
    with pytest.raises(StorageFault):
        folder.write_file(tmp_path / "missing" / "small", b"x")
    folder.remove_file(path)
    assert folder.read_file(path, 10) is None
