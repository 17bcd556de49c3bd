"""One cell, one head word: what is read, and what is left unread because it could mean two things."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.imports.cells import Cell, cell_text, column_letter
from borrower_app.imports.figures import Unreadable, read_amount, read_date, read_number
from borrower_app.imports.head_words import field_of, fields_of
from borrower_app.language import amount_text
from borrower_app.lending.money import Money


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("4003.40", 400340),
        ("4,003.40", 400340),
        ("4003.4", 400340),
        ("4003", 400300),
        (" 4 003.40 ", 400340),
        ("４，００３．４０", 400340),
        ("¥4,003.40", 400340),
        ("￥4003.40元", 400340),
        ("人民币4003.40", 400340),
        ("CNY 4,003.40", 400340),
        ("RMB4003.40", 400340),
        ("+4003.40", 400340),
        ("'4003.40", 400340),
        ("1,234,567.89", 123456789),
        ("0", 0),
        ("-", 0),
        ("--", 0),
        ("—", 0),
        (4003, 400300),
        (Decimal("4003.4"), 400340),
        (Decimal("4831.979999999996"), 483198),
        (Decimal("0.30000000000000004"), 30),
    ],
)
def test_amounts_that_are_read_exactly(cell: Cell, minor: int) -> None:
    assert read_amount(cell, "CNY") == (minor, False)


@pytest.mark.parametrize(
    "cell",
    [
        None, "", "abc", "4003,40", "4.003,40", "1,23,456", "12,3456", "1,2345.00", "(4003.40)", "-4003.40",
        "4003.40.1",
        "4e3", "1/2", "50%", "4003.40 5", "10 5", "1 2345", "０x１０", "=4003.40", "NaN", "Infinity", "١٢٣", "1_000",
        dt.date(2026, 1, 1),
        -1, Decimal("-0.01"), 10**18, "9" * 17,
    ],
)  # fmt: skip
def test_amounts_that_stay_unread(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_amount(cell, "CNY")


@given(st.integers(0, 10**13), st.sampled_from(("CNY", "JPY", "KWD")))
def test_every_amount_as_this_app_writes_it_is_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    for text in (amount_text(money), money.to_decimal_text(), f"{amount_text(money)} 元"):
        assert read_amount(text, currency) == (minor, False)


@pytest.mark.parametrize(
    ("cell", "minor"), [("10.005", 1001), ("10.0049", 1000), (Decimal("10.125"), 1013), ("0.001", 0), ("0.009", 1)]
)
def test_too_many_decimals_are_rounded_half_up_and_told(cell: Cell, minor: int) -> None:
    assert read_amount(cell, "CNY") == (minor, True)


DAY = dt.date(2026, 1, 20)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-20", "2026-1-20", "2026/1/20", "2026/01/20", "2026.1.20", "20260120", 20260120, "2026年1月20日",
        "2026年01月20号", "2026 年 1 月 20 日", "２０２６－０１－２０", "2026-01-20 00:00:00", "2026-01-20T10:00",
        "2026-01-20 10:00:00.000", "46042", 46042, Decimal(46042), DAY, "'2026-01-20",
    ],
)  # fmt: skip
def test_dates_that_are_read(cell: Cell) -> None:
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        None, "", "20-01-2026", "01/20/2026", "20/1/2026", "26-1-20", "2026-13-01", "2026-02-29", "2026-1", "20261301",
        "soon", "2026-01-20x", "1", 1, 19_999, 80_001, Decimal("46042.5"), "2026年", "第1期", "0000-01-01",
    ],
)  # fmt: skip
def test_dates_that_stay_unread(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_date(cell)


@given(st.dates(dt.date(1955, 1, 1), dt.date(2118, 12, 31)))
def test_the_day_numbers_of_spreadsheets(day: dt.date) -> None:
    assert read_date((day - dt.date(1899, 12, 30)).days) == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1, 1),
        ("1", 1),
        ("第1期", 1),
        ("1期", 1),
        ("第 12 期", 12),
        ("１２", 12),
        ("3/360", 3),
        (Decimal(7), 7),
        ("007", 7),
        ("第一期", 1),
        ("十二", 12),
        ("第二十期", 20),
        ("一百零五", 105),
        ("第三百六十期", 360),
        ('="7"', 7),
    ],
)
def test_numbers_that_are_read(cell: Cell, number: int) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell", [None, "", "a", "-1", -1, "1.5", "1 2", Decimal("1.5"), "第零期", "十十", "百", 10**7, DAY, "1-2"]
)
def test_numbers_that_stay_unread(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read_number(cell)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("应还本金额", "principal"),
        ("本期应还利息（元）", "interest"),
        ("应还本金和利息合计", "payment"),
        ("每月应还总额", "payment"),
        ("本金及利息", "payment"),
        ("贷款剩余未还本金", "balance"),
        ("期末贷款余额", "balance"),
        ("下次扣款日期", "due"),
        ("Payment due date", "due"),
        ("Monthly payment amount", "payment"),
        ("Principal & interest", "payment"),
        ("Remaining balance (CNY)", "balance"),
        ("还款期数序号", "n"),
        ("Payment #", "n"),
        ("累计已还本金", None),
        ("期初余额", "opening"),
        ("年利率", None),
        ("罚息", None),
        ("剩余期数", None),
        ("Opening balance", "opening"),
        ("Cumulative interest", None),
        ("状态", None),
        ("备注", None),
        ("", None),
        (None, None),
        (5, None),
        ("x" * 500, None),
        ("本金" * 100, None),
    ],
)
def test_head_words(head: Cell, field: str | None) -> None:
    found = field_of(head)
    assert (found[0] if found is not None else None) == field


@given(st.lists(st.one_of(st.none(), st.text(max_size=20), st.integers()), max_size=12))
def test_no_field_is_named_twice(row: list[Cell]) -> None:
    fields = list(fields_of(tuple(row)).values())
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (199, "GR"), (701, "ZZ")]
)
def test_column_letters(index: int, letter: str) -> None:
    assert column_letter(index) == letter


@given(st.text(max_size=300))
def test_a_cell_is_shown_on_one_short_line_of_visible_signs(text: str) -> None:
    shown = cell_text(text)
    assert len(shown) <= 60
    assert shown.isprintable() or shown == ""
    assert shown == shown.strip()
