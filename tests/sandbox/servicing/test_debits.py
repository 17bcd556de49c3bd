"""What the lender plans really happens: retries and new installments, from the records as they stand at their time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from borrower_app.check_digit import luhn_digit
from tests.sandbox import small_story
from tests.sandbox.in_process import LenderInProcess
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
    noon_tomorrow,
    refused,
    row_of,
    staff_edit,
    version_of,
)
from tests.support.sandbox_process import SandboxProcess


def retried(sandbox: SandboxProcess, loan_id: str = COMMERCIAL) -> dict[str, Any]:
    """Ask for another debit of the newest attempt, and let its time pass."""
    attempt = latest_attempt(sandbox, loan_id)
    carried_out(sandbox, ask_again(sandbox, attempt["id"]))
    planned = sandbox.records()["debit_attempt"][attempt["id"]]["retry"]["at"]
    go_to(sandbox, planned, minutes=6)
    return latest_attempt(sandbox, loan_id)


@pytest.fixture
def small_at_nine(tmp_path: Path) -> Iterator[SandboxProcess]:
    """The small story begun in the morning: its own next debit comes two hours later, long before the evening's."""
    at = dt.datetime(2026, 11, 20, 9, 0, tzinfo=small_story.ZONE)
    with LenderInProcess(tmp_path, small_story.build, "small", at) as lender_in_process:
        yield lender_in_process


def test_a_retry_that_was_asked_for_is_debited_posted_and_told(small: SandboxProcess) -> None:
    number = small.records()["debit_attempt"]["attempt-1"]["installments"][0]
    before = small.records()["loan"]["loan-1"]
    noon_tomorrow(small)
    carried_out(small, ask_again(small, "attempt-2"))
    planned = small.records()["debit_attempt"]["attempt-2"]["retry"]["at"]
    go_to(small, planned, seconds=-1)
    assert latest_attempt(small, "loan-1")["id"] == "attempt-2"
    go_to(small, planned, minutes=2)
    sent = latest_attempt(small, "loan-1")
    assert (sent["attempt_number"], sent["installments"], sent["planned_at"]) == (3, [number], planned)
    assert [(hop["party"], hop["status"]) for hop in sent["hops"]] == [
        ("lender", "ok"),
        ("channel", "ok"),
        ("bank", "processing"),
    ]
    assert (sent["rail"], sent["mandate"]["id"], sent["instrument"]["token"]) == ("unionpay", "mandate-1", "card-1")
    assert small.records()["loan"]["loan-1"]["outstanding_principal"] == before["outstanding_principal"]
    assert len({one["reference"] for one in small.records()["debit_attempt"].values()}) == 4
    assert sent["reference"][7] == luhn_digit(sent["reference"][:7])
    go_to(small, planned, minutes=5)
    records = small.records()
    posted, row = records["debit_attempt"][sent["id"]], row_of(records, "loan-1", number)
    # The contract gives one day of grace, so that the next evening bears no penalty.
    assert posted["posting"]["amount"] == row["payment"] == row["paid"]
    assert (row["paid_on"], row["penalty"]) == (planned[:10], None)
    assert records["loan"]["loan-1"]["outstanding_principal"] == row["balance"]
    told = [message for message in records["message"].values() if message["attempt_id"] == sent["id"]]
    assert [message["title"] for message in told] == ["扣款成功"]
    assert told[0]["sent_to"] == "190 •••• 1234"


def late_days(row: dict[str, Any], instant: str) -> int:
    """Calendar days from the due date to an instant in the lender's zone."""
    return (dt.date.fromisoformat(instant[:10]) - dt.date.fromisoformat(row["due"])).days


def test_penalty_is_debited_with_the_installment_to_the_minor_unit() -> None:
    """The story's own debit takes 0.43 元 a day; the lender's own one, with another card, takes the same."""
    with lender("insufficient_by_penalty") as sandbox:
        attempt = latest_attempt(sandbox)
        number, planned = attempt["installments"][0], attempt["retry"]["at"]
        go_to(sandbox, planned, hours=-30)
        carried_out(sandbox, new_card(sandbox, COMMERCIAL))
        carried_out(sandbox, new_mandate(COMMERCIAL, "tok-new"))
        go_to(sandbox, planned, minutes=6)
        taken, row = latest_attempt(sandbox), row_of(sandbox.records(), COMMERCIAL, number)
        assert taken["instrument"]["token"] == "tok-new"
        days = late_days(row, planned)
        assert taken["split"]["penalty"]["minor"] == {1: 43, 2: 87}[days]
        assert taken["amount_requested"]["minor"] == 400_340 + taken["split"]["penalty"]["minor"]


def test_a_storys_own_retry_happens_once() -> None:
    with lender("insufficient_funds") as sandbox:
        before = set(sandbox.records()["debit_attempt"])
        go_to(sandbox, latest_attempt(sandbox)["retry"]["at"], minutes=6)
        sandbox.move_clock(hours=8)
        made = set(sandbox.records()["debit_attempt"]) - before
        assert len(made) == 1
        assert latest_attempt(sandbox)["posting"] is not None


def test_a_debit_that_was_sent_is_not_reached_by_a_later_change() -> None:
    """The story tells five minutes after the planned time how the old card answered; the new card came in between."""
    with lender("co_borrower_card") as sandbox:
        planned = latest_attempt(sandbox)["retry"]["at"]
        go_to(sandbox, planned, minutes=1)
        carried_out(sandbox, new_card(sandbox, COMMERCIAL))
        go_to(sandbox, planned, minutes=10)
        again = latest_attempt(sandbox)
        assert (again["attempt_number"], again["instrument"]["token"]) == (2, "card-6072")
        assert sandbox.records()["loan"][COMMERCIAL]["instrument_id"] == "tok-new"


def test_a_plan_that_was_moved_is_carried_out_at_its_new_time_only() -> None:
    with lender("insufficient_funds") as sandbox:
        first = latest_attempt(sandbox)
        later = dt.datetime.fromisoformat(first["retry"]["at"]) + dt.timedelta(days=2)
        staff_edit(sandbox, "debit_attempt", first["id"], retry={**first["retry"], "at": later.isoformat()})
        sandbox.set_clock(later - dt.timedelta(seconds=1))
        assert latest_attempt(sandbox)["id"] == first["id"]
        sandbox.set_clock(later + dt.timedelta(minutes=6))
        again = latest_attempt(sandbox)
        assert (again["attempt_number"], again["planned_at"]) == (2, later.isoformat())
        assert again["posting"] is not None


def test_what_no_story_tells_is_carried_out_too() -> None:
    """Two installments and penalty on both in one debit, as it was planned; no happening of the story tells it."""
    with lender("overdue_40_days") as sandbox:
        planned = latest_attempt(sandbox)
        go_to(sandbox, planned["retry"]["at"], minutes=6)
        taken = latest_attempt(sandbox)
        assert taken["installments"] == planned["installments"]
        split = taken["split"]
        parts = (split["principal"], split["interest"], split["penalty"], split["carried_arrears"])
        assert sum(part["minor"] for part in parts) == taken["amount_requested"]["minor"]
        records = sandbox.records()
        rows = [row_of(records, COMMERCIAL, number) for number in taken["installments"]]
        assert sum(row["paid"]["minor"] for row in rows) == taken["posting"]["amount"]["minor"]
        assert records["loan"][COMMERCIAL]["outstanding_principal"] == rows[-1]["balance"]
        assert "这几期已结清" in records["message"][f"message-debited-{taken['id']}"]["body"]


@pytest.mark.parametrize(
    ("story", "code"),
    [
        ("card_expired", "54"),
        ("card_lost", "41"),
        ("mandate_revoked", "PB521014"),
        ("mandate_missing", "20T4"),
        ("limit_class_two", "61"),
        ("do_not_honor", "05"),
        ("risk_hold", "34"),
        ("account_dormant", "3069"),
        ("customer_stop", "17"),
        ("phone_mismatch", "66"),
    ],
)
def test_what_nobody_has_cured_fails_again(story: str, code: str) -> None:
    with lender(story) as sandbox:
        first = latest_attempt(sandbox)
        again = retried(sandbox)
        assert again["attempt_number"] == 2
        assert (again["reason"]["code"], again["rail"]) == (code, first["rail"])
        assert again["reason"]["code_list"] == first["reason"]["code_list"]
        assert [hop["status"] for hop in again["hops"]] == [hop["status"] for hop in first["hops"]]
        assert again["posting"] is None
        assert again["retry"]["decision"] == "none"
        records = sandbox.records()
        told = [message for message in records["message"].values() if message["attempt_id"] == again["id"]]
        assert sorted(message["channel"] for message in told) == ["app", "sms"]
        assert all(message["body"].endswith("。") for message in told)


def test_a_new_authorisation_cures_an_ended_one() -> None:
    with lender("mandate_revoked") as sandbox:
        carried_out(sandbox, new_mandate(COMMERCIAL, "card-1234"))
        assert retried(sandbox)["posting"] is not None


def test_an_authorisation_below_the_amount_does_not_cover_it() -> None:
    """Above the installment, below the installment with the second month's arrears: limits are looked at each time."""
    with lender("overdue_40_days") as sandbox:
        planned = latest_attempt(sandbox)["retry"]["at"]
        go_to(sandbox, planned, hours=-30)
        carried_out(sandbox, new_mandate(COMMERCIAL, "card-1234", minor=500_000))
        go_to(sandbox, planned, minutes=6)
        assert latest_attempt(sandbox)["reason"]["code"] == "61"


def test_a_phone_that_is_put_right_cures_a_mismatch() -> None:
    with lender("phone_mismatch") as sandbox:
        write = Write("PUT", "/v1/contacts/phone", {"field": "phone", "value": "190 0000 7777"}, 1)
        carried_out(sandbox, write)
        assert retried(sandbox)["posting"] is not None


def test_a_renewed_identity_card_cures_a_hold() -> None:
    with lender("id_expired") as sandbox:
        carried_out(sandbox, Write("PUT", "/v1/contacts/id_expiry", {"field": "id_expiry", "value": "2046-05-20"}, 1))
        assert retried(sandbox)["posting"] is not None


def test_a_card_of_class_three_is_too_small_for_the_installment() -> None:
    """999903 is a class III account of another bank (2,000 元 a day), 999904 one of the lender's own bank."""
    with lender("card_expired") as sandbox:
        noon_tomorrow(sandbox)
        for number, posted in (("9999030000000001", False), ("9999040000000000", True)):
            token = str(sandbox.sign_in()["access_token"])
            body = f'{{"number": "{number}"}}'.encode()
            told = sandbox.send("POST", "/v1/card-tokens", body, token).json()
            carried_out(sandbox, new_card(sandbox, COMMERCIAL, told["token"], last4=told["last4"]))
            carried_out(sandbox, new_mandate(COMMERCIAL, told["token"]))
            again = retried(sandbox)
            assert (again["posting"] is not None) is posted, again["reason"]
            if not posted:
                assert again["reason"]["code"] == "61"


def test_a_refused_debit_becomes_overdue_on_its_first_day_late(small_at_nine: SandboxProcess) -> None:
    small = small_at_nine
    number = small.records()["debit_attempt"]["attempt-1"]["installments"][0]
    due = dt.date.fromisoformat(row_of(small.records(), "loan-1", number)["due"])
    staff_edit(small, "mandate", "mandate-1", status="revoked")
    planned = dt.datetime.combine(due, dt.time(22, 30), dt.timezone(dt.timedelta(hours=8)))
    small.set_clock(planned - dt.timedelta(hours=1))
    plan = {"decision": "planned", "decided_by": "lender", "at": planned.isoformat()}
    assert staff_edit(small, "debit_attempt", latest_attempt(small, "loan-1")["id"], retry=plan).status == 200
    small.set_clock(planned + dt.timedelta(hours=26))
    row = row_of(small.records(), "loan-1", number)
    # The second day after the due date is the first one late: 4,831.98 × 6.15 % × 2 ÷ 360 = 1.65.
    assert (row["paid"], row["penalty"]) == (None, {"minor": 165, "currency": "CNY"})
    overdue = [message for message in small.records()["message"].values() if message["title"] == "还款已逾期"]
    assert len(overdue) == 1
    assert "1.65 元" in overdue[0]["body"]


def test_the_next_installment_is_debited_on_its_day() -> None:
    with lender("all_well") as sandbox:
        rows = next(iter(sandbox.records()["installment_table"].values()))["rows"]
        row = next(row for row in rows if row["paid"] is None)
        go_to(sandbox, f"{row['due']}T08:06:00+08:00")
        attempt = latest_attempt(sandbox)
        assert (attempt["installments"], attempt["attempt_number"]) == ([row["n"]], 1)
        assert row_of(sandbox.records(), COMMERCIAL, row["n"])["paid"] == row["payment"]
        following = row_of(sandbox.records(), COMMERCIAL, row["n"] + 1)
        go_to(sandbox, f"{following['due']}T08:06:00+08:00")
        assert latest_attempt(sandbox)["installments"] == [row["n"] + 1]


def test_a_retry_is_asked_for_once(small: SandboxProcess) -> None:
    noon_tomorrow(small)
    assert "最近的一次" in refused(small, ask_again(small, "attempt-1"))
    carried_out(small, ask_again(small, "attempt-2"))
    assert "已经安排" in refused(small, ask_again(small, "attempt-2"))
    planned = small.records()["debit_attempt"]["attempt-2"]["retry"]["at"]
    go_to(small, planned, minutes=2)
    assert "没有查清" in refused(small, ask_again(small, latest_attempt(small, "loan-1")["id"]))
    go_to(small, planned, minutes=6)
    assert "还清" in refused(small, ask_again(small, latest_attempt(small, "loan-1")["id"]))


def test_a_plan_is_not_carried_out_while_the_outcome_is_open(small: SandboxProcess) -> None:
    plan = {"decision": "planned", "decided_by": "lender", "at": (small.now() + dt.timedelta(hours=1)).isoformat()}
    staff_edit(small, "debit_attempt", "attempt-open", retry=plan)
    before = len(small.records()["debit_attempt"])
    small.move_clock(hours=1, minutes=10)
    records = small.records()
    assert len(records["debit_attempt"]) == before
    assert records["debit_attempt"]["attempt-open"]["retry"]["decision"] == "undecided"
    assert version_of(small, "debit_attempt", "attempt-open") == 3
