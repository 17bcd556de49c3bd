"""Bounded fields: rates, references and word lists as they come over the wire."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.check_digit import luhn_digit
from borrower_app.records.enums import HopStatus, InstrumentStatus
from borrower_app.records.fields import Instant, RateText, spoken_reference


@pytest.mark.parametrize("text", ["NaN", "1_000", "１", "1e3", "", " 1", "1.", ".5", "+1", "1234567"])
def test_a_rate_has_one_form_only(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, RateText)


@pytest.mark.parametrize("text", ["3.85", "-0.9", "0"])
def test_rates(text: str) -> None:
    assert str(Decimal(msgspec.convert(text, RateText))) == text


def test_luhn_agrees_with_the_published_example() -> None:
    """ISO/IEC 7812-1's usual worked example: 7992739871 has the check digit 3."""
    assert luhn_digit("7992739871") == "3"


@given(st.text(alphabet="0123456789", min_size=7, max_size=7), st.integers(0, 6), st.integers(1, 9))
def test_one_misheard_digit_is_found(payload: str, place: int, shift: int) -> None:
    reference = spoken_reference(payload)
    wrong = reference[:place] + str((int(reference[place]) + shift) % 10) + reference[place + 1 :]
    assert spoken_reference(wrong[:7]) != wrong


def test_a_word_of_a_newer_server_reads_as_unknown() -> None:
    assert msgspec.json.decode(b'"melted"', type=InstrumentStatus) is InstrumentStatus.UNKNOWN
    assert msgspec.json.decode(b'"no_answer"', type=HopStatus) is HopStatus.NO_ANSWER
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b"5", type=HopStatus)


def test_an_instant_needs_its_zone() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'"2026-11-20T08:00:00"', type=Instant)
