"""Qt's hook around imports is taken out again after Qt's import: nobody needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_module_asks_for_a_feature_of_qts_hook() -> None:
    asking = [
        path
        for path in (ROOT / "borrower_app").rglob("*.py")
        if any(
            line.startswith(("from __feature__", "import __feature__")) or ("PySide6" in line and "import *" in line)
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert asking == []


def test_imports_are_plain_after_qts_and_still_work() -> None:
    program = (
        "import builtins; plain = builtins.__import__\n"
        "from borrower_app.application.run_window import application_of_this_process\n"
        "application_of_this_process()\n"
        "assert builtins.__import__ is plain\n"
        "from PySide6.QtNetwork import QLocalServer\n"
        "from borrower_app.ui.window import Window\n"
        "print(QLocalServer.__name__, Window.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["QLocalServer", "Window"]
