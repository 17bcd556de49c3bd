"""A second start rings the first window's bell; another folder has another bell; a dead socket is taken over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from borrower_app.application.window.single_instance import RaiseServer, ask_to_raise, bell_name

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 30
SECOND = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]);"
    "from borrower_app.application.window.single_instance import ask_to_raise;"
    "sys.exit(14 if ask_to_raise(Path(sys.argv[1])) else 1)"
)


def test_a_second_start_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    server = RaiseServer(tmp_path)
    assert server.listen()
    try:
        with qtbot.waitSignal(server.asked, timeout=1_000 * SECONDS):
            second = subprocess.Popen([sys.executable, "-c", SECOND, str(tmp_path)], cwd=ROOT)
        assert second.wait(SECONDS) == 14
    finally:
        server.close()


def test_nobody_listens(qtbot: QtBot, tmp_path: Path) -> None:
    assert ask_to_raise(tmp_path) is False


def test_the_bell_belongs_to_one_folder_and_tells_nothing_of_it(tmp_path: Path) -> None:
    assert bell_name(tmp_path) == bell_name(tmp_path / "." / "x" / "..")
    assert bell_name(tmp_path) != bell_name(tmp_path / "other")
    assert tmp_path.name not in bell_name(tmp_path)
