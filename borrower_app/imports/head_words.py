"""Which column is what, by its head word in Chinese or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from borrower_app.imports.cells import Cell

Field = Literal[
    "n", "due", "principal", "interest", "fee", "payment", "prepaid", "balance", "opening", "paid_on", "paid"
]
"""`opening` is the principal left before the row, `balance` after it; `paid_on` and `paid` are what has happened."""
FIELDS: Final[tuple[Field, ...]] = (
    "n", "due", "principal", "interest", "fee", "payment", "prepaid", "balance", "opening", "paid_on", "paid"
)  # fmt: skip

_EXACT_WORDS: Final[dict[Field, str]] = {
    "n": "期数 期次 期号 序号 第几期 期 期别 编号 还款期数 还款期次 当前期数 期序 no number period installment "
    "installmentno installmentnumber term paymentno paymentnumber instalment instalmentno #",
    "due": "还款日 还款日期 应还日 应还日期 应还款日 应还款日期 到期日 到期日期 扣款日 扣款日期 计划还款日 "
    "计划还款日期 约定还款日 到期还款日 还款时间 应还时间 日期 duedate paymentdate date due repaymentdate",
    "principal": "本金 应还本金 还款本金 偿还本金 归还本金 月还本金 每月本金 每期本金 本期本金 本期应还本金 计划本金 "
    "月供本金 principal principalpart principalpaid principalamount principaldue principalportion",
    "interest": "利息 应还利息 还款利息 偿还利息 月还利息 每月利息 每期利息 本期利息 本期应还利息 计划利息 月供利息 "
    "interest interestpart interestpaid interestamount interestdue interestportion",
    "payment": "月供 本息 本息合计 应还本息 本息和 本息总额 应还金额 应还总额 应还总金额 应还款额 应还款金额 应还合计 "
    "月还款额 月还款 每月还款 每月还款额 每期还款额 每期应还 还款金额 还款额 还款总额 本期应还 本期应还金额 "
    "本期应还总额 月供金额 月供款 期供 还本付息 合计 payment paymentamount installmentamount totalpayment amountdue "
    "total monthlypayment paymentdue",
    "prepaid": "提前还款 提前还本 提前还款额 prepaid prepayment",
    "balance": "剩余本金 贷款余额 本金余额 剩余贷款本金 剩余贷款 期末余额 剩余未还本金 未还本金 贷款剩余本金 余额 "
    "剩余欠款 待还本金 剩余应还本金 本期剩余本金 还后剩余本金 balance outstanding remainingprincipal "
    "remainingbalance outstandingprincipal outstandingbalance principalleft principalleftafterit endingbalance "
    "closingbalance",
}
_EXACT: Final[dict[str, Field]] = {word: field for field, words in _EXACT_WORDS.items() for word in words.split()}
_AFTER: Final = re.compile(r"期末|[还款]后|后剩余|after|ending|closing|end\b")
_BEFORE: Final = re.compile(r"期初|上期|[还款]前|before|opening|beginning|starting")
_LEFT: Final = re.compile(
    r"余额|(剩余|未还|待还|还剩|剩欠|期初|期末|上期).*(本金|贷款)|本金.*(剩余|未还|[还款]前|[还款]后)|期初$|期末$"
    r"|balance|outstanding|remaining|left"
)
_NEVER: Final = re.compile(
    r"累计|利率|费率|罚息|逾期|违约|滞纳|复利|天数|剩余期|总利息|"
    r"(剩余|未还|待还|尚欠|结欠)(?!.*(本金$|本金[^利息费]*$|贷款|欠款)).+|(剩余|未还|待还|尚欠|结欠).*(利息|本息|费)|"
    r"已[还付](?!款?日)|cumul|todate|rate|penalty|overdue|status|state|remaininginterest|interestremaining|remainingterm"
)
_PAID: Final = re.compile(
    r"实际?[还扣收付]|实际|已还款日|入账日|[还扣]款成功|actual|paidon|datepaid|amountpaid|paidamount|received"
)
_DAY: Final = re.compile(r"日|时间|date|paidon")
_PART: Final = re.compile(r"本金|利息|费|principal|interest|fee")
_LIKELY: Final[tuple[tuple[re.Pattern[str], Field], ...]] = (
    (re.compile(r"本息费|费.*(合计|总计).*[还款]|本金.*利息.*费"), "payment"),
    (re.compile(r"(?<!消)费(?!率|者)|保险|fee|premium|insurance|charge"), "fee"),
    (re.compile(r"提前还|提还|prepa|extra"), "prepaid"),
    (re.compile(r"(还款|应还|扣款|到期|约定|due|payment).*(日|date)|日期|date|(还款|扣款|应还).*时间"), "due"),
    (re.compile(r"本息|本金.*利息|利息.*本金|principal.*interest|interest.*principal"), "payment"),
    (re.compile(r"利息|interest"), "interest"),
    (re.compile(r"本金|principal"), "principal"),
    (re.compile(r"(应还|还款|月供|每期|本期).*(额|合计|总计)|月供|期供"), "payment"),
    (re.compile(r"(total|monthly|installment|scheduled).*(payment|amount)"), "payment"),
    (re.compile(r"期数|期次|期号|序号|(installment|payment|period).*(no|number|#)"), "n"),
)  # fmt: skip
_BRACKETS: Final = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")
_TELLS: Final = re.compile(r"前|后|实|剩余|累计|before|after|paid|actual|opening|closing|principal|interest")
_UNIT: Final = re.compile(r"亿元|百万元|[万千百]元|[万千](?=$|[)\]】〕])|元|[%‰]|thousands?|millions?", re.IGNORECASE)
_FACTORS: Final = {"亿": 100_000_000, "百万": 1_000_000, "万": 10_000, "千": 1_000, "百": 100, "": 1}
_SHEET_UNIT: Final = re.compile(r"单位[:：]?(?:人民币)?[(]?(亿元|百万元|[万千百]?元)")
_LONGEST: Final = 40


def normal_head(cell: Cell) -> str:
    """A head word without spaces, punctuation and case, and without brackets but for those that change its meaning
    ("还款前"); empty for what is no word.
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST * 3:
        return ""
    return _normal(cell)


@lru_cache(maxsize=4096)
def _normal(cell: str) -> str:
    def kept_bracket(found: re.Match[str]) -> str:
        told = found.group(1)
        return told if _TELLS.search(told) and not told.startswith(("含", "包括", "incl")) else ""

    text = _BRACKETS.sub(kept_bracket, unicodedata.normalize("NFKC", cell).casefold())
    kept = "".join(sign for sign in text if sign.isalnum() or sign == "#")
    return kept if len(kept) <= _LONGEST else ""


def field_of(cell: Cell) -> tuple[Field, bool] | None:
    """What a head word names first, and whether it is one of the known words; None for other words."""
    possible = possible_fields(cell)
    return possible[0] if possible else None


def possible_fields(cell: Cell) -> tuple[tuple[Field, bool], ...]:
    """What a head word may name, most likely first; True for a known word, not merely one like it."""
    if not isinstance(cell, str) or unit_of(cell) is None:
        return ()
    word = normal_head(cell)
    return _possible(word) if word else ()


@lru_cache(maxsize=4096)
def _possible(word: str) -> tuple[tuple[Field, bool], ...]:
    known = _EXACT.get(word)
    if known == "balance" or (known is None and _LEFT.search(word) and not _NEVER.search(word)):
        return _left(word, known is not None)
    if known is not None:
        return ((known, True),)
    if _NEVER.search(word):
        return ()
    if _PAID.search(word) and "prepa" not in word:
        if _DAY.search(word):
            return (("paid_on", False),)
        return () if _PART.search(word) and "本息" not in word else (("paid", False),)
    return next((((field, False),) for pattern, field in _LIKELY if pattern.search(word)), ())


def _left(word: str, known: bool) -> tuple[tuple[Field, bool], ...]:
    """Before or after the row: the word tells, or the figures must."""
    if _AFTER.search(word):
        return (("balance", known),)
    if _BEFORE.search(word):
        return (("opening", known),)
    return ("balance", known), ("opening", known)


def unit_of(cell: Cell) -> int | None:
    """What a head says its column counts in: 10,000 for 万元, 1 for 元; 0 where it does not say; None for per cent."""
    if not isinstance(cell, str) or len(cell) > _LONGEST * 3:
        return 0
    return _unit(cell)


@lru_cache(maxsize=4096)
def _unit(cell: str) -> int | None:
    found = _UNIT.search(unicodedata.normalize("NFKC", cell).replace(" ", ""))
    if found is None:
        return 0
    told = found.group().casefold()
    if told in "%‰":
        return None
    if told.startswith("thousand"):
        return 1_000
    if told.startswith("million"):
        return 1_000_000
    return _FACTORS[told.removesuffix("元")]


def sheet_unit(cells: Iterable[Cell]) -> int:
    """What the lines above the head say that all amounts count in ("单位：万元"); 1 where they say nothing."""
    for cell in cells:
        if isinstance(cell, str):
            found = _SHEET_UNIT.search(unicodedata.normalize("NFKC", cell[:400]).replace(" ", ""))
            if found is not None:
                return _FACTORS[found.group(1).removesuffix("元")]
    return 1


def fields_of(row: tuple[Cell, ...]) -> dict[int, Field]:
    """By column the field its head names; of several that name the same one, a known word and then the first wins."""
    found: dict[Field, tuple[int, bool]] = {}
    for index, cell in enumerate(row):
        named = field_of(cell)
        if named is None:
            continue
        field, known = named
        if field not in found or (known and not found[field][1]):
            found[field] = (index, known)
    return {index: field for field, (index, _known) in found.items()}
