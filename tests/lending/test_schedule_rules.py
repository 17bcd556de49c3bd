"""The rules of the `schedule` contract, each with figures worked out by hand beside the test."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from borrower_app.lending.audit_json import audit_from_json
from borrower_app.lending.schedule_json import schedule_from_json
from borrower_app.lending.terms import TermsError

SMALL = {"principal": "1200.00", "annual_rate": "12", "number_of_installments": 3}


def _rows(**change: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = schedule_from_json({**SMALL, **change})["rows"]
    return rows


def _column(name: str, **change: Any) -> list[str]:
    return [row[name] for row in _rows(**change)]


def test_output_has_the_documented_shape() -> None:
    """1 % a month on 1,200 over three: 1200·0.01·1.01³/(1.01³−1) = 408.0265… → 408.03."""
    result = schedule_from_json({**SMALL, "currency": "CNY"})
    assert result == {
        "installment": "408.03",
        "total_interest": "24.08",
        "total_paid": "1224.08",
        "rows": [
            {
                "n": 1,
                "due": "2026-02-20",
                "principal": "396.03",
                "interest": "12.00",
                "payment": "408.03",
                "prepaid": "0.00",
                "balance": "803.97",
            },
            {
                "n": 2,
                "due": "2026-03-20",
                "principal": "399.99",
                "interest": "8.04",
                "payment": "408.03",
                "prepaid": "0.00",
                "balance": "403.98",
            },
            {
                "n": 3,
                "due": "2026-04-20",
                "principal": "403.98",
                "interest": "4.04",
                "payment": "408.02",
                "prepaid": "0.00",
                "balance": "0.00",
            },
        ],
    }


def test_equal_principal_takes_interest_on_the_balance_before_the_payment() -> None:
    assert _column("interest", method="equal_principal") == ["12.00", "8.00", "4.00"]


def test_flat_takes_interest_on_the_first_principal_every_time() -> None:
    assert _column("payment", method="flat") == ["412.00", "412.00", "412.00"]


def test_interest_only_and_bullet() -> None:
    assert _column("payment", method="interest_only") == ["12.00", "12.00", "1212.00"]
    assert _column("payment", method="bullet") == ["0.00", "0.00", "1236.00"]


def test_bullet_rounds_its_interest_once() -> None:
    """100,000 at 4.10 % for a year is 4,100, though a month's 341.666… is no whole 分."""
    terms = {"principal": "100000", "annual_rate": "4.10", "number_of_installments": 12, "method": "bullet"}
    assert schedule_from_json(terms)["total_interest"] == "4100.00"


@pytest.mark.parametrize("method", ["equal_installment", "equal_principal", "flat", "interest_only", "bullet"])
def test_one_installment_repays_everything(method: str) -> None:
    rows = _rows(method=method, number_of_installments=1)
    assert [(row["principal"], row["interest"], row["balance"]) for row in rows] == [("1200.00", "12.00", "0.00")]


@pytest.mark.parametrize("method", ["equal_installment", "equal_principal", "flat", "interest_only", "bullet"])
def test_zero_rate_costs_nothing(method: str) -> None:
    assert schedule_from_json({**SMALL, "method": method, "annual_rate": "0"})["total_interest"] == "0.00"


def test_1200_installments_and_their_last_date() -> None:
    rows = _rows(number_of_installments=1200, principal="1000000.00", annual_rate="3.00")
    assert len(rows) == 1200
    assert rows[-1]["due"] == "2126-01-20"
    assert rows[-1]["balance"] == "0.00"


def test_month_ends_are_clamped_from_the_first_due_date() -> None:
    dues = _column("due", disbursed_on="2027-12-31", first_due_on="2028-01-31", number_of_installments=4)
    assert dues == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_leap_day_of_a_yearly_loan() -> None:
    dues = _column("due", disbursed_on="2027-02-28", first_due_on="2028-02-29", period={"unit": "year", "every": 1})
    assert dues == ["2028-02-29", "2029-02-28", "2030-02-28"]


def test_a_clamped_first_month_is_a_whole_one() -> None:
    assert _rows(disbursed_on="2026-01-31")[0]["interest"] == "12.00"


@pytest.mark.parametrize(
    "period, interest",
    [
        ({"unit": "week", "every": 2}, "5.54"),  # 1200 · 0.12 · 2/52 = 5.538
        ({"unit": "day", "every": 10}, "3.95"),  # 1200 · 0.12 · 10/365 = 3.945
        ({"unit": "year", "every": 1}, "144.00"),
        ({"unit": "month", "every": 3}, "36.00"),
    ],
)
def test_periods_a_year(period: dict[str, Any], interest: str) -> None:
    assert _rows(period=period)[0]["interest"] == interest


@pytest.mark.parametrize(
    "day_count, interest",
    [
        ("30/360", "12.00"),
        ("actual/360", "12.40"),  # 31 days: 1200 · 0.12 · 31/360
        ("actual/364", "12.26"),  # 144 · 31/364 = 12.2637
        ("actual/365", "12.23"),  # 144 · 31/365 = 12.2301
        ("actual/actual", "12.22"),  # 20 Dec 2027 to 20 Jan 2028: 144 · (12/365 + 19/366) = 12.2096… see below
    ],
)
def test_day_counts(day_count: str, interest: str) -> None:
    rows = _rows(day_count=day_count, disbursed_on="2027-12-20")
    expected = {"actual/actual": _half_up(Decimal(144) * 12 / 365 + Decimal(144) * 19 / 366)}.get(day_count, interest)
    assert rows[0]["interest"] == expected


def _half_up(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), "ROUND_HALF_UP"))


def test_stub_counts_actual_days_of_its_whole_period() -> None:
    """10 February to 20 February of the period 20 January to 20 February (31 days): 12 · 10/31 = 3.87."""
    assert _rows(disbursed_on="2026-02-10", first_due_on="2026-02-20")[0]["interest"] == "3.87"


def test_long_first_period_is_whole_periods_and_a_stub() -> None:
    """10 February to 20 March: one whole month and 10/31 of one."""
    assert _rows(disbursed_on="2026-02-10", first_due_on="2026-03-20")[0]["interest"] == "15.87"


def test_rate_change_inside_a_period_splits_it_and_renews_the_installment() -> None:
    """From 6 March at 24 %: of the 28 days of row 2, 14 at 1 % and 14 at 2 % of 803.97 → 12.06."""
    rows = _rows(rate_changes=[{"on": "2026-03-06", "annual_rate": "24"}])
    assert rows[0]["payment"] == "408.03"
    assert rows[1]["interest"] == "12.06"
    # (803.97 + 12.05955) / (1 + 1/1.02) = 412.0544
    assert rows[1]["payment"] == "412.05"


def test_rate_change_on_a_due_date_leaves_that_row_alone() -> None:
    rows = _rows(rate_changes=[{"on": "2026-03-20", "annual_rate": "0"}])
    assert [row["interest"] for row in rows] == ["12.00", "8.04", "0.00"]


def test_future_rates_are_not_anticipated() -> None:
    plain, changing = _rows(), _rows(rate_changes=[{"on": "2026-04-01", "annual_rate": "24"}])
    assert plain[:2] == changing[:2]


def test_prepayment_on_a_due_date_comes_after_its_row() -> None:
    rows = _rows(prepayments=[{"on": "2026-02-20", "amount": "100", "effect": "shorter_term"}])
    assert (rows[0]["payment"], rows[0]["prepaid"], rows[0]["balance"]) == ("408.03", "100.00", "703.97")
    assert rows[1]["payment"] == "408.03"
    assert rows[2]["payment"] == "306.01"  # 703.97 − (408.03 − 7.04) = 302.98, and 3.03 interest


def test_prepayment_between_due_dates_splits_the_interest() -> None:
    """100 paid on 6 March: 14 of 28 days on 803.97 and 14 on 703.97 at 1 % → 7.54."""
    rows = _rows(prepayments=[{"on": "2026-03-06", "amount": "100", "effect": "lower_installment"}])
    assert rows[1]["interest"] == "7.54"
    # (703.97 + 7.5397) / (1 + 1/1.01) = 357.525
    assert rows[1]["payment"] == "357.52"


def test_prepayment_above_the_balance_is_cut_and_ends_the_loan() -> None:
    rows = _rows(prepayments=[{"on": "2026-03-20", "amount": "100000", "effect": "shorter_term"}])
    assert len(rows) == 2
    assert (rows[1]["prepaid"], rows[1]["balance"]) == ("403.98", "0.00")


def test_shorter_term_survives_a_later_rate_change() -> None:
    """After the term has become shorter, a new rate is spread over the shorter term, not over the first one."""
    terms = {**SMALL, "number_of_installments": 24, "rate_changes": [{"on": "2026-06-20", "annual_rate": "11"}]}
    whole = schedule_from_json(terms)["rows"]
    early = {"on": "2026-03-20", "amount": "500", "effect": "shorter_term"}
    short = schedule_from_json({**terms, "prepayments": [early]})["rows"]
    assert len(whole) == 24
    assert len(short) < 16


def test_grace_of_principal_and_of_interest() -> None:
    rows = _rows(number_of_installments=4, grace={"principal_periods": 2, "interest_periods": 1})
    # Two rows without principal; the first row's 12.00 falls due with the second. (1200 · 1.01² · 0.01)/(1.01² − 1) …
    assert [row["principal"] for row in rows[:2]] == ["0.00", "0.00"]
    assert [row["interest"] for row in rows[:2]] == ["0.00", "24.00"]
    assert rows[2]["payment"] == "609.01"  # … = 609.0149


def test_stated_installment_is_used_as_it_is() -> None:
    result = schedule_from_json({**SMALL, "stated_installment": "400.00"})
    assert result["installment"] == "400.00"
    assert [row["payment"] for row in result["rows"][:2]] == ["400.00", "400.00"]
    assert result["rows"][2]["balance"] == "0.00"


def test_fixed_principal_leaves_a_balloon() -> None:
    rows = _rows(method="equal_principal", fixed_principal="100.00")
    assert [row["principal"] for row in rows] == ["100.00", "100.00", "1000.00"]


def test_installment_unit_and_modes() -> None:
    """408.0265 to whole units and tenths."""
    found = {
        (mode, unit): schedule_from_json({**SMALL, "rounding": {"installment": mode, "installment_unit": unit}})
        for mode in ("half_up", "half_even", "up", "down")
        for unit in ("1", "0.1")
    }
    assert {key: value["installment"] for key, value in found.items()} == {
        ("half_up", "1"): "408.00",
        ("half_even", "1"): "408.00",
        ("up", "1"): "409.00",
        ("down", "1"): "408.00",
        ("half_up", "0.1"): "408.00",
        ("half_even", "0.1"): "408.00",
        ("up", "0.1"): "408.10",
        ("down", "0.1"): "408.00",
    }


@pytest.mark.parametrize(
    "mode, interest", [("half_up", "0.13"), ("half_even", "0.12"), ("up", "0.13"), ("down", "0.12"), ("none", "0.13")]
)
def test_interest_modes_at_an_exact_half(mode: str, interest: str) -> None:
    """12.50 at 12 % is 0.125 a month."""
    assert _rows(principal="12.50", rounding={"interest": mode})[0]["interest"] == interest


@pytest.mark.parametrize(
    "currency, installment, interest",
    [("JPY", "408", "12"), ("CNY", "408.03", "12.00"), ("KWD", "408.027", "12.000")],
)
def test_currencies_with_none_two_and_three_decimals(currency: str, installment: str, interest: str) -> None:
    result = schedule_from_json({**SMALL, "principal": "1200", "currency": currency})
    assert (result["installment"], result["rows"][0]["interest"]) == (installment, interest)
    assert result["rows"][-1]["balance"] == {"JPY": "0", "CNY": "0.00", "KWD": "0.000"}[currency]


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"intrest": "1"}, "intrest is not a known key"),
        ({"rounding": {"mode": "up"}}, "rounding.mode is not a known key"),
        ({"principal": 1200}, "principal must be an amount"),
        ({"principal": "1,200"}, "principal must be an amount"),
        ({"principal": "\uff11200"}, "principal must be an amount"),
        ({"principal": "0.00"}, "principal must be more than zero"),
        ({"principal": "-5"}, "principal must not be negative"),
        ({"principal": "1.005"}, "principal has more than the 2 decimals"),
        ({"principal": "1200.50", "currency": "JPY"}, "principal has more than the 0 decimals"),
        ({"currency": "cny"}, "currency must be three capital letters"),
        ({"annual_rate": "NaN"}, "annual_rate must be a rate"),
        ({"annual_rate": "1_0"}, "annual_rate must be a rate"),
        ({"annual_rate": "-1"}, "annual_rate must not be negative"),
        ({"number_of_installments": 0}, "number_of_installments must be a whole number from 1 to 1200"),
        ({"number_of_installments": 1201}, "number_of_installments must be a whole number from 1 to 1200"),
        ({"number_of_installments": True}, "number_of_installments must be a whole number"),
        ({"number_of_installments": "3"}, "number_of_installments must be a whole number"),
        ({"method": "balloon"}, "method must be one of equal_installment"),
        ({"day_count": "30/365"}, "day_count must be one of"),
        ({"period": {"unit": "fortnight", "every": 1}}, "period.unit must be one of"),
        ({"period": {"unit": "month", "every": 0}}, "period.every must be a whole number"),
        ({"period": {"unit": "year", "every": 1000}, "number_of_installments": 1200}, "beyond the year 9999"),
        ({"disbursed_on": "20260120"}, "disbursed_on must be a calendar date"),
        ({"disbursed_on": "2026-02-30"}, "disbursed_on must be a calendar date"),
        ({"first_due_on": "2026-01-20"}, "first_due_on must lie after disbursed_on"),
        ({"first_due_on": "2036-01-20"}, "first_due_on lies more than five years after"),
        ({"rounding": {"interest": "nearest"}}, "rounding.interest must be one of"),
        ({"rounding": {"unit": "0"}}, "rounding.unit must be a unit above zero"),
        ({"rate_changes": [{"on": "2026-03-01"}]}, "rate_changes.annual_rate is missing"),
        ({"rate_changes": [{"on": "2026-03-01", "annual_rate": "1"}] * 2}, "rate_changes has two rates"),
        (
            {"prepayments": [{"on": "2026-01-01", "amount": "1", "effect": "shorter_term"}]},
            "prepayments.on 2026-01-01 lies before disbursed_on",
        ),
        ({"prepayments": [{"on": "2026-03-01", "amount": "1", "effect": "both"}]}, "prepayments.effect must be one of"),
        ({"grace": {"principal_periods": 3}}, "grace.principal_periods must be a whole number from 0 to 2"),
        ({"method": "flat", "rate_changes": [{"on": "2026-03-01", "annual_rate": "1"}]}, "rate_changes cannot be used"),
        (
            {"method": "flat", "prepayments": [{"on": "2026-03-01", "amount": "1", "effect": "shorter_term"}]},
            "prepayments cannot be used with method flat",
        ),
        ({"stated_installment": "1", "fixed_principal": "1"}, "exclude each other"),
        ({"first_period": "half"}, "first_period must be one of actual/month"),
        ({"broken_period": "months_and_days/360"}, "broken_period must be one of"),
        ({"payment_rule": {"odd_period": "more"}}, "payment_rule.odd_period must be one of"),
        ({"payment_rule": {"odd": "difference"}}, "payment_rule.odd is not a known key"),
        ({"renewed_installments": [{"on": "2026-02-20", "amount": "1"}]}, "is no due date after the first"),
        ({"due_day": 31}, "due_day 31 does not fit first_due_on 2026-02-20"),
        ({"due_day": 20}, "due_day must be a whole number from 29 to 31"),
        ({"stated_installment": "0.01", "annual_rate": "99999", "number_of_installments": 600}, "grows without end"),
    ],
)
def test_bad_terms_end_as_one_sentence_that_names_the_field(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TermsError, match=sentence):
        schedule_from_json({**SMALL, **change})


def test_flat_rounds_the_payment_and_charges_what_the_contract_charges() -> None:
    """1,250.00 at 15 % for 4 months is 62.50; (1250 + 62.50) ÷ 4 = 328.125, to whole units 328; the end pays 328.50."""
    terms = {"principal": "1250.00", "currency": "EUR", "annual_rate": "15", "number_of_installments": 4,
             "method": "flat", "rounding": {"installment_unit": "1"}}  # fmt: skip
    result = schedule_from_json(terms)
    assert [row["payment"] for row in result["rows"]] == ["328.00", "328.00", "328.00", "328.50"]
    assert (result["total_interest"], result["total_paid"]) == ("62.50", "1312.50")
    assert (result["installment"], result["rows"][-1]["balance"]) == ("328.00", "0.00")


def test_an_installment_below_its_interest_is_told_in_one_sentence() -> None:
    """100,000 at 1 % a month costs 1,000.00; 900.00 leaves 100.00 more owed each month."""
    terms = {"principal": "100000.00", "annual_rate": "12", "number_of_installments": 6}
    result = schedule_from_json({**terms, "stated_installment": "900.00"})
    assert [row["balance"] for row in result["rows"][:2]] == ["100100.00", "100201.00"]
    assert "the debt grows" in result["note"]
    assert "900.00 CNY" in result["note"]
    assert "1000.00 CNY" in result["note"]
    assert result["note"].count(".") - result["note"].count(".00") - result["note"].count(".20") == 1
    assert "note" not in schedule_from_json(terms)


def test_a_prepayment_after_the_end_is_refused_with_its_date() -> None:
    late = {**SMALL, "prepayments": [{"on": "2026-04-21", "amount": "100", "effect": "shorter_term"}]}
    with pytest.raises(TermsError, match="2026-04-21 lies after the last due date 2026-04-20"):
        schedule_from_json(late)
    with pytest.raises(TermsError, match="2026-04-21 lies after the last due date 2026-04-20"):
        audit_from_json({"terms": late, "rows": _rows()})
    on_the_last_day = {**late["prepayments"][0], "on": "2026-04-20"}
    assert schedule_from_json({**SMALL, "prepayments": [on_the_last_day]})["rows"][-1]["balance"] == "0.00"


def test_a_due_day_comes_back_after_a_shorter_month() -> None:
    dues = _column("due", disbursed_on="2027-10-31", due_day=31, number_of_installments=5)
    assert dues == ["2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]
    thirtieth = _column("due", disbursed_on="2026-12-30", first_due_on="2027-02-28", due_day=30)
    assert thirtieth == ["2027-02-28", "2027-03-30", "2027-04-30"]
    interest = _column("interest", disbursed_on="2027-10-31", due_day=31)
    assert interest == _column("interest", disbursed_on="2027-10-20")


@pytest.mark.parametrize("mode", ["up", "down", "half_up", "half_even"])
def test_thirds_kept_in_full_do_not_push_an_exact_interest_over_its_edge(mode: str) -> None:
    """2/3 of 1,000 at 0.3 % a month is 2.00 to the cent, whichever way it is rounded."""
    rounding = {"installment": "none", "interest": mode}
    terms = {"principal": "1000", "annual_rate": "3.6", "number_of_installments": 3, "rounding": rounding}
    rows = schedule_from_json({**terms, "method": "equal_principal"})["rows"]
    assert [row["interest"] for row in rows] == ["3.00", "2.00", "1.00"]


OPTIONAL = (
    "currency method period disbursed_on first_due_on day_count rounding rate_changes prepayments grace "
    "stated_installment fixed_principal first_period broken_period payment_rule renewed_installments due_day"
).split()


@pytest.mark.parametrize("key", OPTIONAL)
def test_an_optional_key_that_is_null_counts_as_left_out(key: str) -> None:
    assert schedule_from_json({**SMALL, key: None}) == schedule_from_json(SMALL)


@pytest.mark.parametrize("key", ["principal", "annual_rate", "number_of_installments"])
def test_mandatory_keys(key: str) -> None:
    with pytest.raises(TermsError, match=f"{key} is missing"):
        schedule_from_json({name: value for name, value in SMALL.items() if name != key})


@pytest.mark.parametrize("value", [None, 3, "x", []])
def test_anything_but_an_object_is_refused(value: object) -> None:
    with pytest.raises(TermsError, match="JSON object"):
        schedule_from_json(value)
