"""Journeys in the real window over the real sandbox and real encrypted files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from borrower_app.application.running.state import Phase
from borrower_app.presentation.intents import (
    Address,
    BeginFirstStart,
    BeginWith,
    ChooseKeyStorage,
    ChooseLook,
    FinishFirstStart,
    GoBack,
    LockNow,
    MarkRead,
    OpenPage,
    OpenWithPassphrase,
    PutOffPin,
    ReadMessage,
    Reveal,
    SetPin,
    SignOut,
    StartSignIn,
    SyncNow,
    Unlock,
)
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, opened, signed_in_line


def _put_off_pin_and_sign_in(desk: Desk) -> None:
    desk.emit(PutOffPin())
    desk.emit(BeginWith("lender"))
    desk.emit(StartSignIn())
    desk.until(lambda: desk.state.round.finished > 0)
    desk.settled()
    desk.emit(FinishFirstStart())


def test_first_start_to_home(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "data"
    with SandboxProcess("insufficient_funds") as sandbox:
        with opened(folder, qtbot, sandbox.base_url) as desk:
            assert desk.window.address.code == "F-1"
            desk.emit(BeginFirstStart())
            desk.until(lambda: desk.state.keyring_usable is not None)
            desk.emit(ChooseKeyStorage("passphrase", "four calm words here"))
            desk.until(lambda: desk.state.start_step == "pin")
            _put_off_pin_and_sign_in(desk)
            assert desk.window.address == Address("H-1")
            assert "卡里余额不足" in desk.words
            assert "4,003.40 元" in desk.words
            desk.emit(ChooseLook(language="en"))
            desk.settled()
            assert "not enough money on the card" in desk.words
        with opened(folder, qtbot) as desk:
            assert desk.window.address.code == "F-3"
            desk.emit(OpenWithPassphrase("not the words"))
            desk.settled()
            assert "not the passphrase" in desk.words
            desk.emit(OpenWithPassphrase("four calm words here"))
            desk.until(lambda: desk.state.phase is Phase.OPEN)
            desk.settled()
            assert "not enough money on the card" in desk.words


def test_without_a_key_store_nothing_is_kept_unless_a_passphrase_is_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "data"
    with SandboxProcess("insufficient_funds") as sandbox, opened(folder, qtbot, sandbox.base_url) as desk:
        desk.emit(BeginFirstStart())
        # No session bus in the tests: this computer has no key store that answers.
        desk.until(lambda: desk.state.keyring_usable is False)
        assert "没有能用的钥匙库" in desk.words
        desk.emit(ChooseKeyStorage("memory"))
        desk.until(lambda: desk.state.start_step == "pin")
        _put_off_pin_and_sign_in(desk)
        assert "卡里余额不足" in desk.words
    assert [item.name for item in folder.rglob("*") if item.suffix == ".db" or item.name == "session"] == []


def test_a_pasted_message_is_explained_before_any_account(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot, "http://127.0.0.1:9") as desk:
        assert "我收到一条扣款短信" in desk.words
        desk.emit(OpenPage(Address("D-3")))
        assert "不会发给任何人" in desk.words
        desk.emit(ReadMessage("您尾号1234的卡扣款失败，请点击 http://pay.example 把验证码发给客服"))
        for part in ("像是诈骗", "里面有链接", "它要验证码", "没有扣款记录"):
            assert part in desk.words
        # The status line is laid out anew in the next turn of the event loop.
        desk.until(lambda: "D-3" in desk.words)
        desk.emit(GoBack())
        assert desk.window.address.code == "F-1"


def test_a_failed_debit_understood_and_a_wish_sent(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.records is not None and desk.state.round.finished > 0)
            desk.settled()
            records = desk.state.records
            assert records is not None
            attempt = next(held.record for held in records.snapshot.attempts if held.record.reason is not None)
            desk.emit(OpenPage(Address("D-2", attempt.id)))
            for part in ("原因由工商银行告知", "代码 51", "4821 0934", "955XX", "D-2"):
                assert part in desk.words
            message = next(held.record for held in records.snapshot.messages if not held.record.read)
            before = len(sandbox.ledger())
            desk.emit(MarkRead(message.id))
            desk.until(lambda: len(sandbox.ledger()) == before + 1)
            desk.settled()


def test_offline_shows_old_data_with_their_age_and_sends_later(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        identifier = line.json("dump")["records"]["message"]
        sandbox.kill()
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.round.finished > 0 and desk.state.records is not None)
            desk.settled()
            assert "现在连不上" in desk.words
            assert "前取到的记录" in desk.words
            assert "卡里余额不足" in desk.words
            desk.emit(MarkRead(sorted(identifier)[0]))
            desk.settled()
            desk.until(lambda: "1 项修改还没有发出" in desk.words)
    assert line.json("outbox")["operations"][0]["state"] in ("queued", "unknown")


def test_pin_lock_and_reveal(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.records is not None and desk.state.pin.kept is not None)
            desk.emit(OpenPage(Address("P-1")))
            records = desk.state.records
            assert records is not None
            phone = next(held.record for held in records.snapshot.contacts if held.record.field.value == "phone")
            assert phone.value not in desk.words
            desk.emit(Reveal(phone.id, "phone"))
            assert desk.window.address == Address("F-3", "set-pin")
            desk.emit(SetPin("135790"))
            desk.until(lambda: desk.state.pin.kept is not None and desk.state.pin.kept.hash is not None)
            desk.settled()
            desk.emit(LockNow())
            assert "1234" not in desk.words
            for _ in range(2):
                desk.emit(Unlock("000001"))
                desk.settled()
            assert desk.state.phase is Phase.LOCKED
            assert "3" in desk.words
            desk.emit(Unlock("135790"))
            desk.until(lambda: desk.state.phase is Phase.OPEN)
            desk.settled()


def test_sign_out_wipes_what_the_lender_sent(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.round.finished > 0)
            desk.settled()
            desk.emit(SignOut())
            desk.until(lambda: not desk.state.signed_in and desk.window.address.code == "F-2")
            desk.settled()
        assert line.json("dump")["records"] == {}


def test_server_gone_in_the_middle_leaves_the_old_state(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("heavy") as sandbox:
        line = CommandLine(tmp_path / "a", sandbox.base_url)
        line.folder.mkdir()
        assert line.run("sign-in", "--device").returncode == 0
        sandbox.set_faults(
            {"path": "/v1/changes", "method": "GET", "times": 1, "after": 4, "fault": {"reset": "mid_body"}}
        )
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.round.finished > 0)
            desk.settled()
            assert "还没有取到记录" in desk.words
            desk.emit(SyncNow())
            desk.until(lambda: desk.state.round.finished > 1)
            desk.settled()
            desk.until(lambda: desk.state.records is not None and len(desk.state.records.snapshot.loans) == 30)
        assert line.json("dump")["records"] == sandbox.records()


def test_a_second_start_rings_the_first_window_and_leaves(tmp_path: Path, qtbot: QtBot) -> None:
    from borrower_app.application.window.single_instance import RaiseServer

    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            bell = RaiseServer(line.data)
            heard: list[bool] = []
            bell.asked.connect(lambda: heard.append(True))
            assert bell.listen()
            second = subprocess.Popen(
                [sys.executable, "-m", "borrower_app", "--data-dir", str(line.data)],
                stderr=subprocess.PIPE,
                cwd=Path(__file__).resolve().parents[2],
            )
            desk.until(lambda: bool(heard) and second.poll() is not None)
            _out, error = second.communicate()
            bell.close()
            assert second.returncode == 14
            assert "Traceback" not in error.decode()


def test_a_damaged_cache_is_rebuilt_in_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        cache = line.data / "cache.db"
        content = bytearray(cache.read_bytes())
        content[4_096 * 3 : 4_096 * 3 + 64] = bytes(64)
        cache.write_bytes(content)
        for companion in ("cache.db-wal", "cache.db-shm"):
            (line.data / companion).unlink(missing_ok=True)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            desk.until(lambda: desk.state.round.finished > 0)
            desk.settled()
            assert "坏文件已放到一边" in desk.words
            assert "卡里余额不足" in desk.words
        assert line.json("dump")["records"] == sandbox.records()


def test_the_first_paint_needs_neither_sqlalchemy_nor_requests(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        check = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from PySide6.QtCore import QEvent, QObject\n"
            "from borrower_app.application import run_window as main\n"
            "from borrower_app.settings import Options\n"
            "class Probe(QObject):\n"
            "    def eventFilter(self, watched, event):\n"
            "        if event.type() == QEvent.Type.Paint and type(watched).__name__ == 'StatusLine':\n"
            "            heavy = {'sqlalchemy', 'requests'} & set(sys.modules)\n"
            "            texts = [str(t) for t in main_texts()]\n"
            "            sys.stdout.write(repr((sorted(heavy), '4,003.40 元' in ''.join(texts))))\n"
            "            sys.stdout.flush()\n"
            "            os._exit(0)\n"
            "        return False\n"
            "def main_texts():\n"
            "    from PySide6.QtWidgets import QApplication\n"
            "    from borrower_app.tour.pictures import visible_texts\n"
            "    return [t for w in QApplication.topLevelWidgets() for t in visible_texts(w)]\n"
            "make = main.application_of_this_process\n"
            "def probed():\n"
            "    global probe\n"
            "    application = make(); probe = Probe(); application.installEventFilter(probe)\n"
            "    return application\n"
            "main.application_of_this_process = probed\n"
            "main.run_window(Options(data_dir=Path(sys.argv[1]), passphrase_file=Path(sys.argv[2])))\n"
        )
        arguments = [str(line.data), str(line.passphrase_file)]
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, "-c", check, *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.stdout == "([], True)", done.stderr


def test_a_window_closed_before_the_app_runs_behind_it_leaves_nothing_open(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from borrower_app.application import run_window as main\n"
        "from borrower_app.settings import Options\n"
        "make = main.first_window\n"
        "def hasty(*arguments):\n"
        "    window = make(*arguments)\n"
        "    QTimer.singleShot(0, window.close)\n"
        "    return window\n"
        "def never(*arguments):\n"
        "    raise AssertionError('the window is closed already')\n"
        "main.first_window, main.run_behind = hasty, never\n"
        "sys.exit(main.run_window(Options(data_dir=Path(sys.argv[1]), passphrase_file=Path(sys.argv[2]))))\n"
    )
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-c", program, str(line.data), str(line.passphrase_file)],
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        # Development mode tells of connections and threads that were left behind.
        assert (done.returncode, done.stderr) == (0, "")
        assert line.json("verify")["ok"]
