"""How a story's record comes into books that have gone their own way: only what the story changes is changed."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from sqlalchemy import select

from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.happenings import ToldRecord
from borrower_app.sandbox.books.record_log import LoggedRecord
from borrower_app.sandbox.books.turn import Turn

Members = dict[str, Any]


def data_for(turn: Turn, told: ToldRecord, current: LoggedRecord | None) -> bytes:
    """The bytes to write: the story's own where the record is as the story takes it, else both changes together."""
    if current is None or current.data == bytes(told.before):
        return bytes(told.data)
    before, after, now = json.loads(bytes(told.before)) or {}, json.loads(bytes(told.data)), json.loads(current.data)
    merged = {name: _merged(name, before.get(name), value, now.get(name)) for name, value in after.items()}
    kept = {name: now[name] for name in _kept(turn, told) if name in now}
    return msgspec.json.encode({**now, **merged, **kept})


def _kept(turn: Turn, told: ToldRecord) -> list[str]:
    """The members that the borrower or a clerk has changed: they stay, whatever the story says of them."""
    table = tables.kept_members
    return list(
        turn.connection.execute(
            select(table.c.member).where(table.c.kind == told.kind, table.c.identifier == told.identifier)
        ).scalars()
    )


def _merged(name: str, before: Any, after: Any, now: Any) -> Any:
    """One member: what the story changes on it, laid over what it has become."""
    if after == before:
        return now
    if now == before:
        return after
    if name == "rows":
        return _merged_rows(before, after, now)
    if name == "outstanding_principal":
        return {**now, "minor": max(0, now["minor"] + after["minor"] - before["minor"])}
    return after


def _merged_rows(before: list[Members], after: list[Members], now: list[Members]) -> list[Members]:
    told = {row["n"]: (old, row) for old, row in zip(before, after, strict=False)}
    rows = []
    for row in now:
        old, new = told.get(row["n"], (row, row))
        rows.append({**row, **{name: value for name, value in new.items() if value != old.get(name)}})
    return rows
