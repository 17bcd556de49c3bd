"""Fortress, the Lows of the doors: files that can't be read or were damaged, modes, pipes, a foreign page's request."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from borrower_app.imports.cells import TableRefused
from borrower_app.imports.table_file import read_table_file
from tests.imports.table_files import HEADS, as_xlsx
from tests.support.command_line import ROOT, CommandLine
from tests.support.sandbox_process import SECONDS, SandboxProcess

UNKNOWN_ENCODINGS = ("x-nobody-knows", "utf-99", "idna", "base64", "punycode")


def workbook_in(encoding: str) -> bytes:
    """A good workbook whose parts say that they are written in another encoding."""
    source = zipfile.ZipFile(io.BytesIO(as_xlsx([list(HEADS[0]), [1, "2026-01-20", 10, 1, 11, 90]])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            declared, _end, rest = source.read(name).rpartition(b"?>")
            assert len(declared) < 60
            target.writestr(name, f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + rest)
    return content.getvalue()


@pytest.mark.parametrize("encoding", UNKNOWN_ENCODINGS)
def test_a_workbook_in_an_unknown_encoding_is_refused_in_words(encoding: str) -> None:
    with pytest.raises(TableRefused) as refused:
        read_table_file(workbook_in(encoding))
    assert refused.value.reason == "damaged"


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[16:4096] = os.urandom(len(content[16:4096]))
    file.write_bytes(content)


def test_own_data_that_no_copy_brings_back_are_told_once_and_nothing_is_deleted(
    line: CommandLine, lender: SandboxProcess
) -> None:
    wish = line.operation_file("change_contact", field="email", value="a@example.com")
    assert line.run("queue", str(wish)).returncode == 0
    for name in ("own.db", "own.backup"):
        damage(line.data / name)
    told = line.run("outbox")
    assert (told.returncode, told.stdout) == (13, "")
    [sentence] = told.stderr.splitlines()
    kept = sorted(path.name for path in line.data.glob("own.*damaged*"))
    assert len(kept) == 2
    assert kept[1] in sentence
    assert "not sent" in sentence
    assert line.json("outbox") == {"operations": []}
    assert line.run("sync").returncode == 0
    assert lender.ledger() == []


def test_own_data_of_the_last_good_copy_are_told(line: CommandLine) -> None:
    wish = line.operation_file("change_contact", field="email", value="a@example.com")
    assert line.run("queue", str(wish)).returncode == 0
    damage(line.data / "own.db")
    told = line.run("outbox")
    assert (told.returncode, told.stdout) == (13, "")
    assert "last good copy" in told.stderr
    again = line.run("outbox")
    assert (again.returncode, again.stderr) == (0, "")


def test_no_folder_on_the_way_is_open_to_others(tmp_path: Path) -> None:
    line = CommandLine(tmp_path / "one" / "two" / "three", "https://bank.example")
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("seven quiet harbours\n")
    words = [sys.executable, "-m", "borrower_app", "--data-dir", str(line.data), "--base-url", line.base_url]
    words += ["--passphrase-file", str(passphrase), "outbox"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, umask=0)
    assert done.returncode == 0, done.stderr
    for folder in (line.data, *list(line.data.parents)[:3]):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    for path in line.data.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "huge"])
def test_settings_that_are_no_plain_file_never_hold_a_start_up(tmp_path: Path, kind: str) -> None:
    line = CommandLine(tmp_path, "https://bank.example")
    line.data.mkdir(mode=0o700)
    file = line.data / "settings.json"
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "link":
        file.symlink_to("/dev/zero")
    else:
        with file.open("wb") as huge:
            huge.truncate(1 << 32)
    words = [sys.executable, "-m", "borrower_app", "--data-dir", str(line.data), "schedule", "-"]
    done = subprocess.run(words, input="{", capture_output=True, text=True, check=False, timeout=20, cwd=ROOT)
    assert done.returncode == 2
    assert "不是" in done.stderr


FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"host": "evil.example"},
    {"host": "evil.example:80", "origin": "http://evil.example"},
    {"host": "localhost.evil.example"},
    {"sec_fetch_site": "cross-site"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_page_of_another_place_moves_the_sandbox(headers: dict[str, str]) -> None:
    with SandboxProcess("all_well") as sandbox:
        before = sandbox.now()
        later = b'{"now": "2040-01-01T00:00:00+08:00"}'
        forged = sandbox.send("POST", "/sandbox/clock", later, None, SECONDS, **headers)
        assert forged.status == 403
        assert sandbox.get("/sandbox/verification-codes", None, **headers).status == 403
        assert abs((sandbox.now() - before).total_seconds()) < 60
        own = {"origin": sandbox.base_url, "host": sandbox.base_url.removeprefix("http://")}
        assert sandbox.get("/sandbox/clock", None, **own).status == 200
