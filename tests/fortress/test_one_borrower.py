"""Fortress (c) and 2: a folder belongs to one borrower, whoever signs in; nothing of two people is mixed or sent.

A real bank of two people (`tests.support.bank`), each with books in a sandbox of their own, and the real command line.
"""

from __future__ import annotations

import dataclasses
import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from borrower_app.application.data_keys import key_with_passphrase
from borrower_app.store.session import SessionVault
from tests.support.bank import FIRST, SECOND, Bank
from tests.support.command_line import PASSPHRASE, CommandLine
from tests.support.openid_provider import OPENID_CONFIGURATION

BROWSER = f"{sys.executable} -m tests.support.browser %s"
OTHER_PERSON = 11
KILLED = -9
OTHER_REALM = "/realms/staff"
WHOSE = "belongs to another person"

KILLED_BEFORE_THE_SWAP = (
    "import os, signal, sys\n"
    "from borrower_app.store import cache\n"
    "cache.swap = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    "from borrower_app.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


@pytest.fixture
def line(bank: Bank, tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, bank.origin)


def sign_in(line: CommandLine) -> subprocess.CompletedProcess[str]:
    return line.run("sign-in", BROWSER=BROWSER)


def becomes_nameless(bank: Bank) -> None:
    """openid was asked for, and no id_token comes; when the person signed in is told beside it."""
    bank.gives_id_token = False
    bank.token_members = {"auth_time": int(time.time())}


def queue(line: CommandLine) -> str:
    """A change that needs no fresh sign-in; its operation id."""
    file = line.operation_file("change_contact", field="email", value="first@example.com")
    queued = line.run("queue", str(file))
    assert queued.returncode == 0, queued.stderr
    return queued.stdout.split()[1]


def state_of(line: CommandLine, operation_id: str) -> str:
    [entry] = [one for one in line.json("outbox")["operations"] if one["operation_id"] == operation_id]
    return str(entry["state"])


def first_was_here(line: CommandLine) -> str:
    """The first person has signed in, fetched everything, and changed something without a connection."""
    done = sign_in(line)
    assert done.returncode == 0, done.stderr
    line.json("sync")
    return queue(line)


def refused(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == OTHER_PERSON, done.stderr
    assert WHOSE in done.stderr
    assert "Traceback" not in done.stderr


def still_the_first_ones(line: CommandLine, bank: Bank) -> None:
    """Nothing of the second person is here, and nothing of the first one went out in the second's name."""
    assert line.json("dump")["records"] == bank.books[FIRST].records()
    assert [subject for subject, _path in bank.writes() if subject != FIRST] == []


def refresh_token(line: CommandLine) -> str:
    content = SessionVault(line.data, key_with_passphrase(line.data, PASSPHRASE)).load()
    assert content is not None
    return str(json.loads(content)["refresh_token"])


def test_another_issuer_on_the_same_origin(line: CommandLine, bank: Bank) -> None:
    """The lender names another provider of its own host: there the same subject is somebody else."""
    operation = first_was_here(line)
    bank.realm, bank.metadata_paths = OTHER_REALM, (OPENID_CONFIGURATION.replace(bank.realm, OTHER_REALM),)
    bank.subject = SECOND
    refused(sign_in(line))
    assert state_of(line, operation) == "queued"
    still_the_first_ones(line, bank)


def test_the_session_file_is_lost(line: CommandLine, bank: Bank) -> None:
    operation = first_was_here(line)
    (line.data / "session").unlink()
    bank.subject = SECOND
    refused(sign_in(line))
    assert line.run("sync").returncode == OTHER_PERSON, "nobody is signed in"
    assert state_of(line, operation) == "queued"
    still_the_first_ones(line, bank)
    bank.subject = FIRST
    assert sign_in(line).returncode == 0
    assert line.json("sync")["applied"] == 1
    assert [subject for subject, _path in bank.writes()] == [FIRST]


@pytest.mark.full
def test_own_data_and_session_are_lost(line: CommandLine, bank: Bank) -> None:
    """The binding lies outside `own.db`: what became of that file opens the folder to nobody."""
    first_was_here(line)
    for name in ("session", "own.db", "own.backup"):
        (line.data / name).unlink()
    bank.subject = SECOND
    assert sign_in(line).returncode == 13, "the command that finds the damage tells of it"
    refused(sign_in(line))
    still_the_first_ones(line, bank)


@pytest.mark.full
def test_a_lost_binding_comes_back_from_own_data(line: CommandLine, bank: Bank) -> None:
    first_was_here(line)
    (line.data / "borrower").write_bytes(b"damaged")
    (line.data / "session").unlink()
    bank.subject = SECOND
    refused(sign_in(line))
    still_the_first_ones(line, bank)


def test_a_token_answer_without_an_id_token(line: CommandLine, bank: Bank) -> None:
    """openid was asked for and no id_token came: the change of before waits for its person's word."""
    operation = first_was_here(line)
    bank.subject = SECOND
    becomes_nameless(bank)
    done = sign_in(line)
    assert done.returncode == 0, done.stderr
    assert "1 change" in done.stdout
    assert state_of(line, operation) == "draft"
    line.json("sync")
    assert state_of(line, operation) == "draft"
    assert bank.writes() == []
    # Nothing of two people is mixed: the pull brought everything anew.
    assert line.json("dump")["records"] == bank.books[SECOND].records()
    # Whose folder it is was not forgotten meanwhile.
    bank.gives_id_token = True
    refused(sign_in(line))


@pytest.mark.full
def test_what_may_have_left_waits_too(line: CommandLine, bank: Bank) -> None:
    """An unanswered change is not asked about in the name of who signs in next."""
    assert sign_in(line).returncode == 0
    line.json("sync")
    operation = queue(line)
    bank.answers_writes = False
    line.run("sync")
    bank.answers_writes = True
    assert state_of(line, operation) == "unknown"
    bank.subject = SECOND
    becomes_nameless(bank)
    assert sign_in(line).returncode == 0
    assert state_of(line, operation) == "needs_user"
    bank.asked.clear()
    line.json("sync")
    assert [path for _subject, _method, path in bank.asked if operation in path or "contacts" in path] == []


@pytest.mark.full
def test_a_draft_for_a_fresh_sign_in_does_not_go_out_with_another_ones(line: CommandLine, bank: Bank) -> None:
    assert sign_in(line).returncode == 0
    line.json("sync")
    queued = line.run("queue", str(line.operation_file("change_contact", field="phone", value="19000004321")))
    assert queued.returncode == 11
    bank.subject = SECOND
    becomes_nameless(bank)
    done = sign_in(line)
    assert "waited for this sign-in" not in done.stdout
    line.json("sync")
    assert [entry["state"] for entry in line.json("outbox")["operations"]] == ["draft"]
    assert bank.writes() == []


def test_a_refresh_with_another_ones_id_token(line: CommandLine, bank: Bank) -> None:
    operation = first_was_here(line)
    token = refresh_token(line)
    bank.subject = SECOND
    bank.asked.clear()
    refused(line.run("sync"))
    assert bank.asked == [], "not one request was made in the second person's name"
    assert state_of(line, operation) == "queued"
    assert token in bank.revoked
    still_the_first_ones(line, bank)


def test_a_refresh_of_the_same_person_goes_on(line: CommandLine, bank: Bank) -> None:
    first_was_here(line)
    assert line.json("sync")["applied"] == 1
    # A provider that leaves an id_token of a refresh out, or old.
    bank.claim = {"exp": 1}
    assert line.run("sync").returncode == 0
    bank.gives_id_token = False
    assert line.run("sync").returncode == 0


@pytest.mark.parametrize("id_token", [True, False])
def test_the_lenders_own_name_decides(line: CommandLine, bank: Bank, id_token: bool) -> None:
    bank.names_borrower, bank.gives_id_token = True, id_token
    operation = first_was_here(line)
    (line.data / "session").unlink()
    bank.subject = SECOND
    bank.asked.clear()
    refused(sign_in(line))
    assert [path for _subject, _method, path in bank.asked] == ["/v1/me"], "asked who it is, and nothing else"
    assert state_of(line, operation) == "queued"
    still_the_first_ones(line, bank)


@pytest.mark.full
def test_a_lender_may_change_its_provider(line: CommandLine, bank: Bank) -> None:
    bank.names_borrower = True
    first_was_here(line)
    bank.realm, bank.metadata_paths = OTHER_REALM, (OPENID_CONFIGURATION.replace(bank.realm, OTHER_REALM),)
    done = sign_in(line)
    assert done.returncode == 0, done.stderr
    assert line.json("sync")["applied"] == 1


def test_the_lenders_name_is_asked_for_before_anything_is_sent(line: CommandLine, bank: Bank) -> None:
    """The sign-in that is kept leads to another one's books now: told by `/v1/me`, on the first round of a run."""
    bank.names_borrower = True
    operation = first_was_here(line)
    bank.calls[FIRST] = SECOND
    bank.asked.clear()
    refused(line.run("sync"))
    assert [path for _subject, _method, path in bank.asked] == ["/v1/me"]
    assert state_of(line, operation) == "queued"
    bank.calls.clear()
    assert line.json("sync")["applied"] == 1


@pytest.mark.full
def test_a_lender_that_learns_to_name_borrowers(line: CommandLine, bank: Bank) -> None:
    """Version 1 without the capability binds by subject; the name that comes later joins it."""
    first_was_here(line)
    bank.names_borrower = True
    assert line.json("sync")["applied"] == 1
    bank.gives_id_token = False
    (line.data / "session").unlink()
    bank.subject = SECOND
    refused(sign_in(line))
    bank.subject = FIRST
    assert sign_in(line).returncode == 0


@pytest.mark.full
def test_killed_between_bind_and_swap(line: CommandLine, bank: Bank) -> None:
    assert sign_in(line).returncode == 0
    killed = dataclasses.replace(line, runner=(sys.executable, "-c", KILLED_BEFORE_THE_SWAP)).run("sync")
    assert killed.returncode == KILLED, killed.stderr
    assert line.json("dump")["records"] == {}
    (line.data / "session").unlink()
    bank.subject = SECOND
    refused(sign_in(line))
    bank.subject = FIRST
    assert sign_in(line).returncode == 0
    assert line.run("sync").returncode == 0
    still_the_first_ones(line, bank)


def test_the_binding_is_private(line: CommandLine, bank: Bank) -> None:
    bank.names_borrower = True
    assert sign_in(line).returncode == 0
    assert not (line.data / "borrower").exists(), "nobody's before the first pull"
    line.json("sync")
    file = line.data / "borrower"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for canary in (FIRST.encode(), bank.issuer.encode()):
        assert canary not in file.read_bytes()


def unbind(line: CommandLine) -> None:
    """As an earlier version left a folder: nothing in it says whose it is, but for the sign-in that is kept."""
    from borrower_app import clock
    from borrower_app.store.store import Store

    store = Store.open(line.data, key_with_passphrase(line.data, PASSPHRASE), None)
    store.set_note("borrower", None, clock.now())
    (line.data / "borrower").unlink()
    store.close()


def test_an_old_folder_is_bound_by_the_sign_in_it_has(line: CommandLine, bank: Bank) -> None:
    operation = first_was_here(line)
    unbind(line)
    bank.subject = SECOND
    refused(sign_in(line))
    bank.subject = FIRST
    assert sign_in(line).returncode == 0
    assert state_of(line, operation) == "queued", "the same person: nothing is asked"
    assert line.json("sync")["applied"] == 1
    assert (line.data / "borrower").exists()


@pytest.mark.full
def test_an_old_folder_without_a_sign_in_asks(line: CommandLine, bank: Bank) -> None:
    operation = first_was_here(line)
    unbind(line)
    (line.data / "session").unlink()
    bank.subject = SECOND
    assert sign_in(line).returncode == 0
    assert state_of(line, operation) == "draft"
    line.json("sync")
    assert bank.writes() == []
    bank.subject = FIRST
    refused(sign_in(line))


def test_what_is_refused_or_replaced_is_revoked(line: CommandLine, bank: Bank) -> None:
    assert sign_in(line).returncode == 0
    line.json("sync")
    replaced = refresh_token(line)
    assert sign_in(line).returncode == 0
    assert bank.revoked == [replaced]
    kept = refresh_token(line)
    bank.subject = SECOND
    refused(sign_in(line))
    assert len(bank.revoked) == 2
    assert kept not in bank.revoked
    assert refresh_token(line) == kept


def test_a_new_person_can_be_served_by_a_folder_of_their_own(line: CommandLine, bank: Bank) -> None:
    first_was_here(line)
    bank.subject = SECOND
    refused(sign_in(line))
    own = CommandLine(line.folder / "second", bank.origin)
    own.folder.mkdir()
    assert sign_in(own).returncode == 0
    own.json("sync")
    assert own.json("dump")["records"] == bank.books[SECOND].records()
    still_the_first_ones(line, bank)


@pytest.mark.parametrize("member", ["access_token", "refresh_token"])
@pytest.mark.parametrize("token", ["abc\r\nX-Other: 1", "abc\n", "\x00abc", "密码"])
def test_a_token_that_is_no_token(line: CommandLine, bank: Bank, member: str, token: str) -> None:
    bank.token_members = {member: token}
    done = sign_in(line)
    assert done.returncode == 12, done.stderr
    assert "Traceback" not in done.stderr
    assert not (line.data / "session").exists()
