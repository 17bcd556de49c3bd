"""What holds for every schedule, and a slow, plain computation in fractions that ours must equal."""

from __future__ import annotations

import calendar
import datetime
import itertools
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.prepayment import PlannedAmount, compare_prepayments
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms_json import read_terms
from tests.lending.strategies import eventful_terms, plain_terms


@settings(max_examples=150, deadline=None)
@given(eventful_terms())
def test_every_table_adds_up(terms: dict[str, Any]) -> None:
    terms["rounding"]["installment"] = terms["rounding"]["installment"].replace("none", "half_up")
    terms["rounding"]["interest"] = terms["rounding"]["interest"].replace("none", "half_up")
    read = read_terms(terms)
    schedule = compute_schedule(read)
    balance = read.principal.minor
    for number, row in enumerate(schedule.rows, 1):
        assert row.n == number
        assert row.due == read.dues[number - 1]
        assert row.payment == row.principal + row.interest
        assert row.interest >= 0
        assert row.balance == balance - row.principal - row.prepaid
        balance = row.balance
    assert balance == 0
    assert sum(row.principal + row.prepaid for row in schedule.rows) == read.principal.minor
    assert schedule.total_interest == sum(row.interest for row in schedule.rows)
    assert schedule.total_paid == read.principal.minor + schedule.total_interest
    assert all(row.balance > 0 for row in schedule.rows[:-1])


@settings(max_examples=60, deadline=None)
@given(eventful_terms())
def test_full_precision_shows_no_row_more_than_a_unit_off(terms: dict[str, Any]) -> None:
    terms["rounding"].update(installment="none", interest="none")
    read = read_terms(terms)
    schedule = compute_schedule(read)
    balance = read.principal.minor
    for row in schedule.rows:
        assert abs(row.payment - row.principal - row.interest) <= 1
        assert abs(row.balance - (balance - row.principal - row.prepaid)) <= 2
        balance = row.balance
    assert balance == 0


@settings(max_examples=80, deadline=None)
@given(
    principal=st.integers(1_000_000, 300_000_000),
    rate=st.integers(1, 2000),
    number=st.integers(2, 120),
    method=st.sampled_from(("equal_installment", "equal_principal")),
    share=st.integers(1, 99),
    day=st.integers(0, 900),
)
def test_shorter_term_saves_at_least_as_much(
    principal: int, rate: int, number: int, method: str, share: int, day: int
) -> None:
    terms = read_terms(
        {
            "principal": f"{principal}",
            "annual_rate": str(Decimal(rate) / 100),
            "number_of_installments": number,
            "method": method,
        }
    )
    on = terms.disbursed_on + datetime.timedelta(days=1 + day % (number * 30))
    result = compare_prepayments(terms, [PlannedAmount(on, Money(principal * share, "CNY"))])
    # Rounding a payment to the cent moves the interest of each row by less than a cent.
    assert result.shorter_term.saved_interest.minor >= result.lower_installment.saved_interest.minor - number
    assert result.shorter_term.ends_on <= result.lower_installment.ends_on


def _plain_year_fraction(day_count: str, start: datetime.date, end: datetime.date) -> Fraction:
    if day_count == "actual/actual":
        total = Fraction(0)
        while start < end:
            total += Fraction(1, 366 if calendar.isleap(start.year) else 365)
            start += datetime.timedelta(days=1)
        return total
    return Fraction((end - start).days, int(day_count.split("/")[1]))


def _plain_round(value: Fraction, unit: Fraction, mode: str) -> Fraction:
    count = value / unit
    whole, rest = math.floor(count), count - math.floor(count)
    if mode == "up":
        whole += rest > 0
    elif mode == "half_up":
        whole += rest >= Fraction(1, 2)
    elif mode == "half_even":
        whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    elif mode == "none":
        return value
    return whole * unit


def _plain_table(terms: dict[str, Any]) -> list[tuple[Fraction, Fraction, Fraction]]:
    """(principal, interest, balance) a row, by definition: the payment makes the discounted payments the principal."""
    number, cent = terms["number_of_installments"], Fraction(1, 100)
    rounding, rate = terms["rounding"], Fraction(terms["annual_rate"]) / 100
    paid_out = datetime.date.fromisoformat(terms["disbursed_on"])
    first = terms.get("first_due_on")
    first = step(paid_out, "month", 1) if first is None else datetime.date.fromisoformat(first)
    days = [paid_out, *(step(first, "month", count) for count in range(number))]
    if terms["day_count"] == "30/360":
        factors = [rate / 12] * number
    else:
        factors = [rate * _plain_year_fraction(terms["day_count"], a, b) for a, b in itertools.pairwise(days)]
    principal = balance = Fraction(terms["principal"])
    worth, discount = Fraction(0), Fraction(1)
    for factor in factors:
        discount /= 1 + factor
        worth += discount
    unit = Fraction(rounding["installment_unit"])
    payment = _plain_round(principal / worth, unit, rounding["installment"])
    part = _plain_round(principal / number, unit, rounding["installment"])
    rows = []
    charged = _plain_round(principal * sum(factors), cent, rounding["interest"])
    for index, factor in enumerate(factors):
        if terms["method"] == "flat":
            # The payment is rounded, the interest of all rows is what the contract charges, the last row absorbs both.
            interest = min(charged, _plain_round(principal * factor, cent, rounding["interest"]))
            paid = _plain_round(principal / number + principal * factor, unit, rounding["installment"])
            repaid = max(Fraction(0), paid - interest)
            if index == number - 1 or repaid >= balance:
                repaid, interest = balance, charged
            charged, balance = charged - interest, balance - repaid
            rows.append((repaid, interest, balance))
            if balance == 0:
                break
            continue
        interest = _plain_round(balance * factor, cent, rounding["interest"])
        repaid = {"equal_installment": payment - interest, "interest_only": Fraction(0)}.get(terms["method"], part)
        if index == number - 1 or repaid >= balance:
            repaid = balance
        balance -= repaid
        rows.append((repaid, interest, balance))
        if balance == 0:
            break
    return rows


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(("equal_installment", "equal_principal", "flat", "interest_only")).flatmap(plain_terms),
)
def test_equals_a_plain_computation_in_fractions(terms: dict[str, Any]) -> None:
    if terms["day_count"] == "30/360":
        terms.pop("first_due_on", None)
    computed = compute_schedule(read_terms(terms)).rows
    plain = _plain_table(terms)
    cent = Fraction(1, 100)
    assert len(computed) == len(plain)
    for row, figures in zip(computed, plain, strict=True):
        expected = [_plain_round(figure, cent, "half_up") * 100 for figure in figures]
        assert [row.principal, row.interest, row.balance] == expected


@settings(max_examples=40, deadline=None)
@given(eventful_terms(), st.integers(1, 60))
def test_the_first_rows_alone_are_the_first_rows_of_the_whole(terms: dict[str, Any], limit: int) -> None:
    read = read_terms(terms)
    assert compute_schedule(read, limit).rows == compute_schedule(read).rows[:limit]
