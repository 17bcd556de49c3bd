"""Another process without the key finds no plaintext of any record: in no file, WAL, journal or temp folder."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from pathlib import Path

from borrower_app.store.store import Store
from tests.store import lender_pages as lender

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
CANARIES = (
    "canary-mail@example.com",
    "金丝雀的投诉",
    "canary-refresh-token",
    "canary-loan-name",
    "Example Canary Bank",
)

WRITER = """
import os, sys
from pathlib import Path
import msgspec
from borrower_app.contract import operation_values as values_of
from borrower_app.contract.operations import OperationReply
from borrower_app.store.session import SessionVault
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
key = bytes(range(32))
folder = Path(sys.argv[1])
bank = msgspec.structs.replace(lender.LENDER, name="Example Canary Bank")
store = Store.open(folder, key, bank)
SessionVault(folder, key).save(b"canary-refresh-token")
store.prepare_home = lambda picture: picture.loans[0].record.name.encode() if picture.loans else b"none"
for number in range(3):
    mail = lender.contact("canary-mail@example.com", version=number + 1)
    records = (lender.loan(name="canary-loan-name"), mail, lender.table(200))
    store.stage_page(lender.page(records, f"c{number}", records), full=True, first=True)
    store.finish_pull(lender.NOW, None)
    complaint = values_of.Complaint(subject=f"s{number}", text="金丝雀的投诉")
    identifier = store.save_operation("complaint", complaint, lender.NOW)
store.mark_sending(identifier, lender.NOW)
reply = OperationReply(
    operation_id=identifier, operation="complaint", state="refused", at=lender.NOW, text="金丝雀的投诉"
)
store.record_reply(identifier, reply, msgspec.json.encode(reply), lender.NOW)
# Leave with open files in the middle of a change, so that WAL and journal lie there.
with store._files.own.transaction() as connection:
    connection.exec_driver_sql("UPDATE outbox SET problem_text = '金丝雀的投诉'")
    with store._files.cache.transaction() as cached:
        cached.exec_driver_sql("UPDATE record SET version = version + 1")
        print("ready", flush=True)
        sys.stdin.read()
"""


def encodings(text: str) -> list[bytes]:
    plain = text.encode()
    return [
        plain,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        text.encode("utf-32-le"),
        plain.hex().encode(),
        base64.b64encode(plain).rstrip(b"=")[:-2],
        plain[::-1],
        text.encode("unicode_escape"),
    ]


def hits(folder: Path) -> list[str]:
    return [
        f"{path.name}: {canary}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for canary in CANARIES
        if any(form in path.read_bytes() for form in encodings(canary))
    ]


def test_no_plaintext_in_any_file_at_any_stage(tmp_path: Path) -> None:
    data, temporary = tmp_path / "data", tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(data)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == b"ready\n", process.communicate()[1].decode()
    assert {"cache.db-wal", "own.db-journal"} <= {path.name for path in data.iterdir()}
    assert hits(tmp_path) == []
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert hits(tmp_path) == []
    # The canaries are really in there: with the key they come back.
    import msgspec

    store = Store.open(data, KEY, msgspec.structs.replace(lender.LENDER, name="Example Canary Bank"))
    assert store.snapshot().loans[0].record.name == "canary-loan-name"
    assert store.snapshot().operations[-1].problem_text == "金丝雀的投诉"
    assert hits(tmp_path) == []
    before = (data / "session").exists()
    store.sign_out(keep_own=False)
    store.close()
    assert before
    assert not (data / "session").exists()
    assert hits(tmp_path) == []


def test_the_scan_would_find_them(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"xx" + "金丝雀的投诉".encode("utf-16-le"))
    assert hits(tmp_path) == ["leak: 金丝雀的投诉"]


def test_a_wrong_key_prints_nothing_on_standard_error(tmp_path: Path) -> None:
    Store.open(tmp_path / "data", KEY, lender.LENDER).close()
    program = (
        "import sys\nfrom pathlib import Path\nfrom borrower_app.failures import KeysUnavailable\n"
        "from borrower_app.store.store import Store\nfrom tests.store import lender_pages as lender\n"
        "try:\n    Store.open(Path(sys.argv[1]), bytes(32), lender.LENDER)\n"
        "except KeysUnavailable as failure:\n    print(failure.code.value)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "data")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.stdout, result.stderr) == ("key_lost\n", "")
