"""Whether the amount of the next debit is settled: repriced, changed, a forecast, or with arrears still open."""

from __future__ import annotations

from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.lending.money import Money
from borrower_app.records.enums import RepaymentMethod


def amount_check(facts: PreflightFacts) -> CheckResult:
    """The amount as the lender states it, and whether it differs from the one before for a reason on record."""
    if facts.amount_ref is None:
        return CheckResult(Check.AMOUNT, Verdict.UNKNOWN, Why.AMOUNT_NOT_STATED)
    refs: tuple[str, ...] = (facts.amount_ref,)
    row, previous = facts.row, facts.previous
    if row is None:
        return CheckResult(Check.AMOUNT, Verdict.FINE, Why.AMOUNT_STATED, refs, amount=facts.amount)
    loan_ref = f"loan:{facts.loan.id}"
    repricing = facts.loan.repricing
    if row.forecast or (repricing is not None and facts.today < repricing.next_on <= facts.day):
        day = repricing.next_on if repricing is not None and repricing.next_on <= facts.day else None
        why = Why.AMOUNT_MAY_CHANGE
        return CheckResult(Check.AMOUNT, Verdict.ATTENTION, why, (*refs, loan_ref), day=day, amount=facts.amount)
    before = previous.payment if previous is not None else None
    if previous is None or before is None or before == row.payment or not _should_stay(facts):
        return CheckResult(Check.AMOUNT, Verdict.FINE, Why.AMOUNT_STATED, refs, amount=facts.amount)
    change = next((change for change in facts.loan.rate_changes if previous.due < change.on <= row.due), None)
    if change is not None:
        return CheckResult(
            Check.AMOUNT,
            Verdict.ATTENTION,
            Why.AMOUNT_REPRICED,
            (*refs, loan_ref),
            change.on,
            None,
            row.payment,
            before,
        )
    return CheckResult(Check.AMOUNT, Verdict.ATTENTION, Why.AMOUNT_CHANGED, refs, row.due, None, row.payment, before)


def _should_stay(facts: PreflightFacts) -> bool:
    """Only equal installments stay the same; the last row absorbs what is left."""
    return facts.loan.method is RepaymentMethod.EQUAL_INSTALLMENT and not facts.is_last


def arrears_check(facts: PreflightFacts) -> CheckResult | None:
    """Installments still unpaid that no planned debit takes: whether the next one takes them was not told."""
    arrears: Money | None = facts.arrears
    if arrears is None or arrears.minor <= 0:
        return None
    return CheckResult(Check.ARREARS, Verdict.ATTENTION, Why.ARREARS_OPEN, facts.arrears_refs, amount=arrears)
