"""S-1: the lender's table with the current row in view, repricing lines, forecast marks, and the check of its sums."""

from __future__ import annotations

import datetime as dt

from borrower_app.debits.verdict import AttemptState
from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult
from borrower_app.lending.money import Money
from borrower_app.presentation.attempt_words import state_pill
from borrower_app.presentation.own_words import loan_names, own_mark, own_notes, own_pill
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.schedule_check import check_notes, check_pill
from borrower_app.presentation.views import (
    Action,
    ChartMark,
    ChartPoint,
    ChartView,
    EmptyView,
    RowKind,
    ScheduleView,
    TableRow,
)
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.entered_loan import EnteredLoan
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan

_BEFORE_NOW = 2


def schedule_view(reading: Reading, loan_id: str, finding: AuditResult | None) -> ScheduleView:
    """The page for a loan ("" = the first); `finding` None while the check has not been made."""
    language = reading.language
    say = language.say
    title = say("Repayment schedule")
    loans = [held.record for held in reading.snapshot.loans]
    heads = column_heads(language)
    if not loans:
        told = say("Once the lender's records are here, every installment stands in this table.")
        enter = Action(say("Enter a loan yourself"), "open", "S-5", "new")
        return ScheduleView(title, "", (), "", heads, (), empty=EmptyView(say("No loan yet"), told, "plan", enter))
    loan = next((loan for loan in loans if loan.id == loan_id), loans[0])
    names = loan_names(reading)
    own = loan if isinstance(loan, EnteredLoan) else None
    held = reading.snapshot.tables.get(loan.id)
    if held is None or not held.record.rows:
        told = say("{lender} has sent no table for this loan.", lender=reading.lender_name)
        empty = EmptyView(say("No table yet"), told, "plan")
        return ScheduleView(title, loan.id, names, say("Which loan"), heads, (), empty=empty)
    rows, first = _rows(reading, loan, held.record)
    return ScheduleView(
        title=title,
        loan_id=loan.id,
        loans=names,
        loans_name=say("Which loan"),
        heads=heads,
        rows=rows,
        first_shown=first,
        pill=(own and own_pill(own, finding, language)) or (check_pill(finding, language) if finding else None),
        notes=check_notes(finding, held.record, reading, loan) + (own_notes(reading, own) if own else ()),
        chart=_chart(reading, loan, held.record),
        actions=(
            Action(say("Pay early?"), "open", "S-2", loan.id, say("What if you pay early?")),
            Action(say("How it was checked"), "open", "S-3", loan.id),
            Action(say("Loans you entered"), "open", "S-5"),
        ),
        mark=own_mark(loan, language),
    )


def column_heads(language: Language) -> tuple[str, ...]:
    """The table's column heads, on the screen and in files."""
    say = language.say
    return (
        say("No."),
        say("Due date"),
        say("Principal"),
        say("Interest"),
        say("Payment"),
        say("Principal left after it"),
        say("State"),
    )


def _rows(reading: Reading, loan: Loan, table: InstallmentTable) -> tuple[tuple[TableRow, ...], int]:
    """All lines, and the index of the line that should be in view first."""
    language = reading.language
    attempts = _last_attempts(reading, loan)
    repricings = _repricing_dates(loan)
    lines: list[TableRow] = []
    first = -1
    year = 0
    before: dt.date | None = None
    for row in table.rows:
        if row.due.year != year:
            year = row.due.year
            lines.append(TableRow("year", (language.say("Year {year}", year=str(year)),)))
        for day, words in repricings:
            if (before is None or day > before) and day <= row.due and day > loan.disbursed_on:
                told = _repricing_words(reading, loan, day, words)
                lines.append(TableRow("repricing", (told,)))
        before = row.due
        kind, state, attempt_id = _state(reading, loan, row, attempts.get(row.n))
        if first < 0 and kind in ("now", "due", "forecast"):
            first = len(lines)
        cells = (
            str(row.n),
            row.due.isoformat(),
            language.amount(row.principal),
            language.amount(row.interest),
            language.amount(row.payment),
            language.amount(row.balance),
            state,
        )
        lines.append(TableRow(kind, cells, attempt_id))
    return tuple(lines), max(0, first - _BEFORE_NOW)


def row_states(reading: Reading, loan: Loan, table: InstallmentTable) -> list[tuple[str, bool]]:
    """Of each row the state in words, and whether something is still to be paid."""
    attempts = _last_attempts(reading, loan)
    told = []
    for row in table.rows:
        kind, words, _attempt_id = _state(reading, loan, row, attempts.get(row.n))
        told.append((words.removesuffix("›").rstrip(), kind != "paid"))
    return told


def _last_attempts(reading: Reading, loan: Loan) -> dict[int, DebitAttempt]:
    """The newest attempt of each installment; the snapshot has the newest planned first."""
    found: dict[int, DebitAttempt] = {}
    for held in reading.snapshot.attempts:
        if held.record.loan_id == loan.id:
            for number in held.record.installments:
                found.setdefault(number, held.record)
    return found


def _state(reading: Reading, loan: Loan, row: InstallmentRow, attempt: DebitAttempt | None) -> tuple[RowKind, str, str]:
    say = reading.language.say
    attempt_id = attempt.id if attempt is not None else ""
    if isinstance(loan, EnteredLoan) and row.due < reading.today:
        # Nobody has told whether it was paid: it is past, no more.
        return "paid", say("The day has passed"), ""
    if row.paid is not None and row.paid.minor >= row.payment.minor:
        return "paid", say("Paid"), attempt_id
    if attempt is not None and attempt.attempted_at is not None:
        told = reading.explanation(attempt)
        if told.state is not AttemptState.POSTED or row.due <= reading.today:
            return "now", say("{state} ›", state=state_pill(told.state, reading.language).text), attempt_id
    if row.paid is not None and row.paid.minor > 0:
        return "now", say("Partly paid"), attempt_id
    if row.due < reading.today:
        return "now", say("Past its due date"), attempt_id
    if row.due == reading.today:
        return "now", say("Due today"), attempt_id
    if row.forecast:
        return "forecast", say("Forecast at today's rate"), ""
    return "due", say("To be paid"), ""


def _repricing_dates(loan: Loan) -> list[tuple[dt.date, str]]:
    """Days on which the rate changed, with the new rate; and the next day on which it will ("" = not known)."""
    days = [(change.on, change.annual_rate) for change in loan.rate_changes if change.on > loan.disbursed_on]
    known = {day for day, _rate in days}
    if loan.repricing is not None and loan.repricing.next_on not in known:
        days.append((loan.repricing.next_on, ""))
    return sorted(days)


def _repricing_words(reading: Reading, loan: Loan, day: dt.date, rate: str) -> str:
    language = reading.language
    say = language.say
    shown = language.date(day)
    if rate and day <= reading.today:
        return say("Repriced on {day}: the rate is {rate} a year from then on", day=shown, rate=language.percent(rate))
    if rate:
        return say("Repricing on {day}: the rate will be {rate} a year", day=shown, rate=language.percent(rate))
    return say(
        "Repricing on {day}: the rate is set anew then and may go up or down."
        " Rows below are a forecast at today's rate.",
        day=shown,
    )


def _chart(reading: Reading, loan: Loan, table: InstallmentTable) -> ChartView:
    language = reading.language
    say = language.say
    points = tuple(ChartPoint(row.principal.minor, row.interest.minor) for row in table.rows)
    now = next((index for index, row in enumerate(table.rows) if row.due >= reading.today), None)
    marks = []
    if now is not None:
        marks.append(ChartMark(now, say("Now"), True))
    if loan.repricing is not None:
        index = next((i for i, row in enumerate(table.rows) if row.due >= loan.repricing.next_on), None)
        if index is not None:
            marks.append(ChartMark(index, say("Repricing")))
    currency = loan.principal.currency
    total = Money(sum(row.payment.minor for row in table.rows), currency)
    interest = Money(sum(row.interest.minor for row in table.rows), currency)
    first, last = table.rows[0], table.rows[-1]
    description = say(
        "Installment {first}: principal {p1}, interest {i1}. Installment {last}: principal {p2}, interest {i2}.",
        first=first.n,
        p1=language.money(first.principal),
        i1=language.money(first.interest),
        last=last.n,
        p2=language.money(last.principal),
        i2=language.money(last.interest),
    )
    has_forecast = any(row.forecast for row in table.rows)
    values = {"total": language.money(total), "interest": language.money(interest)}
    summary = (
        say("At today's rate {total} are to be paid in all, {interest} of it interest", **values)
        if has_forecast
        else say("{total} are to be paid in all, {interest} of it interest", **values)
    )
    legend = (say("Principal"), say("Interest"), say("Now"))
    return ChartView(
        points, tuple(marks), say("Principal and interest of each installment"), description, legend, summary
    )
