"""Small things of `own.db`: the floor of the business date, the PIN, records entered by hand, notes, incidents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from borrower_app.records.bounds import EARLIEST, LATEST
from borrower_app.store.own_schema import INCIDENT, NOTE, OWN_RECORD, OWN_STATE


@dataclass(frozen=True, slots=True)
class Incident:
    """A file of ours that was found damaged: what became of it, to be told to the user until they have seen it.

    `outcome`: `cache_rebuilt` (nothing of the user's own was in it), `own_restored` (from the last good copy of the
    instant `copy_of`: what was saved after it is lost), `own_lost` (there was no good copy),
    `own_rescued` (the file was deleted while open and written out again: nothing is lost).
    """

    at: dt.datetime
    file: str
    outcome: str
    kept_aside: str | None = None
    copy_of: dt.datetime | None = None

    def __str__(self) -> str:
        aside = f"; kept aside as {self.kept_aside}" if self.kept_aside else ""
        copy = f"; the copy is of {self.copy_of.isoformat()}" if self.copy_of else ""
        return f"{self.file}: {self.outcome}{aside}{copy}"


CLOSE_TO_THE_CLOCK: Final = dt.timedelta(days=2)


def business_floor(connection: Connection) -> dt.date | None:
    """The date that the lender has named last in this folder: today never goes below it. One that an earlier version
    kept and that is no date of these centuries counts for nothing."""
    text = connection.execute(select(OWN_STATE.c.business_floor)).scalar_one()
    floor = dt.date.fromisoformat(text) if text else None
    return floor if floor is None or EARLIEST <= floor <= LATEST else None


def move_business_floor(connection: Connection, date: dt.date, by_the_clock: dt.date | None) -> None:
    """After a whole pull with a matching digest: the floor is what it says, so that a wrong date can be corrected.

    It rises only where the lender's own clock (the `Date` of its answers, as a UTC date) agrees within two days;
    without such a word it can only fall.
    """
    agrees = by_the_clock is not None and abs(date - by_the_clock) <= CLOSE_TO_THE_CLOCK
    floor = business_floor(connection)
    if agrees or (floor is not None and date < floor):
        connection.execute(update(OWN_STATE).values(business_floor=date.isoformat()))


def pin_hash(connection: Connection) -> str | None:
    """The hash of a PIN that only hides; None without one."""
    stored: str | None = connection.execute(select(OWN_STATE.c.pin_hash)).scalar_one()
    return stored


def set_pin_hash(connection: Connection, stored: str | None) -> None:
    """Keep, replace or remove it; what an earlier version counted beside it goes."""
    connection.execute(update(OWN_STATE).values(pin_hash=stored, pin_tries=0, pin_locked_until=None))


def revision(connection: Connection) -> int:
    """Counts every change of own data."""
    return int(connection.execute(select(OWN_STATE.c.revision)).scalar_one())


def count_change(connection: Connection) -> None:
    """Say that own data changed: a prepared first page that rests on an earlier revision is void."""
    connection.execute(
        update(OWN_STATE).values(revision=OWN_STATE.c.revision + 1, home=None, home_revision=None, home_generation=None)
    )


def set_home(connection: Connection, home: bytes | None, generation: int) -> None:
    """Keep the prepared first page that rests on this revision and on `generation` of the cache."""
    connection.execute(
        update(OWN_STATE).values(
            home=home,
            home_revision=OWN_STATE.c.revision if home is not None else None,
            home_generation=generation if home is not None else None,
        )
    )


def save_record(connection: Connection, kind: str, identifier: str, data: bytes, at: dt.datetime) -> None:
    """Keep or replace a record the user entered."""
    remove_record(connection, kind, identifier)
    connection.execute(insert(OWN_RECORD).values(kind=kind, id=identifier, data=data, saved_at=at.isoformat()))


def remove_record(connection: Connection, kind: str, identifier: str) -> bool:
    """Whether there was such a record to remove."""
    result = connection.execute(delete(OWN_RECORD).where(OWN_RECORD.c.kind == kind, OWN_RECORD.c.id == identifier))
    return bool(result.rowcount)


def records(connection: Connection) -> list[tuple[str, str, bytes]]:
    """Kind, id and bytes of every record the user entered, ordered."""
    rows = connection.execute(
        select(OWN_RECORD.c.kind, OWN_RECORD.c.id, OWN_RECORD.c.data).order_by(OWN_RECORD.c.kind, OWN_RECORD.c.id)
    )
    return [(row.kind, row.id, row.data) for row in rows]


def note(connection: Connection, name: str) -> tuple[str, dt.datetime] | None:
    """A small value kept under a name, with its instant."""
    row = connection.execute(select(NOTE.c.value, NOTE.c.at).where(NOTE.c.name == name)).one_or_none()
    return (row.value, dt.datetime.fromisoformat(row.at)) if row is not None else None


def notes(connection: Connection) -> list[tuple[str, str, dt.datetime]]:
    """Name, value and instant of every small value, by name."""
    rows = connection.execute(select(NOTE.c.name, NOTE.c.value, NOTE.c.at).order_by(NOTE.c.name))
    return [(row.name, row.value, dt.datetime.fromisoformat(row.at)) for row in rows]


def set_note(connection: Connection, name: str, value: str | None, at: dt.datetime) -> None:
    """Keep a small value; None forgets it."""
    connection.execute(delete(NOTE).where(NOTE.c.name == name))
    if value is not None:
        connection.execute(insert(NOTE).values(name=name, value=value, at=at.isoformat()))


def add_incident(connection: Connection, incident: Incident) -> None:
    """Keep an incident until the user has seen it."""
    connection.execute(
        insert(INCIDENT).values(
            at=incident.at.isoformat(),
            file=incident.file,
            outcome=incident.outcome,
            kept_aside=incident.kept_aside,
            copy_of=incident.copy_of.isoformat() if incident.copy_of else None,
        )
    )


def unseen_incidents(connection: Connection) -> list[Incident]:
    """Incidents the user was not told of yet, oldest first."""
    rows = connection.execute(select(INCIDENT).where(INCIDENT.c.seen == 0).order_by(INCIDENT.c.sequence))
    return [
        Incident(
            at=dt.datetime.fromisoformat(row.at),
            file=row.file,
            outcome=row.outcome,
            kept_aside=row.kept_aside,
            copy_of=dt.datetime.fromisoformat(row.copy_of) if row.copy_of else None,
        )
        for row in rows
    ]


def mark_incidents_seen(connection: Connection) -> None:
    """The user was told of all of them."""
    connection.execute(update(INCIDENT).where(INCIDENT.c.seen == 0).values(seen=1))
