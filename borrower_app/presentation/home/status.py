"""The first thing the eye meets on Home: the most pressing debit, or that all is well and what comes next."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.debits.late_clocks import ClockReading, clocks, penalty_base
from borrower_app.debits.names import names_of
from borrower_app.debits.standing import OPEN_STATES, is_settled_since, waits_for_news
from borrower_app.debits.verdict import AttemptState, CauseClass, Explanation
from borrower_app.language import Language
from borrower_app.presentation.debits.attempt import OWED_STATES, emphasised, headline
from borrower_app.presentation.home.calm import calm_status
from borrower_app.presentation.home.views import StatusView
from borrower_app.presentation.intents import RemindAbout, SyncNow, opens
from borrower_app.presentation.reading.late_words import overdue_penalty, running_words
from borrower_app.presentation.reading.planned_debits import Planned, lacks_mandate, open_rows, rest_of
from borrower_app.presentation.reading.preflight_reading import NextChecks
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.repairs import renew_authorisation
from borrower_app.presentation.words.attempt_words import moment, state_pill
from borrower_app.presentation.words.glossary_marks import Marker
from borrower_app.presentation.words.parts import Action, Piece, PillView, Words
from borrower_app.records.debit import DebitAttempt


def status_of(
    reading: Reading, urgent: list[DebitAttempt], planned: tuple[Planned, ...], checks: NextChecks | None
) -> StatusView:
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
        return _overdue(reading, overdue[0][0].id, len(overdue))
    return calm_status(reading, planned, checks)


def _of_attempt(reading: Reading, attempt: DebitAttempt) -> StatusView:
    language = reading.language
    say = language.say
    told = reading.explanation(attempt)
    texts = told.zh if language.code == "zh" else told.en
    retry = attempt.retry
    ahead = retry.at if retry is not None and retry.at is not None and retry.at > reading.now else None
    actions = [Action(say("See what to do"), opens("D-2", attempt.id))]
    note = ""
    waits = _waits_for_news(reading, attempt, told)
    if waits:
        actions.insert(0, Action(say("Update now"), SyncNow()))
    elif told.state in OWED_STATES and lacks_mandate(reading, attempt):
        ahead = None
        actions.insert(0, renew_authorisation(reading, attempt.loan_id))
    elif told.state is AttemptState.FAILED_RETRY_PLANNED and ahead is not None:
        at = moment(ahead, reading.zone, language, reading.today)
        words = (
            say("The money is in; remind me of the result after {at}", at=at)
            if told.cause is CauseClass.INSUFFICIENT_FUNDS
            else say("Remind me of the result after {at}", at=at)
        )
        actions.append(Action(words, RemindAbout(attempt.id)))
        note = say("Pressing does not debit anything.")
    elif told.state in OPEN_STATES:
        ahead = None
        actions.append(Action(say("Tell me the result"), RemindAbout(attempt.id)))
        note = say("Pressing does not debit anything.")
    left = say("{time} left", time=_left(ahead - reading.now, language)) if ahead is not None else ""
    return StatusView(
        pill=_pill(reading, attempt, told),
        headline=headline(texts.what_happened),
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
    short = told.state in (AttemptState.FAILED_RETRY_PLANNED, AttemptState.PARTLY_DEBITED)
    is_ahead = retry is not None and retry.at is not None and retry.at > reading.now
    money_is_the_step = (short and told.cause is CauseClass.INSUFFICIENT_FUNDS and not told.contradicted) or (
        told.state is AttemptState.REVERSED and attempt.duplicate_of is None
    )
    is_ahead = is_ahead and not lacks_mandate(reading, attempt)
    if money_is_the_step and is_ahead and retry is not None and card is not None:
        at = moment(retry.at or reading.now, reading.zone, language, reading.today)
        before, after = language.say(
            "By {at}, have at least |AMOUNT| on the {bank} card ending in {last4}. {lender} plans to debit it then.",
            at=at,
            bank=card.bank,
            last4=card.last4,
            lender=reading.lender_name,
        ).split("|AMOUNT|")
        return (Piece(before), Piece(language.money(rest_of(attempt, told.state)), strong=True), Piece(after))
    gap = "" if language.code == "zh" else " "
    if _waits_for_news(reading, attempt, told):
        return emphasised(texts.next_step, language, attempt)
    if told.state in OPEN_STATES:
        return (Piece(texts.next_step, strong=True), Piece(gap + texts.what_next))
    if told.fault_of_others and is_ahead:
        # The step itself names the plan and its time.
        return emphasised(texts.next_step, language, attempt)
    return (*emphasised(texts.next_step, language, attempt), Piece(gap + texts.what_next))


def _pill(reading: Reading, attempt: DebitAttempt, told: Explanation) -> PillView:
    """The state as a pill; "will be debited again" only where that can still be."""
    say = reading.language.say
    if _waits_for_news(reading, attempt, told):
        return PillView(say("Result not fetched yet"), "caution", "clock")
    if told.state in OWED_STATES and lacks_mandate(reading, attempt):
        return PillView(say("Failed; no authorisation for another debit"), "bad", "warn")
    return state_pill(told.state, reading.language)


def _waits_for_news(reading: Reading, attempt: DebitAttempt, told: Explanation) -> bool:
    facts = reading.facts(attempt)
    return waits_for_news(told.state, facts) and not is_settled_since(told.state, facts)


def _notes(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Words, ...]:
    """Grace, penalty and credit record in plain order and equal weight, as one quiet paragraph."""
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    if told.state not in OWED_STATES and not (told.state is AttemptState.REVERSED and attempt.duplicate_of is None):
        return ((Piece(texts.meaning),),)
    facts = reading.facts(attempt)
    readings = clocks(facts, names_of(facts), penalty_base(facts))
    running = overdue_penalty(reading, attempt.loan_id, attempt.installments)
    pieces: list[Piece] = []
    for number, clock in enumerate(readings):
        if number == 1 and running is not None:
            pieces += [Piece(running_words(reading, attempt.loan_id, running)), Piece(_gap(language))]
        else:
            pieces += [*_clock_pieces(reading, attempt, clock), Piece(_gap(language))]
    return (tuple(piece for piece in pieces[:-1] if piece.text),)


def _gap(language: Language) -> str:
    return "" if language.code == "zh" else " "


def _clock_pieces(reading: Reading, attempt: DebitAttempt, clock: ClockReading) -> list[Piece]:
    language = reading.language
    shown = language.pick(clock.sentence.zh, clock.sentence.en)
    shown = shown[0].upper() + shown[1:]
    if clock.is_told:
        return [Piece(shown)]
    how = language.say("How to ask")
    link = Action(how, opens("E-2", f"{clock.topic.value}:{attempt.id}"))
    return [Piece(shown + _gap(language)), Piece(how, action=link), Piece(language.pick("。", "."))]


def _left(left: dt.timedelta, language: Language) -> str:
    minutes = int(left.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return language.say("{days} d {hours} h", days=days, hours=hours)
    return language.say("{hours} h {minutes} min", hours=hours, minutes=minutes)


def _overdue(reading: Reading, loan_id: str, count: int) -> StatusView:
    language = reading.language
    say = language.say
    running = overdue_penalty(reading, loan_id)
    notes: tuple[Words, ...] = ()
    if running is not None:
        notes = ((Piece(running_words(reading, loan_id, running)),),)
    return StatusView(
        pill=PillView(say("Past due"), "bad", "warn"),
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
        notes=notes,
        actions=(Action(say("See the schedule"), opens("S-1")), Action(say("See the debits"), opens("D-1"))),
    )


def mark_status(view: StatusView, language: Language) -> StatusView:
    """Home's status card."""
    marker = Marker(language)
    return msgspec.structs.replace(
        view, lead=marker.words(view.lead), notes=tuple(marker.words(words) for words in view.notes)
    )
