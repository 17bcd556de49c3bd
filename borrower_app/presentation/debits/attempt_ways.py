"""Other ways on D-2: the other steps, what to say on the phone, paying by hand, when not to, what would disprove it."""

from __future__ import annotations

from borrower_app.debits.standing import (
    FAILED,
    OPEN_STATES,
    has_plan_ahead,
    is_settled_since,
    waits_for_news,
    was_tried_later,
)
from borrower_app.debits.verdict import AttemptState, CauseClass, Explanation, StepKind
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.pay_by_hand import pay_by_hand_words
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.records.debit import DebitAttempt

_MAY_PAY = FAILED | {AttemptState.PARTLY_DEBITED}


def other_lines(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    """What stands below the one next step."""
    language = reading.language
    say = language.say
    # For a card without enough money the first step stands under the next step already.
    short_of_money = told.cause is CauseClass.INSUFFICIENT_FUNDS and not told.contradicted
    steps = told.other_steps[1:] if short_of_money else told.other_steps
    lines = [Line("next", "plain", (Piece(language.pick(step.zh, step.en)),)) for step in steps]
    script = language.pick(told.ask_the_bank.zh, told.ask_the_bank.en)
    if script:
        quote = language.pick(f"「{script}」", f"“{script}”")
        lines.append(Line("phone", "plain", (Piece(say("What to say on the phone: ")), Piece(quote))))
    lines += _by_hand(reading, attempt, told)
    if told.state is AttemptState.POSTED and told.who_acts.value == "nobody":
        return tuple(lines)
    disproof = language.pick(told.disproof.zh, told.disproof.en)
    lines.append(Line("ask", "plain", (Piece(say("When this would be wrong: ")), Piece(disproof))))
    return tuple(lines)


def _by_hand(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Line]:
    """The ways to pay by hand that the lender itself names; never while money may be on its way."""
    language = reading.language
    say = language.say
    facts = reading.facts(attempt)
    state = told.state
    ended = is_settled_since(state, facts) or was_tried_later(state, facts)
    if state not in _MAY_PAY or ended:
        return [_never_codes(reading)] if state in OPEN_STATES else []
    if waits_for_news(state, facts):
        return [_never_codes(reading)]
    lines: list[Line] = []
    discovery = reading.snapshot.discovery
    ways = pay_by_hand_words(reading)
    if ways and told.plan.first.kind is not StepKind.PAY_BY_HAND:
        # Where it is the first step already, it stands there with its button.
        action = Action(
            say("How that works"), opens("E-2", f"by_hand:{attempt.id}"), accessible_name=say("How to pay by hand")
        )
        lines.append(Line("bank", "plain", (Piece(ways),), action))
        if has_plan_ahead(facts) and facts.retry is not None and facts.retry.at is not None:
            at = moment(facts.retry.at, reading.zone, language, reading.today)
            words = say(
                "Before you pay by hand, ask whether the debit of {at} is dropped; otherwise it may be taken twice.",
                at=at,
            )
            lines.append(Line("warn", "caution", (Piece(words),)))
    offered = discovery is not None and "hardship_request" in discovery.capabilities
    if told.cause is CauseClass.INSUFFICIENT_FUNDS and offered:
        words = say(
            "If you can't pay it now: {lender} takes requests for relief (grace, longer term, interest only,"
            " another due day).",
            lender=reading.lender_name,
        )
        lines.append(Line("help", "plain", (Piece(words),)))
    lines.append(_never_codes(reading))
    return lines


def _never_codes(reading: Reading) -> Line:
    words = reading.language.say("Genuine staff never ask for your password or a verification code.")
    return Line("warn", "caution", (Piece(words),))
