"""Each kind of no, in one plain Chinese sentence, kept like a yes: asked again it is the same, and nothing happens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.sandbox.wire import (
    COMMERCIAL,
    Write,
    ask_again,
    carried_out,
    lender,
    new_card,
    new_mandate,
    problem_type,
    refused,
    staff_edit,
    token_of,
    version_of,
)
from tests.support.sandbox_process import SandboxProcess


def prepay(sandbox: SandboxProcess, days: int, loan_id: str = "loan-1", minor: int = 5_000_000) -> Write:
    values: dict[str, Any] = {
        "loan_id": loan_id,
        "on": (sandbox.now().date() + dt.timedelta(days=days)).isoformat(),
        "amount": {"minor": minor, "currency": "CNY"},
        "effect": "shorter_term",
    }
    return Write("POST", f"/v1/loans/{loan_id}/prepayment-requests", values)


@pytest.mark.parametrize("status", ["lost", "closed", "expired", "unknown"])
def test_a_card_that_cannot_be_debited(small: SandboxProcess, status: str) -> None:
    carried_out(small, new_card(small, "loan-1", "tok-new"))
    carried_out(small, new_card(small, "loan-1", "card-1", last4="1234"))
    staff_edit(small, "instrument", "tok-new", status=status)
    assert "不能用于还款" in refused(small, new_card(small, "loan-1", "tok-new"))


def test_a_card_that_has_run_out(small: SandboxProcess) -> None:
    staff_edit(small, "instrument", "card-1", expires_on="2020-01-31")
    carried_out(small, new_card(small, "loan-1"))
    assert "不能用于还款" in refused(small, new_card(small, "loan-1", "card-1", last4="1234"))


@pytest.mark.parametrize("member", ["single_limit", "daily_limit", "monthly_limit"])
def test_limits_below_the_installment(small: SandboxProcess, member: str) -> None:
    below = {"minor": 483_197, "currency": "CNY"}
    sentence = refused(small, new_mandate("loan-1", "card-1", 2_000_000, **{member: below}))
    assert "4,831.97 元" in sentence
    assert "4,831.98 元" in sentence
    enough = {"minor": 483_198, "currency": "CNY"}
    carried_out(small, new_mandate("loan-1", "card-1", 2_000_000, **{member: enough}))


def test_an_authorisation_for_a_dead_card(small: SandboxProcess) -> None:
    staff_edit(small, "instrument", "card-1", status="closed")
    assert "不能为它签" in refused(small, new_mandate("loan-1", "card-1"))


def test_an_authorisation_that_has_ended(small: SandboxProcess) -> None:
    path = "/v1/mandates/mandate-1/revocation"
    carried_out(small, Write("POST", path, {"mandate_id": "mandate-1"}, 1))
    again = Write("POST", path, {"mandate_id": "mandate-1"}, version_of(small, "mandate", "mandate-1"))
    assert refused(small, again) == "这份代扣授权已经结束。"


def test_a_retry_while_the_outcome_is_open(small: SandboxProcess) -> None:
    assert "还没有查清" in refused(small, ask_again(small, "attempt-open"))
    for story in ("channel_timeout", "debited_not_posted"):
        with lender(story) as sandbox:
            attempt = max(sandbox.records()["debit_attempt"].values(), key=lambda one: one["planned_at"])
            assert "还没有查清" in refused(sandbox, ask_again(sandbox, attempt["id"]))


def test_prepayments_outside_the_contract() -> None:
    with lender("all_well") as sandbox:
        assert "提前 15 天" in refused(sandbox, prepay(sandbox, 14, COMMERCIAL))
        assert "不能少于 10,000.00 元" in refused(sandbox, prepay(sandbox, 20, COMMERCIAL, 999_999))
        on = sandbox.now().date() + dt.timedelta(days=20)
        twice = [
            {"on": on.replace(day=day).isoformat(), "amount": {"minor": 1, "currency": "CNY"}, "effect": "shorter_term"}
            for day in (1, 2)
        ]
        assert staff_edit(sandbox, "loan", COMMERCIAL, prepayments=twice).status == 200
        assert "每年最多 2 次" in refused(sandbox, prepay(sandbox, 20, COMMERCIAL))
        assert staff_edit(sandbox, "loan", COMMERCIAL, prepayments=[], status="closed").status == 200
        assert "已经结清" in refused(sandbox, prepay(sandbox, 20, COMMERCIAL))


def test_a_prepayment_in_the_first_year() -> None:
    with lender("first_debit") as sandbox:
        assert "满 12 个月" in refused(sandbox, prepay(sandbox, 20, COMMERCIAL))


def test_a_second_prepayment_while_one_waits(small: SandboxProcess) -> None:
    carried_out(small, prepay(small, 20))
    assert "已有一份" in refused(small, prepay(small, 30))
    carried_out(small, prepay(small, 20, "loan-2"))


def test_a_prepayment_of_a_loan_with_flat_interest() -> None:
    with lender("flat_consumer_loan") as sandbox:
        assert "955XX" in refused(sandbox, prepay(sandbox, 20, "loan-consumer"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "123", "手机号"),
        ("email", "zhang@", "邮箱"),
        ("id_expiry", "31.12.2030", "例如 2036-05-20"),
        ("id_expiry", "2020-01-01", "已经过去"),
        ("address", "   ", "填写"),
    ],
)
def test_contact_data_that_cannot_be(shared: SandboxProcess, field: str, value: str, words: str) -> None:
    write = Write("PUT", f"/v1/contacts/{field}", {"field": field, "value": value}, 1)
    if field == "address":
        write.headers = {}
    answer = write.send(shared, token_of(shared))
    assert (answer.status, problem_type(answer), answer.json()["member"]) == (422, "invalid-values", "value")
    assert words in answer.json()["detail"]


def test_any_request_can_be_refused_by_the_fault_plan(small: SandboxProcess) -> None:
    small.set_faults({"path": "/v1/loans/{loan_id}/instrument", "fault": {"status": 422, "type": "refused"}})
    answer = new_card(small, "loan-1").send(small, token_of(small))
    assert (answer.status, problem_type(answer)) == (422, "refused")
    assert small.ledger() == []
