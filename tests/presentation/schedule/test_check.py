"""S-3: the verdict of every story, and the first odd row of a table that was altered by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import msgspec
import pytest

from borrower_app.contract.snapshot import Held
from borrower_app.lending.money import Money
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import Prepayment
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.schedule.check import check_view
from borrower_app.records.enums import RepaymentMethod
from borrower_app.records.loan import InstallmentRow, PaidEarly
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import reading_of


def _altered(reading: Reading, index: int, extra: int) -> Reading:
    """The same reading with one row's interest and payment raised by some minor units."""
    [held] = reading.snapshot.loans
    table = reading.snapshot.tables[held.record.id]
    rows = list(table.record.rows)
    row = rows[index]
    rows[index] = msgspec.structs.replace(
        row,
        interest=Money(row.interest.minor + extra, "CNY"),
        payment=Money(row.payment.minor + extra, "CNY"),
    )
    changed = Held(msgspec.structs.replace(table.record, rows=tuple(rows)), 2)
    snapshot = dataclasses.replace(reading.snapshot, tables={held.record.id: changed})
    return Reading(snapshot, reading.now, reading.today, reading.by_this_clock, reading.language, reading.catalogue)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_every_story_has_a_verdict(name: str, language: str) -> None:
    reading = reading_of(name, language)
    for held in reading.snapshot.loans[:3]:
        view = check_view(reading, held.record.id)
        assert view.pill is not None
        assert view.headline
        assert bool(view.odd) == (name == "table_wrong")
        assert view.pill.tone == ("caution" if name == "table_wrong" else "good")


@pytest.mark.parametrize(("index", "extra"), [(0, 1), (100, 1), (200, -7), (330, 1)])
def test_one_changed_figure_is_named(index: int, extra: int) -> None:
    reading = _altered(reading_of("insufficient_funds", "en"), index, extra)
    view = check_view(reading, "")
    assert view.headline == f"From installment {index + 1} on, a figure does not follow from the terms"
    assert len(view.odd) == 1
    assert f"Installment {index + 1}: the interest" in view.odd[0].words[0].text
    told = [piece.text for line in view.findings for piece in line.words]
    more = "more" if extra > 0 else "less"
    assert f"If it stays so, you pay CNY 0.0{abs(extra)} {more} over the rest of the loan." in told


@pytest.mark.parametrize(
    "paid",
    [
        [(dt.date(2026, 11, 28), 10_000_000)],
        [(dt.date(2026, 11, 28), 10_000_000), (dt.date(2026, 11, 28), 2_500_000)],
        [(dt.date(2026, 11, 28), 10_000_000), (dt.date(2026, 12, 20), 5_000_000)],
    ],
    ids=["between two due days", "twice on one day", "between and on a due day"],
)
def test_a_table_with_amounts_paid_early_agrees(paid: list[tuple[dt.date, int]]) -> None:
    reading = reading_of("insufficient_funds", "en")
    [held] = reading.snapshot.loans
    table = reading.snapshot.tables[held.record.id]
    early = tuple(Prepayment(on, Money(minor, "CNY"), "lower_installment") for on, minor in paid)
    terms, found = terms_as_computed(held.record, table.record)
    assert terms is not None
    assert found
    rows = tuple(
        InstallmentRow(
            n=row.n,
            due=row.due,
            principal=Money(row.principal, "CNY"),
            interest=Money(row.interest, "CNY"),
            payment=Money(row.payment, "CNY"),
            balance=Money(row.balance, "CNY"),
        )
        for row in compute_schedule(msgspec.structs.replace(terms, prepayments=early)).rows
    )
    recorded = tuple(PaidEarly(on=one.on, amount=one.amount, effect=one.effect) for one in early)
    loan = Held(msgspec.structs.replace(held.record, prepayments=recorded), 2)
    restated = Held(msgspec.structs.replace(table.record, rows=rows), 2)
    snapshot = dataclasses.replace(reading.snapshot, loans=(loan,), tables={loan.record.id: restated})
    view = check_view(dataclasses.replace(reading, snapshot=snapshot, _explained={}), "")
    assert view.pill is not None
    assert (view.pill.tone, view.odd) == ("good", ())


def test_the_yearly_cost_of_flat_interest_is_above_its_rate() -> None:
    view = check_view(reading_of("flat_consumer_loan", "en"), "")
    rates = {pair.words[0].text: pair.value[0].text for pair in view.cost}
    stated = float(rates["Rate of the contract"].rstrip("%"))
    assert float(rates["Simple yearly cost"].rstrip("%")) > 1.5 * stated
    assert float(rates["Compounded yearly cost (IRR)"].rstrip("%")) > float(rates["Simple yearly cost"].rstrip("%"))
    assert "dearer" in view.cost_note


@pytest.mark.parametrize(("extra", "told"), [(5, "CNY 0.05 too high"), (-7, "CNY 0.07 too low")])
def test_the_first_odd_figure_says_since_when_and_by_how_much(extra: int, told: str) -> None:
    view = check_view(_altered(reading_of("insufficient_funds", "en"), 100, extra), "")
    assert "in the row due on 20 Jun 2032" in view.lead
    assert told in view.lead


def test_why_a_table_cannot_be_checked_is_named() -> None:
    reading = reading_of("insufficient_funds", "zh")
    [held] = reading.snapshot.loans
    table = reading.snapshot.tables[held.record.id]

    def lead(**changes: object) -> str:
        loan = Held(msgspec.structs.replace(held.record, **changes), 2)
        snapshot = dataclasses.replace(reading.snapshot, loans=(loan,))
        return check_view(dataclasses.replace(reading, snapshot=snapshot, _explained={}), "").lead

    assert lead(method=RepaymentMethod.UNKNOWN) == "因为示例银行没有告知这笔贷款用哪种还款方式。"
    assert "最多只算 1200 期" in lead(number_of_installments=1201)
    assert "前后不一致" in lead(first_due_on=held.record.disbursed_on)
    late = Held(msgspec.structs.replace(table.record, rows=table.record.rows[4:]), 2)
    snapshot = dataclasses.replace(reading.snapshot, tables={held.record.id: late})
    view = check_view(dataclasses.replace(reading, snapshot=snapshot, _explained={}), "")
    assert view.lead == "因为还款表从第 5 期开始，之前的不知道。"
    assert view.cost == ()
    assert "不是从第 1 期开始" in view.cost_note
