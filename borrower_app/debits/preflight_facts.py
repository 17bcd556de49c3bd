"""What the checks before a debit rest on, and what they answer: a verdict, why, and the records it rests on."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.loan import InstallmentRow, Loan


class Verdict(StrEnum):
    """What a check found."""

    FINE = "fine"
    ATTENTION = "attention"
    PROBLEM = "problem"
    UNKNOWN = "unknown"


class Check(StrEnum):
    """What is checked."""

    CARD = "card"
    HOLDER = "holder"
    MANDATE = "mandate"
    MANDATE_COVER = "mandate_cover"
    MANDATE_SINGLE = "mandate_single"
    MANDATE_DAILY = "mandate_daily"
    MANDATE_MONTHLY = "mandate_monthly"
    BANK_SINGLE = "bank_single"
    BANK_DAILY = "bank_daily"
    ACCOUNT_CLASS = "account_class"
    ID_EXPIRY = "id_expiry"
    PHONE = "phone"
    DEBIT_DAY = "debit_day"
    AMOUNT = "amount"
    ARREARS = "arrears"


class Why(StrEnum):
    """Why a verdict is as it is; the page has one sentence for each."""

    CARD_VALID = "card_valid"
    CARD_EXPIRES_SOON = "card_expires_soon"
    CARD_EXPIRES_BEFORE = "card_expires_before"
    CARD_UNUSABLE = "card_unusable"
    CARD_PENDING = "card_pending"
    CARD_NOT_YET = "card_not_yet"
    CARD_NOT_TOLD = "card_not_told"
    CARD_STATE_NOT_TOLD = "card_state_not_told"
    OWN_CARD = "own_card"
    CO_BORROWERS_CARD = "co_borrowers_card"
    SOMEBODYS_CARD = "somebodys_card"
    HOLDER_NOT_TOLD = "holder_not_told"
    MANDATE_IN_FORCE = "mandate_in_force"
    MANDATE_ENDS_SOON = "mandate_ends_soon"
    MANDATE_ENDS_BEFORE = "mandate_ends_before"
    MANDATE_ENDED = "mandate_ended"
    MANDATE_PENDING = "mandate_pending"
    MANDATE_NOT_TOLD = "mandate_not_told"
    MANDATE_OWN_BANK = "mandate_own_bank"
    MANDATE_TERM_NOT_TOLD = "mandate_term_not_told"
    MANDATE_COVERS = "mandate_covers"
    MANDATE_OF_OTHER_CARD = "mandate_of_other_card"
    MANDATE_OF_OTHER_LOAN = "mandate_of_other_loan"
    LIMIT_ENOUGH = "limit_enough"
    LIMIT_IN_FORCE = "limit_in_force"
    LIMIT_BELOW = "limit_below"
    LIMIT_BELOW_WITH_ARREARS = "limit_below_with_arrears"
    LIMIT_NOT_TOLD = "limit_not_told"
    CLASS_ONE = "class_one"
    CLASS_OWN_BANK = "class_own_bank"
    CLASS_NOT_TOLD = "class_not_told"
    CLASS_CAP_BELOW = "class_cap_below"
    CLASS_YEAR_CAP_BELOW = "class_year_cap_below"
    CLASS_CAP_SHARED = "class_cap_shared"
    ID_VALID = "id_valid"
    ID_EXPIRES_SOON = "id_expires_soon"
    ID_EXPIRED = "id_expired"
    ID_NOT_TOLD = "id_not_told"
    PHONE_HELD = "phone_held"
    PHONE_OLD = "phone_old"
    PHONE_CHANGED_AT_BANK = "phone_changed_at_bank"
    PHONE_NOT_TOLD = "phone_not_told"
    DAY_PLANNED = "day_planned"
    DAY_STAYS = "day_stays"
    DAY_EARLIER = "day_earlier"
    DAY_LATER = "day_later"
    HOLIDAY_NOT_TOLD = "holiday_not_told"
    SHIFTING_NOT_TOLD = "shifting_not_told"
    SHIFTING_NOT_TOLD_WEEKEND = "shifting_not_told_weekend"
    AMOUNT_STATED = "amount_stated"
    AMOUNT_NOT_STATED = "amount_not_stated"
    AMOUNT_REPRICED = "amount_repriced"
    AMOUNT_CHANGED = "amount_changed"
    AMOUNT_MAY_CHANGE = "amount_may_change"
    ARREARS_OPEN = "arrears_open"


class CheckResult(Struct, frozen=True):
    """One check. `refs` name the records it rests on as `kind:id`; a fine check has at least one.

    `day`, `limit`, `amount` and `before` are the values its sentence needs, each None where it needs none.
    """

    check: Check
    verdict: Verdict
    why: Why
    refs: tuple[str, ...] = ()
    day: dt.date | None = None
    limit: Money | None = None
    amount: Money | None = None
    before: Money | None = None


class PreflightFacts(Struct, frozen=True, kw_only=True):
    """The next debit and what is on record around it. Dates are calendar dates in the lender's zone.

    `amount` is exactly what the lender's record asks for that day: an installment less what was paid of it, or a
    planned retry with its arrears and penalty interest. `arrears` is what is owed besides and in no planned debit,
    None where nothing is. Sums of other debits are those on record: `same_day` and `same_month` under the same mandate,
    `debited_this_year` from the same card; None where there are none.
    """

    today: dt.date
    day: dt.date
    amount: Money
    amount_ref: str | None
    loan: Loan
    planned_by: str | None = None
    """The attempt whose retry this debit is; None for a row of the table."""
    row: InstallmentRow | None = None
    previous: InstallmentRow | None = None
    is_last: bool = False
    instrument: Instrument | None = None
    mandate: Mandate | None = None
    id_expiry: Contact | None = None
    phone: Contact | None = None
    arrears: Money | None = None
    arrears_refs: tuple[str, ...] = ()
    same_day: Money | None = None
    same_month: Money | None = None
    debited_this_year: Money | None = None
