"""The Language value: amounts, dates and times in two languages."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from borrower_app.language import Language
from borrower_app.lending.money import Money

ZH = Language("zh")
EN = Language("en")


def test_money_has_exactly_its_currency_decimals() -> None:
    assert ZH.money(Money(400340, "CNY")) == "4,003.40 元"
    assert EN.money(Money(400340, "CNY")) == "CNY 4,003.40"
    assert ZH.money(Money(-5, "CNY")) == "-0.05 元"
    assert ZH.money(Money(1_250_000, "JPY")) == "1,250,000 日元"
    assert EN.money(Money(1_500, "KWD")) == "KWD 1.500"


def test_dates_and_times() -> None:
    friday = dt.date(2026, 11, 20)
    assert ZH.day_with_weekday(friday) == "11 月 20 日（周五）"
    assert EN.day_with_weekday(friday) == "Fri 20 Nov"
    assert ZH.date(friday) == "2026 年 11 月 20 日"
    assert EN.date(friday) == "20 Nov 2026"
    assert ZH.month(friday) == "2026 年 11 月"
    instant = dt.datetime(2026, 11, 20, 14, 30, tzinfo=dt.UTC)
    assert ZH.time(instant, zoneinfo.ZoneInfo("Asia/Shanghai")) == "22:30"


def test_percent_keeps_what_matters() -> None:
    assert ZH.percent("2.6") == "2.60%"
    assert ZH.percent("3.325") == "3.325%"
    assert ZH.percent("4") == "4.00%"


def test_values_with_braces_are_only_values() -> None:
    assert "{0}" in EN.say("{what}", what="{0}")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no such language"):
        Language("fr")  # type: ignore[arg-type]  # what is refused
