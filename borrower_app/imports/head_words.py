"""Which column is what, by its head word in Chinese or English."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from borrower_app.imports.cells import Cell

Field = Literal["n", "due", "principal", "interest", "payment", "prepaid", "balance"]
FIELDS: Final[tuple[Field, ...]] = ("n", "due", "principal", "interest", "payment", "prepaid", "balance")

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
_NEVER: Final = re.compile(
    r"累计|期初|上期|利率|罚息|已还|已付|逾期|违约|剩余期|总利息|cumul|opening|beginning|rate|penalty|overdue|status|state"
)
_LIKELY: Final[tuple[tuple[re.Pattern[str], Field], ...]] = (
    (re.compile(r"余额|(剩余|未还|待还|还剩).*(本金|贷款)|balance|outstanding|remaining|left"), "balance"),
    (re.compile(r"提前还|prepa"), "prepaid"),
    (re.compile(r"(还款|应还|扣款|到期|约定|due|payment|repayment).*(日|date)|日期|date"), "due"),
    (re.compile(r"本息|本金.*利息|利息.*本金|principal.*interest|interest.*principal"), "payment"),
    (re.compile(r"利息|interest"), "interest"),
    (re.compile(r"本金|principal"), "principal"),
    (re.compile(r"(应还|还款|月供|每期|本期).*(额|合计|总计)|月供"), "payment"),
    (re.compile(r"(total|monthly|installment).*(payment|amount)"), "payment"),
    (re.compile(r"期数|期次|期号|序号|(installment|payment|period).*(no|number|#)"), "n"),
)  # fmt: skip
_BRACKETS: Final = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_LONGEST: Final = 40


def normal_head(cell: Cell) -> str:
    """A head word without spaces, brackets, punctuation and case; empty for what is no word."""
    if not isinstance(cell, str) or len(cell) > _LONGEST * 3:
        return ""
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cell).casefold())
    kept = "".join(sign for sign in text if sign.isalnum() or sign == "#")
    return kept if len(kept) <= _LONGEST else ""


def field_of(cell: Cell) -> tuple[Field, bool] | None:
    """What a head word names, and whether it is one of the known words (not merely like one); None for other words."""
    word = normal_head(cell)
    if not word:
        return None
    if word in _EXACT:
        return _EXACT[word], True
    if _NEVER.search(word):
        return None
    for pattern, field in _LIKELY:
        if pattern.search(word):
            return field, False
    return None


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
