"""Hypothesis strategies for lending terms, in the JSON form of `schedule`."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st

from borrower_app.lending.calendar import step

MODES = ("half_up", "half_even", "up", "down", "none")
DAY_COUNTS = ("30/360", "actual/360", "actual/364", "actual/365", "actual/actual")


def amount(least: int, most: int) -> st.SearchStrategy[str]:
    """An amount in major units with two decimals, from minor units."""
    return st.integers(least, most).map(lambda minor: f"{minor // 100}.{minor % 100:02d}")


def rate(most: int = 3600) -> st.SearchStrategy[str]:
    """A rate in per cent with two decimals."""
    return st.integers(0, most).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02d}")


def roundings() -> st.SearchStrategy[dict[str, str]]:
    """Every pair of modes, with the installment's unit."""
    return st.fixed_dictionaries(
        {
            "installment": st.sampled_from(MODES),
            "installment_unit": st.sampled_from(("0.01", "0.1", "1")),
            "interest": st.sampled_from(MODES),
        }
    )


@st.composite
def plain_terms(draw: st.DrawFn, method: str = "equal_installment") -> dict[str, Any]:
    """A loan in which nothing happens between payout and end, in any convention."""
    paid_out = draw(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)))
    terms: dict[str, Any] = {
        "principal": draw(amount(100_000, 500_000_000)),
        "annual_rate": draw(rate(2400)),
        "number_of_installments": draw(st.integers(1, 60)),
        "method": method,
        "day_count": draw(st.sampled_from(DAY_COUNTS)),
        "rounding": draw(roundings()),
        "disbursed_on": paid_out.isoformat(),
    }
    if draw(st.booleans()):
        first = paid_out + datetime.timedelta(days=draw(st.integers(1, 70)))
        terms["first_due_on"] = first.isoformat()
    return terms


@st.composite
def eventful_terms(draw: st.DrawFn) -> dict[str, Any]:
    """A loan with rate changes, prepayments and grace."""
    terms = draw(
        plain_terms(draw(st.sampled_from(("equal_installment", "equal_principal", "interest_only", "bullet"))))
    )
    number = terms["number_of_installments"]
    paid_out = datetime.date.fromisoformat(terms["disbursed_on"])
    first_due = terms.get("first_due_on", step(paid_out, "month", 1).isoformat())
    end = step(datetime.date.fromisoformat(first_due), "month", number - 1)
    days = st.dates(paid_out, end).map(datetime.date.isoformat)
    changed = draw(st.lists(days, max_size=3, unique=True))
    terms["rate_changes"] = [{"on": day, "annual_rate": draw(rate(2400))} for day in changed]
    terms["prepayments"] = [
        {
            "on": draw(days),
            "amount": draw(amount(1, 100_000_000)),
            "effect": draw(st.sampled_from(("shorter_term", "lower_installment"))),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    most = number - 1
    terms["grace"] = {
        "principal_periods": draw(st.integers(0, min(5, most))),
        "interest_periods": draw(st.integers(0, min(5, most))),
    }
    return terms
