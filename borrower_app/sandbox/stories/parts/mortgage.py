"""How a story's loan is opened; by default 1,000,000 元 over 360 months at 2.60 % = LPR 3.50 % − 90 basis points."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import DateShifting, LoanStatus, Product, RepaymentMethod
from borrower_app.records.loan import (
    Fee,
    InstallmentTable,
    LateTerms,
    Loan,
    PaidEarly,
    PrepaymentTerms,
    RateChange,
    Repricing,
)
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.contract_clauses import (
    late_terms,
    lpr_repricing,
    penalty_rate,
    prepayment_terms,
)
from borrower_app.sandbox.stories.parts.people import BORROWER
from borrower_app.sandbox.stories.parts.repayment_table import TableTerms, stated_rows
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months, first_due_for, next_new_year
from borrower_app.sandbox.stories.parts.wording import yuan

COMMERCIAL: Final = "loan-commercial"
USUAL_ROW: Final = 34


@dataclass(frozen=True)
class LoanPlan:
    """What is particular about one loan; every default is that of the usual mortgage.

    The books are those on the morning of `due` (the story's due date when None), whose row is number `due_row` or near
    it; `unpaid_rows` rows before that one are unpaid too. `annual_rate` holds at the start of the story, `first` is the
    rate of the disbursement when it was another one, and `rate_changes` are those after it. The lender's table follows
    them `table_late_by_months` later than the contract says. `repricing` None: the usual one, on the next 1 January;
    `reprices` False: the rate is fixed. Rows due after `certain_until` (the next repricing when None) are a forecast.
    """

    due: dt.date | None = None
    due_row: int = USUAL_ROW
    unpaid_rows: int = 0
    loan_id: str = COMMERCIAL
    name: str = "商业贷款"
    product: Product = Product.COMMERCIAL
    household: str | None = None
    principal: Money | None = None
    method: RepaymentMethod = RepaymentMethod.EQUAL_INSTALLMENT
    months: int = 360
    annual_rate: str = "2.60"
    advertised_rate: str | None = None
    reference_rate: str | None = "3.50"
    first: tuple[str, str | None] | None = None
    rate_changes: tuple[RateChange, ...] = ()
    table_late_by_months: int = 0
    prepayments: tuple[PaidEarly, ...] = ()
    fees: tuple[Fee, ...] = ()
    reprices: bool = True
    repricing: Repricing | None = None
    certain_until: dt.date | None = None
    late: LateTerms | None = None
    early: PrepaymentTerms | None = None
    instrument: Instrument | None = None
    mandate: Mandate | None = None
    note: str | None = None


_USUAL: Final = LoanPlan()


def mortgage(day: StoryDay, plan: LoanPlan = _USUAL) -> Books:
    """The books of one loan that follows `plan`."""
    due_on = plan.due or day.due
    number, first_due = first_due_for(due_on, plan.due_row)
    paid_rows = number - 1 - plan.unpaid_rows
    repricing = (plan.repricing or lpr_repricing(next_new_year(day.today))) if plan.reprices else None
    terms = _table_terms(plan, first_due)
    rows = stated_rows(terms, paid_rows, forecast_after=_certain_until(plan, repricing))
    stated_at = min(day.at(due_on - dt.timedelta(days=1), "20:00"), day.start)
    loan = Loan(
        id=plan.loan_id,
        name=plan.name,
        product=plan.product,
        status=LoanStatus.ACTIVE,
        household=plan.household,
        borrower_name=BORROWER,
        contract_reference=f"示例贷字 {first_due.year} 第 {number:04d} 号",
        principal=terms.principal,
        outstanding_principal=rows[paid_rows - 1].balance if paid_rows else terms.principal,
        method=plan.method,
        annual_rate=plan.annual_rate,
        advertised_rate=plan.advertised_rate,
        reference_rate=plan.reference_rate if repricing else None,
        number_of_installments=plan.months,
        day_count="30/360",
        disbursed_on=terms.disbursed_on,
        first_due_on=first_due,
        installment=rows[paid_rows].payment,
        instrument_id=plan.instrument.id if plan.instrument else "card-1234",
        mandate_id=plan.mandate.id if plan.mandate else "mandate-2207",
        repricing=repricing,
        late_terms=plan.late or late_terms(day.grace_days, penalty_rate(plan.annual_rate)),
        prepayment_terms=plan.early or prepayment_terms(terms.principal.currency),
        date_shifting=DateShifting.NONE,
        date_shifting_clause="合同第 9 条",
        rate_changes=_stated_changes(plan, terms.disbursed_on),
        prepayments=plan.prepayments,
        fees=plan.fees,
        note=plan.note,
    )
    return Books(
        loan=loan,
        table=InstallmentTable(id=f"table-{loan.id}", loan_id=loan.id, stated_at=stated_at, rows=rows),
        instrument=plan.instrument or cards.card(day, (loan.id,)),
        mandate=plan.mandate or cards.mandate(day, (loan.id,)),
    )


def _table_terms(plan: LoanPlan, first_due: dt.date) -> TableTerms:
    late = plan.table_late_by_months
    return TableTerms(
        principal=plan.principal or yuan("1000000.00"),
        annual_rate=plan.first[0] if plan.first else plan.annual_rate,
        number_of_installments=plan.months,
        disbursed_on=add_months(first_due, -1),
        first_due_on=first_due,
        method=plan.method,
        rate_changes=tuple((add_months(change.on, late), change.annual_rate) for change in plan.rate_changes),
        prepayments=plan.prepayments,
    )


def _certain_until(plan: LoanPlan, repricing: Repricing | None) -> dt.date | None:
    if plan.certain_until is not None or repricing is None:
        return plan.certain_until
    return repricing.next_on


def _stated_changes(plan: LoanPlan, disbursed_on: dt.date) -> tuple[RateChange, ...]:
    if not plan.first:
        return plan.rate_changes
    rate, reference = plan.first
    spread = plan.rate_changes[0].spread_basis_points
    start = RateChange(on=disbursed_on, annual_rate=rate, reference_rate=reference, spread_basis_points=spread)
    return (start, *plan.rate_changes)
