"""One turn at the lender's books: a transaction, with the instant of the virtual clock at which it happens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from borrower_app.contract.discovery import Discovery


@dataclass(frozen=True, slots=True)
class Turn:
    """One transaction at the books. `now` is the virtual clock's aware instant in the lender's zone."""

    connection: Connection
    now: dt.datetime
    secret: bytes
    discovery: Discovery
    origin: str

    @property
    def today(self) -> dt.date:
        """The lender's business date."""
        return self.now.date()

    def at(self, now: dt.datetime) -> Turn:
        """The same transaction at another instant, in the lender's zone."""
        return replace(self, now=now.astimezone(self.now.tzinfo))

    def seconds(self) -> float:
        """The virtual clock as seconds since 1970 UTC."""
        return self.now.timestamp()
