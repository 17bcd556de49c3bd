"""What a scenario is: one lender's books about one borrower at one instant, and what happens by itself afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from borrower_app.contract.contact_status import BegunBy, ContactChannel
from borrower_app.contract.discovery import Discovery
from borrower_app.contract.kinds import Record


@dataclass(frozen=True)
class Happening:
    """What the lender's books do by themselves when the virtual clock passes `at` (an aware instant).

    `upsert` are whole records that replace the ones of the same kind and id; `delete` names (kind, id).
    """

    at: dt.datetime
    upsert: tuple[Record, ...] = ()
    delete: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlannedContact:
    """A contact of the lender's staff with the borrower, from one aware instant to another; None: until it is ended."""

    begins: dt.datetime
    ends: dt.datetime | None = None
    channel: ContactChannel = ContactChannel.PHONE
    staff_number: str = "3107"
    begun_by: BegunBy = BegunBy.LENDER


@dataclass(frozen=True)
class Story:
    """A scenario as built for one start. `happenings` are in the order of their time and lie after `start`."""

    name: str
    title_zh: str
    title_en: str
    start: dt.datetime
    discovery: Discovery
    records: tuple[Record, ...]
    happenings: tuple[Happening, ...] = ()
    contacts: tuple[PlannedContact, ...] = ()
