"""`own add`, `own list` and `export` as a script would use them: a folder with no lender, and the same one with one."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.support.command_line import PASSPHRASE, ROOT, CommandLine
from tests.support.own_loans import HOUSE
from tests.support.sandbox_process import SandboxProcess


class Alone:
    """The command line with a data folder and a passphrase file, and no lender anywhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.phrase = folder / "passphrase"
        self.phrase.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """One command."""
        words = [sys.executable, "-m", "borrower_app", "--data-dir", str(self.data), "--lang", "en"]
        words += ["--passphrase-file", str(self.phrase), *arguments]
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, input=stdin, cwd=ROOT)

    def json(self, *arguments: str, stdin: str | None = None) -> Any:
        """What it prints."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def file(self, value: object, name: str = "loan.json") -> str:
        """A JSON file."""
        path = self.folder / name
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return str(path)


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    return Alone(tmp_path)


def sentence(result: subprocess.CompletedProcess[str], code: int = 2) -> str:
    assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    return result.stderr


def test_add_list_change_and_add_again_elsewhere(alone: Alone, tmp_path: Path) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    [listed] = alone.json("own", "list")["loans"]
    assert listed["id"] == identifier
    assert {key: listed[key] for key in HOUSE} == HOUSE
    assert listed["first_due_on"] == "2024-02-20"
    assert alone.json("own", "add", "-", stdin=json.dumps({**listed, "annual_rate": "3.85"}))["ids"] == [identifier]
    [changed] = alone.json("own", "list")["loans"]
    assert changed == {**listed, "annual_rate": "3.85"}
    (tmp_path / "other").mkdir()
    other = Alone(tmp_path / "other")
    assert other.json("own", "add", other.file([changed]))["ids"] == [identifier]
    assert other.json("own", "list") == {"loans": [changed]}
    for name in ("own.db", "cache.db"):
        assert stat.S_IMODE((alone.data / name).stat().st_mode) == 0o600
    assert not (alone.data / "lender").exists()


def test_an_array_is_kept_whole_or_not_at_all(alone: Alone) -> None:
    assert alone.json("own", "list") == {"loans": []}
    told = sentence(alone.run("own", "add", alone.file([HOUSE, {**HOUSE, "debit_day": 40}])))
    assert "loan 2" in told
    assert "debit_day" in told
    assert alone.json("own", "list") == {"loans": []}
    assert len(alone.json("own", "add", alone.file([HOUSE, HOUSE]))["ids"]) == 2
    assert alone.json("own", "add", alone.file([])) == {"ids": []}


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"lender": None}, "lender"),
        ({"principal": 1000000}, "principal"),
        ({"id": "loan-1"}, "id"),
        ({"table_file": "missing.csv"}, "missing.csv"),
        ({"table_file": 5}, "table_file"),
    ],
)
def test_what_is_wrong_is_named(alone: Alone, members: dict[str, Any], named: str) -> None:
    assert named in sentence(alone.run("own", "add", alone.file({**HOUSE, **members})))
    assert alone.json("own", "list") == {"loans": []}


@pytest.mark.parametrize("content", ["", "{", "5", '"x"', "[[]]", '{"lender": "a", "lender": "b"}', "\x00"])
def test_what_is_no_loan(alone: Alone, content: str) -> None:
    path = alone.folder / "bad.json"
    path.write_text(content, encoding="utf-8")
    sentence(alone.run("own", "add", str(path)))
    sentence(alone.run("own", "add", str(alone.folder / "not-there.json")))


@pytest.mark.parametrize("words", [["own"], ["own", "fly"], ["own", "add"], ["own", "list", "x"]])
def test_wrong_words(alone: Alone, words: list[str]) -> None:
    done = alone.run(*words)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [["sync"], ["sign-in", "--device"], ["queue", "loan.json"]])
def test_what_needs_a_lender_says_so(alone: Alone, words: list[str]) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    path = alone.file({"operation": "complaint", "values": {"subject": "s", "text": "t"}})
    told = sentence(alone.run(*[path if word == "loan.json" else word for word in words]))
    assert "--base-url" in told


def test_everything_local_works_without_one(alone: Alone) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    assert alone.json("verify") == {"ok": True, "problems": []}
    assert alone.json("outbox") == {"operations": []}
    assert alone.json("dump") == {"as_of": None, "records": {}}


def test_exports_of_an_own_loan(alone: Alone) -> None:
    [identifier] = alone.json("own", "add", alone.file({**HOUSE, "name": "=HYPERLINK(1)"}))["ids"]
    for form in ("csv", "xlsx", "pdf", "ics"):
        out = alone.folder / f"out.{form}"
        done = alone.run("export", "--loan", identifier, "--format", form, "--out", str(out))
        assert done.returncode == 0, done.stderr
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        sentence(alone.run("export", "--loan", identifier, "--format", form, "--out", str(out)))
    rows = list(csv.reader((alone.folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 361
    text = subprocess.run(
        ["pdftotext", "-layout", str(alone.folder / "out.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Entered by you" in text
    assert "城南银行" in text
    calendar = icalendar.Calendar.from_ical((alone.folder / "out.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert events
    assert all(str(event["uid"]).startswith(f"own.{identifier}.") for event in events)
    sentence(alone.run("export", "--loan", "own-nothing", "--format", "csv", "--out", str(alone.folder / "no")))


@pytest.mark.parametrize("form", ["csv", pytest.param("xlsx", marks=pytest.mark.full)])
def test_a_banks_table_is_taken_over_from_a_file_beside_the_json(alone: Alone, form: str) -> None:
    [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
    table = alone.folder / f"table.{form}"
    assert alone.run("export", "--loan", identifier, "--format", form, "--out", str(table)).returncode == 0
    [second] = alone.json("own", "add", alone.file({**HOUSE, "table_file": table.name}, "second.json"))["ids"]
    loans = {loan["id"]: loan for loan in alone.json("own", "list")["loans"]}
    assert "rows" not in loans[identifier]
    assert len(loans[second]["rows"]) == 360
    keys = ("principal", "annual_rate", "number_of_installments", "disbursed_on", "first_due_on")
    terms = {key: loans[second][key] for key in keys}
    computed = alone.json("schedule", alone.file(terms, "terms.json"))
    assert loans[second]["rows"] == computed["rows"]
    audited = alone.json("audit", alone.file({"terms": terms, "rows": loans[second]["rows"]}, "audit.json"))
    assert audited["agrees"] is True
    assert alone.json("own", "add", alone.file(loans[second], "again.json"))["ids"] == [second]


def test_a_table_with_a_gap_names_its_place(alone: Alone) -> None:
    (alone.folder / "table.csv").write_text(
        "期数,还款日,本金,利息\n1,2026-01-20,10.00,1.00\n2,soon,10.00,1.00\n", "utf-8"
    )
    told = sentence(alone.run("own", "add", alone.file({**HOUSE, "table_file": "table.csv"})))
    assert "row 3" in told
    assert "column B" in told
    (alone.folder / "table.csv").write_bytes(b"PK\x03\x04")
    assert "damaged" in sentence(alone.run("own", "add", alone.file({**HOUSE, "table_file": "table.csv"})))


def test_the_same_folder_gets_a_lender_and_keeps_them(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        alone = Alone(tmp_path)
        [identifier] = alone.json("own", "add", alone.file(HOUSE))["ids"]
        line.sign_in_and_sync()
        assert line.json("dump")["records"] == sandbox.records()
        assert [loan["id"] for loan in line.json("own", "list")["loans"]] == [identifier]
        assert [loan["id"] for loan in alone.json("own", "list")["loans"]] == [identifier]
        assert alone.json("outbox") == {"operations": []}
        other = CommandLine(tmp_path, "http://127.0.0.1:9")
        assert other.run("own", "list").returncode == 2
        for loan in (identifier, next(iter(sandbox.records()["loan"]))):
            out = tmp_path / f"{loan}.csv"
            assert alone.run("export", "--loan", loan, "--format", "csv", "--out", str(out)).returncode == 0


def test_a_second_process_and_a_wrong_passphrase(alone: Alone) -> None:
    alone.json("own", "add", alone.file(HOUSE))
    alone.phrase.write_text("not this one\n", encoding="utf-8")
    sentence(alone.run("own", "list"), 15)
    alone.phrase.unlink()
    sentence(alone.run("own", "list"), 15)
