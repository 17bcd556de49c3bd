"""The way of a borrower through the command line: real process, real lender process, real encrypted files."""

from __future__ import annotations

import json
import os
import signal
import socket
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine
from tests.support.sandbox_process import SandboxProcess, wait_until

SECONDS = 60


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    """A command line whose lender is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return CommandLine(tmp_path, f"http://127.0.0.1:{port}")


def _one_sentence(result: object, code: int) -> str:
    """The failure's sentence: one line, no traceback, nothing on standard output."""
    assert result.returncode == code, (result.returncode, result.stdout, result.stderr)  # type: ignore[attr-defined]
    words = result.stderr.strip()  # type: ignore[attr-defined]
    assert words
    assert "Traceback" not in words
    assert len(words.splitlines()) == 1
    return str(words)


def test_sign_in_sync_dump_and_verify(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        shown = line.run("sign-in", "--device")
        assert shown.returncode == 0, shown.stderr
        assert sandbox.base_url in shown.stdout
        report = line.json("sync")
        assert set(report) == {"pages", "changed", "sent", "applied", "needs_user", "unknown", "as_of"}
        assert report["changed"] > 0
        again = line.json("sync")
        assert again["changed"] == 0
        dump = line.json("dump")
        assert dump["records"] == sandbox.records()
        assert list(dump["records"]) == sorted(dump["records"])
        assert line.json("verify") == {"ok": True, "problems": []}
        assert line.json("outbox") == {"operations": []}


def test_a_change_queued_offline_is_applied_once_later(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.stop()
        file = line.operation_file("change_contact", field="email", value="new.address@example.com")
        saved = line.run("queue", str(file))
        assert saved.returncode == 0, saved.stderr
        operation_id = saved.stdout.removeprefix("saved ").strip()
        offline = line.run("sync")
        assert offline.returncode == 10
        assert json.loads(offline.stdout)["sent"] == 0
        assert line.json("outbox")["operations"] == [
            {"operation_id": operation_id, "operation": "change_contact", "state": "queued", "attempts": 0}
        ]


def test_what_was_queued_reaches_the_ledger_exactly_once(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.set_faults(
            {"path": "/v1/contacts/email", "method": "PUT", "times": 1, "fault": {"reset": "after_effect"}}
        )
        file = line.operation_file("change_contact", field="email", value="new.address@example.com")
        operation_id = line.run("queue", str(file)).stdout.removeprefix("saved ").strip()

        def is_confirmed() -> bool:
            line.run("sync")
            return not line.json("outbox")["operations"]

        wait_until(is_confirmed, SECONDS)
        assert [effect["operation_id"] for effect in sandbox.ledger()] == [operation_id]
        values = [contact["value"] for contact in line.json("dump")["records"]["contact"].values()]
        assert "new.address@example.com" in values


def test_a_sensitive_change_is_never_called_saved(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.stop()
        file = line.operation_file("change_contact", field="phone", value="190 0000 4321")
        result = line.run("queue", str(file))
        _one_sentence(result, 11)
        assert result.stdout == ""
        assert [entry["state"] for entry in line.json("outbox")["operations"]] == ["draft"]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"operation": "fly"}',
        '{"operation": "change_contact", "values": {"field": "email"}}',
        '{"operation": "change_contact", "values": {"field": "email", "value": "a@example.com", "more": 1}}',
        '{"operation": "change_contact", "operation": "complaint", "values": {}}',
        "\x00",
        "",
    ],
)
def test_queue_refuses_what_it_does_not_understand(tmp_path: Path, content: str, line: CommandLine) -> None:
    file = tmp_path / "bad.json"
    file.write_text(content, encoding="utf-8")
    result = line.run("queue", str(file))
    _one_sentence(result, 2)
    assert result.stdout == ""


def test_an_unreachable_lender_is_offline(line: CommandLine) -> None:
    _one_sentence(line.run("sign-in", "--device"), 10)


def test_without_a_sign_in_sync_says_so(tmp_path: Path) -> None:
    with SandboxProcess("all_well") as sandbox:
        _one_sentence(CommandLine(tmp_path, sandbox.base_url).run("sync"), 11)


def test_plain_http_is_for_this_computer_only(tmp_path: Path) -> None:
    _one_sentence(CommandLine(tmp_path, "http://192.0.2.1:8000").run("sync"), 2)


def test_a_folder_belongs_to_one_lender(tmp_path: Path) -> None:
    with SandboxProcess("all_well") as sandbox:
        CommandLine(tmp_path, sandbox.base_url).sign_in_and_sync()
        _one_sentence(CommandLine(tmp_path, "http://127.0.0.1:9").run("outbox"), 2)


def test_a_wrong_passphrase_opens_nothing_and_harms_nothing(tmp_path: Path) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        before = line.run("dump").stdout
        right = line.passphrase_file.read_text(encoding="utf-8")
        line.passphrase_file.write_text("another one\n", encoding="utf-8")
        _one_sentence(line.run("dump"), 15)
        line.passphrase_file.write_text(right, encoding="utf-8")
        assert line.run("dump").stdout == before


def test_without_keyring_and_passphrase_nothing_is_opened(tmp_path: Path, line: CommandLine) -> None:
    words = [word for word in line.words("outbox") if word not in ("--passphrase-file", str(line.passphrase_file))]
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    result = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    _one_sentence(result, 15)


def test_a_second_process_waits_for_nobody(tmp_path: Path) -> None:
    with SandboxProcess("all_well") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.set_faults({"path": "/v1/changes", "method": "GET", "times": 1, "fault": {"delay_ms": 4000}})
        first = line.start("sync")
        try:
            # Its write-ahead log shows that the first one holds the folder; it stands still for as long as we look.
            wait_until((line.data / "cache.db-wal").exists, SECONDS)
            first.send_signal(signal.SIGSTOP)
            _one_sentence(line.run("outbox"), 14)
        finally:
            first.send_signal(signal.SIGCONT)
            first.communicate(timeout=SECONDS)
        assert first.returncode == 0


def test_a_cut_page_keeps_the_old_data(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
        before = line.run("dump").stdout
        for fault in ({"body": "truncated"}, {"body": "html"}, {"body": "not_json"}, {"body": "wrong_digest"}):
            sandbox.set_faults({"path": "/v1/changes", "method": "GET", "times": 9, "fault": fault})
            result = line.run("sync")
            assert result.returncode in (10, 12), (fault, result.returncode, result.stderr)
            assert "Traceback" not in result.stderr
            assert line.run("dump").stdout == before
        sandbox.set_faults()
        assert line.run("sync").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["demo", "--scenario", "nonsense"], 2),
        (["sandbox", "--scenario", "nonsense"], 2),
        (["fly"], 2),
        (["schedule", "/nowhere/at/all.json"], 2),
        (["tour"], 2),
    ],
)
def test_wrong_words(line: CommandLine, arguments: list[str], code: int) -> None:
    _one_sentence(line.run(*arguments), code)


def test_computations_take_one_or_many(line: CommandLine) -> None:
    good = {"principal": "1000000.00", "annual_rate": "4.10", "number_of_installments": 360}
    one = line.run("schedule", "-", stdin=json.dumps(good))
    assert json.loads(one.stdout)["installment"] == "4831.98"
    many = line.run("schedule", "-", stdin=json.dumps([good, {**good, "colour": "red"}]))
    assert many.returncode == 0
    first, second = json.loads(many.stdout)
    assert first["installment"] == "4831.98"
    assert "colour" in second["error"]
    result = line.run("schedule", "-", stdin=json.dumps({**good, "colour": "red"}))
    assert "colour" in _one_sentence(result, 2)
    assert result.stdout == ""


def test_a_schedule_goes_into_new_files_only(tmp_path: Path) -> None:
    with SandboxProcess("insufficient_funds") as sandbox:
        line = CommandLine(tmp_path, sandbox.base_url)
        line.sign_in_and_sync()
    loan = next(iter(line.json("dump")["records"]["loan"]))
    for file_format in ("pdf", "xlsx", "csv", "ics"):
        out = tmp_path / f"plan.{file_format}"
        words = ("export", "--loan", loan, "--format", file_format, "--out", str(out))
        result = line.run(*words)
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
        content = out.read_bytes()
        assert b"1234" not in content or file_format == "pdf"
        assert out.stat().st_mode & 0o777 == 0o600
        assert "not touched" in _one_sentence(line.run(*words), 2)
        assert out.read_bytes() == content
    unknown = line.run("export", "--loan", "nobody", "--format", "csv", "--out", str(tmp_path / "x.csv"))
    assert "nobody" in _one_sentence(unknown, 2)
    assert not (tmp_path / "x.csv").exists()
