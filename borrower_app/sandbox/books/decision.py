"""What a decision is, and how the deciding functions look at the books."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from borrower_app.contract.kinds import Record
from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.ledger import KIND_OF
from borrower_app.sandbox.books.tasks import Task
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse

T = TypeVar("T", bound=Record)
Patch = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Decision:
    """Records to be made, members to be changed now, and what the lender will do at later instants."""

    new: tuple[Record, ...] = ()
    changed: tuple[Patch, ...] = ()
    tasks: tuple[tuple[dt.datetime, Task], ...] = ()
    effective_from: dt.date | None = None


def find(turn: Turn, type_: type[T], identifier: str) -> T | None:
    """A record as it stands now, or None."""
    stored = record_log.current(turn, KIND_OF[type_], identifier)
    return None if stored is None else msgspec.json.decode(stored.data, type=type_)


def get(turn: Turn, type_: type[T], identifier: str) -> T:
    """A record that a path names; raises Refusal (not-found)."""
    found = find(turn, type_, identifier)
    if found is None:
        raise refuse(ProblemType.NOT_FOUND, f"there is no {KIND_OF[type_]} of this id")
    return found


def every(turn: Turn, type_: type[T]) -> list[T]:
    """All records of a kind, by id."""
    return [msgspec.json.decode(stored.data, type=type_) for stored in record_log.all_current(turn, KIND_OF[type_])]


def every_of_loan(turn: Turn, type_: type[T], loan_id: str) -> list[T]:
    """The records of a kind that belong to a loan, by id."""
    stored = record_log.all_current(turn, KIND_OF[type_], loan_id)
    return [msgspec.json.decode(record.data, type=type_) for record in stored]
