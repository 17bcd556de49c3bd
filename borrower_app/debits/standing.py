"""How a debit stands now, for the choice of words: settled since, tried again, waiting for news, others' fault."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.judgement import OTHERS_FAULT, Judgement
from borrower_app.debits.outcome import is_retry_planned, retry_time_has_passed
from borrower_app.debits.verdict import AttemptState, CauseClass

FAILED: Final = frozenset(
    {AttemptState.FAILED_RETRY_PLANNED, AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT}
)
OPEN_STATES: Final = frozenset({AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN, AttemptState.DEBITED_NOT_POSTED})
OWED_STATES: Final = FAILED | {AttemptState.PARTLY_DEBITED, AttemptState.REVERSED}
"""A debit in such a state left something unpaid, unless a later one or a payment by hand settled it."""

# A court order or a hold may have to do with the borrower or not: "nothing you did" would be a guess there, and "wait"
# would leave an installment unpaid that nobody else settles.
NOBODY_KNOWS_WHY: Final = frozenset(
    {CauseClass.DECEASED_OR_LEGAL, CauseClass.RISK_OR_COMPLIANCE_HOLD, CauseClass.CUSTOMER_DISPUTE_OR_STOP}
)


def is_fault_of_others(state: AttemptState, judgement: Judgement) -> bool:
    """Whether a failed debit failed for a fault of bank, channel or lender, as far as nothing on record disagrees."""
    if state not in FAILED or judgement.contradicted:
        return False
    others_act = state is AttemptState.FAILED_OTHERS_ACT and judgement.cause not in NOBODY_KNOWS_WHY
    return judgement.cause in OTHERS_FAULT or others_act


def is_settled_since(state: AttemptState, facts: DebitFacts) -> bool:
    """Whether the installment of a debit that brought nothing (or a part) is paid by now, as the table says."""
    return state in OWED_STATES and facts.later.is_paid is True


def was_tried_later(state: AttemptState, facts: DebitFacts) -> bool:
    """Whether a later attempt took this one's place: its own plan and steps are history."""
    return state in OWED_STATES and facts.later.tried_at is not None


def waits_for_news(state: AttemptState, facts: DebitFacts) -> bool:
    """Whether the time of the planned debit has passed and nothing was heard: money may have left since."""
    return (
        state in OWED_STATES
        and is_retry_planned(facts)
        and retry_time_has_passed(facts)
        and not was_tried_later(state, facts)
    )


def plan_lacks_mandate(facts: DebitFacts) -> bool:
    """Whether the planned debit would come after the end of the loan's authorisation: money on the card settles nothing
    then.
    """
    return has_plan_ahead(facts) and facts.mandate_ended_ref is not None


def has_plan_ahead(facts: DebitFacts) -> bool:
    """Whether another debit is planned for an instant that has not passed."""
    return (
        is_retry_planned(facts)
        and facts.retry is not None
        and facts.retry.at is not None
        and not retry_time_has_passed(facts)
    )
