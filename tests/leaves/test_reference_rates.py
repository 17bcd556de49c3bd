"""The shipped reference rates: every row with its source, in order, and right where published savings rest on them."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from borrower_app.application.published_rates import published_rates, read_rates
from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.records.correspondence import ReferenceRate

HEAD = "name,on,annual_rate,source,seen_in\n"


def _of(name: str) -> list[ReferenceRate]:
    return [rate for rate in published_rates() if rate.name == name]


def test_every_row_names_who_published_it() -> None:
    assert all(rate.source for rate in published_rates())
    assert len({rate.id for rate in published_rates()}) == len(published_rates())


@pytest.mark.parametrize("name", sorted({rate.name for rate in published_rates()}))
def test_rows_of_a_name_are_in_order_and_within_reason(name: str) -> None:
    days = [rate.on for rate in _of(name)]
    assert days == sorted(set(days))
    assert all(dt.date(2019, 8, 20) <= day <= dt.date(2026, 12, 31) for day in days)
    for before, after in itertools.pairwise(_of(name)):
        # No publication so far moved a rate by more than a quarter of a per cent.
        assert abs(Decimal(before.annual_rate) - Decimal(after.annual_rate)) <= Decimal("0.25")


@pytest.mark.parametrize("name", ["LPR_1Y", "LPR_5Y"])
def test_lpr_is_published_about_the_twentieth_on_a_working_day(name: str) -> None:
    for rate in _of(name):
        assert 20 <= rate.on.day <= 22
        assert rate.on.weekday() < 5


def test_the_longer_tenor_is_never_below_the_shorter() -> None:
    short = {rate.on: Decimal(rate.annual_rate) for rate in _of("LPR_1Y")}
    for rate in _of("LPR_5Y"):
        if rate.on in short:
            assert Decimal(rate.annual_rate) > short[rate.on]


@pytest.mark.parametrize(
    ("name", "saving"), [("PROVIDENT_FUND_OVER_5Y", "57100.85"), ("PROVIDENT_FUND_SECOND_OVER_5Y", "59070.01")]
)
def test_the_published_saving_of_the_2025_cut_follows_from_these_rows(name: str, saving: str) -> None:
    """1,200,000 over 360 months, before and after 8 May 2025: figures of the press, exact to the minor unit."""
    before, after = (
        Decimal(
            schedule_from_json(
                {"principal": "1200000", "annual_rate": rate.annual_rate, "number_of_installments": 360}
            )["total_interest"]
        )
        for rate in _of(name)
    )
    assert before - after == Decimal(saving)


@pytest.mark.parametrize(
    "content",
    [
        "name,on\n",
        HEAD + "LPR_5Y,2025-05-20,3.50,,1\n",
        HEAD + "LPR_5Y,2025-05-20,3.50,PBOC,\n",
        HEAD + "LPR_5Y,2025-02-30,3.50,PBOC,1\n",
        HEAD + "LPR_5Y,2025-05-20,3.5%,PBOC,1\n",
    ],
)
def test_a_row_that_is_not_as_agreed_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_rates(content.encode())
