"""Closed word lists of the wire. A word that a newer server invents is read as `unknown`, never refused."""

from __future__ import annotations

from enum import StrEnum


class WireEnum(StrEnum):
    """A word list with the member `unknown`, which stands for every word not known here."""

    @classmethod
    def _missing_(cls, value: object) -> WireEnum | None:
        return cls.__members__.get("UNKNOWN") if isinstance(value, str) else None


class Party(WireEnum):
    """Who said or did something on the way of a debit."""

    BORROWER = "borrower"
    LENDER = "lender"
    CHANNEL = "channel"
    BANK = "bank"
    UNKNOWN = "unknown"


class Product(WireEnum):
    """Kind of loan."""

    COMMERCIAL = "commercial"
    PROVIDENT_FUND = "provident_fund"
    CONSUMER = "consumer"
    UNKNOWN = "unknown"


class RepaymentMethod(WireEnum):
    """How a loan is repaid (等额本息, 等额本金, 等本等息, 先息后本, 到期一次还本付息)."""

    EQUAL_INSTALLMENT = "equal_installment"
    EQUAL_PRINCIPAL = "equal_principal"
    FLAT = "flat"
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"
    UNKNOWN = "unknown"


class LoanStatus(WireEnum):
    """Whether a loan still runs."""

    ACTIVE = "active"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class HopStatus(WireEnum):
    """What one party on the way lender → channel → bank did with a debit."""

    OK = "ok"
    DECLINED = "declined"
    PROCESSING = "processing"
    NO_ANSWER = "no_answer"
    NOT_REACHED = "not_reached"
    ERROR = "error"
    UNKNOWN = "unknown"


class InstrumentStatus(WireEnum):
    """State of a repayment card at the lender."""

    ACTIVE = "active"
    PENDING = "pending"
    EXPIRED = "expired"
    LOST = "lost"
    CLOSED = "closed"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class AccountClass(WireEnum):
    """Class of a Chinese personal bank account (I/II/III 类户)."""

    I = "I"  # noqa: E741 - the class's own name
    II = "II"
    III = "III"
    UNKNOWN = "unknown"


class Holder(WireEnum):
    """Whose card or contact a record is."""

    BORROWER = "borrower"
    CO_BORROWER = "co_borrower"
    OTHER = "other"
    UNKNOWN = "unknown"


class MandateStatus(WireEnum):
    """State of a debit authorisation (代扣授权)."""

    ACTIVE = "active"
    PENDING = "pending"
    REVOKED = "revoked"
    EXPIRED = "expired"
    MISSING = "missing"
    UNKNOWN = "unknown"


class ContactField(WireEnum):
    """Which piece of contact data a record holds."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    EMPLOYER = "employer"
    ID_EXPIRY = "id_expiry"
    NAME = "name"
    ID_NUMBER = "id_number"
    UNKNOWN = "unknown"


class RetryDecision(WireEnum):
    """What the lender decided about a further attempt for the same installment."""

    PLANNED = "planned"
    NONE = "none"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


class DateShifting(WireEnum):
    """What the contract says of a due date on a holiday."""

    NONE = "none"
    NEXT_BUSINESS_DAY = "next_business_day"
    PREVIOUS_BUSINESS_DAY = "previous_business_day"
    UNKNOWN = "unknown"


class RequestStatus(WireEnum):
    """Where something the borrower asked for stands at the lender."""

    RECEIVED = "received"
    NEEDS_VERIFICATION = "needs_verification"
    IN_REVIEW = "in_review"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class MessageChannel(WireEnum):
    """By which way a message went to the borrower."""

    APP = "app"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"
    UNKNOWN = "unknown"


class CreditReporting(WireEnum):
    """What the contract says of reporting a late payment to the credit bureau."""

    AFTER_GRACE = "after_grace"
    FROM_DUE_DATE = "from_due_date"
    NOT_TOLD = "not_told"
    UNKNOWN = "unknown"


class AllocationPart(WireEnum):
    """One part of a debt, in the order in which a part payment is set against it."""

    COSTS = "costs"
    PENALTY = "penalty"
    INTEREST = "interest"
    PRINCIPAL = "principal"
    UNKNOWN = "unknown"
