"""What being late costs: by clause and to the minor unit, or not told with the question; nothing promised besides."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.late_clocks import allocation_clock, clocks, grace_clock, penalty_base
from borrower_app.debits.late_running import OverdueRow, one_day, running
from borrower_app.debits.names import names_of
from borrower_app.debits.questions import QUESTIONS, Topic
from borrower_app.lending.money import Money
from borrower_app.records.debit import AmountSplit
from borrower_app.records.enums import AllocationPart, CreditReporting
from borrower_app.records.loan import LateTerms
from tests.debits.strategies import debit_facts, late_terms

NAMES = names_of(DebitFacts(lender_name="示例银行"))
TERMS = LateTerms(
    grace_days=3,
    grace_clause="合同第 12 条",
    penalty_annual_rate="3.90",
    penalty_day_basis=360,
    penalty_clause="合同第 13 条",
    credit_reporting=CreditReporting.AFTER_GRACE,
    credit_reporting_clause="合同第 15 条",
    allocation_order=(
        AllocationPart.COSTS, AllocationPart.PENALTY, AllocationPart.INTEREST, AllocationPart.PRINCIPAL,
    ),
    allocation_clause="合同第 14 条",
)  # fmt: skip
DUE = dt.date(2026, 10, 11)


def cny(text: str) -> Money:
    return Money.from_decimal_text(text, "CNY")


def row(due: dt.date, owed: str, stated: str | None = None) -> OverdueRow:
    return OverdueRow(due=due, owed=cny(owed), stated_penalty=cny(stated) if stated is not None else None)


def test_the_figures_of_the_overdue_story_by_hand() -> None:
    """4,003.40 at 3.90 % over 360 days: 0.433701… a day; forty and nine days by 20 November."""
    rows = (row(DUE, "4003.40", "17.35"), row(dt.date(2026, 11, 11), "4003.40", "3.90"))
    found = running(TERMS, rows, dt.date(2026, 11, 20), dt.date(2026, 11, 20))
    assert found is not None
    assert found.stated == cny("21.25")
    assert found.agrees is True
    # The lender counts from the due date, as its own figures show: then our count has one end only.
    assert found.least == found.most == cny("21.25")
    assert found.a_day == cny("0.87")
    later = running(TERMS, rows, dt.date(2026, 11, 22), dt.date(2026, 11, 20))
    assert later is not None
    # 42 days: 18.2154 → 18.22; 11 days: 4.7707 → 4.77
    assert later.most == cny("22.99")
    assert later.stated == cny("21.25")


def test_without_the_lenders_figures_both_ends_are_given() -> None:
    found = running(TERMS, (row(DUE, "4003.40"),), dt.date(2026, 10, 21), None)
    assert found is not None
    assert found.stated is None
    # Seven days after the grace or ten from the due date: 3.0359, 4.3370
    assert (found.least, found.most) == (cny("3.04"), cny("4.34"))
    assert found.agrees is None


def test_a_figure_that_no_reading_of_the_clause_gives_is_said_to_differ() -> None:
    found = running(TERMS, (row(DUE, "4003.40", "99.00"),), dt.date(2026, 11, 20), dt.date(2026, 11, 20))
    assert found is not None
    assert found.agrees is False
    assert found.stated == cny("99.00")


@pytest.mark.parametrize("missing", ["penalty_annual_rate", "penalty_day_basis", "grace_days"])
def test_what_the_contract_leaves_out_is_not_computed(missing: str) -> None:
    given_terms = {name: getattr(TERMS, name) for name in TERMS.__struct_fields__} | {missing: None}
    found = running(LateTerms(**given_terms), (row(DUE, "4003.40"),), dt.date(2026, 11, 20), None)
    assert found is not None
    assert found.least is None
    assert found.most is None


_rows = st.lists(
    st.builds(
        OverdueRow,
        due=st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        owed=st.integers(0, 10**9).map(lambda minor: Money(minor, "CNY")),
        stated_penalty=st.one_of(st.none(), st.integers(0, 10**6).map(lambda minor: Money(minor, "CNY"))),
    ),
    max_size=4,
).map(tuple)


@settings(max_examples=300, deadline=None)
@given(late_terms, _rows, st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 1)), st.booleans())
def test_running_figures_are_total_and_in_order(
    terms: LateTerms, rows: tuple[OverdueRow, ...], today: dt.date, dated: bool
) -> None:
    found = running(terms, rows, today, dt.date(2026, 6, 1) if dated else None)
    late = [row for row in rows if row.due < today and row.owed.minor > 0]
    assert (found is None) == (not late)
    if found is None:
        return
    assert found.a_day == one_day(terms, Money(sum(row.owed.minor for row in late), "CNY"))
    if found.least is not None and found.most is not None:
        assert found.least <= found.most
        exact = sum(
            (row.owed.minor * Fraction(terms.penalty_annual_rate or "0") * (today - row.due).days for row in late),
            start=Fraction(0),
        ) / (100 * (terms.penalty_day_basis or 360))
        # Never more than from the due date on, but for one rounding a row.
        assert found.most.minor <= exact + len(late)


@settings(max_examples=300, deadline=None)
@given(debit_facts)
def test_each_clock_is_told_by_its_record_or_asked(facts: DebitFacts) -> None:
    found = clocks(facts, names_of(facts), penalty_base(facts))
    assert [clock.topic for clock in found] == [Topic.GRACE, Topic.PENALTY, Topic.CREDIT]
    terms = facts.late_terms
    told = [
        terms is not None and terms.grace_days is not None,
        terms is not None and terms.penalty_annual_rate is not None,
        terms is not None and terms.credit_reporting in (CreditReporting.AFTER_GRACE, CreditReporting.FROM_DUE_DATE),
    ]
    assert [clock.is_told for clock in found] == told
    for clock in found:
        assert clock.sentence.zh.endswith("。")
        assert clock.sentence.en.endswith(".")
        if not clock.is_told:
            assert clock.question == QUESTIONS[clock.topic]
            assert not clock.is_good


def test_the_grace_tells_the_last_day_and_after_it_that_it_is_late() -> None:
    due = dt.date(2026, 11, 20)
    on_time = grace_clock(TERMS, NAMES, due, dt.date(2026, 11, 23))
    assert "11 月 23 日（周一）之内还清都算按时（合同第 12 条）" in on_time.sentence.zh
    assert on_time.is_good
    late = grace_clock(TERMS, NAMES, due, dt.date(2026, 11, 24))
    assert late.is_late
    assert "已算逾期" in late.sentence.zh
    none = LateTerms(grace_days=0, on_time_until="17:00")
    assert "11 月 20 日（周五）17:00 前还清都算按时" in grace_clock(none, NAMES, due, due).sentence.zh


def test_penalty_is_never_counted_on_penalty_and_after_a_part_on_the_rest_only() -> None:
    split = AmountSplit(principal=cny("1972.72"), interest=cny("2030.68"), penalty=cny("21.25"))
    whole = DebitFacts(amount=cny("4024.65"), split=split)
    assert penalty_base(whole) == cny("4003.40")
    part = DebitFacts(amount=cny("4003.40"), amount_debited=cny("1500.00"))
    assert penalty_base(part) == cny("2503.40")
    assert one_day(TERMS, penalty_base(part)) == cny("0.27")
    assert penalty_base(DebitFacts()) is None


def test_the_order_of_a_part_payment_is_the_contracts_or_asked() -> None:
    told = allocation_clock(TERMS, NAMES)
    assert told.sentence.zh == "只还一部分的话，依次抵：费用、罚息、利息、本金（合同第 14 条）。"
    asked = allocation_clock(LateTerms(), NAMES)
    assert not asked.is_told
    assert "先费用、再利息、后本金" in asked.sentence.zh
    unknown = LateTerms(allocation_order=(AllocationPart.COSTS, AllocationPart.UNKNOWN))
    assert not allocation_clock(unknown, NAMES).is_told


@pytest.mark.parametrize("topic", list(Topic))
def test_a_question_is_short_polite_and_asks(topic: Topic) -> None:
    question = QUESTIONS[topic]
    assert question.zh.startswith("您好，")
    assert question.zh.endswith("？")
    assert question.en.startswith("Hello, ")
    assert question.en.endswith("?")
    assert len(question.zh) <= 60


def test_lateness_is_said_only_of_days_that_the_records_have_seen() -> None:
    due, today = dt.date(2026, 11, 20), dt.date(2026, 11, 28)
    for known, late in ((dt.date(2026, 11, 23), False), (dt.date(2026, 11, 24), True)):
        told = grace_clock(TERMS, NAMES, due, today, known_until=known)
        assert told.is_late is late
        assert ("如果" in told.sentence.zh) is not late
