"""A fraudster has the borrower on one line and, in the borrower's name, the lender's hotline on the other.

The lender's staff believes to talk to the borrower: such a contact confirms nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.contract.contact_status import BegunBy
from borrower_app.sandbox.stories import all_well
from borrower_app.sandbox.stories.parts.story import PlannedContact, Story

_BEGAN_AGO = dt.timedelta(minutes=3)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    told = all_well.build(start)
    return replace(
        told,
        name="call_hotline_relay",
        title_zh="冒名转接热线的来电",
        title_en="A call relayed through the hotline",
        contacts=(PlannedContact(told.start - _BEGAN_AGO, begun_by=BegunBy.CALLER),),
    )
