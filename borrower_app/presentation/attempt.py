"""D-2: one attempt. What happened, what to do now, what happens next, what it means, evidence, other ways, the way."""

from __future__ import annotations

import datetime as dt

from borrower_app.debits.late_sentences import credit_words, grace_words, penalty_words
from borrower_app.debits.names import names_of
from borrower_app.debits.sentences import NOT_YOU
from borrower_app.debits.verdict import AttemptState, BothLanguages, CauseClass, Explanation, RetrySafe
from borrower_app.language import Language
from borrower_app.presentation.attempt_evidence import evidence_words
from borrower_app.presentation.attempt_words import certainty_pill, moment, spoken, state_pill
from borrower_app.presentation.debit_facts import facts_of, loan_of
from borrower_app.presentation.hops import hop_views
from borrower_app.presentation.hotline import hotline
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Action, AttemptView, Line, Piece, Words
from borrower_app.records.debit import DebitAttempt

OPEN_STATES = frozenset({AttemptState.PROCESSING, AttemptState.OUTCOME_UNKNOWN, AttemptState.DEBITED_NOT_POSTED})
FAILED_STATES = frozenset(
    {AttemptState.FAILED_RETRY_PLANNED, AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT}
)
OWED_STATES = FAILED_STATES | {AttemptState.PARTLY_DEBITED}


def attempt_of(reading: Reading, attempt_id: str) -> DebitAttempt | None:
    """The attempt's record, None when it is not (or no longer) there."""
    return next((held.record for held in reading.snapshot.attempts if held.record.id == attempt_id), None)


def attempt_view(reading: Reading, attempt_id: str) -> AttemptView | None:
    """The page; None when there is no such attempt."""
    attempt = attempt_of(reading, attempt_id)
    if attempt is None:
        return None
    told = reading.explanation(attempt)
    language = reading.language
    say = language.say
    texts = told.zh if language.code == "zh" else told.en
    is_open = told.state in OPEN_STATES
    others = _others(reading, attempt, told)
    return AttemptView(
        crumbs=say(
            "Debits › {day} › No. {number}",
            day=language.day((attempt.attempted_at or attempt.planned_at).astimezone(reading.zone).date()),
            number=spoken(attempt.reference),
        ),
        title=_title(texts.what_happened),
        pill=certainty_pill(told, attempt, language),
        step_title=say("What to do now"),
        lead=_emphasised(texts.next_step, language, attempt),
        told=_told(told, texts.what_happened, texts.why, language),
        actions=_actions(reading, attempt, told),
        action_note=_action_note(reading, attempt, told),
        next_title=say("What happens next"),
        nexts=_nexts(reading, attempt, told),
        meaning_title=say("What it means for you"),
        meanings=_meanings(reading, attempt, told),
        evidence_title=say("Evidence"),
        evidence=evidence_words(reading, attempt, told),
        other_title=say("Other ways, and what to ask") if others else "",
        others=others,
        hops_title=say("The way of this debit"),
        hops=hop_views(reading, attempt),
        hops_first=is_open,
        hotline=hotline(reading, "D-2", attempt.reference),
    )


def _title(what_happened: str) -> str:
    """The headline has no full stop at its end, and says the fault of others first."""
    return what_happened.strip().rstrip("。.")


def _emphasised(sentence: str, language: Language, attempt: DebitAttempt) -> Words:
    """The amount stands strong in the sentence."""
    amount = language.money(attempt.amount_requested)
    before, found, after = sentence.partition(amount)
    return (Piece(before), Piece(found, strong=True), Piece(after)) if found else (Piece(sentence),)


def _told(told: Explanation, what_happened: str, why: str, language: Language) -> tuple[Words, ...]:
    lines = [(Piece(why),)]
    if told.state in OWED_STATES and told.cause is CauseClass.INSUFFICIENT_FUNDS:
        lines.append(
            (
                Piece(
                    language.say(
                        "Put the money into this card of your own; never send it to a person or a strange account."
                        " Only you and the bank see how much is on it."
                    )
                ),
            )
        )
    not_you = language.pick(NOT_YOU.zh, NOT_YOU.en).strip()
    if told.state is AttemptState.FAILED_OTHERS_ACT and not_you not in what_happened:
        lines.insert(0, (Piece(not_you),))
    return tuple(lines)


def _actions(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Action, ...]:
    say = reading.language.say
    actions: list[Action] = []
    retry = attempt.retry
    if told.state in OPEN_STATES:
        actions.append(Action(say("Tell me the result"), "remind", subject=attempt.id))
    elif told.state is AttemptState.FAILED_RETRY_PLANNED and retry is not None and retry.at is not None:
        if retry.at > reading.now:
            at = moment(retry.at, reading.zone, reading.language, reading.today)
            if told.cause is CauseClass.INSUFFICIENT_FUNDS:
                actions.append(
                    Action(
                        say("The money is in; remind me of the result after {at}", at=at), "remind", subject=attempt.id
                    )
                )
            else:
                actions.append(Action(say("Remind me of the result after {at}", at=at), "remind", subject=attempt.id))
        else:
            actions.append(Action(say("Update now"), "sync"))
    retries = _retry_actions(reading, attempt, told)
    fixes = _fix_actions(reading, told)
    # What has to be put right first stands first: another debit of the same card would fail again.
    after_fix = told.retry_safe is RetrySafe.AFTER_FIX and told.cause is not CauseClass.INSUFFICIENT_FUNDS
    actions += [*fixes, *retries] if after_fix else [*retries, *fixes]
    if told.state not in (AttemptState.POSTED, AttemptState.NOT_DUE) and not actions:
        actions.append(Action(say("Update now"), "sync"))
    return tuple(actions)


def _retry_actions(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Action]:
    if not _may_ask_for_retry(reading, told):
        return []
    say = reading.language.say
    words = say("Ask {lender} to debit again", lender=reading.lender_name)
    if told.retry_safe is RetrySafe.AFTER_FIX:
        words = say("When that is done: ask {lender} to debit again", lender=reading.lender_name)
    return [Action(words, "ask_operation", "request_debit_retry", attempt.id)]


def _fix_actions(reading: Reading, told: Explanation) -> list[Action]:
    say = reading.language.say
    if told.state not in OWED_STATES:
        return []
    if told.cause in _CARD_CAUSES:
        return [Action(say("Look at cards and mandates"), "open", "C-1")]
    if told.cause is CauseClass.DETAILS_MISMATCH:
        return [Action(say("Look at my details"), "open", "P-1")]
    return []


_CARD_CAUSES = frozenset(
    {
        CauseClass.INSUFFICIENT_FUNDS,
        CauseClass.CARD_EXPIRED_OR_LOST,
        CauseClass.ACCOUNT_CLOSED_OR_INVALID,
        CauseClass.MANDATE_MISSING_OR_REVOKED,
        CauseClass.LIMIT_EXCEEDED,
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
    }
)


def _may_ask_for_retry(reading: Reading, told: Explanation) -> bool:
    discovery = reading.snapshot.discovery
    offered = discovery is not None and "request_debit_retry" in discovery.capabilities
    no_plan = told.state in (AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT)
    return offered and no_plan and not told.outcome_open and told.retry_safe in (RetrySafe.YES, RetrySafe.AFTER_FIX)


def _action_note(reading: Reading, attempt: DebitAttempt, told: Explanation) -> str:
    say = reading.language.say
    if _may_ask_for_retry(reading, told):
        return say("Your wish is sent to {lender}; pressing does not debit at once.", lender=reading.lender_name)
    if told.state in OPEN_STATES or told.state is AttemptState.FAILED_RETRY_PLANNED:
        return say("Pressing does not debit anything.")
    return ""


def _nexts(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    language = reading.language
    say = language.say
    texts = told.zh if language.code == "zh" else told.en
    lines = [Line("clock", "accent", (Piece(texts.what_next),))]
    retry = attempt.retry
    ahead = told.state is AttemptState.FAILED_RETRY_PLANNED and retry is not None and retry.at is not None
    if ahead and retry is not None and retry.at is not None and retry.at > reading.now:
        lines.append(Line("ok", "good", (Piece(say("If it goes through: this installment is settled.")),)))
        lines.append(Line("warn", "caution", (Piece(_if_it_fails(reading)),)))
    if told.state in OWED_STATES:
        due = facts_of(
            attempt, reading.snapshot, now=reading.now, zone=reading.zone, lender_name=reading.lender_name
        ).due_on
        if due is not None:
            lines.append(_deadline(reading, attempt, due))
    return tuple(lines)


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


def _deadline(reading: Reading, attempt: DebitAttempt, due: dt.date) -> Line:
    language = reading.language
    say = language.say
    loan = loan_of(attempt, reading.snapshot)
    terms = loan.late_terms if loan is not None else None
    if terms is None or terms.grace_days is None:
        text = say("It was due on {day}; from when it counts as late is not told to us.", day=language.day(due))
        return Line("ask", "plain", (Piece(text),))
    last = due + dt.timedelta(days=terms.grace_days)
    clause = f"（{terms.grace_clause}）" if language.code == "zh" else f" ({terms.grace_clause})"
    shown = clause if terms.grace_clause else ""
    if last < reading.today:
        return Line(
            "warn", "bad", (Piece(say("It counts as late since {day}{clause}.", day=language.day(last), clause=shown)),)
        )
    text = say("Paid by {day}, it counts as on time{clause}.", day=language.day_with_weekday(last), clause=shown)
    return Line("ok", "good", (Piece(text),))


def _meanings(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    if told.state not in OWED_STATES:
        tone = "good" if told.state is AttemptState.POSTED else "plain"
        return (Line("ok" if tone == "good" else "info", tone, (Piece(texts.meaning),)),)  # type: ignore[arg-type]
    facts = facts_of(attempt, reading.snapshot, now=reading.now, zone=reading.zone, lender_name=reading.lender_name)
    names = names_of(facts)
    owed = attempt.amount_requested
    if attempt.amount_debited is not None and told.state is AttemptState.PARTLY_DEBITED:
        owed = owed - attempt.amount_debited
    lines = (
        grace_words(facts.late_terms, names),
        penalty_words(facts.late_terms, owed, names),
        credit_words(facts.late_terms, names),
    )
    return tuple(_meaning_line(line, language) for line in lines)


def _meaning_line(text: BothLanguages, language: Language) -> Line:
    shown = language.pick(text.zh, text.en)
    asks = "可以问" in text.zh
    return Line("ask" if asks else "info", "plain", (Piece(shown[0].upper() + shown[1:]),))


def _others(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    language = reading.language
    say = language.say
    lines = [Line("next", "plain", (Piece(language.pick(step.zh, step.en)),)) for step in told.other_steps]
    script = language.pick(told.ask_the_bank.zh, told.ask_the_bank.en)
    if script:
        lines.append(
            Line(
                "phone",
                "plain",
                (Piece(say("What to say on the phone: ")), Piece(language.pick(f"「{script}」", f"“{script}”"))),
            )
        )
    discovery = reading.snapshot.discovery
    if told.state in OWED_STATES and discovery is not None and discovery.pay_by_hand:
        for way in discovery.pay_by_hand:
            until = say(", until {time}", time=way.available_until) if way.available_until else ""
            words = say(
                "Pay by hand, as {lender} itself says: {way}{until}.",
                lender=reading.lender_name,
                way=way.name,
                until=until,
            )
            lines.append(Line("bank", "plain", (Piece(words),)))
        lines.append(
            Line("warn", "caution", (Piece(say("Genuine staff never ask for your password or a verification code.")),))
        )
    if told.state in OWED_STATES and told.cause in _WAIVER_CAUSES and told.state is AttemptState.FAILED_OTHERS_ACT:
        lines.append(
            Line(
                "info", "plain", (Piece(say("This page is your proof when you ask for a waiver of penalty interest.")),)
            )
        )
    disproof = language.pick(told.disproof.zh, told.disproof.en)
    lines.append(Line("ask", "plain", (Piece(say("What would disprove this: ")), Piece(disproof))))
    return tuple(lines)


_WAIVER_CAUSES = frozenset(
    {
        CauseClass.BANK_TECHNICAL,
        CauseClass.LENDER_TECHNICAL,
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        CauseClass.DUPLICATE_OR_DATA_ERROR,
    }
)

__all__ = ["FAILED_STATES", "OPEN_STATES", "OWED_STATES", "attempt_of", "attempt_view", "state_pill"]
