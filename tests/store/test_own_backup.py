"""restore(backup(x)) = x; a backup gives nothing away, can't be edited, and replaces only what the user chose."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.application.files.own_loan_files import read_backup, write_backup
from borrower_app.contract import operation_values as values_of
from borrower_app.exports.new_file import write_new_file
from borrower_app.failures import FailureCode, KeysUnavailable, WrongUse
from borrower_app.records.own_backup import BackupContent, Choice
from borrower_app.records.own_loan import OwnLoan
from borrower_app.store.own_backup import open_backup, sealed_backup
from borrower_app.store.store import Store
from tests.records.test_own_loans import own_json
from tests.store import lender_pages as lender
from tests.support.own_loans import house

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PHRASE = "four calm words here"


def memory() -> Store:
    return Store.open(None, KEY, None)


def filled(folder: Path) -> Store:
    """A folder with everything a backup holds, and with what it must not hold."""
    store = Store.open(folder, KEY, lender.LENDER)
    records = tuple(lender.household())
    store.stage_page(lender.page(records, "c1", records), full=True, first=True)
    store.finish_pull(lender.NOW, None)
    store.save_own_loans([house(), house("own-car", name="车贷", notes="第一页")], lender.NOW)
    store.set_note("own-loan-drafts", '{"": {"lender": "城"}}', lender.NOW)
    store.set_pin_hash("$argon2id$canary-pin")
    store.save_operation("complaint", values_of.Complaint(subject="s", text="canary-complaint"), lender.NOW)
    return store


def test_a_backup_comes_back_whole_in_a_fresh_folder(tmp_path: Path) -> None:
    store = filled(tmp_path / "data")
    file = tmp_path / "my.backup"
    write_backup(store, file, PHRASE, lender.NOW)
    wanted = store.own_backup(lender.NOW)
    assert len(wanted.proof) > 0
    store.close()
    fresh = Store.open(tmp_path / "fresh", OTHER_KEY, None)
    content, plan = read_backup(fresh, file, PHRASE)
    assert [loan.id for loan in plan.new] == ["own-car", "own-house"]
    assert (plan.unchanged, plan.clashes, plan.proof) == (0, (), len(wanted.proof))
    assert fresh.own_loans() == []
    fresh.restore_own(content, {})
    assert fresh.own_backup(lender.NOW) == wanted
    assert fresh.lender is None
    assert fresh.operations() == ()
    assert fresh.pin_hash() is None
    fresh.close()


def test_doing_it_twice_changes_nothing_more(tmp_path: Path) -> None:
    store = filled(tmp_path / "data")
    content = store.own_backup(lender.NOW)
    store.restore_own(content, {})
    store.restore_own(content, {"own-house": "backup"})
    assert store.own_backup(lender.NOW) == content
    plan = store.restore_plan(content)
    assert (plan.new, plan.clashes, plan.proof, plan.unchanged) == ((), (), 0, 2)
    store.close()


@pytest.mark.parametrize("choice", ["mine", "backup", None])
def test_where_both_differ_the_user_decides(choice: Choice | None) -> None:
    store = memory()
    store.save_own_loans([house(), house("own-car")], lender.NOW)
    content = store.own_backup(lender.NOW)
    store.save_own_loans([house(name="新名字")], lender.NOW)
    store.remove_own_loan("own-car")
    store.set_note("n", "mine", lender.NOW)
    plan = store.restore_plan(content)
    assert [(clash.mine.name, clash.backup.name) for clash in plan.clashes] == [("新名字", "我的房贷")]
    assert [loan.id for loan in plan.new] == ["own-car"]
    store.restore_own(content, {"own-house": choice} if choice else {})
    names = {loan.id: loan.name for loan in store.own_loans()}
    assert names == {"own-car": "我的房贷", "own-house": "我的房贷" if choice == "backup" else "新名字"}
    assert store.note("n") == ("mine", lender.NOW)
    store.close()


@settings(max_examples=12, deadline=None)  # each derives two keys
@given(
    st.lists(own_json(), max_size=4), st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=40), max_size=3)
)
def test_any_own_data_survive_the_way(values: list[dict[str, object]], notes: dict[str, str]) -> None:
    from borrower_app.lending.terms import TermsError
    from borrower_app.records.own_loan_json import read_own_loan

    loans: list[OwnLoan] = []
    for number, value in enumerate(values):
        try:
            loans.append(read_own_loan(value, f"own-{number}"))
        except TermsError:
            continue
    source, target = memory(), memory()
    source.save_own_loans(loans, lender.NOW)
    for name, text in notes.items():
        if "\0" not in name + text and name != "lender" and text:
            source.set_note(name, text, lender.NOW)
    content = source.own_backup(lender.NOW)
    target.restore_own(open_backup(sealed_backup(content, PHRASE), PHRASE, "f"), {})
    assert target.own_backup(lender.NOW) == content
    assert target.own_loans() == source.own_loans()
    source.close()
    target.close()


def small() -> bytes:
    return sealed_backup(BackupContent(lender.NOW, (), (), ()), PHRASE)


@pytest.mark.parametrize("phrase", ["", "four calm words", "Four calm words here", "four calm words here "])
def test_another_passphrase_opens_nothing(phrase: str) -> None:
    with pytest.raises(KeysUnavailable) as refused:
        open_backup(small(), phrase, "f")
    assert refused.value.code is FailureCode.PASSPHRASE_WRONG


def test_a_passphrase_is_the_same_on_every_system() -> None:
    """Composed and decomposed letters are one passphrase."""
    file = sealed_backup(BackupContent(lender.NOW, (), (), ()), "Zoë’s café 三四")
    assert open_backup(file, "Zoe\u0308’s cafe\u0301 三四", "f").made_at == lender.NOW
    with pytest.raises(KeysUnavailable):
        sealed_backup(BackupContent(lender.NOW, (), (), ()), "")


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.full), 23])
def test_every_changed_byte_is_seen(every: int) -> None:
    file = small()
    for place in range(0, len(file), every):
        spoiled = bytearray(file)
        spoiled[place] ^= 1
        with pytest.raises((WrongUse, KeysUnavailable)) as refused:
            _open_quickly(bytes(spoiled))
        assert refused.value.code in (FailureCode.BACKUP_UNREADABLE, FailureCode.PASSPHRASE_WRONG)


def _open_quickly(file: bytes) -> None:
    """Argon2id takes its time: of the header, only those that decode with small costs are tried for real."""
    line, _, _sealed = file.partition(b"\n")
    try:
        header = json.loads(line)
    except ValueError:
        header = {}
    whole = small_header()
    if (
        header.get("salt") != whole["salt"]
        or header.keys() != whole.keys()
        or len(line) != len(msgspec.json.encode(whole))
    ):
        raise WrongUse(FailureCode.BACKUP_UNREADABLE)
    open_backup(file, PHRASE, "f")


def small_header() -> dict[str, object]:
    return dict(json.loads(small().partition(b"\n")[0]))


@pytest.mark.parametrize(
    "members",
    [
        {"memory_kib": 4_194_304},
        {"memory_kib": 1},
        {"iterations": 1_000_000},
        {"lanes": 255},
        {"salt": ""},
        {"nonce": "AAAA"},
        {"version": 2},
        {"kdf": "scrypt"},
        {"form": "other"},
        {"more": 1},
    ],
)
def test_a_header_can_not_ask_for_the_computers_memory(members: dict[str, object]) -> None:
    line, _, sealed = small().partition(b"\n")
    file = json.dumps({**json.loads(line), **members}).encode() + b"\n" + sealed
    with pytest.raises(WrongUse) as refused:
        open_backup(file, PHRASE, "f")
    assert refused.value.code is FailureCode.BACKUP_UNREADABLE


@pytest.mark.parametrize(
    "file", [b"", b"\n", b"{}\n", b"x" * 10_000, b"SQLite format 3\x00", b'{"form":' + b"[" * 4000]
)
def test_other_files_are_no_backup(file: bytes) -> None:
    with pytest.raises(WrongUse) as refused:
        open_backup(file, PHRASE, "f")
    assert refused.value.code is FailureCode.BACKUP_UNREADABLE


def test_a_backup_made_by_somebody_with_false_content_is_refused() -> None:
    """Whoever knows the passphrase can write anything into it: what comes out is checked all the same."""
    from borrower_app.records.own_backup import BackupLoan, BackupProof

    false_loan = BackupLoan("own-1", lender.NOW, b'{"lender": 5}')
    other_id = BackupLoan("own-1", lender.NOW, msgspec.json.encode({"id": "own-2"}))
    false_proof = BackupProof("debit_attempt", "a", 1, lender.NOW.isoformat(), "0" * 64, b"x")
    for content in (
        BackupContent(lender.NOW, (false_loan,), (), ()),
        BackupContent(lender.NOW, (other_id,), (), ()),
        BackupContent(lender.NOW, (), (), (false_proof,)),
    ):
        with pytest.raises(WrongUse) as refused:
            open_backup(sealed_backup(content, PHRASE), PHRASE, "f")
        assert refused.value.code is FailureCode.BACKUP_UNREADABLE


def test_the_file_is_new_private_and_gives_nothing_away(tmp_path: Path) -> None:
    store = filled(tmp_path / "data")
    file = tmp_path / "my.backup"
    write_backup(store, file, PHRASE, lender.NOW)
    content = file.read_bytes()
    for canary in ("我的房贷", "城南银行", "5678", "canary-pin", "canary-complaint", "attempt-1", PHRASE, "示例银行"):
        assert canary.encode() not in content
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    with pytest.raises(WrongUse) as refused:
        write_backup(store, file, PHRASE, lender.NOW)
    assert refused.value.code is FailureCode.FILE_EXISTS
    assert file.read_bytes() == content
    opened = open_backup(content, PHRASE, "f")
    assert b"canary" not in msgspec.json.encode(opened)
    assert "lender" not in {note.name for note in opened.notes}
    store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from borrower_app.exports import new_file
target = int(sys.argv[2])
real = os.fsync
def fsync(handle):
    if target == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(handle)
    if target == 1:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = fsync
new_file.write_new_file(Path(sys.argv[1]), b"whole " * 1000)
"""


@pytest.mark.parametrize("moment", [0, 1])
def test_a_kill_while_writing_leaves_no_half_file(tmp_path: Path, moment: int) -> None:
    file = tmp_path / "my.backup"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file), str(moment)], cwd=ROOT, check=False)
    assert killed.returncode == -9
    assert not file.exists()
    write_new_file(file, b"whole")
    assert file.read_bytes() == b"whole"
