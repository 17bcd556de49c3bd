"""Table files as banks, spreadsheets and people make them, from known rows: the reader must give the same rows back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import strategies as st

from borrower_app.imports.proof import LoanFacts
from borrower_app.lending.schedule import ScheduleRow, compute_schedule
from borrower_app.lending.terms_json import read_terms

FIELDS = ("n", "due", "principal", "interest", "payment", "balance")
HEADS: tuple[tuple[str, ...], ...] = (
    ("期数", "还款日", "本金", "利息", "月供", "剩余本金"),
    ("期次", "应还款日期", "应还本金（元）", "应还利息（元）", "本息合计（元）", "贷款余额（元）"),
    ("第几期", "应还日期", "本期应还本金", "本期应还利息", "应还金额", "剩余未还本金"),
    ("期号", "计划还款日期", "偿还本金", "偿还利息", "每期还款额", "本金余额"),
    ("还款期数", "扣款日期", "归还本金(元)", "归还利息(元)", "应还本息", "期末余额"),
    ("No.", "Due date", "Principal", "Interest", "Payment", "Balance"),
    ("Installment No", "Payment Date", "PRINCIPAL PART", "Interest Amount", "Total Payment", "Outstanding Principal"),
    ("期 数", "还 款 日", "本 金", "利 息", "月 供", "剩 余 本 金"),
)
DATES: dict[str, Callable[[dt.date], str]] = {
    "iso": dt.date.isoformat,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day.year}.{day.month:02d}.{day.day:02d}",
    "plain": lambda day: f"{day:%Y%m%d}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "with_time": lambda day: f"{day:%Y-%m-%d} 00:00:00",
    "serial": lambda day: str((day - dt.date(1899, 12, 30)).days),
}
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
AMOUNTS: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda amount: f"{amount:.2f}",
    "grouped": lambda amount: f"{amount:,.2f}",
    "yuan": lambda amount: f"{amount:,.2f}元",
    "sign": lambda amount: f"¥{amount:.2f}",
    "wide_sign": lambda amount: f"￥ {amount:,.2f}",
    "full_width": lambda amount: f"{amount:,.2f}".translate(_WIDE),
    "text": lambda amount: f"'{amount:.2f}",
    "padded": lambda amount: f"  {amount:.2f} ",
    "short": lambda amount: f"{amount.normalize():f}",
}
NUMBERS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "chinese": lambda number: f"第{number}期",
    "suffix": lambda number: f"{number}期",
}
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
SEPARATORS = (",", ";", "\t")


@st.composite
def tables(draw: st.DrawFn, most: int = 40, least: int = 2) -> tuple[LoanFacts, tuple[ScheduleRow, ...]]:
    """The loan and the rows of an honest table, amounts in minor units."""
    principal = draw(st.integers(100_000, 500_000_000))
    terms = read_terms(
        {
            "principal": f"{principal // 100}.{principal % 100:02d}",
            "annual_rate": f"{draw(st.integers(0, 1500)) / 100:.2f}",
            "number_of_installments": draw(st.integers(least, most)),
            "method": draw(st.sampled_from(("equal_installment", "equal_principal", "interest_only"))),
            "disbursed_on": draw(st.dates(dt.date(2015, 1, 1), dt.date(2035, 1, 1))).isoformat(),
        }
    )
    return LoanFacts(principal, "CNY", terms.disbursed_on, (terms.annual_rate,)), compute_schedule(terms).rows


def value(row: ScheduleRow, field: str) -> int | dt.date | Decimal:
    """A cell as a typed value: amounts in major units."""
    found = getattr(row, field)
    return found if field in ("n", "due") else Decimal(found).scaleb(-2)


def texts(
    rows: Sequence[ScheduleRow], fields: Sequence[str], *, dates: str, amounts: str, numbers: str
) -> list[list[str]]:
    """The rows as texts."""
    makers: dict[str, Callable[[Any], str]] = dict.fromkeys(FIELDS, AMOUNTS[amounts])
    makers |= {"due": DATES[dates], "n": NUMBERS[numbers]}
    return [[makers[field](value(row, field)) for field in fields] for row in rows]


def as_csv(lines: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A text file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(lines: Sequence[Sequence[object]], before: int = 0) -> bytes:
    """A workbook with a first sheet that is no table."""
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "说明"
    cover.append(["本文件由系统生成"])
    sheet = book.create_sheet("还款计划")
    for _ in range(before):
        sheet.append([])
    for line in lines:
        sheet.append(list(line))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
