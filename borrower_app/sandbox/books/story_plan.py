"""A story's happenings as the books keep them: what each takes for granted, and what is done when that has changed.

A story tells how a planned retry ends and when an installment becomes overdue. It was written for books that nobody
touches; once card, authorisation, loan or table have become others, the lender's own rules decide instead.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import msgspec
from msgspec import Raw

from borrower_app.contract.changes import record_hash
from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.books.debit_calendar import STARTS_AFTER, next_installment, planned_time
from borrower_app.sandbox.books.happenings import HappeningBody, PlannedHappening, ToldRecord
from borrower_app.sandbox.books.tasks import (
    CardSwitch,
    InstallmentDebit,
    MandateSwitch,
    OverdueCheck,
    PlannedDebit,
    Task,
)
from borrower_app.sandbox.stories.parts.story import Happening, Story

_KIND_OF = {type_: kind for kind, type_ in RECORD_TYPES.items()}
_Key = tuple[str, str]
_Otherwise = tuple[tuple[Task, ...], tuple[Record, ...]]
"""What is done when one of the records is not as the story has it."""


def planned_happenings(story: Story) -> Iterator[PlannedHappening]:
    """The story's own in their order, each against the books as the story has them by then; then the lender's debits.

    A debit that the story tells of stands on the lender's agenda, too: the lender leaves it to the story when its time
    comes, or takes it over where the story does not fit any more.
    """
    yield from _told_happenings(story)
    yield from _debits_ahead(story)


def _debits_ahead(story: Story) -> Iterator[PlannedHappening]:
    """The retries that are planned at the start, and each loan's next installment."""
    attempts = [record for record in story.records if isinstance(record, DebitAttempt)]
    now = story.start.astimezone(zoneinfo.ZoneInfo(story.discovery.zone))
    for attempt in attempts:
        at = planned_time(attempt)
        if at is not None and at > now:
            yield _task(at, PlannedDebit(attempt.id, at))
    loans = {record.id: record for record in story.records if isinstance(record, Loan)}
    for table in story.records:
        loan = loans.get(table.loan_id) if isinstance(table, InstallmentTable) else None
        if isinstance(table, InstallmentTable) and loan is not None:
            following = next_installment(loan, table, attempts, now)
            if following is not None:
                yield _task(following[1], InstallmentDebit(loan.id, following[0]))


def _task(planned_at: dt.datetime, task: Task) -> PlannedHappening:
    return PlannedHappening((planned_at + STARTS_AFTER).timestamp(), HappeningBody(task=task))


def _told_happenings(story: Story) -> Iterator[PlannedHappening]:
    books: dict[_Key, Record] = {_key(record): record for record in story.records}
    told_at_start = set(books)
    for happening in story.happenings:
        attempt = _attempt_of(happening)
        retried = _retried(books, attempt)
        if attempt is not None and retried is not None:
            otherwise, rests_on = _retry(books, attempt, retried)
        else:
            otherwise, rests_on = _overdue(books, happening) if attempt is None else ((), ())
            otherwise, rests_on = (otherwise, rests_on) if otherwise else _switch(books, happening)
        goes_on = attempt is not None and _key(attempt) not in told_at_start
        yield PlannedHappening(
            at=happening.at.timestamp(),
            body=HappeningBody(
                upsert=tuple(_told(books, record) for record in happening.upsert),
                delete=happening.delete,
                rests_on=tuple((*_key(record), record_hash(msgspec.json.encode(record))) for record in rests_on),
                otherwise=otherwise,
            ),
            carries_out=retried.id if retried is not None else None,
            attempt=attempt.id if attempt is not None and goes_on else None,
        )
        books.update({_key(record): record for record in happening.upsert})
        for key in happening.delete:
            books.pop(key, None)


def _key(record: Record) -> _Key:
    return _KIND_OF[type(record)], record.id


def _told(books: dict[_Key, Record], record: Record) -> ToldRecord:
    before = books.get(_key(record))
    return ToldRecord(
        *_key(record),
        data=Raw(msgspec.json.encode(record)),
        before=Raw(msgspec.json.encode(before)),
    )


def _attempt_of(happening: Happening) -> DebitAttempt | None:
    return next((record for record in happening.upsert if isinstance(record, DebitAttempt)), None)


def _retried(books: dict[_Key, Record], attempt: DebitAttempt | None) -> DebitAttempt | None:
    """The attempt on record whose planned retry a new attempt is."""
    if attempt is None or _key(attempt) in books:
        return None
    for record in books.values():
        if (
            isinstance(record, DebitAttempt)
            and record.loan_id == attempt.loan_id
            and record.installments[0] == attempt.installments[0]
            and record.attempt_number == attempt.attempt_number - 1
            and planned_time(record) is not None
        ):
            return record
    return None


def _retry(books: dict[_Key, Record], attempt: DebitAttempt, retried: DebitAttempt) -> _Otherwise:
    """The lender's own debit, where plan, loan, table, card or authorisation are not as the story has them."""
    keys = [_key(retried), ("loan", attempt.loan_id)]
    keys += [_key(record) for record in books.values() if _is_table_of(record, attempt.loan_id)]
    if attempt.instrument is not None:
        keys.append(("instrument", attempt.instrument.token))
    if attempt.mandate is not None and attempt.mandate.id is not None:
        keys.append(("mandate", attempt.mandate.id))
    planned_at = planned_time(retried)
    otherwise = (PlannedDebit(retried.id, planned_at),) if planned_at is not None else ()
    return otherwise, tuple(books[key] for key in keys if key in books)


def _is_table_of(record: Record, loan_id: str) -> bool:
    return isinstance(record, InstallmentTable) and record.loan_id == loan_id


def _overdue(books: dict[_Key, Record], happening: Happening) -> _Otherwise:
    """For a happening that states penalty on a row: the same by the lender's rule, and what it rests on."""
    for table in happening.upsert:
        before = books.get(_key(table))
        if not isinstance(table, InstallmentTable) or not isinstance(before, InstallmentTable):
            continue
        for old, new in zip(before.rows, table.rows, strict=False):
            if new.penalty is not None and old.penalty is None:
                loan = books.get(("loan", table.loan_id))
                return (OverdueCheck(table.loan_id, new.n),), (before, *([loan] if loan is not None else []))
    return (), ()


def _switch(books: dict[_Key, Record], happening: Happening) -> _Otherwise:
    """For a happening that lets another card pay: the same from the cards as they are then."""
    for loan in happening.upsert:
        before = books.get(_key(loan))
        if not isinstance(loan, Loan) or not isinstance(before, Loan) or loan.instrument_id == before.instrument_id:
            continue
        otherwise: list[Task] = []
        if loan.instrument_id is not None:
            otherwise.append(CardSwitch(loan.id, loan.instrument_id, instead_of=before.instrument_id))
        if loan.mandate_id is not None and loan.mandate_id != before.mandate_id:
            otherwise.append(MandateSwitch(loan.id, loan.mandate_id, instead_of=before.mandate_id))
        touched = (books.get(_key(record)) for record in happening.upsert)
        return tuple(otherwise), tuple(record for record in touched if record is not None)
    return (), ()
