"""How the sandbox lender writes dates and amounts in its Chinese messages."""

from __future__ import annotations

import datetime as dt

from borrower_app.lending.money import Money, exponent

_UNITS = {"CNY": "元", "JPY": "日元", "INR": "卢比"}


def yuan(text: str) -> Money:
    """An amount in CNY from a decimal text."""
    return Money.from_decimal_text(text, "CNY")


def amount(money: Money) -> str:
    """E.g. `4,003.40 元`."""
    return f"{money.to_decimal():,.{exponent(money.currency)}f} {_UNITS[money.currency]}"


def day(date: dt.date) -> str:
    """E.g. `11 月 20 日`."""
    return f"{date.month} 月 {date.day} 日"


def long_day(date: dt.date) -> str:
    """E.g. `2026 年 11 月 20 日`."""
    return f"{date.year} 年 {day(date)}"


def moment(instant: dt.datetime) -> str:
    """E.g. `11 月 20 日 22:30`; the instant is already in the lender's zone."""
    return f"{day(instant.date())} {instant:%H:%M}"
