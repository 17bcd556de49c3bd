"""What a borrower can ask for: one Struct of values for each operation of the contract."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from borrower_app.lending.money import Money
from borrower_app.records.fields import Identifier, LastFour, LongText, ShortText

PlainText = Annotated[str, Meta(min_length=1, max_length=4_000)]


class Values(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of all operation values: unknown members are refused, so that a typing error is never dropped silently."""


class ReplaceInstrument(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Let another card pay a loan. The token comes from the lender's card host; the number is in no operation.

    `retry_open_arrears` asks for another debit of what is due and not paid, once the new card holds.
    """

    loan_id: Identifier
    instrument_token: Identifier
    last4: LastFour
    holder: Literal["borrower", "co_borrower", "other"] = "borrower"
    retry_open_arrears: bool = False


class SignMandate(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign or renew a debit authorisation."""

    loan_id: Identifier
    instrument_id: Identifier
    single_limit: Money
    daily_limit: Money | None = None
    monthly_limit: Money | None = None
    valid_until: dt.date


class RevokeMandate(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """End a debit authorisation."""

    mandate_id: Identifier


class ChangeContact(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change one piece of contact data at the lender; for `id_expiry` the value is an ISO calendar date."""

    field: Literal["phone", "email", "address", "employer", "id_expiry"]
    value: Annotated[str, Meta(min_length=1, max_length=200)]


class RequestDebitRetry(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for another attempt of a failed debit."""

    attempt_id: Identifier


class HardshipRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for grace, a longer term, interest only, or another due day."""

    loan_id: Identifier
    relief: Literal["grace", "term_extension", "interest_only", "due_day"]
    months: Annotated[int, Meta(ge=1, le=120)] | None = None
    due_day: Annotated[int, Meta(ge=1, le=31)] | None = None
    explanation: PlainText | None = None


class PrepaymentRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask to pay part or all of the principal early on a calendar date."""

    loan_id: Identifier
    on: dt.date
    amount: Money
    effect: Literal["shorter_term", "lower_installment"]


class PenaltyWaiverRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask the lender not to charge penalty interest, with an attempt as proof."""

    attempt_id: Identifier
    explanation: PlainText | None = None


class Complaint(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Complain, about an attempt or a loan or in general."""

    subject: ShortText
    text: PlainText
    wish: PlainText | None = None
    loan_id: Identifier | None = None
    attempt_id: Identifier | None = None


class ReviewRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask the lender to look at an attempt again (debited and not posted, debited twice, wrong amount)."""

    attempt_id: Identifier
    text: PlainText | None = None


class SubmitDocument(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hand in a document by its digest and name; the bytes go up separately once the lender asks for them."""

    request_id: Identifier
    name: ShortText
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class DocumentRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for a document: a statement of a month, the contract, a settlement letter."""

    loan_id: Identifier
    document: Literal["statement", "contract", "settlement_letter", "schedule", "interest_certificate"]
    period: Annotated[str, Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2]))?\Z")] | None = None


class DataRequest(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for a copy, a correction or the erasure of personal data."""

    right: Literal["copy", "correction", "erasure"]
    text: LongText | None = None


class MarkMessageRead(Values, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tell the lender that a message was read."""

    message_id: Identifier
