"""The first thing the eye meets on Home: the most pressing debit, or that all is well and what comes next."""

from __future__ import annotations

import msgspec

from borrower_app.debits.late_clocks import ClockReading, clocks, penalty_base
from borrower_app.debits.names import names_of
from borrower_app.debits.standing import is_settled_since, waits_for_news
from borrower_app.debits.verdict import AttemptState, Explanation, StepKind
from borrower_app.language import Language
from borrower_app.presentation.debits.attempt import OWED_STATES, headline, named_loan
from borrower_app.presentation.debits.attempt_actions import is_reminder_offered
from borrower_app.presentation.home.calm import calm_status
from borrower_app.presentation.home.views import StatusView
from borrower_app.presentation.intents import RemindAbout, opens
from borrower_app.presentation.reading.late_words import overdue_penalty, running_words
from borrower_app.presentation.reading.plan_reading import plan_view
from borrower_app.presentation.reading.planned_debits import Planned, lacks_mandate, open_rows
from borrower_app.presentation.reading.preflight_reading import NextChecks
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import state_pill
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
    plan = plan_view(reading, attempt)
    actions = [] if plan.action is None else [plan.action]
    actions.append(Action(say("See the details"), opens("D-2", attempt.id)))
    reminds = is_reminder_offered(reading, attempt) and not isinstance(actions[0].intent, RemindAbout)
    if reminds:
        actions.append(Action(say("Tell me the result"), RemindAbout(attempt.id)))
    presses = any(isinstance(action.intent, RemindAbout) for action in actions)
    return StatusView(
        pill=_pill(reading, attempt, told),
        headline=headline(named_loan(reading, attempt, texts.what_happened)),
        lead=plan.lead,
        steps=plan.steps,
        notes=_notes(reading, attempt, told, plan.if_nothing),
        actions=tuple(actions),
        action_note=say("Pressing does not debit anything.") if presses else "",
        time_left=plan.time_left,
        has_step=plan.action is not None,
    )


def _pill(reading: Reading, attempt: DebitAttempt, told: Explanation) -> PillView:
    """The state as a pill; "will be debited again" only where that can still be."""
    say = reading.language.say
    if _waits_for_news(reading, attempt, told):
        return PillView(say("Result not fetched yet"), "caution", "clock")
    if told.state in OWED_STATES and lacks_mandate(reading, attempt):
        return PillView(say("Failed: no mandate for another debit"), "bad", "warn")
    return state_pill(told.state, reading.language)


def _waits_for_news(reading: Reading, attempt: DebitAttempt, told: Explanation) -> bool:
    facts = reading.facts(attempt)
    return waits_for_news(told.state, facts) and not is_settled_since(told.state, facts)


def _notes(reading: Reading, attempt: DebitAttempt, told: Explanation, if_nothing: str) -> tuple[Words, ...]:
    """What happens if nothing is done; grace, penalty and credit record in plain order and equal weight."""
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    # Home fits one screen: where the lead says already what a debit needs, it is not said twice.
    said = told.plan.first.kind is StepKind.PUT_MONEY_IN
    feared = (Piece(if_nothing + _gap(language)),) if if_nothing and not said else ()
    if told.state not in OWED_STATES and not (told.state is AttemptState.REVERSED and attempt.duplicate_of is None):
        return ((*feared, Piece(texts.meaning)),)
    facts = reading.facts(attempt)
    readings = clocks(facts, names_of(facts), penalty_base(facts))
    running = overdue_penalty(reading, attempt.loan_id, attempt.installments)
    pieces: list[Piece] = [*feared]
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
        view,
        lead=marker.words(view.lead),
        steps=tuple(marker.words(words) for words in view.steps),
        notes=tuple(marker.words(words) for words in view.notes),
    )
