"""Until when an installment can be paid today or in time, from the contract's days and the lender's hours."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from borrower_app.debits.facts import DebitFacts, ManualWay
from borrower_app.debits.late_clocks import known_until, last_day_on_time, today_of
from borrower_app.debits.names import Names
from borrower_app.debits.verdict import BothLanguages, Deadline
from borrower_app.language import Language

_ZH: Final = Language("zh")
_EN: Final = Language("en")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")
_EVENING: Final = 18
_END_OF_DAY: Final = "24:00"


def last_day(facts: DebitFacts) -> dt.date | None:
    """The last calendar date on which paying is surely on time: with the days of grace, or the due date where the
    lender has not told of any; None where no due date is on record.
    """
    return last_day_on_time(facts.late_terms, facts.due_on) or facts.due_on


def is_late(facts: DebitFacts) -> bool:
    """Whether records of a later day show that the last day on time has passed."""
    last, today, known = last_day(facts), today_of(facts), known_until(facts)
    return last is not None and today is not None and known is not None and last < today and last < known


def is_old_news(facts: DebitFacts) -> bool:
    """Whether the last day on time has passed since the records were fetched: it may have been paid, or tried again."""
    last, today, known = last_day(facts), today_of(facts), known_until(facts)
    return last is not None and today is not None and last < today and (known is None or known <= last)


def open_ways(facts: DebitFacts, day: dt.date, after: dt.datetime | None = None) -> tuple[ManualWay, ...]:
    """The lender's ways to pay by hand that are still open on `day`, after an instant of it (without one: now)."""
    since = after if after is not None else facts.now
    return tuple(
        way
        for way in facts.ways
        if since is None or not way.until or (closing := _instant(facts, day, way.until)) is None or closing > since
    )


def pay_deadline(facts: DebitFacts) -> Deadline | None:
    """Until when paying by hand helps most: the last day on time, today where that has passed.

    None where no due date is on record, the reader's `now` is not known, or every way is shut for that day.
    """
    last, today = last_day(facts), today_of(facts)
    if last is None or today is None or facts.now is None:
        return None
    day = max(last, today)
    ways = open_ways(facts, day)
    if facts.ways and not ways:
        return None
    clock = max((way.until or _END_OF_DAY for way in ways), default="")
    agreed = _on_time_until(facts) if day == facts.due_on else ""
    if agreed and (not clock or agreed < clock):
        at = _instant(facts, day, agreed)
        if at is not None and at > facts.now:
            return Deadline(day=day, clock=agreed, at=at)
    at = _instant(facts, day, clock or _END_OF_DAY)
    return Deadline(day=day, clock=clock, at=at) if at is not None and at > facts.now else None


def _on_time_until(facts: DebitFacts) -> str:
    """The contract's hour of the due date itself; with days of grace no hour of it counts."""
    terms = facts.late_terms
    told = terms.on_time_until if terms is not None and not terms.grace_days else None
    return told if told is not None and _CLOCK.fullmatch(told) else ""


def _instant(facts: DebitFacts, day: dt.date, clock: str) -> dt.datetime | None:
    found = _CLOCK.fullmatch(clock)
    zone = facts.zone or (facts.now.tzinfo if facts.now is not None else None)
    if found is None or zone is None:
        return None
    hours = dt.timedelta(hours=int(found[1]), minutes=int(found[2]))
    try:
        return (dt.datetime.combine(day, dt.time()) + hours).replace(tzinfo=zone)
    except OverflowError:
        return None


def deadline_words(deadline: Deadline, facts: DebitFacts) -> BothLanguages:
    """`今天（周二）24:00 前` and `before midnight tonight (Tue)`."""
    today = today_of(facts) == deadline.day
    day = BothLanguages(
        f"今天（{_ZH.weekday(deadline.day)}）" if today else _ZH.day_with_weekday(deadline.day),
        f"today ({_EN.weekday(deadline.day)})" if today else _EN.day_with_weekday(deadline.day),
    )
    if not deadline.clock:
        return BothLanguages(f"{day.zh}之内", day.en if today else f"by {day.en}")
    if deadline.clock == _END_OF_DAY:
        night = f"tonight ({_EN.weekday(deadline.day)})" if today else f"on {day.en}"
        return BothLanguages(f"{day.zh}{deadline.clock} 前", f"before midnight {night}")
    return BothLanguages(
        f"{day.zh}{deadline.clock} 前", f"before {deadline.clock} {day.en if today else f'on {day.en}'}"
    )


def soon_words(at: dt.datetime, facts: DebitFacts, names: Names) -> BothLanguages:
    """An instant as people say it: `今晚（周二）22:30`, `22:30 tonight (Tue)`; a far one with its date."""
    today = today_of(facts)
    local = at.astimezone(names.zone)
    clock, weekday = local.strftime("%H:%M"), BothLanguages(_ZH.weekday(local.date()), _EN.weekday(local.date()))
    if today is not None and local.date() == today:
        zh, en = ("今晚", "tonight") if local.hour >= _EVENING else ("今天", "today")
        return BothLanguages(f"{zh}（{weekday.zh}）{clock}", f"{clock} {en} ({weekday.en})")
    if today is not None and local.date() == today + dt.timedelta(days=1):
        return BothLanguages(f"明天（{weekday.zh}）{clock}", f"{clock} tomorrow ({weekday.en})")
    return BothLanguages(
        f"{_ZH.day_with_weekday(local.date())}{clock}", f"{clock} on {_EN.day_with_weekday(local.date())}"
    )
