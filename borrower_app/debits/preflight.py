"""Checks of the next debit before it happens (扣款前检查): what would stop it, as far as records say.

Pure and total. A check is fine only by a record that says so; what no record tells is unknown, never assumed. Public
holidays are in no record of the contract: a weekend is known from the date, a holiday is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from borrower_app.debits.fact_findings import CLASS_CAPS
from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.debits.preflight_limits import limit_checks, plus
from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Mandate
from borrower_app.records.enums import (
    AccountClass,
    DateShifting,
    Holder,
    InstrumentStatus,
    MandateStatus,
    RepaymentMethod,
)

SOON_DAYS: Final = 60
"""A card, mandate or ID card that ends within so many days after the debit is mentioned."""
OLD_PHONE_DAYS: Final = 5 * 365
YEARLY_CAP_CLASS_TWO: Final = Money(20_000_000, "CNY")
"""What a class II account pays other banks in a calendar year (PBOC notice 2016 No. 302): 200,000 元."""

_USELESS: Final = frozenset(
    {InstrumentStatus.EXPIRED, InstrumentStatus.LOST, InstrumentStatus.CLOSED, InstrumentStatus.REPLACED}
)
_ENDED: Final = frozenset({MandateStatus.MISSING, MandateStatus.REVOKED, MandateStatus.EXPIRED})


def preflight(facts: PreflightFacts) -> tuple[CheckResult, ...]:
    """Every check, in the order of the debit's way; the worst stand where they belong, sorting is the page's."""
    makers: tuple[Callable[[PreflightFacts], CheckResult | None], ...] = (
        _card, _holder, _mandate, _cover, _account_class, _identity, _phone, _debit_day, _amount, _arrears,
    )  # fmt: skip
    found = [result for make in makers if (result := make(facts)) is not None]
    return (*found, *limit_checks(facts, next(result for result in found if result.check is Check.MANDATE)))


def _card(facts: PreflightFacts) -> CheckResult:
    card = facts.instrument
    if card is None:
        return CheckResult(Check.CARD, Verdict.UNKNOWN, Why.CARD_NOT_TOLD)
    refs = (f"instrument:{card.id}",)
    if card.status in _USELESS:
        return CheckResult(Check.CARD, Verdict.PROBLEM, Why.CARD_UNUSABLE, refs)
    if card.expires_on is not None and card.expires_on < facts.day:
        return CheckResult(Check.CARD, Verdict.PROBLEM, Why.CARD_EXPIRES_BEFORE, refs, day=card.expires_on)
    if card.effective_from is not None and card.effective_from > facts.day:
        return CheckResult(Check.CARD, Verdict.PROBLEM, Why.CARD_NOT_YET, refs, day=card.effective_from)
    if card.status is InstrumentStatus.PENDING:
        return CheckResult(Check.CARD, Verdict.ATTENTION, Why.CARD_PENDING, refs)
    if card.expires_on is None or card.status is not InstrumentStatus.ACTIVE:
        return CheckResult(Check.CARD, Verdict.UNKNOWN, Why.CARD_STATE_NOT_TOLD, refs)
    if _is_soon(card.expires_on, facts.day):
        return CheckResult(Check.CARD, Verdict.ATTENTION, Why.CARD_EXPIRES_SOON, refs, day=card.expires_on)
    return CheckResult(Check.CARD, Verdict.FINE, Why.CARD_VALID, refs, day=card.expires_on)


def _holder(facts: PreflightFacts) -> CheckResult | None:
    card = facts.instrument
    if card is None:
        return None
    refs = (f"instrument:{card.id}",)
    verdict, why = {
        Holder.BORROWER: (Verdict.FINE, Why.OWN_CARD),
        Holder.CO_BORROWER: (Verdict.ATTENTION, Why.CO_BORROWERS_CARD),
        Holder.OTHER: (Verdict.ATTENTION, Why.SOMEBODYS_CARD),
        Holder.UNKNOWN: (Verdict.UNKNOWN, Why.HOLDER_NOT_TOLD),
    }[card.holder]
    return CheckResult(Check.HOLDER, verdict, why, refs)


def has_ended(mandate: Mandate, day: dt.date) -> bool:
    """Whether the authorisation no longer holds on a calendar date in the lender's zone."""
    return _was_ended(mandate, day) or _runs_out(mandate, day)


def _was_ended(mandate: Mandate, day: dt.date) -> bool:
    return mandate.status in _ENDED or (mandate.revoked_on is not None and mandate.revoked_on <= day)


def _runs_out(mandate: Mandate, day: dt.date) -> bool:
    return mandate.valid_until is not None and mandate.valid_until < day


def _mandate(facts: PreflightFacts) -> CheckResult:
    mandate = facts.mandate
    if mandate is None:
        # Debits by the card's own bank may rest on the loan contract: a missing record is no missing consent.
        own_bank = facts.instrument is not None and facts.instrument.same_bank_as_lender is True
        why = Why.MANDATE_OWN_BANK if own_bank else Why.MANDATE_NOT_TOLD
        return CheckResult(Check.MANDATE, Verdict.UNKNOWN, why, (f"loan:{facts.loan.id}",))
    refs = (f"mandate:{mandate.id}",)
    if _was_ended(mandate, facts.day):
        return CheckResult(Check.MANDATE, Verdict.PROBLEM, Why.MANDATE_ENDED, refs, day=mandate.revoked_on)
    if _runs_out(mandate, facts.day):
        return CheckResult(Check.MANDATE, Verdict.PROBLEM, Why.MANDATE_ENDS_BEFORE, refs, day=mandate.valid_until)
    if mandate.status is MandateStatus.PENDING:
        return CheckResult(Check.MANDATE, Verdict.ATTENTION, Why.MANDATE_PENDING, refs)
    if mandate.status is not MandateStatus.ACTIVE or mandate.valid_until is None:
        return CheckResult(Check.MANDATE, Verdict.UNKNOWN, Why.MANDATE_TERM_NOT_TOLD, refs)
    if _is_soon(mandate.valid_until, facts.day):
        return CheckResult(Check.MANDATE, Verdict.ATTENTION, Why.MANDATE_ENDS_SOON, refs, day=mandate.valid_until)
    return CheckResult(Check.MANDATE, Verdict.FINE, Why.MANDATE_IN_FORCE, refs, day=mandate.valid_until)


def _cover(facts: PreflightFacts) -> CheckResult | None:
    mandate, card = facts.mandate, facts.instrument
    if mandate is None or card is None:
        return None
    refs = (f"mandate:{mandate.id}",)
    if mandate.instrument_id != card.id:
        return CheckResult(Check.MANDATE_COVER, Verdict.PROBLEM, Why.MANDATE_OF_OTHER_CARD, refs)
    if facts.loan.id not in mandate.loan_ids:
        return CheckResult(Check.MANDATE_COVER, Verdict.PROBLEM, Why.MANDATE_OF_OTHER_LOAN, refs)
    return CheckResult(Check.MANDATE_COVER, Verdict.FINE, Why.MANDATE_COVERS, refs)


def _account_class(facts: PreflightFacts) -> CheckResult | None:
    card = facts.instrument
    if card is None or facts.amount.currency != "CNY":
        return None
    refs = (f"instrument:{card.id}",)
    if card.same_bank_as_lender is True:
        return CheckResult(Check.ACCOUNT_CLASS, Verdict.FINE, Why.CLASS_OWN_BANK, refs)
    if card.account_class is AccountClass.I:
        return CheckResult(Check.ACCOUNT_CLASS, Verdict.FINE, Why.CLASS_ONE, refs)
    cap = CLASS_CAPS.get(card.account_class)
    if cap is None or card.same_bank_as_lender is None:
        return CheckResult(Check.ACCOUNT_CLASS, Verdict.UNKNOWN, Why.CLASS_NOT_TOLD, refs)
    limit = Money(cap, "CNY")
    if facts.amount > limit:
        return CheckResult(Check.ACCOUNT_CLASS, Verdict.PROBLEM, Why.CLASS_CAP_BELOW, refs, limit=limit)
    yearly = plus(facts.amount, facts.debited_this_year)
    if card.account_class is AccountClass.II and yearly > YEARLY_CAP_CLASS_TWO:
        why = Why.CLASS_YEAR_CAP_BELOW
        return CheckResult(Check.ACCOUNT_CLASS, Verdict.PROBLEM, why, refs, limit=YEARLY_CAP_CLASS_TWO)
    # Other payments of that day count, too, and are in no record of the lender.
    return CheckResult(Check.ACCOUNT_CLASS, Verdict.ATTENTION, Why.CLASS_CAP_SHARED, refs, limit=limit)


def _identity(facts: PreflightFacts) -> CheckResult:
    contact = facts.id_expiry
    expires = expiry_of(contact)
    if contact is None or expires is None:
        refs = (f"contact:{contact.id}",) if contact is not None else ()
        return CheckResult(Check.ID_EXPIRY, Verdict.UNKNOWN, Why.ID_NOT_TOLD, refs)
    refs = (f"contact:{contact.id}",)
    if expires < facts.day:
        return CheckResult(Check.ID_EXPIRY, Verdict.PROBLEM, Why.ID_EXPIRED, refs, day=expires)
    if _is_soon(expires, facts.day):
        return CheckResult(Check.ID_EXPIRY, Verdict.ATTENTION, Why.ID_EXPIRES_SOON, refs, day=expires)
    return CheckResult(Check.ID_EXPIRY, Verdict.FINE, Why.ID_VALID, refs, day=expires)


def _phone(facts: PreflightFacts) -> CheckResult:
    phone = facts.phone
    if phone is None:
        return CheckResult(Check.PHONE, Verdict.UNKNOWN, Why.PHONE_NOT_TOLD)
    refs = (f"contact:{phone.id}",)
    changed = phone.bank_value_changed_at
    if changed is not None and changed > phone.updated_at:
        return CheckResult(Check.PHONE, Verdict.ATTENTION, Why.PHONE_CHANGED_AT_BANK, refs, day=changed.date())
    told = phone.updated_at.date()
    if (facts.today - told).days > OLD_PHONE_DAYS:
        return CheckResult(Check.PHONE, Verdict.ATTENTION, Why.PHONE_OLD, refs, day=told)
    return CheckResult(Check.PHONE, Verdict.FINE, Why.PHONE_HELD, refs, day=told)


def _debit_day(facts: PreflightFacts) -> CheckResult:
    loan = facts.loan
    refs = (f"loan:{loan.id}",)
    if facts.planned_by is not None:
        return CheckResult(Check.DEBIT_DAY, Verdict.FINE, Why.DAY_PLANNED, (facts.planned_by,), day=facts.day)
    weekend = facts.day.weekday() >= 5
    if loan.date_shifting is DateShifting.NONE:
        return CheckResult(Check.DEBIT_DAY, Verdict.FINE, Why.DAY_STAYS, refs, day=facts.day)
    if loan.date_shifting is DateShifting.UNKNOWN:
        why = Why.SHIFTING_NOT_TOLD_WEEKEND if weekend else Why.SHIFTING_NOT_TOLD
        return CheckResult(Check.DEBIT_DAY, Verdict.UNKNOWN, why, refs, day=facts.day)
    if not weekend:
        return CheckResult(Check.DEBIT_DAY, Verdict.UNKNOWN, Why.HOLIDAY_NOT_TOLD, refs, day=facts.day)
    if loan.date_shifting is DateShifting.PREVIOUS_BUSINESS_DAY:
        friday = facts.day - dt.timedelta(days=facts.day.weekday() - 4)
        return CheckResult(Check.DEBIT_DAY, Verdict.ATTENTION, Why.DAY_EARLIER, refs, day=friday)
    monday = facts.day + dt.timedelta(days=7 - facts.day.weekday())
    return CheckResult(Check.DEBIT_DAY, Verdict.ATTENTION, Why.DAY_LATER, refs, day=monday)


def _amount(facts: PreflightFacts) -> CheckResult:
    """The amount as the lender states it, and whether it differs from the one before for a reason on record."""
    if facts.amount_ref is None:
        return CheckResult(Check.AMOUNT, Verdict.UNKNOWN, Why.AMOUNT_NOT_STATED)
    refs: tuple[str, ...] = (facts.amount_ref,)
    row, previous = facts.row, facts.previous
    if row is None:
        return CheckResult(Check.AMOUNT, Verdict.FINE, Why.AMOUNT_STATED, refs, amount=facts.amount)
    loan_ref = f"loan:{facts.loan.id}"
    repricing = facts.loan.repricing
    if row.forecast or (repricing is not None and facts.today < repricing.next_on < row.due):
        day = repricing.next_on if repricing is not None and repricing.next_on < row.due else None
        why = Why.AMOUNT_MAY_CHANGE
        return CheckResult(Check.AMOUNT, Verdict.ATTENTION, why, (*refs, loan_ref), day=day, amount=facts.amount)
    before = previous.payment if previous is not None else None
    if previous is None or before is None or before == row.payment or not _should_stay(facts):
        return CheckResult(Check.AMOUNT, Verdict.FINE, Why.AMOUNT_STATED, refs, amount=facts.amount)
    change = next((change for change in facts.loan.rate_changes if previous.due < change.on <= row.due), None)
    if change is not None:
        return CheckResult(
            Check.AMOUNT,
            Verdict.ATTENTION,
            Why.AMOUNT_REPRICED,
            (*refs, loan_ref),
            change.on,
            None,
            row.payment,
            before,
        )
    return CheckResult(Check.AMOUNT, Verdict.ATTENTION, Why.AMOUNT_CHANGED, refs, row.due, None, row.payment, before)


def _should_stay(facts: PreflightFacts) -> bool:
    """Only equal installments stay the same; the last row absorbs what is left."""
    return facts.loan.method is RepaymentMethod.EQUAL_INSTALLMENT and not facts.is_last


def _arrears(facts: PreflightFacts) -> CheckResult | None:
    """Installments still unpaid that no planned debit takes: whether the next one takes them was not told."""
    arrears = facts.arrears
    if arrears is None or arrears.minor <= 0:
        return None
    return CheckResult(Check.ARREARS, Verdict.ATTENTION, Why.ARREARS_OPEN, facts.arrears_refs, amount=arrears)


def expiry_of(contact: Contact | None) -> dt.date | None:
    """The date of an ID expiry record; None where it is no calendar date."""
    if contact is None:
        return None
    try:
        return dt.date.fromisoformat(contact.value)
    except ValueError:
        return None


def _is_soon(until: dt.date, day: dt.date) -> bool:
    return (until - day).days < SOON_DAYS
