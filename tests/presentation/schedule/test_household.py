"""A combined loan on S-1, S-3 and Home: sums of the parts, and no part's trouble hides another."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import msgspec
import pytest

from borrower_app.contract.snapshot import Held
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.reading.loan_choices import (
    choices_with_households,
    household_of,
    households,
    only_household,
)
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import HouseholdView, ScheduleView
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_page_view
from tests.support.story_snapshot import reading_of

STORY = "combined_one_part_failed"


def without_table(reading: Reading, loan_id: str) -> Reading:
    tables = {key: held for key, held in reading.snapshot.tables.items() if key != loan_id}
    return dataclasses.replace(reading, snapshot=dataclasses.replace(reading.snapshot, tables=tables), _explained={})


def household_page(reading: Reading) -> HouseholdView:
    view = schedule_page_view(reading, "")
    assert isinstance(view, HouseholdView)
    return view


def figure(cell: str) -> Decimal:
    return Decimal(cell.rsplit(maxsplit=1)[-1].replace(",", ""))


def test_all_loans_of_one_household_open_together_and_each_alone() -> None:
    reading = reading_of(STORY)
    view = household_page(reading)
    subjects = [subject for subject, _name in view.loans]
    assert subjects[0] == view.subject
    assert subjects[1:] == [held.record.id for held in reading.snapshot.loans]
    for loan_id in subjects[1:]:
        alone = schedule_page_view(reading, loan_id)
        assert isinstance(alone, ScheduleView)
        assert alone.loan_id == loan_id
        assert alone.loans == view.loans


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_months_are_the_sums_of_the_parts(language: str) -> None:
    reading = reading_of(STORY, language)
    view = household_page(reading)
    months = [row for row in view.rows if not row.is_span]
    rows = [row for held in reading.snapshot.tables.values() for row in held.record.rows]
    assert sum(figure(month.cells[-3]) for month in months) == sum(row.payment.to_decimal() for row in rows)
    for month in months:
        parts = [figure(cell) for cell in month.cells[1:-3] if cell != "—"]
        assert sum(parts) == figure(month.cells[-3])
    assert figure(months[-1].cells[-2]) == 0


def test_the_part_that_failed_is_named_and_the_other_stays_well() -> None:
    view = household_page(reading_of(STORY))
    [trouble] = [row for row in view.rows if row.kind == "now"]
    assert trouble.cells[-1].startswith("商业贷款：扣款失败")
    assert trouble.attempt_id
    pills = {part.name: part.pill for part in view.parts}
    commercial, fund = pills["商业贷款"], pills["公积金贷款"]
    assert commercial is not None
    assert fund is not None
    assert commercial.tone == "bad"
    assert (fund.tone, fund.text.startswith("已还到")) == ("good", True)
    told = "".join(piece.text for piece in view.lead)
    assert "其中 2,001.70 元已还，还要还 4,003.40 元" in told
    assert view.headline == "2026 年 11 月一共要还 6,005.10 元"


def test_each_part_has_its_own_rate_day_and_card() -> None:
    view = household_page(reading_of(STORY))
    shown = [
        {"".join(p.text for p in pair.words): "".join(p.text for p in pair.value) for pair in part.pairs}
        for part in view.parts
    ]
    assert [one["还款卡"] for one in shown] == ["工商银行 •••• 1234", "建设银行 •••• 8899"]
    assert "4,003.40 元" in shown[0]["这一期"]
    assert "2,001.70 元" in shown[1]["下一期"]
    assert all("2.60%" in one["年利率"] for one in shown)


def test_a_part_without_a_table_is_said_and_hides_nothing() -> None:
    reading = reading_of(STORY)
    gone = reading.snapshot.loans[1].record.id
    kept = reading.snapshot.tables[reading.snapshot.loans[0].record.id].record.rows
    view = household_page(without_table(reading, gone))
    assert "公积金贷款" in "".join(piece.text for line in view.notes for piece in line.words)
    months = [row for row in view.rows if not row.is_span]
    assert sum(figure(month.cells[-3]) for month in months) == sum(row.payment.to_decimal() for row in kept)
    assert any(row.kind == "now" for row in months)
    check = check_view(without_table(reading, gone), view.subject)
    assert [line.tone for line in check.findings] == ["good", "plain"]
    assert check.headline == "有的还款表核对不了"


def test_the_check_holds_every_part_and_leads_to_it() -> None:
    reading = reading_of(STORY)
    subject = households(reading)[0].subject
    view = check_view(reading, subject)
    assert view.pill is not None
    assert view.pill.tone == "good"
    assert [line.action.opens.subject for line in view.findings if line.action] == [
        held.record.id for held in reading.snapshot.loans
    ]
    assert [pair.value[0].text for pair in view.cost] == ["2.63%", "2.63%"]


def test_one_odd_table_is_the_verdict_of_the_whole() -> None:
    reading = reading_of(STORY)
    fund = reading.snapshot.loans[1].record
    table = reading.snapshot.tables[fund.id]
    rows = list(table.record.rows)
    rows[3] = msgspec.structs.replace(rows[3], interest=rows[4].interest)
    tables = {**reading.snapshot.tables, fund.id: Held(msgspec.structs.replace(table.record, rows=tuple(rows)), 2)}
    odd = dataclasses.replace(reading, snapshot=dataclasses.replace(reading.snapshot, tables=tables), _explained={})
    view = check_view(odd, households(odd)[0].subject)
    assert view.headline == "有一张还款表里的数字和条件对不上"
    assert [line.tone for line in view.findings] == ["good", "caution"]


def test_home_tells_of_each_part_where_it_stands() -> None:
    view = home_view(reading_of(STORY))
    names = [loan.name for loan in view.loans]
    assert names == ["组合贷合计", "商业贷款", "公积金贷款"]
    assert view.loans[0].action is not None
    assert view.loans[0].action.opens.subject.startswith("household:")
    tones = [loan.pill.tone if loan.pill is not None else None for loan in view.loans]
    assert tones == [None, "bad", "good"]


def test_loans_of_several_households_are_no_household_together() -> None:
    reading = reading_of(STORY)
    first, second = reading.snapshot.loans
    other = Held(msgspec.structs.replace(second.record, household="another"), 1)
    apart = dataclasses.replace(
        reading, snapshot=dataclasses.replace(reading.snapshot, loans=(first, other)), _explained={}
    )
    assert households(apart) == ()
    assert only_household(apart) is None
    assert len(choices_with_households(apart)) == 2
    assert isinstance(schedule_page_view(apart, "household:household-zhang"), ScheduleView)
    assert household_of(apart, "household:household-zhang") is None


def test_other_stories_begin_with_their_only_loan() -> None:
    assert isinstance(schedule_page_view(reading_of("insufficient_funds"), ""), ScheduleView)
