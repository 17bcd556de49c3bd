"""What guides about a loan need to know of it: its card, its mandate, what is planned and what is still open."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.lending.money import Money
from borrower_app.presentation.guides.guide import Asked
from borrower_app.presentation.reading.planned_debits import Planned, open_rows, planned_debits
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import MandateStatus
from borrower_app.records.loan import Loan

IN_FORCE = frozenset({MandateStatus.ACTIVE, MandateStatus.PENDING})


def loan_of(asked: Asked) -> Loan | None:
    """The loan that the guide is about (its subject); None when it is not on record."""
    return next((held.record for held in asked.reading.snapshot.loans if held.record.id == asked.subject), None)


def the_loan(asked: Asked) -> Loan:
    """The loan of a guide whose `is_about` has said that it is there."""
    loan = loan_of(asked)
    if loan is None:
        raise LookupError(f"no loan {asked.subject}")
    return loan


def is_about_a_loan(asked: Asked) -> bool:
    """Whether the guide's subject is a loan of the lender's that is on record."""
    return any(held.record.id == asked.subject and held.source == "lender" for held in asked.reading.snapshot.loans)


def card_of(asked: Asked, card_id: str | None) -> Instrument | None:
    """A card on record."""
    return next((held.record for held in asked.reading.snapshot.instruments if held.record.id == card_id), None)


def card_words(asked: Asked, card: Instrument | None) -> str:
    """Bank and last four digits, or what to say where no card is on record."""
    return masking.card(card.bank, card.last4) if card is not None else asked.language.say("the card on record")


def mandate_for(asked: Asked, loan_id: str, card_id: str) -> Mandate | None:
    """A mandate in force, or soon, that lets the lender debit this card for this loan."""
    for held in asked.reading.snapshot.mandates:
        mandate = held.record
        if loan_id in mandate.loan_ids and mandate.instrument_id == card_id and mandate.status in IN_FORCE:
            return mandate
    return None


def next_debit(asked: Asked, loan_id: str) -> Planned | None:
    """The first planned debit of a loan."""
    return next((d for d in planned_debits(asked.reading) if d.loan is not None and d.loan.id == loan_id), None)


def planned_words(planned: Planned) -> str:
    """Day and installment of a planned debit, as they stand on Home."""
    return "".join(piece.text for piece in planned.view.words)


def open_amount(asked: Asked, loan: Loan) -> Money | None:
    """What is due and not paid of a loan, without penalty; None where nothing is."""
    rows = open_rows(asked.reading, loan)
    if not rows:
        return None
    owed = sum(row.payment.minor - (row.paid.minor if row.paid is not None else 0) for row in rows)
    return Money(owed, loan.principal.currency)
