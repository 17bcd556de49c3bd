"""Saved what-ifs: values only, read back as they were, and nothing that was damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import WhatIfEntry
from borrower_app.presentation.what_if.saved import (
    MOST,
    decode_what_ifs,
    encode_what_ifs,
    same_as,
    saved_views,
    what_if_of,
)
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.presentation.words.money_words import short_money
from borrower_app.presentation.words.typed_values import read_amount
from tests.support.story_snapshot import reading_of

READING = reading_of("insufficient_funds")
LOAN_ID = READING.snapshot.loans[0].record.id
ENTRY = WhatIfEntry("10 万元", "2027-01-25")


def test_a_try_out_is_kept_as_values_and_shown_with_its_figures() -> None:
    trial = what_if_of(READING, LOAN_ID, ENTRY, "t1")
    assert trial is not None
    assert trial.amount == Money(10_000_000, "CNY")
    [back] = decode_what_ifs(encode_what_ifs([trial]))
    assert back == trial
    shown = what_if_view(READING, LOAN_ID, ENTRY)
    [view] = saved_views(READING, LOAN_ID, [trial])
    assert view.words == "2027 年 1 月 25 日还 10 万元"
    for outcome in shown.outcomes:
        assert outcome.figure.removeprefix("少付利息 ") in view.told
    assert "2026 年 11 月 20 日算的" in view.told


def test_computing_again_gives_the_same_try_out() -> None:
    trial = what_if_of(READING, LOAN_ID, WhatIfEntry("20,000", "2027/3/25", True), "t1")
    assert trial is not None
    [view] = saved_views(READING, LOAN_ID, [trial])
    again = what_if_of(READING, LOAN_ID, view.entry, "t2")
    assert again is not None
    assert same_as(trial, again)
    english = saved_views(reading_of("insufficient_funds", "en"), LOAN_ID, [trial])
    assert english[0].words == "CNY 20,000.00 each year from 25 Mar 2027 on"


def test_the_same_one_is_not_saved_twice() -> None:
    trial = what_if_of(READING, LOAN_ID, ENTRY, "t1")
    assert trial is not None
    assert what_if_view(READING, LOAN_ID, ENTRY).can_save
    assert not what_if_view(READING, LOAN_ID, WhatIfEntry("100,000.00", "20270125"), (trial,)).can_save
    assert what_if_view(READING, LOAN_ID, WhatIfEntry("100,000.00", "20270126"), (trial,)).can_save


def test_the_saved_ones_of_another_loan_are_not_listed() -> None:
    trial = what_if_of(READING, LOAN_ID, ENTRY, "t1")
    assert trial is not None
    assert saved_views(READING, "another", [trial]) == ()


@pytest.mark.parametrize(
    "entry", [WhatIfEntry("", "2027-01-25"), WhatIfEntry("1万", "x"), WhatIfEntry("1万", "1999-1-1")]
)
def test_what_cannot_be_computed_cannot_be_saved(entry: WhatIfEntry) -> None:
    assert what_if_of(READING, LOAN_ID, entry, "t1") is None
    assert not what_if_view(READING, LOAN_ID, entry).can_save


@given(st.text(max_size=200))
def test_any_kept_text_is_read_or_left(text: str) -> None:
    assert decode_what_ifs(text) == ()


def test_more_than_the_most_are_left() -> None:
    trial = what_if_of(READING, LOAN_ID, ENTRY, "t1")
    assert trial is not None
    assert len(decode_what_ifs(encode_what_ifs([trial] * (MOST + 5)))) == MOST


@pytest.mark.parametrize(
    ("minor", "currency", "zh"),
    [
        (10_000_000, "CNY", "10 万元"),
        (950_000_0, "CNY", "9.5 万元"),
        (1_000_000, "CNY", "1 万元"),
        (999_900, "CNY", "9,999.00 元"),
        (1_000_001, "CNY", "10,000.01 元"),
        (123_400_000_00, "CNY", "12,340 万元"),
        (10_000_000, "JPY", "10,000,000 日元"),
    ],
)
def test_round_sums_are_said_in_ten_thousands(minor: int, currency: str, zh: str) -> None:
    money = Money(minor, currency)
    assert short_money(Language("zh"), money) == zh
    assert read_amount(f"提前还 {zh}", currency) == money
    assert short_money(Language("en"), money) == Language("en").money(money)


def test_another_currencys_word_is_not_read_as_ones_own() -> None:
    assert read_amount("100 美元", "CNY") is None
    assert read_amount("100 元", "JPY") is None
    assert read_amount("100 美元", "USD") == Money(10_000, "USD")
