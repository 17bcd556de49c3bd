"""Fortress (a), (e), (l): values no loan can have are refused at the door, and never stop the app for good."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess

FAR_INSTANTS = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00")
BEARS_ON_THE_LOAN = (
    ("debit_attempt", "attempted_at"),
    ("debit_attempt", "planned_at"),
    ("debit_attempt", "retry.at"),
    ("debit_attempt", "bank_debited_at"),
    ("debit_attempt", "hops.0.at"),
    ("installment_table", "stated_at"),
)
BESIDE_THE_LOAN = (("message", "at"), ("contact", "updated_at"))


def healed(line: CommandLine, lender: LyingLenderProcess) -> None:
    """The lender tells the truth again: one sync and everything is as it is there."""
    lender.lie()
    assert line.run("sync").returncode == 0
    assert line.json("dump")["records"] == lender.records()
    assert line.json("verify") == {"ok": True, "problems": []}


def refused(line: CommandLine) -> None:
    done = line.run("sync")
    assert done.returncode == 12, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "the records fetched before stay" in done.stderr.lower()


@pytest.mark.parametrize(("kind", "member"), BEARS_ON_THE_LOAN)
def test_an_extreme_instant_that_bears_on_the_loan_refuses_the_pull(
    line: CommandLine, lender: LyingLenderProcess, kind: str, member: str
) -> None:
    for value in FAR_INSTANTS:
        lender.lie({"path": "/v1/changes", "records": {"kind": kind, "set": {member: value}}})
        refused(line)
        refused(line)
    healed(line, lender)


@pytest.mark.parametrize("value", FAR_INSTANTS)
def test_an_extreme_instant_beside_the_loan_is_kept_and_not_shown(
    line: CommandLine, lender: LyingLenderProcess, value: str
) -> None:
    lender.lie(
        *(
            {"path": "/v1/changes", "records": {"kind": kind, "set": {member: value}}}
            for kind, member in BESIDE_THE_LOAN
        )
    )
    assert line.run("sync").returncode == 0
    assert line.run("sync").returncode == 0
    kept = line.json("dump")["records"]
    assert all(value == message["at"] for message in kept["message"].values())
    assert line.json("verify")["ok"] is True


@pytest.mark.parametrize("member", ["due", "paid_on"])
@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_an_extreme_due_date_refuses_the_pull(
    line: CommandLine, lender: LyingLenderProcess, member: str, value: str
) -> None:
    lender.lie({"path": "/v1/changes", "records": {"kind": "installment_table", "set": {f"rows.3.{member}": value}}})
    refused(line)
    healed(line, lender)


@pytest.mark.parametrize(
    "members",
    [
        {"business_date": "9999-12-31"},
        {"business_date": "0001-01-01"},
        {"business_date": "2031-06-30"},
        {"as_of": "9999-12-31T23:59:59Z"},
        {"as_of": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_page_of_another_time_is_refused_and_forgotten(
    line: CommandLine, lender: LyingLenderProcess, members: dict[str, str]
) -> None:
    lender.lie({"path": "/v1/changes", "page": members})
    refused(line)
    healed(line, lender)


def test_a_wrong_business_date_that_was_believed_once_is_corrected(
    line: CommandLine, lender: LyingLenderProcess
) -> None:
    """(e) Date and instant agree with each other and with no clock: the window said for ever that all is overdue."""
    lender.lie({"path": "/v1/changes", "page": {"business_date": "2031-06-30", "as_of": "2031-06-30T09:00:00+08:00"}})
    assert line.run("sync").returncode == 0
    healed(line, lender)
    from borrower_app.application.data_keys import key_with_passphrase
    from borrower_app.store.store import Store
    from tests.support.command_line import PASSPHRASE

    store = Store.open(line.data, key_with_passphrase(line.data, PASSPHRASE), None)
    try:
        floor = store.business_floor()
        assert floor is None or floor.year < 2031
        business_date = store.snapshot().freshness.business_date
        assert business_date is not None
        assert business_date.year < 2031
    finally:
        store.close()


def test_no_end_is_no_date(line: CommandLine, lender: LyingLenderProcess) -> None:
    """9999-12-31 is how many systems write that an authorisation or a card has no end."""
    lender.lie(
        {"path": "/v1/changes", "records": {"kind": "mandate", "set": {"valid_until": "9999-12-31"}}},
        {"path": "/v1/changes", "records": {"kind": "instrument", "set": {"expires_on": "9999-12-31"}}},
    )
    assert line.run("sync").returncode == 0
    assert all(one["valid_until"] == "9999-12-31" for one in line.json("dump")["records"]["mandate"].values())
    assert line.run("sync").returncode == 0


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("loan", {"principal.minor": -1}),
        ("loan", {"principal.minor": 10**15 + 1}),
        ("debit_attempt", {"amount_requested.minor": -400_340}),
        ("installment_table", {"rows.2.interest.minor": -5}),
        ("mandate", {"single_limit": {"minor": -1, "currency": "CNY"}}),
    ],
)
def test_an_amount_no_loan_can_have_refuses_the_pull(
    line: CommandLine, lender: LyingLenderProcess, kind: str, changes: dict[str, Any]
) -> None:
    lender.lie({"path": "/v1/changes", "records": {"kind": kind, "set": changes}})
    assert line.run("sync").returncode == 12
    healed(line, lender)


@pytest.mark.parametrize("members", [{"lender_id": "another-bank"}, {"currency": "USD"}])
def test_a_lender_that_becomes_another_one_is_refused(
    line: CommandLine, lender: LyingLenderProcess, members: dict[str, str]
) -> None:
    assert line.run("sync").returncode == 0
    lender.lie({"path": "/.well-known/borrower-app", "members": members})
    refused(line)
    healed(line, lender)


def test_an_unknown_zone_keeps_the_last_good_one(line: CommandLine, lender: LyingLenderProcess) -> None:
    assert line.run("sync").returncode == 0
    lender.lie({"path": "/.well-known/borrower-app", "members": {"zone": "Mars/Olympus"}})
    assert line.run("sync").returncode == 0
    from borrower_app.application.data_keys import key_with_passphrase
    from borrower_app.store.store import Store
    from tests.support.command_line import PASSPHRASE

    store = Store.open(line.data, key_with_passphrase(line.data, PASSPHRASE), None)
    try:
        discovery = store.snapshot().discovery
        assert discovery is not None
        assert (discovery.zone, discovery.unknown_zone) == ("Asia/Shanghai", "Mars/Olympus")
    finally:
        store.close()
    healed(line, lender)


def test_a_first_lender_without_a_known_zone_is_refused(line: CommandLine, lender: LyingLenderProcess) -> None:
    lender.lie({"path": "/.well-known/borrower-app", "members": {"zone": "Mars/Olympus"}})
    refused(line)
    healed(line, lender)


def test_what_an_earlier_version_believed_forces_a_full_pull(line: CommandLine, lender: LyingLenderProcess) -> None:
    """A folder in which a date of the year 9999 is stored: it opens, and the next sync brings everything anew."""
    assert line.run("sync").returncode == 0
    spoil(line)
    done = line.run("sync")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["changed"] >= 1
    healed(line, lender)


def spoil(line: CommandLine) -> None:
    """Write into the files what a version of 2026-11 stored: bytes with hash and digest, beyond bounds."""
    from sqlalchemy import select, update

    from borrower_app.application.data_keys import key_with_passphrase
    from borrower_app.contract.changes import record_hash, set_digest
    from borrower_app.store.cache_schema import RECORD, STATE
    from borrower_app.store.own_schema import OWN_STATE
    from borrower_app.store.store import Store
    from tests.support.command_line import PASSPHRASE

    store = Store.open(line.data, key_with_passphrase(line.data, PASSPHRASE), None)
    try:
        with store._files.cache.transaction() as connection:
            row = connection.execute(select(RECORD).where(RECORD.c.kind == "debit_attempt").limit(1)).one()
            data = json.loads(row.data)
            data["attempted_at"] = "9999-12-31T23:59:59Z"
            changed = json.dumps(data, ensure_ascii=False).encode()
            this = (RECORD.c.kind == row.kind) & (RECORD.c.id == row.id)
            connection.execute(update(RECORD).where(this).values(data=changed, hash=record_hash(changed)))
            rows = [(each.kind, each.id, each.version, each.hash) for each in connection.execute(select(RECORD))]
            values = {"digest": set_digest(rows), "business_date": "9999-12-31"}
            connection.execute(update(STATE).values(**values))
        with store._files.own.transaction() as connection:
            connection.execute(update(OWN_STATE).values(business_floor="9999-12-31"))
    finally:
        store.close()
