"""The first thing the eye meets on Home: the most pressing debit, or that all is well and what comes next."""

from __future__ import annotations

import datetime as dt

from borrower_app import masking
from borrower_app.debits.late_sentences import credit_words, penalty_words
from borrower_app.debits.names import names_of
from borrower_app.debits.verdict import AttemptState, CauseClass, Explanation
from borrower_app.language import Language
from borrower_app.presentation.attempt import OPEN_STATES, OWED_STATES
from borrower_app.presentation.attempt_words import moment, state_pill
from borrower_app.presentation.debit_facts import due_of, facts_of, loan_of
from borrower_app.presentation.own_home import own_nothing_due, own_status
from borrower_app.presentation.planned_debits import Planned, open_rows
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Action, Piece, PillView, StatusView, Words
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.entered_loan import EnteredLoan

_RANK = {
    AttemptState.FAILED_RETRY_PLANNED: 0,
    AttemptState.FAILED_NEEDS_YOU: 1,
    AttemptState.PARTLY_DEBITED: 2,
    AttemptState.OUTCOME_UNKNOWN: 3,
    AttemptState.DUPLICATE: 4,
    AttemptState.REVERSED: 4,
    AttemptState.DEBITED_NOT_POSTED: 5,
    AttemptState.FAILED_OTHERS_ACT: 6,
    AttemptState.PROCESSING: 7,
}
_RECENT = dt.timedelta(days=45)


def urgent_attempts(reading: Reading) -> list[DebitAttempt]:
    """The attempts that still matter: the last one of each installment that is not settled, the most pressing first."""
    paid = _paid_installments(reading)
    seen: set[tuple[str, int]] = set()
    found: list[tuple[int, dt.datetime, DebitAttempt]] = []
    newest_first = sorted(
        (held.record for held in reading.snapshot.attempts if _may_matter(held.record)),
        key=lambda attempt: (attempt.attempted_at or attempt.planned_at, attempt.attempt_number),
        reverse=True,
    )
    settled_later = {
        (held.record.loan_id, held.record.installments[0])
        for held in reading.snapshot.attempts
        if held.record.posting is not None
        and held.record.reversal is None
        and held.record.duplicate_of is None
        and not _is_part(held.record)
    }
    for attempt in newest_first:
        key = (attempt.loan_id, attempt.installments[0])
        special = attempt.duplicate_of is not None or attempt.reversal is not None
        if key in seen or (not special and (key in paid or key in settled_later)):
            continue
        at = attempt.attempted_at or attempt.planned_at
        if special and reading.now - at > _RECENT:
            continue
        told = reading.explanation(attempt)
        if told.state not in _RANK:
            continue
        seen.add(key)
        found.append((_RANK[told.state], at, attempt))
    found.sort(key=lambda item: (item[0], -item[1].timestamp()))
    return [attempt for _rank, _at, attempt in found]


def _may_matter(attempt: DebitAttempt) -> bool:
    """Thousands of posted debits cost no judgement."""
    plainly_posted = attempt.posting is not None and attempt.reversal is None and attempt.duplicate_of is None
    return attempt.attempted_at is not None and (not plainly_posted or _is_part(attempt))


def _is_part(attempt: DebitAttempt) -> bool:
    debited = attempt.amount_debited
    return debited is not None and debited.minor < attempt.amount_requested.minor


def _paid_installments(reading: Reading) -> set[tuple[str, int]]:
    return {
        (loan_id, row.n)
        for loan_id, table in reading.snapshot.tables.items()
        for row in table.record.rows
        if row.paid is not None and row.paid.minor >= row.payment.minor
    }


def status_of(reading: Reading, urgent: list[DebitAttempt], planned: tuple[Planned, ...]) -> StatusView:
    """The status card."""
    if urgent:
        return _of_attempt(reading, urgent[0])
    overdue = [
        (held.record, row)
        for held in reading.snapshot.loans
        for row in open_rows(reading, held.record)
        if row.due < reading.today
    ]
    if overdue:
        return _overdue(reading, len(overdue))
    return _calm(reading, planned)


def _of_attempt(reading: Reading, attempt: DebitAttempt) -> StatusView:
    language = reading.language
    say = language.say
    told = reading.explanation(attempt)
    texts = told.zh if language.code == "zh" else told.en
    retry = attempt.retry
    ahead = retry.at if retry is not None and retry.at is not None and retry.at > reading.now else None
    actions = [Action(say("See what to do"), "open", "D-2", attempt.id)]
    note = ""
    if told.state is AttemptState.FAILED_RETRY_PLANNED and ahead is not None:
        at = moment(ahead, reading.zone, language, reading.today)
        words = (
            say("The money is in; remind me of the result after {at}", at=at)
            if told.cause is CauseClass.INSUFFICIENT_FUNDS
            else say("Remind me of the result after {at}", at=at)
        )
        actions.append(Action(words, "remind", subject=attempt.id))
        note = say("Pressing does not debit anything.")
    elif told.state in OPEN_STATES:
        actions.append(Action(say("Tell me the result"), "remind", subject=attempt.id))
        note = say("Pressing does not debit anything.")
    left = say("{time} left", time=_left(ahead - reading.now, language)) if ahead is not None else ""
    return StatusView(
        pill=state_pill(told.state, language),
        headline=texts.what_happened.strip().rstrip("。."),
        lead=_lead(reading, attempt, told),
        notes=_notes(reading, attempt, told),
        actions=tuple(actions),
        action_note=note,
        time_left=left,
    )


def _lead(reading: Reading, attempt: DebitAttempt, told: Explanation) -> Words:
    """Card, amount, time with weekday, and who plans it; or what to wait for."""
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    retry = attempt.retry
    card = attempt.instrument
    ahead = retry is not None and retry.at is not None and retry.at > reading.now
    if (
        told.state is AttemptState.FAILED_RETRY_PLANNED
        and told.cause is CauseClass.INSUFFICIENT_FUNDS
        and ahead
        and retry is not None
        and retry.at is not None
        and card is not None
    ):
        at = moment(retry.at, reading.zone, language, reading.today)
        before, after = language.say(
            "Before {at}, have at least |AMOUNT| on the {bank} card ending in {last4}."
            " {lender} plans to debit it again then.",
            at=at,
            bank=card.bank,
            last4=card.last4,
            lender=reading.lender_name,
        ).split("|AMOUNT|")
        return (Piece(before), Piece(language.money(attempt.amount_requested), strong=True), Piece(after))
    gap = "" if language.code == "zh" else " "
    if told.state in OPEN_STATES:
        return (Piece(texts.next_step, strong=True), Piece(gap + texts.what_next))
    return (Piece(texts.next_step), Piece(gap + texts.what_next))


def _notes(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Words, ...]:
    """Penalty and credit record in plain order and equal weight."""
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    if told.state not in OWED_STATES:
        return ((Piece(texts.meaning),),)
    facts = facts_of(attempt, reading.snapshot, now=reading.now, zone=reading.zone, lender_name=reading.lender_name)
    names = names_of(facts)
    owed = attempt.amount_requested
    if told.state is AttemptState.PARTLY_DEBITED and attempt.amount_debited is not None:
        owed = owed - attempt.amount_debited
    notes: list[Words] = [(Piece(_on_time(reading, attempt)),)] if _on_time(reading, attempt) else []
    for text in (penalty_words(facts.late_terms, owed, names), credit_words(facts.late_terms, names)):
        notes.append((Piece(language.pick(text.zh, text.en)),))
    return tuple(notes)


def _on_time(reading: Reading, attempt: DebitAttempt) -> str:
    loan = loan_of(attempt, reading.snapshot)
    due = due_of(attempt, reading.snapshot)
    if loan is None or due is None or loan.late_terms.grace_days is None:
        return ""
    language = reading.language
    last = due + dt.timedelta(days=loan.late_terms.grace_days)
    if last < reading.today:
        return language.say("It counts as late since {day}.", day=language.day(last))
    clause = loan.late_terms.grace_clause or ""
    shown = language.pick(f"（{clause}）", f" ({clause})") if clause else ""
    return language.say(
        "Paid by {day}, it counts as on time{clause}.", day=language.day_with_weekday(last), clause=shown
    )


def _left(left: dt.timedelta, language: Language) -> str:
    minutes = int(left.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return language.say("{days} d {hours} h", days=days, hours=hours)
    return language.say("{hours} h {minutes} min", hours=hours, minutes=minutes)


def _overdue(reading: Reading, count: int) -> StatusView:
    language = reading.language
    say = language.say
    return StatusView(
        pill=PillView(say("Overdue"), "bad", "warn"),
        headline=language.say_count(
            "{count} installment is past its due date and not paid",
            "{count} installments are past their due dates and not paid",
            count,
        ),
        lead=(
            Piece(
                say(
                    "No debit of it is open. Ask {lender}'s official number how to settle it.",
                    lender=reading.lender_name,
                )
            ),
        ),
        actions=(Action(say("See the schedule"), "open", "S-1"), Action(say("See the debits"), "open", "D-1")),
    )


def _calm(reading: Reading, planned: tuple[Planned, ...]) -> StatusView:
    language = reading.language
    say = language.say
    if not planned and reading.is_own_only:
        return own_nothing_due(reading)
    if not planned:
        told = say("No further debit is planned on the records fetched from {lender}.", lender=reading.lender_name)
        return StatusView(PillView(say("All well"), "good", "ok"), say("Nothing is due"), (Piece(told),))
    first = planned[0]
    if isinstance(first.loan, EnteredLoan):
        return own_status(reading, first, first.loan)
    card = next(
        (
            held.record
            for held in reading.snapshot.instruments
            if first.loan is not None and held.record.id == first.loan.instrument_id
        ),
        None,
    )
    money = language.money(first.amount)
    headline = say("{amount} will be debited on {day}", amount=money, day=language.day_with_weekday(first.day))
    shown = masking.card(card.bank, card.last4) if card is not None else say("your repayment card")
    eve = language.day(first.day - dt.timedelta(days=1))
    before, after = say(
        "By the evening of {eve}, have |AMOUNT| or more on {card}. {lender} then debits it by itself.",
        eve=eve,
        card=shown,
        lender=reading.lender_name,
    ).split("|AMOUNT|")
    lead: Words = (Piece(before), Piece(money, strong=True), Piece(after))
    last = _last_posted(reading)
    notes: tuple[Words, ...] = ((Piece(last),),) if last else ((Piece(_first_time(reading)),),)
    return StatusView(
        PillView(say("All well"), "good", "ok"),
        headline,
        lead,
        notes,
        (Action(say("See the schedule"), "open", "S-1"),),
    )


def _last_posted(reading: Reading) -> str:
    posted = next((held.record for held in reading.snapshot.attempts if held.record.posting is not None), None)
    if posted is None:
        return ""
    language = reading.language
    day = language.day((posted.attempted_at or posted.planned_at).astimezone(reading.zone).date())
    return language.say("The last debit of {day} went through.", day=day)


def _first_time(reading: Reading) -> str:
    return reading.language.say(
        "This is the first debit. You need to do nothing but have the money on the card in time."
    )
