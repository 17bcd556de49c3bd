"""`schedule`, `audit` and `annual-cost` as a script meets them: a process, a file or standard input, an exit code."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

LOAN = {"principal": "1000.00", "annual_rate": "4", "number_of_installments": 3}
FLAT = {**LOAN, "method": "flat", "prepayments": [{"on": "2026-02-20", "amount": "1", "effect": "shorter_term"}]}
COST = {"advanced": "5000.00", "payments": ["230.00"] * 24}
COMMANDS = ("schedule", "audit", "annual-cost")


def run(command: str, value: object) -> subprocess.CompletedProcess[str]:
    """The value as JSON on standard input; bytes and text go in as they are."""
    text = value if isinstance(value, str | bytes) else json.dumps(value)
    words = [sys.executable, "-m", "borrower_app", "--lang", "en", command, "-"]
    done = subprocess.run(
        words, input=text if isinstance(text, bytes) else text.encode(), capture_output=True, check=False
    )
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal: nothing on standard output, exit 2."""
    assert done.returncode == 2, (done.returncode, done.stdout[:300], done.stderr[:300])
    assert done.stdout == ""
    words = done.stderr.strip()
    assert words
    assert "Traceback" not in words
    assert len(words.splitlines()) == 1
    assert ".." not in words
    return words


def answered(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_an_object_in_an_object_out() -> None:
    table = answered(run("schedule", LOAN))
    assert list(table) == ["installment", "total_interest", "total_paid", "rows"]
    assert list(table["rows"][0]) == ["n", "due", "principal", "interest", "payment", "prepaid", "balance"]
    found = answered(run("audit", {"terms": LOAN, "rows": table["rows"]}))
    assert list(found) == [
        "agrees", "reason", "convention", "also_fits", "first_difference", "differences", "arithmetic_errors",
    ]  # fmt: skip
    assert found["agrees"] is True
    assert answered(run("annual-cost", COST)) == {"nominal_annual_rate": "9.69", "effective_annual_rate": "10.13"}


def test_the_other_published_cost() -> None:
    """First payment 250, then 23 × 230: 10.08 % nominal."""
    cost = answered(run("annual-cost", {**COST, "payments": ["250.00", *["230.00"] * 23]}))
    assert cost["nominal_annual_rate"] == "10.08"


def test_a_bad_item_of_an_array_keeps_its_place() -> None:
    results = answered(run("schedule", [LOAN, {**LOAN, "rate": "4"}, 5, None, FLAT, LOAN]))
    assert [list(result) == ["error"] for result in results] == [False, True, True, True, True, False]
    assert "rate is not a known key" in results[1]["error"]
    assert "flat" in results[4]["error"]
    assert results[0] == results[5]
    assert answered(run("audit", [])) == []
    assert answered(run("annual-cost", [{}, COST]))[1]["nominal_annual_rate"] == "9.69"


@pytest.mark.parametrize(
    ("command", "value", "words"),
    [
        ("schedule", {**LOAN, "rate": "4"}, "rate is not a known key"),
        ("schedule", {**LOAN, "annual_rate": 4}, "annual_rate must be a rate"),
        ("schedule", {**LOAN, "period": {"unit": "month", "often": 1}}, "period.often is not a known key"),
        ("schedule", FLAT, "prepayments cannot be used with method flat"),
        ("schedule", {"principal": "1"}, "annual_rate is missing"),
        ("schedule", 7, "JSON object"),
        ("audit", {"terms": LOAN}, "rows is missing"),
        ("audit", {"terms": LOAN, "rows": [{"n": "1"}]}, "rows.due is missing"),
        ("annual-cost", {**COST, "advanced": "0"}, "advanced must be more than zero"),
        ("annual-cost", {**COST, "payments": ["-1"]}, "none is negative"),
        ("annual-cost", {**COST, "currency": "CNY"}, "currency is not a known key"),
    ],
)
def test_bad_content_is_one_sentence_that_names_the_key(command: str, value: object, words: str) -> None:
    assert words in refused(run(command, value))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        '{"principal": "1", "principal": "2"}',
        "[" * 100_000,
        '{"principal": ' + "9" * 100_000 + "}",
        b"\xff\xfe{}",
        '{"principal": NaN}',
        '{"principal": "\ud800"}'.encode("utf-8", "surrogatepass"),
    ],
    ids=["nothing", "half", "doubled key", "deep", "long number", "no utf-8", "nan", "lone surrogate"],
)
def test_what_is_no_json_is_refused(command: str, data: str | bytes) -> None:
    refused(run(command, data))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_there_is_named(command: str, tmp_path: Path) -> None:
    file = tmp_path / "nowhere.json"
    done = subprocess.run(
        [sys.executable, "-m", "borrower_app", "--lang", "zh", command, str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert str(file) in refused(done)


def test_three_hundred_loans_of_1200_rows_in_one_go() -> None:
    long = {**LOAN, "principal": "1000000.00", "number_of_installments": 1200}
    began = time.monotonic()
    results = answered(run("schedule", [long] * 300))
    assert len(results) == 300
    assert all(len(result["rows"]) == 1200 for result in results)
    assert time.monotonic() - began < 60


def test_the_commands_need_no_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "never made"
    done = subprocess.run(
        [sys.executable, "-m", "borrower_app", "--data-dir", str(folder), "schedule", "-"],
        input=json.dumps(LOAN), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert not folder.exists()
