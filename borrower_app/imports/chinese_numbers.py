"""Chinese numerals as banks count installments with them: 一, 十二, 二十, 一百零五, 三百六十."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SHAPE: Final = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百)?"
    r"(?:零|〇)?(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<units>[一二三四五六七八九])?"
)


def chinese_number(text: str) -> int | None:
    """The number from 1 to 999 that these numerals stand for; None for anything else."""
    found = _SHAPE.fullmatch(text)
    if found is None or not text:
        return None
    tens = _DIGITS[found["tens"] or "一"] if found["ten"] else 0
    number = 100 * _DIGITS[found["hundreds"] or "零"] + 10 * tens + _DIGITS[found["units"] or "零"]
    return number or None
