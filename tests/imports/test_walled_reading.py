"""The walled process: a stranger's document is read in it or ended with it, and it can reach nothing of ours."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import get_args

import pytest

from borrower_app.application.files import walled_reading
from borrower_app.application.files.own_loan_input import read_own_loans
from borrower_app.application.files.table_reading import read_table_content
from borrower_app.failures import WrongUse
from borrower_app.imports.cells import RefusalReason, TableRefused
from borrower_app.imports.pdf_table import read_pdf
from borrower_app.imports.table_file import read_table_file
from borrower_app.lending.schedule import compute_schedule
from borrower_app.records.own_loan_json import own_loan_to_json
from borrower_app.walled.resource_limits import MOST_MEMORY
from tests.support.mutated_documents import mutant
from tests.support.own_loans import HOUSE, house
from tests.support.pdf_tables import ENGLISH, PRINTS, Print, printed, scanned

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("due-and-paid.xls", "page-nested.html", "page-with-scripts.html", "page-wps.htm", "two-heads.xls")
LOAN = house(number_of_installments=24)
ROWS = compute_schedule(LOAN.terms).rows
PDF = printed(ROWS, PRINTS["slanted watermark"])

TRIES = """
import ctypes, os, socket, subprocess, sys
from borrower_app.walled.resource_limits import limit_resources
from borrower_app.walled.system_walls import close_off
own, = sys.argv[1:]
version = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1)
limit_resources()
walls = close_off()
tries = {
    "files": [lambda: open(own).read(), lambda: os.listdir(os.path.dirname(own)), lambda: open(own + "x", "w"),
              lambda: os.unlink(own), lambda: open("/etc/passwd").read()],
    "calls": [lambda: socket.socket(), lambda: socket.create_connection(("127.0.0.1", 9)), lambda: os.fork(),
              lambda: subprocess.run(["/bin/true"]), lambda: os.kill(os.getppid(), 0),
              lambda: os.execv("/bin/true", ["true"])],
}
for wall in walls:
    for number, attempt in enumerate(tries[wall]):
        try:
            attempt()
        except PermissionError:
            continue
        print(wall, number, "was possible")
try:
    bytearray(600 * 1024 * 1024)
    print("memory was given")
except MemoryError:
    pass
import email.mime.text
print("walls", *walls)
print("kernel knows Landlock" if version > 0 else "")
"""


def refused(content: bytes) -> str:
    with pytest.raises(TableRefused) as found:
        read_table_content(content)
    return found.value.reason


def test_what_it_says_is_what_the_reader_says() -> None:
    assert read_table_content(PDF) == read_pdf(PDF)


def test_it_can_reach_nothing_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    own.write_text("mine")
    done = subprocess.run(
        [sys.executable, "-I", "-c", TRIES, str(own)], capture_output=True, text=True, check=True, env={}, cwd="/"
    )
    *possible, walls, kernel = done.stdout.splitlines()
    assert possible == []
    assert own.read_text() == "mine"
    assert walls == ("walls files calls" if kernel else "walls calls")


def test_it_is_started_with_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that stands in its place says what it finds, as rows."""
    monkeypatch.setenv("BORROWER_APP_PASSPHRASE", "secret")
    program = (
        "import json, os, sys; folder = '/proc/self/fd'; "
        "found = [*os.environ, *os.environ.values(), *sys.argv[1:], os.getcwd(), *os.listdir(folder)]; "
        "print(json.dumps({'sheets': [{'rows': [found]}]}))"
    )
    real = walled_reading._command()
    assert "pdf" not in str(real).lower()
    monkeypatch.setattr(walled_reading, "_command", lambda: [*real[: real.index("-m")], "-c", program])
    ((sheet,),) = (read_table_content(PDF),)
    ((folder, *handles),) = (row[-5:] for row in sheet.rows)
    assert "secret" not in str(sheet.rows)
    assert folder == os.sep
    # Input, output, errors, and the folder that is being listed.
    assert sorted(map(str, handles)) == ["0", "1", "2", "3"]


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import time; time.sleep(600)"
    monkeypatch.setattr(walled_reading, "_command", lambda: [sys.executable, "-I", "-c", program])
    before = threading.active_count()
    begun = time.monotonic()
    with pytest.raises(TableRefused) as found:
        walled_reading.read_walled(PDF, seconds=0.5)
    assert found.value.reason == "took_too_long"
    assert time.monotonic() - begun < 5
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("", "too_heavy"),
        ("print('{')", "too_heavy"),
        ("print('[1,2]')", "too_heavy"),
        ("import os; os.kill(os.getpid(), 9)", "too_heavy"),
        ("import sys; sys.stdout.write('x' * 40_000_000)", "too_heavy"),
        ("""print('{"refused": "no such reason"}')""", "damaged"),
        ("""print('{"sheets": [[[1]]]}')""", "too_heavy"),
        ("""print('{"sheets": [{"rows": [[1]]}]}')""", "too_heavy"),
        ("""print('{"sheets": [{"rows": [["1"]], "merged": [1]}]}')""", "too_heavy"),
        ("""print('{"refused": "scanned"}')""", "scanned"),
    ],
)
def test_what_it_answers_is_looked_at(program: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walled_reading, "_command", lambda: [sys.executable, "-I", "-c", program])
    assert refused(PDF) == reason


@pytest.mark.full
def test_memory_has_an_end() -> None:
    """A page whose content unpacks to far more than the process may have."""
    import zlib

    packed = zlib.compress(b" " * (MOST_MEMORY + 64 * 1024 * 1024))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed),
    ]
    content = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(parts, 1))
    assert refused(content + b"trailer << /Root 1 0 R >>\n%%EOF") in ("too_heavy", "damaged", "empty")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(scanned(), "scanned"), (b"\xff\xd8\xff\xe0" + bytes(99), "picture"), (b"%PDF-1.7", "damaged")],
)
def test_own_add_refuses_with_what_to_do(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "table.pdf").write_bytes(content)
    given = {
        "lender": "城南银行", "name": "房贷", "debit_day": 20, "principal": "1000.00", "annual_rate": "4.10",
        "number_of_installments": 3, "table_file": "table.pdf",
    }  # fmt: skip
    with pytest.raises(WrongUse) as found:
        read_own_loans(given, str(tmp_path / "loan.json"))
    assert f"({reason})" in found.value.values["reason"]
    assert reason == "damaged" or "ask the bank" in found.value.values["reason"]


def test_own_add_takes_a_pdf_over(tmp_path: Path) -> None:
    (tmp_path / "table.pdf").write_bytes(PDF)
    given = {
        "lender": "城南银行", "name": "房贷", "debit_day": 20, "principal": "1000000.00", "annual_rate": "4.10",
        "number_of_installments": 24, "disbursed_on": "2024-01-20", "table_file": "table.pdf",
    }  # fmt: skip
    (loan,) = read_own_loans(given, str(tmp_path / "loan.json"))
    assert loan.rows == ROWS


def test_mutated_files_end_as_rows_or_as_one_refusal() -> None:
    """Through the real process; the long form is below."""
    ends = [_end_of(mutant(seed)) for seed in random.Random(17).sample(range(10_000), 6)]
    assert set(ends) <= {"read", *get_args(RefusalReason)} - {"took_too_long"}


def _end_of(content: bytes) -> str:
    try:
        return "read" if read_table_content(content) else "nothing"
    except TableRefused as told:
        return told.reason


@pytest.mark.full
def test_ten_thousand_mutated_files_without_a_hang_or_a_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.support.mutated_documents", "0", "10000"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["odd"] == []
    assert sum(told["answers"].values()) == 10_000
    assert told["answers"]["read"] > 100


def test_own_add_opens_a_locked_pdf_and_keeps_no_password(tmp_path: Path) -> None:
    locked = Print(font="Helvetica", head=ENGLISH, above=(), passwords=("246810", "x"))
    (tmp_path / "table.pdf").write_bytes(printed(ROWS, locked))
    given = {**HOUSE, "number_of_installments": 24, "table_file": "table.pdf"}
    for password, told in ((None, "table_password"), ("13579", "wrong_password"), (246810, "quotes")):
        with pytest.raises(WrongUse) as found:
            read_own_loans({**given, "table_password": password}, str(tmp_path / "loan.json"))
        assert told in found.value.values["reason"]
    (loan,) = read_own_loans({**given, "table_password": "246810"}, str(tmp_path / "loan.json"))
    assert loan.rows == ROWS
    assert "246810" not in json.dumps(own_loan_to_json(loan))


@pytest.mark.parametrize("name", PAGES)
def test_the_wall_changes_nothing_of_a_page(name: str) -> None:
    """Empty cells and cells over several columns come through it as they are."""
    content = (ROOT / "tests" / "imports" / "corpus" / name).read_bytes()
    assert read_table_content(content) == read_table_file(content)
