"""`schedule`: terms in, table out, as decoded JSON with decimal strings (DESIGN section 8)."""

from __future__ import annotations

from typing import Any

from borrower_app.lending.schedule import Schedule, ScheduleRow, compute_schedule
from borrower_app.lending.terms_json import read_terms


def decimal_text(amount: int, decimals: int) -> str:
    """A whole number of 10^-decimals as decimal text: (400340, 2) is "4003.40"."""
    if not decimals:
        return str(amount)
    if amount < 0:
        return "-" + decimal_text(-amount, decimals)
    digits = str(amount).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}"


def row_to_json(row: ScheduleRow, decimals: int) -> dict[str, Any]:
    """One row in the documented shape."""
    return {
        "n": row.n,
        "due": row.due.isoformat(),
        "principal": decimal_text(row.principal, decimals),
        "interest": decimal_text(row.interest, decimals),
        "payment": decimal_text(row.payment, decimals),
        "prepaid": decimal_text(row.prepaid, decimals),
        "balance": decimal_text(row.balance, decimals),
    }


def schedule_to_json(schedule: Schedule) -> dict[str, Any]:
    """The whole table in the documented shape."""
    decimals = schedule.decimals
    return {
        "installment": decimal_text(schedule.installment, decimals),
        "total_interest": decimal_text(schedule.total_interest, decimals),
        "total_paid": decimal_text(schedule.total_paid, decimals),
        "rows": [row_to_json(row, decimals) for row in schedule.rows],
    }


def schedule_from_json(value: object) -> dict[str, Any]:
    """What `borrower-app schedule` prints for one object; raises TermsError with a sentence for bad input."""
    return schedule_to_json(compute_schedule(read_terms(value)))
