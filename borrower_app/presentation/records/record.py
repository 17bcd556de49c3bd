"""E-1 「依据」: a stored record in plain words, read only and masked: what a sentence rests on.

The subject is `kind:id`; for card, mandate and contact `kind:id@attempt` shows them as on the day of that attempt, too.
"""

from __future__ import annotations

from borrower_app.presentation.reading.debit_facts import row_of
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.record_account import card_parts, contact_parts, mandate_parts, outage_parts
from borrower_app.presentation.records.record_attempt import attempt_parts
from borrower_app.presentation.records.record_fields import instant_text
from borrower_app.presentation.records.record_loan import loan_parts, row_parts
from borrower_app.presentation.records.views import RecordPart, RecordView
from borrower_app.records.debit import DebitAttempt


def record_view(reading: Reading, subject: str) -> RecordView | None:
    """The page; None when there is no such record (any more)."""
    kind, _, rest = subject.partition(":")
    identifier, _, attempt_id = rest.partition("@")
    attempt = _attempt(reading, attempt_id) if attempt_id else None
    parts = _parts(reading, kind, identifier, attempt)
    if not parts:
        return None
    say = reading.language.say
    titles = {
        "debit_attempt": say("Record of a debit"),
        "loan": say("Record of the loan contract"),
        "installment": say("Record of an installment"),
        "instrument": say("Record of a card"),
        "mandate": say("Record of a mandate"),
        "contact": say("Record of your details"),
        "outage": say("Record of an outage"),
    }
    return RecordView(
        title=titles[kind],
        back=say("Back"),
        lead=_lead(reading),
        parts=parts,
        note=say("Only to be read: nothing here can be changed. Long numbers and contact data are masked."),
    )


def _lead(reading: Reading) -> str:
    say = reading.language.say
    at = reading.snapshot.freshness.as_of
    if at is None:
        return say("This is what {lender} has on record.", lender=reading.lender_name)
    return say(
        "This is what {lender} has on record, as of {at}.", lender=reading.lender_name, at=instant_text(reading, at)
    )


def _attempt(reading: Reading, identifier: str) -> DebitAttempt | None:
    return next((held.record for held in reading.snapshot.attempts if held.record.id == identifier), None)


def _parts(reading: Reading, kind: str, identifier: str, attempt: DebitAttempt | None) -> tuple[RecordPart, ...]:
    snapshot = reading.snapshot
    if kind == "debit_attempt":
        found = _attempt(reading, identifier)
        return attempt_parts(reading, found) if found is not None else ()
    if kind == "loan":
        loan = next((held.record for held in snapshot.loans if held.record.id == identifier), None)
        return loan_parts(reading, loan) if loan is not None else ()
    if kind == "installment":
        return _row(reading, identifier)
    if kind == "instrument":
        card = next((held.record for held in snapshot.instruments if held.record.id == identifier), None)
        return card_parts(reading, card, attempt)
    if kind == "mandate":
        mandate = next((held.record for held in snapshot.mandates if held.record.id == identifier), None)
        return mandate_parts(reading, mandate, attempt)
    if kind == "contact":
        contact = next((held.record for held in snapshot.contacts if held.record.id == identifier), None)
        return contact_parts(reading, contact) if contact is not None else ()
    if kind == "outage":
        outage = next((held.record for held in snapshot.outages if held.record.id == identifier), None)
        return outage_parts(reading, outage) if outage is not None else ()
    return ()


def _row(reading: Reading, identifier: str) -> tuple[RecordPart, ...]:
    loan_id, _, number = identifier.rpartition(":")
    loan = next((held.record for held in reading.snapshot.loans if held.record.id == loan_id), None)
    table = reading.snapshot.tables.get(loan_id)
    if loan is None or table is None or not (number.isascii() and number.isdigit() and len(number) <= 7):
        return ()
    row = row_of(loan_id, int(number), reading.snapshot)
    return row_parts(reading, loan, table.record, row) if row is not None else ()
