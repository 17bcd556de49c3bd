"""D-3 with own loans: which installment of a loan the user entered a pasted message may be about. Proof it is none."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.debits.pasted_message import PastedMessage
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.records.loan import InstallmentRow
from borrower_app.records.own_loan_record import OwnLoanRecord, own_record_of

_BACK: Final = dt.timedelta(days=62)
_LATE: Final = dt.timedelta(days=3)
"""A debit is tried on the due date or within a few days after it."""
_FEWEST_AGREEING: Final = 2

Match = tuple[OwnLoanRecord, InstallmentRow]


def own_lenders(reading: Reading) -> tuple[str, ...]:
    """Lenders' names as the user typed them, to be looked for in a message."""
    return tuple(loan.entered.lender for loan in own_loans(reading) if loan.entered.lender)


def own_loans(reading: Reading) -> tuple[OwnLoanRecord, ...]:
    """Every loan the user entered."""
    records = (own_record_of(held.record) for held in reading.snapshot.loans)
    return tuple(own for own in records if own is not None)


def own_match(message: PastedMessage, reading: Reading) -> Match | None:
    """The recent installment of which at least two of amount, day and last four agree and none differs; else None."""
    found: list[tuple[int, Match]] = []
    for loan in own_loans(reading):
        for row in reading.snapshot.tables[loan.id].record.rows:
            if reading.today - _BACK <= row.due <= reading.today + _LATE:
                agreeing = _agreement(message, loan, row)
                if agreeing >= _FEWEST_AGREEING:
                    found.append((agreeing, (loan, row)))
    best = [match for agreeing, match in found if agreeing == max(count for count, _match in found)]
    return best[0] if len(best) == 1 else None


def _agreement(message: PastedMessage, loan: OwnLoanRecord, row: InstallmentRow) -> int:
    agreeing = 0
    if message.last_four and loan.entered.card_last4 is not None:
        if loan.entered.card_last4 not in message.last_four:
            return -1
        agreeing += 1
    if message.amounts:
        if row.payment.currency != "CNY" or row.payment.to_decimal_text() not in message.amounts:
            return -1
        agreeing += 1
    if message.days:
        days = [_in_year(day, row.due) for day in message.days]
        if not any(day is not None and row.due <= day <= row.due + _LATE for day in days):
            return -1
        agreeing += 1
    return agreeing


def _in_year(day: tuple[int | None, int, int], near: dt.date) -> dt.date | None:
    year, month, number = day
    if year is None:
        # The turn of the year lies between the due date and a late debit.
        year = near.year + 1 if month == 1 and near.month == 12 else near.year
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def own_match_line(reading: Reading, match: Match) -> Line:
    """What the agreement means, and that it proves nothing."""
    loan, row = match
    language = reading.language
    told = language.say(
        "It fits installment {number} of {loan}, which you entered: {amount}, due on {day}."
        " Only {lender} can confirm it.",
        number=row.n,
        loan=loan.name,
        amount=language.money(row.payment),
        day=language.day(row.due),
        lender=reading.lender_of(loan),
    )
    return Line("person", "accent", (Piece(told),))


def own_match_action(reading: Reading, match: Match) -> Action:
    """To the schedule of that loan."""
    return Action(reading.language.say("See the schedule"), opens("S-1", match[0].id))
