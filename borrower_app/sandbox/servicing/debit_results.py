"""A debit that was on its way ends: posted to its rows, or refused with the bank's words; the borrower is told."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.account import Instrument
from borrower_app.records.debit import DebitAttempt, Hop, Posting
from borrower_app.records.enums import HopStatus, LoanStatus, Party
from borrower_app.records.loan import InstallmentRow, Loan
from borrower_app.sandbox.books.claims import moment
from borrower_app.sandbox.books.debit_calendar import is_open
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of, principal_left, with_rows
from borrower_app.sandbox.books.record_writing import change, write
from borrower_app.sandbox.books.tasks import DebitDeclined, DebitPosted, RowPart
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing import overdue
from borrower_app.sandbox.servicing.notes_to_borrower import tell_failed, tell_posted
from borrower_app.sandbox.stories.parts.debit_trail import no_retry

_BANK_DEBITS = dt.timedelta(seconds=9)


def post(turn: Turn, task: DebitPosted) -> None:
    """The bank has debited the card, and the lender posts it: rows, outstanding principal, text message."""
    attempt = find(turn, DebitAttempt, task.attempt_id)
    if attempt is None:
        return
    taken_at = (attempt.attempted_at or attempt.planned_at) + _BANK_DEBITS
    posted = msgspec.structs.replace(
        attempt,
        hops=_answered(attempt, Party.BANK, HopStatus.OK, taken_at),
        amount_debited=attempt.amount_requested,
        bank_debited_at=taken_at,
        posting=Posting(at=moment(turn), amount=attempt.amount_requested),
        source_version=attempt.source_version + 1,
    )
    write(turn, posted)
    books = books_of(turn, attempt.loan_id)
    if books is not None:
        settle(turn, books, task.parts)
        card = _card(turn, posted)
        if card is not None:
            tell_posted(turn, books.loan, card, posted)


def settle(turn: Turn, books: LoanBooks, parts: tuple[RowPart, ...]) -> None:
    """Post amounts to rows of the table, and state what the loan still owes."""
    rows, principal = [], 0
    for part in parts:
        row = books.row(part.number)
        if row is None:
            continue
        before = row.paid.minor if row.paid is not None else 0
        extra = part.penalty.minor if part.penalty is not None else 0
        paid = msgspec.structs.replace(part.amount, minor=before + part.amount.minor + extra)
        rows.append(msgspec.structs.replace(row, paid=paid, paid_on=turn.today, penalty=part.penalty or row.penalty))
        principal += principal_left(row).minor
    if books.table is None or not rows:
        return
    table = with_rows(books.table, rows, moment(turn))
    write(turn, table)
    change(turn, "loan", books.loan.id, owed_after(books.loan, table.rows, principal))


def owed_after(loan: Loan, rows: tuple[InstallmentRow, ...], principal: int) -> dict[str, object]:
    """The loan's members after `principal` (minor units) was repaid, with its table as it is now."""
    left = max(0, loan.outstanding_principal.minor - principal)
    following = next((row for row in rows if is_open(row)), None)
    members: dict[str, object] = {
        "outstanding_principal": msgspec.structs.replace(loan.outstanding_principal, minor=left)
    }
    if following is None:
        members["status"] = LoanStatus.CLOSED
    else:
        members["installment"] = following.payment
    return members


def decline(turn: Turn, task: DebitDeclined) -> None:
    """The debit was refused; the lender plans no other one by itself, and the rows may become overdue."""
    attempt = find(turn, DebitAttempt, task.attempt_id)
    if attempt is None:
        return
    reason = task.reason
    at = reason.at or moment(turn)
    hops = _answered(attempt, reason.said_by, HopStatus.DECLINED, at)
    if reason.said_by is Party.CHANNEL:
        hops = tuple(
            Hop(party=hop.party, name=hop.name, status=HopStatus.NOT_REACHED) if hop.party is Party.BANK else hop
            for hop in hops
        )
    refused = msgspec.structs.replace(
        attempt,
        hops=hops,
        reason=reason,
        retry=no_retry(moment(turn)),
        source_version=attempt.source_version + 1,
    )
    write(turn, refused)
    books, card = books_of(turn, attempt.loan_id), _card(turn, attempt)
    if books is None:
        return
    for row in books.open_rows(attempt.installments):
        overdue.plan_check(turn, books.loan, row)
    if card is not None:
        tell_failed(turn, books, card, refused)


def _answered(attempt: DebitAttempt, party: Party, status: HopStatus, at: dt.datetime) -> tuple[Hop, ...]:
    return tuple(
        msgspec.structs.replace(hop, status=status, at=at) if hop.party is party else hop for hop in attempt.hops
    )


def _card(turn: Turn, attempt: DebitAttempt) -> Instrument | None:
    return find(turn, Instrument, attempt.instrument.token) if attempt.instrument is not None else None
