"""Journeys in the real window over the real sandbox and real encrypted files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from borrower_app.application.running.state import Phase
from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    DEBITS,
    DETAILS,
    MESSAGES,
    TO_HOME,
    Desk,
    begin_first_start,
    choose_language,
    connect,
    enter_new_pin,
    fetched,
    give_pin,
    keep_behind_passphrase,
    keep_nothing,
    lock_now,
    open_with,
    opened,
    put_off_pin,
    sign_in_by_phone,
    sign_out,
    signed_in_line,
    unlock,
)

MARK_READ = "标为已读：扣款失败"


def _put_off_pin_and_sign_in(desk: Desk) -> None:
    put_off_pin(desk)
    connect(desk)
    sign_in_by_phone(desk)
    desk.presses(TO_HOME)


def test_first_start_to_home(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "data"
    with SandboxProcess("insufficient_funds") as sandbox:
        with opened(folder, qtbot, sandbox.base_url) as desk:
            assert desk.is_at("F-1")
            begin_first_start(desk)
            keep_behind_passphrase(desk, "four calm words here")
            _put_off_pin_and_sign_in(desk)
            assert desk.is_at("H-1")
            assert "卡里余额不足" in desk.words
            assert "4,003.40 元" in desk.words
            choose_language(desk, "en")
            assert desk.is_at("H-1")
            assert "not enough money on the card" in desk.words
        with opened(folder, qtbot) as desk:
            assert desk.window.address.code == "F-3"
            open_with(desk, "not the words")
            desk.settled()
            assert "not the passphrase" in desk.words
            open_with(desk, "four calm words here")
            desk.until(lambda: desk.is_in(Phase.OPEN))
            desk.settled()
            assert "not enough money on the card" in desk.words


def test_without_a_key_store_nothing_is_kept_unless_a_passphrase_is_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "data"
    with SandboxProcess("insufficient_funds") as sandbox, opened(folder, qtbot, sandbox.base_url) as desk:
        begin_first_start(desk)
        # No session bus in the tests: this computer has no key store that answers.
        assert desk.state.keyring_usable is False
        assert "没有能用的钥匙库" in desk.words
        keep_nothing(desk)
        _put_off_pin_and_sign_in(desk)
        assert "卡里余额不足" in desk.words
    assert [item.name for item in folder.rglob("*") if item.suffix == ".db" or item.name == "session"] == []


def test_a_pasted_message_is_explained_before_any_account(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot, "http://127.0.0.1:9") as desk:
        desk.user.presses("我收到一条扣款短信")
        assert "不会发给任何人" in desk.words
        desk.user.pastes("短信内容", "您尾号1234的卡扣款失败，请点击 http://pay.example 把验证码发给客服")
        desk.user.presses("看看它说了什么")
        for part in ("像是诈骗", "里面有链接", "它要验证码", "没有扣款记录"):
            assert part in desk.words
        desk.user.types("谁发来的（可以不填）", "138 0000 0000")
        desk.user.presses("看看它说了什么")
        assert "普通手机号" in desk.words
        # The status line is laid out anew in the next turn of the event loop.
        desk.until(lambda: "D-3" in desk.words)
        desk.user.presses("返回")
        assert desk.window.address.code == "F-1"


def test_a_failed_debit_understood_and_a_wish_sent(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            desk.goes(DEBITS)
            desk.user.presses_saying("扣款失败")
            for part in ("原因由工商银行告知", "代码 51", "4821 0934", "955XX", "D-2"):
                desk.user.sees(part)
            desk.goes(MESSAGES)
            before = len(sandbox.ledger())
            desk.user.presses(MARK_READ)
            desk.until(lambda: len(sandbox.ledger()) == before + 1)
            desk.settled()


def test_offline_shows_old_data_with_their_age_and_sends_later(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        sandbox.kill()
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            assert "现在连不上" in desk.words
            assert "前取到的记录" in desk.words
            assert "卡里余额不足" in desk.words
            desk.goes(MESSAGES)
            desk.user.presses(MARK_READ)
            desk.settled()
            desk.until(lambda: "1 项修改还没有发出" in desk.words)
    assert line.json("outbox")["operations"][0]["state"] in ("queued", "unknown")


def test_pin_lock_and_reveal(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            desk.goes(DETAILS)
            records = desk.state.records
            assert records is not None
            phone = next(held.record for held in records.snapshot.contacts if held.record.field.value == "phone")
            assert phone.value not in desk.words
            with desk.user.holds("按住查看: 手机号"):
                assert desk.is_at("F-3", "set-pin")
            enter_new_pin(desk, "135790")
            assert desk.is_at("P-1")
            with desk.user.holds("按住查看: 手机号"):
                desk.user.sees(phone.value)
            assert phone.value not in desk.words, "only while the button is held"
            lock_now(desk)
            assert "1234" not in desk.words
            for _ in range(2):
                give_pin(desk, "000001")
            assert desk.is_in(Phase.LOCKED)
            assert "3" in desk.words
            unlock(desk, "135790")


def test_sign_out_wipes_what_the_lender_sent(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            sign_out(desk)
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
            desk.user.presses("再试一次")
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
