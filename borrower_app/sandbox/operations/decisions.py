"""What the lender decides about a wish, and how the books change when it is carried out.

A decision is made twice for wishes that need a verification: once before the code is sent, once when it has come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import insert

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import OperationReply, RecordVersion, Verb
from borrower_app.sandbox.books import happenings, ledger, record_log, tables
from borrower_app.sandbox.books.decision import Decision
from borrower_app.sandbox.books.record_writing import change, write_data
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.operations.about_cards import replace_instrument
from borrower_app.sandbox.operations.about_contacts import change_contact, mark_message_read
from borrower_app.sandbox.operations.about_mandates import revoke_mandate, sign_mandate
from borrower_app.sandbox.operations.about_requests import file_request, request_debit_retry, submit_document

_DECIDE: dict[str, Callable[[Turn, str, Any], Decision]] = {
    "replace_instrument": replace_instrument,
    "sign_mandate": sign_mandate,
    "revoke_mandate": revoke_mandate,
    "change_contact": change_contact,
    "mark_message_read": mark_message_read,
    "request_debit_retry": request_debit_retry,
    "submit_document": submit_document,
}


def decide(turn: Turn, operation_id: str, operation: str, values: Values) -> Decision:
    """The decision, without changing anything; raises Refusal."""
    decision = _DECIDE.get(operation)
    return decision(turn, operation_id, values) if decision else file_request(turn, operation_id, operation, values)


def apply(turn: Turn, verb: Verb, operation_id: str, values: Values, decision: Decision) -> OperationReply:
    """Change the books and write the one effect; the reply names every version that was made."""
    made = []
    for record in decision.new:
        kind, identifier, data = ledger.encode_record(record)
        made.append(RecordVersion(kind=kind, id=identifier, version=write_data(turn, kind, identifier, data)))
    for kind, identifier, members in decision.changed:
        stored = record_log.current(turn, kind, identifier)
        if stored is None:
            raise LookupError(f"{kind} {identifier} was decided upon and is gone")
        version = change(turn, kind, identifier, members) if members else stored.version
        for member, value in members.items():
            happenings.keep_member(turn, kind, identifier, member, value)
        made.append(RecordVersion(kind=kind, id=identifier, version=version))
    for at, task in decision.tasks:
        happenings.plan_task(turn, at, task)
    turn.connection.execute(
        insert(tables.effects),
        {
            "operation_id": operation_id,
            "operation": verb.name,
            "subject": verb.subject_of(values),
            "at": turn.seconds(),
        },
    )
    return OperationReply(
        operation_id=operation_id,
        operation=verb.name,
        state="accepted",
        at=turn.now.replace(microsecond=0),
        records=tuple(made),
        effective_from=decision.effective_from.isoformat() if decision.effective_from else None,
    )
