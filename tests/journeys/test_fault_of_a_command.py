"""A bug in a command: one sentence with a number, exit 70, a line in the log where a folder is used, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import ROOT, CommandLine

BREAK = """
import sys
import {module} as module
def boom(*arguments, **named):
    raise KeyError("secret-of-6222020000001234")
module.{name} = boom
from borrower_app.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(module: str, name: str, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    program = BREAK.format(module=module, name=name)
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input=stdin,
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "这个软件出了一个错，不是银行的问题。编号：F-6 "), ("en", "it is not your bank's fault. Number: F-6 ")],
)
def test_a_bug_in_a_pure_command_is_one_sentence(tmp_path: Path, language: str, said: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    done = run(
        "borrower_app.debits.explain_json",
        "explain_from_json",
        "--lang",
        language,
        "--data-dir",
        str(folder),
        "explain",
        "-",
        stdin='{"text": "x"}',
    )
    assert done.returncode == 70
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "6222" not in done.stderr
    assert list(folder.iterdir()) == []


def test_in_an_array_the_item_tells_it_and_the_others_are_answered() -> None:
    raises = 'raise KeyError("secret-of-6222020000001234")'
    program = (
        BREAK.replace(raises, f'if arguments[0] == {{"text": "x"}}: {raises}\n    return real(*arguments)')
        .replace("def boom", "real = module.{name}\ndef boom")
        .replace("{module}", "borrower_app.debits.explain_json")
    )
    program = program.replace("{name}", "explain_from_json")
    done = subprocess.run(
        [sys.executable, "-c", program, "--lang", "en", "explain", "-"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input='[{"text": "x"}, {"text": "余额不足"}]',
    )
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert set(first) == {"error"}
    assert "F-6" in first["error"]
    assert "6222" not in done.stdout
    assert second["cause"] == "insufficient_funds"


def test_a_bug_in_a_command_on_a_folder_is_logged_there(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, "http://127.0.0.1:9")
    assert line.run("own", "list").returncode == 0
    arguments = line.words("own", "list")
    done = run("borrower_app.records.own_loan_json", "own_loan_to_json", *arguments[len(line.runner) :])
    assert done.returncode == 0, "no own loan is there yet"
    done = run("borrower_app.application.commands", "open_folder", *arguments[len(line.runner) :])
    assert done.returncode == 70
    text = (line.data / "incidents.log").read_text(encoding="utf-8")
    [entry] = [json.loads(each) for each in text.splitlines()]
    assert entry["screen"] == "own"
    assert entry["place"].startswith("application/commands.py:")
    assert "6222" not in text
