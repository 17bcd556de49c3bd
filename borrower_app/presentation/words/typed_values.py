"""What a person types, read generously: amounts with separators, 元 and 万; dates in the usual writings."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

from borrower_app.language import Language
from borrower_app.lending.money import Money

_TEN_THOUSAND: Final = Decimal(10_000)
_AMOUNT: Final = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)(万)?")
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?")
_PLAIN_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_amount(text: str, currency: str) -> Money | None:
    """An amount above zero such as `100,000`, `１０万`, `提前还 10 万元`; None for anything else, too many decimals."""
    plain = re.sub(r"[\s,']", "", unicodedata.normalize("NFKC", text))
    plain = plain.removeprefix("提前").removeprefix("还")
    # The currency's own word only: 美元 for a loan in 元 is not read as 元.
    plain = plain.removesuffix(Language("zh").money(Money.zero(currency)).split()[-1]).upper().removeprefix(currency)
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    value = Decimal(found[1]) * (_TEN_THOUSAND if found[2] else 1)
    try:
        amount = Money.from_decimal_text(f"{value.normalize():f}", currency)
    except (ValueError, InvalidOperation):
        return None
    return amount if amount.minor > 0 else None


def read_day(text: str) -> dt.date | None:
    """A calendar date such as `2027-01-20`, `2027/1/20`, `2027 年 1 月 20 日`, `20270120`; None for anything else."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _DAY.fullmatch(plain) or _PLAIN_DAY.fullmatch(plain)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
