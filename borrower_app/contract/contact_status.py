"""Whether a member of the lender's staff is in contact with the borrower at this moment: `GET /v1/contact-status`.

Asked while a page that shows it is open, kept nowhere. Each question carries a number drawn for it, which the answer
repeats: an answer that was kept on the way, or is played back, carries another one. Only a contact that the lender
began itself, or that the borrower began from this app, confirms anybody: whoever calls the lender's hotline in the
borrower's name makes the lender say that somebody talks to the borrower, and it is them.
"""

from __future__ import annotations

import datetime as dt
import hmac
import unicodedata
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.bounds import OutOfBounds, within_bounds
from borrower_app.records.enums import WireEnum
from borrower_app.records.fields import Instant

CONTACT_STATUS_PATH: Final = "/v1/contact-status"
CONTACT_STATUS: Final = "contact_status"
"""The capability: `GET /v1/contact-status` is there."""
LONGEST_ANSWER: Final = 4_096
"""Bytes of an answer."""
LONGEST_CONTACT: Final = dt.timedelta(hours=12)
"""A contact that has lasted longer was not ended by whoever forgot it; nobody is confirmed by it."""

QuestionNumber = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
"""128 random bits, drawn anew for each question."""
StaffNumber = Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,12}\Z")]
PassPhrase = Annotated[str, Meta(pattern=r"^[0-9]{4}\Z")]


class ContactChannel(WireEnum):
    """How the two are in contact."""

    PHONE = "phone"
    VIDEO = "video"
    CHAT = "chat"
    BRANCH = "branch"
    UNKNOWN = "unknown"


class BegunBy(WireEnum):
    """Who began the contact. `caller`: somebody who called the lender and said that they are the borrower."""

    LENDER = "lender"
    BORROWER_IN_APP = "borrower_in_app"
    CALLER = "caller"
    UNKNOWN = "unknown"


_CONFIRMING: Final = frozenset({BegunBy.LENDER, BegunBy.BORROWER_IN_APP})


class StaffContact(Struct, frozen=True, kw_only=True):
    """One contact that is going on. `since` is the instant at which it began.

    `pass_phrase` is made for this contact alone: the member of staff says it, the borrower types it into the app.
    It is there where the contact confirms somebody, and it is never shown.
    """

    channel: ContactChannel
    since: Instant
    staff_number: StaffNumber
    begun_by: BegunBy
    pass_phrase: PassPhrase | None = None

    def __repr__(self) -> str:
        return f"StaffContact({self.channel.value}, {self.begun_by.value}, …)"

    @property
    def confirms(self) -> bool:
        """Whether it can confirm anybody."""
        return self.begun_by in _CONFIRMING and self.pass_phrase is not None

    @property
    def name(self) -> tuple[str, str, str]:
        """What tells this contact from the ones before and after it."""
        return (self.channel.value, self.since.isoformat(), self.staff_number)

    def is_said(self, typed: str) -> bool:
        """Whether what was typed is this contact's pass phrase; never for a contact that confirms nobody."""
        # Input methods give full-width digits, too.
        said = "".join(unicodedata.normalize("NFKC", typed).split())
        return self.confirms and hmac.compare_digest(said.encode(), (self.pass_phrase or "").encode())


class ContactStatus(Struct, frozen=True, kw_only=True):
    """The answer of `GET /v1/contact-status`. `asked` repeats the question's number; `as_of` is the lender's instant.

    `contact` is there exactly where `in_contact` is true: an answer that lost a part must not read as "nobody".
    """

    asked: QuestionNumber
    as_of: Instant
    in_contact: bool
    contact: StaffContact | None = None


_DECODER: Final = msgspec.json.Decoder(ContactStatus)


def decode_contact_status(body: bytes, asked: str) -> ContactStatus:
    """Scan and decode the answer to the question of a number.

    Raises ContractViolation, also for the answer to another question and for a contact that can't be going on.
    """
    strict_json.scan(body)
    status = strict_json.decode(body, _DECODER)
    if status.asked != asked:
        raise ContractViolation("the answer belongs to another question")
    if status.in_contact != (status.contact is not None):
        raise ContractViolation("in_contact and contact contradict each other")
    try:
        within_bounds(status)
        if status.contact is not None:
            within_bounds(status.contact)
    except OutOfBounds as beyond:
        raise ContractViolation(str(beyond)) from beyond
    if status.contact is not None:
        _demand_going_on(status.contact, status.as_of)
    return status


def _demand_going_on(contact: StaffContact, as_of: dt.datetime) -> None:
    if not dt.timedelta(0) <= as_of - contact.since <= LONGEST_CONTACT:
        raise ContractViolation("a contact began after the answer, or more than twelve hours before it")
    if contact.begun_by in _CONFIRMING and contact.pass_phrase is None:
        raise ContractViolation("a contact that confirms somebody has no pass phrase")
