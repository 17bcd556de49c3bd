"""A right schedule in a random lay-out is read back; with two heads changed round no wrong figure is ever stored."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from borrower_app.imports.candidate import Candidate
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.lending.schedule import ScheduleRow
from tests.imports.table_files import AMOUNTS, DATES, NUMBERS, as_csv, as_xlsx, tables

Table = tuple[LoanFacts, tuple[ScheduleRow, ...]]
WORDS: dict[str, tuple[str, ...]] = {
    "n": ("期数", "期次", "No."),
    "due": ("还款日期", "应还日期", "Due date"),
    "principal": ("本金", "应还本金(元)", "Principal"),
    "interest": ("利息", "应还利息(元)", "Interest"),
    "fee": ("担保费", "服务费(元)", "Fee"),
    "payment": ("月供", "应还总额(元)", "Payment"),
    "balance": ("剩余本金", "贷款余额(元)", "Balance"),
    "opening": ("期初余额", "还款前剩余本金", "Opening balance"),
}
BESIDE: dict[str, str] = {
    "累计利息": "so_far",
    "剩余利息": "left",
    "年利率(%)": "rate",
    "备注": "note",
    "剩余期数": "count",
}


def cells_of(rows: tuple[ScheduleRow, ...], index: int, fee: int, style: tuple[str, str, str]) -> dict[str, str]:
    """Every column that a lay-out may have, as texts."""
    dates, amounts, numbers = style
    row = rows[index]
    so_far = sum(one.interest for one in rows[: index + 1])
    whole = sum(one.interest for one in rows)

    def amount(minor: int) -> str:
        return AMOUNTS[amounts](Decimal(minor).scaleb(-2))

    return {
        "n": NUMBERS[numbers](row.n),
        "due": DATES[dates](row.due),
        "principal": amount(row.principal),
        "interest": amount(row.interest),
        "fee": amount(fee),
        "payment": amount(row.payment + fee),
        "balance": amount(row.balance),
        "opening": amount(row.balance + row.principal),
        "so_far": amount(so_far),
        "left": amount(whole - so_far),
        "rate": "3.10%",
        "note": "",
        "count": str(len(rows) - row.n),
    }


def judged(content: bytes, loan: LoanFacts) -> Candidate:
    return candidate_table(read_table_file(content), loan)


def with_fee(rows: tuple[ScheduleRow, ...], fee: int) -> tuple[ScheduleRow, ...]:
    return tuple(msgspec.structs.replace(row, payment=row.payment + fee) for row in rows)


@settings(max_examples=120, deadline=None)
@given(st.data(), tables(24, least=3), st.sampled_from((0, 0, 1, 3_600, 25_000)))
def test_a_right_schedule_in_a_random_lay_out_is_read_back(data: st.DataObject, table: Table, fee: int) -> None:
    loan, rows = table
    draw = data.draw
    columns = ["n", "due", "principal", "interest", "payment", draw(st.sampled_from(("balance", "opening")))]
    columns += ["fee"] if fee else []
    beside = draw(st.lists(st.sampled_from(sorted(BESIDE)), unique=True, max_size=3))
    order = draw(st.permutations([*columns, *beside]))
    words = draw(st.integers(0, 2))
    style = (draw(st.sampled_from(sorted(DATES))), draw(st.sampled_from(sorted(AMOUNTS))), "chinese")
    # A fee that looks more like this loan's interest than the interest does is a question, and rightly so.
    assume(not fee or all(abs(fee - row.interest) > row.interest for row in rows[: len(rows) // 2]))
    lines = [
        [cells_of(rows, index, fee, style)[BESIDE.get(column, column)] for column in order]
        for index in range(len(rows))
    ]
    if draw(st.booleans()):
        lines.reverse()
    head = [column if column in BESIDE else WORDS[column][words] for column in order]
    groups = [
        "本期应还" if column in ("principal", "interest") else column if column in BESIDE else "" for column in order
    ]
    heads = [groups, head] if draw(st.booleans()) and words == 0 else [head]
    content = as_xlsx([*heads, *lines]) if draw(st.integers(0, 3)) == 0 else as_csv([*heads, *lines])
    candidate = judged(content, loan)
    told = candidate.judgement
    assert told is not None
    if fee and told.doubts == ("fee_like_interest",):
        assume(False)
    assert candidate.is_proved, (told, candidate.problems)
    taken = rows_of(candidate, loan.lent)
    assert taken.rows == with_fee(rows, fee)
    assert {facts.fee for facts in taken.facts} == ({fee} if fee else set())


@settings(max_examples=120, deadline=None)
@given(st.data(), tables(18, least=1), st.sampled_from((0, 3_600, 25_000, 100_000)))
def test_two_heads_changed_round_never_store_a_wrong_figure(data: st.DataObject, table: Table, fee: int) -> None:
    """Any two heads, of any choice of columns that is a table: right, or a question."""
    loan, rows = table
    draw = data.draw
    optional = draw(st.sets(st.sampled_from(("n", "balance", "opening", "payment", "interest")), min_size=2))
    columns = ["due", "principal", *sorted(optional), *(["fee"] if fee else [])]
    assume(len({"principal", "interest", "payment"} & set(columns)) > 1)
    beside = draw(st.lists(st.sampled_from(sorted(BESIDE)), unique=True, max_size=2))
    columns += beside
    one, other = draw(st.sampled_from(list(itertools.combinations(range(len(columns)), 2))))
    style = ("iso", "plain", "plain")
    lines = [
        [cells_of(rows, index, fee, style)[BESIDE.get(name, name)] for name in columns] for index in range(len(rows))
    ]
    head = [name if name in BESIDE else WORDS[name][0] for name in columns]
    head[one], head[other] = head[other], head[one]
    candidate = judged(as_csv([head, *lines]), loan)
    try:
        taken = rows_of(candidate, loan.lent)
    except NotUsable:
        return
    right = with_fee(rows, fee)
    assert [(row.due, row.principal, row.interest, row.payment, row.balance) for row in taken.rows] == [
        (row.due, row.principal, row.interest, row.payment, row.balance) for row in right
    ]


@settings(max_examples=60, deadline=None)
@given(tables(18, least=6), st.integers(0, 10_000), st.sampled_from((1, -1, 100, 9_000)), st.sampled_from((2, 3, 4, 5)))
@example((LoanFacts(100_000), ()), 0, 1, 2)
def test_one_misprinted_figure_is_named_and_kept_only_after_a_yes(table: Table, at: int, off: int, column: int) -> None:
    loan, rows = table
    assume(rows)
    fields = ("n", "due", "principal", "interest", "payment", "balance")
    place = at % len(rows)
    row = rows[place]
    changed = getattr(row, fields[column]) + off
    assume(changed >= 0 and abs(off) * 100 < loan.lent)
    spoiled = (*rows[:place], msgspec.structs.replace(row, **{fields[column]: changed}), *rows[place + 1 :])
    lines = [
        [cells_of(rows, index, 0, ("iso", "plain", "plain"))[name] for name in fields] for index in range(len(rows))
    ]
    lines[place][column] = AMOUNTS["plain"](Decimal(changed).scaleb(-2))
    candidate = judged(as_csv([[WORDS[name][0] for name in fields], *lines]), loan)
    with pytest.raises(NotUsable):
        rows_of(candidate, loan.lent)
    assert candidate.judgement is not None
    assert candidate.judgement.verdict == "contradicts", candidate.judgement
    assert place + 2 in {one.line for one in candidate.judgement.broken}
    assert rows_of(candidate, loan.lent, keep_contradictions=True).rows == spoiled


def test_the_day_of_payment_and_the_due_date_changed_round_are_a_question() -> None:
    lines = []
    owed = Decimal(1_200)
    for number in range(1, 13):
        due, paid = dt.date(2026, number, 20), dt.date(2026, number, 20 + number % 4)
        owed -= 100
        lines.append([str(number), paid.isoformat(), due.isoformat(), "100.00", "1.00", "101.00", f"{owed:.2f}"])
    head = ["期数", "应还日期", "实还日期", "本金", "利息", "月供", "剩余本金"]
    candidate = judged(as_csv([head, *lines]), LoanFacts(120_000))
    assert candidate.judgement is not None
    assert candidate.judgement.doubts == ("paid_like_due",)
    with pytest.raises(NotUsable):
        rows_of(candidate, 120_000)
