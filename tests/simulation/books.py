"""The model lender's records in every state they ever had: what a device holds is compared with its cursor's."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import msgspec

from borrower_app.contract.changes import record_hash, set_digest
from tests.store import lender_pages

Key = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True)
class Entry:
    """One record as it stands; `data` None: it was removed. `revision` counts the changes of the whole books."""

    version: int
    data: bytes | None
    revision: int


class CursorForgotten(Exception):
    """The cursor is from a time the lender does not know any more."""


class Books:
    """The records of one borrower."""

    def __init__(self, now: dt.datetime) -> None:
        self.revision = 0
        self.entries: dict[Key, Entry] = {}
        self.history: dict[int, dict[Key, Entry]] = {0: {}}
        self._epoch = 1
        for record in (lender_pages.loan(), lender_pages.attempt(1)):
            self.put(record.kind, record.identifier, record.data)
        for field, value in (("email", "a@example.com"), ("phone", "19000000001"), ("address", "示例路 1 号")):
            self.put_contact(field, value, now)
        self.put_members("message", "message-1", at=now.isoformat(), channel="app", title="t", body="b", read=False)

    def put(self, kind: str, identifier: str, data: bytes | None) -> int:
        """Write a new version of a record (None removes it); returns the version."""
        before = self.entries.get((kind, identifier))
        version = before.version + 1 if before is not None else 1
        self.revision += 1
        self.entries[kind, identifier] = Entry(version, data, self.revision)
        self.history[self.revision] = dict(self.entries)
        return version

    def put_members(self, kind: str, identifier: str, **members: Any) -> int:
        """As `put`, for a record given by its members."""
        return self.put(kind, identifier, json.dumps({"id": identifier, **members}, ensure_ascii=False).encode())

    def put_contact(self, field: str, value: str, now: dt.datetime) -> int:
        """Write one piece of contact data."""
        return self.put_members("contact", f"contact-{field}", field=field, value=value, updated_at=now.isoformat())

    def current(self, kind: str, identifier: str) -> Entry | None:
        """The record as it stands; None where there is none."""
        entry = self.entries.get((kind, identifier))
        return entry if entry is not None and entry.data is not None else None

    def forget_cursors(self) -> None:
        """From now on earlier cursors are refused."""
        self._epoch += 1

    def page(self, since: str | None, limit: int, now: dt.datetime) -> dict[str, Any]:
        """One page of changes, in the order in which they happened; raises CursorForgotten."""
        after = 0
        if since is not None:
            after = revision_of(since)
            if since != self._cursor(after):
                raise CursorForgotten
        changed = sorted(
            (entry.revision, key, entry)
            for key, entry in self.entries.items()
            if entry.revision > after and (since is not None or entry.data is not None)
        )
        sent = changed[:limit]
        more = len(changed) > limit
        page: dict[str, Any] = {
            "changes": [_change(key, entry) for _revision, key, entry in sent],
            "next_cursor": self._cursor(sent[-1][0] if more else self.revision),
            "more": more,
            "as_of": now,
            "business_date": now.date(),
        }
        if not more:
            page["digest"] = digest(self.entries)
        return page

    def _cursor(self, revision: int) -> str:
        return f"e{self._epoch}.r{revision}"

    def dumped(self, revision: int) -> bytes:
        """The records of a revision as `Store.dump` prints them."""
        kinds: dict[str, list[bytes]] = {}
        for (kind, identifier), entry in sorted(self.history[revision].items()):
            if entry.data is not None:
                kinds.setdefault(kind, []).append(msgspec.json.encode(identifier) + b":" + entry.data)
        parts = [msgspec.json.encode(kind) + b":{" + b",".join(lines) + b"}" for kind, lines in kinds.items()]
        return b"{" + b",".join(parts) + b"}"


def revision_of(cursor: str | None) -> int:
    """The revision up to which a cursor has seen everything; 0 without one."""
    return int(cursor.partition(".r")[2]) if cursor is not None else 0


def digest(entries: dict[Key, Entry]) -> str:
    """The set digest of the guide's section 3."""
    return set_digest(
        (*key, entry.version, record_hash(entry.data)) for key, entry in entries.items() if entry.data is not None
    )


def _change(key: Key, entry: Entry) -> dict[str, Any]:
    envelope: dict[str, Any] = {"kind": key[0], "id": key[1], "version": entry.version}
    if entry.data is None:
        return {**envelope, "deleted": True}
    return {**envelope, "data": msgspec.Raw(entry.data)}
