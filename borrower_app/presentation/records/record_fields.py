"""Fields of a stored record as words and values, masked; what a record leaves out reads "not told"."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app import masking
from borrower_app.debits.quoting import quoted
from borrower_app.debits.verdict import InstallmentState
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.views import RecordPart
from borrower_app.presentation.words.parts import Pair, Piece
from borrower_app.records.enums import AccountClass, HopStatus, InstrumentStatus, MandateStatus, Party

_LONGEST_TEXT: Final = 600


class Fields:
    """Collects the fields of one part in order. Texts of others are quoted and masked on the way in."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pairs: list[Pair] = []

    def add(self, words: str, value: str | None) -> Fields:
        """A field with a ready value; None reads "not told"."""
        shown = value if value else self._reading.language.say("not told")
        self._pairs.append(Pair((Piece(words),), (Piece(shown),)))
        return self

    def money(self, words: str, value: Money | None) -> Fields:
        """An amount."""
        return self.add(words, self._reading.language.money(value) if value is not None else None)

    def date(self, words: str, value: dt.date | None) -> Fields:
        """A calendar date in the lender's zone."""
        return self.add(words, self._reading.language.date(value) if value is not None else None)

    def instant(self, words: str, value: dt.datetime | None) -> Fields:
        """An instant to the second, in the lender's zone."""
        return self.add(words, instant_text(self._reading, value) if value is not None else None)

    def text(self, words: str, value: str | None) -> Fields:
        """Somebody's words, as one tame line."""
        return self.add(words, quoted(value) if value else None)

    def percent(self, words: str, rate: str | None) -> Fields:
        """A rate of per cent a year."""
        return self.add(words, self._reading.language.percent(rate) if rate is not None else None)

    def part(self, title: str, *, told: str = "", quote: str = "") -> RecordPart:
        """The fields as a part; a quote may be as long as its record, with numbers masked, and is marked as one."""
        own_words = self._reading.language.say("In its own words: “{text}”", text=quote) if quote else ""
        return RecordPart(title, tuple(self._pairs), told, own_words)


def instant_text(reading: Reading, at: dt.datetime) -> str:
    """Day and time to the second in the lender's zone."""
    local = at.astimezone(reading.zone)
    return reading.language.say(
        "{day} {time}", day=reading.language.date(local.date()), time=local.strftime("%H:%M:%S")
    )


def long_quote(text: str | None) -> str:
    """A longer text of somebody else's: plain, without long numbers and links; nothing in it can be followed."""
    if not text:
        return ""
    return quoted(text, _LONGEST_TEXT)


def card_text(bank: str, last4: str) -> str:
    """A card as bank and last four digits."""
    return masking.card(quoted(bank), last4)


def party_word(reading: Reading, party: Party) -> str:
    """A party by its role."""
    say = reading.language.say
    return {
        Party.BORROWER: say("You"),
        Party.LENDER: reading.lender_name,
        Party.CHANNEL: say("the payment channel"),
        Party.BANK: say("the card's bank"),
        Party.UNKNOWN: say("Not told who"),
    }[party]


def card_status_word(reading: Reading, status: InstrumentStatus) -> str:
    """A card's state; exhaustive."""
    say = reading.language.say
    return {
        InstrumentStatus.ACTIVE: say("in use"),
        InstrumentStatus.PENDING: say("not confirmed yet"),
        InstrumentStatus.EXPIRED: say("expired"),
        InstrumentStatus.LOST: say("reported lost"),
        InstrumentStatus.CLOSED: say("closed"),
        InstrumentStatus.REPLACED: say("replaced"),
        InstrumentStatus.UNKNOWN: say("not told"),
    }[status]


def mandate_status_word(reading: Reading, status: MandateStatus) -> str:
    """A mandate's state; exhaustive."""
    say = reading.language.say
    return {
        MandateStatus.ACTIVE: say("in force"),
        MandateStatus.PENDING: say("not in force yet"),
        MandateStatus.REVOKED: say("ended"),
        MandateStatus.EXPIRED: say("expired"),
        MandateStatus.MISSING: say("missing"),
        MandateStatus.UNKNOWN: say("not told"),
    }[status]


def class_word(reading: Reading, account_class: AccountClass) -> str | None:
    """A class of account; None where it was not told."""
    if account_class is AccountClass.UNKNOWN:
        return None
    return reading.language.say("class {name}", name=account_class.value)


def step_word(reading: Reading, status: HopStatus) -> str:
    """What a party did with a debit; exhaustive."""
    say = reading.language.say
    return {
        HopStatus.OK: say("passed it on"),
        HopStatus.DECLINED: say("did not accept it"),
        HopStatus.PROCESSING: say("is processing it"),
        HopStatus.NO_ANSWER: say("gave no answer"),
        HopStatus.NOT_REACHED: say("was not reached"),
        HopStatus.ERROR: say("had a fault"),
        HopStatus.UNKNOWN: say("not told"),
    }[status]


def installment_word(reading: Reading, state: InstallmentState) -> str:
    """Where an installment stands; exhaustive."""
    say = reading.language.say
    return {
        InstallmentState.NOT_DUE: say("not due yet"),
        InstallmentState.DUE_NOT_TRIED: say("due, not debited yet"),
        InstallmentState.IN_PROGRESS: say("a debit is open or planned"),
        InstallmentState.DUE_UNPAID: say("due and not paid"),
        InstallmentState.PAID: say("paid in full"),
        InstallmentState.PARTLY_PAID: say("partly paid"),
        InstallmentState.OVERDUE: say("overdue by the contract"),
    }[state]
