"""The answer of `GET /v1/changes`: one page of changed records, and the digest over everything that was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Raw, Struct

from borrower_app.contract import strict_json
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.bounds import OutOfBounds, date_within_bounds, instant_within_bounds
from borrower_app.records.fields import Identifier, Instant, Version

Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{0,39}\Z")]
Cursor = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{1,200}\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]

MAXIMUM_CHANGES_A_PAGE = 1_000


class Change(Struct, frozen=True, kw_only=True, gc=False):
    """One changed record. `data` are the exact bytes that are the record's truth; absent for a deletion."""

    kind: Kind
    id: Identifier
    version: Version
    deleted: bool = False
    data: Raw = Raw(b"")


class ChangesPage(Struct, frozen=True, kw_only=True, gc=False):
    """One page. `digest` comes with the last page (`more` false) and covers everything this borrower was ever sent."""

    changes: Annotated[tuple[Change, ...], Meta(max_length=MAXIMUM_CHANGES_A_PAGE)]
    next_cursor: Cursor
    more: bool
    digest: Digest | None = None
    as_of: Instant
    business_date: dt.date
    """The lender's calendar date of today."""
    borrower_id: Identifier | None = None
    """Whose records these are; on every page of a lender with the capability of this name."""


LATEST_BEHIND: Final = dt.timedelta(days=15)
FARTHEST_AHEAD: Final = dt.timedelta(days=2)
"""How far the lender's date may lie from its own instant: long holidays behind, zones and night runs ahead."""

_AROUND_A_RECORD = 3
"""The brackets around a record: the page, its changes, the change."""

_PAGE_DECODER = msgspec.json.Decoder(ChangesPage)


class _Skipped(Struct, frozen=True, gc=False):
    """A change that is only counted."""


class _CountedPage(Struct, frozen=True, gc=False):
    changes: Annotated[tuple[_Skipped, ...], Meta(max_length=MAXIMUM_CHANGES_A_PAGE)]


_COUNTING_DECODER = msgspec.json.Decoder(_CountedPage)


def decode_page(body: bytes) -> ChangesPage:
    """Scan and decode one page's envelope; raises ContractViolation."""
    strict_json.demand_size(body)
    with strict_json.without_collection():
        # Counted first: half a million changes would be made before the library looks how many there are.
        strict_json.decode(body, _COUNTING_DECODER)
        page = strict_json.decode(body, _PAGE_DECODER)
    records = [bytes(change.data) for change in page.changes]
    strict_json.scan_around(body, [data for data in records if data.startswith(b"{")], _AROUND_A_RECORD)
    demand_times(page.as_of, page.business_date)
    if not page.more and page.digest is None:
        raise ContractViolation("the last page carries no digest")
    for change, data in zip(page.changes, records, strict=True):
        if not change.deleted and not data:
            raise ContractViolation("a change carries no data")
    return page


def demand_times(as_of: dt.datetime, business_date: dt.date) -> None:
    """Raise ContractViolation unless both lie within bounds and belong together: a business date far from the instant
    it was told at is nobody's today."""
    try:
        instant_within_bounds(as_of, "as_of")
        date_within_bounds(business_date, "business_date")
    except OutOfBounds as beyond:
        raise ContractViolation(str(beyond)) from beyond
    told_on = as_of.astimezone(dt.UTC).date()
    if not told_on - LATEST_BEHIND <= business_date <= told_on + FARTHEST_AHEAD:
        raise ContractViolation("business_date does not fit as_of")


def record_hash(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256 over a record's exact bytes."""
    return hashlib.sha256(data).hexdigest()


def set_digest(records: Iterable[tuple[str, str, int, str]]) -> str:
    """The digest over (kind, id, version, hash) of every record not deleted (DESIGN section 4).

    Lines `kind SP id SP version SP hash`, UTF-8, sorted bytewise, joined by LF without a final one.
    """
    lines = sorted(f"{kind} {identifier} {version} {hash_}".encode() for kind, identifier, version, hash_ in records)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()
