"""The lines of the schedule's table: installments with their states, year lines, repricing lines."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.debits.verdict import AttemptState, Explanation
from borrower_app.language import Language
from borrower_app.presentation.reading.next_repricing import is_forecast
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import RowKind, TableRow
from borrower_app.presentation.words.attempt_words import state_pill
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan

_BEFORE_NOW = 2
_EVENING = 18
_FEE_AT = 4
"""Before the payment, which includes it."""


class RowFacts(Struct, frozen=True):
    """What is known of a row beyond its figures; `attempt_id` is the debit that the state comes from."""

    kind: RowKind
    state: str
    attempt_id: str


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


def heads_of(language: Language, table: InstallmentTable | None) -> tuple[str, ...]:
    """The heads on S-1: a column for the fees stands before the payment where the table names any."""
    heads = column_heads(language)
    return (*heads[:_FEE_AT], language.say("Fees"), *heads[_FEE_AT:]) if _has_fees(table) else heads


def _has_fees(table: InstallmentTable | None) -> bool:
    return table is not None and any(row.fee is not None for row in table.rows)


def table_rows(reading: Reading, loan: Loan, table: InstallmentTable) -> tuple[tuple[TableRow, ...], int]:
    """All lines, and the index of the line that should be in view first."""
    language = reading.language
    repricings = _repricing_dates(loan)
    lines: list[TableRow] = []
    first = -1
    year = 0
    before: dt.date | None = None
    has_fees = _has_fees(table)
    for row, facts in zip(table.rows, row_facts(reading, loan, table), strict=True):
        if row.due.year != year:
            year = row.due.year
            lines.append(TableRow("year", (language.say("Year {year}", year=str(year)),)))
        for day, words in repricings:
            if (before is None or day > before) and day <= row.due and day > loan.disbursed_on:
                told = _repricing_words(reading, loan, day, words)
                lines.append(TableRow("repricing", (told,)))
        before = row.due
        if first < 0 and facts.kind in ("now", "due", "forecast"):
            first = len(lines)
        cells = (
            str(row.n),
            row.due.isoformat(),
            language.amount(row.principal),
            language.amount(row.interest),
            *((language.amount(row.fee) if row.fee is not None else "—",) if has_fees else ()),
            language.amount(row.payment),
            language.amount(row.balance),
            facts.state,
        )
        lines.append(TableRow(facts.kind, cells, facts.attempt_id))
    return tuple(lines), max(0, first - _BEFORE_NOW)


def row_facts(reading: Reading, loan: Loan, table: InstallmentTable) -> list[RowFacts]:
    """The facts of each row."""
    attempts = _last_attempts(reading, loan)
    return [_facts(reading, loan, row, attempts.get(row.n)) for row in table.rows]


def row_states(reading: Reading, loan: Loan, table: InstallmentTable) -> list[tuple[str, bool]]:
    """Of each row the state in words, and whether something is still to be paid."""
    return [(facts.state.removesuffix("›").rstrip(), facts.kind != "paid") for facts in row_facts(reading, loan, table)]


def _last_attempts(reading: Reading, loan: Loan) -> dict[int, DebitAttempt]:
    """The newest attempt of each installment; the snapshot has the newest planned first."""
    found: dict[int, DebitAttempt] = {}
    for held in reading.snapshot.attempts:
        if held.record.loan_id == loan.id:
            for number in held.record.installments:
                found.setdefault(number, held.record)
    return found


def _facts(reading: Reading, loan: Loan, row: InstallmentRow, attempt: DebitAttempt | None) -> RowFacts:
    say = reading.language.say
    attempt_id = attempt.id if attempt is not None else ""
    if loan.is_own and row.paid_on is not None:
        told = say("Paid on {day}, the bank's table says", day=row.paid_on.isoformat())
        return RowFacts("paid" if row.paid is None or row.paid.minor >= row.payment.minor else "now", told, "")
    if loan.is_own and row.due < reading.today:
        # Nobody has told whether it was paid: it is past, no more.
        return RowFacts("paid", say("The day has passed"), "")
    if row.paid is not None and row.paid.minor >= row.payment.minor:
        return RowFacts("paid", say("Paid"), attempt_id)
    if attempt is not None and attempt.attempted_at is not None:
        told = reading.explanation(attempt)
        if told.state is not AttemptState.POSTED or row.due <= reading.today:
            return RowFacts("now", say("{state} ›", state=_attempt_words(reading, attempt, told)), attempt_id)
    if row.paid is not None and row.paid.minor > 0:
        return RowFacts("now", say("Partly paid"), attempt_id)
    if row.due < reading.today:
        return RowFacts("now", say("Past its due date"), attempt_id)
    if row.due == reading.today:
        return RowFacts("now", say("Due today"), attempt_id)
    if is_forecast(loan, row, reading.today):
        return RowFacts("forecast", say("Forecast at today's rate"), "")
    return RowFacts("due", say("To be paid"), "")


def _attempt_words(reading: Reading, attempt: DebitAttempt, told: Explanation) -> str:
    """The attempt's state; with a planned retry, when it is."""
    language = reading.language
    say = language.say
    at = attempt.retry.at if attempt.retry is not None else None
    if told.state is not AttemptState.FAILED_RETRY_PLANNED or at is None or at <= reading.now:
        return state_pill(told.state, language).text
    local = at.astimezone(reading.zone)
    if local.date() != reading.today:
        return say("Failed, again on {day}", day=language.day(local.date()))
    return say("Failed, again tonight") if local.hour >= _EVENING else say("Failed, again today")


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
