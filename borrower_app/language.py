"""The language of the screen as one value: the catalogue plus the formats of numbers, dates and times.

A sentence is looked up when it is drawn, never kept, so that a switch at run time changes every word. Message ids are
English; the Chinese stands in `resources/locale/zh_CN/*.po`.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from borrower_app import resource_files
from borrower_app.foreign_text import shown
from borrower_app.lending.money import Money, exponent

LanguageCode = Literal["zh", "en"]
CODES: Final[tuple[LanguageCode, ...]] = ("zh", "en")

_LOCALES: Final = {"zh": "zh_CN", "en": "en"}
_ZH_WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_EN_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NO_END_YEAR: Final = 2200
"""From here on a day stands for "no end" (`records.bounds`): no other one gets in."""
_EN_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZH_CURRENCIES: Final = {"CNY": "元", "JPY": "日元", "USD": "美元", "EUR": "欧元", "HKD": "港元"}


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(
        "app", localedir=resource_files.path_of("locale"), languages=[_LOCALES[code]], fallback=code == "en"
    )


class Language:
    """Says sentences and formats values in one language. Instances are immutable and cheap."""

    __slots__ = ("code",)

    def __init__(self, code: LanguageCode) -> None:
        if code not in CODES:
            raise ValueError(f"no such language: {code}")
        self.code: Final[LanguageCode] = code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def say(self, message: str, **values: str | int) -> str:
        """The sentence for an English message id, its `{names}` filled in.

        A value may be anybody's text: it can hold braces, and nothing in it moves or hides the sentence around it.
        """
        text = _catalogue(self.code).gettext(message)
        return text.format(**_shown(values)) if values else text

    def say_count(self, singular: str, plural: str, count: int, **values: str | int) -> str:
        """Like `say` with a number: `{count}` stands for it."""
        text = _catalogue(self.code).ngettext(singular, plural, count)
        return text.format(count=count, **_shown(values))

    def pick(self, zh: str, en: str) -> str:
        """One of two texts that come as a pair of data (reason texts beside their catalogue rows)."""
        return zh if self.code == "zh" else en

    def amount(self, money: Money) -> str:
        """The number alone with thousands separators, e.g. 4,003.40."""
        return amount_text(money)

    def money(self, money: Money) -> str:
        """An amount with its currency: `4,003.40 元` or `CNY 4,003.40`."""
        number = amount_text(money)
        if self.code == "zh":
            return f"{number} {_ZH_CURRENCIES.get(money.currency, money.currency)}"
        return f"{money.currency} {number}"

    def date(self, day: dt.date) -> str:
        """A full calendar date: `2026 年 11 月 20 日` or `20 Nov 2026`; from 2200 on `长期` or `further notice`."""
        if day.year >= _NO_END_YEAR:
            return self.say("further notice")
        if self.code == "zh":
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        return f"{day.day} {_EN_MONTHS[day.month - 1]} {day.year}"

    def day(self, day: dt.date) -> str:
        """A calendar date of this or a near year: `11 月 20 日` or `20 Nov`."""
        if self.code == "zh":
            return f"{day.month} 月 {day.day} 日"
        return f"{day.day} {_EN_MONTHS[day.month - 1]}"

    def near_date(self, day: dt.date, today: dt.date) -> str:
        """A calendar date as short as it can be told from another: with its year only where that is not this one."""
        return self.day(day) if day.year == today.year else self.date(day)

    def weekday(self, day: dt.date) -> str:
        """`周五` or `Fri`."""
        return (_ZH_WEEKDAYS if self.code == "zh" else _EN_WEEKDAYS)[day.weekday()]

    def day_with_weekday(self, day: dt.date) -> str:
        """`11 月 20 日（周五）` or `Fri 20 Nov`."""
        if self.code == "zh":
            return f"{self.day(day)}（{self.weekday(day)}）"
        return f"{self.weekday(day)} {self.day(day)}"

    def month(self, day: dt.date) -> str:
        """`2029 年 3 月` or `Mar 2029`; from 2200 on `长期` or `further notice`."""
        if day.year >= _NO_END_YEAR:
            return self.say("further notice")
        if self.code == "zh":
            return f"{day.year} 年 {day.month} 月"
        return f"{_EN_MONTHS[day.month - 1]} {day.year}"

    def time(self, instant: dt.datetime, zone: dt.tzinfo) -> str:
        """Time of day in the lender's zone, `22:30`."""
        return instant.astimezone(zone).strftime("%H:%M")

    def percent(self, rate: str) -> str:
        """A rate text of per cent a year with at least two places: `2.60%`."""
        whole, _, fraction = rate.partition(".")
        return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}%"

    def in_brackets(self, text: str) -> str:
        """A clause behind what it is for, closed in: `（第 12 条）` or ` (clause 12)`; nothing for no text."""
        return self.pick(f"（{shown(text)}）", f" ({shown(text)})") if text else ""

    def row_of(self, parts: Iterable[str]) -> str:
        """What stands in one row beside each other, empty parts left out: `商业贷款 · 第 33 期`."""
        return " · ".join(shown(part) for part in parts if part)

    def list_of(self, parts: list[str]) -> str:
        """Parts of one enumeration joined: `甲、乙` or `A, B`."""
        return ("、" if self.code == "zh" else ", ").join(map(shown, parts))


def _shown(values: dict[str, str | int]) -> dict[str, str | int]:
    return {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}


def amount_text(money: Money) -> str:
    """An amount with thousands separators and exactly its currency's decimals; no currency sign."""
    digits = exponent(money.currency)
    sign = "-" if money.minor < 0 else ""
    whole, part = divmod(abs(money.minor), 10**digits)
    return f"{sign}{whole:,}" + (f".{part:0{digits}d}" if digits else "")
