"""What a guide says of an installment that is due today, before it begins and at its end: it comes from the plan."""

from __future__ import annotations

from borrower_app.debits.verdict import PlanForToday, StepKind
from borrower_app.presentation.guides.guide import Asked
from borrower_app.presentation.reading.plan_reading import in_language, plan_of, step_action
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.words.parts import Line, Piece
from borrower_app.records.debit import DebitAttempt

_MONEY_FIRST = frozenset({StepKind.PAY_BY_HAND, StepKind.PUT_MONEY_IN})


def urgent_of_loan(asked: Asked, loan_id: str) -> DebitAttempt | None:
    """The most pressing debit of a loan; None where none is."""
    return next((attempt for attempt in urgent_attempts(asked.reading) if attempt.loan_id == loan_id), None)


def plan_lines(asked: Asked, loan_id: str) -> tuple[Line, ...]:
    """That this change does not pay what is due now, and what does; and not to pay while a debit is open."""
    attempt = urgent_of_loan(asked, loan_id)
    if attempt is None:
        return ()
    plan = plan_of(asked.reading, attempt)
    language = asked.language
    first = Line(
        "warn",
        "caution",
        (Piece(in_language(language, plan.first.words), strong=True),),
        step_action(asked.reading, attempt, plan.first) if plan.first.kind is StepKind.PAY_BY_HAND else None,
    )
    if not is_money_first(plan):
        return (first,) if plan.first.kind is StepKind.DO_NOT_PAY else ()
    amount = language.money(plan.first.amount or attempt.amount_requested)
    told = language.say(
        "This change does not pay the {amount} that are due now: it begins once {lender} has confirmed it, often too"
        " late for that.",
        amount=amount,
        lender=asked.lender,
    )
    return (Line("warn", "caution", (Piece(told),)), first)


def is_money_first(plan: PlanForToday) -> bool:
    """Whether the first step of today is to bring money."""
    return plan.first.kind in _MONEY_FIRST
