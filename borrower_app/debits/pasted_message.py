"""A message that somebody pasted, beside the attempts on record: which of them it is about. Pure; data, never followed.

A message proves only that somebody sent it: sender names and numbers can be forged. What it says is compared with the
attempts on record; nothing here ever becomes a stated cause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, TypeVar

from msgspec import Struct

from borrower_app.debits.reading_texts.fraud_signs import FraudReading
from borrower_app.debits.reading_texts.reading import TextReading, read_text
from borrower_app.debits.reading_texts.senders import SenderKind, kind_of_sender
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.lending.money import Money
from borrower_app.records.debit import DebitAttempt

T = TypeVar("T")

_FEWEST_AGREEING: Final = 2


class PastedMessage(Struct, frozen=True):
    """What was recognised. Amounts are decimal texts without separators; days are (year or None, month, day)."""

    reading: TextReading = TextReading()
    names: tuple[str, ...] = ()
    sender_kind: SenderKind = SenderKind.UNTOLD

    @property
    def text(self) -> str:
        """The message as it was read: plain and bounded."""
        return self.reading.plain

    @property
    def amounts(self) -> tuple[str, ...]:
        """Every amount, whatever its role."""
        return _unique(_canonical(format(told.amount, "f")) for told in self.reading.amounts)

    @property
    def days(self) -> tuple[tuple[int | None, int, int], ...]:
        """Every day; the year only where one is told."""
        return _unique(
            (told.day.year if told.day is not None else None, told.month, told.number)
            for told in self.reading.schedule.days
        )

    @property
    def last_four(self) -> tuple[str, ...]:
        """The last four digits of the cards and accounts named."""
        return self.reading.cards

    @property
    def fraud(self) -> FraudReading:
        """Signs of fraud, and what only calls for caution."""
        return self.reading.fraud

    @property
    def says_nothing(self) -> bool:
        """Nothing in it could be made use of."""
        told = self.amounts or self.days or self.last_four or self.names or self.fraud.signs or self.fraud.cautions
        return not told and self.reading.says is Says.NOT_ABOUT_A_DEBIT


def read_message(
    text: str, known_names: Iterable[str] = (), origins: Iterable[str] = (), *, sender: str = ""
) -> PastedMessage:
    """Read a pasted message; `known_names` are names of lender and banks to look for, `origins` those of the lender
    file, `sender` is who it came from, as typed. Bounded, whatever the text is.
    """
    kind = kind_of_sender(sender)
    reading = read_text(text, origins=origins, is_from_a_phone=kind is SenderKind.PHONE)
    lowered = reading.plain.casefold()
    names = _unique(name for name in known_names if name and name.casefold() in lowered)
    return PastedMessage(reading, names, kind)


def matching_attempt(message: PastedMessage, attempts: Iterable[DebitAttempt], zone: dt.tzinfo) -> DebitAttempt | None:
    """The attempt that a message is about: at least two of amount, day and last four agree and none differs.

    None where nothing fits, or where several attempts fit equally well.
    """
    fitting = [attempt for attempt in attempts if _agreement(message, attempt, zone) >= _FEWEST_AGREEING]
    if not fitting:
        return None
    best = max(_agreement(message, attempt, zone) for attempt in fitting)
    found = [attempt for attempt in fitting if _agreement(message, attempt, zone) == best]
    return found[0] if len(found) == 1 else None


def _agreement(message: PastedMessage, attempt: DebitAttempt, zone: dt.tzinfo) -> int:
    """How many of the three agree; -1 when one of those that are told differs."""
    agreeing = 0
    if message.last_four:
        card = attempt.instrument
        if card is None or card.last4 not in message.last_four:
            return -1
        agreeing += 1
    if message.amounts:
        told = {_decimal_text(money) for money in (attempt.amount_requested, attempt.amount_debited) if money}
        if not told & set(message.amounts):
            return -1
        agreeing += 1
    if message.days:
        day = (attempt.attempted_at or attempt.planned_at).astimezone(zone).date()
        if not any(
            (year or day.year, month, number) == (day.year, day.month, day.day) for year, month, number in message.days
        ):
            return -1
        agreeing += 1
    return agreeing


def _decimal_text(money: Money) -> str:
    return _canonical(money.to_decimal_text())


def _canonical(text: str) -> str:
    whole, _, part = text.partition(".")
    return f"{whole.lstrip('0') or '0'}.{part:0<2}"


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
