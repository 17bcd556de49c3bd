# ruff: noqa: E501 - words of two languages
"""Amounts of money as texts write them: `¥4,103.55`, `1.2万元`, `R$ 1.280,45`, `肆仟零叁元肆角`, `Rs.15,500`. Exact, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

_BEFORE: Final = {
    "nt$": "TWD", "hk$": "HKD", "us$": "USD", "s$": "SGD", "a$": "AUD", "r$": "BRL", "c$": "CAD", "nz$": "NZD",
    "$": "USD", "¥": "CNY", "£": "GBP", "€": "EUR", "₹": "INR", "₱": "PHP",
    "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "新台币": "TWD", "台币": "TWD", "港币": "HKD", "港元": "HKD", "美元": "USD",
    "hkd": "HKD", "twd": "TWD", "ntd": "TWD", "usd": "USD", "gbp": "GBP", "eur": "EUR", "inr": "INR", "sgd": "SGD", "aud": "AUD",
    "php": "PHP", "zar": "ZAR", "brl": "BRL", "jpy": "JPY", "rs.": "INR", "rs": "INR", "r": "ZAR", "myr": "MYR", "rm": "MYR",
}  # fmt: skip
_AFTER: Final = {
    "元": "CNY", "块": "CNY", "圆": "CNY", "yuan": "CNY", "港币": "HKD", "港元": "HKD", "美元": "USD", "英镑": "GBP", "欧元": "EUR",
    "cny": "CNY", "rmb": "CNY", "eur": "EUR", "usd": "USD", "hkd": "HKD", "台币": "TWD", "新台币": "TWD", "日元": "JPY", "btc": "BTC", "usdt": "USDT",
}  # fmt: skip
_TIMES: Final = {"万": 10_000, "千": 1_000, "百": 100, "亿": 100_000_000}
_NUMBER: Final = r"[0-9][0-9,]{0,17}(?:\.[0-9]{1,4})?"
_CONTINENTAL: Final = r"[0-9]{1,3}(?:\.[0-9]{3}){0,4},[0-9]{2}(?![0-9,])"
_SPACED: Final = r"[0-9](?: [0-9]){2,7}"
_NUMERALS: Final = "零〇一二两三四五六七八九十百千万壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟"

MONEY: Final = re.compile(
    r"(?<![a-z0-9*])(?P<before>nt\$|hk\$|us\$|nz\$|[sarc]\$|[$¥£€₹₱]|人民币|新台币|台币|港币|港元|美元|rmb|cny|hkd|twd|ntd|usd|gbp|eur|inr|sgd|aud|php|zar|brl|jpy|myr|rm(?=[0-9])|rs\.?(?=[ 0-9])|r(?=[0-9]{1,3}(?:,[0-9]{3}){0,3}\.[0-9]{2}(?![0-9])))[: ]{0,2}[-+]?(?P<left>"
    + _CONTINENTAL + "|" + _NUMBER + r")(?P<left_times>[万千百亿])?元?"
    r"|(?<![0-9a-z*.,])[-+]?(?P<right>" + _SPACED + "|" + _NUMBER + r")[ ]?(?P<right_times>[万千百亿])?(?P<after>元|块|圆|港币|港元|美元|英镑|欧元|新台币|台币|日元|(?:yuan|cny|rmb|eur|usdt?|hkd|btc)\b)"
    r"|(?P<words>[" + _NUMERALS + r"]{1,16})(?:元|块|圆)(?P<jiao>[一二三四五六七八九壹贰叁肆伍陆柒捌玖]角)?(?P<fen>[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{1,2}分)?"
    r"|(?<=[扣额还欠款])(?:仅|为|:|了|到)?(?P<bare>[0-9][0-9,]{1,11}(?:\.[0-9]{1,2})?)(?![0-9月日号:/年天期次点时分%万千]|[.,][0-9]|-[0-9]|[^\S\n]?(?:个|笔|账单|元|块|张|家|秒|小时))", re.ASCII
)  # fmt: skip
"""Over the dense text. Bare numbers count behind 扣, 额, 还 and 欠 only."""


class MoneyMention(Struct, frozen=True):
    """An amount where it stands; `amount` is exact, `currency` ISO 4217, empty where none is written."""

    amount: Decimal
    currency: str
    start: int
    end: int


def money_in(dense: str) -> Iterator[MoneyMention]:
    """Every amount, in the order of the text."""
    for match in MONEY.finditer(dense):
        amount = _amount(match)
        if amount is not None:
            yield MoneyMention(amount, _currency(match), match.start(), match.end())


def _currency(match: re.Match[str]) -> str:
    if match["before"]:
        return _BEFORE[match["before"]]
    return _AFTER[match["after"]] if match["after"] else ("CNY" if match["words"] else "")


def _amount(match: re.Match[str]) -> Decimal | None:
    if match["words"]:
        whole = _from_numerals(match["words"])
        if whole is None:
            return None
        jiao = _from_numerals(match["jiao"][0]) if match["jiao"] else 0
        fen = _from_numerals(match["fen"][-2]) if match["fen"] else 0
        return Decimal(whole) + Decimal(jiao or 0) / 10 + Decimal(fen or 0) / 100
    text = match["left"] or match["right"] or match["bare"]
    times = _TIMES.get(match["left_times"] or match["right_times"] or "", 1)
    if re.fullmatch(_CONTINENTAL, text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", "").replace(" ", "")) * times


_DIGITS: Final = {
    character: value
    for value, characters in enumerate(
        ("零〇", "一壹", "二两贰貳", "三叁參参", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}


def _from_numerals(text: str) -> int | None:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * 10_000
            section = digit = 0
    value = total + section + digit
    return value or None
