"""The lender's records as read at one moment: the snapshot and the views of the main pages, made off the UI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from borrower_app.application.published_rates import published_rates
from borrower_app.contract.snapshot import Snapshot
from borrower_app.language import Language
from borrower_app.presentation.intents import Address
from borrower_app.presentation.reading.readable_records import readable
from borrower_app.presentation.reading.records import Reading, read_at
from borrower_app.reason_catalogue import reason_catalogue

Maker = Callable[[Reading, str], object]
"""Makes the view of a page about records; None where its subject is not there."""


class PageMakers(Protocol):
    """Who knows the makers: the declarations of the pages (`application.window.pages`)."""

    @property
    def ahead(self) -> Sequence[str]:
        """Screens made before they are asked for, so that a click on the rail shows the page at once."""

    def maker(self, code: str) -> Maker | None:
        """The maker of a screen; None where it is not made from the records alone."""


@dataclass(slots=True)
class ReadRecords:
    """A snapshot, read at `now` (an aware instant of this computer) with the folder's floor of the business date.

    Pages that take something out of the snapshot themselves find texts that can be shown there, too.
    """

    snapshot: Snapshot
    now: dt.datetime
    floor: dt.date | None
    made: dict[tuple[Address, str], object] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.snapshot = readable(self.snapshot)

    def reading(self, language: Language) -> Reading:
        """The snapshot in a language; made once."""
        reading = self._readings.get(language.code)
        if reading is None:
            rates = published_rates()
            reading = read_at(self.snapshot, self.now, self.floor, language, reason_catalogue(), published=rates)
            self._readings[language.code] = reading
        return reading

    def view(self, address: Address, language: Language, make: Maker) -> object:
        """The view of a page about records, made once; None where its subject is not (or no longer) there."""
        key = (address, language.code)
        if key not in self.made:
            self.made[key] = make(self.reading(language), address.subject)
        return self.made[key]


def make_ahead(records: ReadRecords, language: Language, shown: Address, makers: PageMakers) -> None:
    """Make the main pages' views and the one that is shown; for a worker lane, pure."""
    first, *rest = (Address(code) for code in makers.ahead)
    for address in (first, shown, *rest):
        make = makers.maker(address.code)
        if make is None:
            continue
        # A view that can't be made takes its own page away and no other; the page itself tells of it.
        with suppress(Exception):
            records.view(address, language, make)
