"""The way of a debit: lender, channel, bank, each with what it did and when."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import bank_of
from borrower_app.presentation.words.parts import HopTone, HopView
from borrower_app.records.debit import DebitAttempt, Hop
from borrower_app.records.enums import HopStatus, Party


def hop_views(reading: Reading, attempt: DebitAttempt) -> tuple[HopView, ...]:
    """The stations in the order the debit went; none where no way is on record."""
    return tuple(_hop(reading, attempt, hop) for hop in attempt.hops)


def _hop(reading: Reading, attempt: DebitAttempt, hop: Hop) -> HopView:
    language = reading.language
    told, tone = _told(language, attempt, hop)
    if hop.at is not None:
        time = language.time(hop.at, reading.zone)
        told = language.say("{time} {told}", time=time, told=told)
    return HopView(_name(language, attempt, hop), told, tone)


def _name(language: Language, attempt: DebitAttempt, hop: Hop) -> str:
    if hop.party is Party.BANK and attempt.instrument is not None:
        return masking.card(hop.name or bank_of(attempt, language), attempt.instrument.last4)
    return hop.name or language.say("Not named")


def _told(language: Language, attempt: DebitAttempt, hop: Hop) -> tuple[str, HopTone]:
    say = language.say
    if hop.status is HopStatus.DECLINED:
        code = attempt.reason.code if attempt.reason is not None else None
        if code:
            return say("debit failed (code {code})", code=masking.free_text(code[:20])), "bad"
        return say("debit failed"), "bad"
    if hop.status is HopStatus.OK and hop.party is Party.LENDER:
        return say("sent"), "good"
    if hop.status is HopStatus.OK and hop.party is Party.BANK:
        return say("debited"), "good"
    words: dict[HopStatus, tuple[str, HopTone]] = {
        HopStatus.OK: (say("passed on"), "good"),
        HopStatus.PROCESSING: (say("being processed"), "caution"),
        HopStatus.NO_ANSWER: (say("no answer"), "caution"),
        HopStatus.NOT_REACHED: (say("not reached"), "plain"),
        HopStatus.ERROR: (say("had a fault"), "bad"),
        HopStatus.UNKNOWN: (say("not known"), "plain"),
        HopStatus.DECLINED: (say("debit failed"), "bad"),
    }
    return words[hop.status]
