"""What day it is for the loan: the lender's business date, also while offline (DESIGN section 3)."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass

CLOCK_WARNING_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Today:
    """A calendar date in the lender's zone; `by_this_clock` when it rests on this computer's clock."""

    date: dt.date
    by_this_clock: bool


def today(
    now: dt.datetime,
    zone: str,
    last_business_date: dt.date | None,
    clock_difference_seconds: float | None,
    floor: dt.date | None,
) -> Today:
    """The later of the lender's last word and its zone's date by the corrected clock, never below `floor`.

    `now` is this computer's aware instant; `clock_difference_seconds` is this clock minus the lender's. Raises
    ValueError for an unknown zone or a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a zone")
    try:
        lender_zone = zoneinfo.ZoneInfo(zone)
    except zoneinfo.ZoneInfoNotFoundError as error:
        raise ValueError(f"unknown zone {zone}") from error
    corrected = now - dt.timedelta(seconds=clock_difference_seconds or 0.0)
    by_clock = corrected.astimezone(lender_zone).date()
    known = max((date for date in (last_business_date, floor) if date is not None), default=by_clock)
    return Today(date=max(known, by_clock), by_this_clock=by_clock > known or last_business_date is None)
