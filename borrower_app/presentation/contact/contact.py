"""P-1: what the lender holds about the borrower, masked, how old it is, and what may be outdated."""

from __future__ import annotations

import datetime as dt

from borrower_app import masking
from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.debits.preflight import OLD_PHONE_DAYS, SOON_DAYS, expiry_of
from borrower_app.presentation.contact.views import ContactView, DetailView, PersonView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.contact_words import CHANGEABLE, field_name, masked_value
from borrower_app.presentation.words.operation_text import state_pill
from borrower_app.presentation.words.parts import Action, EmptyView, Line, Piece, PillView
from borrower_app.records.account import Contact
from borrower_app.records.enums import ContactField, Holder

_OLD_ADDRESS = dt.timedelta(days=2 * 365)
_YEAR = 365
_REVEALABLE = frozenset(
    {ContactField.PHONE, ContactField.EMAIL, ContactField.ADDRESS, ContactField.EMPLOYER, ContactField.NAME}
)


def contact_view(reading: Reading) -> ContactView:
    """The page."""
    say = reading.language.say
    title = say("My details")
    contacts = [held.record for held in reading.snapshot.contacts]
    if not contacts:
        told = say("Once the lender's records are here, you see what it holds about you and how old it is.")
        return ContactView(title, empty=EmptyView(say("Nothing on record yet"), told, "person"))
    people: list[PersonView] = []
    for holder, name in (
        (Holder.BORROWER, say("You, as {lender} has you on record", lender=reading.lender_name)),
        (Holder.CO_BORROWER, say("Co-borrower")),
        (Holder.OTHER, say("Others")),
        (Holder.UNKNOWN, say("Others")),
    ):
        details = tuple(_detail(reading, contact) for contact in contacts if contact.holder is holder)
        if details:
            people.append(PersonView(name, details))
    people += _guarantors(reading)
    return ContactView(title, tuple(people), (*_notes(reading, contacts), *_yearly(reading)))


def _yearly(reading: Reading) -> tuple[Line, ...]:
    """When the user last looked all of it over; a year later the question comes back."""
    say = reading.language.say
    seen = reading.snapshot.details_seen_on
    look = Action(say("Look all of it over"), opens("P-3"))
    if seen is None:
        return (Line("ask", "plain", (Piece(say("Is all of this still right? A look once a year is enough.")),), look),)
    told = say("You looked all of it over on {day}.", day=reading.language.date(seen))
    if (reading.today - seen).days < _YEAR:
        return (Line("ok", "good", (Piece(told),)),)
    return (Line("warn", "caution", (Piece(told), Piece(say(" Please look once more."))), look),)


def full_value(reading: Reading, contact_id: str, field: str) -> str | None:
    """The whole value for a reveal after the PIN; None for what can't be revealed at all."""
    for held in reading.snapshot.contacts:
        contact = held.record
        if contact.id == contact_id and contact.field.value == field and contact.field in _REVEALABLE:
            return contact.value
    return None


def _detail(reading: Reading, contact: Contact) -> DetailView:
    language = reading.language
    say = language.say
    updated = contact.updated_at.astimezone(reading.zone).date()
    told = say("Updated {month}", month=language.month(updated))
    if contact.source:
        told = say("{told}, by {source}", told=told, source=contact.source)
    return DetailView(
        subject=contact.id,
        field=contact.field.value,
        name=field_name(contact.field, language),
        masked=masked_value(contact.field, contact.value, language),
        told=told,
        pill=_pill(reading, contact),
        reveal=say("Hold to see") if contact.field in _REVEALABLE else "",
        action=_change(reading, contact),
    )


def _change(reading: Reading, contact: Contact) -> Action | None:
    """A way to change it, or to go on where a change was begun; only the borrower's own data."""
    if contact.holder is not Holder.BORROWER or contact.field.value not in CHANGEABLE:
        return None
    say = reading.language.say
    begun = any(draft.guide == "P-2" and draft.subject == contact.field.value for draft in reading.snapshot.drafts)
    words = say("Go on changing") if begun else say("Change")
    name = say("{what}: {name}", what=words, name=field_name(contact.field, reading.language))
    return Action(words, opens("P-2", contact.field.value), accessible_name=name)


def _pill(reading: Reading, contact: Contact) -> PillView | None:
    language = reading.language
    say = language.say
    pending = _pending(reading, contact)
    if pending is not None:
        return state_pill(pending.state, language)
    expires = expiry_of(contact) if contact.field is ContactField.ID_EXPIRY else None
    if expires is not None:
        left = (expires - reading.today).days
        if left < 0:
            return PillView(say("Expired"), "bad", "stop")
        if left < SOON_DAYS:
            return PillView(say("Expires on {day}", day=language.day(expires)), "caution", "warn")
    # A phone is called old where the checks before a debit call it so, and nowhere earlier.
    old = {ContactField.PHONE: dt.timedelta(days=OLD_PHONE_DAYS), ContactField.ADDRESS: _OLD_ADDRESS}.get(contact.field)
    if old is not None and reading.now - contact.updated_at > old:
        return PillView(say("May be outdated"), "caution", "warn")
    return None


def _pending(reading: Reading, contact: Contact) -> PendingOperation | None:
    """The latest change of this piece of data that the lender has not confirmed."""
    if contact.holder is not Holder.BORROWER:
        return None
    return next(
        (
            operation
            for operation in reversed(reading.snapshot.operations)
            if isinstance(operation.values, ChangeContact) and operation.values.field == contact.field.value
        ),
        None,
    )


def _notes(reading: Reading, contacts: list[Contact]) -> tuple[Line, ...]:
    language = reading.language
    say = language.say
    lines: list[Line] = []
    for contact in contacts:
        changed = contact.bank_value_changed_at
        if contact.field is ContactField.PHONE and changed is not None and changed > contact.updated_at:
            day = language.date(changed.astimezone(reading.zone).date())
            told = say(
                "The phone held by the bank was changed on {day}; {lender} still has the older one."
                " Codes go to the new one.",
                day=day,
                lender=reading.lender_name,
            )
            lines.append(Line("warn", "caution", (Piece(told),)))
        expires = expiry_of(contact) if contact.field is ContactField.ID_EXPIRY else None
        if expires is not None and (expires - reading.today).days < SOON_DAYS:
            told = say(
                "With an expired ID card banks may stop debits."
                " Renew it and give the new date to {lender} and the bank.",
                lender=reading.lender_name,
            )
            lines.append(Line("warn", "caution", (Piece(told),)))
    return tuple(lines)


def _guarantors(reading: Reading) -> list[PersonView]:
    say = reading.language.say
    people: list[PersonView] = []
    names = {held.record.id: held.record.name for held in reading.snapshot.loans}
    for held in reading.snapshot.guarantors:
        person = held.record
        role = say("Co-borrower") if person.role is Holder.CO_BORROWER else say("Also bound by the loan")
        detail = DetailView(person.id, "name", say("Name"), masking.person(person.name), names.get(person.loan_id, ""))
        people.append(PersonView(role, (detail,)))
    return people
