"""The installment table: smooth at 100,000 rows, nothing cut, the way back to now, several columns at the left."""

from __future__ import annotations

import statistics
import time

import pytest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from borrower_app.presentation.reading.schedule_views import TableRow
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.installment_table import InstallmentTableView
from borrower_app.ui.widgets.text_layout import Run, lay_out, natural_width

HEADS = ("期", "还款日", "本金", "利息", "月供", "剩余本金", "状态")
TROUBLE = "商业贷款：扣款失败，11 月 26 日再扣 ›"


def rows_of(count: int, now: int) -> list[TableRow]:
    cells = ("2026-11-20", "1,000.00", "2,000.00", "3,000.00", "935,266.06")
    return [
        TableRow("now", (str(n), *cells, TROUBLE), "a1")
        if n == now
        else TableRow("paid" if n < now else "due", (str(n), *cells, "待还"))
        for n in range(count)
    ]


def shown(qtbot: QtBot, look: Look, rows: list[TableRow], first: int, width: int = 960) -> InstallmentTableView:
    table = InstallmentTableView(look, InstallmentModel(look, HEADS, rows), "还款计划", first)
    qtbot.addWidget(table)
    table.resize(width, 500)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_every_frame_of_a_long_table_is_short(look: Look, qtbot: QtBot) -> None:
    table = shown(qtbot, look, rows_of(100_000, 50_000), 50_000)
    bar = table.verticalScrollBar()
    frames = []
    for step in range(60):
        began = time.perf_counter()
        bar.setValue(bar.maximum() * step // 59)
        table.viewport().repaint()
        frames.append(time.perf_counter() - began)
    assert statistics.median(frames) < 0.03, "thirty frames a second at the very least, also on a busy machine"


@pytest.mark.parametrize("now", [3, 700])
def test_a_long_state_far_down_is_not_cut(look: Look, qtbot: QtBot, now: int) -> None:
    table = shown(qtbot, look, rows_of(1000, now), 0)
    needed = natural_width(lay_out([Run(TROUBLE)], look.font("body", strong=True), None))
    assert table.columnWidth(len(HEADS) - 1) >= needed


def test_the_way_back_chooses_the_current_row(look: Look, qtbot: QtBot) -> None:
    table = shown(qtbot, look, rows_of(1000, 500), 498)
    table.scrollTo(table.model_rows.index(0, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    assert table.rowAt(table.viewport().height() - 1) < 500
    table.jump_to_now()
    assert table.currentIndex().row() == 500
    assert table.rowAt(0) <= 500 <= table.rowAt(table.viewport().height() - 1)


def test_the_way_back_of_an_empty_table_leads_nowhere(look: Look, qtbot: QtBot) -> None:
    shown(qtbot, look, [], 0).jump_to_now()


def test_a_narrow_table_names_every_figure_but_those_at_the_left(look: Look, qtbot: QtBot) -> None:
    rows = [TableRow("due", ("2026 年 11 月", "25 日 4,003.40", "20 日 2,001.70", "6,005.10", "1,403,885.42", "待还"))]
    heads = ("月份", "商业贷款", "公积金贷款", "合计", "剩余本金", "状态")
    table = InstallmentTableView(look, InstallmentModel(look, heads, rows, left=1), "按月")
    qtbot.addWidget(table)
    table.resize(360, 400)
    table.show()
    qtbot.waitExposed(table)
    told = [text for text, _font in table._painter._told(rows[0])]
    assert told[0] == "2026 年 11 月"
    assert "商业贷款\u00a025 日 4,003.40" in told[1]
    assert told[2] == "待还"
