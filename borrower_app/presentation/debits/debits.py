"""D-1: every attempt, newest first, in groups of a year."""

from __future__ import annotations

from itertools import groupby

from borrower_app.debits.standing import OWED_STATES, is_settled_since, was_tried_later
from borrower_app.debits.verdict import AttemptState
from borrower_app.presentation.debits.views import DebitsView, TimelineGroup, TimelineRow
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.reading.planned_debits import numbers_of
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import card_of, spoken, state_pill
from borrower_app.presentation.words.parts import Action, EmptyView, PillView
from borrower_app.records.debit import DebitAttempt

MOST_ROWS = 200
"""A page one can read; older attempts stand in the schedule's rows."""


def debits_view(reading: Reading) -> DebitsView:
    """The page."""
    say = reading.language.say
    attempts = [held.record for held in reading.snapshot.attempts]
    paste = Action(say("I got a message about a debit"), opens("D-3"))
    if not attempts:
        told = (
            say("Debits stand here once a lender is connected. A message you got can be explained here all the same.")
            if reading.is_own_only
            else say("The first debit will stand here with its result, its reason and what to do.")
        )
        action = Action(say("See the schedule"), opens("S-1"))
        return DebitsView(say("Debits"), empty=EmptyView(say("No debit yet"), told, "debit", action), paste=paste)
    names = {held.record.id: held.record.name for held in reading.snapshot.loans}
    shown = attempts[:MOST_ROWS]
    posted = state_pill(AttemptState.POSTED, reading.language)
    groups = [
        TimelineGroup(title, tuple(_row(reading, attempt, names, posted) for attempt in group))
        for title, group in groupby(shown, key=lambda attempt: _group(reading, attempt))
    ]
    if len(attempts) > len(shown):
        rest = say("Older debits stand in the schedule of each loan.")
        groups.append(TimelineGroup(rest, ()))
    return DebitsView(say("Debits"), tuple(groups), hotline=hotline(reading, "D-1"), paste=paste)


def _group(reading: Reading, attempt: DebitAttempt) -> str:
    day = attempt.planned_at.astimezone(reading.zone).date()
    return reading.language.say("Year {year}", year=str(day.year))


def _row(reading: Reading, attempt: DebitAttempt, names: dict[str, str], posted: PillView) -> TimelineRow:
    language = reading.language
    say = language.say
    at = attempt.attempted_at or attempt.planned_at
    local = at.astimezone(reading.zone)
    title = say("Installment {number}", number=numbers_of(attempt, reading))
    loan = names.get(attempt.loan_id, "")
    parts = [loan, title, card_of(attempt)]
    settled = attempt.posting is not None and attempt.reversal is None and attempt.duplicate_of is None
    partly = attempt.amount_debited is not None and attempt.amount_debited != attempt.amount_requested
    if settled and not partly:
        # Nothing to explain: thousands of these must not cost a judgement each.
        pill, told = posted, ""
    else:
        explained = reading.explanation(attempt)
        pill = _history_pill(reading, attempt, explained.state) or state_pill(explained.state, language)
        texts = explained.zh if language.code == "zh" else explained.en
        told = texts.what_happened
    return TimelineRow(
        attempt_id=attempt.id,
        title=language.row_of(parts),
        day=say(
            "{weekday_day} {time}",
            weekday_day=language.day_with_weekday(local.date()),
            time=language.time(at, reading.zone),
        ),
        amount=language.money(attempt.amount_requested),
        state=pill,
        told=told,
        reference=spoken(attempt.reference),
    )


def _history_pill(reading: Reading, attempt: DebitAttempt, state: AttemptState) -> PillView | None:
    """A debit that brought nothing and is history: paid since, or tried again; None where it still matters."""
    if state not in OWED_STATES:
        return None
    say = reading.language.say
    facts = reading.facts(attempt)
    if is_settled_since(state, facts):
        return PillView(say("Failed, paid since"), "plain", "stop")
    if was_tried_later(state, facts):
        return PillView(say("Failed, debited again since"), "plain", "stop")
    return None
