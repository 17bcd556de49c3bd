"""Both state machines: exhaustive, total, and with the precedences of the design."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.installment_state import installment_state
from borrower_app.debits.outcome import OPEN, AttemptOutcome, attempt_state
from borrower_app.debits.verdict import AttemptState, InstallmentState, WhoActs
from borrower_app.lending.money import Money
from borrower_app.records.debit import RetryPlan
from borrower_app.records.enums import RetryDecision
from tests.debits.strategies import debit_facts

DUE = dt.date(2026, 11, 20)
PAYMENT = Money(400_340, "CNY")
OPEN_STATES = {AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN, AttemptState.DEBITED_NOT_POSTED}
FAILED = {AttemptState.FAILED_RETRY_PLANNED, AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT}


@settings(max_examples=200, deadline=None)
@given(debit_facts, st.sampled_from(AttemptOutcome), st.sampled_from(WhoActs))
def test_every_outcome_has_one_state(facts: DebitFacts, outcome: AttemptOutcome, who: WhoActs) -> None:
    state = attempt_state(facts, outcome, who)
    assert (outcome in OPEN) == (state in OPEN_STATES)
    assert (outcome is AttemptOutcome.FAILED) == (state in FAILED)
    assert (outcome is AttemptOutcome.NOT_TRIED) == (state in {AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED})


@pytest.mark.parametrize("who", list(WhoActs))
def test_a_planned_retry_wins_over_who_has_to_act(who: WhoActs) -> None:
    planned = DebitFacts(retry=RetryPlan(decision=RetryDecision.PLANNED))
    assert attempt_state(planned, AttemptOutcome.FAILED, who) is AttemptState.FAILED_RETRY_PLANNED
    own = who in (WhoActs.BORROWER, WhoActs.UNKNOWN)
    for decision in (RetryDecision.NONE, RetryDecision.UNDECIDED, RetryDecision.UNKNOWN):
        state = attempt_state(DebitFacts(retry=RetryPlan(decision=decision)), AttemptOutcome.FAILED, who)
        assert state is (AttemptState.FAILED_NEEDS_YOU if own else AttemptState.FAILED_OTHERS_ACT)


def test_a_plan_whose_time_has_passed_keeps_the_state() -> None:
    at = dt.datetime(2026, 11, 20, 22, 30, tzinfo=dt.UTC)
    passed = DebitFacts(retry=RetryPlan(decision=RetryDecision.PLANNED, at=at), now=at + dt.timedelta(days=3))
    assert attempt_state(passed, AttemptOutcome.FAILED, WhoActs.BORROWER) is AttemptState.FAILED_RETRY_PLANNED


def state(paid: int, today: dt.date, grace: int | None, *attempts: AttemptState) -> InstallmentState:
    return installment_state(
        PAYMENT, Money(paid, "CNY") if paid else None, DUE, today=today, grace_days=grace, attempts=attempts
    )


@pytest.mark.parametrize(
    ("paid", "days", "grace", "attempts", "expected"),
    [
        (0, -1, 3, (), InstallmentState.NOT_DUE),
        (0, 0, 3, (), InstallmentState.DUE_NOT_TRIED),
        (0, 0, 3, (AttemptState.FAILED_NEEDS_YOU,), InstallmentState.DUE_UNPAID),
        (0, 3, 3, (AttemptState.FAILED_NEEDS_YOU,), InstallmentState.DUE_UNPAID),
        (0, 4, 3, (AttemptState.FAILED_NEEDS_YOU,), InstallmentState.OVERDUE),
        (0, 90, None, (AttemptState.FAILED_NEEDS_YOU,), InstallmentState.DUE_UNPAID),
        (0, 4, 3, (AttemptState.FAILED_RETRY_PLANNED,), InstallmentState.IN_PROGRESS),
        (0, 4, 3, (AttemptState.OUTCOME_UNKNOWN,), InstallmentState.IN_PROGRESS),
        (150_000, 0, 3, (AttemptState.PARTLY_DEBITED,), InstallmentState.PARTLY_PAID),
        (400_340, 90, 0, (AttemptState.FAILED_NEEDS_YOU,), InstallmentState.PAID),
        (400_339, 0, 0, (), InstallmentState.PARTLY_PAID),
    ],
)
def test_where_an_installment_stands(
    paid: int, days: int, grace: int | None, attempts: tuple[AttemptState, ...], expected: InstallmentState
) -> None:
    assert state(paid, DUE + dt.timedelta(days=days), grace, *attempts) is expected


def test_an_installment_is_total_over_its_parts_and_paid_is_paid() -> None:
    seen = set()
    for paid, days, grace, attempt in product(
        (0, 1, 400_340, 500_000), (-40, 0, 1, 40), (None, 0, 30), (None, *AttemptState)
    ):
        attempts = (attempt,) if attempt is not None else ()
        found = state(paid, DUE + dt.timedelta(days=days), grace, *attempts)
        seen.add(found)
        assert (found is InstallmentState.PAID) == (paid >= 400_340)
        if found is InstallmentState.OVERDUE:
            assert grace is not None
            assert days > grace
            assert not set(attempts) & (OPEN_STATES | {AttemptState.FAILED_RETRY_PLANNED})
    assert seen == set(InstallmentState)
