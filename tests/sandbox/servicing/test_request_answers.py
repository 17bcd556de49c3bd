"""Requests are taken up and answered as time passes, and what an answer changes is coherent to the minor unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from borrower_app.presentation.reading.table_audit import audit_of
from tests.sandbox.table_checks import faults_of, loan_and_table
from tests.sandbox.wire import (
    COMMERCIAL,
    Write,
    carried_out,
    go_to,
    latest_attempt,
    lender,
    noon_tomorrow,
    refused,
    row_of,
    staff_edit,
    token_of,
)
from tests.support.sandbox_process import SandboxProcess


def ask(sandbox: SandboxProcess, path: str, **values: Any) -> str:
    """File a request; its id."""
    write = Write("POST", path, values)
    carried_out(sandbox, write)
    return write.operation_id


def request_of(sandbox: SandboxProcess, identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = sandbox.records()["request"][identifier]
    return found


def waiver(sandbox: SandboxProcess) -> str:
    attempt = latest_attempt(sandbox)["id"]
    return ask(sandbox, f"/v1/debit-attempts/{attempt}/penalty-waiver", attempt_id=attempt)


def prepayment(sandbox: SandboxProcess, on: dt.date, minor: int, effect: str, loan_id: str = COMMERCIAL) -> str:
    amount = {"minor": minor, "currency": "CNY"}
    values = {"loan_id": loan_id, "on": on.isoformat(), "amount": amount, "effect": effect}
    return ask(sandbox, f"/v1/loans/{loan_id}/prepayment-requests", **values)


@pytest.mark.parametrize(
    ("path", "values", "taken_up", "answered", "status"),
    [
        ("/v1/loans/loan-1/document-requests", {"loan_id": "loan-1", "document": "schedule"}, 0.5, 4, "granted"),
        (
            "/v1/loans/loan-1/document-requests",
            {"loan_id": "loan-1", "document": "settlement_letter"},
            0.5,
            4,
            "refused",
        ),
        (
            "/v1/loans/loan-1/document-requests",
            {"loan_id": "loan-1", "document": "statement", "period": "2099-01"},
            0.5,
            4,
            "refused",
        ),
        ("/v1/debit-attempts/attempt-1/penalty-waiver", {"attempt_id": "attempt-1"}, 2, 24, "refused"),
        ("/v1/debit-attempts/attempt-1/review", {"attempt_id": "attempt-1"}, 1, 48, "granted"),
        ("/v1/debit-attempts/attempt-open/review", {"attempt_id": "attempt-open"}, 1, 48, "granted"),
        ("/v1/loans/loan-1/hardship-requests", {"loan_id": "loan-1", "relief": "grace", "months": 1}, 4, 72, "granted"),
        ("/v1/loans/loan-1/hardship-requests", {"loan_id": "loan-1", "relief": "interest_only"}, 4, 72, "refused"),
        ("/v1/loans/loan-1/hardship-requests", {"loan_id": "loan-1", "relief": "grace", "months": 9}, 4, 72, "refused"),
        ("/v1/complaints", {"subject": "扣款", "text": "请查", "attempt_id": "attempt-1"}, 24, 168, "granted"),
        ("/v1/complaints", {"subject": "服务", "text": "请查"}, 24, 168, "granted"),
    ],
)
def test_a_request_is_taken_up_and_answered(
    small: SandboxProcess, path: str, values: dict[str, Any], taken_up: float, answered: float, status: str
) -> None:
    identifier = ask(small, path, **values)
    filed = dt.datetime.fromisoformat(request_of(small, identifier)["submitted_at"])
    small.set_clock(filed + dt.timedelta(hours=taken_up, seconds=-1))
    assert request_of(small, identifier)["status"] == "received"
    small.set_clock(filed + dt.timedelta(hours=taken_up))
    assert request_of(small, identifier)["status"] == "in_review"
    small.set_clock(filed + dt.timedelta(hours=answered))
    request = request_of(small, identifier)
    assert (request["status"], request["answered_at"]) == (
        status,
        (filed + dt.timedelta(hours=answered)).isoformat(),
    )
    assert request["answer"].endswith("。")
    assert (request["effective_from"] is not None) is (status == "granted")
    bodies = [message["body"] for message in small.records()["message"].values()]
    assert bodies.count(request["answer"]) == 1
    late = Write(
        "POST",
        f"/v1/requests/{identifier}/documents",
        {"request_id": identifier, "name": "证明.pdf", "sha256": "0" * 64},
    )
    assert "已经结束" in refused(small, late)


def test_what_only_a_person_answers_stays(small: SandboxProcess) -> None:
    identifier = ask(small, "/v1/data-requests", right="copy")
    small.move_clock(days=20)
    assert request_of(small, identifier)["status"] == "received"


def test_a_clerks_own_answer_stays(small: SandboxProcess) -> None:
    identifier = ask(small, "/v1/loans/loan-1/hardship-requests", loan_id="loan-1", relief="grace")
    staff_edit(small, "request", identifier, status="refused", answer="已电话沟通。")
    small.move_clock(days=5)
    assert request_of(small, identifier)["answer"] == "已电话沟通。"


def test_the_outcome_that_is_open_is_not_called_closed(small: SandboxProcess) -> None:
    identifier = ask(small, "/v1/debit-attempts/attempt-open/review", attempt_id="attempt-open")
    small.move_clock(days=3)
    assert "先不要另外转账" in request_of(small, identifier)["answer"]


@pytest.mark.parametrize("story", ["lender_fault", "bank_down"])
def test_penalty_is_waived_where_others_failed(story: str) -> None:
    """No penalty has come up yet; none may come up afterwards, although the retry fails and the row becomes overdue."""
    with lender(story) as sandbox:
        number, loan = latest_attempt(sandbox)["installments"][0], COMMERCIAL
        staff_edit(sandbox, "mandate", "mandate-2207", status="revoked")
        identifier = waiver(sandbox)
        sandbox.move_clock(days=40)
        assert request_of(sandbox, identifier)["status"] == "granted"
        assert "不收罚息" in request_of(sandbox, identifier)["answer"]
        row = row_of(sandbox.records(), loan, number)
        assert (row["paid"], row["penalty"]) == (None, {"minor": 0, "currency": "CNY"})


def test_a_waiver_comes_before_the_debit_that_would_have_taken_the_penalty() -> None:
    with lender("overdue_40_days") as sandbox:
        attempt = latest_attempt(sandbox)
        code = {"code": "91", "code_list": "pos", "text": "发卡方状态不正常", "said_by": "bank"}
        plan = {"decision": "planned", "decided_by": "lender", "at": (sandbox.now() + dt.timedelta(days=2)).isoformat()}
        staff_edit(sandbox, "debit_attempt", attempt["id"], reason=code, retry=plan)
        waiver(sandbox)
        sandbox.move_clock(days=2, minutes=6)
        taken = latest_attempt(sandbox)
        assert taken["split"]["penalty"] is None
        assert taken["posting"]["amount"] == taken["amount_requested"]
        rows = [row_of(sandbox.records(), COMMERCIAL, number) for number in taken["installments"]]
        assert sum(row["payment"]["minor"] for row in rows) == taken["amount_requested"]["minor"]


def test_penalty_that_was_taken_goes_back() -> None:
    with lender("insufficient_by_penalty") as sandbox:
        go_to(sandbox, latest_attempt(sandbox)["retry"]["at"], minutes=6)
        taken = latest_attempt(sandbox)
        first = next(one for one in sandbox.records()["debit_attempt"].values() if one["attempt_number"] == 2)
        code = {"code": "91", "code_list": "pos", "text": "发卡方状态不正常", "said_by": "bank"}
        staff_edit(sandbox, "debit_attempt", first["id"], reason=code)
        path = f"/v1/debit-attempts/{first['id']}/penalty-waiver"
        identifier = ask(sandbox, path, attempt_id=first["id"])
        sandbox.move_clock(days=2)
        row = row_of(sandbox.records(), COMMERCIAL, taken["installments"][0])
        assert row["paid"] == row["payment"]
        assert row["penalty"]["minor"] == 0
        refund = taken["split"]["penalty"]["minor"]
        assert f"0.{refund} 元会退回" in request_of(sandbox, identifier)["answer"]
        loan, table = loan_and_table(sandbox.records(), COMMERCIAL)
        assert faults_of(loan, table) == []


def test_grace_keeps_penalty_away_and_plans_a_debit_at_its_end() -> None:
    with lender("card_expired") as sandbox:
        attempt = latest_attempt(sandbox)
        number = attempt["installments"][0]
        path = f"/v1/loans/{COMMERCIAL}/hardship-requests"
        identifier = ask(sandbox, path, loan_id=COMMERCIAL, relief="grace", months=2)
        sandbox.move_clock(days=4)
        records = sandbox.records()
        assert records["loan"][COMMERCIAL]["late_terms"]["grace_days"] == 60
        row = row_of(records, COMMERCIAL, number)
        assert row["penalty"] is None
        last = dt.date.fromisoformat(row["due"]) + dt.timedelta(days=60)
        plan = records["debit_attempt"][attempt["id"]]["retry"]
        assert plan["at"] == f"{last.isoformat()}T08:00:00+08:00"
        assert f"{last.month} 月 {last.day} 日 08:00 再扣一次" in request_of(sandbox, identifier)["answer"]
        go_to(sandbox, plan["at"], minutes=6)
        again = [
            one
            for one in sandbox.records()["debit_attempt"].values()
            if one["installments"] == [number] and one["attempt_number"] == 2
        ]
        assert [one["reason"]["code"] for one in again] == ["54"]
        assert again[0]["split"]["penalty"] is None


@pytest.mark.parametrize("effect", ["shorter_term", "lower_installment"])
@pytest.mark.parametrize("on_due_date", [True, False])
def test_a_granted_prepayment_is_taken_and_the_table_adds_up(effect: str, on_due_date: bool) -> None:
    with lender("all_well") as sandbox:
        _, table = loan_and_table(sandbox.records(), COMMERCIAL)
        today = sandbox.now().date()
        due = next(row.due for row in table.rows if row.due >= today + dt.timedelta(days=20))
        on = due if on_due_date else due - dt.timedelta(days=3)
        identifier = prepayment(sandbox, on, 10_000_000, effect)
        sandbox.move_clock(days=3)
        granted = request_of(sandbox, identifier)
        assert (granted["status"], granted["effective_from"]) == ("granted", on.isoformat())
        go_to(sandbox, f"{on.isoformat()}T09:59:59+08:00")
        before, _ = loan_and_table(sandbox.records(), COMMERCIAL)
        assert before.prepayments == ()
        go_to(sandbox, f"{on.isoformat()}T10:00:01+08:00")
        after, restated = loan_and_table(sandbox.records(), COMMERCIAL)
        assert [(paid.on, paid.amount.minor, paid.effect) for paid in after.prepayments] == [(on, 10_000_000, effect)]
        assert after.outstanding_principal.minor == before.outstanding_principal.minor - 10_000_000
        assert faults_of(after, restated) == []
        assert audit_of(after, restated).agrees is True
        so_far = [(row.n, row.principal, row.interest, row.balance) for row in table.rows if row.due < on]
        assert [(row.n, row.principal, row.interest, row.balance) for row in restated.rows if row.due < on] == so_far
        if effect == "shorter_term":
            assert len(restated.rows) < len(table.rows)
            assert after.installment == before.installment
        else:
            assert len(restated.rows) == len(table.rows)
            assert after.installment is not None
            assert before.installment is not None
            assert after.installment < before.installment
        done = [message for message in sandbox.records()["message"].values() if message["title"] == "提前还款已完成"]
        assert len(done) == 1
        assert "100,000.00 元" in done[0]["body"]
        sandbox.move_clock(days=40)
        later, later_table = loan_and_table(sandbox.records(), COMMERCIAL)
        assert faults_of(later, later_table) == []
        assert audit_of(later, later_table).agrees is True


def test_paying_everything_early_closes_the_loan() -> None:
    with lender("all_well") as sandbox:
        _, table = loan_and_table(sandbox.records(), COMMERCIAL)
        due = next(row.due for row in table.rows if row.due >= sandbox.now().date() + dt.timedelta(days=20))
        on = due - dt.timedelta(days=5)
        identifier = prepayment(sandbox, on, 9_999_999_999, "shorter_term")
        sandbox.move_clock(days=3)
        assert "全部还清" in request_of(sandbox, identifier)["answer"]
        go_to(sandbox, f"{on.isoformat()}T10:00:01+08:00")
        loan, table = loan_and_table(sandbox.records(), COMMERCIAL)
        assert (loan.status, loan.outstanding_principal.minor) == ("closed", 0)
        last = table.rows[-1]
        assert (last.principal.minor, last.balance.minor, last.paid, last.paid_on) == (0, 0, last.interest, on)
        assert last.interest.minor > 0, "the days since the last due date cost interest"
        assert faults_of(loan, table) == []
        assert audit_of(loan, table).agrees is True
        before = len(sandbox.records()["debit_attempt"])
        sandbox.move_clock(days=70)
        assert len(sandbox.records()["debit_attempt"]) == before
        assert "已经结清" in refused(sandbox, _prepay_again(sandbox))


def _prepay_again(sandbox: SandboxProcess) -> Write:
    on = sandbox.now().date() + dt.timedelta(days=30)
    amount = {"minor": 10_000_000, "currency": "CNY"}
    values = {"loan_id": COMMERCIAL, "on": on.isoformat(), "amount": amount, "effect": "shorter_term"}
    return Write("POST", f"/v1/loans/{COMMERCIAL}/prepayment-requests", values)


def test_a_table_that_never_followed_from_the_contract_stays_whole() -> None:
    """The lender's own error is not put right behind the borrower's back, and no new one comes in."""
    with lender("table_wrong") as sandbox:
        _, table = loan_and_table(sandbox.records(), COMMERCIAL)
        on = sandbox.now().date() + dt.timedelta(days=33)
        prepayment(sandbox, on, 10_000_000, "lower_installment")
        go_to(sandbox, f"{on.isoformat()}T10:00:01+08:00")
        loan, restated = loan_and_table(sandbox.records(), COMMERCIAL)
        assert len(loan.prepayments) == 1
        assert faults_of(loan, restated) == []
        so_far = [(row.principal, row.interest) for row in table.rows if row.due < on]
        assert [(row.principal, row.interest) for row in restated.rows if row.due < on] == so_far


def test_a_prepayment_is_not_granted_while_an_installment_is_unpaid(small: SandboxProcess) -> None:
    on = small.now().date() + dt.timedelta(days=20)
    identifier = prepayment(small, on, 5_000_000, "shorter_term", "loan-1")
    small.move_clock(days=3)
    request = request_of(small, identifier)
    assert request["status"] == "refused"
    assert "4,831.98 元没有还清" in request["answer"]


def test_a_granted_prepayment_that_cannot_be_debited_is_told() -> None:
    with lender("all_well") as sandbox:
        on = sandbox.now().date() + dt.timedelta(days=16)
        identifier = prepayment(sandbox, on, 10_000_000, "shorter_term")
        sandbox.move_clock(days=3)
        before, _ = loan_and_table(sandbox.records(), COMMERCIAL)
        staff_edit(sandbox, "instrument", before.instrument_id or "", status="closed")
        go_to(sandbox, f"{on.isoformat()}T10:00:01+08:00")
        request = request_of(sandbox, identifier)
        assert request["status"] == "refused"
        assert "钱没有扣" in request["answer"]
        assert loan_and_table(sandbox.records(), COMMERCIAL)[0].prepayments == ()


def test_a_prepayment_for_today_is_answered_and_taken_today(small: SandboxProcess) -> None:
    staff_edit(small, "loan", "loan-2", prepayment_terms=None)
    noon_tomorrow(small)
    staff_edit(small, "debit_attempt", "attempt-open", hops=[], reason={"code": "51", "code_list": "pos"})
    retry = Write("POST", "/v1/debit-attempts/attempt-open/retry", {"attempt_id": "attempt-open"}, 2)
    assert retry.send(small, token_of(small)).status == 200
    small.move_clock(hours=22)
    identifier = prepayment(small, small.now().date(), 5_000_000, "shorter_term", "loan-2")
    small.move_clock(minutes=10)
    assert request_of(small, identifier)["status"] == "granted"
    loan, table = loan_and_table(small.records(), "loan-2")
    assert [paid.amount.minor for paid in loan.prepayments] == [5_000_000]
    assert faults_of(loan, table) == []
