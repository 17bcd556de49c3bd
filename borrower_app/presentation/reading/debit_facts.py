"""From a snapshot to the facts about one attempt: what was on record on its own day, nothing later."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract.snapshot import Snapshot
from borrower_app.debits.facts import DebitFacts, InstrumentFacts, LaterFacts, ManualWay, OutageFacts
from borrower_app.debits.preflight import expiry_of, has_ended
from borrower_app.records.account import Contact, Mandate
from borrower_app.records.debit import DebitAttempt, InstrumentOnTheDay
from borrower_app.records.enums import ContactField, Holder, Party
from borrower_app.records.loan import InstallmentRow, Loan


def facts_of(
    attempt: DebitAttempt, snapshot: Snapshot, *, now: dt.datetime, zone: dt.tzinfo, lender_name: str
) -> DebitFacts:
    """The facts; `now` is the reader's aware instant, `zone` the lender's."""
    loan = loan_of(attempt, snapshot)
    phone = _contact(snapshot, ContactField.PHONE)
    identity = _contact(snapshot, ContactField.ID_EXPIRY)
    ended = _ended_mandate(attempt, loan, snapshot, zone)
    return DebitFacts(
        attempt_ref=f"debit_attempt:{attempt.id}",
        rail=attempt.rail,
        reason=attempt.reason,
        amount=attempt.amount_requested,
        amount_debited=attempt.amount_debited,
        split=attempt.split,
        planned_at=attempt.planned_at,
        attempted_at=attempt.attempted_at,
        now=now,
        as_of=snapshot.freshness.as_of,
        zone=zone,
        hops=attempt.hops,
        instrument=_card_facts(attempt.instrument, snapshot),
        mandate=attempt.mandate,
        bank_phone_changed_at=_phone_change(phone, attempt, snapshot),
        bank_phone_ref=f"contact:{phone.id}" if phone is not None else None,
        id_expires_on=expiry_of(identity),
        id_expiry_ref=f"contact:{identity.id}" if identity is not None else None,
        late_terms=loan.late_terms if loan is not None else None,
        late_terms_ref=f"loan:{attempt.loan_id}",
        due_on=due_of(attempt, snapshot),
        bank_debited_at=attempt.bank_debited_at,
        posted_at=attempt.posting.at if attempt.posting is not None else None,
        reversed_at=attempt.reversal.at if attempt.reversal is not None else None,
        is_duplicate=attempt.duplicate_of is not None,
        retry=attempt.retry,
        mandate_ended_ref=f"mandate:{ended.id}" if ended is not None else None,
        mandate_ended_on=(ended.revoked_on or ended.valid_until) if ended is not None else None,
        outcome_promise=attempt.outcome_promise,
        outages=_outages(attempt, snapshot),
        same_installment_attempts=attempt.attempt_number,
        later=_later(attempt, snapshot),
        ways=_ways(snapshot),
        lender_name=lender_name,
        channel_name=next((hop.name for hop in attempt.hops if hop.party is Party.CHANNEL), ""),
    )


def _ended_mandate(attempt: DebitAttempt, loan: Loan | None, snapshot: Snapshot, zone: dt.tzinfo) -> Mandate | None:
    """The loan's authorisation if it has ended by the day of the planned debit."""
    if loan is None or attempt.retry is None or attempt.retry.at is None:
        return None
    mandate = next((held.record for held in snapshot.mandates if held.record.id == loan.mandate_id), None)
    if mandate is None:
        return None
    return mandate if has_ended(mandate, attempt.retry.at.astimezone(zone).date()) else None


def _ways(snapshot: Snapshot) -> tuple[ManualWay, ...]:
    named = snapshot.discovery.pay_by_hand if snapshot.discovery is not None else ()
    return tuple(ManualWay(name=way.name, until=way.available_until or "") for way in named)


def _card_facts(card: InstrumentOnTheDay | None, snapshot: Snapshot) -> InstrumentFacts | None:
    if card is None:
        return None
    return InstrumentFacts(
        last4=card.last4,
        bank=card.bank,
        same_bank_as_lender=card.same_bank_as_lender,
        account_class=card.account_class,
        expires_on=card.expires_on,
        status=card.status,
        holder=_holder_of(card.token, snapshot),
        ref=f"instrument:{card.token}",
    )


def _outages(attempt: DebitAttempt, snapshot: Snapshot) -> tuple[OutageFacts, ...]:
    return tuple(
        OutageFacts(
            party=held.record.party,
            since=held.record.since,
            until=held.record.until,
            name=held.record.name,
            ref=f"outage:{held.record.id}",
        )
        for held in snapshot.outages
        if _on_the_way(held.record.party, held.record.name, attempt)
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
    row = row_of(attempt.loan_id, attempt.installments[0], snapshot)
    return row.due if row is not None else None


def row_of(loan_id: str, number: int, snapshot: Snapshot) -> InstallmentRow | None:
    """One row of a loan's table by its number."""
    held = snapshot.tables.get(loan_id)
    if held is None:
        return None
    rows = held.record.rows
    if number <= len(rows) and rows[number - 1].n == number:
        return rows[number - 1]
    return next((row for row in rows if row.n == number), None)


def is_paid(row: InstallmentRow) -> bool:
    """Whether a row is paid in full, as the table states it."""
    return row.paid is not None and row.paid.minor >= row.payment.minor


def later_attempts(attempt: DebitAttempt, snapshot: Snapshot) -> list[DebitAttempt]:
    """Attempts after this one that take all of its installments (or more), newest first."""
    wanted = set(attempt.installments)
    return [
        held.record
        for held in snapshot.attempts
        if held.record.loan_id == attempt.loan_id
        and wanted <= set(held.record.installments)
        and held.record.planned_at > attempt.planned_at
        and held.record.duplicate_of is None
    ]


def _later(attempt: DebitAttempt, snapshot: Snapshot) -> LaterFacts:
    newer = [other for other in later_attempts(attempt, snapshot) if other.attempted_at is not None]
    rows = [row_of(attempt.loan_id, number, snapshot) for number in attempt.installments]
    known = [row for row in rows if row is not None]
    paid_days = [row.paid_on for row in known if row.paid_on is not None]
    is_settled = all(is_paid(row) for row in known) if len(known) == len(rows) else None
    return LaterFacts(
        tried_at=newer[0].attempted_at if newer else None,
        tried_ref=f"debit_attempt:{newer[0].id}" if newer else None,
        is_paid=is_settled,
        paid_on=max(paid_days) if is_settled and len(paid_days) == len(rows) else None,
        table_ref=f"installment:{attempt.loan_id}:{attempt.installments[0]}" if known else None,
    )


def _holder_of(token: str, snapshot: Snapshot) -> Holder:
    card = next((held.record for held in snapshot.instruments if held.record.id == token), None)
    return card.holder if card is not None else Holder.UNKNOWN


def _phone_change(phone: Contact | None, attempt: DebitAttempt, snapshot: Snapshot) -> dt.datetime | None:
    """When the bank's phone changed, as far as it may explain this attempt: the lender still held the older number,
    and no debit of this card went through in between."""
    changed = phone.bank_value_changed_at if phone is not None else None
    at = attempt.attempted_at
    if phone is None or changed is None or at is None:
        return None
    if changed <= phone.updated_at <= at:
        return None
    card = attempt.instrument.token if attempt.instrument is not None else None
    went_through = any(
        other.instrument is not None
        and other.instrument.token == card
        and other.bank_debited_at is not None
        and changed < other.bank_debited_at < at
        for other in (held.record for held in snapshot.attempts)
    )
    return None if went_through else changed


def _contact(snapshot: Snapshot, field: ContactField) -> Contact | None:
    return next(
        (
            held.record
            for held in snapshot.contacts
            if held.record.field is field and held.record.holder is Holder.BORROWER
        ),
        None,
    )
