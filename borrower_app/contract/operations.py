"""The table of write verbs, the request envelope and the replies: what the outbox sends and the lender answers for.

Adding an operation: one Struct in `operation_values`, one row in `VERBS`; client, sandbox and OpenAPI follow the row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Raw, Struct

from borrower_app.contract import operation_values as values_of
from borrower_app.contract import strict_json
from borrower_app.contract.operation_values import Values
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.bounds import OutOfBounds, date_within_bounds, within_bounds
from borrower_app.records.fields import Identifier, Instant, LongText, ShortText, Version, spoken_reference

CONTRACT_VERSION: Final = 1
OPERATION_PATH: Final = "/v1/operations/{operation_id}"
VERIFICATION_PATH: Final = "/v1/operations/{operation_id}/verification"
CHANGES_PATH: Final = "/v1/changes"
FRESH_SIGN_IN_SECONDS: Final = 300

IdempotencyKey = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]


class Verb(Struct, frozen=True, kw_only=True):
    """One operation of the contract.

    `path` may name members of the values in braces. `changes` names (kind, member) of the record that is changed, so
    that `If-Match` with its version is demanded; None where nothing existing is changed. `subject` are the members
    that make up the subject: only one operation of a subject is in flight at a time.
    """

    name: str
    method: Literal["POST", "PUT"]
    path: str
    values: type[Values]
    summary: str
    changes: tuple[str, str] | None = None
    subject: tuple[str, ...] = ()
    needs_fresh_sign_in: bool = False
    needs_verification: bool = False
    verified_fields: tuple[str, ...] = ()
    """For change_contact: the fields whose change needs a fresh sign-in and a verification challenge."""

    def is_sensitive(self, values: Values) -> bool:
        """Whether these values need a sign-in not older than five minutes and must never be queued offline."""
        return self.needs_fresh_sign_in or getattr(values, "field", None) in self.verified_fields

    def path_for(self, values: Values) -> str:
        """The request path for these values."""
        return self.path.format(**{name: getattr(values, name) for name in self.path_members})

    @property
    def path_members(self) -> tuple[str, ...]:
        """Members of the values that stand in the path."""
        return tuple(part.partition("}")[0] for part in self.path.split("{")[1:])

    def subject_of(self, values: Values) -> str:
        """The subject as one text, e.g. `change_contact:email`; two operations with one subject exclude each other."""
        return ":".join((self.name, *(str(getattr(values, name)) for name in self.subject)))


VERBS: Final[dict[str, Verb]] = {
    verb.name: verb
    for verb in (
        Verb(
            name="replace_instrument",
            method="PUT",
            path="/v1/loans/{loan_id}/instrument",
            values=values_of.ReplaceInstrument,
            summary="Let another card pay a loan",
            changes=("loan", "loan_id"),
            subject=("loan_id",),
            needs_fresh_sign_in=True,
            needs_verification=True,
        ),
        Verb(
            name="sign_mandate",
            method="POST",
            path="/v1/loans/{loan_id}/mandates",
            values=values_of.SignMandate,
            summary="Sign or renew a debit authorisation",
            subject=("loan_id",),
            needs_fresh_sign_in=True,
            needs_verification=True,
        ),
        Verb(
            name="revoke_mandate",
            method="POST",
            path="/v1/mandates/{mandate_id}/revocation",
            values=values_of.RevokeMandate,
            summary="End a debit authorisation",
            changes=("mandate", "mandate_id"),
            subject=("mandate_id",),
            needs_fresh_sign_in=True,
            needs_verification=True,
        ),
        Verb(
            name="change_contact",
            method="PUT",
            path="/v1/contacts/{field}",
            values=values_of.ChangeContact,
            summary="Change one piece of contact data",
            changes=("contact", "field"),
            subject=("field",),
            verified_fields=("phone", "id_expiry"),
        ),
        Verb(
            name="request_debit_retry",
            method="POST",
            path="/v1/debit-attempts/{attempt_id}/retry",
            values=values_of.RequestDebitRetry,
            summary="Ask for another attempt of a failed debit",
            changes=("debit_attempt", "attempt_id"),
            subject=("attempt_id",),
        ),
        Verb(
            name="hardship_request",
            method="POST",
            path="/v1/loans/{loan_id}/hardship-requests",
            values=values_of.HardshipRequest,
            summary="Ask for grace, a longer term, interest only or another due day",
            subject=("loan_id",),
        ),
        Verb(
            name="prepayment_request",
            method="POST",
            path="/v1/loans/{loan_id}/prepayment-requests",
            values=values_of.PrepaymentRequest,
            summary="Ask to pay principal early",
            subject=("loan_id",),
        ),
        Verb(
            name="penalty_waiver_request",
            method="POST",
            path="/v1/debit-attempts/{attempt_id}/penalty-waiver",
            values=values_of.PenaltyWaiverRequest,
            summary="Ask for a waiver of penalty interest",
            subject=("attempt_id",),
        ),
        Verb(
            name="complaint",
            method="POST",
            path="/v1/complaints",
            values=values_of.Complaint,
            summary="Complain",
            subject=("subject",),
        ),
        Verb(
            name="review_request",
            method="POST",
            path="/v1/debit-attempts/{attempt_id}/review",
            values=values_of.ReviewRequest,
            summary="Ask the lender to look at an attempt again",
            subject=("attempt_id",),
        ),
        Verb(
            name="submit_document",
            method="POST",
            path="/v1/requests/{request_id}/documents",
            values=values_of.SubmitDocument,
            summary="Hand in a document",
            subject=("request_id", "sha256"),
        ),
        Verb(
            name="document_request",
            method="POST",
            path="/v1/loans/{loan_id}/document-requests",
            values=values_of.DocumentRequest,
            summary="Ask for a document",
            subject=("loan_id", "document", "period"),
        ),
        Verb(
            name="data_request",
            method="POST",
            path="/v1/data-requests",
            values=values_of.DataRequest,
            summary="Ask for a copy, correction or erasure of personal data",
            subject=("right",),
        ),
        Verb(
            name="mark_message_read",
            method="POST",
            path="/v1/messages/{message_id}/read",
            values=values_of.MarkMessageRead,
            summary="Tell the lender that a message was read",
            subject=("message_id",),
        ),
    )
}


def spoken_reference_of(operation_id: str) -> str:
    """Eight digits under which staff find an operation: seven of the id's SHA-256 as a number, then the Luhn digit.

    Both sides compute it from the id, so that nobody has to read an id or a personal number aloud.
    """
    number = int.from_bytes(hashlib.sha256(operation_id.encode()).digest()[:8]) % 10_000_000
    return spoken_reference(f"{number:07d}")


class OperationRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of every write: the client's own operation id and the values."""

    operation_id: Identifier
    contract_version: Literal[1] = 1
    values: Raw


class RecordVersion(Struct, frozen=True, kw_only=True):
    """The version of a record that an operation made: the overlay stays until a pull has brought it."""

    kind: ShortText
    id: Identifier
    version: Version


class Challenge(Struct, frozen=True, kw_only=True):
    """A verification challenge: where the code went (masked by the lender) and until when it is good."""

    sent_to: ShortText
    expires_at: Instant
    attempts_left: Annotated[int, Meta(ge=0, le=10)]


class OperationReply(Struct, frozen=True, kw_only=True):
    """What the lender says of an operation, on the write itself and on `GET /v1/operations/{id}` alike.

    `accepted`: the lender has taken it over and names the record versions it made. `needs_verification`: a code was
    sent and nothing has happened yet. `refused`: it was decided against, `text` says why.
    """

    operation_id: Identifier
    operation: ShortText
    state: Literal["accepted", "needs_verification", "refused"]
    at: Instant
    records: tuple[RecordVersion, ...] = ()
    effective_from: ShortText | None = None
    """ISO calendar date in the lender's zone, when the change takes effect later than now."""
    verification: Challenge | None = None
    text: LongText | None = None


class VerificationAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of `POST /v1/operations/{id}/verification`."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{4,8}\Z")]


_REPLY_DECODER = msgspec.json.Decoder(OperationReply)
_REQUEST_DECODER = msgspec.json.Decoder(OperationRequest)
_VALUES_DECODERS: Final = {name: msgspec.json.Decoder(verb.values) for name, verb in VERBS.items()}


def decode_values(operation: str, data: bytes | Raw) -> Values:
    """The values of one operation; raises KeyError for an unknown name, ContractViolation for wrong values."""
    values: Values = strict_json.decode(data, _VALUES_DECODERS[operation])
    return values


def decode_request(body: bytes) -> OperationRequest:
    """Scan and decode a write's body; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _REQUEST_DECODER)


def encode_request(operation_id: str, values: Values) -> bytes:
    """The exact bytes that are stored in the outbox and sent, every time the same."""
    return msgspec.json.encode(OperationRequest(operation_id=operation_id, values=Raw(msgspec.json.encode(values))))


def decode_reply(body: bytes, operation_id: str, operation: str) -> OperationReply:
    """Scan and decode; raises ContractViolation, also when the reply speaks of another operation or another verb, or of
    a time that no change can have (`records.bounds`).
    """
    strict_json.scan(body)
    reply = strict_json.decode(body, _REPLY_DECODER)
    if reply.operation_id != operation_id:
        raise ContractViolation("the reply speaks of another operation")
    if reply.operation != operation:
        raise ContractViolation("the reply speaks of another verb")
    try:
        effective_from_of(reply.effective_from)
        return within_bounds(reply)
    except OutOfBounds as beyond:
        raise ContractViolation(str(beyond)) from beyond


def effective_from_of(text: str | None) -> dt.date | None:
    """The calendar date that a reply names; None for what is no date. Raises OutOfBounds."""
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return date_within_bounds(day, "effective_from") if day is not None else None
