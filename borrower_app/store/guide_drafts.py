"""Drafts of guides in `own.db`: what was answered so far, so that closing, a crash or a lost network costs nothing."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, insert, select

from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.store import own
from borrower_app.store.own_schema import NOTE

PREFIX: Final = "guide:"
DETAILS_SEEN: Final = "seen:P-3"
_DRAFT: Final = msgspec.json.Decoder(GuideDraft)


def _name(guide: str, subject: str) -> str:
    return f"{PREFIX}{guide}:{subject}"


def keep(connection: Connection, draft: GuideDraft) -> None:
    """Keep or replace the draft of a guide about one thing."""
    drop(connection, draft.guide, draft.subject)
    value = msgspec.json.encode(draft).decode()
    name = _name(draft.guide, draft.subject)
    connection.execute(insert(NOTE).values(name=name, value=value, at=draft.saved_at.isoformat()))


def drop(connection: Connection, guide: str, subject: str) -> None:
    """Forget it; nothing happens where there is none."""
    connection.execute(delete(NOTE).where(NOTE.c.name == _name(guide, subject)))


def drafts(connection: Connection) -> tuple[GuideDraft, ...]:
    """All drafts by guide and subject; one that can't be read any more is left out."""
    found = []
    for value in connection.execute(
        select(NOTE.c.value).where(NOTE.c.name.startswith(PREFIX, autoescape=True)).order_by(NOTE.c.name)
    ).scalars():
        try:
            found.append(_DRAFT.decode(value))
        except msgspec.DecodeError:
            continue
    return tuple(found)


def details_seen_on(connection: Connection) -> dt.date | None:
    """The date on which the user last found all contact data right."""
    kept = own.note(connection, DETAILS_SEEN)
    try:
        return dt.date.fromisoformat(kept[0]) if kept is not None else None
    except ValueError:
        return None
