"""Published reference rates of the stories. They follow the story's calendar, so they are marked as drill data."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.correspondence import ReferenceRate
from borrower_app.sandbox.stories.parts.contract_clauses import LPR
from borrower_app.sandbox.stories.parts.story_day import StoryDay, add_months


def lpr_published(day: StoryDay, months: int = 6, rate: str = "3.50") -> tuple[ReferenceRate, ...]:
    """The last monthly publications of the reference rate (on the 20th), all at one rate, newest first."""
    latest = day.today.replace(day=20)
    if latest > day.today:
        latest = add_months(latest, -1)
    return tuple(published(LPR, add_months(latest, -back), rate) for back in range(months))


def published(name: str, on: dt.date, rate: str) -> ReferenceRate:
    """One published rate in per cent a year."""
    return ReferenceRate(
        id=f"{name}-{on.isoformat()}",
        name=name,
        on=on,
        annual_rate=rate,
        source="全国银行间同业拆借中心（演练数据）" if name == LPR else "中国人民银行（演练数据）",
    )
