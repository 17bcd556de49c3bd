"""The PIN in the real window: asked at a start before anything is read, dropped with everything behind the lock."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.running.state import Phase
from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.presentation.intents import MarkRead
from borrower_app.store import folder_pin, keys
from tests.journeys.own_loans_steps import BACKUP_PHRASE, own_folder, to_backup, to_change, to_own_loans
from tests.journeys.test_own_loans_command import Alone
from tests.store import keyring_backends
from tests.store.old_pin_folder_maker import LOAN_NAME, PHRASE, PIN, SAMPLE
from tests.support.command_line import PASSPHRASE
from tests.support.memory import hex_of, masked_key, times_in_memory
from tests.support.own_loans import HOUSE
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    HOME,
    Both,
    Desk,
    begin_first_start,
    code_on_paper,
    fetched,
    give_code_back,
    give_pin,
    keep_behind_passphrase,
    lock_now,
    opened,
    set_pin,
    signed_in_line,
    to_settings,
    to_the_question,
    try_every_key,
    type_new_pin,
    unlock,
)

NEW_PIN = "135790"
AMOUNT = "提前还多少"
FORGOTTEN = Both("PIN 忘了，或者不管用", "I have no PIN that works")


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    """A folder with one own loan, behind a passphrase, without a PIN."""
    made = Alone(tmp_path)
    made.json("own", "add", made.file(HOUSE))
    return made


@pytest.fixture
def old(tmp_path: Path) -> Alone:
    """A folder as the version before left it."""
    made = Alone(tmp_path)
    shutil.copytree(SAMPLE, made.data)
    made.phrase.write_text(PHRASE + "\n", encoding="utf-8")
    return made


def pin_file(alone: Alone, pin: str) -> str:
    file = alone.folder / f"pin-{pin}"
    file.write_text(pin + "\n", encoding="utf-8")
    return str(file)


def is_read(desk: Desk) -> bool:
    return desk.state.records is not None and not desk.router.app.background.is_busy


def code_of(alone: Alone, qtbot: QtBot) -> str:
    """Set a PIN; its code."""
    with own_folder(alone, qtbot) as (desk, _answers):
        return set_pin(desk, PIN)


def test_a_start_asks_for_the_pin_before_anything_is_read(alone: Alone, qtbot: QtBot) -> None:
    code_of(alone, qtbot)
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        assert desk.is_in(Phase.LOCKED)
        assert desk.is_at("F-3")
        desk.settled()
        app = desk.router.app
        assert (app.key, app.store, app.network, desk.state.records, desk.state.prepared) == (None,) * 5
        assert "我的房贷" not in desk.words
        try_every_key(desk)
        assert "改用登录" not in desk.user.buttons()
        give_pin(desk, NEW_PIN)
        assert "PIN 不对。" in desk.words
        assert "还可以试 4 次。" in desk.words
        unlock(desk, PIN)
        assert desk.is_at("H-1")
        assert "我的房贷" in desk.words


def test_no_command_without_the_pin_and_one_wrong_pin_shuts_them(alone: Alone, qtbot: QtBot) -> None:
    code_of(alone, qtbot)
    right, wrong = pin_file(alone, PIN), pin_file(alone, NEW_PIN)

    def told(*arguments: str) -> str:
        done = alone.run(*arguments)
        assert (done.returncode, done.stdout) == (15, "")
        assert len(done.stderr.strip().splitlines()) == 1
        return done.stderr

    assert "A PIN protects these data." in told("own", "list")
    assert "can't be read or is empty" in told("--pin-file", str(alone.folder / "none"), "own", "list")
    assert len(alone.json("--pin-file", right, "own", "list")["loans"]) == 1
    assert "This is not the PIN" in told("--pin-file", wrong, "own", "list")
    for _ in range(3):
        assert "--pin-file is shut" in told("--pin-file", right, "own", "list")
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        desk.user.sees("还可以试 4 次。")
        unlock(desk, PIN)
    assert len(alone.json("--pin-file", right, "own", "list")["loans"]) == 1


def test_the_lock_drops_key_and_records_and_gives_them_back(alone: Alone, qtbot: QtBot) -> None:
    with own_folder(alone, qtbot) as (desk, _answers):
        set_pin(desk, PIN)
        to_own_loans(desk)
        lock_now(desk)
        assert desk.state.records is None
        assert "我的房贷" not in desk.words
        desk.until(lambda: not desk.router.app.is_shutting)
        app = desk.router.app
        assert (app.key, app.store, app.network) == (None, None, None)
        try_every_key(desk)
        unlock(desk, PIN)
        desk.goes(HOME)
        assert "我的房贷" in desk.words


def test_five_wrong_tries_then_only_the_code(alone: Alone, qtbot: QtBot) -> None:
    code = code_of(alone, qtbot)
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        for _ in range(3):
            give_pin(desk, NEW_PIN)
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        desk.user.sees("还可以试 2 次。")
        for _ in range(2):
            give_pin(desk, NEW_PIN)
        desk.user.sees("PIN 已输错五次。")
        assert not desk.user.fields_named("PIN")
        desk.user.presses("输入恢复码")
        desk.user.types("恢复码", code[:-1] + ("0" if code[-1] != "0" else "1"))
        desk.user.presses("打开")
        desk.user.sees("恢复码不对，请一组一组对照。")
        desk.user.types("恢复码", code.lower())
        desk.user.presses("打开")
        desk.user.sees("设置新 PIN")
        assert "我的房贷" not in desk.words
        type_new_pin(desk, NEW_PIN)
        new_code = code_on_paper(desk)
        assert new_code != code
        give_code_back(desk, new_code)
        desk.until(lambda: desk.is_in(Phase.OPEN) and is_read(desk))
        assert "我的房贷" in desk.words
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        unlock(desk, NEW_PIN)
    pinned = folder_pin.pinned_key(alone.data)
    assert pinned is not None
    assert folder_pin.try_code(pinned, code) is None


def test_without_pin_and_code_everything_is_set_aside_sealed(alone: Alone, qtbot: QtBot) -> None:
    code = code_of(alone, qtbot)
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        desk.settled()
        desk.presses(FORGOTTEN)
        desk.user.presses("恢复码也没有")
        desk.user.presses("重新开始，旧数据封存")
        desk.user.sees("旧数据已封存")
        [aside] = alone.data.glob("sealed-*")
        assert aside.name in desk.words
        desk.user.presses("继续")
        desk.until(lambda: desk.is_in(Phase.FIRST_START))
        assert not (alone.data / "own.db").exists()
        desk.settled()
    # The code turned up: the folder opens with it.
    with opened(aside, qtbot, passphrase=alone.phrase) as desk:
        desk.settled()
        desk.user.presses("输入恢复码")
        desk.user.types("恢复码", code)
        desk.user.presses("打开")
        desk.user.sees("设置新 PIN")
        desk.user.presses("这次先不设")
        desk.until(lambda: desk.is_in(Phase.OPEN) and is_read(desk))
        assert "我的房贷" in desk.words


def test_nothing_is_set_before_the_code_came_back(alone: Alone, qtbot: QtBot) -> None:
    with own_folder(alone, qtbot) as (desk, _answers):
        to_settings(desk)
        desk.presses(Both("设置 PIN", "Set a PIN"))
        type_new_pin(desk, PIN)
        code = code_on_paper(desk)
        desk.user.types("恢复码", "0000-0000")
        desk.user.presses("恢复码已收好，启用 PIN")
        desk.user.sees("恢复码不对，请对照纸上再看一遍。")
        assert folder_pin.pinned_key(alone.data) is None
        desk.user.presses("再看一次恢复码")
        assert code in desk.words
        desk.user.presses("取消")
        desk.settled()
        assert desk.is_at("T-1")
        assert not desk.state.pin.is_set
    assert len(alone.json("own", "list")["loans"]) == 1


def test_a_pin_is_changed_with_a_new_code_and_removed_again(alone: Alone, qtbot: QtBot) -> None:
    with own_folder(alone, qtbot) as (desk, _answers):
        first = set_pin(desk, PIN)
        assert set_pin(desk, NEW_PIN, PIN) != first
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        give_pin(desk, PIN)
        unlock(desk, NEW_PIN)
        to_settings(desk)
        desk.user.presses("取消 PIN…")
        desk.user.types("PIN", NEW_PIN)
        desk.user.presses("取消 PIN")
        desk.until(lambda: not desk.state.pin.is_set)
        desk.settled()
    assert len(alone.json("own", "list")["loans"]) == 1
    assert keys.open_wrapped(alone.data, PASSPHRASE)


def test_what_stands_typed_comes_back_and_secrets_do_not(alone: Alone, qtbot: QtBot) -> None:
    with own_folder(alone, qtbot) as (desk, _answers):
        set_pin(desk, PIN)
        to_change(desk)
        desk.user.types("您怎么叫它", "half typed")
        lock_now_from(desk)
        assert "half typed" not in desk.words
        assert desk.state.own.drafts == {}
        unlock(desk, PIN)
        assert desk.window.address.code == "S-5"
        assert desk.user.text_of("您怎么叫它") == "half typed"
        # A form that keeps nothing by itself.
        desk.goes(Both("还款计划", "Schedule"))
        desk.user.presses("提前还款试算")
        desk.user.types(AMOUNT, "123456")
        lock_now_from(desk)
        unlock(desk, PIN)
        assert desk.window.address.code == "S-2"
        desk.until(lambda: desk.user.text_of(AMOUNT) == "123456")
        to_backup(desk)
        desk.user.types(BACKUP_PHRASE, "a secret phrase")
        lock_now_from(desk)
        unlock(desk, PIN)
        assert desk.user.text_of(BACKUP_PHRASE) == ""
        desk.settled()


def test_the_lock_waits_for_what_is_being_sent(tmp_path: Path, qtbot: QtBot) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = signed_in_line(tmp_path / "a", sandbox)
        with opened(line.data, qtbot, passphrase=line.passphrase_file) as desk:
            fetched(desk)
            set_pin(desk, PIN)
            records = desk.state.records
            assert records is not None
            message = records.snapshot.messages[0].record.id
            sandbox.set_faults({"path": "/v1/messages/*", "method": "POST", "fault": {"delay_ms": 2_000}})
            desk.window.intended.emit(MarkRead(message))
            desk.until(lambda: desk.state.round.stage == "sending")
            desk.router.pin.lock()
            assert desk.router.app.is_shutting
            assert desk.is_at("F-3")
            # Whoever is back at once waits for it, too.
            unlock(desk, PIN)
            desk.until(lambda: desk.state.records is not None and not desk.state.records.snapshot.operations)
        assert len([effect for effect in sandbox.ledger() if message in str(effect)]) == 1


def lock_now_from(desk: Desk) -> None:
    """As the lock that closes by itself, wherever one is."""
    desk.router.pin.lock()
    desk.until(lambda: not desk.router.app.is_shutting)


def test_an_old_pin_begins_to_wrap_the_key_with_the_next_right_one(old: Alone, qtbot: QtBot) -> None:
    with opened(old.data, qtbot, passphrase=old.phrase) as desk:
        assert desk.is_in(Phase.LOCKED)
        assert (desk.router.app.key, desk.state.prepared) == (None, None)
        assert LOAN_NAME not in desk.words
        desk.settled()
        give_pin(desk, NEW_PIN)
        assert "PIN 不对。" in desk.words
        give_pin(desk, PIN)
        desk.user.sees("从现在起，PIN 锁住的是数据本身")
        code = code_on_paper(desk)
        give_code_back(desk, code)
        desk.until(lambda: desk.is_in(Phase.OPEN) and is_read(desk))
        assert LOAN_NAME in desk.words
    with pytest.raises(KeysUnavailable) as caught:
        keys.open_wrapped(old.data, PHRASE)
    assert caught.value.code is FailureCode.KEY_LOST
    assert old.run("own", "list").returncode == 15
    [loan] = old.json("--pin-file", pin_file(old, PIN), "own", "list")["loans"]
    assert loan["name"] == LOAN_NAME


def test_an_old_pin_may_wait_for_its_code_and_its_tries_count(old: Alone, qtbot: QtBot) -> None:
    with opened(old.data, qtbot, passphrase=old.phrase) as desk:
        give_pin(desk, PIN)
        desk.user.presses("这次先不设")
        desk.until(lambda: desk.is_in(Phase.OPEN) and is_read(desk))
        lock_now_from(desk)
        for _ in range(5):
            give_pin(desk, NEW_PIN)
        desk.user.sees("请关闭软件再打开，就能再试一次。")
    with opened(old.data, qtbot, passphrase=old.phrase) as desk:
        desk.settled()
        give_pin(desk, NEW_PIN)
        desk.user.sees("请关闭软件再打开，就能再试一次。")
    with opened(old.data, qtbot, passphrase=old.phrase) as desk:
        desk.settled()
        give_pin(desk, PIN)
        desk.user.sees("请抄下这个恢复码")
        desk.settled()


def test_a_first_pin_at_first_start(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot) as desk:
        begin_first_start(desk)
        keep_behind_passphrase(desk, PHRASE)
        type_new_pin(desk, PIN)
        give_code_back(desk, code_on_paper(desk))
        desk.until(lambda: desk.state.start_step == "choose")
        desk.settled()
    with opened(tmp_path / "data", qtbot) as desk:
        desk.user.types("口令", PHRASE)
        desk.user.presses("打开")
        desk.until(lambda: desk.is_in(Phase.LOCKED))
        desk.settled()
        unlock(desk, PIN)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux lets a process read its own memory so")
def test_behind_the_lock_the_key_is_nowhere_in_memory(alone: Alone, qtbot: QtBot) -> None:
    code_of(alone, qtbot)
    turned = masked_key(alone.data, PASSPHRASE, PIN)
    wanted = (turned, hex_of(turned))
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        desk.settled()
        assert times_in_memory(*wanted) == 0, "before the PIN"
        unlock(desk, PIN)
        assert times_in_memory(*wanted) > 0, "the search finds what is there"
        lock_now(desk)
        desk.until(lambda: not desk.router.app.is_shutting)
        desk.settled()
        assert times_in_memory(*wanted) == 0, "behind the lock"
        unlock(desk, PIN)


@pytest.fixture
def file_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key store of the desktop, for this process."""
    allowed = (keyring_backends.__name__, "InFile")
    monkeypatch.setattr(keys, "_ALLOWED", dict.fromkeys(("linux", "win32", "darwin"), allowed))
    monkeypatch.setenv("KEYRING_FILE", str(tmp_path / "keyring.json"))
    return tmp_path / "keyring.json"


def test_with_the_computer_account_the_key_store_keeps_one_half(
    tmp_path: Path, qtbot: QtBot, file_keyring: Path
) -> None:
    folder = tmp_path / "data"
    with opened(folder, qtbot) as desk:
        begin_first_start(desk)
        desk.user.presses("交给这个账户保管")
        desk.until(lambda: desk.state.start_step == "pin")
        desk.settled()
        type_new_pin(desk, PIN)
        code = code_on_paper(desk)
        give_code_back(desk, code)
        desk.until(lambda: desk.state.start_step == "choose")
        desk.settled()
    assert list(json.loads(file_keyring.read_text())) == [keys.folder_id(folder) + ".pin"]
    file_keyring.write_text("{}")
    with opened(folder, qtbot) as desk:
        desk.settled()
        give_pin(desk, PIN)
        desk.user.sees("密钥库里已没有它保管的那一半密钥")
        assert desk.state.pin.tries_left is None, "no try was used up"
        desk.presses(FORGOTTEN)
        desk.user.types("恢复码", code)
        desk.user.presses("打开")
        desk.user.sees("设置新 PIN")
        type_new_pin(desk, NEW_PIN)
        give_code_back(desk, code_on_paper(desk))
        desk.until(lambda: desk.is_in(Phase.OPEN) and is_read(desk))
    with opened(folder, qtbot) as desk:
        desk.settled()
        unlock(desk, NEW_PIN)


def test_where_nothing_is_kept_the_lock_hides_and_five_tries_end_it(tmp_path: Path, qtbot: QtBot) -> None:
    with opened(tmp_path / "data", qtbot, "http://127.0.0.1:9") as desk:
        to_the_question(desk)
        desk.presses(Both("填一笔贷款", "Enter a loan"))
        set_pin(desk, PIN)
        lock_now(desk)
        unlock(desk, PIN)
        lock_now(desk)
        for _ in range(5):
            give_pin(desk, NEW_PIN)
        desk.user.sees("这台电脑什么都没存")
        assert desk.user.buttons() == ["关闭软件"]
    assert not (tmp_path / "data" / "own.db").exists()
