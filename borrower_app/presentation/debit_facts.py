"""From a snapshot to the facts about one attempt: what was on record on its own day, nothing later."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract.snapshot import Snapshot
from borrower_app.debits.facts import DebitFacts, InstrumentFacts, OutageFacts
from borrower_app.records.account import Contact
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import ContactField, Holder, Party
from borrower_app.records.loan import Loan

SOON_DAYS = 60
"""A card or an ID card that expires within so many days is mentioned."""


def facts_of(
    attempt: DebitAttempt, snapshot: Snapshot, *, now: dt.datetime, zone: dt.tzinfo, lender_name: str
) -> DebitFacts:
    """The facts; `now` is the reader's aware instant, `zone` the lender's."""
    loan = loan_of(attempt, snapshot)
    phone = _contact(snapshot, ContactField.PHONE)
    identity = _contact(snapshot, ContactField.ID_EXPIRY)
    card = attempt.instrument
    return DebitFacts(
        attempt_ref=f"debit_attempt:{attempt.id}",
        rail=attempt.rail,
        reason=attempt.reason,
        amount=attempt.amount_requested,
        amount_debited=attempt.amount_debited,
        planned_at=attempt.planned_at,
        attempted_at=attempt.attempted_at,
        now=now,
        zone=zone,
        hops=attempt.hops,
        instrument=InstrumentFacts(
            last4=card.last4,
            bank=card.bank,
            same_bank_as_lender=card.same_bank_as_lender,
            account_class=card.account_class,
            expires_on=card.expires_on,
            status=card.status,
            ref=f"instrument:{card.token}",
        )
        if card is not None
        else None,
        mandate=attempt.mandate,
        bank_phone_changed_at=phone.bank_value_changed_at if phone is not None else None,
        bank_phone_ref=f"contact:{phone.id}" if phone is not None else None,
        id_expires_on=expiry_of(identity),
        id_expiry_ref=f"contact:{identity.id}" if identity is not None else None,
        late_terms=loan.late_terms if loan is not None else None,
        due_on=due_of(attempt, snapshot),
        bank_debited_at=attempt.bank_debited_at,
        posted_at=attempt.posting.at if attempt.posting is not None else None,
        reversed_at=attempt.reversal.at if attempt.reversal is not None else None,
        is_duplicate=attempt.duplicate_of is not None,
        retry=attempt.retry,
        outcome_promise=attempt.outcome_promise,
        outages=tuple(
            OutageFacts(
                party=held.record.party,
                since=held.record.since,
                until=held.record.until,
                name=held.record.name,
                ref=f"outage:{held.record.id}",
            )
            for held in snapshot.outages
            if _on_the_way(held.record.party, held.record.name, attempt)
        ),
        same_installment_attempts=attempt.attempt_number,
        lender_name=lender_name,
        channel_name=next((hop.name for hop in attempt.hops if hop.party is Party.CHANNEL), ""),
    )


def _on_the_way(party: Party, name: str, attempt: DebitAttempt) -> bool:
    """An outage counts for the party on this debit's own way: another bank's outage explains nothing."""
    names = {hop.name for hop in attempt.hops if hop.party is party}
    if party is Party.BANK and attempt.instrument is not None:
        names.add(attempt.instrument.bank)
    return not names or any(name == other or name.startswith(other) or other.startswith(name) for other in names)


def loan_of(attempt: DebitAttempt, snapshot: Snapshot) -> Loan | None:
    """The loan an attempt is for."""
    return next((held.record for held in snapshot.loans if held.record.id == attempt.loan_id), None)


def due_of(attempt: DebitAttempt, snapshot: Snapshot) -> dt.date | None:
    """The due date of the first installment an attempt is for, a calendar date in the lender's zone."""
    table = snapshot.tables.get(attempt.loan_id)
    if table is None:
        return None
    wanted = attempt.installments[0]
    rows = table.record.rows
    if wanted <= len(rows) and rows[wanted - 1].n == wanted:
        return rows[wanted - 1].due
    return next((row.due for row in rows if row.n == wanted), None)


def later_attempts(attempt: DebitAttempt, snapshot: Snapshot) -> list[DebitAttempt]:
    """Attempts of the same installment after this one, newest first."""
    return [
        held.record
        for held in snapshot.attempts
        if held.record.loan_id == attempt.loan_id
        and held.record.installments[0] == attempt.installments[0]
        and held.record.attempt_number > attempt.attempt_number
    ]


def expiry_of(contact: Contact | None) -> dt.date | None:
    """The date of an ID expiry record; None where it is no calendar date."""
    if contact is None:
        return None
    try:
        return dt.date.fromisoformat(contact.value)
    except ValueError:
        return None


def _contact(snapshot: Snapshot, field: ContactField) -> Contact | None:
    return next(
        (
            held.record
            for held in snapshot.contacts
            if held.record.field is field and held.record.holder is Holder.BORROWER
        ),
        None,
    )
