"""E-1 for card, mandate, contact data and outages: as they were on the day of a debit, and as they are now."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.record_attempt import card_of_the_day, mandate_of_the_day
from borrower_app.presentation.records.record_fields import (
    Fields,
    card_status_word,
    card_text,
    class_word,
    instant_text,
    long_quote,
    mandate_status_word,
    party_word,
)
from borrower_app.presentation.records.views import RecordPart
from borrower_app.presentation.words.contact_words import field_name, masked_value
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.bounds import is_endless
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.enums import Holder


def card_parts(reading: Reading, card: Instrument | None, attempt: DebitAttempt | None) -> tuple[RecordPart, ...]:
    """The card now, after the card as it was on the day of the attempt."""
    say = reading.language.say
    parts = [card_of_the_day(reading, attempt)] if attempt is not None and attempt.instrument is not None else []
    if card is not None:
        holders = {
            Holder.BORROWER: say("You"),
            Holder.CO_BORROWER: say("your co-borrower"),
            Holder.OTHER: say("another person"),
            Holder.UNKNOWN: None,
        }
        holder = holders[card.holder]
        if card.holder_name and holder is not None:
            holder = say("{holder}, {name}", holder=holder, name=masking.person(card.holder_name))
        parts.append(
            Fields(reading)
            .add(say("Card"), card_text(card.bank, card.last4))
            .add(say("Whose card"), holder)
            .add(say("State"), card_status_word(reading, card.status))
            .date(say("Valid until"), card.expires_on)
            .add(say("Account class"), class_word(reading, card.account_class))
            .money(say("The bank lets be debited at once"), card.bank_single_limit)
            .money(say("The bank lets be debited a day"), card.bank_daily_limit)
            .part(say("The card now") if attempt is not None else say("The card"))
        )
    return tuple(parts)


def mandate_parts(reading: Reading, mandate: Mandate | None, attempt: DebitAttempt | None) -> tuple[RecordPart, ...]:
    """The mandate now, after the mandate as it was on the day of the attempt."""
    say = reading.language.say
    parts = [mandate_of_the_day(reading, attempt)] if attempt is not None and attempt.mandate is not None else []
    if mandate is not None:
        fields = (
            Fields(reading)
            .text(say("Payee"), mandate.payee)
            .text(say("Purpose"), mandate.purpose)
            .add(say("State"), mandate_status_word(reading, mandate.status))
            .date(say("Signed"), mandate.signed_on)
            .date(say("Valid until"), mandate.valid_until)
            .money(say("At most a debit"), mandate.single_limit)
            .money(say("At most a day"), mandate.daily_limit)
            .money(say("At most a month"), mandate.monthly_limit)
        )
        if mandate.revoked_on is not None:
            fields.date(say("Ended"), mandate.revoked_on)
            fields.text(say("Ended by"), mandate.revoked_by)
        parts.append(fields.part(say("The mandate now") if attempt is not None else say("The mandate")))
    return tuple(parts)


def contact_parts(reading: Reading, contact: Contact) -> tuple[RecordPart, ...]:
    """One piece of contact data, masked."""
    say = reading.language.say
    language = reading.language
    fields = (
        Fields(reading)
        .add(field_name(contact.field, language), masked_value(contact.field, contact.value, language))
        .instant(say("On record since"), contact.updated_at)
        .text(say("Told with"), contact.source)
    )
    if contact.bank_value_changed_at is not None:
        fields.instant(say("Changed at the bank"), contact.bank_value_changed_at)
    return (fields.part(say("What {lender} holds", lender=reading.lender_name)),)


def outage_parts(reading: Reading, outage: Outage) -> tuple[RecordPart, ...]:
    """A published disturbance."""
    say = reading.language.say
    is_over = outage.until is not None and not is_endless(outage.until.date())
    until = instant_text(reading, outage.until) if is_over and outage.until is not None else say("not over yet")
    fields = (
        Fields(reading)
        .text(say("Who"), outage.name)
        .add(say("Part in the debit"), party_word(reading, outage.party))
        .instant(say("From"), outage.since)
        .add(say("Until"), until)
    )
    return (fields.part(say("The published outage"), quote=long_quote(outage.text)),)
