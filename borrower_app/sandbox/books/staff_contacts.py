"""The lender's own note of who of its staff is in contact with the borrower: begun, going on, ended.

A contact that somebody else began by calling in has no pass phrase: whoever calls would be told it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update

from borrower_app.contract.contact_status import BegunBy, ContactChannel, StaffContact
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.turn import Turn

if TYPE_CHECKING:
    from borrower_app.sandbox.stories.parts.story import PlannedContact

_table = tables.staff_contacts
_WITH_PHRASE = frozenset({BegunBy.LENDER, BegunBy.BORROWER_IN_APP})


def keep_contacts(connection: Connection, planned: Iterable[PlannedContact]) -> None:
    """Put a story's contacts into the books, each with a pass phrase of its own."""
    for contact in planned:
        connection.execute(
            insert(_table),
            {
                "channel": contact.channel.value,
                "staff_number": contact.staff_number,
                "begun_by": contact.begun_by.value,
                "pass_phrase": _new_phrase(contact.begun_by),
                "begun_at": contact.begins.timestamp(),
                "ended_at": contact.ends.timestamp() if contact.ends is not None else None,
            },
        )


def begin(turn: Turn, channel: ContactChannel, staff_number: str, begun_by: BegunBy) -> None:
    """A member of staff begins a contact now; what was going on has ended."""
    end_all(turn)
    turn.connection.execute(
        insert(_table),
        {
            "channel": channel.value,
            "staff_number": staff_number,
            "begun_by": begun_by.value,
            "pass_phrase": _new_phrase(begun_by),
            "begun_at": turn.seconds(),
            "ended_at": None,
        },
    )


def end_all(turn: Turn) -> None:
    """Nobody is in contact any more, from now on."""
    now = turn.seconds()
    is_open = _table.c.ended_at.is_(None) | (_table.c.ended_at > now)
    turn.connection.execute(update(_table).where(is_open).values(ended_at=now))


def going_on(turn: Turn) -> StaffContact | None:
    """The contact of this moment, as the lender's staff sees it."""
    now = turn.seconds()
    has_begun = _table.c.begun_at <= now
    is_open = _table.c.ended_at.is_(None) | (_table.c.ended_at > now)
    row = turn.connection.execute(
        select(_table).where(has_begun & is_open).order_by(_table.c.number.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return StaffContact(
        channel=ContactChannel(row.channel),
        since=dt.datetime.fromtimestamp(int(row.begun_at), turn.now.tzinfo),
        staff_number=row.staff_number,
        begun_by=BegunBy(row.begun_by),
        pass_phrase=row.pass_phrase,
    )


def _new_phrase(begun_by: BegunBy) -> str | None:
    return f"{secrets.randbelow(10_000):04d}" if begun_by in _WITH_PHRASE else None
