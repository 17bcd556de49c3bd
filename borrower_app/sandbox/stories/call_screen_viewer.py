"""The borrower chats with the lender from the app; somebody who watches the shared screen calls as that very person.

They read staff number and time off the screen. What they cannot read there is the pass phrase."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.contract.contact_status import BegunBy, ContactChannel
from borrower_app.sandbox.stories import all_well
from borrower_app.sandbox.stories.parts.story import PlannedContact, Story

_BEGAN_AGO = dt.timedelta(minutes=4)


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    told = all_well.build(start)
    return replace(
        told,
        name="call_screen_viewer",
        title_zh="看得到屏幕的人来电",
        title_en="A call by somebody who watches the screen",
        contacts=(
            PlannedContact(told.start - _BEGAN_AGO, channel=ContactChannel.CHAT, begun_by=BegunBy.BORROWER_IN_APP),
        ),
    )
