"""A change that needs a code, by command line: draft, fresh sign-in, code, one effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess

NEW_PHONE = "19000004321"


def _wait_for_code(
    line: CommandLine, sandbox: SandboxProcess, field: str = "id_expiry", value: str = "2046-05-20"
) -> tuple[str, str]:
    """Bring a change of contact data up to its challenge; operation id and the right code."""
    line.sign_in_and_sync()
    queued = line.run("queue", str(line.operation_file("change_contact", field=field, value=value)))
    assert (queued.returncode, queued.stdout) == (11, "")
    assert line.json("sync")["sent"] == 0
    [entry] = line.json("outbox")["operations"]
    assert entry["state"] == "draft"
    signed_in = line.run("sign-in", "--device")
    assert "1 change waited for this sign-in." in signed_in.stdout
    assert line.json("sync")["needs_user"] == 1
    assert sandbox.ledger() == []
    return entry["operation_id"], sandbox.verification_codes()[entry["operation_id"]]


def _code_file(line: CommandLine, code: str) -> str:
    file = line.folder / "code"
    file.write_text(code + "\n", encoding="utf-8")
    return str(file)


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_has_one_effect(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, code = _wait_for_code(line, sandbox)
        words = ("verify-operation", operation_id, "--code-file", _code_file(line, code))
        assert line.json(*words) == {"operation_id": operation_id, "state": "applied"}
        assert [effect["operation_id"] for effect in sandbox.ledger()] == [operation_id]
        again = line.run(*words)
        assert again.returncode == 2
        assert "waits for no code" in again.stderr
        line.json("sync")
        assert line.json("outbox") == {"operations": []}
        assert line.json("dump")["records"] == sandbox.records()
        assert all(code.encode() not in file.read_bytes() for file in line.data.rglob("*") if file.is_file())


def test_a_new_phone_takes_two_codes(tmp_path: Path) -> None:
    """The first goes to the phone on record; after it nothing has happened yet, and the second one is waited for."""
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, first = _wait_for_code(line, sandbox, "phone", NEW_PHONE)
        words = ("verify-operation", operation_id, "--code-file", _code_file(line, first))
        assert line.json(*words)["state"] == "next_code"
        assert sandbox.ledger() == []
        [entry] = line.json("outbox")["operations"]
        assert entry["state"] == "needs_user"
        second = sandbox.verification_codes()[operation_id]
        _code_file(line, second)
        assert line.json(*words)["state"] == "applied"
        assert [effect["operation_id"] for effect in sandbox.ledger()] == [operation_id]
        line.json("sync")
        assert line.json("outbox") == {"operations": []}
        assert line.json("dump")["records"] == sandbox.records()
        for code in (first, second):
            assert all(code.encode() not in file.read_bytes() for file in line.data.rglob("*") if file.is_file())


@pytest.mark.parametrize("reset", ["before_effect", "after_effect"])
def test_a_lost_answer_to_the_first_code_of_a_new_phone(tmp_path: Path, reset: str) -> None:
    """Whether the lender got it or not, the next round learns which code is waited for now."""
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, first = _wait_for_code(line, sandbox, "phone", NEW_PHONE)
        path = f"/v1/operations/{operation_id}/verification"
        sandbox.set_faults({"path": path, "method": "POST", "times": 1, "fault": {"reset": reset}})
        words = ("verify-operation", operation_id, "--code-file", _code_file(line, first))
        assert line.run(*words).returncode == 10
        line.json("sync")
        waiting = sandbox.verification_codes()[operation_id]
        assert (waiting == first) is (reset == "before_effect")
        # Typed once more by somebody who saw no answer: it costs no try, whichever code is waited for.
        assert line.json(*words)["state"] == "next_code"
        _code_file(line, sandbox.verification_codes()[operation_id])
        assert line.json(*words)["state"] == "applied"
        assert len(sandbox.ledger()) == 1


def test_a_wrong_code_leaves_tries_and_the_third_ends_it(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, code = _wait_for_code(line, sandbox)
        words = ("verify-operation", operation_id, "--code-file", _code_file(line, _wrong(code)))
        for left in ("2", "1"):
            wrong = line.run(*words)
            assert wrong.returncode == 2
            assert f"tries left: {left}." in wrong.stderr
        ended = line.run(*words)
        assert ended.returncode == 2
        assert "did not happen" in ended.stderr
        assert sandbox.ledger() == []
        [entry] = line.json("outbox")["operations"]
        assert entry["state"] == "needs_user"


@pytest.mark.parametrize("reset", ["before_effect", "after_effect"])
def test_a_lost_answer_to_a_code_is_asked_for(tmp_path: Path, reset: str) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, code = _wait_for_code(line, sandbox)
        path = f"/v1/operations/{operation_id}/verification"
        sandbox.set_faults({"path": path, "method": "POST", "times": 1, "fault": {"reset": reset}})
        words = ("verify-operation", operation_id, "--code-file", _code_file(line, code))
        assert line.run(*words).returncode == 10
        [entry] = line.json("outbox")["operations"]
        assert entry["state"] == "unknown"
        line.json("sync")
        if reset == "before_effect":
            assert sandbox.ledger() == []
            assert line.json(*words)["state"] == "applied"
            line.json("sync")
        assert len(sandbox.ledger()) == 1
        assert line.json("outbox") == {"operations": []}


def test_offline_the_challenge_still_stands(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        operation_id, code = _wait_for_code(line, sandbox)
        sandbox.stop()
        assert line.run("verify-operation", operation_id, "--code-file", _code_file(line, code)).returncode == 10
        [entry] = line.json("outbox")["operations"]
        assert entry["state"] == "needs_user"


@pytest.mark.parametrize("content", ["", "12ab", "１２３４５６", "123456789"])
def test_what_is_no_code_never_leaves(tmp_path: Path, content: str) -> None:
    line = CommandLine(tmp_path, "http://127.0.0.1:9")
    result = line.run("verify-operation", "op-1", "--code-file", _code_file(line, content))
    assert result.returncode == 2
    assert content == "" or content not in result.stderr
