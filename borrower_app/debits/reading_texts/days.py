# ruff: noqa: E501 - patterns of two languages
"""Days and times of a text, and which of them is the next debit and until when to pay.

A day without a year takes it from the day on which the text came; without that it is not told. Days are calendar dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import Mood, Scope, clause_mood

Moment = dt.date | dt.datetime

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH: Final = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY: Final = re.compile(
    r"(?P<year>20[0-9]{2})\s?[年/.-]\s?(?P<month>[0-9]{1,2})\s?[月/.-]\s?(?P<day>[0-9]{1,2})(?![0-9])[日号]?"
    r"|(?<![0-9])(?P<roc>1[0-9]{2})/(?P<rmonth>[0-9]{1,2})/(?P<rday>[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9])(?P<compact>20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
    r"|(?<![0-9/.-])(?P<first>[0-9]{1,2})[/.-](?P<second>[0-9]{1,2})[/.-](?P<third>20[0-9]{2}|[0-9]{2})(?![0-9])"
    r"|(?<![0-9])(?P<cmonth>[0-9]{1,2})月(?P<cday>[0-9]{1,2})[日号]?"
    r"|(?<![0-9a-z])(?P<eday>[0-9]{1,2})(?:st|nd|rd|th)?[ -]?(?P<emonth>" + _MONTH + r")\b,?(?:[ -]'?(?P<eyear>20[0-9]{2}|[0-9]{2})(?![0-9:]))?"
    r"|\b(?P<amonth>" + _MONTH + r")\.? (?P<aday>[0-9]{1,2})(?:st|nd|rd|th)?\b(?!:),?(?: (?P<ayear>20[0-9]{2}))?"
    r"|(?<![0-9/.-])(?P<smonth>[0-9]{1,2})[/-](?P<sday>[0-9]{1,2})(?![0-9/.-])"
    r"|(?P<near>今天|今日|当日|今晚|明天|明日|明早|明晚|次日|后天|\btoday\b|\btonight\b|\btomorrow\b)"
    r"|(?<![0-9月/.-])(?P<only>[0-9]{1,2})[日号](?!线)|\bthe (?P<eonly>[0-9]{1,2})(?:st|nd|rd|th)\b",
    re.ASCII,
)  # fmt: skip
_TIME: Final = re.compile(
    r"[的于在, ]{0,3}(?P<half>上午|下午|早上|晚上|晚|早|中午|凌晨)?(?: ?at | ?by )?(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::[0-9]{2})?|[点时](?P<cminute>[0-9]{2}分|半)?|(?P<ampm>am|pm)\b)(?! ?[日月])",
    re.ASCII,
)
_TIME_BEFORE: Final = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?(?P<ampm>am|pm)? (?:on )?$", re.ASCII)
_AHEAD: Final = {
    "今天": 0, "今日": 0, "当日": 0, "今晚": 0, "today": 0, "tonight": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "次日": 1,
    "tomorrow": 1, "后天": 2,
}  # fmt: skip
_NEXT_DEBIT: Final = re.compile(
    r"将[^。;\n]{0,30}(?:扣|划|支取)|再次(?:扣|尝试|发起|划)|重新(?:扣|发起|划)|继续(?:扣|为您扣)|补扣|再扣|重扣|下次(?:扣款|还款)|下一扣款日|扣款日|实际扣款日|自动扣款|统一扣收|(?:起|均在|即将)[^,。]{0,8}扣|延后至|顺延至|扣哈|应还日期|是到期还款日|扣款时?月供"
    r"|\bwill (?:be )?(?:debit|collect|present|deduct|take|tak|charge|draft|withdraw|attempt|try|re-?submit|leave)|\bwe'll (?:collect|take|debit|draft|run|try|retry|charge)|\bnext (?:debit|collection|payment|deduction|draft)|\bscheduled\b|\bdebit you|\bcomes out\b|\bis due on\b|\bunder mandate\b|\bre-?submit\b|\bretry\b|\btry again\b|\bdraft your\b|\bdeduction on\b|\bstarting with\b|\bbefore your next\b",
    re.ASCII,
)
_UNTIL: Final = re.compile(
    r"^[^,。;\n]{0,10}?(?:前|之前|以前|止)(?!扣|日)|^内|^[ 0-9:点]{0,6}(?:补足|存足|存入|还清|缴清|结清)", re.ASCII
)
_UNTIL_BEFORE: Final = re.compile(
    r"(?:截止日?|期至|限期|最晚|请于|请在|须于|应于|需于)[^,。;\n0-9]{0,4}$|\b(?:by|before|until|no later than)(?: [0-9:]+ ?(?:am|pm)? ?(?:on)?)?\s*$",
    re.ASCII,
)


class DayTold(Struct, frozen=True):
    """A day as written, with its place; None for what is not written. `time` is (hour, minute)."""

    day: dt.date | None
    time: tuple[int, int] | None
    month: int
    number: int
    start: int
    end: int


class DaysTold(Struct, frozen=True):
    """`next_debit` and `pay_by` are dates, or instants where a time and the zone of the receipt are known."""

    days: tuple[DayTold, ...] = ()
    next_debit: Moment | None = None
    pay_by: Moment | None = None


def schedule_in(
    text: NormalText, scopes: tuple[Scope, ...], received_at: dt.datetime | None, *, looks_ahead: bool, owes: bool
) -> DaysTold:
    """The days of a text. `looks_ahead`: the text may tell of a debit to come; `owes`: something is left to pay."""
    days = tuple(_days(text.dense, received_at))
    next_debit = pay_by = None
    for told in days:
        clause = text.clause_at(told.start)
        words = text.text_of(clause)
        before, after = text.dense[max(0, told.start - 24) : told.start], text.dense[told.end : told.end + 24]
        if _UNTIL.search(after) or _UNTIL_BEFORE.search(before):
            if owes and pay_by is None and not clause_mood(scopes, clause) & Mood.OTHERS:
                pay_by = _moment(told, received_at)
        elif next_debit is None and looks_ahead and _NEXT_DEBIT.search(words) is not None:
            next_debit = _moment(told, received_at)
    return DaysTold(days, next_debit, pay_by)


def _moment(told: DayTold, received_at: dt.datetime | None) -> Moment | None:
    if told.day is None:
        return None
    if told.time is None or received_at is None:
        return told.day
    return dt.datetime(told.day.year, told.day.month, told.day.day, *told.time, tzinfo=received_at.tzinfo)


def _days(dense: str, received_at: dt.datetime | None) -> Iterator[DayTold]:
    for match in _DAY.finditer(dense):
        found = _day_of(match, dense, received_at)
        if found is None:
            continue
        day, month, number = found
        yield DayTold(day, _time_of(dense, match), month, number, match.start(), match.end())


def _day_of(
    match: re.Match[str], dense: str, received_at: dt.datetime | None
) -> tuple[dt.date | None, int, int] | None:
    part = match.groupdict()
    if part["near"]:
        if received_at is None:
            return None
        day = received_at.date() + dt.timedelta(days=_AHEAD[part["near"]])
        return day, day.month, day.day
    if part["only"] or part["eonly"]:
        return _nth(int(part["only"] or part["eonly"]), received_at)
    year, month, number = _parts(part, dense)
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    if year is None:
        return _near(month, number, received_at), month, number
    try:
        return dt.date(year, month, number), month, number
    except ValueError:
        return None


def _parts(part: dict[str, str | None], dense: str) -> tuple[int | None, int, int]:
    def whole(name: str) -> int:
        return int(part[name] or 0)

    if part["year"]:
        return whole("year"), whole("month"), whole("day")
    if part["roc"]:
        return whole("roc") + 1911, whole("rmonth"), whole("rday")
    if part["compact"]:
        text = part["compact"]
        return int(text[:4]), int(text[4:6]), int(text[6:])
    if part["first"]:
        year = whole("third") if whole("third") > 99 else 2000 + whole("third")
        # The month stands first in dollars, the day everywhere else.
        first, second = whole("first"), whole("second")
        american = second > 12 or ("$" in dense and first <= 12 and "a$" not in dense and "s$" not in dense)
        return (year, first, second) if american else (year, second, first)
    if part["cmonth"]:
        return None, whole("cmonth"), whole("cday")
    if part["emonth"] or part["amonth"]:
        name = part["emonth"] or part["amonth"] or ""
        written = part["eyear"] or part["ayear"]
        short = int(written) if written else None
        year_told = short if short is None or short > 99 else 2000 + short
        return year_told, _MONTHS[name[:3]], whole("eday") or whole("aday")
    return None, whole("smonth"), whole("sday")


def _near(month: int, number: int, received_at: dt.datetime | None) -> dt.date | None:
    """The day of that month nearest to the receipt: the turn of the year lies between."""
    if received_at is None:
        return None
    today = received_at.date()
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(dt.date(year, month, number))
        except ValueError:
            continue
    return min(found, key=lambda day: abs(day - today)) if found else None


def _nth(number: int, received_at: dt.datetime | None) -> tuple[dt.date | None, int, int] | None:
    """The next day with that number, from the receipt on."""
    if received_at is None or not 1 <= number <= 31:
        return None
    day = received_at.date()
    for _step in range(62):
        if day.day == number:
            return day, day.month, day.day
        day += dt.timedelta(days=1)
    return None


def _time_of(dense: str, match: re.Match[str]) -> tuple[int, int] | None:
    after = _TIME.match(dense, match.end())
    if after is None and match["near"] in ("今天", "今日", "明早", "今晚", "明晚"):
        after = _TIME.match(dense, match.end())
    if after is not None:
        minute = after["minute"] or (after["cminute"] or "0").rstrip("分")
        hour = int(after["hour"])
        half = after["half"] or ""
        if (
            half in ("下午", "晚上", "晚") or match["near"] in ("今晚", "明晚", "tonight") or after["ampm"] == "pm"
        ) and hour < 12:
            hour += 12
        return _clock(hour, 30 if minute == "半" else int(minute))
    before = _TIME_BEFORE.search(dense[max(0, match.start() - 16) : match.start()])
    if before is not None and (before["ampm"] or before["minute"]):
        hour = int(before["hour"]) + (12 if before["ampm"] == "pm" and int(before["hour"]) < 12 else 0)
        return _clock(hour, int(before["minute"] or 0))
    return None


def _clock(hour: int, minute: int) -> tuple[int, int] | None:
    return (hour, minute) if hour < 24 and minute < 60 else None
