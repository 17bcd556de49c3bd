"""Why `own add` does not take a table over: one sentence that names rows and columns, and what to do."""

from __future__ import annotations

from typing import Final

from borrower_app.imports.candidate import Candidate, ColumnsJudgement
from borrower_app.imports.proof import Broken, Doubt
from borrower_app.lending.money import exponent
from borrower_app.lending.schedule_json import decimal_text

_MOST_NAMED: Final = 5
_DOUBTS: Final[dict[Doubt, str]] = {
    "many_contradictions": "too many rows contradict each other",
    "sum": "the principal of all rows is not what was lent",
    "before_payout": "the first due date does not lie after disbursed_on",
    "negative": "a part would be negative",
    "unread": "a figure can't be read",
    "interest_unproved": "nothing proves the interest: no payment column, and it does not follow from the rate",
    "fee_unproved": "nothing proves the fees: there is no column of the whole payment",
    "start_unproved": "the table does not begin with installment 1 and has no balance",
    "fee_like_interest": "the column of fees looks more like the interest",
    "paid_like_due": "the column of payments made looks more like the due dates",
    "size": "amounts are larger than the loan; is a unit missing in the head?",
}


def why_not(candidate: Candidate, currency: str) -> str:
    """The first obstacle."""
    wider = candidate.wider
    if candidate.missing:
        return f"no column was found for {', '.join(candidate.missing)}; name it in the head row."
    if wider is not None:
        reason = "an amount was cut at its thousands separator" if wider.by_thousands else "a separator is too much"
        return (
            f"row {wider.line} has {wider.cells} cells, the head {wider.columns} columns: probably {reason};"
            " put amounts in quotes or write them without separators."
        )
    if candidate.problems:
        problem = candidate.problems[0]
        count = len(candidate.problems) + candidate.more_problems
        more = f" ({count} cells in all)" if count > 1 else ""
        reason = problem.reason.replace("_", " ")
        return f"row {problem.line}, column {problem.letter} can't be read as {problem.field}: {reason}{more}."
    if candidate.judgement is None or not candidate.rows:
        return "no row of an installment was found."
    return _unproved(candidate, candidate.judgement, currency)


def _unproved(candidate: Candidate, told: ColumnsJudgement, currency: str) -> str:
    taken = ", ".join(f"{one.field} = {one.letter} ({one.head})" for one in candidate.columns if one.field is not None)
    broken = "; ".join(_broken(one, currency) for one in told.broken[:_MOST_NAMED])
    more = len(told.broken) - _MOST_NAMED
    broken += f"; {more} more" if more > 0 else ""
    if told.verdict == "contradicts":
        return (
            f"rows contradict each other: {broken}. Correct them, or add"
            ' "keep_contradictions": true to keep them as the bank printed them.'
        )
    if told.verdict == "ambiguous":
        others = " or ".join(
            ", ".join(f"{field} = {letter} ({head})" for letter, head, field in one.columns) for one in told.rivals[:3]
        )
        return f"the figures fit two readings of the columns: {taken}; or {others}. Rename or remove one of them."
    reasons = ", ".join(_DOUBTS[doubt] for doubt in told.doubts)
    first = f" First: {broken}." if broken else ""
    return f"the figures do not prove the columns ({taken}): {reasons}.{first} Correct the head row."


def _broken(one: Broken, currency: str) -> str:
    decimals = exponent(currency)
    rules = {
        "parts": "the parts are not the payment",
        "chain": "the balance does not follow from the row before",
        "end": "something is left at the end",
        "sum": "the principal is not what was lent",
    }
    stated, expected = decimal_text(one.stated, decimals), decimal_text(one.expected, decimals)
    return f"row {one.line}, {rules[one.rule]} ({stated} instead of {expected})"
