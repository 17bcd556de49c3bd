"""Annual cost: the two published cases, figures that follow by hand, and the definition itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.annual_cost import AnnualCost, annual_cost, annual_cost_from_json
from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import PaymentPeriod, TermsError
from borrower_app.lending.terms_json import read_terms

MONTH = {"unit": "month", "every": 1}


def cost_of_table(terms: dict[str, Any], fee: int = 0) -> AnnualCost:
    """The cost of a computed table with a fee, in minor units, taken off at the start."""
    read = read_terms(terms)
    schedule = compute_schedule(read)
    payments = [schedule.money(row.payment + row.prepaid) for row in schedule.rows]
    return annual_cost(Money(read.principal.minor - fee, read.currency), payments, PaymentPeriod())


@pytest.mark.parametrize(
    "advanced, payments, unit, nominal, effective",
    [
        ("5000.00", ["230.00"] * 24, "month", "9.69", "10.13"),
        ("5000.00", ["250.00", *["230.00"] * 23], "month", "10.08", "10.56"),
        ("1000.00", ["1010.00"], "month", "12.00", "12.68"),  # 1 % a month; 1.01¹² = 1.126825
        ("1000.00", ["0.00", "1210.00"], "year", "10.00", "10.00"),
        ("1000.00", ["1100.05"], "year", "10.01", "10.01"),  # exactly 10.005 %, half up
        ("1000.00", ["250.00"] * 4, "month", "0.00", "0.00"),
        ("1000.00", ["900.00"], "year", "-10.00", "-10.00"),
    ],
)
def test_known_costs(advanced: str, payments: list[str], unit: str, nominal: str, effective: str) -> None:
    result = annual_cost_from_json({"advanced": advanced, "period": {"unit": unit, "every": 1}, "payments": payments})
    assert result == {"nominal_annual_rate": nominal, "effective_annual_rate": effective}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 120), st.integers(100_000, 10_000_000))
def test_a_loan_without_fees_costs_its_own_rate(rate: int, number: int, principal: int) -> None:
    per_cent = Decimal(rate) / 100
    cost = cost_of_table(
        {
            "principal": str(principal),
            "annual_rate": str(per_cent),
            "number_of_installments": number,
            "rounding": {"installment": "none"},
        }
    )
    assert abs(cost.nominal - per_cent) <= Decimal("0.01")
    assert cost.effective >= cost.nominal


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_more_to_pay_never_costs_less(advanced: int, payments: list[int]) -> None:
    def nominal(amounts: list[int]) -> Decimal:
        return annual_cost(
            Money(advanced, "CNY"), [Money(one, "CNY") for one in amounts], PaymentPeriod("year", 1)
        ).nominal

    assert nominal([payments[0] + 1, *payments[1:]]) >= nominal(payments)


def test_fees_at_the_start_raise_the_cost() -> None:
    terms = {"principal": "5000", "annual_rate": "6", "number_of_installments": 12}
    assert cost_of_table(terms, fee=10_000).nominal > cost_of_table(terms).nominal


def test_a_flat_rate_looks_half_of_what_it_costs() -> None:
    """12,000 flat at 6 % over 12 months: 1,060 a month cost about 10.9 % a year, not 6."""
    terms = {"principal": "12000", "annual_rate": "6", "number_of_installments": 12, "method": "flat"}
    assert cost_of_table(terms).nominal == Decimal("10.90")


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"payments": []}, "payments must hold"),
        ({"payments": ["0.00"]}, "payments must hold"),
        ({"payments": ["-1.00", "9000.00"]}, "payments must hold"),
        ({"payments": [230]}, "payments must be an amount"),
        ({"advanced": "0.00"}, "advanced must be more than zero"),
        ({"advanced": "x"}, "advanced must be an amount"),
        ({"fee": "1"}, "fee is not a known key"),
    ],
)
def test_bad_input_is_one_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TermsError, match=sentence):
        annual_cost_from_json({"advanced": "5000.00", "period": MONTH, "payments": ["230.00"] * 24, **change})


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatch):
        annual_cost(Money(1, "CNY"), [Money(2, "JPY")], PaymentPeriod())
