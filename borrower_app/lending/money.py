"""Money: an integer count of minor units with its ISO 4217 currency. No float ever enters or leaves here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Final

from msgspec import Meta, Struct

LARGEST: Final = 10**15

_EXPONENTS: Final = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
_DECIMAL_TEXT = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,3})?", re.ASCII)


_FOUND_RIGHT: Final[set[str]] = set()
_MOST_KEPT: Final = 200


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together."""


def exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has (ISO 4217): 0, 2 or 3."""
    return _EXPONENTS.get(currency, 2)


class Money(Struct, frozen=True, order=False, gc=False):
    """An amount. On the wire: `{"minor": 400340, "currency": "CNY"}` is 4,003.40 元."""

    minor: Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
    # The pattern is published but not run twice: `__post_init__` looks at every currency, received or our own.
    currency: Annotated[str, Meta(extra_json_schema={"pattern": "^[A-Z]{3}$"})]

    def __post_init__(self) -> None:
        minor, currency = self.minor, self.currency
        # A table of 360 rows holds 2,000 amounts of one currency: what was found right once is not looked at again.
        if type(minor) is int and currency in _FOUND_RIGHT and -LARGEST <= minor <= LARGEST:
            return
        if type(minor) is not int:
            raise TypeError("an amount is a whole number of minor units")
        if type(currency) is not str:
            raise TypeError("a currency is a text of three capital letters")
        if len(currency) != 3 or not (currency.isascii() and currency.isupper() and currency.isalpha()):
            raise ValueError("a currency is a text of three capital letters")
        if not -LARGEST <= minor <= LARGEST:
            raise ValueError("the amount is out of bounds")
        if len(_FOUND_RIGHT) < _MOST_KEPT:
            _FOUND_RIGHT.add(currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """No money, in a currency."""
        return cls(0, currency)

    @classmethod
    def from_decimal_text(cls, text: str, currency: str) -> Money:
        """Exact reading of e.g. "4003.40"; raises ValueError for any other form or more decimals than the currency."""
        if not isinstance(text, str) or not _DECIMAL_TEXT.fullmatch(text):
            raise ValueError("an amount is a decimal text such as 4003.40")
        scaled = Decimal(text).scaleb(exponent(currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{currency} has {exponent(currency)} decimals")
        return cls(int(scaled), currency)

    def to_decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def to_decimal_text(self) -> str:
        """The amount in major units with all decimals of its currency and no separators, e.g. "4003.40"."""
        digits = exponent(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), 10**digits)
        return f"{sign}{whole}" + (f".{part:0{digits}d}" if digits else "")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be put together")

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor > other.minor

    def __ge__(self, other: Money) -> bool:
        self._same(other)
        return self.minor >= other.minor
