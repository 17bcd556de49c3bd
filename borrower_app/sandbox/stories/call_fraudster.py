"""Somebody calls and says that they are the lender. The lender knows nothing of it: nobody is in contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.sandbox.stories import all_well
from borrower_app.sandbox.stories.parts.story import Story


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    told = all_well.build(start)
    return replace(
        told,
        name="call_fraudster",
        title_zh="冒充示例银行的来电",
        title_en="A call by a fraudster",
    )
