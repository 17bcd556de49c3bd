"""Does a debit go through? Decided from what is on record, the bank's known limits, and what the bank said before.

Pure: the same records give the same answer. A sandbox has no bank behind it; where nothing on record stands in the
way, the money is taken to be there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from borrower_app.debits.fact_findings import CLASS_CAPS
from borrower_app.debits.verdict import CauseClass
from borrower_app.lending.money import Money
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.debit import DebitAttempt, Reason
from borrower_app.records.enums import ContactField, Holder, InstrumentStatus, Party
from borrower_app.sandbox.books.loan_books import LoanBooks
from borrower_app.sandbox.servicing.rail_answers import Obstacle

_MAY_PASS: Final = frozenset(
    {
        CauseClass.INSUFFICIENT_FUNDS,
        CauseClass.BANK_TECHNICAL,
        CauseClass.LENDER_TECHNICAL,
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        CauseClass.DUPLICATE_OR_DATA_ERROR,
    }
)
"""What may be over at the next attempt without anybody changing a record."""


def card_obstacle(card: Instrument, on: dt.date) -> Obstacle | None:
    """Whether a card can be debited at all on a calendar date."""
    if card.status is InstrumentStatus.EXPIRED or (card.expires_on is not None and card.expires_on < on):
        return Obstacle.CARD_EXPIRED
    if card.status is InstrumentStatus.LOST:
        return Obstacle.CARD_LOST
    return None if card.status is InstrumentStatus.ACTIVE else Obstacle.CARD_CLOSED


def least_bank_limit(card: Instrument, currency: str) -> Money | None:
    """The least that the card's bank is known to let be debited; class caps bind other banks' debits in CNY only."""
    known = [limit for limit in (card.bank_single_limit, card.bank_daily_limit) if limit is not None]
    cap = CLASS_CAPS.get(card.account_class)
    if cap is not None and card.same_bank_as_lender is False:
        known.append(Money(cap, "CNY"))
    return min((limit for limit in known if limit.currency == currency), key=lambda limit: limit.minor, default=None)


def obstacle(books: LoanBooks, card: Instrument, amount: Money, on: dt.date) -> Obstacle | None:
    """What on record stands in the way of debiting an amount from the loan's card on a calendar date."""
    found = card_obstacle(card, on)
    if found is not None:
        return found
    in_force = books.mandate_for_debits(on)
    if not in_force:
        return Obstacle.MANDATE
    limit = least_bank_limit(card, amount.currency)
    if (limit is not None and limit < amount) or not any(covers(mandate, amount) for mandate in in_force):
        return Obstacle.LIMIT
    return None


def covers(mandate: Mandate, amount: Money) -> bool:
    """Whether the limits of an authorisation let one debit take an amount."""
    limits = (mandate.single_limit, mandate.daily_limit, mandate.monthly_limit)
    return all(limit is None or (limit.currency == amount.currency and limit >= amount) for limit in limits)


def lasting_reason(
    earlier: DebitAttempt, card: Instrument, contacts: Iterable[Contact], now: dt.datetime
) -> Reason | None:
    """The earlier answer that the same card would give again; None where it may pass, or another card is debited.

    A reason that data on record can cure (phone, ID card) passes once they were renewed after that attempt.
    """
    reason = earlier.reason
    if reason is None or (earlier.instrument is not None and earlier.instrument.token != card.id):
        return None
    meaning = reason_catalogue().meaning(earlier.rail, reason.code_list, reason.code)
    cause = meaning.cause if meaning is not None else CauseClass.UNKNOWN
    tried_at = earlier.attempted_at or earlier.planned_at
    renewed = {
        contact.field
        for contact in contacts
        if contact.holder is Holder.BORROWER and contact.updated_at > tried_at
    }  # fmt: skip
    passes = cause in _MAY_PASS
    if cause is CauseClass.LIMIT_EXCEEDED:
        # Known limits are looked at on their own; what other payments have used up is free again the next day.
        passes = tried_at.astimezone(now.tzinfo).date() < now.date()
    elif cause is CauseClass.MANDATE_MISSING_OR_REVOKED:
        passes = True
    elif cause is CauseClass.DETAILS_MISMATCH:
        passes = ContactField.PHONE in renewed
    elif cause in (CauseClass.UNKNOWN, CauseClass.RISK_OR_COMPLIANCE_HOLD):
        passes = ContactField.ID_EXPIRY in renewed
    return None if passes else Reason(
        code=reason.code, code_list=reason.code_list, text=reason.text, said_by=_speaker(reason), at=None
    )  # fmt: skip


def _speaker(reason: Reason) -> Party:
    return reason.said_by if reason.said_by in (Party.BANK, Party.CHANNEL) else Party.BANK
