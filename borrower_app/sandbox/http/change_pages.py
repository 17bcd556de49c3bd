"""`GET /v1/changes`: a pull that stays consistent while the books go on changing.

A pull shows the books as of one sequence number, which stands in its cursor. What changes meanwhile comes afterwards,
in further pages of the same pull, until it has caught up; only that last page carries the digest. Cursors are signed
with the ledger's own secret, so that they survive a restart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import struct
from dataclasses import dataclass

from msgspec import Raw

from borrower_app.contract.changes import MAXIMUM_CHANGES_A_PAGE, Change, ChangesPage
from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse

LARGEST_PAGE = 4 * 1024 * 1024
"""Bytes of data after which a page ends early; the contract's bound for a whole answer is 16 MiB."""
BORROWER = "borrower-1"
"""The one borrower whose books these are."""
_CURSOR_FORMAT = ">QQQ"
_MAC_BYTES = 10


@dataclass(frozen=True, slots=True)
class _Cursor:
    """A pull that shows the books as of `target`, changed since `base` (0: a full snapshot), sent up to `position`."""

    base: int
    target: int
    position: int


def _mac(secret: bytes, payload: bytes) -> bytes:
    return hmac.new(secret, b"cursor" + payload, hashlib.sha256).digest()[:_MAC_BYTES]


def _cursor_text(secret: bytes, cursor: _Cursor) -> str:
    """The text that goes over the wire."""
    payload = struct.pack(_CURSOR_FORMAT, cursor.base, cursor.target, cursor.position)
    return base64.urlsafe_b64encode(payload + _mac(secret, payload)).decode().rstrip("=")


def _cursor_of(secret: bytes, text: str) -> _Cursor:
    """Read a cursor back; raises Refusal (cursor-refused) for one that this ledger did not give."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refuse(ProblemType.CURSOR_REFUSED) from None
    payload, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if len(payload) != struct.calcsize(_CURSOR_FORMAT) or not hmac.compare_digest(mac, _mac(secret, payload)):
        raise refuse(ProblemType.CURSOR_REFUSED)
    return _Cursor(*struct.unpack(_CURSOR_FORMAT, payload))


def _limit(turn: Turn, request: HttpRequest) -> int:
    given = request.query.get("limit")
    limits = turn.discovery.page_limits
    if given is None:
        return limits.default
    if len(given) != 1 or not re.fullmatch(r"[1-9][0-9]{0,3}", given[0]) or int(given[0]) > MAXIMUM_CHANGES_A_PAGE:
        raise refuse(ProblemType.INVALID_REQUEST, f"limit is a number from 1 to {MAXIMUM_CHANGES_A_PAGE}")
    return min(int(given[0]), limits.maximum)


def _start(turn: Turn, request: HttpRequest, head: int) -> _Cursor:
    """Where this page begins; a finished pull begins the next one with everything since."""
    given = request.query.get("since")
    if given is None:
        return _Cursor(base=0, target=head, position=0)
    if len(given) != 1:
        raise refuse(ProblemType.INVALID_REQUEST, "since is one cursor")
    cursor = _cursor_of(turn.secret, given[0])
    if cursor.target > head:
        raise refuse(ProblemType.CURSOR_REFUSED)
    if cursor.position >= cursor.target:
        return _Cursor(base=cursor.target, target=head, position=cursor.target)
    return cursor


def _changes(turn: Turn, start: _Cursor, limit: int) -> tuple[list[Change], int]:
    """The changes of one page, and the position behind the last row looked at."""
    changes: list[Change] = []
    size = 0
    changes_end = start.position
    rows = record_log.between(turn, start.position, start.target, limit)
    for row in rows:
        if changes and size + len(row.data) > LARGEST_PAGE:
            return changes, changes_end
        changes_end = row.sequence
        if row.deleted:
            if record_log.was_known(turn, row, start.base):
                changes.append(Change(kind=row.kind, id=row.identifier, version=row.version, deleted=True))
            continue
        size += len(row.data)
        changes.append(Change(kind=row.kind, id=row.identifier, version=row.version, data=Raw(row.data)))
    return changes, rows[-1].sequence if len(rows) == limit else start.target


def _encodable(page: ChangesPage) -> dict[str, object]:
    """The page without the members that say nothing (no digest yet, no data of a deletion)."""
    members: dict[str, object] = {
        "changes": [
            {"kind": change.kind, "id": change.id, "version": change.version, "deleted": change.deleted}
            | ({} if change.deleted else {"data": change.data})
            for change in page.changes
        ],
        "next_cursor": page.next_cursor,
        "more": page.more,
        "as_of": page.as_of,
        "business_date": page.business_date,
        "borrower_id": page.borrower_id,
    }
    return members if page.digest is None else members | {"digest": page.digest}


def changes_page(turn: Turn, request: HttpRequest) -> Reply:
    """One page of the pull."""
    head = record_log.head(turn)
    limit = _limit(turn, request)
    start = _start(turn, request, head)
    changes, position = _changes(turn, start, limit)
    more = position < head
    reached = _Cursor(start.base, start.target, position)
    page = ChangesPage(
        changes=tuple(changes),
        next_cursor=_cursor_text(turn.secret, reached),
        more=more,
        digest=None if more else record_log.digest_as_of(turn, head),
        as_of=turn.now.replace(microsecond=0),
        business_date=turn.today,
        borrower_id=BORROWER,
    )
    return json_reply(_encodable(page))
