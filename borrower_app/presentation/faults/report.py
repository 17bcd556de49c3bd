"""A bug of ours as a value: what the page F-6 shows, what is copied, and what a line of the log holds."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.records.fields import grouped_reference


class FaultReport(Struct, frozen=True, kw_only=True):
    """`number` is a spoken reference of eight digits, said with its page (“F-6 …”); `at` an instant of this computer;
    `kind` the type of the exception; `place` module and line from the package's root."""

    number: str
    at: dt.datetime
    screen: str
    kind: str
    place: str
    versions: str

    @property
    def spoken_number(self) -> str:
        """As it is read out: with its page, so that nobody takes it for a debit's."""
        return f"F-6 {grouped_reference(self.number)}"

    def as_text(self) -> str:
        """What is copied for support."""
        lines = (
            self.spoken_number,
            self.at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%SZ"),
            self.versions,
            self.screen,
            self.kind,
            self.place,
        )
        return "\n".join(line for line in lines if line)
