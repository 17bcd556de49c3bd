"""A write that was taken up, and what it rests on: the version that the client named with `If-Match`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import OperationReply, Verb
from borrower_app.contract.problems import CurrentRecord, ProblemType
from borrower_app.records.account import Contact
from borrower_app.records.enums import Holder
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.record_log import LoggedRecord
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse


@dataclass(frozen=True, slots=True)
class Claim:
    """A write that this process has taken up: nobody else carries it out meanwhile."""

    verb: Verb
    operation_id: str
    values: Values
    base_version: int | None

    @property
    def is_verified(self) -> bool:
        """Whether a verification challenge stands before the effect."""
        return self.verb.needs_verification or getattr(self.values, "field", None) in self.verb.verified_fields


def changed_record(turn: Turn, verb: Verb, values: Values) -> tuple[str, str, LoggedRecord | None]:
    """Kind, id and present state of the record that a verb with `changes` changes.

    A piece of contact data is named by its field, whatever id the lender gave to its record.
    """
    if verb.changes is None:
        raise ValueError(f"{verb.name} changes no record")
    kind, member = verb.changes
    name = getattr(values, member)
    if kind == "contact":
        record = borrowers_contact(turn, name)
        return kind, record.identifier if record else name, record
    return kind, name, record_log.current(turn, kind, name)


def borrowers_contact(turn: Turn, field: str) -> LoggedRecord | None:
    """The record of one piece of the borrower's own contact data."""
    for stored in record_log.all_current(turn, "contact"):
        contact = msgspec.json.decode(stored.data, type=Contact)
        if contact.field == field and contact.holder is Holder.BORROWER:
            return stored
    return None


def check_version(kind: str, identifier: str, record: LoggedRecord | None, base: int) -> None:
    """Raise Refusal (version-conflict, with the record as it stands now) unless `base` is the current version."""
    if record is not None and record.version == base:
        return
    if record is None:
        current = CurrentRecord(kind=kind, id=identifier, version=0)
    else:
        current = CurrentRecord(kind=kind, id=identifier, version=record.version, data=msgspec.Raw(record.data))
    raise refuse(ProblemType.VERSION_CONFLICT, current=current)


def check_base(turn: Turn, claim: Claim) -> None:
    """Raise Refusal (version-conflict) when the record has changed since the version that the client named."""
    if claim.verb.changes is None:
        return
    kind, identifier, record = changed_record(turn, claim.verb, claim.values)
    if claim.base_version is not None or record is not None:
        check_version(kind, identifier, record, claim.base_version or 0)


def moment(turn: Turn) -> dt.datetime:
    """Now, in whole seconds."""
    return turn.now.replace(microsecond=0)


def encode_reply(reply: OperationReply) -> bytes:
    """A reply without the members that say nothing."""
    members = {name: value for name, value in msgspec.structs.asdict(reply).items() if value is not None}
    return msgspec.json.encode(members)
