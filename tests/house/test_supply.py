"""What is installed is what was tested, what ships may ship, and the code keeps the few rules no linter has."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "borrower_app"
CALLS = [
    (path.relative_to(PACKAGE).as_posix(), node)
    for path in sorted(PACKAGE.rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Call)
]


def locked() -> Iterator[str]:
    """Each requirement of the lock with its hashes, joined into one line."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def test_every_version_has_its_hashes() -> None:
    faults = [
        line.split()[0]
        for line in locked()
        if not re.fullmatch(r"[\w.\[\]-]+==\S+( ;.*?)?(\s+--hash=sha256:\w{64})+", line)
    ]
    assert faults == []
    assert len(list(locked())) > 50


def test_installing_names_the_hashes_and_fetches_nothing_else() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in recipe.splitlines() if "$(BIN)/python -m pip install" in line]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert "--only-binary :all:" in installs[0]
    assert all(option in installs[1] for option in ("--no-index", "--no-deps", "--no-build-isolation"))


def test_what_the_build_needs_is_exact_and_locked() -> None:
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    pins = {line.split()[0] for line in locked()}
    assert needs
    assert set(needs) <= pins


def test_the_bill_of_materials_lists_what_ships_and_all_of_it_may() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "bill_of_materials.py")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    bill = json.loads(done.stdout)
    assert bill["bomFormat"] == "CycloneDX"
    parts = {part["name"]: part for part in bill["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=\[ ]", line)[0].lower() for line in project["dependencies"]}
    assert asked <= set(parts)
    assert {"certifi", "urllib3", "cffi"} <= set(parts)  # what those bring
    assert not {"pytest", "hypothesis", "mypy"} & set(parts)
    assert all(part["licenses"] for part in parts.values())


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_is_read_as_it_is_meant(expression: str, may: bool) -> None:
    asked = "import sys; sys.path.insert(0, sys.argv[1]); import bill_of_materials as b; print(b.may_ship(sys.argv[2]))"
    done = subprocess.run(
        [sys.executable, "-c", asked, str(ROOT / ".ci"), expression],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == str(may)


def _keyword(call: ast.Call, name: str) -> object:
    return next((k.value.value for k in call.keywords if k.arg == name and isinstance(k.value, ast.Constant)), None)


def test_no_connection_goes_unverified() -> None:
    assert [f"{place}:{call.lineno}" for place, call in CALLS if _keyword(call, "verify") is False] == []
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert "CERT_NONE" not in text
    assert "_create_unverified_context" not in text


def test_no_shell_runs_a_command() -> None:
    assert [f"{place}:{call.lineno}" for place, call in CALLS if _keyword(call, "shell") is True] == []
    assert [
        f"{place}:{call.lineno}" for place, call in CALLS if ast.unparse(call.func) in ("os.system", "os.popen")
    ] == []


def test_texts_are_drawn_by_our_own_label_only() -> None:
    """A plain QLabel guesses whether its text is rich, so a lender's words could become links and pictures."""
    made = {place for place, call in CALLS if ast.unparse(call.func).rpartition(".")[2] == "QLabel"}
    assert made == set()
