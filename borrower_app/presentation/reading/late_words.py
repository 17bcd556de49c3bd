"""The running cost of overdue installments in words: the lender's figure, ours beside it, and one day's."""

from __future__ import annotations

from collections.abc import Iterable

from borrower_app.debits.late_running import OverdueRow, RunningPenalty, running
from borrower_app.debits.quoting import quoted
from borrower_app.presentation.reading.planned_debits import open_rows
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.loan import Loan


def loan_named(reading: Reading, loan_id: str) -> Loan | None:
    """A loan by its id."""
    return next((held.record for held in reading.snapshot.loans if held.record.id == loan_id), None)


def overdue_penalty(reading: Reading, loan_id: str, numbers: Iterable[int] = ()) -> RunningPenalty | None:
    """Penalty interest of a loan's overdue rows (of all, or of these numbers); None while nothing is late.

    A row within the contract's days of grace is not late. Counted up to the day of the records: what was paid since is
    not known.
    """
    loan = loan_named(reading, loan_id)
    table = reading.snapshot.tables.get(loan_id)
    if loan is None or table is None:
        return None
    grace = loan.late_terms.grace_days or 0
    as_of = reading.snapshot.freshness.as_of
    known = min(reading.today, as_of.astimezone(reading.zone).date()) if as_of is not None else reading.today
    wanted = set(numbers)
    rows = tuple(
        OverdueRow(
            due=row.due,
            owed=row.payment if row.paid is None else row.payment - row.paid,
            stated_penalty=row.penalty,
        )
        for row in open_rows(reading, loan)
        if (known - row.due).days > grace and (not wanted or row.n in wanted)
    )
    stated_on = table.record.stated_at.astimezone(reading.zone).date()
    return running(loan.late_terms, rows, known, stated_on)


def running_words(reading: Reading, loan_id: str, penalty: RunningPenalty) -> str:
    """What it costs so far and a day; whose figure it is stands with it."""
    language = reading.language
    say = language.say
    loan = loan_named(reading, loan_id)
    clause = quoted(loan.late_terms.penalty_clause) if loan is not None and loan.late_terms.penalty_clause else ""
    shown = language.in_brackets(clause)
    parts: list[str] = []
    if penalty.stated is not None and penalty.stated_on is not None:
        day, total = language.day(penalty.stated_on), language.money(penalty.stated)
        parts.append(
            say(
                "Penalty interest up to {day}: {total}, says {lender}.",
                day=day,
                total=total,
                lender=reading.lender_name,
            )
        )
    elif penalty.least is not None and penalty.most is not None:
        least, most = language.money(penalty.least), language.money(penalty.most)
        if penalty.least == penalty.most:
            parts.append(say("Penalty interest so far, by this app's own count: {total}.", total=most))
        else:
            parts.append(
                say(
                    "Penalty interest so far: {least} to {most}, as the first day counted is not told.",
                    least=least,
                    most=most,
                )
            )
    if penalty.agrees is False:
        parts.append(say("By the clause it would be another figure; ask how it is counted."))
    if penalty.a_day is not None:
        parts.append(say("About {amount} a day{clause}.", amount=language.money(penalty.a_day), clause=shown))
    elif penalty.stated is None:
        parts.append(say("How penalty interest is counted: {lender} has not told.", lender=reading.lender_name))
    return ("" if language.code == "zh" else " ").join(parts)
