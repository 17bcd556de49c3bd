"""Fortress (b), (l): whatever a lender answers to a write, `sync` ends after a bounded number of requests."""

from __future__ import annotations

import pytest

from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess, as_problem

EMAIL = "PUT /v1/contacts/email"
NEVER_TAKEN_UP = as_problem("unknown-operation", 404)
MOST_TRIES = 4


def queue(line: CommandLine, field: str = "email", value: str = "new@example.com") -> str:
    done = line.run("queue", str(line.operation_file("change_contact", field=field, value=value)))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[1]


def states(line: CommandLine) -> dict[str, str]:
    return {entry["operation_id"]: entry["state"] for entry in line.json("outbox")["operations"]}


@pytest.fixture
def fetched(line: CommandLine, lender: LyingLenderProcess) -> CommandLine:
    assert line.run("sync").returncode == 0
    return line


def test_a_write_that_never_arrives_is_sent_once_more_and_then_the_users(
    fetched: CommandLine, lender: LyingLenderProcess
) -> None:
    """2,452 requests in 300 seconds, before; the lender does not know the operation id either."""
    operation = queue(fetched)
    lender.lie({"path": "/v1/contacts", **NEVER_TAKEN_UP}, {"path": "/v1/operations", **NEVER_TAKEN_UP})
    report = fetched.json("sync")
    assert lender.asked().count(EMAIL) == 2
    assert report["needs_user"] == 1
    assert states(fetched)[operation] == "needs_user"
    # It stays so: nothing more leaves by itself.
    fetched.json("sync")
    assert lender.asked().count(EMAIL) == 2
    # Entered once more at an honest lender, it goes through.
    lender.lie()
    queue(fetched)
    assert fetched.json("sync")["applied"] == 1


@pytest.mark.full
def test_a_write_without_an_outcome_that_nobody_knows(fetched: CommandLine, lender: LyingLenderProcess) -> None:
    """The write fails each time, and asked about it the lender says that it never came."""
    queue(fetched)
    lender.lie(
        {"path": "/v1/contacts", **as_problem("internal", 500)},
        {"path": "/v1/operations", **NEVER_TAKEN_UP},
    )
    for _ in range(3):
        fetched.run("sync")
    writes = [request for request in lender.asked() if "/v1/contacts" in request or "/v1/operations" in request]
    assert len(writes) <= 3 * MOST_TRIES


@pytest.mark.full
def test_one_bad_write_does_not_hold_the_others_up(fetched: CommandLine, lender: LyingLenderProcess) -> None:
    """An older one that was tried often comes after it; the round still reaches it."""
    old = queue(fetched, "employer", "示例公司")
    lender.lie({"path": "/v1/contacts", **as_problem("internal", 500)})
    for _ in range(3):
        fetched.run("sync")
    bad = queue(fetched)
    lender.lie({"path": "/v1/contacts/email", **as_problem("internal", 500)})
    for _ in range(2):
        fetched.run("sync")
    left = states(fetched)
    assert old not in left or left[old] == "applied"
    assert left[bad] == "unknown"


@pytest.mark.full
def test_another_verbs_reply_confirms_nothing(fetched: CommandLine, lender: LyingLenderProcess) -> None:
    operation = queue(fetched)
    lender.lie({"path": "/v1/contacts", "members": {"operation": "mark_message_read"}})
    report = fetched.json("sync")
    assert report["applied"] == 0
    assert states(fetched)[operation] == "unknown"
    # The same key and bytes again: the honest reply is still to be had.
    lender.lie()
    assert fetched.json("sync")["applied"] == 1
    assert len([effect for effect in lender.ledger() if effect["operation_id"] == operation]) == 1


@pytest.mark.parametrize(
    "members",
    [
        {"at": "9999-12-31T23:59:59-14:00"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"effective_from": "9999-12-31"},
        {"effective_from": "0001-01-01"},
    ],
)
def test_a_reply_of_an_impossible_time_confirms_nothing(
    fetched: CommandLine, lender: LyingLenderProcess, members: dict[str, str]
) -> None:
    """Brothers of the dates in (a): stored with the operation, they would stop the page about it for good."""
    operation = queue(fetched)
    lender.lie({"path": "/v1/contacts", "members": members})
    assert fetched.json("sync")["applied"] == 0
    assert states(fetched)[operation] == "unknown"
    lender.lie()
    assert fetched.json("sync")["applied"] == 1


def test_a_code_that_is_good_for_ever_is_not_believed(fetched: CommandLine, lender: LyingLenderProcess) -> None:
    queued = fetched.run("queue", str(fetched.operation_file("change_contact", field="phone", value="19000004321")))
    assert queued.returncode == 11
    assert fetched.run("sign-in", "--device").returncode == 0
    lender.lie(
        {"path": "/v1/contacts", "members": {"verification.expires_at": "9999-12-31T23:59:59-14:00"}},
        {"path": "/v1/operations", "members": {"verification.expires_at": "9999-12-31T23:59:59-14:00"}},
    )
    fetched.json("sync")
    assert set(states(fetched).values()) == {"unknown"}
    lender.lie()
    assert fetched.json("sync")["needs_user"] == 1
