"""S-1: states of the rows, the next repricing with its source, the chart's numbers, the yearly cost."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import msgspec
import pytest

from borrower_app.contract.snapshot import Held
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import ScheduleView
from borrower_app.presentation.schedule.schedule import schedule_page_view
from borrower_app.presentation.words.glossary import explained, marked
from borrower_app.presentation.words.parts import Pair, Words
from borrower_app.records.loan import Loan
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import reading_of


def text(words: Words) -> str:
    return "".join(piece.text for piece in words)


def pairs(of: tuple[Pair, ...]) -> dict[str, str]:
    return {text(pair.words): text(pair.value) for pair in of}


def page(reading: Reading, loan_id: str = "") -> ScheduleView:
    view = schedule_page_view(reading, loan_id or reading.snapshot.loans[0].record.id)
    assert isinstance(view, ScheduleView)
    return view


def with_loan(reading: Reading, **changes: object) -> Reading:
    """The same reading with its first loan's record changed."""
    first, *others = reading.snapshot.loans
    changed: Held[Loan] = Held(msgspec.structs.replace(first.record, **changes), 2)
    snapshot = dataclasses.replace(reading.snapshot, loans=(changed, *others))
    return dataclasses.replace(reading, snapshot=snapshot, _explained={})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_every_loan_of_every_story_has_its_page(name: str, language: str) -> None:
    reading = reading_of(name, language)
    for held in reading.snapshot.loans[:3]:
        view = page(reading, held.record.id)
        assert view.repricing is not None
        assert view.cost is not None
        assert view.chart is not None
        assert view.chart.numbers is not None
        assert view.jump
        assert {len(row.cells) for row in view.rows if not row.is_span} == {len(view.heads)}


@pytest.mark.parametrize(
    ("retry_at", "told"),
    [
        (dt.datetime(2026, 11, 20, 14, 30, tzinfo=dt.UTC), "扣款失败，今晚再扣 ›"),
        (dt.datetime(2026, 11, 20, 5, 30, tzinfo=dt.UTC), "扣款失败，今天再扣 ›"),
        (dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC), "扣款失败，11 月 22 日再扣 ›"),
    ],
)
def test_a_failed_row_says_when_the_lender_tries_again(retry_at: dt.datetime, told: str) -> None:
    reading = reading_of("insufficient_funds")
    attempt = reading.snapshot.attempts[0]
    assert attempt.record.retry is not None
    retry = msgspec.structs.replace(attempt.record.retry, at=retry_at)
    changed = Held(msgspec.structs.replace(attempt.record, retry=retry), 2)
    snapshot = dataclasses.replace(reading.snapshot, attempts=(changed, *reading.snapshot.attempts[1:]))
    view = page(dataclasses.replace(reading, snapshot=snapshot, _explained={}))
    [row] = [row for row in view.rows if row.kind == "now"]
    assert row.cells[-1] == told
    assert row.attempt_id == attempt.record.id


def test_the_newest_rate_of_the_lender_comes_first_and_names_its_day() -> None:
    view = page(reading_of("insufficient_funds"))
    assert view.repricing is not None
    told = " ".join(map(text, view.repricing.notes))
    assert "5 年期以上 LPR 3.50%：示例银行告知，2026 年 11 月 20 日公布" in told
    assert "2.60% = LPR 3.50% − 90 基点" in told
    assert "合同第 6 条" in told


def test_without_the_lenders_rate_ours_is_shown_as_ours() -> None:
    reading = reading_of("insufficient_funds")
    reading = dataclasses.replace(reading, snapshot=dataclasses.replace(reading.snapshot, reference_rates=()))
    view = page(reading)
    assert view.repricing is not None
    told = " ".join(map(text, view.repricing.notes))
    assert "本软件自带，2026 年 7 月 20 日公布" in told
    assert "之后可能又有新的" in told
    assert "示例银行告知" not in told
    nothing = page(dataclasses.replace(reading, published=()))
    assert nothing.repricing is not None
    assert "都还没有它的数值" in text(nothing.repricing.notes[0])


def _annuity(balance: Decimal, rate: Decimal, rows: int) -> Decimal:
    factor = (1 + rate / 1200) ** rows
    return (balance * rate / 1200 * factor / (factor - 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_before_and_after_are_what_a_plain_calculation_gives() -> None:
    """LPR 3.50 − 120 basis points = 2.30 % from 1 January 2027: the installment of what is left by then."""
    reading = reading_of("insufficient_funds")
    loan = reading.snapshot.loans[0].record
    assert loan.repricing is not None
    repricing = msgspec.structs.replace(loan.repricing, spread_basis_points=-120)
    view = page(with_loan(reading, repricing=repricing))
    assert view.repricing is not None
    shown = pairs(view.repricing.pairs)
    rows = reading.snapshot.tables[loan.id].record.rows
    first = next(index for index, row in enumerate(rows) if row.due >= repricing.next_on)
    # The row in which the rate changes has days at the old rate; the next one runs wholly at 2.30 %.
    split, whole = rows[first], rows[first - 1].balance.to_decimal()
    days = (split.due - rows[first - 1].due).days
    old_days = (repricing.next_on - rows[first - 1].due).days
    old, new = Decimal("2.60") / 1200, Decimal("2.30") / 1200
    interest = whole * (old * old_days + new * (days - old_days)) / days
    left = len(rows) - first - 1
    discounted = 1 + sum((1 + new) ** -power for power in range(1, left + 1))
    payment = ((whole + interest) / discounted).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert shown["现在，年利率 2.60%"] == "每期 4,003.40 元"
    told = shown["之后，年利率 2.30%"]
    assert told.startswith(f"每期 {payment:,} 元，少 ")
    assert abs(payment - _annuity(whole, Decimal("2.30"), left + 1)) < 1


def test_the_same_rate_again_changes_nothing() -> None:
    for story in ("insufficient_funds", "prepaid", "table_wrong"):
        reading = reading_of(story)
        view = page(reading)
        assert view.repricing is not None
        shown = pairs(view.repricing.pairs)
        now, then = (text(pair.value) for pair in view.repricing.pairs[:2])
        assert then == f"{now}，和现在一样", shown


def test_certain_and_open_rows_are_told_apart() -> None:
    reading = reading_of("insufficient_funds")
    view = page(reading)
    assert view.repricing is not None
    shown = pairs(view.repricing.pairs)
    assert shown["已经确定"] == "2 期，到 2026-12-20 这一期为止"
    assert shown["还会变"].startswith("325 期")
    assert sum(row.kind == "forecast" for row in view.rows) == 325


def test_a_lender_that_marks_no_forecast_has_them_marked_by_the_repricing_day() -> None:
    reading = reading_of("insufficient_funds")
    loan = reading.snapshot.loans[0].record
    table = reading.snapshot.tables[loan.id]
    rows = tuple(msgspec.structs.replace(row, forecast=False) for row in table.record.rows)
    held = Held(msgspec.structs.replace(table.record, rows=rows), 2)
    snapshot = dataclasses.replace(reading.snapshot, tables={loan.id: held})
    view = page(dataclasses.replace(reading, snapshot=snapshot, _explained={}))
    assert sum(row.kind == "forecast" for row in view.rows) == 325


def test_a_fixed_rate_says_so_and_a_repricing_day_that_has_come_is_not_a_forecast() -> None:
    reading = reading_of("insufficient_funds")
    loan = reading.snapshot.loans[0].record
    fixed = page(with_loan(reading, repricing=None))
    assert fixed.repricing is not None
    assert fixed.repricing.title == "利率是固定的"
    assert loan.repricing is not None
    come = page(with_loan(reading, repricing=msgspec.structs.replace(loan.repricing, next_on=reading.today)))
    assert come.repricing is not None
    assert "还没有告知新利率" in text(come.repricing.notes[0])
    assert come.repricing.pairs == ()


def test_provident_fund_loans_change_on_new_years_day() -> None:
    reading = reading_of("provident_fund_january")
    view = page(reading)
    assert view.repricing is not None
    shown = pairs(view.repricing.pairs)
    loan = reading.snapshot.loans[0].record
    rows = reading.snapshot.tables[loan.id].record.rows
    new_year = next(index for index, row in enumerate(rows) if row.due.year == 2027)
    own = Language("zh").money(rows[new_year + 1].payment)
    assert shown["之后，年利率 2.60%"].startswith(f"每期 {own}，少 "), "the lender's own figure of its own table"
    assert text(view.repricing.notes[0]) == "示例银行已经告知这个利率。"
    untold = page(with_loan(reading, rate_changes=()))
    assert untold.repricing is not None
    told = " ".join(map(text, untold.repricing.notes))
    assert "公积金贷款每年 1 月 1 日换用新利率" in told
    assert "公积金贷款利率（5 年以上） 2.60%" in told


@pytest.mark.parametrize("story", ["insufficient_funds", "flat_consumer_loan", "other_currency", "prepaid"])
def test_the_numbers_of_the_years_are_the_sums_of_the_table(story: str) -> None:
    reading = reading_of(story)
    loan = reading.snapshot.loans[0].record
    rows = reading.snapshot.tables[loan.id].record.rows
    view = page(reading)
    assert view.chart is not None
    numbers = view.chart.numbers
    assert numbers is not None
    for column, name in ((1, "principal"), (2, "interest"), (3, "payment")):
        total = sum(Decimal(line.cells[column].replace(",", "")) for line in numbers.rows)
        assert total == sum(getattr(row, name).to_decimal() for row in rows)
    assert [line.cells[0] for line in numbers.rows] == sorted({str(row.due.year) for row in rows})
    assert numbers.rows[-1].cells[4] == Language("zh").amount(rows[-1].balance)
    assert numbers.rows[numbers.first_shown].cells[0] == str(reading.today.year)


def test_the_chart_tells_its_marks_in_words() -> None:
    view = page(reading_of("repriced"))
    assert view.chart is not None
    assert [mark.is_now for mark in view.chart.marks].count(True) == 1
    assert len(view.chart.marks) == 4, "now, two repricings that were and the next one"
    for word in ("现在：第 ", "重定价：第 "):
        assert word in view.chart.description


def test_the_cost_says_why_there_is_none() -> None:
    reading = reading_of("flat_consumer_loan")
    loan = reading.snapshot.loans[0].record
    shown = page(reading).cost
    assert shown is not None
    assert pairs(shown.pairs)["年化利率（复利，IRR）"] == "16.44%"
    assert pairs(shown.pairs)["宣传的利率"] == "7.20%"
    assert pairs(shown.pairs)["还款方式"] == "等本等息"
    table = reading.snapshot.tables[loan.id]
    late = Held(msgspec.structs.replace(table.record, rows=table.record.rows[2:]), 2)
    snapshot = dataclasses.replace(reading.snapshot, tables={loan.id: late})
    cost = page(dataclasses.replace(reading, snapshot=snapshot, _explained={})).cost
    assert cost is not None
    assert "不是从第 1 期开始" in cost.note


def test_the_words_of_the_heads_are_explained() -> None:
    words = page(reading_of("insufficient_funds")).words
    explained_words = {piece.text for piece in words if piece.explanation}
    assert {"本金", "利息", "月供", "剩余本金", "重定价", "预计"} == explained_words


def test_a_word_inside_a_sentence_is_explained_once() -> None:
    language = Language("zh")
    words = marked(language, "每一期的本金加利息，本金会变少。", "principal", "interest", "LPR")
    assert text(words) == "每一期的本金加利息，本金会变少。"
    assert [piece.text for piece in words if piece.explanation] == ["本金", "利息"]
    assert words[1].explanation == explained(language, "principal").explanation
    assert marked(language, "", "principal") == marked(language, "")


def test_an_amount_of_another_reference_is_not_guessed() -> None:
    reading = reading_of("insufficient_funds")
    loan = reading.snapshot.loans[0].record
    assert loan.repricing is not None
    view = page(with_loan(reading, repricing=msgspec.structs.replace(loan.repricing, reference="HIBOR_1M")))
    assert view.repricing is not None
    assert len([pair for pair in view.repricing.pairs if "之后" in text(pair.words)]) == 0
    assert "HIBOR_1M" in text(view.repricing.notes[0])


def test_a_loan_that_is_repaid_has_no_next_repricing() -> None:
    reading = reading_of("insufficient_funds")
    loan = reading.snapshot.loans[0].record
    table = reading.snapshot.tables[loan.id]
    rows = tuple(msgspec.structs.replace(row, paid=row.payment) for row in table.record.rows)
    held = Held(msgspec.structs.replace(table.record, rows=rows), 2)
    snapshot = dataclasses.replace(reading.snapshot, tables={loan.id: held})
    assert page(dataclasses.replace(reading, snapshot=snapshot, _explained={})).repricing is None
    assert Money(0, "CNY") == rows[-1].balance
