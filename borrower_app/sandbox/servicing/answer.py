"""A lender's answer to a request."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LenderAnswer:
    """Yes or no, in words of the lender; `effective_from` is the calendar date from which a yes holds."""

    granted: bool
    title: str
    text: str
    effective_from: dt.date | None = None
