"""Amounts as people say them: round sums of yuan in units of ten thousand (万)."""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.lending.money import Money

_TEN_THOUSAND: Final = 1_000_000  # minor units
_FINEST: Final = 100_000


def short_money(language: Language, money: Money) -> str:
    """`10 万元`, `9.5 万元` for whole thousands of yuan in Chinese; anything else in full."""
    if language.code != "zh" or money.currency != "CNY" or money.minor < _TEN_THOUSAND or money.minor % _FINEST:
        return language.money(money)
    whole, rest = divmod(money.minor, _TEN_THOUSAND)
    tenth = rest // _FINEST
    return f"{whole:,}.{tenth} 万元" if tenth else f"{whole:,} 万元"
