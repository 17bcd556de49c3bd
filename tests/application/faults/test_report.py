"""The report of a bug and its log: where it happened, and nothing of the person."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from borrower_app.application.faults import incident_log
from borrower_app.application.faults.report import report_of
from borrower_app.check_digit import luhn_digit
from borrower_app.lending.money import Money

SECRETS = ("6222020000001234", "张三", "4003.40", "/home/somebody", "token-abcdef")


def a_bug() -> Exception:
    """One of ours, with what must not be told in its text and in a frame."""
    card_number = " ".join(SECRETS)
    half: Any = 1.5
    try:
        Money(half, card_number)
    except Exception as error:
        error.args = (card_number,)
        return error
    raise AssertionError("money takes a float")


def test_a_report_says_where_and_nothing_of_the_person() -> None:
    report = report_of(a_bug(), "D-2")
    assert report.place.startswith("lending/money.py:")
    assert report.kind in ("TypeError", "ValueError")
    assert report.screen == "D-2"
    text = report.as_text() + repr(report)
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_number_is_spoken_with_its_page() -> None:
    report = report_of(a_bug())
    assert len(report.number) == 8
    assert report.number[-1] == luhn_digit(report.number[:7])
    assert report.spoken_number == f"F-6 {report.number[:4]} {report.number[4:]}"


def test_a_bug_outside_our_code_has_no_place() -> None:
    assert report_of(KeyError("x")).place == ""


def test_the_log_is_private_and_one_line_a_bug(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        incident_log.append(tmp_path, report_of(a_bug(), "S-1"))
        incident_log.append(tmp_path, report_of(KeyError("x"), "H-1"))
    finally:
        os.umask(before)
    path = tmp_path / incident_log.FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["screen"] for line in lines] == ["S-1", "H-1"]
    assert [secret for secret in SECRETS if secret in path.read_text(encoding="utf-8")] == []


def test_the_log_stays_small_and_loses_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incident_log, "MOST_BYTES", 4_000)
    reports = [report_of(KeyError("x"), f"S-{number}") for number in range(60)]
    for report in reports:
        incident_log.append(tmp_path, report)
        assert (tmp_path / incident_log.FILE_NAME).stat().st_size <= 4_000
    numbers = [json.loads(line)["number"] for line in (tmp_path / incident_log.FILE_NAME).read_text().splitlines()]
    assert numbers == [report.number for report in reports][-len(numbers) :]
    assert len(numbers) > 5


def test_a_link_in_the_logs_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine", encoding="utf-8")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / incident_log.FILE_NAME).symlink_to(elsewhere)
    incident_log.append(folder, report_of(a_bug()))
    assert elsewhere.read_text(encoding="utf-8") == "mine"


def test_without_a_folder_nothing_is_made(tmp_path: Path) -> None:
    incident_log.append(tmp_path / "none", report_of(a_bug()))
    assert not (tmp_path / "none").exists()
