"""Prepayment, repricing, late cost and hardship: figures by hand, limits of the contract, and what must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.hardship import compare_terms, extend_term, move_due_day, pause_principal, rest_of_loan
from borrower_app.lending.late_cost import PenaltyClause, penalty_per_day, running_penalty
from borrower_app.lending.money import Money
from borrower_app.lending.prepayment import PlannedAmount, compare_prepayments, every_year
from borrower_app.lending.prepayment_clause import Obstacle, PrepaymentClause
from borrower_app.lending.repricing import PublishedRate, before_and_after, floating_rate, newest_rate
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import Terms, TermsError
from borrower_app.lending.terms_json import read_terms


def _yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


def _house(**change: Any) -> Terms:
    return read_terms({"principal": "1000000.00", "annual_rate": "4.10", "number_of_installments": 360, **change})


def test_prepayment_shows_both_ways_side_by_side() -> None:
    result = compare_prepayments(_house(), [PlannedAmount(date(2027, 5, 20), _yuan(100_000))])
    assert result.shorter_term.saved_interest > result.lower_installment.saved_interest
    assert result.shorter_term.next_payment == result.next_payment_as_it_stands == Money(483198, "CNY")
    assert result.lower_installment.next_payment is not None
    assert result.lower_installment.next_payment < Money(483198, "CNY")
    assert result.lower_installment.ends_on == date(2056, 1, 20)
    assert result.shorter_term.ends_on < date(2052, 1, 20)


def test_an_amount_every_year_saves_more_than_one() -> None:
    amounts = every_year(date(2028, 2, 29), _yuan(10_000), 3)
    assert [one.on for one in amounts] == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28)]
    once = compare_prepayments(_house(), amounts[:1])
    yearly = compare_prepayments(_house(), amounts)
    assert yearly.shorter_term.saved_interest > once.shorter_term.saved_interest


def test_repaying_all_leaves_no_next_payment() -> None:
    result = compare_prepayments(_house(), [PlannedAmount(date(2026, 3, 20), _yuan(2_000_000))])
    assert result.shorter_term.next_payment is None
    assert result.shorter_term.ends_on == date(2026, 3, 20)


def test_limits_of_the_contract_are_named_and_unknown_ones_are_not() -> None:
    clause = PrepaymentClause(
        minimum=_yuan(10_000), most_times_a_year=1, waiting_months=12, notice_days=30, fee_rate=Decimal("1")
    )
    on = date(2026, 12, 1)

    def obstacles(
        clause: PrepaymentClause, amount: Money, on: date, earlier: Sequence[date] = ()
    ) -> tuple[Obstacle, ...]:
        return clause.obstacles(amount, on, today=date(2026, 11, 24), disbursed_on=date(2026, 1, 20), earlier=earlier)

    assert obstacles(clause, _yuan(5_000), on, earlier=[date(2026, 5, 5)]) == (
        "below_minimum",
        "too_often_this_year",
        "before_waiting_time",
        "notice_too_short",
    )
    assert obstacles(clause, _yuan(10_000), date(2027, 1, 20), earlier=[date(2026, 5, 5)]) == ()
    assert clause.fee(_yuan(10_000)) == _yuan(100)
    assert obstacles(PrepaymentClause(), _yuan(1), on) == ()
    assert PrepaymentClause().fee(_yuan(1)) is None


def test_rate_is_the_newest_reference_rate_of_the_tenor_plus_the_spread() -> None:
    rates = [
        PublishedRate(date(2025, 5, 20), "5Y", Decimal("3.50")),
        PublishedRate(date(2024, 10, 21), "5Y", Decimal("3.60")),
        PublishedRate(date(2025, 5, 20), "1Y", Decimal("3.00")),
    ]
    assert newest_rate(rates, "5Y", date(2026, 1, 1)) == rates[0]
    assert newest_rate(rates, "5Y", date(2025, 5, 19)) == rates[1]
    assert newest_rate(rates, "5Y", date(2024, 10, 21)) == rates[1]
    assert newest_rate(rates, "5Y", date(2024, 10, 20)) is None
    assert newest_rate(rates, "10Y", date(2026, 1, 1)) is None
    assert floating_rate(Decimal("4.80"), 74) == Decimal("5.54")
    assert floating_rate(Decimal("3.50"), -30) == Decimal("3.20")


def test_before_and_after_a_repricing() -> None:
    """On a due date, against the table computed with that change."""
    result = before_and_after(_house(), date(2027, 1, 20), Decimal("3.60"))
    changed = compute_schedule(_house(rate_changes=[{"on": "2027-01-20", "annual_rate": "3.60"}]))
    assert result.before == Money(483198, "CNY")
    assert result.after == Money(changed.rows[12].payment, "CNY")
    assert result.after < result.before


@pytest.mark.parametrize("days_of_year, two_days, ten_days", [(360, 137, 684), (365, 135, 675)])
def test_penalty_is_amount_times_rate_over_the_days_of_the_contract(
    days_of_year: Any, two_days: int, ten_days: int
) -> None:
    """4,003.40 at 6.15 % (4.10 % and half of it more) is 246.2091 a year: 1.3678 for 2 of 360 days, 6.8391 for 10."""
    clause = PenaltyClause(Decimal("6.15"), days_of_year)
    overdue, due = Money(400340, "CNY"), date(2026, 11, 20)
    assert penalty_per_day(overdue, clause) == Fraction(2462091, 100) / days_of_year
    assert running_penalty(overdue, due, date(2026, 11, 22), clause).minor == two_days
    assert running_penalty(overdue, due, date(2026, 11, 30), clause).minor == ten_days


def test_grace_of_the_contract() -> None:
    due, overdue = date(2026, 11, 20), _yuan(36_000)
    full = PenaltyClause(Decimal(10), 360, grace_days=3)
    after = PenaltyClause(Decimal(10), 360, grace_days=3, runs_from="end_of_grace")
    assert running_penalty(overdue, due, date(2026, 11, 23), full) == Money.zero("CNY")
    assert running_penalty(overdue, due, date(2026, 11, 24), full) == _yuan(40)
    assert running_penalty(overdue, due, date(2026, 11, 24), after) == _yuan(10)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 60), st.data())
def test_the_rest_of_a_loan_is_the_rest_of_its_table(number: int, data: st.DataObject) -> None:
    terms = _house(number_of_installments=number, rate_changes=[{"on": "2027-01-20", "annual_rate": "3.60"}])
    paid = data.draw(st.integers(1, number - 1))
    whole, rest = compute_schedule(terms), compute_schedule(rest_of_loan(terms, paid))
    for expected, row in zip(whole.rows[paid:], rest.rows, strict=True):
        assert row.due == expected.due
        assert abs(row.payment - expected.payment) <= 1 or expected.n == number


def test_hardship_what_ifs_show_payment_end_and_interest() -> None:
    rest = rest_of_loan(_house(), 12)
    paused = compare_terms(rest, pause_principal(rest, 6, extends=False))
    assert paused.first_payment_after < paused.first_payment_before
    assert paused.ends_on_after == paused.ends_on_before
    assert paused.more_interest.minor > 0
    longer = compare_terms(rest, pause_principal(rest, 6, extends=True))
    assert longer.ends_on_after == date(2056, 7, 20)
    stretched = compare_terms(rest, extend_term(rest, 60))
    assert stretched.ends_on_after == date(2061, 1, 20)
    assert stretched.first_payment_after < stretched.first_payment_before
    moved = compare_terms(rest, move_due_day(rest, 25))
    assert moved.after.rows[0].due == date(2027, 2, 25)
    assert moved.after.rows[0].interest > compute_schedule(rest).rows[0].interest
    assert move_due_day(rest, 5).first_due == date(2027, 3, 5)


def test_hardship_refuses_what_it_cannot_know() -> None:
    with pytest.raises(TermsError, match="leave at least one"):
        rest_of_loan(_house(number_of_installments=3), 3)
    with pytest.raises(TermsError, match="flat"):
        rest_of_loan(_house(number_of_installments=3, method="flat"), 1)
    with pytest.raises(TermsError, match="1 to 28"):
        move_due_day(_house(), 31)


@given(
    st.integers(0, 60),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(1, 3),
    st.lists(st.dates(date(2025, 1, 1), date(2030, 12, 31)), max_size=8),
)
def test_the_earliest_day_is_free_of_objections_and_the_one_before_is_not(
    notice: int, waiting: int | None, times: int | None, earlier: list[date]
) -> None:
    clause = PrepaymentClause(None, times, waiting, notice, None)
    today, paid_out = date(2026, 11, 20), date(2024, 1, 20)
    day = clause.earliest(today=today, disbursed_on=paid_out, earlier=earlier)
    assert day is not None

    def objections(on: date) -> tuple[str, ...]:
        return clause.obstacles(_yuan(1), on, today=today, disbursed_on=paid_out, earlier=earlier)

    assert day > today
    assert objections(day) == ()
    before = day - timedelta(days=1)
    assert before == today or objections(before)


def test_a_clause_that_allows_no_prepayment_has_no_earliest_day() -> None:
    clause = PrepaymentClause(most_times_a_year=0)
    assert clause.earliest(today=date(2026, 11, 20), disbursed_on=date(2024, 1, 20)) is None
