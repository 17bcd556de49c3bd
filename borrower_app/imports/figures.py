"""Reading one cell as an amount, a calendar date or a row number: strictly, because a guess would look like a fact."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Final

from borrower_app.imports.cells import Cell
from borrower_app.imports.chinese_numbers import chinese_number
from borrower_app.lending.money import LARGEST, exponent

_PLAIN: Final = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,12})?", re.ASCII)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3}){1,5}|(?: [0-9]{3}){1,5})(?:\.[0-9]{1,12})?", re.ASCII)
_LOOSE_SPACE: Final = re.compile(r"(?<![0-9]) | (?![0-9])")
_MONEY_SIGNS: Final = re.compile(r"人民币|CNY|RMB|元|[¥￥$€]", re.IGNORECASE)
_NOTHING: Final = frozenset({"-", "--", "—", "——", "–"})
_TIME: Final = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0*)?)?)?"
_DATES: Final = (
    re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + _TIME, re.ASCII),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?", re.ASCII),
)
_NUMBER: Final = re.compile(r"第?([0-9]{1,6})期?(?:/[0-9]{1,6}期?)?", re.ASCII)
_CHINESE_NUMBER: Final = re.compile(r"第?([零〇一二两三四五六七八九十百]{1,7})期?")
_TEXT_FORMULA: Final = re.compile(r'="(.*)"')
"""How web pages keep a spreadsheet from turning a figure into something else."""
_TEN_THOUSANDS: Final = re.compile(r"(.*[0-9])万")
_EPOCH: Final = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar for every day from 1 March 1900 on."""
_EPOCH_1904: Final = dt.date(1904, 1, 1)
_SERIAL: Final = re.compile(r"[0-9]{5}", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_RESIDUE: Final = Decimal("0.0000005")
"""What a binary number of a spreadsheet may differ from the decimal it stands for."""


class Unreadable(ValueError):
    """The cell says something, but not this."""


def plain(text: str) -> str:
    """Full-width signs as the plain ones, without the apostrophe that marks a text and without spaces, but for those
    between two digits: "10 5" is not 105.
    """
    return _LOOSE_SPACE.sub("", spoken(text))


def spoken(text: str) -> str:
    """Full-width signs as the plain ones, without the marks that keep a spreadsheet from reading a text as a figure."""
    bare = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _TEXT_FORMULA.fullmatch(bare)
    return (found.group(1).strip() if found is not None else bare).lstrip("'")


def read_amount(cell: Cell, currency: str, unit: int = 1) -> tuple[int, bool]:
    """Minor units, and whether decimals beyond them had to be rounded (half up). Raises Unreadable.

    `unit` is what the column's head counts in (10,000 for 万元). A dash is how spreadsheets show zero. Negative amounts
    and numbers with other grouping than by thousands are not read.
    """
    if isinstance(cell, str):
        value = _decimal_of(cell)
    elif isinstance(cell, int | Decimal):
        value = Decimal(cell)
    else:
        raise Unreadable
    scaled = (value * unit).scaleb(exponent(currency))
    if scaled < 0 or scaled > LARGEST:
        raise Unreadable
    minor = int((scaled + Decimal("0.5")).to_integral_value("ROUND_FLOOR"))
    return minor, abs(scaled - minor) > _RESIDUE.scaleb(exponent(currency))


def _decimal_of(text: str) -> Decimal:
    bare = _MONEY_SIGNS.sub("", plain(text))
    if bare in _NOTHING:
        return Decimal(0)
    bare = bare.removeprefix("+")
    in_ten_thousands = _TEN_THOUSANDS.fullmatch(bare)
    if in_ten_thousands is not None:
        return 10_000 * _decimal_of(in_ten_thousands.group(1))
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "").replace(" ", "")
    if not _PLAIN.fullmatch(bare):
        raise Unreadable
    return Decimal(bare)


def decimals_of(cell: Cell) -> int:
    """How many decimals of an amount are printed; 0 where it is no amount."""
    try:
        value = (
            _decimal_of(cell) if isinstance(cell, str) else Decimal(cell) if isinstance(cell, int | Decimal) else None
        )
    except Unreadable:
        return 0
    power = value.as_tuple().exponent if value is not None else 0
    return max(0, -power) if isinstance(power, int) else 0


def read_date(cell: Cell, *, from_1904: bool = False) -> dt.date:
    """A calendar date: a date cell, year first in any of the usual forms, or a spreadsheet's day number, counted from
    1900 or, where the workbook says so, from 1904. Raises Unreadable.
    """
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, Decimal) and cell == int(cell):
        cell = int(cell)
    if isinstance(cell, int):
        cell = str(cell)
    if not isinstance(cell, str):
        raise Unreadable
    # The space between day and time is kept: "2026-01-20 10:00".
    text = spoken(cell)
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        return (_EPOCH_1904 if from_1904 else _EPOCH) + dt.timedelta(days=int(text))
    for form in _DATES:
        found = form.fullmatch(text) or form.fullmatch(text.replace(" ", ""))
        if found:
            try:
                return dt.date(*map(int, found.groups()))
            except ValueError:
                break
    raise Unreadable


def read_number(cell: Cell) -> int:
    """The number of an installment: 1, "第1期", "第十二期", "1/360". Raises Unreadable."""
    if isinstance(cell, Decimal) and cell == int(cell):
        cell = int(cell)
    if isinstance(cell, int) and 0 <= cell <= 1_000_000:
        return cell
    text = plain(cell) if isinstance(cell, str) else ""
    found = _NUMBER.fullmatch(text)
    if found is not None:
        return int(found.group(1))
    found = _CHINESE_NUMBER.fullmatch(text)
    number = chinese_number(found.group(1)) if found is not None else None
    if number is None:
        raise Unreadable
    return number
