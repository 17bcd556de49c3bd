"""One moment of reading: everything a view may rest on, gathered once, so that view functions take one argument."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import structs

from borrower_app.contract import business_date
from borrower_app.contract.snapshot import Snapshot
from borrower_app.debits.explanation import explain
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.verdict import Explanation
from borrower_app.language import Language
from borrower_app.presentation.reading.debit_facts import facts_of
from borrower_app.presentation.reading.readable_records import readable
from borrower_app.records.correspondence import ReferenceRate
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.loan import Loan
from borrower_app.records.own_loan_record import as_of, own_record_of

_FALLBACK_ZONE = dt.timezone(dt.timedelta(hours=8))
_FALLBACK_ZONE_NAME = "Asia/Shanghai"


@dataclass(frozen=True)
class Reading:
    """A snapshot as it is read at one moment in one language.

    `now` is an aware instant: this computer's clock less the measured difference to the lender's. `today` is the
    lender's business date (a calendar date in its zone), see `contract.business_date`; `by_this_clock` says that
    it rests on this computer's clock. `published` are the reference rates shipped with the app.
    """

    snapshot: Snapshot
    now: dt.datetime
    today: dt.date
    by_this_clock: bool
    language: Language
    catalogue: Catalogue
    published: tuple[ReferenceRate, ...] = ()
    _explained: dict[str, tuple[DebitFacts, Explanation]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def zone(self) -> dt.tzinfo:
        """The lender's zone; China's where the lender has not told it or this computer does not know it."""
        discovery = self.snapshot.discovery
        if discovery is None:
            return _FALLBACK_ZONE
        try:
            return ZoneInfo(discovery.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return _FALLBACK_ZONE

    @cached_property
    def lender_name(self) -> str:
        """The lender's name as a person says it."""
        if self.snapshot.discovery is not None:
            return self.snapshot.discovery.name
        if self.snapshot.lender is not None and not self.is_own_only:
            return self.snapshot.lender.name
        return self.language.say("your lender")

    @cached_property
    def is_own_only(self) -> bool:
        """Whether there are loans the user entered and nothing any lender ever sent."""
        snapshot = self.snapshot
        entered = any(held.record.is_own for held in snapshot.loans)
        return entered and snapshot.discovery is None and snapshot.freshness.as_of is None

    def lender_of(self, loan: Loan | None) -> str:
        """Whose loan it is: the lender's name, for an own loan as the user typed it."""
        own = own_record_of(loan)
        if own is not None:
            return own.entered.lender or self.language.say("your lender")
        return self.lender_name

    def facts(self, attempt: DebitAttempt) -> DebitFacts:
        """What the judgement about an attempt rests on, gathered once a reading."""
        return self._judged(attempt)[0]

    def explanation(self, attempt: DebitAttempt) -> Explanation:
        """The judgement about an attempt, made once a reading."""
        return self._judged(attempt)[1]

    def _judged(self, attempt: DebitAttempt) -> tuple[DebitFacts, Explanation]:
        if attempt.id not in self._explained:
            facts = facts_of(attempt, self.snapshot, now=self.now, zone=self.zone, lender_name=self.lender_name)
            self._explained[attempt.id] = facts, explain(facts, self.catalogue)
        return self._explained[attempt.id]


def read_at(
    snapshot: Snapshot,
    now: dt.datetime,
    floor: dt.date | None,
    language: Language,
    catalogue: Catalogue,
    *,
    published: tuple[ReferenceRate, ...] = (),
) -> Reading:
    """Read a snapshot at `now`, this computer's aware instant; `floor` is the latest business date ever seen here.

    Its texts become such as can be shown (`readable_records`).
    """
    snapshot = readable(snapshot)
    freshness = snapshot.freshness
    zone = snapshot.discovery.zone if snapshot.discovery is not None else _FALLBACK_ZONE_NAME
    difference = freshness.clock_difference_seconds
    try:
        day = business_date.today(now, zone, freshness.business_date, difference, floor)
    except ValueError:
        # This computer does not know the lender's zone.
        day = business_date.today(now, "UTC", freshness.business_date, difference, floor)
    corrected = now - dt.timedelta(seconds=difference or 0.0)
    return Reading(
        _own_as_of(snapshot, day.date), corrected, day.date, day.by_this_clock, language, catalogue, published
    )


def _own_as_of(snapshot: Snapshot, today: dt.date) -> Snapshot:
    """Own loans as they stand on that day by their tables: a lender says it of its own loans, here nobody does."""
    if not any(held.record.is_own for held in snapshot.loans):
        return snapshot
    loans = tuple(
        structs.replace(held, record=as_of(own, snapshot.tables[own.id].record, today))
        if (own := own_record_of(held.record)) is not None
        else held
        for held in snapshot.loans
    )
    return replace(snapshot, loans=loans)
