"""What the lender has to do at an instant: kept with its time, carried out from the records as they stand then."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.records.debit import Reason


class PlannedDebit(Struct, frozen=True, tag=True):
    """Carry out the retry that stands on an attempt, if it is still planned for `planned_at`."""

    attempt_id: str
    planned_at: dt.datetime


class InstallmentDebit(Struct, frozen=True, tag=True):
    """Debit an installment for the first time, on its due date."""

    loan_id: str
    number: int


class RowPart(Struct, frozen=True):
    """What a debit takes for one row of the table; `penalty` comes on top of `amount`."""

    number: int
    amount: Money
    penalty: Money | None = None


class DebitPosted(Struct, frozen=True, tag=True):
    """A debit that is on its way has gone well and is posted to its rows."""

    attempt_id: str
    parts: tuple[RowPart, ...]


class DebitDeclined(Struct, frozen=True, tag=True):
    """A debit that is on its way was refused."""

    attempt_id: str
    reason: Reason


class OverdueCheck(Struct, frozen=True, tag=True):
    """State the penalty of a row that is still unpaid on its first day late, and tell the borrower."""

    loan_id: str
    number: int


class CardSwitch(Struct, frozen=True, tag=True):
    """From now on another card pays a loan; with `instead_of` only if that card still pays it."""

    loan_id: str
    instrument_id: str
    retry_open_arrears: bool = False
    instead_of: str | None = None


class MandateSwitch(Struct, frozen=True, tag=True):
    """From now on another authorisation holds for a loan; with `instead_of` only if that one still stands on it."""

    loan_id: str
    mandate_id: str
    instead_of: str | None = None


class RequestTakenUp(Struct, frozen=True, tag=True):
    """Somebody at the lender begins to look at a request."""

    request_id: str


class RequestAnswer(Struct, frozen=True, tag=True):
    """The lender answers a request."""

    request_id: str


class PrepaymentDebit(Struct, frozen=True, tag=True):
    """The day of a granted prepayment has come."""

    request_id: str


Task = (
    PlannedDebit
    | InstallmentDebit
    | DebitPosted
    | DebitDeclined
    | OverdueCheck
    | CardSwitch
    | MandateSwitch
    | RequestTakenUp
    | RequestAnswer
    | PrepaymentDebit
)
