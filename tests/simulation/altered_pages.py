"""Pages of changes as a broken lender or a broken way would bring them, with the digest of the right ones."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from borrower_app.contract.changes import Change, ChangesPage
from tests.simulation.events import Fate

ALTERATIONS: Final = frozenset({Fate.RECORD_MISSING, Fate.RECORD_ALTERED, Fate.WRONG_DIGEST, Fate.DISORDERED})


def altered(body: bytes, fate: Fate | None) -> bytes:
    """The page as it arrives; only a disordered one says the same as the right one."""
    page = msgspec.json.decode(body, type=ChangesPage)
    changes = [_members(change) for change in page.changes]
    wrong = {"digest": page.digest} if page.digest is not None else {}
    if fate is Fate.RECORD_MISSING:
        changes = changes[1:]
    elif fate is Fate.RECORD_ALTERED and changes and "data" in changes[-1]:
        changes[-1]["data"] = msgspec.Raw(bytes(changes[-1]["data"])[:-1] + b', "altered": true}')
    elif fate is Fate.DISORDERED:
        changes = [*reversed(changes), *changes]
    elif fate is Fate.WRONG_DIGEST and wrong:
        wrong = {"digest": "0" * 64}
    rest = {
        "next_cursor": page.next_cursor,
        "more": page.more,
        "as_of": page.as_of,
        "business_date": page.business_date,
    }
    return msgspec.json.encode({"changes": changes, **rest, **wrong})


def _members(change: Change) -> dict[str, Any]:
    envelope: dict[str, Any] = {"kind": change.kind, "id": change.id, "version": change.version}
    return {**envelope, "deleted": True} if change.deleted else {**envelope, "data": change.data}
