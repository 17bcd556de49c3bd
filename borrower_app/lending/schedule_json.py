"""`schedule`: terms in, table out, as decoded JSON with decimal strings (DESIGN section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from borrower_app.lending.period_rules import PaymentRule, RenewedInstallment
from borrower_app.lending.schedule import Schedule, ScheduleRow, compute_schedule, growing_row
from borrower_app.lending.terms_json import read_terms, refuse_late_prepayments


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


class PeriodRules(Protocol):
    """What terms and a found convention say of first and broken periods."""

    @property
    def payment_rule(self) -> PaymentRule | None:
        """What is paid for them."""

    @property
    def renewed_installments(self) -> tuple[RenewedInstallment, ...]:
        """The lender's own later figures."""


def period_rules_to_json(terms: PeriodRules) -> dict[str, Any]:
    """The optional members about first and broken periods and what is paid for them; what is usual is left out."""
    shown: dict[str, Any] = {}
    for key in ("first_period", "broken_period", "due_day"):
        if getattr(terms, key) is not None:
            shown[key] = getattr(terms, key)
    if terms.payment_rule is not None:
        shown["payment_rule"] = payment_rule_to_json(terms.payment_rule)
    if terms.renewed_installments:
        shown["renewed_installments"] = renewed_to_json(terms.renewed_installments)
    return shown


def payment_rule_to_json(rule: PaymentRule) -> dict[str, str]:
    """All three members."""
    return {
        "installment_by": rule.installment_by,
        "odd_period": rule.odd_period,
        "new_installment": rule.new_installment,
    }


def renewed_to_json(renewed: Sequence[RenewedInstallment]) -> list[dict[str, str]]:
    """The lender's own later figures, in the documented shape."""
    return [{"on": one.on.isoformat(), "amount": one.amount.to_decimal_text()} for one in renewed]


def growing_debt_note(schedule: Schedule) -> str | None:
    """One sentence where an installment is less than its interest; None where the debt never grows so."""
    row = growing_row(schedule.rows)
    if row is None:
        return None
    payment, interest, last = (
        f"{decimal_text(amount, schedule.decimals)} {schedule.currency}"
        for amount in (row.payment, row.interest, schedule.rows[-1].payment)
    )
    return (
        f"The payment of installment {row.n} ({payment}) is less than its interest ({interest}), so the debt grows"
        f" instead of falling, and the last payment is {last}."
    )


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
    terms = read_terms(value)
    refuse_late_prepayments(terms)
    schedule = compute_schedule(terms)
    note = growing_debt_note(schedule)
    return schedule_to_json(schedule) | ({} if note is None else {"note": note})
