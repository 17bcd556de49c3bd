"""What can be pressed on D-2: reminders, repairs, and wishes to the lender with what each does and does not do."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.debits.standing import OPEN_STATES, OWED_STATES, plan_lacks_mandate
from borrower_app.debits.verdict import AttemptState, CauseClass, Explanation, RetrySafe, WhoActs
from borrower_app.presentation.debits.wishes import is_offered, wish_lines
from borrower_app.presentation.intents import RemindAbout, SyncNow, opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.repairs import renew_authorisation, repairs
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Action, Line
from borrower_app.records.debit import DebitAttempt


class Acting(Struct, frozen=True):
    """The buttons, what they do not do, and what was asked for already with where it stands."""

    actions: tuple[Action, ...]
    note: str
    asked: tuple[Line, ...]


def actions_of(reading: Reading, attempt: DebitAttempt, told: Explanation) -> Acting:
    """At most one next step first; nothing that pays while a result is open or still to come."""
    say = reading.language.say
    facts = reading.facts(attempt)
    owed = told.state in OWED_STATES
    if owed and facts.later.tried_ref is not None and facts.later.is_paid is not True:
        later = facts.later.tried_ref.partition(":")[2]
        return Acting((Action(say("See the later debit"), opens("D-2", later)),), "", ())
    actions = _waiting(reading, attempt, told)
    notes: list[str] = []
    asked: list[Line] = []
    settled = owed and facts.later.is_paid is True
    waits = any(isinstance(action.intent, SyncNow) for action in actions)
    fixes = [] if settled or waits or told.contradicted else _fixes(reading, attempt, told)
    if fixes and not actions and told.cause is CauseClass.INSUFFICIENT_FUNDS:
        # Where a time is planned, the reminder says that the money is in.
        fixes.insert(0, Action(say("I have put the money in"), opens("C-6", attempt.id)))
    if owed and not settled and plan_lacks_mandate(facts):
        # Being told of a debit that can't take place helps nobody; what helps stands first.
        renew = renew_authorisation(reading, attempt.loan_id)
        actions, fixes = [], [renew, *(fix for fix in fixes if fix.opens.code not in (renew.opens.code, "C-6"))]
    if told.state is AttemptState.FAILED_OTHERS_ACT and told.fault_of_others and not settled:
        # Nothing is the borrower's to do: what can be wished for stands second.
        actions.append(Action(say("Update now"), SyncNow()))
        waits = False
    wishes: list[Action] = []
    for operation in _wishes(told, settled=settled, waits=waits):
        lines = wish_lines(reading, attempt, operation)
        asked += lines.asked
        if lines.action is not None and is_offered(reading, operation):
            wishes.append(_worded(reading, told, lines.action))
            notes.append(lines.note)
    if not notes and any(isinstance(action.intent, RemindAbout) for action in actions):
        notes.append(say("Pressing does not debit anything."))
    # What has to be put right first stands first: another debit of the same card would fail again.
    after_fix = told.retry_safe is RetrySafe.AFTER_FIX
    actions += [*fixes, *wishes] if after_fix else [*wishes, *fixes]
    if not actions and not settled and told.state not in (AttemptState.POSTED, AttemptState.NOT_DUE):
        actions.append(Action(say("Update now"), SyncNow()))
    return Acting(tuple(actions), "".join(notes) if reading.language.code == "zh" else " ".join(notes), tuple(asked))


def _waiting(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Action]:
    """Being told the result, or fetching it when its time has passed."""
    say = reading.language.say
    retry = attempt.retry
    if told.state in OPEN_STATES:
        return [Action(say("Tell me the result"), RemindAbout(attempt.id))]
    planned = told.state in (AttemptState.FAILED_RETRY_PLANNED, AttemptState.PARTLY_DEBITED, AttemptState.REVERSED)
    if not planned or retry is None or retry.decision.value != "planned" or retry.at is None:
        return []
    if attempt.duplicate_of is not None or _is_paid(reading, attempt):
        return []
    if retry.at <= reading.now:
        return [Action(say("Update now"), SyncNow())]
    at = moment(retry.at, reading.zone, reading.language, reading.today)
    if told.cause is CauseClass.INSUFFICIENT_FUNDS:
        words = say("The money is in; remind me of the result after {at}", at=at)
    else:
        words = say("Remind me of the result after {at}", at=at)
    return [Action(words, RemindAbout(attempt.id))]


def _is_paid(reading: Reading, attempt: DebitAttempt) -> bool:
    return reading.facts(attempt).later.is_paid is True


def _fixes(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Action]:
    if told.state not in OWED_STATES or told.fault_of_others:
        return []
    return repairs(reading, attempt, told)


def _wishes(told: Explanation, *, settled: bool, waits: bool) -> tuple[str, ...]:
    """The operations that make sense now."""
    found: list[str] = []
    no_plan = told.state in (AttemptState.FAILED_NEEDS_YOU, AttemptState.FAILED_OTHERS_ACT)
    # After a fix that is not the borrower's the lender debits by itself; nobody else can say when it is done.
    own_fix = told.retry_safe is RetrySafe.AFTER_FIX and told.who_acts is WhoActs.BORROWER
    sensible = told.retry_safe is RetrySafe.YES or own_fix
    if no_plan and sensible and not settled and not told.outcome_open:
        found.append("request_debit_retry")
    if told.fault_of_others:
        found.append("penalty_waiver_request")
    booked = told.state in (AttemptState.DEBITED_NOT_POSTED, AttemptState.DUPLICATE, AttemptState.REVERSED)
    more = told.state is AttemptState.POSTED and told.who_acts is WhoActs.LENDER
    if (booked or more) and not settled and not waits:
        found.append("review_request")
    return tuple(found)


def _worded(reading: Reading, told: Explanation, action: Action) -> Action:
    if action.opens.code == "C-5" and told.retry_safe is RetrySafe.AFTER_FIX:
        words = reading.language.say("When that is done: ask {lender} to debit again", lender=reading.lender_name)
        return Action(words, action.intent)
    return action
