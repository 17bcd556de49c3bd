"""Somebody else's text beside ours: nothing in it turns, hides or floods; honest names stay readable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.foreign_text import CLOSES, MARK, OPENS, isolated, one_line, plain, shown
from tests.support.raw_controls import bare_right_to_left, raw_controls

NASTY = st.text(
    st.one_of(
        st.sampled_from(
            "\u202e\u202d\u202a\u202c\u2066\u2067\u2068\u2069\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2028"
        ),
        st.sampled_from("\u2029\x00\x07\x1b\x7f\x85\t\r\n \u3164\u2800\u0301\u20dd\ufe0f\U000e0041\ufffc\ufffe\u061c"),
        st.sampled_from("אבגابم銀行1234,.元a👩🏽❤"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    "honest",
    [
        "工商银行", "Bank of Example (Beijing) Ltd.", "第 12 条：宽限期 3 天", "👩‍👩‍👧‍👦 家庭卡", "👍🏽 ❤️ 1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Nguyễn Thị Ánh", unicodedata.normalize("NFD", "Nguyễn Ánh"),
        "हिन्दी बैंक", "क्\u200dष", "葛\U000e0100城",
        "Zoë “Ωmega” – 50 % · 3 × 4", "第一行\n\n第二行", "", " ",
    ],
)  # fmt: skip
def test_honest_text_stays_as_it_is(honest: str) -> None:
    assert shown(honest) == honest


@pytest.mark.parametrize("honest", ["בנק לאומי", "بنك مصر", "بانک\u200cملی"])
def test_honest_right_to_left_names_are_closed_in_and_whole(honest: str) -> None:
    assert shown(honest) == f"{OPENS}{honest}{CLOSES}"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("银行\u202e04.300,4", f"银行{MARK}04.300,4"),
        ("\u2066\u2067\u202d银行", f"{MARK}银行"),
        ("\u2068银行", "银行"),
        ("银行\u2069\u2069", "银行"),
        ("\u2068银行\u2069", "银行"),
        ("工\u200b商\ufeff银\u2060行", "工商银行"),
        ("a\u200db", "ab"),
        ("a\x00b\x1b[31mc", f"a{MARK}b{MARK}[31mc"),
        ("a\u2028b\u2029c\x85d\r\ne", "a\nb\nc\nd\ne"),
        ("a" + "\n" * 500 + "b", "a\n\nb"),
        ("a" + "\n \u3000\n" * 500 + "b", "a\n\nb"),
        ("a" + " " * 500 + "b", "a    b"),
        ("a" + "\u0301" * 200, "a\u0301\u0301\u0301\u0301"),
        ("\u20dd元", "\u25cc\u20dd元"),
        ("\u3164\u3164", "  "),
        ("a\U000e0041\U000e0042b", f"a{MARK}b"),
        ("\U0001f3f4\U000e0041", f"\U0001f3f4{MARK}"),
        ("a\ufffcb\ufffe", f"a{MARK}b{MARK}"),
    ],
)
def test_what_turns_hides_or_floods_is_marked_or_goes(raw: str, told: str) -> None:
    assert plain(raw) == told


def test_a_composed_sentence_keeps_its_isolates() -> None:
    sentence = f"{shown('בנק')} 4,003.40"
    assert shown(sentence) == sentence == f"{OPENS}בנק{CLOSES} 4,003.40"


def test_names_are_one_line() -> None:
    assert one_line("工商\n\n银行") == "工商  银行"


@given(NASTY)
def test_nothing_raw_is_left_and_a_second_time_changes_nothing(raw: str) -> None:
    told = shown(raw)
    assert raw_controls(told) == []
    assert bare_right_to_left(told) == ""
    assert shown(told) == told
    assert plain(told) == told
    assert "\n\n\n" not in told


@given(NASTY, NASTY)
def test_two_texts_side_by_side_are_as_safe_as_one(first: str, second: str) -> None:
    told = f"{shown(first)} 4,003.40 {shown(second)}"
    assert raw_controls(told) == []
    assert bare_right_to_left(told) == ""


@given(st.text(st.sampled_from("abc银行\u05d0\u05d1 1234")))
def test_what_is_isolated_is_whole(raw: str) -> None:
    assert isolated(raw).replace(OPENS, "").replace(CLOSES, "") == raw
