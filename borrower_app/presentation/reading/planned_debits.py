"""What will be debited next: every planned retry and each loan's next installment, in the order of time."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.debits.standing import FAILED, OPEN_STATES, OWED_STATES, plan_lacks_mandate
from borrower_app.debits.verdict import AttemptState, StepKind
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.debit_facts import is_paid, later_attempts, row_of
from borrower_app.presentation.reading.loan_titles import loan_title
from borrower_app.presentation.reading.own_words import own_mark
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Piece, PlannedDebitView
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import LoanStatus, RetryDecision
from borrower_app.records.loan import InstallmentRow, Loan


class Planned(Struct, frozen=True):
    """One planned debit with what the checks need: its day, amount, loan and where it comes from.

    `attempt` is the failed one whose retry this is, `row` the row of the table; one of them is there. `is_past`: the
    planned time has passed without news.
    """

    view: PlannedDebitView
    day: dt.date
    amount: Money
    loan: Loan | None
    attempt: DebitAttempt | None = None
    row: InstallmentRow | None = None
    is_past: bool = False


def planned_debits(reading: Reading) -> tuple[Planned, ...]:
    """In the order of time; a retry whose time has passed without news says so."""
    found = [*_retries(reading), *_installments(reading)]
    return tuple(sorted(found, key=lambda planned: planned.day))


def unpaid_views(reading: Reading, attempts: list[DebitAttempt]) -> tuple[PlannedDebitView, ...]:
    """What is due and unpaid and of which no debit is planned any more, by the plan that each such debit has."""
    language = reading.language
    found: list[PlannedDebitView] = []
    several = _has_several(reading)
    names = {held.record.id: loan_title(held.record, language) for held in reading.snapshot.loans}
    for attempt in attempts:
        step = reading.explanation(attempt).plan.first
        if step.kind is not StepKind.PAY_BY_HAND:
            continue
        numbers = numbers_of(attempt, reading)
        words = language.say("Installment {numbers}: unpaid, pay it yourself", numbers=numbers)
        if several:
            words = language.say("{planned} ({loan})", planned=words, loan=names.get(attempt.loan_id, ""))
        amount = step.amount or attempt.amount_requested
        found.append(PlannedDebitView((Piece(words),), language.money(amount)))
    return tuple(found)


def _has_several(reading: Reading) -> bool:
    """Whether a debit has to say of which of the lender's loans it is."""
    loans = [held.record for held in reading.snapshot.loans if held.source == "lender"]
    return sum(loan.status is not LoanStatus.CLOSED for loan in loans) > 1


def next_row(reading: Reading, loan: Loan) -> InstallmentRow | None:
    """The first row after today that is not paid, as the loan's table states it; of an own loan also today's."""
    table = reading.snapshot.tables.get(loan.id)
    if table is None or loan.status is LoanStatus.CLOSED:
        return None
    own = loan.is_own
    from_day = reading.today if own else reading.today + dt.timedelta(days=1)
    return next((row for row in table.record.rows if row.due >= from_day and not is_paid(row)), None)


def open_rows(reading: Reading, loan: Loan) -> list[InstallmentRow]:
    """Rows due by today that are not paid in full; none of an own loan: whether they were paid nobody has told."""
    if loan.is_own:
        return []
    table = reading.snapshot.tables.get(loan.id)
    if table is None:
        return []
    return [row for row in table.record.rows if row.due <= reading.today and not is_paid(row)]


def numbers_of(attempt: DebitAttempt, reading: Reading) -> str:
    """The installments an attempt takes, as one text: `34` or `34、35`."""
    return reading.language.list_of([str(number) for number in attempt.installments])


def rest_of(attempt: DebitAttempt, state: AttemptState) -> Money:
    """What a further debit of this attempt has to bring: its amount, or what a part left over."""
    debited = attempt.amount_debited
    if state is AttemptState.PARTLY_DEBITED and debited is not None:
        return attempt.amount_requested - debited
    return attempt.amount_requested


def _retries(reading: Reading) -> list[Planned]:
    loans = {held.record.id: held.record for held in reading.snapshot.loans}
    planned: list[Planned] = []
    for held in reading.snapshot.attempts:
        attempt = held.record
        retry = attempt.retry
        if retry is None or retry.at is None or retry.decision is not RetryDecision.PLANNED:
            continue
        state = reading.explanation(attempt).state
        if state not in OWED_STATES | OPEN_STATES or attempt.duplicate_of is not None:
            continue
        # A later attempt on record, or an installment paid since: this plan is history.
        if later_attempts(attempt, reading.snapshot) or _is_settled(attempt, reading):
            continue
        day = retry.at.astimezone(reading.zone).date()
        amount = rest_of(attempt, state)
        words = _retry_words(reading, attempt, retry.at, state)
        loan = loans.get(attempt.loan_id)
        if _has_several(reading) and loan is not None:
            words = reading.language.say("{planned} ({loan})", planned=words, loan=loan_title(loan, reading.language))
        view = PlannedDebitView((Piece(words[0].upper() + words[1:]),), reading.language.money(amount))
        passed = retry.at <= reading.now
        planned.append(Planned(view, day, amount, loans.get(attempt.loan_id), attempt, None, passed))
    return planned


def _retry_words(reading: Reading, attempt: DebitAttempt, when: dt.datetime, state: AttemptState) -> str:
    say = reading.language.say
    at = moment(when, reading.zone, reading.language, reading.today)
    numbers = numbers_of(attempt, reading)
    if when <= reading.now:
        return say("Planned for {at}, installment {numbers}: the result is not fetched yet", at=at, numbers=numbers)
    if state in OWED_STATES and lacks_mandate(reading, attempt):
        return say("Planned for {at}, installment {numbers}: there is no mandate for it", at=at, numbers=numbers)
    if state in OPEN_STATES:
        return say("{at}, only if this one did not go through: installment {numbers}", at=at, numbers=numbers)
    if state is AttemptState.PARTLY_DEBITED:
        return say("{at}: the rest of installment {numbers}", at=at, numbers=numbers)
    split = attempt.split
    if split is not None and split.penalty is not None and split.penalty.minor > 0 and state in FAILED:
        return say("{at}: installment {numbers} again, with penalty interest", at=at, numbers=numbers)
    return say("{at}: installment {numbers} again", at=at, numbers=numbers)


def lacks_mandate(reading: Reading, attempt: DebitAttempt) -> bool:
    """Whether the debit that is planned after this attempt has no authorisation any more."""
    return plan_lacks_mandate(reading.facts(attempt))


def _is_settled(attempt: DebitAttempt, reading: Reading) -> bool:
    rows = [row_of(attempt.loan_id, number, reading.snapshot) for number in attempt.installments]
    return all(row is not None and is_paid(row) for row in rows)


def _installments(reading: Reading) -> list[Planned]:
    language = reading.language
    say = language.say
    planned: list[Planned] = []
    several = sum(held.record.status is not LoanStatus.CLOSED for held in reading.snapshot.loans) > 1
    rows = [(held.record, row) for held in reading.snapshot.loans for row in _next_rows(reading, held.record)]
    for loan, row in rows:
        day = language.day_with_weekday(row.due)
        if several:
            words = say("{day}: installment {number} of {loan}", day=day, number=row.n, loan=loan_title(loan, language))
        else:
            words = say("{day}: installment {number}", day=day, number=row.n)
        owed = row.payment if row.paid is None else row.payment - row.paid
        view = PlannedDebitView((Piece(words),), language.money(owed), own_mark(loan, language))
        planned.append(Planned(view, row.due, owed, loan, None, row))
    return planned


def _next_rows(reading: Reading, loan: Loan) -> list[InstallmentRow]:
    """Today's row while nothing was tried for it, and the first one after today."""
    tried = {
        number
        for held in reading.snapshot.attempts
        if held.record.loan_id == loan.id and held.record.attempted_at is not None
        for number in held.record.installments
    }
    today = [row for row in open_rows(reading, loan) if row.due == reading.today and row.n not in tried]
    following = next_row(reading, loan)
    return today if following is None else [*today, following]
