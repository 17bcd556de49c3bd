"""A story goes on in books that borrower and clerks have changed: their changes stay, and so does what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.sandbox.books.story_plan import planned_happenings
from borrower_app.sandbox.books.tasks import CardSwitch, MandateSwitch, OverdueCheck, PlannedDebit
from borrower_app.sandbox.stories import build_story, story_names
from tests.sandbox.table_checks import faults_of, loan_and_table
from tests.sandbox.wire import (
    COMMERCIAL,
    Write,
    ask_again,
    carried_out,
    go_to,
    latest_attempt,
    lender,
    new_card,
    new_mandate,
    row_of,
    staff_edit,
)
from tests.support.sandbox_process import SandboxProcess

START = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def test_every_story_says_what_happens_where_it_does_not_fit_any_more() -> None:
    """A new attempt and a penalty rest on the books; money that has left the card comes in whatever changed."""
    for name in story_names():
        story = build_story(name, START)
        known = {record.id for record in story.records}
        for planned, told in zip(planned_happenings(story), story.happenings, strict=False):
            brings = [
                record.id for record in told.upsert if record.id.startswith("attempt-") and record.id not in known
            ]
            known.update(record.id for record in told.upsert)
            if brings:
                assert planned.carries_out, name
                assert planned.attempt == brings[0], name
                assert [type(task) for task in planned.body.otherwise] == [PlannedDebit], name
                assert len(planned.body.rests_on) == 5, name
            elif any(record.id.startswith("attempt-") for record in told.upsert):
                assert planned.body.rests_on == (), name
            elif any(record.id.startswith("message-overdue") for record in told.upsert):
                assert [type(task) for task in planned.body.otherwise] == [OverdueCheck], name
            elif name == "card_replaced":
                assert [type(task) for task in planned.body.otherwise] == [CardSwitch, MandateSwitch], name


def test_everything_planned_is_on_the_agenda() -> None:
    for name in story_names():
        story = build_story(name, START)
        tasks = [planned.body.task for planned in planned_happenings(story)]
        retries = {task.attempt_id for task in tasks if isinstance(task, PlannedDebit)}
        ahead = {
            record.id
            for record in msgspec.convert(
                msgspec.to_builtins([record for record in story.records if record.id.startswith("attempt-")]),
                list[_Retried],
            )
            if record.retry is not None and record.retry.at is not None and record.retry.at > story.start
        }
        assert retries == ahead, name


class _Plan(msgspec.Struct):
    at: dt.datetime | None = None


class _Retried(msgspec.Struct):
    id: str
    retry: _Plan | None = None


def test_a_debit_found_to_have_gone_well_is_posted_over_other_changes() -> None:
    """The money left; a new name, a new card and a waived penalty meanwhile do not undo that, and are not undone."""
    with lender("channel_timeout") as sandbox:
        number = latest_attempt(sandbox)["installments"][0]
        staff_edit(sandbox, "loan", COMMERCIAL, name="房贷")
        carried_out(sandbox, new_card(sandbox, COMMERCIAL))
        sandbox.move_clock(days=2)
        records = sandbox.records()
        attempt = latest_attempt(sandbox)
        assert (attempt["posting"]["amount"], attempt["instrument"]["token"]) == (
            attempt["amount_requested"],
            "card-1234",
        )
        assert records["loan"][COMMERCIAL]["name"] == "房贷"
        assert records["loan"][COMMERCIAL]["instrument_id"] == "tok-new"
        row = row_of(records, COMMERCIAL, number)
        assert row["paid"] == row["payment"]
        assert records["loan"][COMMERCIAL]["outstanding_principal"] == row["balance"]


def test_the_storys_new_card_does_not_come_over_the_borrowers() -> None:
    with lender("card_replaced") as sandbox:
        carried_out(sandbox, new_card(sandbox, COMMERCIAL))
        sandbox.move_clock(days=4)
        records = sandbox.records()
        assert records["loan"][COMMERCIAL]["instrument_id"] == "tok-new"
        assert records["instrument"]["tok-new"]["status"] == "active"
        assert records["instrument"]["card-1234"]["status"] == "replaced"


def test_the_storys_new_card_comes_although_a_clerk_renamed_the_loan() -> None:
    with lender("card_replaced") as sandbox:
        staff_edit(sandbox, "loan", COMMERCIAL, name="房贷")
        sandbox.move_clock(days=4)
        records = sandbox.records()
        loan = records["loan"][COMMERCIAL]
        assert (loan["name"], loan["instrument_id"], loan["mandate_id"]) == ("房贷", "card-5678", "mandate-3310")
        assert records["instrument"]["card-5678"]["status"] == "active"
        assert records["instrument"]["card-1234"]["loan_ids"] == []


def tries_of(sandbox: SandboxProcess, attempt: dict[str, Any]) -> list[dict[str, Any]]:
    """All attempts of the same installment."""
    attempts = sandbox.records()["debit_attempt"].values()
    return [one for one in attempts if one["installments"] == attempt["installments"]]


def prepaid_before_the_retry(sandbox: SandboxProcess) -> None:
    """In `hardship_granted` the retry is eighteen days away: a prepayment can come before it."""
    staff_edit(sandbox, "loan", COMMERCIAL, prepayment_terms=None)
    on = sandbox.now().date() + dt.timedelta(days=4)
    amount = {"minor": 10_000_000, "currency": "CNY"}
    values = {"loan_id": COMMERCIAL, "on": on.isoformat(), "amount": amount, "effect": "lower_installment"}
    carried_out(sandbox, Write("POST", f"/v1/loans/{COMMERCIAL}/prepayment-requests", values))
    go_to(sandbox, f"{on.isoformat()}T10:00:01+08:00")


def test_a_prepayment_waits_until_the_installment_under_grace_is_paid() -> None:
    with lender("hardship_granted") as sandbox:
        prepaid_before_the_retry(sandbox)
        loan, table = loan_and_table(sandbox.records(), COMMERCIAL)
        assert loan.prepayments == ()
        assert faults_of(loan, table) == []


def test_the_table_is_whole_when_card_and_table_have_changed_before_the_retry() -> None:
    with lender("hardship_granted") as sandbox:
        attempt = latest_attempt(sandbox)
        carried_out(sandbox, new_card(sandbox, COMMERCIAL))
        carried_out(sandbox, new_mandate(COMMERCIAL, "tok-new"))
        early = dt.datetime.fromisoformat(attempt["retry"]["at"]) - dt.timedelta(days=10)
        staff_edit(sandbox, "debit_attempt", attempt["id"], retry={**attempt["retry"], "at": early.isoformat()})
        sandbox.set_clock(early + dt.timedelta(minutes=6))
        assert latest_attempt(sandbox)["instrument"]["token"] == "tok-new"
        prepaid_before_the_retry(sandbox)
        go_to(sandbox, attempt["retry"]["at"], days=20)
        loan, table = loan_and_table(sandbox.records(), COMMERCIAL)
        assert len(loan.prepayments) == 1
        assert faults_of(loan, table) == []
        assert audit_of(loan, table).agrees is True
        tries = [
            one for one in sandbox.records()["debit_attempt"].values() if one["installments"] == attempt["installments"]
        ]
        assert sum(one["posting"] is not None for one in tries) == 1


def test_an_overdue_installment_that_got_grace_is_not_called_overdue() -> None:
    """The story would state a penalty ten minutes into the first day late; the grace was granted the day before."""
    with lender("card_expired") as sandbox:
        number = latest_attempt(sandbox)["installments"][0]
        late = sandbox.records()["loan"][COMMERCIAL]["late_terms"]
        staff_edit(sandbox, "loan", COMMERCIAL, late_terms={**late, "grace_days": 10})
        sandbox.move_clock(days=3)
        assert row_of(sandbox.records(), COMMERCIAL, number)["penalty"] is None
        sandbox.move_clock(days=9)
        assert row_of(sandbox.records(), COMMERCIAL, number)["penalty"]["minor"] > 0
        overdue = [message for message in sandbox.records()["message"].values() if message["title"] == "还款已逾期"]
        assert len(overdue) == 1


def test_a_retry_asked_for_before_the_storys_end_is_the_only_one() -> None:
    with lender("do_not_honor") as sandbox:
        first = latest_attempt(sandbox)
        carried_out(sandbox, ask_again(sandbox, first["id"]))
        sandbox.move_clock(days=3)
        tries = [
            one for one in sandbox.records()["debit_attempt"].values() if one["installments"] == first["installments"]
        ]
        assert sorted(one["attempt_number"] for one in tries) == [1, 2]
