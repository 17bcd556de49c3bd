"""S-6 and T-1 in words: what was understood of a file, why it can't be taken, what a backup brings back."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.application.running.own_state import TableFile
from borrower_app.imports.candidate import Candidate
from borrower_app.imports.cells import RefusalReason
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.table_file import read_table_file
from borrower_app.imports.taking_over import NotUsable, loan_facts, rows_of
from borrower_app.language import Language
from borrower_app.presentation.own_loans.backup import BackupFacts, backup_view
from borrower_app.presentation.own_loans.table_import import ImportEntry, ImportView, import_view, refusal_words
from borrower_app.records.own_backup import Clash, RestorePlan
from borrower_app.records.own_loan import OwnLoan
from borrower_app.sandbox.stories import build_story
from tests.presentation.own_loans.test_own_loans import texts_of
from tests.support.own_loans import SAVED, house, own_reading, reading_over
from tests.support.story_snapshot import NOON, snapshot_of

ZH = Language("zh")
HEAD = "期数,还款日,本金,利息"
ROW = "1,2026-01-20,10.00,1.00"


def small_loan(principal: str = "10.00") -> OwnLoan:
    """Ten per cent a month: one row of 10.00 and 1.00 is right."""
    return house(principal=principal, annual_rate="120", number_of_installments=1, disbursed_on="2025-12-20")


def view_of(*lines: str, principal: str = "10.00", language: str = "zh") -> ImportView:
    """S-6 over a text file."""
    loan = small_loan(principal)
    candidate = candidate_table(read_table_file("\n".join(lines).encode()), loan_facts(loan))
    reading = own_reading(loan, language=language)
    view = import_view(reading, "own-house", ImportEntry("table.csv", candidate))
    assert view is not None
    return view


def test_nothing_is_taken_over_before_a_file_was_understood() -> None:
    view = import_view(own_reading(house()), "own-house", None)
    assert view is not None
    assert (view.take_over, view.columns, view.file) == ("", (), "")
    assert "城南银行" in view.lead
    assert view.drop is None


def test_a_loan_that_is_not_ones_own_has_no_such_page() -> None:
    reading = reading_over(snapshot_of(build_story("all_well", NOON)))
    assert import_view(reading, reading.snapshot.loans[0].record.id, None) is None
    assert import_view(reading, "own-gone", None) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reason", get_args(RefusalReason))
def test_every_refusal_says_why_and_what_to_do(reason: RefusalReason, language: str) -> None:
    words = refusal_words(reason, Language(language))  # type: ignore[arg-type]
    assert words
    view = import_view(own_reading(house(), language=language), "own-house", ImportEntry("f.xls", None, reason))
    assert view is not None
    assert view.problem == words
    assert view.take_over == ""


def test_what_was_understood_stands_beside_the_head_words() -> None:
    view = view_of(HEAD, ROW)
    assert [(column.name, column.chosen) for column in view.columns] == [
        ("A 列：期数", "n"),
        ("B 列：还款日", "due"),
        ("C 列：本金", "principal"),
        ("D 列：利息", "interest"),
    ]
    assert view.preview is not None
    assert view.preview.rows[0].cells == ("1", "2026-01-20", "10.00", "1.00", "—", "—", "第 2 行")
    assert view.take_over == "导入全部 1 行"
    assert "月供、剩余本金" in "".join(texts_of(view.findings))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((HEAD, "1,soon,10.00,1.00"), "第 2 行 B 列（还款日）不是日期：「soon」。"),
        ((HEAD, "1,2026-01-20,,1.00"), "第 2 行 C 列（本金）是空的。"),
        ((HEAD, "1,2026-01-20,x,1.00"), "第 2 行 C 列（本金）不是金额：「x」。"),
        ((HEAD, "a,2026-01-20,1,1.00"), "第 2 行 A 列（期数）不是数字：「a」。"),
        ((HEAD, ROW, "3,2026-02-20,1,1.00"), "第 3 行 A 列（期数）和上一行接不上：「3」。"),
        ((HEAD,), "没有找到带还款日的行"),
        (("期数,还款日,备注,利息", "1,2026-01-20,x,1.00"), "请指出哪一列是：本金、月供。"),
        ((HEAD, "1,2026-01-20,99.00,1.00"), "比贷款金额还大的数字"),
        ((HEAD, "1,2026-01-20,9.00,1.00"), "所有行的本金加起来是 9.00 元，而您填的贷款金额是 10.00 元"),
    ],
)
def test_each_obstacle_is_named_and_keeps_the_button_away(lines: tuple[str, ...], told: str) -> None:
    view = view_of(*lines)
    assert told in "\n".join(texts_of(view.findings))
    assert view.take_over == ""


def test_many_obstacles_are_counted() -> None:
    view = view_of(HEAD, *(f"{n},soon,1.00,1.00" for n in range(1, 301)))
    assert "还有 294 个格子读不出来。" in "\n".join(texts_of(view.findings))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("1", "2", "3", "", "合计")),
            st.sampled_from(("2026-01-20", "2026-02-20", "", "soon")),
            st.sampled_from(("10.00", "", "x", "-", "0.01")),
            st.sampled_from(("1.00", "", "y")),
        ),
        max_size=5,
    )
)
def test_the_button_stands_there_exactly_when_every_row_can_be_taken(cells: list[tuple[str, str, str, str]]) -> None:
    lines = [HEAD, *(",".join(row) for row in cells)]
    candidate: Candidate = candidate_table(read_table_file("\n".join(lines).encode()), loan_facts(small_loan()))
    try:
        rows_of(candidate, 1000)
        usable = True
    except NotUsable:
        usable = False
    view = view_of(*lines)
    assert bool(view.take_over) == usable
    assert view.findings


def test_the_users_word_about_columns_gives_back_what_it_took() -> None:
    """The arrow keys go through every field of a list: at its end the other columns are as they were."""
    file = TableFile("x", guessed={0: "n", 1: "due", 2: None})
    before = file.assigned
    assert before is None
    for field in ("n", "due", "principal"):
        file.said = {2: field}
    assert file.assigned == {0: "n", 1: "due", 2: "principal"}
    file.said = {2: "due"}
    assert dict(file.assigned or {}) == {0: "n", 1: None, 2: "due"}
    file.said = {2: None}
    assert dict(file.assigned or {}) == {0: "n", 1: "due", 2: None}


ZONE = dt.timezone(dt.timedelta(hours=8))


def test_the_plan_of_a_restore_in_words() -> None:
    plan = RestorePlan(SAVED, (house(name="甲"), house("own-2", name="乙")), 3, (), 12)
    told = backup_view(BackupFacts("restore", ZONE, plan), ZH).plan
    assert told == (
        "这份备份做于 2026 年 11 月 1 日 17:30。",
        "会找回 2 笔贷款：甲、乙",
        "有 3 笔贷款这里已经有了，完全一样。",
        "会加入 12 条扣款证据。",
    )
    nothing = backup_view(BackupFacts("restore", ZONE, RestorePlan(SAVED, (), 1, (), 0)), ZH).plan
    assert nothing[-1] == "备份里的内容，这里都已经有了。"


def test_a_clash_shows_both_sides_and_what_is_here_is_named_first() -> None:
    plan = RestorePlan(SAVED, (), 0, (Clash(house(name="这里的"), house(name="备份的")),), 0)
    [clash] = backup_view(BackupFacts("restore", ZONE, plan), ZH).clashes
    assert [value for value, _words in clash.options] == ["mine", "backup"]
    assert "这里的" in clash.options[0][1]
    assert "备份的" in clash.options[1][1]


def test_without_a_plan_there_is_nothing_to_bring_back() -> None:
    view = backup_view(BackupFacts("restore", ZONE), ZH)
    assert view.read is not None
    assert (view.plan, view.clashes, view.restore) == ((), (), "")
