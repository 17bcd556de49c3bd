"""Pulls: whole, paged, while the books change, over restarts, and with cursors that are no good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sandbox.wire import SMALL, Mirror, Write, change_email, problem_type
from tests.support.sandbox_process import SandboxProcess


def token_of(sandbox: SandboxProcess) -> str:
    return str(sandbox.sign_in()["access_token"])


@pytest.mark.parametrize("limit", [1, 7, 500])
def test_whole_pull_is_the_books_byte_for_byte(shared: SandboxProcess, limit: int) -> None:
    mirror = Mirror()
    mirror.pull(shared, token_of(shared), limit)
    assert mirror.data() == shared.records()
    for _, data in mirror.records.values():
        assert data in shared.records_bytes()
    assert mirror.pages == -(-len(mirror.records) // limit)


def test_pull_stays_whole_while_the_books_change(small: SandboxProcess) -> None:
    token = token_of(small)
    mirror = Mirror()
    assert mirror.page(small, token, 5)
    assert change_email("between@example.com").send(small, token).status == 200
    mirror.page(small, token, 5)
    small.move_clock(hours=3, minutes=1)
    assert change_email("again@example.com", base=2).send(small, token_of(small)).status == 200
    mirror.pull(small, token_of(small), 5)
    assert mirror.data() == small.records()
    assert mirror.data()["contact"]["contact-email"]["value"] == "again@example.com"
    assert "message-30" not in mirror.data()["message"]
    assert "attempt-2" in mirror.data()["debit_attempt"]


def test_next_pull_brings_only_what_changed(small: SandboxProcess) -> None:
    token = token_of(small)
    mirror = Mirror()
    mirror.pull(small, token)
    known = dict(mirror.records)
    read = Write("POST", "/v1/messages/message-3/read", {"message_id": "message-3"})
    assert read.send(small, token).status == 200
    answer = small.get(f"/v1/changes?since={mirror.cursor}", token).json()
    assert [(change["kind"], change["id"], change["version"]) for change in answer["changes"]] == [
        ("message", "message-3", 2)
    ]
    mirror.pull(small, token)
    assert mirror.records != known
    assert small.get(f"/v1/changes?since={mirror.cursor}", token).json()["changes"] == []


def test_cursor_of_a_half_pull_survives_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    mirror = Mirror()
    with SandboxProcess("small", program=SMALL, database_url=url) as first:
        token = token_of(first)
        mirror.page(first, token, 6)
        assert change_email().send(first, token).status == 200
        first.kill()
    with SandboxProcess("small", program=SMALL, database_url=url) as second:
        mirror.pull(second, token, 6)
        assert mirror.data() == second.records()
        assert [effect["subject"] for effect in second.ledger()] == ["change_contact:email"]


def test_another_story_is_refused_on_a_used_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with SandboxProcess("small", program=SMALL, database_url=url):
        pass
    with pytest.raises(RuntimeError, match="holds the story small"):
        SandboxProcess("other", program=SMALL, database_url=url).start()


@pytest.mark.parametrize("cursor", ["x", "AAAA", "~", "A" * 46, ""])
def test_cursor_that_was_never_given_is_refused(shared: SandboxProcess, cursor: str) -> None:
    answer = shared.get(f"/v1/changes?since={cursor}", token_of(shared))
    assert (answer.status, problem_type(answer)) == (410, "cursor-refused")


def test_cursor_of_another_ledger_is_refused(small: SandboxProcess) -> None:
    mirror = Mirror()
    mirror.pull(small, token_of(small))
    with SandboxProcess("small", program=SMALL) as other:
        answer = other.get(f"/v1/changes?since={mirror.cursor}", token_of(other))
    assert problem_type(answer) == "cursor-refused"


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "ten", "1&limit=2"])
def test_limit_out_of_bounds_is_an_invalid_request(shared: SandboxProcess, limit: str) -> None:
    answer = shared.get(f"/v1/changes?limit={limit}", token_of(shared))
    assert (answer.status, problem_type(answer)) == (400, "invalid-request")


def test_dump_has_the_form_of_the_command(shared: SandboxProcess) -> None:
    dump = json.loads(shared.records_bytes())
    assert set(dump) == {"as_of", "records"}
    assert list(dump["records"]) == sorted(dump["records"])
    assert all(list(ids) == sorted(ids) for ids in dump["records"].values())
