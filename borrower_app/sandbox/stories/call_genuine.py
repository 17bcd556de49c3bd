"""Staff number 3107 of the lender has called the borrower and is still on the line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.sandbox.stories import all_well
from borrower_app.sandbox.stories.parts.story import PlannedContact, Story

_RANG_AGO = dt.timedelta(minutes=2)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    told = all_well.build(start)
    return replace(
        told,
        name="call_genuine",
        title_zh="示例银行正在来电",
        title_en="The lender is calling",
        contacts=(PlannedContact(told.start - _RANG_AGO),),
    )
