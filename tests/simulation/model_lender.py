"""A lender that keeps the contract, as small as it can be: written from the integration guide, in memory, one borrower.

A write is carried out at once and once for each idempotency key; the key is forgotten when the published retention is
over. A lender that does not know operation ids (`knows_operation_ids` False) then takes the same bytes for a new wish:
the least that a published retention promises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.discovery import DISCOVERY_PATH
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import (
    CHANGES_PATH,
    VERBS,
    OperationReply,
    RecordVersion,
    decode_request,
    decode_values,
)
from borrower_app.contract.problems import CurrentRecord, ProblemType, problem
from tests.simulation.books import Books, CursorForgotten
from tests.simulation.challenges import Challenges
from tests.store import lender_pages

RETENTION: Final = dt.timedelta(days=1)
FRESH: Final = dt.timedelta(seconds=300)
REFUSED_WORD: Final = "refuse"
"""A complaint with this word is decided against."""


@dataclass(frozen=True)
class Request:
    """A request as it arrives; `signed_in_at` None: without a good access token."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]
    signed_in_at: dt.datetime | None


@dataclass(frozen=True)
class Answer:
    """What the lender answers."""

    status: int
    body: bytes
    retry_after: int | None = None


@dataclass(frozen=True)
class Effect:
    """Something that really happened because of a request."""

    operation_id: str
    operation: str
    subject: str
    values: Values
    base: int | None
    made: RecordVersion
    revision: int


@dataclass
class Claim:
    """A write that was taken up."""

    operation_id: str
    operation: str
    values: Values
    base: int | None
    reply: OperationReply | None = None


class Refusal(Exception):
    """A problem document instead of a reply."""

    def __init__(self, type_: ProblemType, current: CurrentRecord | None = None) -> None:
        super().__init__(type_.value)
        document = problem(type_, type_.value, current=current)
        self.answer = Answer(document.status, _encoded(document))


@dataclass
class ModelLender:
    """The lender; `now` is its own clock, which nobody moves."""

    now: Callable[[], dt.datetime]
    page_limit: int
    knows_operation_ids: bool
    effects: list[Effect] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    """What the guide calls a defect of the app: wrong requests, a key with other bytes."""

    def __post_init__(self) -> None:
        self.books = Books(self.now())
        self.claims: dict[str, Claim] = {}
        self.challenges = Challenges(self.now)
        self._keys: dict[str, tuple[bytes, Answer, dt.datetime]] = {}

    def answer(self, request: Request) -> Answer:
        """Handle one request as it arrives."""
        try:
            return self._routed(request)
        except Refusal as refusal:
            return refusal.answer

    def _routed(self, request: Request) -> Answer:
        parts = urlsplit(request.path)
        if parts.path == DISCOVERY_PATH:
            return Answer(200, _discovery(self.page_limit))
        if request.signed_in_at is None:
            raise Refusal(ProblemType.UNAUTHENTICATED)
        if parts.path == CHANGES_PATH:
            since = parse_qs(parts.query).get("since", [None])[0]
            try:
                return Answer(200, msgspec.json.encode(self.books.page(since, self.page_limit, self.now())))
            except CursorForgotten:
                raise Refusal(ProblemType.CURSOR_REFUSED) from None
        if parts.path.startswith("/v1/operations/"):
            identifier, _slash, verification = parts.path.removeprefix("/v1/operations/").partition("/")
            return self._verified(identifier, request.body) if verification else self._told(identifier)
        return self._written(request)

    def _told(self, identifier: str) -> Answer:
        claim = self.claims.get(identifier)
        if claim is None:
            raise Refusal(ProblemType.UNKNOWN_OPERATION)
        if claim.reply is None:
            return self._reply(self.challenges.standing(identifier, claim.operation))
        return self._reply(claim.reply)

    def _written(self, request: Request) -> Answer:
        key = request.headers["Idempotency-Key"]
        bytes_of_it = f"{request.method} {request.path}\n".encode() + request.body
        known = self._keys.get(key)
        if known is not None and self.now() < known[2] + RETENTION:
            if known[0] != bytes_of_it:
                self._defect(ProblemType.KEY_REUSED, "a key came with other bytes")
            return known[1]
        envelope = decode_request(request.body)
        operation = _operation_at(request.method, request.path)
        values = decode_values(operation, envelope.values)
        if self.knows_operation_ids and envelope.operation_id in self.claims:
            self._defect(ProblemType.KEY_REUSED, "an operation id came with another key")
        verb = VERBS[operation]
        if verb.is_sensitive(values) and self.now() - (request.signed_in_at or self.now()) > FRESH:
            raise Refusal(ProblemType.FRESH_SIGN_IN_NEEDED)
        base = self._base(operation, values, request.headers.get("If-Match"))
        claim = Claim(envelope.operation_id, operation, values, base)
        answer = self._carried_out(claim, sensitive=verb.is_sensitive(values))
        self.claims[claim.operation_id] = claim
        self._keys[key] = (bytes_of_it, answer, self.now())
        return answer

    def _carried_out(self, claim: Claim, *, sensitive: bool) -> Answer:
        if isinstance(claim.values, values_of.Complaint) and claim.values.text == REFUSED_WORD:
            claim.reply = self._outcome(claim, "refused")
            return Refusal(ProblemType.REFUSED).answer
        if sensitive:
            self.challenges.begin(claim.operation_id)
            return self._reply(self.challenges.standing(claim.operation_id, claim.operation))
        return self._reply(self._happen(claim))

    def _verified(self, identifier: str, body: bytes) -> Answer:
        claim = self.claims.get(identifier)
        if claim is None:
            raise Refusal(ProblemType.UNKNOWN_OPERATION)
        if claim.reply is not None and claim.reply.state == "accepted":
            return self._reply(claim.reply)
        if claim.reply is not None or self.challenges.is_over(identifier):
            claim.reply = claim.reply or self._outcome(claim, "refused")
            raise Refusal(ProblemType.VERIFICATION_EXPIRED)
        if not self.challenges.is_right(identifier, body):
            raise Refusal(ProblemType.VERIFICATION_FAILED)
        self._base(claim.operation, claim.values, None if claim.base is None else f'"{claim.base}"')
        return self._reply(self._happen(claim))

    def _happen(self, claim: Claim) -> OperationReply:
        """The one effect of a write; the reply that tells of it."""
        values, now = claim.values, self.now()
        if isinstance(values, values_of.ChangeContact):
            kind, identifier = "contact", f"contact-{values.field}"
            version = self.books.put_contact(values.field, values.value, now)
        elif isinstance(values, values_of.MarkMessageRead):
            kind, identifier = "message", values.message_id
            version = self.books.put_members(
                kind, identifier, at=now.isoformat(), channel="app", title="t", body="b", read=True
            )
        else:
            kind, identifier = "request", claim.operation_id
            version = self.books.put_members(
                kind, identifier, operation=claim.operation, status="received", submitted_at=now.isoformat()
            )
        made = RecordVersion(kind=kind, id=identifier, version=version)
        subject = VERBS[claim.operation].subject_of(values)
        self.effects.append(
            Effect(claim.operation_id, claim.operation, subject, values, claim.base, made, self.books.revision)
        )
        claim.reply = self._outcome(claim, "accepted", made)
        return claim.reply

    def _base(self, operation: str, values: Values, given: str | None) -> int | None:
        """The version that `If-Match` names; raises Refusal unless it is the present one."""
        if not isinstance(values, values_of.ChangeContact):
            return None
        identifier = f"contact-{values.field}"
        entry = self.books.current("contact", identifier)
        if given is None:
            if entry is None:
                return None
            raise Refusal(ProblemType.PRECONDITION_REQUIRED)
        base = int(given.strip('"'))
        if entry is None:
            raise Refusal(ProblemType.VERSION_CONFLICT, CurrentRecord(kind="contact", id=identifier, version=0))
        if entry.version != base:
            raw = msgspec.Raw(entry.data or b"")
            current = CurrentRecord(kind="contact", id=identifier, version=entry.version, data=raw)
            raise Refusal(ProblemType.VERSION_CONFLICT, current)
        return base

    def _outcome(self, claim: Claim, state: Literal["accepted", "refused"], *made: RecordVersion) -> OperationReply:
        return OperationReply(
            operation_id=claim.operation_id, operation=claim.operation, state=state, at=self.now(), records=made
        )

    def _reply(self, reply: OperationReply) -> Answer:
        return Answer(200, _encoded(reply))

    def _defect(self, type_: ProblemType, text: str) -> None:
        self.defects.append(text)
        raise Refusal(type_)


def _operation_at(method: str, path: str) -> str:
    """The operation behind a path of the table of verbs."""
    parts = path.split("/")
    for name, verb in VERBS.items():
        wanted = verb.path.split("/")
        fits = len(wanted) == len(parts) and all(
            one.startswith("{") or one == other for one, other in zip(wanted, parts, strict=True)
        )
        if fits and verb.method == method:
            return name
    raise Refusal(ProblemType.NOT_FOUND)


def _discovery(page_limit: int) -> bytes:
    members: dict[str, Any] = msgspec.json.decode(lender_pages.DISCOVERY)
    members["idempotency_retention_seconds"] = int(RETENTION.total_seconds())
    members["page_limits"] = {"default": page_limit, "maximum": page_limit}
    return msgspec.json.encode(members)


def _encoded(document: msgspec.Struct) -> bytes:
    """A document without the members that say nothing."""
    members = {name: value for name, value in msgspec.structs.asdict(document).items() if value is not None}
    return msgspec.json.encode(members)
