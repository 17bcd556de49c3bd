"""Card numbers: which ones can be one, and that a request never shows its number."""

from __future__ import annotations

import pytest

from borrower_app.check_digit import passes_luhn
from borrower_app.contract.card_tokens import (
    CardTokenRequest,
    decode_card_token_request,
    has_possible_length,
)
from borrower_app.contract.strict_json import ContractViolation


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        # ISO/IEC 7812-1, annex B: the standard's own example is 7992739871 with the check digit 3.
        ("79927398713", True),
        ("79927398710", False),
        ("4111111111111111", True),
        ("4111111111111112", False),
        ("378282246310005", True),
        ("6200000000000005", True),
        ("0000000000000000", True),
    ],
)
def test_check_digit(digits: str, good: bool) -> None:
    assert passes_luhn(digits) is good


def test_each_single_slip_is_found() -> None:
    number = "9999010000000003"
    assert passes_luhn(number)
    for position, digit in enumerate(number):
        for other in set("0123456789") - {digit}:
            assert not passes_luhn(number[:position] + other + number[position + 1 :])


@pytest.mark.parametrize(
    ("digits", "possible"),
    [("4" + "0" * 15, True), ("4" + "0" * 16, False), ("34" + "0" * 13, True), ("62" + "0" * 17, True),
     ("62" + "0" * 13, False), ("55" + "0" * 14, True), ("55" + "0" * 13, False), ("0" * 12, True)],
)  # fmt: skip
def test_length_by_issuer(digits: str, possible: bool) -> None:
    assert has_possible_length(digits) is possible


def test_the_number_is_in_no_repr_and_in_no_complaint() -> None:
    number = "9999010000000003"
    assert number not in repr(CardTokenRequest(number=number))
    for body in (f'{{"number": "{number}-"}}', f'{{"number": {number}}}', f'{{"number": "{number}", "cvn": "123"}}'):
        with pytest.raises(ContractViolation) as caught:
            decode_card_token_request(body.encode())
        assert number not in str(caught.value)
