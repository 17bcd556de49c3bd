"""A happening laid over books that the borrower's own requests have changed since the story was built.

A happening carries whole records as the story knew them. Written blindly it would take back a new card or post an
installment twice; so only what the happening itself changes is carried over, member by member and row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from borrower_app.contract.kinds import RECORD_TYPES, Record
from borrower_app.records.loan import InstallmentRow, InstallmentTable
from borrower_app.sandbox.scenarios.story import Happening

Key = tuple[str, str]
_Record = TypeVar("_Record", bound=msgspec.Struct)
_KIND_OF = {type_: kind for kind, type_ in RECORD_TYPES.items()}


def key_of(record: Record) -> Key:
    """Kind and id of a record."""
    return _KIND_OF[type(record)], record.id


def as_it_happens(happening: Happening, told: Mapping[Key, Record], now: Mapping[Key, Record]) -> Happening | None:
    """The happening as it fits the books `now`; `told` are the records the story had before it.

    None when a row it would change was changed since: that installment was settled in another way, and nothing of the
    happening is true any more.
    """
    upsert: list[Record] = []
    for after in happening.upsert:
        before, current = told.get(key_of(after)), now.get(key_of(after))
        if before is None or current is None or before == current:
            upsert.append(after)
        elif isinstance(after, InstallmentTable):
            rows = _rows(before, after, current)
            if rows is None:
                return None
            upsert.append(msgspec.structs.replace(after, rows=rows))
        else:
            upsert.append(_members(before, after, current))
    return Happening(at=happening.at, upsert=tuple(upsert), delete=happening.delete)


def _members(before: _Record, after: _Record, current: _Record) -> _Record:
    """`current` with the members that differ between `before` and `after`."""
    names = (field.name for field in msgspec.structs.fields(after))
    changed = {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
    return msgspec.structs.replace(current, **changed)


def _rows(before: Record, after: InstallmentTable, current: Record) -> tuple[InstallmentRow, ...] | None:
    if not (isinstance(before, InstallmentTable) and isinstance(current, InstallmentTable)):
        return None
    known = {row.n: row for row in before.rows}
    changed = {row.n: row for row in after.rows if known.get(row.n) != row}
    if any(known.get(row.n) != row for row in current.rows if row.n in changed):
        return None
    return tuple(changed.get(row.n, row) for row in current.rows)
