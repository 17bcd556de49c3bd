"""What the lender holds about the borrower's cards, authorisations and contact data, and who else is bound."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.records.enums import AccountClass, ContactField, Holder, InstrumentStatus, MandateStatus
from borrower_app.records.fields import Identifier, Instant, LastFour, LongText, ShortText


class Instrument(Struct, frozen=True, kw_only=True):
    """A repayment card: a token and its last four digits, never the card number."""

    id: Identifier
    last4: LastFour
    bank: ShortText
    account_class: AccountClass = AccountClass.UNKNOWN
    same_bank_as_lender: bool | None = None
    holder: Holder = Holder.BORROWER
    holder_name: ShortText | None = None
    status: InstrumentStatus = InstrumentStatus.UNKNOWN
    expires_on: dt.date | None = None
    effective_from: dt.date | None = None
    loan_ids: tuple[Identifier, ...] = ()
    bank_single_limit: Money | None = None
    bank_daily_limit: Money | None = None
    """What the bank lets be debited at most; None: the bank did not tell the lender."""


class Mandate(Struct, frozen=True, kw_only=True):
    """A debit authorisation (代扣授权): payee, purpose, account, period, limits, term."""

    id: Identifier
    label: ShortText
    loan_ids: tuple[Identifier, ...]
    instrument_id: Identifier
    payee: ShortText
    purpose: ShortText
    status: MandateStatus
    signed_on: dt.date | None = None
    valid_until: dt.date | None = None
    single_limit: Money | None = None
    daily_limit: Money | None = None
    monthly_limit: Money | None = None
    revoked_on: dt.date | None = None
    revoked_by: ShortText | None = None
    how_to_end: LongText | None = None


class Contact(Struct, frozen=True, kw_only=True):
    """One piece of contact data. ID numbers come masked from the lender and cannot be revealed at all."""

    id: Identifier
    field: ContactField
    value: ShortText
    """For `id_expiry` an ISO calendar date."""
    holder: Holder = Holder.BORROWER
    updated_at: Instant
    source: ShortText | None = None
    bank_value_changed_at: Instant | None = None
    """When the same piece was last changed at the bank, where the lender knows it."""


class Guarantor(Struct, frozen=True, kw_only=True):
    """A co-borrower or guarantor of a loan."""

    id: Identifier
    loan_id: Identifier
    name: ShortText
    role: Holder = Holder.UNKNOWN
