"""A repayment schedule as it goes into a file: typed values, ready words, nothing a stranger should not read."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app import masking
from borrower_app.foreign_text import one_line
from borrower_app.language import Language, amount_text
from borrower_app.lending.money import Money
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_rows import row_states
from borrower_app.presentation.reading.table_audit import rows_of
from borrower_app.presentation.schedule.export_columns import ExportColumn, export_columns
from borrower_app.presentation.schedule.own_export import own_reminder, own_told
from borrower_app.records.loan import InstallmentRow, Loan
from borrower_app.records.own_loan_record import own_record_of


class ExportRow(Struct, frozen=True):
    """One installment; `due` is a calendar date in the lender's zone, `is_open` that something is still to be paid.

    `reminder` is what a calendar says of it. What is None was not told.
    """

    n: int
    due: dt.date
    principal: Money
    interest: Money
    payment: Money
    balance: Money
    state: str
    is_open: bool
    reminder: str
    fee: Money | None = None
    penalty: Money | None = None
    prepaid: Money | None = None
    """Principal paid early in this row's period; the balance is after it."""
    paid: Money | None = None
    paid_on: dt.date | None = None


class ScheduleExport(Struct, frozen=True):
    """One loan's table for a file. `as_of` is the lender's instant of the records, `version` that of the table.

    Of an own loan both are the moment of its last change, `version` in minutes: it rises with every change.
    """

    loan_id: str
    lender_id: str
    title: str
    told: tuple[str, ...]
    columns: tuple[ExportColumn, ...]
    rows: tuple[ExportRow, ...]
    total: str
    page: str
    """Words of a page number with `{page}` and `{pages}`."""
    description: str
    """What every calendar entry says below its title."""
    as_of: dt.datetime
    version: int
    language: str


def schedule_export(reading: Reading, loan_id: str) -> ScheduleExport | None:
    """The table of a loan; None where the loan or its table is not on record."""
    snapshot = reading.snapshot
    held = next((held for held in snapshot.loans if held.record.id == loan_id), None)
    table = snapshot.tables.get(loan_id)
    if held is None or table is None:
        return None
    loan = held.record
    language = reading.language
    say = language.say
    as_of = snapshot.freshness.as_of or reading.now
    local = as_of.astimezone(reading.zone)
    states = row_states(reading, loan, table.record)
    own = own_record_of(loan)
    if own is not None and own.entered.saved_at is not None:
        as_of = own.entered.saved_at
    name = one_line(masking.free_text(loan.name))
    rows = tuple(
        _row(row, counted, state, language, name)
        for row, counted, state in zip(table.record.rows, rows_of(loan, table.record), states, strict=True)
    )
    return ScheduleExport(
        loan_id=loan.id,
        lender_id="own" if own else snapshot.discovery.lender_id if snapshot.discovery is not None else "lender",
        title=say("Repayment schedule: {loan}", loan=name),
        told=(own_told(reading, own) if own else (
            say("Stated by {lender}, as of {day} {time}.", lender=reading.lender_name, day=language.date(local.date()),
                time=language.time(as_of, reading.zone)),
            say("Borrower: {name}", name=masking.person(loan.borrower_name)),
            say("Amount lent: {amount}", amount=language.money(loan.principal)),
            say("Rows marked as a forecast may change with the rate."),
        )) + _paid_early(loan, language),
        columns=export_columns(rows, language),
        rows=rows,
        total=say("Total"),
        page=say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        description=own_reminder(reading, own) if own else
            say("Have the money on your own repayment card by then. The amount is as {lender} stated it on {day}.",
                lender=reading.lender_name, day=language.date(local.date())),
        as_of=as_of,
        version=int(as_of.timestamp()) // 60 if own else table.version,
        language=language.code,
    )  # fmt: skip


def _row(
    row: InstallmentRow, counted: ScheduleRow, state: tuple[str, bool], language: Language, name: str
) -> ExportRow:
    words, is_open = state
    amount = f"{amount_text(row.payment)} {row.payment.currency}"
    return ExportRow(
        row.n,
        row.due,
        row.principal,
        row.interest,
        row.payment,
        row.balance,
        words,
        is_open,
        language.say("{loan}: installment {n}, {amount}", loan=name, n=str(row.n), amount=amount),
        fee=row.fee,
        penalty=row.penalty,
        prepaid=Money(counted.prepaid, row.balance.currency) if counted.prepaid else None,
        paid=row.paid,
        paid_on=row.paid_on,
    )


def _paid_early(loan: Loan, language: Language) -> tuple[str, ...]:
    """The days of prepayments: the table shows only in which installment's period each one fell."""
    say = language.say
    paid = [
        say("{amount} on {day}", amount=language.money(one.amount), day=language.date(one.on))
        for one in sorted(loan.prepayments, key=lambda one: one.on)
    ]
    return (say("Paid early: {prepayments}", prepayments=language.list_of(paid)),) if paid else ()
