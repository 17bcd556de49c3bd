"""`sign-in` as scripts and people in a terminal use it: the browser by default, a phone on request, kills between."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import Browser
from tests.support.command_line import ROOT, CommandLine
from tests.support.openid_provider import OpenIdProvider
from tests.support.sandbox_process import SandboxProcess

BROWSER = f"{sys.executable} -m tests.support.browser"
KILLED = -9

SHORT_WAIT = (
    "import sys\n"
    "from borrower_app.application.network import Network\n"
    "Network.sign_in_with_browser.__kwdefaults__['seconds'] = 0.5\n"
    "from borrower_app.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)
KILLED_AROUND_SAVING = (
    "import os, signal, sys\n"
    "from borrower_app.store.session import SessionVault\n"
    "honest = SessionVault.save\n"
    "def save(vault, content):\n"
    "    if '{when}' == 'after':\n"
    "        honest(vault, content)\n"
    "    os.kill(os.getpid(), signal.SIGKILL)\n"
    "SessionVault.save = save\n"
    "from borrower_app.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


@pytest.fixture
def sandbox() -> Iterator[SandboxProcess]:
    with SandboxProcess("insufficient_funds", approve_devices=False) as running:
        yield running


@pytest.fixture
def line(tmp_path: Path, sandbox: SandboxProcess) -> CommandLine:
    return CommandLine(tmp_path, sandbox.base_url)


def with_program(line: CommandLine, program: str) -> CommandLine:
    """The same command line, run by another program around the real one."""
    return dataclasses.replace(line, runner=(sys.executable, "-c", program))


def killed_around_saving(line: CommandLine, when: str) -> CommandLine:
    return with_program(line, KILLED_AROUND_SAVING.replace("{when}", when))


def sign_in(line: CommandLine, button: str = "approve") -> subprocess.CompletedProcess[str]:
    return line.run("sign-in", BROWSER=f"{BROWSER} {button} %s")


def address_in(words: str) -> str:
    return next(word for word in words.splitlines() if word.startswith("http://"))


def members_of(words: str) -> dict[str, list[str]]:
    return urllib.parse.parse_qs(urllib.parse.urlsplit(address_in(words)).query)


def test_the_browser_opens_and_a_person_signs_in(line: CommandLine, sandbox: SandboxProcess) -> None:
    result = sign_in(line)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    assert "open this address yourself" in result.stderr
    assert address_in(result.stderr).startswith(sandbox.base_url + "/oauth/authorize?")
    assert "max_age" not in members_of(result.stderr)
    assert line.json("sync")["changed"] > 0
    assert line.json("dump")["records"] == sandbox.records()


def test_a_second_sign_in_is_a_fresh_one(line: CommandLine) -> None:
    assert sign_in(line).returncode == 0
    again = sign_in(line)
    assert again.returncode == 0, again.stderr
    assert members_of(again.stderr)["max_age"] == ["0"]
    assert members_of(again.stderr)["prompt"] == ["login"]


def test_a_draft_that_waits_for_a_fresh_sign_in_gets_one(line: CommandLine, sandbox: SandboxProcess) -> None:
    sign_in(line)
    line.json("sync")
    sandbox.move_clock(minutes=30)
    queued = line.run("queue", str(line.operation_file("change_contact", field="phone", value="19000004321")))
    assert queued.returncode == 11
    (line.data / "session").unlink()
    again = sign_in(line)
    assert members_of(again.stderr)["max_age"] == ["0"]
    assert "1 change waited for this sign-in" in again.stdout
    assert line.json("sync")["needs_user"] == 1


def test_a_person_refuses(line: CommandLine) -> None:
    result = sign_in(line, "deny")
    assert (result.returncode, result.stdout) == (11, "")
    assert "was not agreed to" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert not (line.data / "session").exists()


def test_without_any_browser_the_address_can_be_opened_by_hand(line: CommandLine) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    process = subprocess.Popen(
        line.words("sign-in"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**bare, "PATH": "/nowhere"},
    )
    assert process.stderr is not None
    told = process.stderr.readline() + process.stderr.readline()
    page = Browser().sign_in(address_in(told))
    assert "You can close this page" in page.html
    out, rest = process.communicate(timeout=60)
    assert (process.returncode, out, rest) == (0, "", "")


def test_nobody_comes(line: CommandLine) -> None:
    result = with_program(line, SHORT_WAIT).run("sign-in", BROWSER="true %s")
    assert result.returncode == 11
    assert "Nobody signed in within the time" in result.stderr


def test_the_lender_is_not_there(line: CommandLine, sandbox: SandboxProcess) -> None:
    sandbox.kill()
    result = line.run("sign-in", BROWSER="true %s")
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (10, 1)


def test_a_lender_without_a_sign_in_in_the_browser(tmp_path: Path) -> None:
    with OpenIdProvider(browser=False, device=True, client_id="borrower-app", redirect_path=None) as provider:
        line = CommandLine(tmp_path, provider.origin)
        result = line.run("sign-in", BROWSER="true %s")
        assert result.returncode == 11
        assert "no sign-in in the browser" in result.stderr
        phone = line.run("sign-in", "--device")
        assert phone.returncode == 0, phone.stderr
        assert "ABCD" in phone.stdout


def test_another_provider_by_command_line(tmp_path: Path) -> None:
    with OpenIdProvider(client_id="borrower-app", redirect_path=None) as provider:
        line = CommandLine(tmp_path, provider.origin)
        result = sign_in(line)
        assert result.returncode == 0, result.stderr
        session = (line.data / "session").read_bytes()
        for canary in (b"person-1", provider.issuer.encode()):
            assert canary not in session
        phone = line.run("sign-in", "--device")
        assert phone.returncode == 11
        assert "no sign-in with a phone" in phone.stderr


def test_killed_before_the_first_sign_in_is_kept(line: CommandLine) -> None:
    """The code is spent and its tokens are lost: that costs one new sign-in, and nothing else."""
    killed = killed_around_saving(line, "before").run("sign-in", BROWSER=f"{BROWSER} approve %s")
    assert killed.returncode == KILLED, killed.stderr
    assert line.run("sync").returncode == 11
    assert line.json("verify") == {"ok": True, "problems": []}
    assert sign_in(line).returncode == 0
    assert line.json("sync")["changed"] > 0


def test_killed_right_after_the_first_sign_in_is_kept(line: CommandLine) -> None:
    killed = killed_around_saving(line, "after").run("sign-in", BROWSER=f"{BROWSER} approve %s")
    assert killed.returncode == KILLED, killed.stderr
    assert line.json("sync")["changed"] > 0


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_around_keeping_a_rotated_token(line: CommandLine, sandbox: SandboxProcess, when: str) -> None:
    """The answer with the new pair has come; the old refresh token is good until the new pair has been used."""
    assert sign_in(line).returncode == 0
    line.json("sync")
    for _ in range(3):
        killed = killed_around_saving(line, when).run("sync")
        assert killed.returncode == KILLED, killed.stderr
    result = line.run("sync")
    assert result.returncode == 0, result.stderr
    assert line.json("dump")["records"] == sandbox.records()
