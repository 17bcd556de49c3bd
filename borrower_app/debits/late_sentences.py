"""What being late costs: only what a clause on record says, otherwise that it was not told and whom to ask."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from borrower_app.debits.evidence import quoted
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.names import Names
from borrower_app.debits.verdict import BothLanguages
from borrower_app.lending.late_cost import PenaltyClause, penalty_per_day
from borrower_app.lending.money import Money
from borrower_app.lending.rounding import divide
from borrower_app.records.enums import CreditReporting
from borrower_app.records.loan import LateTerms


def grace_words(terms: LateTerms | None, names: Names) -> BothLanguages:
    """The days of grace, with their clause."""
    if terms is None or terms.grace_days is None:
        return names.fill(
            BothLanguages("有没有宽限期：{lender}没有告诉我们，可以问。", "Grace: {lender} has not told us; ask.")
        )
    clause = _clause(terms.grace_clause)
    if terms.grace_days == 0:
        return BothLanguages(f"没有宽限期{clause.zh}。", f"There is no grace{clause.en}.")
    days = terms.grace_days
    plural = "day" if days == 1 else "days"
    return BothLanguages(f"有 {days} 天宽限期{clause.zh}。", f"There are {days} {plural} of grace{clause.en}.")


def penalty_words(terms: LateTerms | None, owed: Money | None, names: Names) -> BothLanguages:
    """Penalty interest a day, exact from the clause; or that it was not told."""
    if terms is None or terms.penalty_annual_rate is None:
        return names.fill(
            BothLanguages(
                "逾期后怎么算罚息：{lender}没有告诉我们，可以问。", "Penalty interest: {lender} has not told us; ask."
            )
        )
    clause = _clause(terms.penalty_clause)
    rate = terms.penalty_annual_rate
    a_day = one_day(terms, owed)
    if a_day is None:
        return BothLanguages(
            f"逾期后罚息按年利率 {rate}% 算{clause.zh}。", f"Overdue, penalty interest is {rate}% a year{clause.en}."
        )
    shown = money_text(a_day)
    return BothLanguages(
        f"逾期后每天罚息约 {shown.zh}{clause.zh}。", f"Overdue, penalty interest is about {shown.en} a day{clause.en}."
    )


def one_day(terms: LateTerms, owed: Money | None) -> Money | None:
    """One day's penalty half-up to the minor unit; None where the contract leaves rate or day basis out."""
    if owed is None or terms.penalty_annual_rate is None or terms.penalty_day_basis is None:
        return None
    try:
        rate = Decimal(terms.penalty_annual_rate)
    except InvalidOperation:
        return None
    exact: Fraction = penalty_per_day(owed, PenaltyClause(rate, terms.penalty_day_basis))
    return Money(divide(exact.numerator, exact.denominator, "half_up"), owed.currency)


def credit_words(terms: LateTerms | None, names: Names) -> BothLanguages:
    """Credit reporting: only what the contract says."""
    told = terms.credit_reporting if terms is not None else CreditReporting.NOT_TOLD
    clause = _clause(terms.credit_reporting_clause if terms is not None else None)
    if told is CreditReporting.AFTER_GRACE:
        return BothLanguages(
            f"过了宽限期会报送征信{clause.zh}。", f"It is reported to the credit bureau after the grace{clause.en}."
        )
    if told is CreditReporting.FROM_DUE_DATE:
        return BothLanguages(
            f"到期没还上就会报送征信{clause.zh}。",
            f"It is reported to the credit bureau from the due date on{clause.en}.",
        )
    return names.fill(
        BothLanguages("会不会影响征信：{lender}还没有说明，可以问。", "Credit record: {lender} has not said; ask.")
    )


def meaning_of_failure(facts: DebitFacts, names: Names) -> BothLanguages:
    """Penalty and credit record in plain order and equal weight, for an installment that is not paid yet."""
    terms = facts.late_terms
    if terms is None or (terms.penalty_annual_rate is None and terms.grace_days is None):
        return names.fill(
            BothLanguages(
                "宽限、罚息和征信怎么算，{lender}没有告诉我们，请问{lender}。",
                "Grace, penalty interest and credit record: {lender} has not told us; ask {lender}.",
            )
        )
    parts = (grace_words(terms, names), penalty_words(terms, facts.amount, names), credit_words(terms, names))
    return BothLanguages("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def _clause(clause: str | None) -> BothLanguages:
    if not clause:
        return BothLanguages("", "")
    shown = quoted(clause)
    return BothLanguages(f"（{shown}）", f" ({shown})")
