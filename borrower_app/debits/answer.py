"""The answer to one debit as it is read: its code by the catalogue, its words by the one reader, and both together."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.reading_texts.amounts import AmountRole
from borrower_app.debits.reading_texts.causes import TECHNICAL
from borrower_app.debits.reading_texts.normal_text import normal_text
from borrower_app.debits.reading_texts.reading import TextReading, read_text
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.reason_codes import Catalogue, Meaning
from borrower_app.debits.verdict import CauseClass
from borrower_app.lending.money import Money
from borrower_app.records.debit import Reason
from borrower_app.records.enums import Party

# A code at the beginning of a text, or behind a word that announces one.
_CODE: Final = re.compile(
    r"^\s*(?P<first>[0-9A-Za-z_]{1,24})(?=\s*[:|,，：(（]|\s+-|\s)"
    r"|(?:代码|错误码|返回码|响应码|应答码|原因码|返回|code|reason)[ :：]{0,3}"
    r"(?P<named>[0-9A-Za-z_]{1,24})(?![0-9A-Za-z_])",
    re.IGNORECASE | re.ASCII,
)
_ITSELF: Final = re.compile(r"我行|本行|我司|我方|本公司|\bour\b", re.IGNORECASE)
_TECHNICAL_OF: Final = {
    Party.BANK: CauseClass.BANK_TECHNICAL,
    Party.CHANNEL: CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
    Party.LENDER: CauseClass.LENDER_TECHNICAL,
}


class Answer(Struct, frozen=True):
    """What came back from a debit. `meaning` is None where no code is known."""

    meaning: Meaning | None = None
    reading: TextReading = TextReading()


def read_answer(facts: DebitFacts, catalogue: Catalogue) -> Answer:
    """Read code and text of the reason on record."""
    reason = facts.reason
    if reason is None:
        return Answer()
    meaning = catalogue.meaning(facts.rail, reason.code_list, reason.code, reason.text)
    words = reason.text or ""
    if meaning is None and reason.code is not None and len(reason.code.split()) > 1:
        # The code as a whole answer: "51 : Insufficient funds".
        meaning = _code_in(reason.code, facts.rail, reason.code_list, catalogue)
        words = words or reason.code
    if meaning is None and reason.code is None:
        meaning = _code_in(words, facts.rail, reason.code_list, catalogue)
    reading = read_text(words, received_at=facts.now or facts.attempted_at, is_answer=True)
    reading = _by_speaker(reading, reason)
    if meaning is None:
        reading = _with_published(reading, catalogue)
    return Answer(meaning, reading)


def planned_day(reading: TextReading) -> dt.date | None:
    """The calendar date of the debit that a reminder announces; None where it tells none."""
    told = reading.next_debit
    return told.date() if isinstance(told, dt.datetime) else told


def money_told(reading: TextReading, role: AmountRole) -> Money | None:
    """The amount that a text names in a role, as money; None where it names none or one of an unknown currency."""
    told = reading.amount_of(role)
    if told is None:
        return None
    try:
        return Money.from_decimal_text(format(told.amount, "f"), told.currency)
    except ValueError:
        return None


def _code_in(text: str, rail: str | None, code_list: str | None, catalogue: Catalogue) -> Meaning | None:
    for match in _CODE.finditer(text[:400]):
        found = catalogue.meaning(rail, code_list, match["first"] or match["named"], text)
        if found is not None:
            return msgspec.structs.replace(found, from_text=True)
    return None


def _with_published(reading: TextReading, catalogue: Catalogue) -> TextReading:
    """A clause that is a row's own published text has that row's cause and closes or leaves open as the row does."""
    if reading.cause is not None or reading.several or not reading.plain:
        return reading
    text = normal_text(reading.plain)
    found = catalogue.published(reading.plain) or next(
        (row for clause in text.clauses if (row := catalogue.published(text.text_of(clause))) is not None), None
    )
    if found is None:
        return reading
    cause = found.cause if found.cause is not CauseClass.UNKNOWN else None
    if cause is None or cause in reading.denied:
        return reading
    says = reading.says
    if says is Says.UNCLEAR:
        is_open = found.outcome_open or cause in TECHNICAL
        says = Says.PROCESSING if is_open else Says.FAILED
    return msgspec.structs.replace(reading, cause=cause, says=says)


def _by_speaker(reading: TextReading, reason: Reason) -> TextReading:
    """ "系统繁忙" is the system of the party that says so."""
    technical = _TECHNICAL_OF.get(reason.said_by)
    speaks_of_itself = reading.cause is CauseClass.LENDER_TECHNICAL and _ITSELF.search(reading.plain) is not None
    unnamed = reading.cause is None and not reading.several and reading.is_technical
    if technical is None or not (unnamed or speaks_of_itself):
        return reading
    return msgspec.structs.replace(reading, cause=technical)
