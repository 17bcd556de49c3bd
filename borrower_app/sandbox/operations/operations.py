"""Writes: taken up once per idempotency key, carried out once, answered the same way ever after.

The order of the checks is part of the contract: sign-in, key, stored reply, envelope, values, fresh sign-in, version.
A stored reply is given back byte for byte; a request that was refused before anything was stored may come again.
"""

from __future__ import annotations

import hashlib
import re
import time

import msgspec
from sqlalchemy import Row, insert, select, update

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import FRESH_SIGN_IN_SECONDS, OperationReply, Verb, decode_request, decode_values
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.sandbox.books import record_log, tables
from borrower_app.sandbox.books.claims import Claim, changed_record, check_base, check_version, encode_reply, moment
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import JSON, HttpRequest, Refusal, Reply, refuse
from borrower_app.sandbox.operations import decisions, verification
from borrower_app.sandbox.sign_in import authorization
from borrower_app.sandbox.sign_in.token_store import SignedInPerson

LEASE_SECONDS = 60.0
"""Real seconds after which a claim of a process that died may be taken over."""
_KEY = re.compile(r"[0-9a-f]{32}")
_IF_MATCH = re.compile(r'"([1-9][0-9]{0,15})"')
_table = tables.operations


def take_up(turn: Turn, request: HttpRequest, verb: Verb, members: dict[str, str]) -> Claim | Reply:
    """Check a write and claim it, or give the stored reply; raises Refusal."""
    sign_in = authorization.authenticate(turn, request)
    key = _idempotency_key(request)
    fingerprint = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    stored = _stored(turn, key)
    if stored is not None:
        if stored.request_hash != fingerprint:
            raise refuse(ProblemType.KEY_REUSED)
        if stored.answer is not None:
            return Reply(stored.status, bytes(stored.answer), stored.media_type)
        if time.time() - stored.claimed_at < LEASE_SECONDS:
            raise refuse(ProblemType.STILL_RUNNING, headers=(("Retry-After", "1"),))
        turn.connection.execute(_table.delete().where(_table.c.idempotency_key == key))
    operation_id, values, raw = _envelope(request, verb, members)
    if turn.connection.execute(select(_table.c.state).where(_table.c.operation_id == operation_id)).first():
        raise refuse(ProblemType.KEY_REUSED, "this operation id came with another key")
    if record_log.current(turn, "request", operation_id) is not None:
        raise refuse(ProblemType.KEY_REUSED, "a request of this id is on record already")
    _check_freshness(turn, verb, values, sign_in)
    base = _base_version(turn, request, verb, values)
    turn.connection.execute(
        insert(_table),
        {
            "operation_id": operation_id,
            "idempotency_key": key,
            "key_until": turn.seconds() + turn.discovery.idempotency_retention_seconds,
            "operation": verb.name,
            "request_hash": fingerprint,
            "state": "running",
            "claimed_at": time.time(),
            "values": raw,
            "base_version": base,
        },
    )
    return Claim(verb, operation_id, values, base)


def _idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get("idempotency-key")
    if key is None or not _KEY.fullmatch(key):
        raise refuse(ProblemType.INVALID_REQUEST, "Idempotency-Key: 32 hexadecimal digits in lower case")
    return key


def _stored(turn: Turn, key: str) -> Row[tuple[object, ...]] | None:
    """What is known of a key; a key older than the published retention is forgotten."""
    row = turn.connection.execute(select(_table).where(_table.c.idempotency_key == key)).first()
    if row is None or row.key_until > turn.seconds():
        return row
    forgotten = {"idempotency_key": f"forgotten:{row.operation_id}"}
    turn.connection.execute(update(_table).where(_table.c.idempotency_key == key).values(forgotten))
    return None


def _envelope(request: HttpRequest, verb: Verb, members: dict[str, str]) -> tuple[str, Values, bytes]:
    if request.media_type != JSON:
        raise refuse(ProblemType.UNSUPPORTED_MEDIA_TYPE, "application/json is expected")
    try:
        envelope = decode_request(request.body)
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None
    try:
        values = decode_values(verb.name, envelope.values)
    except ContractViolation as error:
        found = re.search(r"`\$\.([a-z0-9_]+)", str(error))
        raise refuse(ProblemType.INVALID_VALUES, str(error), found.group(1) if found else None) from None
    for name, text in members.items():
        if str(getattr(values, name)) != text:
            raise refuse(ProblemType.INVALID_VALUES, "path and values name different things", name)
    return envelope.operation_id, values, bytes(envelope.values)


def _check_freshness(turn: Turn, verb: Verb, values: Values, sign_in: SignedInPerson) -> None:
    if verb.is_sensitive(values) and turn.seconds() - sign_in.auth_time > FRESH_SIGN_IN_SECONDS:
        refusal = refuse(ProblemType.FRESH_SIGN_IN_NEEDED)
        raise Refusal(msgspec.structs.replace(refusal.document, retry_with_fresh_sign_in=True))


def _base_version(turn: Turn, request: HttpRequest, verb: Verb, values: Values) -> int | None:
    """The version that `If-Match` names, checked against the record that the verb changes."""
    if verb.changes is None:
        return None
    kind, identifier, record = changed_record(turn, verb, values)
    if record is None and verb.name != "change_contact":
        raise refuse(ProblemType.NOT_FOUND, f"there is no {kind} of this id")
    given = request.headers.get("if-match")
    if given is None:
        if record is None:
            return None
        raise refuse(ProblemType.PRECONDITION_REQUIRED, 'If-Match: "VERSION" of the record is needed')
    match = _IF_MATCH.fullmatch(given.strip())
    if match is None:
        raise refuse(ProblemType.INVALID_REQUEST, 'If-Match: the version as a whole number in quotes, e.g. "3"')
    base = int(match.group(1))
    check_version(kind, identifier, record, base)
    return base


def carry_out(turn: Turn, claim: Claim) -> Reply:
    """Decide a claimed write and store the reply; raises Refusal for one that leaves no trace."""
    check_base(turn, claim)
    try:
        decision = decisions.decide(turn, claim.operation_id, claim.verb.name, claim.values)
    except Refusal as refusal:
        if refusal.document.known_type is not ProblemType.REFUSED:
            raise
        return _store_refused(turn, claim, refusal)
    if claim.is_verified:
        reply = verification.challenge(turn, claim)
    else:
        reply = decisions.apply(turn, claim.verb, claim.operation_id, claim.values, decision)
    body = encode_reply(reply)
    _finish(turn, claim.operation_id, reply.state, body)
    turn.connection.execute(
        update(_table)
        .where(_table.c.operation_id == claim.operation_id)
        .values(status=200, answer=body, media_type=JSON)
    )
    return Reply(200, body)


def _store_refused(turn: Turn, claim: Claim, refusal: Refusal) -> Reply:
    """A decision against the wish is remembered like one for it."""
    answer = refusal.reply()
    outcome = OperationReply(
        operation_id=claim.operation_id,
        operation=claim.verb.name,
        state="refused",
        at=moment(turn),
        text=refusal.document.detail,
    )
    _finish(turn, claim.operation_id, "refused", encode_reply(outcome))
    turn.connection.execute(
        update(_table)
        .where(_table.c.operation_id == claim.operation_id)
        .values(status=answer.status, answer=answer.body, media_type=answer.media_type)
    )
    return answer


def _finish(turn: Turn, operation_id: str, state: str, outcome: bytes) -> None:
    turn.connection.execute(
        update(_table).where(_table.c.operation_id == operation_id).values(state=state, outcome=outcome)
    )


def release(turn: Turn, claim: Claim) -> None:
    """Give a claim back: nothing has happened, the same request may come again."""
    turn.connection.execute(
        _table.delete().where(_table.c.operation_id == claim.operation_id, _table.c.state == "running")
    )


def outcome(turn: Turn, operation_id: str) -> Reply:
    """What the lender says of an operation now."""
    verification.expire(turn, operation_id)
    row = turn.connection.execute(select(_table).where(_table.c.operation_id == operation_id)).first()
    if row is None:
        raise refuse(ProblemType.UNKNOWN_OPERATION)
    if row.outcome is None:
        raise refuse(ProblemType.STILL_RUNNING, headers=(("Retry-After", "1"),))
    return Reply(200, bytes(row.outcome))
