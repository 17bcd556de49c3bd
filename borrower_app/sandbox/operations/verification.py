"""Verification challenges: a six-digit code that goes to the registered phone (here: to the control interface).

Three wrong codes or ten minutes end a challenge; the operation then counts as refused and nothing has happened. A new
phone number needs two: the first goes to the phone on record, the second to the new one. Each has its own time and
tries, and only the second one has an effect.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets

import msgspec
from sqlalchemy import Row, select, update

from borrower_app.contract import strict_json
from borrower_app.contract.operation_values import ChangeContact, Values
from borrower_app.contract.operations import VERBS, Challenge, OperationReply, VerificationAnswer
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.identifiers import draw
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.claims import Claim, borrowers_contact, check_base, encode_reply, moment
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import JSON, HttpRequest, Refusal, Reply, refuse
from borrower_app.sandbox.operations import decisions

CODE_SECONDS = 600
ATTEMPTS = 3
_table = tables.operations
_DECODER = msgspec.json.Decoder(VerificationAnswer)
_EXPIRED = "验证码已失效，这次修改没有生效。请重新提交。"


def _registered_phone(turn: Turn) -> str | None:
    record = borrowers_contact(turn, "phone")
    return str(json.loads(record.data)["value"]) if record is not None else None


def _masked(number: str | None) -> str:
    return f"{number[:3]}****{number[-4:]}" if number is not None and len(number) >= 8 else "登记手机"


def _new_phone(values: Values) -> str | None:
    """The number that a change of the phone is about."""
    return values.value if isinstance(values, ChangeContact) and values.field == "phone" else None


def challenge(turn: Turn, claim: Claim) -> OperationReply:
    """Send a code for an operation that has been checked and not yet carried out.

    It goes to the phone on record; where there is none yet, a new number is asked itself.
    """
    registered = _registered_phone(turn)
    return _send_code(turn, claim, registered or _new_phone(claim.values), after=None)


def _send_code(turn: Turn, claim: Claim, phone: str | None, after: str | None) -> OperationReply:
    """A code to a phone; `after` is the code that was right before, which may come again when its answer got lost."""
    expires = moment(turn) + dt.timedelta(seconds=CODE_SECONDS)
    code = draw("0123456789", 6)
    while code == after:
        code = draw("0123456789", 6)
    sent_to = _masked(phone)
    turn.connection.execute(
        update(_table)
        .where(_table.c.operation_id == claim.operation_id)
        .values(
            code=code, code_expires=expires.timestamp(), attempts_left=ATTEMPTS, right_code=after, code_sent_to=sent_to
        )
    )
    waits = Challenge(sent_to=sent_to, expires_at=expires, attempts_left=ATTEMPTS)
    return _waiting(turn, claim.operation_id, claim.verb.name, waits)


def _waiting(turn: Turn, operation_id: str, operation: str, waits: Challenge) -> OperationReply:
    return OperationReply(
        operation_id=operation_id,
        operation=operation,
        state="needs_verification",
        at=moment(turn),
        verification=waits,
    )


def _set(turn: Turn, reply: OperationReply, **columns: object) -> bytes:
    body = encode_reply(reply)
    turn.connection.execute(
        update(_table)
        .where(_table.c.operation_id == reply.operation_id)
        .values(state=reply.state, outcome=body, **columns)
    )
    return body


def _refused(turn: Turn, row: Row[tuple[object, ...]], text: str | None) -> None:
    reply = OperationReply(
        operation_id=row.operation_id,
        operation=row.operation,
        state="refused",
        at=moment(turn),
        text=text,
    )
    _set(turn, reply, code=None)


def expire(turn: Turn, operation_id: str) -> None:
    """End a challenge whose time is over."""
    row = turn.connection.execute(
        select(_table).where(_table.c.operation_id == operation_id, _table.c.state == "needs_verification")
    ).first()
    if row is not None and row.code_expires <= turn.seconds():
        _refused(turn, row, _EXPIRED)


def answer(turn: Turn, request: HttpRequest, operation_id: str) -> Reply:
    """A code. The right one carries the operation out, or asks for the next one; sent again it gives the same reply."""
    code = _code_of(request)
    expire(turn, operation_id)
    row = turn.connection.execute(select(_table).where(_table.c.operation_id == operation_id)).first()
    if row is None:
        raise refuse(ProblemType.UNKNOWN_OPERATION)
    if row.state == "accepted":
        return Reply(200, bytes(row.outcome))
    if row.state == "running":
        raise refuse(ProblemType.STILL_RUNNING, headers=(("Retry-After", "1"),))
    if row.state == "refused":
        # Returned, not raised: the expiry above has to be kept.
        return refuse(ProblemType.VERIFICATION_EXPIRED, _EXPIRED).reply()
    if row.right_code is not None and secrets.compare_digest(code, row.right_code):
        return Reply(200, bytes(row.outcome))
    if not secrets.compare_digest(code, row.code):
        return _wrong(turn, row)
    verb = VERBS[row.operation]
    values: Values = strict_json.decode(bytes(row.values), msgspec.json.Decoder(verb.values))
    claim = Claim(verb, row.operation_id, values, row.base_version)
    check_base(turn, claim)
    try:
        decision = decisions.decide(turn, operation_id, verb.name, claim.values)
    except Refusal as refusal:
        _refused(turn, row, refusal.document.detail)
        return refusal.reply()
    new_phone = _new_phone(values)
    if new_phone is not None and row.right_code is None and _registered_phone(turn) is not None:
        return Reply(200, _set(turn, _send_code(turn, claim, new_phone, after=code)))
    reply = decisions.apply(turn, verb, operation_id, claim.values, decision)
    return Reply(200, _set(turn, reply, code=None))


def _code_of(request: HttpRequest) -> str:
    if request.media_type != JSON:
        raise refuse(ProblemType.UNSUPPORTED_MEDIA_TYPE, "application/json is expected")
    try:
        strict_json.scan(request.body)
        return strict_json.decode(request.body, _DECODER).code
    except ContractViolation as error:
        raise refuse(ProblemType.INVALID_REQUEST, str(error)) from None


def _wrong(turn: Turn, row: Row[tuple[object, ...]]) -> Reply:
    left = row.attempts_left - 1
    if left == 0:
        _refused(turn, row, "验证码三次不正确，这次修改没有生效。请重新提交。")
    else:
        expires = dt.datetime.fromtimestamp(row.code_expires, turn.now.tzinfo)
        waits = Challenge(sent_to=row.code_sent_to, expires_at=expires, attempts_left=left)
        _set(turn, _waiting(turn, row.operation_id, row.operation, waits), attempts_left=left)
    return refuse(
        ProblemType.VERIFICATION_FAILED, f"还可以再试 {left} 次。" if left else "不能再试，请重新提交。"
    ).reply()
