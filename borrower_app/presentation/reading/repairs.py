"""What the borrower can put right after a failed debit or before the next one: the guide for it, where there is one."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.verdict import CauseClass, Explanation
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.contact_words import CHANGEABLE, field_name
from borrower_app.presentation.words.parts import Action
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import ContactField, Holder, LoanStatus

_OTHER_CARD: Final = frozenset(
    {
        CauseClass.INSUFFICIENT_FUNDS,
        CauseClass.CARD_EXPIRED_OR_LOST,
        CauseClass.ACCOUNT_CLOSED_OR_INVALID,
        CauseClass.LIMIT_EXCEEDED,
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
    }
)


def repairs(reading: Reading, attempt: DebitAttempt, told: Explanation) -> list[Action]:
    """The ways to put right why this debit failed, the most fitting first."""
    if told.cause is CauseClass.MANDATE_MISSING_OR_REVOKED:
        return [renew_authorisation(reading, attempt.loan_id)]
    if told.cause is CauseClass.LIMIT_EXCEEDED and _is_over_the_authorisation(reading, attempt):
        return [renew_authorisation(reading, attempt.loan_id), change_card(reading, attempt.loan_id)]
    fields = _fields_in(reading, told)
    if told.cause is CauseClass.DETAILS_MISMATCH or (told.cause is CauseClass.RISK_OR_COMPLIANCE_HOLD and fields):
        return [update_detail(reading, fields)]
    if told.cause in _OTHER_CARD:
        return [change_card(reading, attempt.loan_id)]
    return []


def change_card(reading: Reading, loan_id: str) -> Action:
    """Let another card pay the loan; C-1 where the lender takes no such change here."""
    say = reading.language.say
    if not _may(reading, "replace_instrument", loan_id):
        return Action(say("Look at cards and mandates"), opens("C-1"))
    return Action(say("Use another card"), opens("C-2", loan_id))


def renew_authorisation(reading: Reading, loan_id: str) -> Action:
    """Sign the debit authorisation of the loan's card anew; C-1 where the lender takes no such change here."""
    say = reading.language.say
    if not _may(reading, "sign_mandate", loan_id) or not _pays_from_a_card(reading, loan_id):
        return Action(say("Look at cards and mandates"), opens("C-1"))
    return Action(say("Sign a new mandate"), opens("C-3", loan_id))


def update_detail(reading: Reading, fields: tuple[ContactField, ...]) -> Action:
    """Tell the lender a detail anew; P-1 where it is not known which one, or where several may be meant."""
    say = reading.language.say
    discovery = reading.snapshot.discovery
    offered = discovery is not None and "change_contact" in discovery.capabilities
    if not offered or len(fields) != 1 or fields[0].value not in CHANGEABLE:
        return Action(say("Look at my details"), opens("P-1"))
    name = field_name(fields[0], reading.language)
    return Action(say("Update: {name}", name=name), opens("P-2", fields[0].value))


def _fields_in(reading: Reading, told: Explanation) -> tuple[ContactField, ...]:
    """The borrower's own details that the judgement rests on."""
    refs = {item.ref for item in told.evidence if item.ref is not None}
    return tuple(
        held.record.field
        for held in reading.snapshot.contacts
        if f"contact:{held.record.id}" in refs and held.record.holder is Holder.BORROWER
    )


def _is_over_the_authorisation(reading: Reading, attempt: DebitAttempt) -> bool:
    """Whether the authorisation of that day, or the loan's one today, allowed less than was to be debited."""
    limit = attempt.mandate.single_limit if attempt.mandate is not None else None
    if limit is None:
        loan = next((held.record for held in reading.snapshot.loans if held.record.id == attempt.loan_id), None)
        mandate = next(
            (h.record for h in reading.snapshot.mandates if loan is not None and h.record.id == loan.mandate_id), None
        )
        limit = mandate.single_limit if mandate is not None else None
    asked = attempt.amount_requested
    return limit is not None and limit.currency == asked.currency and limit.minor < asked.minor


def _may(reading: Reading, operation: str, loan_id: str) -> bool:
    discovery = reading.snapshot.discovery
    is_known = any(
        held.record.id == loan_id and held.source == "lender" and held.record.status is not LoanStatus.CLOSED
        for held in reading.snapshot.loans
    )
    return is_known and discovery is not None and operation in discovery.capabilities


def _pays_from_a_card(reading: Reading, loan_id: str) -> bool:
    return any(held.record.id == loan_id and held.record.instrument_id is not None for held in reading.snapshot.loans)
