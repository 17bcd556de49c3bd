"""Short words for states and certainty, the same wherever they stand."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app import masking
from borrower_app.debits.english_names import english_bank
from borrower_app.debits.verdict import AttemptState, Certainty, Explanation
from borrower_app.language import Language
from borrower_app.presentation.words.parts import PillView, Tone
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import HopStatus, Party
from borrower_app.records.fields import grouped_reference


def state_pill(state: AttemptState, language: Language) -> PillView:
    """A state as word, colour and icon; exhaustive."""
    say = language.say
    pills: dict[AttemptState, tuple[str, Tone, str]] = {
        AttemptState.PROCESSING: (say("Being processed"), "accent", "clock"),
        AttemptState.OUTCOME_UNKNOWN: (say("Outcome unknown, being checked"), "caution", "clock"),
        AttemptState.FAILED_RETRY_PLANNED: (say("Failed, another attempt is planned"), "bad", "stop"),
        AttemptState.FAILED_NEEDS_YOU: (say("Failed: action needed"), "bad", "stop"),
        AttemptState.FAILED_OTHERS_ACT: (say("Failed, others act"), "caution", "stop"),
        AttemptState.PARTLY_DEBITED: (say("Only a part was debited"), "caution", "warn"),
        AttemptState.DEBITED_NOT_POSTED: (say("Debited, not posted yet"), "accent", "clock"),
        AttemptState.POSTED: (say("Debit went through"), "good", "ok"),
        AttemptState.REVERSED: (say("Paid back"), "caution", "back"),
        AttemptState.DUPLICATE: (say("Duplicate debit"), "caution", "warn"),
        AttemptState.NOT_DUE: (say("Planned"), "plain", "clock"),
        AttemptState.DUE_NOT_TRIED: (say("Due, no debit on record yet"), "caution", "clock"),
    }
    text, tone, icon = pills[state]
    return PillView(text, tone, icon)


def certainty_pill(told: Explanation, attempt: DebitAttempt, language: Language) -> PillView:
    """Who confirmed the reason, or that nobody did."""
    say = language.say
    bank = bank_of(attempt, language)
    if told.state is AttemptState.POSTED:
        return PillView(say("Posted by the lender"), "good", "ok")
    if told.outcome_open or told.state not in _WITH_REASON:
        return state_pill(told.state, language)
    by = attempt.reason.said_by if attempt.reason is not None else Party.UNKNOWN
    faulty = next((hop.party for hop in attempt.hops if hop.status is HopStatus.ERROR), Party.UNKNOWN)
    party = by if by is not Party.UNKNOWN else faulty
    who = {Party.BANK: bank, Party.CHANNEL: channel_of(attempt, language), Party.LENDER: say("the lender")}.get(party)
    if told.certainty is Certainty.STATED:
        return PillView(say("Reason given by {who}", who=who or say("a party not named")), "plain", "bank")
    if told.contradicted:
        return PillView(say("Not certain: the records disagree"), "caution", "ask")
    if told.certainty is Certainty.INFERRED:
        return PillView(say("Likely reason, not confirmed by {who}", who=who or bank), "plain", "ask")
    return PillView(say("{bank} gave no reason", bank=who or bank), "plain", "ask")


_WITH_REASON: Final = frozenset(
    {
        AttemptState.FAILED_RETRY_PLANNED,
        AttemptState.FAILED_NEEDS_YOU,
        AttemptState.FAILED_OTHERS_ACT,
        AttemptState.PARTLY_DEBITED,
    }
)


def bank_of(attempt: DebitAttempt, language: Language) -> str:
    """The card's bank by name."""
    if attempt.instrument is None:
        return language.say("the card's bank")
    bank = attempt.instrument.bank
    return language.pick(bank, english_bank(bank))


def channel_of(attempt: DebitAttempt, language: Language) -> str:
    """The payment channel by name."""
    named = next((hop.name for hop in attempt.hops if hop.party is Party.CHANNEL and hop.name), None)
    return named or language.say("the payment channel")


def card_of(attempt: DebitAttempt) -> str:
    """Bank and last four digits, or nothing where no card is on record."""
    card = attempt.instrument
    return masking.card(card.bank, card.last4) if card is not None else ""


def moment(at: dt.datetime, zone: dt.tzinfo, language: Language, today: dt.date) -> str:
    """An instant for people: `today 22:30` with its weekday, or day, weekday and time."""
    local = at.astimezone(zone)
    clock = language.time(at, zone)
    weekday = language.weekday(local.date())
    if local.date() == today:
        if local.hour >= 18:
            return language.say("tonight ({weekday}) {time}", weekday=weekday, time=clock)
        return language.say("today ({weekday}) {time}", weekday=weekday, time=clock)
    if local.date() == today + dt.timedelta(days=1):
        return language.say("tomorrow ({weekday}) {time}", weekday=weekday, time=clock)
    return language.say("{weekday_day} {time}", weekday_day=language.day_with_weekday(local.date()), time=clock)


def spoken(reference: str) -> str:
    """A spoken reference in two groups of four."""
    return grouped_reference(reference)
