"""What happens next on D-2: by itself, if it goes through, if it fails again, and what bank, channel or lender owe."""

from __future__ import annotations

from borrower_app.debits.standing import (
    FAILED,
    OPEN_STATES,
    has_plan_ahead,
    is_settled_since,
    plan_lacks_mandate,
    was_tried_later,
)
from borrower_app.debits.verdict import AttemptState, Explanation
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import RetryDecision


def next_lines(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    """The lender's plan with both its ends; a plan is told with what happens when it fails."""
    language = reading.language
    say = language.say
    texts = told.zh if language.code == "zh" else told.en
    facts = reading.facts(attempt)
    lines = [Line("clock", "accent", (Piece(texts.what_next),), _ask_about(reading, attempt, told))]
    state = told.state
    if is_settled_since(state, facts) or was_tried_later(state, facts):
        return tuple(lines)
    if state in OPEN_STATES:
        return (*lines, *_either_way(reading, attempt, told))
    if (
        state in FAILED | {AttemptState.PARTLY_DEBITED, AttemptState.REVERSED}
        and has_plan_ahead(facts)
        and not plan_lacks_mandate(facts)
    ):
        if state is AttemptState.PARTLY_DEBITED:
            words = say("If it goes through: the rest is paid.")
        else:
            words = say("If it goes through: what is due is paid.")
        lines.append(Line("ok", "good", (Piece(words),)))
        lines.append(Line("warn", "caution", (Piece(_if_it_fails(reading)),)))
    if told.fault_of_others:
        lines.append(_duty(reading, attempt, told))
    return tuple(lines)


def _ask_about(reading: Reading, attempt: DebitAttempt, told: Explanation) -> Action | None:
    """Where the lender has told nothing: the way to the question."""
    retry = attempt.retry
    untold = (
        retry is None
        or retry.decision in (RetryDecision.UNDECIDED, RetryDecision.UNKNOWN)
        or (retry.decision is RetryDecision.PLANNED and retry.at is None)
    )
    say = reading.language.say
    if told.state in FAILED and untold:
        return Action(
            say("How to ask"),
            opens("E-2", f"retry:{attempt.id}"),
            accessible_name=say("How to ask about another debit"),
        )
    if told.state in OPEN_STATES and attempt.outcome_promise is None:
        return Action(
            say("How to ask"),
            opens("E-2", f"checking:{attempt.id}"),
            accessible_name=say("How to ask about the result"),
        )
    return None


def _either_way(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Line]:
    """Both ends of an open result, as far as they are on record."""
    say = reading.language.say
    lender = reading.lender_name
    lines: list[Line] = []
    if told.state is not AttemptState.DEBITED_NOT_POSTED:
        words = say("If the money was taken: {lender} posts it, and this installment is settled.", lender=lender)
        lines.append(Line("ok", "good", (Piece(words),)))
        retry = attempt.retry
        if retry is not None and retry.decision is RetryDecision.PLANNED and retry.at is not None:
            at = moment(retry.at, reading.zone, reading.language, reading.today)
            words = say("If it was not taken: debited again {at}, as {lender} plans.", lender=lender, at=at)
            lines.append(Line("clock", "accent", (Piece(words),)))
    else:
        words = say(
            "Once posted, it counts from the day the money was taken only if {lender} says so; ask.", lender=lender
        )
        lines.append(Line("ask", "plain", (Piece(words),)))
    lines.append(
        Line("warn", "caution", (Piece(say("If it was taken twice: what is too much has to go back to you.")),))
    )
    return lines


def _if_it_fails(reading: Reading) -> str:
    say = reading.language.say
    discovery = reading.snapshot.discovery
    way = next((way for way in discovery.pay_by_hand if way.available_until), None) if discovery is not None else None
    if way is None or way.available_until is None:
        return say(
            "If it fails again: {lender} has not said what comes then; ask before the day ends.",
            lender=reading.lender_name,
        )
    return say(
        "If it fails again: {way} takes payments of that day until {time}, says {lender}.",
        way=way.name,
        time=way.available_until,
        lender=reading.lender_name,
    )


def _duty(reading: Reading, attempt: DebitAttempt, told: Explanation) -> Line:
    """What others have to do for the borrower: their part, never a promise nobody made."""
    say = reading.language.say
    lender = reading.lender_name
    who = told.who_acts.value
    bank = attempt.instrument.bank if attempt.instrument is not None else say("the card's bank")
    words = {
        "bank": say(
            "{bank} has to put its system right; {lender} has to debit again and tell you.", bank=bank, lender=lender
        ),
        "lender": say("{lender} has to put its request right, debit again and tell you.", lender=lender),
    }.get(who, say("{lender} has to debit again and tell you; the fault is not at your card.", lender=lender))
    return Line("bank", "plain", (Piece(words),))
