"""After a sign-out nothing of the lender's is left in the folder, with the key or without, with a network or without.

Proof and what the borrower wrote stay, unless a separate yes wipes them, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from borrower_app.application.data_keys import key_with_passphrase
from borrower_app.application.running.state import Phase
from borrower_app.presentation.intents import Address
from borrower_app.store import folder_pin, sealing
from borrower_app.store.connection import CACHE, OWN, connect
from borrower_app.store.session import SessionVault
from borrower_app.store.store import Store
from tests.journeys.test_sign_in import signed_in_desk
from tests.support.command_line import PASSPHRASE, CommandLine
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import (
    MESSAGES,
    Both,
    Desk,
    Lang,
    choose_language,
    lock_now,
    set_pin,
    sign_out,
    to_settings,
    to_sign_out,
    try_every_key,
)


@pytest.fixture
def sandbox() -> Iterator[SandboxProcess]:
    with SandboxProcess("insufficient_funds") as running:
        yield running


def canaries(sandbox: SandboxProcess) -> set[str]:
    """Every text of some length that the lender has on record about the borrower, but for its own public words."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for member in value.values():
                walk(member)
        elif isinstance(value, list):
            for member in value:
                walk(member)
        elif isinstance(value, str) and len(value) > 8:
            found.add(value)

    records = sandbox.records()
    for kind in ("loan", "contact", "instrument", "mandate", "message", "guarantor", "request"):
        walk(records.get(kind, {}))
    return found


def opened_text(folder: Path, key: bytes) -> str:
    """Everything that the databases, the last good copy among them, say to who has the key."""
    parts: list[str] = []
    for name, kind in (("cache.db", CACHE), ("own.db", OWN), ("own.backup", OWN)):
        if not (folder / name).exists():
            continue
        connection = connect(folder / name, key, kind)
        try:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    parts.extend(_as_text(value) for value in row)
        finally:
            connection.close()
    return "\n".join(parts)


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def raw_hits(folder: Path, words: set[str]) -> list[str]:
    return [
        f"{path.name}: {word}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    ]


def kept_token(line: CommandLine, key: bytes) -> str:
    content = SessionVault(line.data, key).load()
    assert content is not None
    return str(json.loads(content)["refresh_token"])


def test_nothing_of_the_lender_is_left(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    with signed_in_desk(line.folder, qtbot, sandbox) as desk:
        key = key_with_passphrase(line.data, PASSPHRASE)
        token = kept_token(line, key)
        words = canaries(sandbox)
        assert len(words) > 20
        sign_out(desk)
    assert not (line.data / "session").exists()
    assert line.json("dump")["records"] == {}
    assert raw_hits(line.data, words | {token}) == []
    said = opened_text(line.data, key)
    cache_only = {word for word in words if word in said}
    # Proof of debits stays (the card's last four digits with it); nothing of contact, loan, message or token does.
    proof = {word for word in cache_only if word in json.dumps(sandbox.records()["debit_attempt"], ensure_ascii=False)}
    assert cache_only == proof
    assert token not in said
    # The lender has ended the sign-in, too.
    refused = sandbox.form("/oauth/token", grant_type="refresh_token", refresh_token=token, client_id="borrower-app")
    assert refused.json()["error"] == "invalid_grant"


def test_with_a_second_yes_nothing_at_all_is_left(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    with signed_in_desk(line.folder, qtbot, sandbox) as desk:
        key = key_with_passphrase(line.data, PASSPHRASE)
        words = canaries(sandbox) | {kept_token(line, key)}
        before = opened_words(desk)
        assert "debit_attempt" in before
        sign_out(desk, own_data=True)
    said = opened_text(line.data, key)
    assert {word for word in words if word in said} == set()
    assert "attempted_at" not in said, "proof is gone, too"
    assert raw_hits(line.data, words) == []


def opened_words(desk: Desk) -> str:
    """The kinds of proof that are kept, by the store lane."""
    kinds: list[str] = []

    def read(store: Store) -> list[str]:
        with store._files.own.transaction() as connection:
            return [str(row[0]) for row in connection.execute(text("SELECT DISTINCT kind FROM proof"))]

    desk.router.app.in_store(read, kinds.extend)
    desk.settled()
    return " ".join(kinds)


def test_it_works_without_a_network(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    with signed_in_desk(line.folder, qtbot, sandbox) as desk:
        words = canaries(sandbox)
        key = key_with_passphrase(line.data, PASSPHRASE)
        token = kept_token(line, key)
        sandbox.kill()
        sign_out(desk)
        to_settings(desk)
    assert not (line.data / "session").exists()
    assert raw_hits(line.data, words | {token}) == []
    assert token not in opened_text(line.data, key)
    assert json.loads(line.run("dump").stdout)["records"] == {}


def test_a_lender_that_does_not_answer_keeps_nothing_here(
    tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess
) -> None:
    """The data go first; only then is the lender asked."""
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    with signed_in_desk(line.folder, qtbot, sandbox) as desk:
        sandbox.set_faults({"path": "/oauth/revoke", "method": "POST", "times": 1, "fault": {"delay_ms": 6_000}})
        to_sign_out(desk)
        desk.user.presses("确定退出并清除")
        desk.until(lambda: desk.is_at("F-2"))
        assert desk.router.app.background.is_busy, "the lender has not answered yet"
        assert not (line.data / "session").exists()
        assert not desk.state.signed_in
        desk.settled()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_unsent_changes_are_asked_about_and_become_drafts(
    tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess, language: Lang
) -> None:
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    with signed_in_desk(line.folder, qtbot, sandbox) as desk:
        sandbox.kill()
        desk.goes(MESSAGES)
        desk.user.presses("标为已读：扣款失败")
        desk.until(lambda: desk.state.records is not None and desk.state.records.snapshot.unsent == 1)
        desk.settled()
        choose_language(desk, language)
        to_sign_out(desk)
        assert desk.says(Both("有 1 项修改还没有确认", "1 change is not confirmed yet")) in desk.words
        desk.presses(Both("不退出", "No, stay signed in"))
        assert desk.is_at("T-1")
        assert desk.state.signed_in
        sign_out(desk)
    [entry] = line.json("outbox")["operations"]
    assert entry["state"] == "draft"


def test_the_scan_would_find_what_stays(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    """The same reading before a sign-out finds the lender's words: it has eyes."""
    line = CommandLine(tmp_path / "a", sandbox.base_url)
    line.folder.mkdir()
    line.sign_in_and_sync()
    key = key_with_passphrase(line.data, PASSPHRASE)
    said = opened_text(line.data, key)
    words = canaries(sandbox)
    assert len({word for word in words if word in said}) > len(words) * 0.9
    sealed = (line.data / "session").read_bytes()
    assert kept_token(line, key).encode() in (sealing.unseal(key, "session", sealed) or b"")
    (tmp_path / "leak").write_text(max(words), encoding="utf-8")
    assert raw_hits(tmp_path, words) == [f"leak: {max(words)}"]


def test_a_locked_window_is_not_signed_out_by_anybody(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, sandbox) as desk:
        set_pin(desk, "135790")
        lock_now(desk)
        try_every_key(desk)
        # No control leads there behind the lock; what would lead there all the same shows nothing to press.
        desk.window.open(Address("T-1", "sign-out"))
        assert desk.is_in(Phase.LOCKED)
        assert "退出并清除" not in desk.words
        assert not [name for name in desk.user.buttons() if "退出" in name]


def test_wiping_everything_takes_the_pin_away(tmp_path: Path, qtbot: QtBot, sandbox: SandboxProcess) -> None:
    with signed_in_desk(tmp_path / "a", qtbot, sandbox) as desk:
        set_pin(desk, "135790")
        folder = desk.router.app.folder
        assert folder is not None
        assert folder_pin.pinned_key(folder) is not None
        sign_out(desk, own_data=True)
        desk.until(lambda: not desk.state.pin.is_set)
        assert folder_pin.pinned_key(folder) is None
        assert not (folder / "pin.tries").exists()
