"""S-2: the figures against an independent calculation, what was typed, and what the contract objects to."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.snapshot import Held
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import WhatIfEntry
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.presentation.words.typed_values import read_amount, read_day
from borrower_app.records.loan import PrepaymentTerms
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import reading_of

CENT = Decimal("0.01")


def _interest_left(balance: Decimal, payment: Decimal, rate: Decimal, rows: int | None) -> tuple[Decimal, int]:
    """Interest until repaid with one payment, and the number of rows; month by month, half-up to the cent."""
    total, number = Decimal(0), 0
    while balance > 0:
        interest = (balance * rate / 1200).quantize(CENT, ROUND_HALF_UP)
        total += interest
        balance -= min(balance, payment - interest) if number + 1 != rows else balance
        number += 1
    return total, number


def test_both_outcomes_are_what_a_plain_calculation_gives() -> None:
    reading = reading_of("insufficient_funds", "en")
    [held] = reading.snapshot.loans
    loan, rows = held.record, reading.snapshot.tables[held.record.id].record.rows
    at = next(index for index, row in enumerate(rows) if row.due > reading.today + dt.timedelta(days=20))
    day, balance = rows[at].due, rows[at].balance.to_decimal()
    amount, rate, left = Decimal(100_000), Decimal(loan.annual_rate), len(rows) - at - 1
    before = sum(row.interest.to_decimal() for row in rows[at + 1 :])
    shorter, number = _interest_left(balance - amount, rows[at].payment.to_decimal(), rate, None)
    factor = (1 + rate / 1200) ** left
    smaller = ((balance - amount) * rate / 1200 * factor / (factor - 1)).quantize(CENT, ROUND_HALF_UP)
    lower, _same = _interest_left(balance - amount, smaller, rate, left)

    view = what_if_view(reading, loan.id, WhatIfEntry("100,000", day.isoformat()))
    assert [outcome.figure for outcome in view.outcomes] == [
        f"CNY {before - shorter:,} less interest",
        f"CNY {before - lower:,} less interest",
    ]
    assert view.outcomes[0].better is not None
    end = rows[at + number].due
    assert any(Language("en").month(end) in line for line in view.outcomes[0].lines)
    assert any(f"CNY {smaller:,}" in line for line in view.outcomes[1].lines)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_every_story_begins_with_an_answer_or_says_why_not(name: str, language: str) -> None:
    reading = reading_of(name, language)
    for held in reading.snapshot.loans[:3]:
        view = what_if_view(reading, held.record.id, None)
        if held.record.method.value == "flat":
            assert view.empty is not None
            continue
        assert (view.amount_error, view.day_error) == ("", "")
        assert len(view.outcomes) == 2
        assert sum(outcome.better is not None for outcome in view.outcomes) == 1


@pytest.mark.parametrize(
    ("amount", "day", "wrong"),
    [
        ("", "2027-03-25", "amount"),
        ("-5", "2027-03-25", "amount"),
        ("1.005", "2027-03-25", "amount"),
        ("lots", "2027-03-25", "amount"),
        ("100000", "", "day"),
        ("100000", "2027-02-30", "day"),
        ("100000", "2026-11-20", "day"),
        ("100000", "2090-01-01", "day"),
        ("9" * 40, "2027-03-25", "amount"),
    ],
)
def test_what_cannot_be_computed_is_said_beside_the_field(amount: str, day: str, wrong: str) -> None:
    view = what_if_view(reading_of("insufficient_funds", "zh"), "", WhatIfEntry(amount, day))
    assert (bool(view.amount_error), bool(view.day_error)) == (wrong == "amount", wrong == "day")
    assert view.outcomes == ()
    assert (view.entry.amount, view.entry.day) == (amount, day)


def test_the_contract_objects_and_the_answer_is_there_all_the_same() -> None:
    reading = reading_of("insufficient_funds", "en")
    view = what_if_view(reading, "", WhatIfEntry("5000", "2026-11-25"))
    told = [piece.text for line in view.notes for piece in line.words]
    assert "The contract asks for at least CNY 10,000.00 at once." in told
    assert "The contract asks for 15 days of notice: 5 Dec 2026 at the earliest." in told
    assert len(view.outcomes) == 2
    # It can be looked at; the lender is not asked for what its contract does not allow.
    assert view.request is None
    assert what_if_view(reading, "", WhatIfEntry("10000", "2026-12-10")).request is not None


def test_every_year_saves_more_than_once() -> None:
    reading = reading_of("insufficient_funds", "en")
    once = what_if_view(reading, "", WhatIfEntry("20000", "2027-01-25"))
    yearly = what_if_view(reading, "", WhatIfEntry("20000", "2027-01-25", True))

    def saved(figure: str) -> Decimal:
        return Decimal(figure.split()[1].replace(",", ""))

    assert saved(yearly.outcomes[0].figure) > 2 * saved(once.outcomes[0].figure)


def test_more_than_is_owed_repays_the_loan_and_says_so() -> None:
    view = what_if_view(reading_of("insufficient_funds", "en"), "", WhatIfEntry("500万", "2027-01-20"))
    told = " ".join(piece.text for line in view.notes for piece in line.words)
    assert "no more than that can be paid early" in told
    assert view.outcomes[0].lines[0] == "The loan is then repaid in full."


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("100,000", 10_000_000),
        ("１００，０００．５０", 10_000_050),
        ("10万", 10_000_000),
        ("1.25 万元", 1_250_000),
        ("CNY 4 003.4", 400_340),
        ("0", None),
        ("1e5", None),
        ("１２亿", None),
    ],
)
def test_amounts_as_people_write_them(text: str, minor: int | None) -> None:
    assert read_amount(text, "CNY") == (Money(minor, "CNY") if minor is not None else None)


@given(st.integers(1, 10**14), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_an_amount_as_shown_is_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert read_amount(Language("zh").amount(money), currency) == money
    assert read_amount(Language("en").money(money), currency) == money


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_as_shown_is_read_back(day: dt.date) -> None:
    for text in (day.isoformat(), Language("zh").date(day), f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}"):
        assert read_day(text) == day


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_amount(text, "CNY")
    read_day(text)


def _with_clause(**changes: object) -> Reading:
    reading = reading_of("insufficient_funds", "en")
    held = reading.snapshot.loans[0]
    clause = msgspec.structs.replace(held.record.prepayment_terms or PrepaymentTerms(), **changes)
    loan = Held(msgspec.structs.replace(held.record, prepayment_terms=clause), 2)
    return dataclasses.replace(reading, snapshot=dataclasses.replace(reading.snapshot, loans=(loan,)), _explained={})


def test_the_fee_is_taken_of_all_amounts_and_off_the_saving() -> None:
    """1 % of what is really prepaid: of three yearly amounts, and of an amount above the balance only up to it."""
    reading = _with_clause(fee_rate="1")
    once = what_if_view(reading, "", WhatIfEntry("100000", "2027-01-25"))
    assert any("Fee by the contract: CNY 1,000.00" in line for line in once.outcomes[0].lines)
    saved = Decimal(once.outcomes[0].figure.split()[1].replace(",", ""))
    assert any(f"CNY {saved - 1000:,} saved after it" in line for line in once.outcomes[0].lines)
    rows = reading.snapshot.tables[reading.snapshot.loans[0].record.id].record.rows
    day = next(row for row in rows if row.due.year == 2027 and row.due.month == 3)
    all_of_it = what_if_view(reading, "", WhatIfEntry("5000000", day.due.isoformat()))
    fee = (day.balance.to_decimal() / 100).quantize(CENT, ROUND_HALF_UP)
    assert any(f"Fee by the contract: CNY {fee:,}" in line for line in all_of_it.outcomes[0].lines)


def test_whether_there_is_a_fee_may_be_untold() -> None:
    told = "".join(piece.text for piece in what_if_view(_with_clause(fee_rate=None), "", None).clause)
    assert "whether there is a fee is not told" in told


def test_the_soonest_day_is_offered_and_nothing_objects_to_it() -> None:
    reading = reading_of("insufficient_funds", "en")
    soonest, words = what_if_view(reading, "", None).soonest
    assert soonest == "2026-12-05"
    assert "5 Dec 2026" in words
    view = what_if_view(reading, "", WhatIfEntry("50000", soonest))
    assert all(line.tone != "caution" for line in view.notes)
    never = what_if_view(_with_clause(times_a_year=0), "", None)
    assert never.soonest == ("", "")


def test_the_lender_is_asked_only_where_it_takes_such_requests() -> None:
    reading = reading_of("insufficient_funds", "zh")
    request = what_if_view(reading, "", None).request
    assert request is not None
    assert (request.text, request.opens.code) == ("向示例银行申请提前还款", "S-4")
    assert reading.snapshot.discovery is not None
    silent = msgspec.structs.replace(reading.snapshot.discovery, capabilities=())
    snapshot = dataclasses.replace(reading.snapshot, discovery=silent)
    assert what_if_view(dataclasses.replace(reading, snapshot=snapshot), "", None).request is None


def test_the_title_says_round_sums_as_people_do() -> None:
    reading = reading_of("insufficient_funds", "zh")
    assert what_if_view(reading, "", None).title == "提前还 10 万元，会怎样"
    assert (
        what_if_view(reading, "", WhatIfEntry("提前还9.5万", "2027-01-25", True)).title == "每年提前还 9.5 万元，会怎样"
    )


def test_made_up_rates_leave_the_payment_where_the_rate_stays() -> None:
    for story in ("insufficient_funds", "prepaid", "repriced"):
        rates = what_if_view(reading_of(story, "en"), "", None).rates
        assert len(rates) == 3
        assert rates[1].value[0].text.endswith("as before")
        assert rates[0].value[0].text.endswith("less")
        assert rates[2].value[0].text.endswith("more")
