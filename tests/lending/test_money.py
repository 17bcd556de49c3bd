"""Money refuses everything loose, keeps its currency, and is exact both ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.lending.money import LARGEST, CurrencyMismatch, Money, exponent

CURRENCIES = st.sampled_from(("CNY", "JPY", "KWD", "EUR", "VND", "TND"))


@pytest.mark.parametrize("minor", [True, 1.0, "1", None, Decimal(1)])
def test_the_count_is_a_whole_number(minor: Any) -> None:
    with pytest.raises(TypeError):
        Money(minor, "CNY")


@pytest.mark.parametrize("currency", ["cny", "CN", "CNYY", "CN1", "", "CNY\n", "\uff23NY"])
def test_the_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(ValueError):
        Money(1, currency)
    with pytest.raises(TypeError):
        Money(1, None)  # type: ignore[arg-type]  # what is refused


def test_bounds_hold_in_constructor_and_on_the_wire() -> None:
    assert Money(LARGEST, "CNY").minor == LARGEST
    for minor in (LARGEST + 1, -LARGEST - 1):
        with pytest.raises(ValueError):
            Money(minor, "CNY")
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(f'{{"minor": {minor}, "currency": "CNY"}}', type=Money)


def test_wire_form_is_an_object_of_two_fields() -> None:
    assert msgspec.json.encode(Money(400340, "CNY")) == b'{"minor":400340,"currency":"CNY"}'
    for bad in (b'{"minor":1.5,"currency":"CNY"}', b'{"minor":true,"currency":"CNY"}', b'{"minor":1,"currency":"cny"}'):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(bad, type=Money)


@given(st.integers(-LARGEST, LARGEST), CURRENCIES)
def test_decimal_text_comes_back_as_the_same_money(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    text = money.to_decimal_text()
    assert Money.from_decimal_text(text, currency) == money
    assert Decimal(text) == money.to_decimal() == Decimal(minor) / 10 ** exponent(currency)


@pytest.mark.parametrize(
    "minor, currency, text",
    [
        (400340, "CNY", "4003.40"),
        (5, "CNY", "0.05"),
        (-5, "CNY", "-0.05"),
        (4003, "JPY", "4003"),
        (4003405, "KWD", "4003.405"),
    ],
)
def test_decimal_text_by_currency(minor: int, currency: str, text: str) -> None:
    assert Money(minor, currency).to_decimal_text() == text


@pytest.mark.parametrize(
    "text", ["4003.405", "4,003.40", "1e3", "NaN", "1_000", "\uff11", " 1", "1 ", ".5", "5.", "", "+1"]
)
def test_loose_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Money.from_decimal_text(text, "CNY")


def test_arithmetic_and_order_within_one_currency() -> None:
    one, two = Money(100, "CNY"), Money(200, "CNY")
    assert one + two == Money(300, "CNY")
    assert one - two == -one == Money(-100, "CNY")
    assert one < two
    assert one <= one
    assert two > one
    assert two >= two
    assert Money.zero("CNY") + one == one


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_never_meet(operation: str) -> None:
    with pytest.raises(CurrencyMismatch):
        getattr(Money(1, "CNY"), operation)(Money(1, "JPY"))
    assert Money(1, "CNY") != Money(1, "JPY")


def test_plain_numbers_never_meet_money() -> None:
    for other in (0, 1, Decimal(1)):
        with pytest.raises(TypeError):
            Money(1, "CNY") + other  # type: ignore[operator]  # what is refused
        with pytest.raises(TypeError):
            Money(1, "CNY") - other  # type: ignore[operator]  # what is refused
