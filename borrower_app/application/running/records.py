"""The lender's records as read at one moment: the snapshot and the views of the main pages, made off the UI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from borrower_app.application.published_rates import published_rates
from borrower_app.contract.snapshot import Snapshot
from borrower_app.language import Language
from borrower_app.presentation.cards.cards import cards_view
from borrower_app.presentation.contact.contact import contact_view
from borrower_app.presentation.debits.attempt import attempt_view
from borrower_app.presentation.debits.debits import debits_view
from borrower_app.presentation.home.checks import checks_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.messages.messages import messages_view
from borrower_app.presentation.reading.records import Reading, read_at
from borrower_app.presentation.records.ask import ask_view
from borrower_app.presentation.records.record import record_view
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_page_view
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.ui.intents import Address

Maker = Callable[[Reading, str], object]


MAKERS: Final[dict[str, Maker]] = {
    "H-1": lambda reading, _subject: home_view(reading),
    "S-1": schedule_page_view,
    "S-3": check_view,
    "D-1": lambda reading, _subject: debits_view(reading),
    "D-2": attempt_view,
    "E-1": record_view,
    "E-2": ask_view,
    "H-2": checks_view,
    "C-1": lambda reading, _subject: cards_view(reading),
    "P-1": lambda reading, _subject: contact_view(reading),
    "M-1": lambda reading, _subject: messages_view(reading),
}
AHEAD: Final = ("H-1", "S-1", "D-1", "C-1", "P-1", "M-1")
"""Made before they are asked for, so that a click on the rail shows the page at once."""


@dataclass(slots=True)
class ReadRecords:
    """A snapshot, read at `now` (an aware instant of this computer) with the folder's floor of the business date."""

    snapshot: Snapshot
    now: dt.datetime
    floor: dt.date | None
    made: dict[tuple[Address, str], object] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)

    def reading(self, language: Language) -> Reading:
        """The snapshot in a language; made once."""
        reading = self._readings.get(language.code)
        if reading is None:
            rates = published_rates()
            reading = read_at(self.snapshot, self.now, self.floor, language, reason_catalogue(), published=rates)
            self._readings[language.code] = reading
        return reading

    def view(self, address: Address, language: Language) -> object:
        """The view of a page about records; None where its subject is not (or no longer) there."""
        key = (address, language.code)
        if key not in self.made:
            self.made[key] = MAKERS[address.code](self.reading(language), address.subject)
        return self.made[key]


def read_ahead(
    snapshot: Snapshot, now: dt.datetime, floor: dt.date | None, language: Language, shown: Address
) -> ReadRecords:
    """Read a snapshot and make the main pages' views and the one that is shown; for a worker lane, pure."""
    records = ReadRecords(snapshot, now, floor)
    for address in (Address("H-1"), shown, *(Address(code) for code in AHEAD[1:])):
        if address.code in MAKERS:
            records.view(address, language)
    return records
