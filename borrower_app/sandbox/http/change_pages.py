"""`GET /v1/changes`: a pull that stays consistent while the books go on changing.

A pull shows the books as of one sequence number, which stands in its cursor. What changes meanwhile comes afterwards,
in further pages of the same pull, until it has caught up; only that last page carries the digest.
"""

from __future__ import annotations

import re

from msgspec import Raw

from borrower_app.contract.changes import MAXIMUM_CHANGES_A_PAGE, Change, ChangesPage
from borrower_app.contract.problems import ProblemType
from borrower_app.sandbox.books import record_log
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse
from borrower_app.sandbox.http import cursors
from borrower_app.sandbox.http.cursors import Cursor

LARGEST_PAGE = 4 * 1024 * 1024
"""Bytes of data after which a page ends early; the contract's bound for a whole answer is 16 MiB."""


def _limit(turn: Turn, request: HttpRequest) -> int:
    given = request.query.get("limit")
    limits = turn.discovery.page_limits
    if given is None:
        return limits.default
    if len(given) != 1 or not re.fullmatch(r"[1-9][0-9]{0,3}", given[0]) or int(given[0]) > MAXIMUM_CHANGES_A_PAGE:
        raise refuse(ProblemType.INVALID_REQUEST, f"limit is a number from 1 to {MAXIMUM_CHANGES_A_PAGE}")
    return min(int(given[0]), limits.maximum)


def _start(turn: Turn, request: HttpRequest, head: int) -> Cursor:
    """Where this page begins; a finished pull begins the next one with everything since."""
    given = request.query.get("since")
    if given is None:
        return Cursor(base=0, target=head, position=0)
    if len(given) != 1:
        raise refuse(ProblemType.INVALID_REQUEST, "since is one cursor")
    cursor = cursors.decode(turn.secret, given[0])
    if cursor.target > head:
        raise refuse(ProblemType.CURSOR_REFUSED)
    if cursor.position >= cursor.target:
        return Cursor(base=cursor.target, target=head, position=cursor.target)
    return cursor


def _changes(turn: Turn, start: Cursor, limit: int) -> tuple[list[Change], int]:
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
    }
    return members if page.digest is None else members | {"digest": page.digest}


def changes_page(turn: Turn, request: HttpRequest) -> Reply:
    """One page of the pull."""
    head = record_log.head(turn)
    limit = _limit(turn, request)
    start = _start(turn, request, head)
    changes, position = _changes(turn, start, limit)
    more = position < head
    reached = Cursor(start.base, start.target, position)
    page = ChangesPage(
        changes=tuple(changes),
        next_cursor=cursors.encode(turn.secret, reached),
        more=more,
        digest=None if more else record_log.digest_as_of(turn, head),
        as_of=turn.now.replace(microsecond=0),
        business_date=turn.today,
    )
    return json_reply(_encodable(page))
