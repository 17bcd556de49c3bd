"""The mortgage most stories are about: 1,000,000 元 over 360 months, rate 2.60 % = LPR 3.50 % − 90 basis points."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.correspondence import ReferenceRate
from borrower_app.records.enums import DateShifting, LoanStatus, Product, RepaymentMethod
from borrower_app.records.loan import InstallmentTable, LateTerms, Loan, PaidEarly, RateChange, Repricing
from borrower_app.sandbox.scenarios import cards
from borrower_app.sandbox.scenarios.books import Books
from borrower_app.sandbox.scenarios.contract_clauses import LPR, late_terms, lpr_repricing, prepayment_terms
from borrower_app.sandbox.scenarios.people import BORROWER
from borrower_app.sandbox.scenarios.repayment_table import TableTerms, stated_rows
from borrower_app.sandbox.scenarios.story_day import StoryDay, add_months, first_due_for, next_new_year
from borrower_app.sandbox.scenarios.wording import yuan

COMMERCIAL: Final = "loan-commercial"
USUAL_ROW: Final = 34


def mortgage(
    day: StoryDay,
    *,
    due: dt.date | None = None,
    due_row: int = USUAL_ROW,
    unpaid_rows: int = 0,
    loan_id: str = COMMERCIAL,
    name: str = "商业贷款",
    product: Product = Product.COMMERCIAL,
    household: str | None = None,
    principal: Money | None = None,
    annual_rate: str = "2.60",
    first_rate: str | None = None,
    reference_rate: str | None = "3.50",
    rate_changes: tuple[RateChange, ...] = (),
    table_rate_changes: tuple[RateChange, ...] | None = None,
    prepayments: tuple[PaidEarly, ...] = (),
    repricing: Repricing | None = None,
    late: LateTerms | None = None,
    instrument: Instrument | None = None,
    mandate: Mandate | None = None,
    note: str | None = None,
) -> Books:
    """The books on the morning of `due` (the story's due date when None), whose row is number `due_row` or near it.

    `unpaid_rows` rows before that one are unpaid too. `annual_rate` holds now, `first_rate` at the start of the
    contract when it was another. `table_rate_changes` are those the lender's table really follows when they differ
    from what the contract says.
    """
    due_on = due or day.due
    number, first_due = first_due_for(due_on, due_row)
    paid_rows = number - 1 - unpaid_rows
    amount = principal or yuan("1000000.00")
    following = repricing or lpr_repricing(next_new_year(day.today))
    terms = TableTerms(
        principal=amount,
        annual_rate=first_rate or annual_rate,
        number_of_installments=360,
        disbursed_on=add_months(first_due, -1),
        first_due_on=first_due,
        rate_changes=rate_changes if table_rate_changes is None else table_rate_changes,
        prepayments=prepayments,
    )
    rows = stated_rows(terms, paid_rows, forecast_after=following.next_on)
    loan = Loan(
        id=loan_id,
        name=name,
        product=product,
        status=LoanStatus.ACTIVE,
        household=household,
        borrower_name=BORROWER,
        contract_reference=f"示例贷字 {first_due.year} 第 {number:04d} 号",
        principal=amount,
        outstanding_principal=rows[paid_rows - 1].balance if paid_rows else amount,
        method=RepaymentMethod.EQUAL_INSTALLMENT,
        annual_rate=annual_rate,
        reference_rate=reference_rate,
        number_of_installments=360,
        day_count="30/360",
        disbursed_on=terms.disbursed_on,
        first_due_on=first_due,
        installment=rows[paid_rows].payment,
        instrument_id=(instrument.id if instrument else "card-1234"),
        mandate_id=(mandate.id if mandate else "mandate-2207"),
        repricing=following,
        late_terms=late or late_terms(day.grace_days),
        prepayment_terms=prepayment_terms(),
        date_shifting=DateShifting.NONE,
        date_shifting_clause="合同第 9 条",
        rate_changes=rate_changes,
        prepayments=prepayments,
        note=note,
    )
    stated_at = day.at(due_on - dt.timedelta(days=1), "20:00")
    table = InstallmentTable(id=f"table-{loan_id}", loan_id=loan_id, stated_at=min(stated_at, day.start), rows=rows)
    return Books(
        loan=loan,
        table=table,
        instrument=instrument or cards.card(day, (loan_id,)),
        mandate=mandate or cards.mandate(day, (loan_id,)),
    )


def lpr_published(day: StoryDay, months: int = 6, rate: str = "3.50") -> tuple[ReferenceRate, ...]:
    """The last monthly publications of the reference rate (on the 20th), all at one rate."""
    latest = day.today.replace(day=20)
    if latest > day.today:
        latest = add_months(latest, -1)
    return tuple(published(LPR, add_months(latest, -back), rate) for back in range(months))


def published(name: str, on: dt.date, rate: str) -> ReferenceRate:
    """One published rate."""
    return ReferenceRate(
        id=f"{name}-{on.isoformat()}",
        name=name,
        on=on,
        annual_rate=rate,
        source="全国银行间同业拆借中心（演练数据）" if name == LPR else "中国人民银行（演练数据）",
    )
