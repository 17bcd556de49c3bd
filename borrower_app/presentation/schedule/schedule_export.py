"""A repayment schedule as it goes into a file: typed values, ready words, nothing a stranger should not read."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app import masking
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_rows import column_heads, row_states
from borrower_app.presentation.schedule.own_export import own_reminder, own_told
from borrower_app.records.own_loan_record import own_record_of


class ExportRow(Struct, frozen=True):
    """One installment; `due` is a calendar date in the lender's zone, `is_open` that something is still to be paid."""

    n: int
    due: dt.date
    principal: Money
    interest: Money
    payment: Money
    balance: Money
    state: str
    is_open: bool


class CalendarWords(Struct, frozen=True):
    """What a calendar entry says; `{n}` and `{amount}` stand for themselves."""

    summary: str
    description: str


class ScheduleExport(Struct, frozen=True):
    """One loan's table for a file. `as_of` is the lender's instant of the records, `version` that of the table.

    Of an own loan both are the moment of its last change, `version` in minutes: it rises with every change.
    """

    loan_id: str
    lender_id: str
    title: str
    told: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    total: str
    page: str
    """Words of a page number with `{page}` and `{pages}`."""
    calendar: CalendarWords
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
    name = masking.free_text(loan.name)
    return ScheduleExport(
        loan_id=loan.id,
        lender_id="own" if own else snapshot.discovery.lender_id if snapshot.discovery is not None else "lender",
        title=say("Repayment schedule: {loan}", loan=name),
        told=own_told(reading, own) if own else (
            say("Stated by {lender}, as of {day} {time}.", lender=reading.lender_name, day=language.date(local.date()),
                time=language.time(as_of, reading.zone)),
            say("Borrower: {name}", name=masking.person(loan.borrower_name)),
            say("Amount lent: {amount}", amount=language.money(loan.principal)),
            say("Rows marked as a forecast may change with the rate."),
        ),
        columns=column_heads(language),
        rows=tuple(
            ExportRow(row.n, row.due, row.principal, row.interest, row.payment, row.balance, state, is_open)
            for row, (state, is_open) in zip(table.record.rows, states, strict=True)
        ),
        total=say("Total"),
        page=say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        calendar=CalendarWords(
            say("{loan}: installment {n}, {amount}", loan=name, n="{n}", amount="{amount}"),
            own_reminder(reading, own) if own else
            say("Have the money on your own repayment card by then. The amount is as {lender} stated it on {day}.",
                lender=reading.lender_name, day=language.date(local.date())),
        ),
        as_of=as_of,
        version=int(as_of.timestamp()) // 60 if own else table.version,
        language=language.code,
    )  # fmt: skip
