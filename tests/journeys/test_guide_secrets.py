"""The card number and the codes: in no file, no decrypted table, no log, no text of the window, not on the clipboard.

Looked for at every stage of changing a card: typed, exchanged, submitted, wrong, confirmed, left, killed.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from borrower_app.application.data_keys import key_with_passphrase
from borrower_app.store.connection import OWN, connect
from tests.store.test_canaries import encodings
from tests.support.command_line import PASSPHRASE, ROOT, CommandLine
from tests.support.guide_cases import CASES
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import CARDS, DETAILS, Desk, fetched, opened

NUMBER = "9999020000000002"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Watch:
    """Looks everywhere for what must be nowhere."""

    def __init__(self, desk: Desk, folders: tuple[Path, ...], caplog: pytest.LogCaptureFixture) -> None:
        self._desk, self._folders, self._caplog = desk, folders, caplog
        self.secrets = [NUMBER, "9999 0200 0000 0002"]

    def look(self) -> None:
        """AssertionError with the place where something was found."""
        self._desk.settled()
        forms = [form for secret in self.secrets for form in encodings(secret)]
        for folder in self._folders:
            for path in folder.rglob("*"):
                if path.is_file():
                    content = path.read_bytes()
                    assert not any(form in content for form in forms), path.name
        words = self._desk.words + self._desk.window.windowTitle() + QApplication.clipboard().text()
        words += "\n".join(record.getMessage() for record in self._caplog.records)
        words += repr(self._desk.state)
        for secret in self.secrets:
            assert secret not in words


def look_into_the_tables(data: Path, secrets: list[str]) -> None:
    """The same in every cell of the decrypted own.db; only while nobody has it open."""
    connection = connect(data / "own.db", key_with_passphrase(data, PASSPHRASE), OWN)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                for cell in row:
                    text = cell if isinstance(cell, bytes) else str(cell).encode()
                    for secret in secrets:
                        assert secret.encode() not in text, table
    finally:
        connection.close()


def test_number_and_codes_are_nowhere_at_any_stage(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with SandboxProcess("card_expired") as sandbox:
        # Only now: the lender's own books, which know the codes, lie elsewhere.
        monkeypatch.setenv("TMPDIR", str(temporary))
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.move_clock(minutes=6)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            fetched(desk)
            user = desk.user
            watch = Watch(desk, (line.data, temporary), caplog)
            desk.goes(CARDS)
            user.presses("换一张还款卡")
            assert desk.window.address.code == "C-2"
            user.presses("换一张还款卡")
            user.presses("继续")
            user.presses("再登录一次")
            user.presses("用手机扫码登录")
            user.sees("填新卡的卡号")
            user.types("卡号", NUMBER)
            user.key(Qt.Key.Key_A, CONTROL)
            user.key(Qt.Key.Key_C, CONTROL)
            watch.look()
            user.presses("核对这张卡")
            user.sees("是这张卡吗？")
            watch.look()
            user.presses("是，继续")
            user.presses("还没还的钱: 不用，我自己另外还")
            user.presses("继续")
            user.presses("提交，收验证码")
            user.sees("填验证码")
            code = next(iter(sandbox.verification_codes().values()))
            wrong = f"{(int(code) + 1) % 1_000_000:06d}"
            watch.secrets += [code, wrong]
            user.types("验证码", wrong)
            watch.look()
            user.presses("用这个验证码确认")
            user.sees("验证码不对")
            watch.look()
            user.types("验证码", code)
            user.presses("用这个验证码确认")
            user.sees("给这张卡签扣款授权")
            watch.look()
            user.presses("以后再说")
            watch.look()
        look_into_the_tables(line.data, watch.secrets)


def test_what_was_typed_survives_a_kill(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        arguments = [str(line.folder), sandbox.base_url, "e-mail", "zh", "type"]
        words = [sys.executable, "-m", "tests.support.guide_child", *arguments]
        typist = subprocess.Popen(
            words,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert typist.stdout is not None
        assert typist.stdout.readline() == b"typed\n", typist.communicate()[1].decode()
        typist.send_signal(signal.SIGKILL)
        typist.communicate()
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            fetched(desk)
            desk.goes(DETAILS)
            desk.user.presses("接着改")
            assert desk.user.text_of("新电子邮箱") == CASES["e-mail"].answers["value"]
            assert sandbox.ledger() == []
