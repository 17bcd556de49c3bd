"""The lender has called; the call ends a minute after the start, and the borrower is still looking at the app."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.sandbox.stories import all_well
from borrower_app.sandbox.stories.parts.story import PlannedContact, Story

_RANG_AGO = dt.timedelta(minutes=5)
_GOES_ON = dt.timedelta(minutes=1)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    told = all_well.build(start)
    return replace(
        told,
        name="call_ended",
        title_zh="示例银行的来电结束了",
        title_en="The lender's call ends",
        contacts=(PlannedContact(told.start - _RANG_AGO, told.start + _GOES_ON),),
    )
