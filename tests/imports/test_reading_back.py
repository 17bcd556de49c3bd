"""import(export(table)) is the table: in every form, order of columns, encoding and head that banks use."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.exports.schedule_files import schedule_bytes
from borrower_app.imports.candidate import Candidate
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.lending.schedule import ScheduleRow
from borrower_app.presentation.schedule.schedule_export import schedule_export
from tests.imports.table_files import (
    AMOUNTS,
    DATES,
    ENCODINGS,
    FIELDS,
    HEADS,
    NUMBERS,
    SEPARATORS,
    as_csv,
    as_xlsx,
    tables,
    texts,
)
from tests.support.own_loans import house, own_reading
from tests.support.story_snapshot import reading_of

Table = tuple[LoanFacts, tuple[ScheduleRow, ...]]
ANY = LoanFacts(100_000)


def understood(content: bytes, loan: LoanFacts = ANY) -> Candidate:
    return candidate_table(read_table_file(content), loan)


def taken(content: bytes, loan: LoanFacts) -> tuple[ScheduleRow, ...]:
    candidate = understood(content, loan)
    assert candidate.problems == ()
    assert candidate.judgement is not None
    assert candidate.judgement.verdict == "proved", candidate.judgement
    return rows_of(candidate, loan.lent).rows


@settings(max_examples=150)
@given(
    tables(),
    st.sampled_from(HEADS),
    st.permutations(range(6)),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(sorted(AMOUNTS)),
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(ENCODINGS),
    st.sampled_from(SEPARATORS),
    st.integers(0, 4),
)
def test_a_text_file_is_read_back(
    table: Table,
    heads: tuple[str, ...],
    order: list[int],
    dates: str,
    amounts: str,
    numbers: str,
    encoding: str,
    separator: str,
    titles: int,
) -> None:
    loan, rows = table
    fields = [FIELDS[index] for index in order]
    above = [["个人住房贷款还款计划表"], ["借款人：王**", "利率 4.10%"], [], ["单位：元"]][:titles]
    head = [heads[index] for index in order]
    lines = texts(rows, fields, dates=dates, amounts=amounts, numbers=numbers)
    below = [["合计", "", "1,000.00", "", "", ""], [], ["备注：以银行系统为准"], ["第 1 页 共 1 页"]]
    assert taken(as_csv([*above, head, *lines, *below], encoding, separator), loan) == rows


@settings(max_examples=40, deadline=None)
@given(tables(20), st.sampled_from(HEADS), st.permutations(range(6)), st.booleans(), st.integers(0, 3))
def test_a_workbook_with_real_numbers_and_dates_is_read_back(
    table: Table, heads: tuple[str, ...], order: list[int], as_text: bool, before: int
) -> None:
    loan, rows = table
    lines: list[list[object]] = [["还款计划表"], [heads[index] for index in order]]
    for row in rows:
        cells: list[object] = []
        for index in order:
            found = getattr(row, FIELDS[index])
            if index > 1:
                found = float(Decimal(found).scaleb(-2))
            cells.append(str(found) if as_text and index > 1 else found)
        lines.append(cells)
    lines.append(["合计"])
    assert taken(as_xlsx(lines, before), loan) == rows


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("csv", ";"), ("csv", "\t"), ("xlsx", ",")])
@pytest.mark.parametrize("story", ["all_well", "combined_one_part_failed", "own"])
def test_what_this_app_exports_it_reads_back(story: str, form: str, separator: str, language: str) -> None:
    reading = own_reading(house(), language=language) if story == "own" else reading_of(story, language)
    for held in reading.snapshot.loans:
        export = schedule_export(reading, held.record.id)
        assert export is not None
        facts = LoanFacts(held.record.principal.minor, paid_out=held.record.disbursed_on)
        rows = taken(schedule_bytes(export, form, separator), facts)
        assert [(row.n, row.due, row.principal, row.interest, row.payment, row.balance) for row in rows] == [
            (row.n, row.due, row.principal.minor, row.interest.minor, row.payment.minor, row.balance.minor)
            for row in export.rows
        ]


@settings(max_examples=60)
@given(tables(), st.sets(st.sampled_from(("n", "balance", "principal", "interest", "payment")), min_size=1, max_size=3))
def test_what_a_file_leaves_out_follows_from_the_rest(table: Table, left_out: set[str]) -> None:
    loan, rows = table
    fields = [field for field in FIELDS if field not in left_out]
    heads = [HEADS[0][FIELDS.index(field)] for field in fields]
    lines = texts(rows, fields, dates="iso", amounts="plain", numbers="plain")
    candidate = understood(as_csv([heads, *lines]), loan)
    parts = {"principal", "interest", "payment"} - left_out
    if len(fields) < 3:
        assert not candidate.is_usable
        return
    if len(parts) < 2:
        assert set(candidate.missing) == {"principal", "interest", "payment"} - parts
        with pytest.raises(NotUsable):
            rows_of(candidate, loan.lent)
        return
    found = rows_of(candidate, loan.lent)
    assert found.rows == rows
    assert set(found.derived) == left_out


def test_only_what_the_first_sheet_with_a_head_holds_is_taken_and_another_can_be_chosen() -> None:
    lines: list[list[object]] = [list(HEADS[0]), [1, dt.date(2026, 1, 20), 10, 1, 11, 90]]
    sheets = read_table_file(as_xlsx(lines))
    assert [sheet.name for sheet in sheets] == ["说明", "还款计划"]
    assert candidate_table(sheets, ANY).sheet == 1
    assert candidate_table(sheets, ANY, sheet=0).rows == ()


def test_formulas_give_the_value_that_was_stored_or_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADS[0]))
    sheet.append([1, dt.date(2026, 1, 20), "=5+5", 1, 11, 90])
    content = io.BytesIO()
    book.save(content)
    # This writer stores no value beside the formula, and nobody here computes one.
    candidate = understood(content.getvalue())
    assert [(problem.letter, problem.reason) for problem in candidate.problems] == [("C", "empty")]


def test_the_user_may_say_of_every_column_what_it_is() -> None:
    rows = [["甲", "乙", "丙", "丁"], ["2026-01-20", "10.00", "1.00", "x"], ["2026-02-20", "10.00", "0.50", "y"]]
    sheets = read_table_file(as_csv(rows))
    nothing = candidate_table(sheets, ANY)
    assert {column.head for column in nothing.columns} == {""}
    assert nothing.rows == ()
    assert set(nothing.missing) == {"due", "principal", "interest", "payment"}
    said = candidate_table(sheets, LoanFacts(2_000), assigned={0: "due", 1: "principal", 2: "interest", 3: None})
    assert [row.due for row in said.rows] == [dt.date(2026, 1, 20), dt.date(2026, 2, 20)]
    assert [column.field for column in said.columns] == ["due", "principal", "interest", None]
    assert said.may_be_kept
    with pytest.raises(NotUsable):
        rows_of(said, 2_000)
    assert rows_of(said, 2_000, keep_contradictions=True).rows[1] == ScheduleRow(
        2, dt.date(2026, 2, 20), 1_000, 50, 1_050, 0, 0
    )


def test_of_two_columns_with_the_same_meaning_the_known_word_wins() -> None:
    candidate = understood(
        as_csv(
            [
                ["期数", "还款日", "累计已还本金", "本期应还本金额", "本金", "利息", "剩余期数", "剩余本金"],
                ["1", "2026-01-20", "1", "2", "3.00", "1.00", "11", "9.00"],
            ]
        )
    )
    assert [column.field for column in candidate.columns] == [
        "n", "due", None, None, "principal", "interest", None, "balance",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "letter", "reason"),
    [
        (["1", "soon", "10.00", "1.00"], "B", "no_date"),
        (["1", "", "10.00", "1.00"], "B", "no_date"),
        (["1", "01/20/2026", "10.00", "1.00"], "B", "no_date"),
        (["1", "2026-02-30", "10.00", "1.00"], "B", "no_date"),
        (["1", "2026-01-20", "ten", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "-10.00", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "1.234,50", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "12,34.50", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "1e5", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "NaN", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "=1+1", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "99999999999999999", "1.00"], "C", "no_amount"),
        (["1", "2026-01-20", "10.00", ""], "D", "empty"),
        (["one", "2026-01-20", "10.00", "1.00"], "A", "no_number"),
    ],
)
def test_a_cell_that_is_not_read_is_named_and_nothing_is_taken_over(cells: list[str], letter: str, reason: str) -> None:
    candidate = understood(as_csv([["期数", "还款日", "本金", "利息"], cells]))
    assert (candidate.problems[0].line, candidate.problems[0].letter, candidate.problems[0].reason) == (
        2,
        letter,
        reason,
    )
    assert not candidate.is_usable


@pytest.mark.parametrize("order", [[1, 3, 2], [1, 1, 2], [1, 2, 4], [2, 1, 3]])
def test_a_missing_or_doubled_installment_is_no_table(order: list[int]) -> None:
    lines = [[str(n), f"2026-{n:02d}-20", "10.00", "1.00"] for n in order]
    candidate = understood(as_csv([["期数", "还款日", "本金", "利息"], *lines]))
    assert "not_in_order" in {problem.reason for problem in candidate.problems}
    assert not candidate.is_usable


def test_a_row_with_a_number_is_never_left_out_silently() -> None:
    candidate = understood(
        as_csv([["期数", "还款日", "本金", "利息"], ["1", "2026-01-20", "1", "1"], ["2", "待定", "", ""]])
    )
    assert candidate.skipped == ()
    assert {problem.line for problem in candidate.problems} == {3}


def test_what_is_left_out_is_told() -> None:
    lines = [
        ["期数", "还款日", "本金", "利息", "剩余本金"],
        ["0", "2026-01-20", "0", "0", "30.00"],
        ["1", "2026-02-20", "10.00", "1.00", "20.00"],
        ["期数", "还款日", "本金", "利息", "剩余本金"],
        ["2", "2026-03-20", "20.00", "0.50", "0.00"],
        ["小计", "", "30.00", "1.00", ""],
    ]
    candidate = understood(as_csv(lines), LoanFacts(3_000, rates=(Decimal("40"),)))
    assert [skipped.line for skipped in candidate.skipped] == [2, 4, 6]
    rows = rows_of(candidate, 3_000).rows
    assert [(row.n, row.interest) for row in rows] == [(1, 100), (2, 50)]


def test_amounts_with_too_many_decimals_are_rounded_and_counted() -> None:
    candidate = understood(as_csv([["期数", "还款日", "本金", "利息"], ["1", "2026-01-20", "10.005", "1.0049"]]))
    assert candidate.rounded == 2
    assert (candidate.rows[0].principal, candidate.rows[0].interest) == (1001, 100)


def test_other_currencies_keep_their_decimals() -> None:
    sheets = read_table_file(as_csv([["期数", "还款日", "本金", "利息"], ["1", "2026-01-20", "1,000", "10"]]))
    assert candidate_table(sheets, LoanFacts(1_000, "JPY")).rows[0].principal == 1000
    assert candidate_table(sheets, LoanFacts(1_000_000, "KWD")).rows[0].principal == 1_000_000
