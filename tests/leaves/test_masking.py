"""What may be shown of a secret: the widths of DESIGN section 7."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app import masking


def test_widths_of_the_design() -> None:
    assert masking.card("工商银行", "1234") == "工商银行 •••• 1234"
    assert masking.phone("190 0000 1234") == "190 •••• 1234"
    assert masking.id_number("110101199001010011") == "1••••••1"
    assert masking.person("张小明") == "张••"
    assert masking.person("Ann Example") == "•• Example"
    assert masking.address("北京市海淀区示例路 1 号") == "北京市海淀区••••"
    assert masking.email("lan@example.com") == "l••••@example.com"
    assert masking.employer("示例公司") == "示••••"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("卡号 6222 0200 0000 1234 余额不足", "6222 0200 0000 1234"),
        ("证件 11010119900101001X 不符", "11010119900101001X"),
        ("请联系 19000001234", "19000001234"),
        ("写信到 lan@example.com", "lan@"),
        ("card 6222-0200-0000-1234", "6222-0200"),
    ],
)
def test_free_text_hides_numbers(text: str, hidden: str) -> None:
    assert hidden not in masking.free_text(text)


def test_free_text_keeps_amounts_dates_and_codes() -> None:
    text = "2026-11-20 应扣 4,003.40 元，代码 51，合同第 12 条"
    assert masking.free_text(text) == text


@given(st.text(alphabet=st.sampled_from("0123456789"), min_size=12, max_size=19), st.text(max_size=20))
def test_no_card_number_survives(number: str, around: str) -> None:
    assert number not in masking.free_text(f"{around} {number} {around}")


@given(st.text(max_size=60))
def test_total(text: str) -> None:
    for mask in (
        masking.phone,
        masking.id_number,
        masking.person,
        masking.address,
        masking.email,
        masking.employer,
        masking.free_text,
    ):
        assert isinstance(mask(text), str)
