"""The published list of problem types (RFC 9457). The type decides what the client does, never the status alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.records.fields import LongText, ShortText

PREFIX: Final = "urn:borrower-app:problem:"
MEDIA_TYPE: Final = "application/problem+json"


class ProblemType(StrEnum):
    """Last part of the problem's `type`."""

    INVALID_REQUEST = "invalid-request"
    UNAUTHENTICATED = "unauthenticated"
    FRESH_SIGN_IN_NEEDED = "fresh-sign-in-needed"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    UNKNOWN_OPERATION = "unknown-operation"
    STILL_RUNNING = "still-running"
    CURSOR_REFUSED = "cursor-refused"
    VERSION_CONFLICT = "version-conflict"
    TOO_LARGE = "too-large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported-media-type"
    KEY_REUSED = "key-reused"
    INVALID_VALUES = "invalid-values"
    REFUSED = "refused"
    VERIFICATION_FAILED = "verification-failed"
    VERIFICATION_EXPIRED = "verification-expired"
    PRECONDITION_REQUIRED = "precondition-required"
    TOO_MANY_REQUESTS = "too-many-requests"
    INTERNAL = "internal"
    MAINTENANCE = "maintenance"


STATUS: Final[dict[ProblemType, int]] = {
    ProblemType.INVALID_REQUEST: 400,
    ProblemType.UNAUTHENTICATED: 401,
    ProblemType.FRESH_SIGN_IN_NEEDED: 403,
    ProblemType.FORBIDDEN: 403,
    ProblemType.NOT_FOUND: 404,
    ProblemType.UNKNOWN_OPERATION: 404,
    ProblemType.METHOD_NOT_ALLOWED: 405,
    ProblemType.STILL_RUNNING: 409,
    ProblemType.CURSOR_REFUSED: 410,
    ProblemType.VERIFICATION_EXPIRED: 410,
    ProblemType.VERSION_CONFLICT: 412,
    ProblemType.TOO_LARGE: 413,
    ProblemType.UNSUPPORTED_MEDIA_TYPE: 415,
    ProblemType.KEY_REUSED: 422,
    ProblemType.INVALID_VALUES: 422,
    ProblemType.REFUSED: 422,
    ProblemType.VERIFICATION_FAILED: 422,
    ProblemType.PRECONDITION_REQUIRED: 428,
    ProblemType.TOO_MANY_REQUESTS: 429,
    ProblemType.INTERNAL: 500,
    ProblemType.MAINTENANCE: 503,
}


_BY_NAME: Final = {type_.value: type_ for type_ in ProblemType}


class CurrentRecord(Struct, frozen=True, kw_only=True):
    """With `version-conflict`: the record as it stands now, so that both values can be shown."""

    kind: ShortText
    id: ShortText
    version: Annotated[int, Meta(ge=0)]
    data: msgspec.Raw = msgspec.Raw(b"")
    """Its exact bytes; empty where the record is gone. (Optional, msgspec would hand out a decoded value instead.)"""


class Problem(Struct, frozen=True, kw_only=True):
    """A problem document. `title` and `detail` are data for display in plain text, never instructions."""

    type: ShortText
    title: ShortText
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: LongText | None = None
    member: ShortText | None = None
    """With `invalid-values`: which member of the values is wrong."""
    current: CurrentRecord | None = None
    retry_with_fresh_sign_in: Literal[True] | None = None

    @property
    def known_type(self) -> ProblemType | None:
        """The published type, or None for one that is not known here."""
        name = self.type.removeprefix(PREFIX)
        return _BY_NAME.get(name)


_DECODER = msgspec.json.Decoder(Problem)


def decode_problem(body: bytes) -> Problem:
    """Scan and decode; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _DECODER)


def problem(
    type_: ProblemType,
    title: str,
    detail: str | None = None,
    member: str | None = None,
    current: CurrentRecord | None = None,
) -> Problem:
    """A problem document with the status that belongs to its type."""
    return Problem(
        type=PREFIX + type_.value,
        title=title,
        status=STATUS[type_],
        detail=detail,
        member=member,
        current=current,
    )
