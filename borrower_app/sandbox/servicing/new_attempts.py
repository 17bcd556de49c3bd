"""A new debit attempt with all its evidence, made from the records as they stand now."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.debit import AmountSplit, DebitAttempt, MandateOnTheDay
from borrower_app.records.enums import MandateStatus
from borrower_app.records.fields import spoken_reference
from borrower_app.records.loan import InstallmentRow
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.loan_books import LoanBooks, principal_left
from borrower_app.sandbox.books.tasks import RowPart
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.debit_verdict import covers
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import StoryRail, attempt_id, debited, on_its_way

_SENT_AFTER = dt.timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Debit:
    """A debit that is about to begin: `rows` with the newest one last, and what is taken for each."""

    books: LoanBooks
    card: Instrument
    rows: tuple[InstallmentRow, ...]
    parts: tuple[RowPart, ...]
    rail: StoryRail
    planned_at: dt.datetime
    number: int

    @property
    def amount(self) -> Money:
        """Everything together, penalty included."""
        minor = sum(part.amount.minor + (part.penalty.minor if part.penalty else 0) for part in self.parts)
        return Money(minor, self.parts[0].amount.currency)


def new_attempt(turn: Turn, debit: Debit) -> DebitAttempt:
    """The attempt as it stands while the bank has it: with card and authorisation of this moment."""
    books, rows = debit.books, debit.rows
    mandate = _mandate(debit, turn.today)
    assert books.table is not None  # the rows were found in it
    sent = debited(
        Books(books.loan, books.table, debit.card, mandate or _no_mandate(debit.card)),
        rows[-1],
        debit.rail,
        debit.planned_at + _SENT_AFTER,
        spoken=_spoken(turn, f"{books.loan.id}:{rows[0].n}:{debit.number}"),
        attempt_number=debit.number,
        amount=debit.amount,
        split=_split(rows, debit.parts),
        lender_name=turn.discovery.name,
    )
    waiting = msgspec.structs.replace(
        on_its_way(sent),
        id=_identifier(turn, books.loan.id, rows[0].n, debit.number),
        installments=tuple(row.n for row in rows),
        planned_at=debit.planned_at,
    )
    if mandate is not None:
        return waiting
    return msgspec.structs.replace(waiting, mandate=MandateOnTheDay(status=MandateStatus.MISSING))


def _mandate(debit: Debit, today: dt.date) -> Mandate | None:
    """The authorisation that the debit rests on: one in force that covers it, else what there is for this card."""
    books = debit.books
    on_loan = [mandate for mandate in books.mandates if mandate.instrument_id == debit.card.id]
    on_loan = [mandate for mandate in on_loan if mandate.id == books.loan.mandate_id]
    in_force = sorted(books.mandate_for_debits(today), key=lambda one: one.id != books.loan.mandate_id)
    covering = [mandate for mandate in in_force if covers(mandate, debit.amount)]
    return next(iter((*covering, *in_force, *on_loan)), None)


def _no_mandate(card: Instrument) -> Mandate:
    return Mandate(
        id="none", label="", loan_ids=(), instrument_id=card.id, payee="", purpose="", status=MandateStatus.MISSING
    )


def _split(rows: Sequence[InstallmentRow], parts: Sequence[RowPart]) -> AmountSplit:
    """The newest row in principal and interest, older ones as carried arrears, penalty of all of them together."""
    newest, currency = rows[-1], parts[0].amount.currency
    carried = sum(part.amount.minor for part in parts[:-1])
    penalty = sum(part.penalty.minor for part in parts if part.penalty is not None)
    principal = principal_left(newest)
    return AmountSplit(
        principal=principal,
        interest=parts[-1].amount - principal,
        penalty=Money(penalty, currency) if penalty else None,
        carried_arrears=Money(carried, currency) if carried else None,
    )


def _identifier(turn: Turn, loan_id: str, number: int, attempt_number: int) -> str:
    usual = attempt_id(loan_id, number, attempt_number)
    if len(usual) <= 80 and find(turn, DebitAttempt, usual) is None:
        return usual
    return "attempt-" + hashlib.sha256(f"{usual}:{turn.now.isoformat()}".encode()).hexdigest()[:24]


def _spoken(turn: Turn, name: str) -> str:
    """A spoken reference that no other attempt of this borrower has."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    used = record_log.bytes_of_kind(turn, "debit_attempt")
    while (reference := spoken_reference(f"{number % 10_000_000:07d}")).encode() in used:
        number += 1
    return reference
