"""The sandbox's own amortisation agrees to the minor unit with the app's, whatever happens on whatever day.

Two programs written from the same rules: where they differ, one of them has not kept a rule.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.lending.money import Money
from borrower_app.lending.schedule import compute_schedule
from borrower_app.lending.terms import EFFECTS, Prepayment, RateStep, Terms
from borrower_app.records.loan import PaidEarly
from borrower_app.sandbox.stories.parts.equal_installments import EqualInstallments
from borrower_app.sandbox.stories.parts.repayment_table import TableTerms, table_parts
from borrower_app.sandbox.stories.parts.story_day import add_months

RATES = ("2.60", "2.85", "3", "3.05", "4.65")


@st.composite
def terms(draw: st.DrawFn) -> TableTerms:
    """A monthly loan with up to two rate changes and three amounts paid early, on due dates and between them."""
    first_due = dt.date(2020, 1, 31) + dt.timedelta(days=draw(st.integers(0, 900)))
    disbursed = add_months(first_due, -1)
    if add_months(disbursed, 1) != first_due:
        disbursed = first_due = dt.date(2021, 3, 15)
        first_due = add_months(disbursed, 1)
    count = draw(st.integers(1, 48))
    principal = draw(st.integers(10_000, 500_000_000))
    days = st.integers(1, count * 31).map(lambda days: disbursed + dt.timedelta(days=days))
    dues = st.integers(0, count - 1).map(lambda months: add_months(first_due, months))
    changes = draw(st.dictionaries(days, st.sampled_from(RATES), max_size=2))
    early = draw(
        st.dictionaries(
            days | dues,
            st.tuples(st.integers(1, principal), st.sampled_from(EFFECTS)),
            max_size=3,
        )
    )
    return TableTerms(
        principal=Money(principal, "CNY"),
        annual_rate="3.45",
        number_of_installments=count,
        disbursed_on=disbursed,
        first_due_on=first_due,
        rate_changes=tuple(sorted(changes.items())),
        prepayments=tuple(
            PaidEarly(on=on, amount=Money(minor, "CNY"), effect=effect) for on, (minor, effect) in early.items()
        ),
    )


@settings(max_examples=300, deadline=None)
@given(terms())
def test_both_programs_come_to_the_same_table(given_terms: TableTerms) -> None:
    computed = compute_schedule(
        Terms(
            principal=given_terms.principal,
            annual_rate=Decimal(given_terms.annual_rate),
            number_of_installments=given_terms.number_of_installments,
            disbursed_on=given_terms.disbursed_on,
            first_due_on=given_terms.first_due_on,
            rate_changes=tuple(RateStep(on, Decimal(rate)) for on, rate in given_terms.rate_changes),
            prepayments=tuple(Prepayment(one.on, one.amount, one.effect) for one in given_terms.prepayments),
        )
    )
    assert list(table_parts(given_terms)) == [(row.principal, row.interest, row.balance) for row in computed.rows]


@settings(max_examples=100, deadline=None)
@given(terms(), st.data())
def test_the_rest_of_a_table_can_be_computed_from_any_row(given_terms: TableTerms, data: st.DataObject) -> None:
    """Begun again after a row, with the payment so far, an undisturbed table goes on as it was."""
    plain = TableTerms(
        principal=given_terms.principal,
        annual_rate=given_terms.annual_rate,
        number_of_installments=given_terms.number_of_installments,
        disbursed_on=given_terms.disbursed_on,
        first_due_on=given_terms.first_due_on,
    )
    whole = list(table_parts(plain))
    done = data.draw(st.integers(0, len(whole) - 1))
    rest = EqualInstallments(
        balance=whole[done - 1][2] if done else plain.principal.minor,
        annual_rate=plain.annual_rate,
        count=plain.number_of_installments,
        since=add_months(plain.first_due_on, done - 1),
        first_due_on=plain.first_due_on,
        number=done + 1,
        payment=sum(whole[0][:2]),
    )
    assert list(rest.parts()) == whole[done:]
