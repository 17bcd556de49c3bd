"""The installment table with 100,000 rows: until it stands there, and each frame of scrolling through it."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator

from tests.benchmarks.timing import seconds

ROWS = 100_000
STEPS = 240
OPEN_GOAL = 0.5
FRAME_GOAL = 1 / 60


def lines() -> Iterator[str]:
    """Opening, scrolling by pages from end to end, and by single steps, painted each time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from borrower_app.application.run_window import application_of_this_process
    from borrower_app.language import Language
    from borrower_app.presentation.reading.schedule_views import TableRow
    from borrower_app.ui.theme.theme import Theme
    from borrower_app.ui.widgets.installment_model import InstallmentModel
    from borrower_app.ui.widgets.installment_table import InstallmentTableView

    application = application_of_this_process()
    look = Theme(Language("zh"), "light", 100, True).look
    heads = ("期", "还款日", "本金", "利息", "月供", "还完这期后剩余本金", "状态")
    figures = ("2026-11-25", "1,972.72", "2,030.68", "4,003.40", "935,266.06")
    rows = [
        TableRow("year", (f"{n // 13} 年",)) if n % 13 == 0 else TableRow("due", (str(n), *figures, "待还"))
        for n in range(ROWS)
    ]
    tables: list[InstallmentTableView] = []

    def begin() -> None:
        table = InstallmentTableView(look, InstallmentModel(look, heads, rows), "还款计划", ROWS // 2)
        table.resize(900, 520)
        table.show()
        application.processEvents()
        tables.append(table)

    opened = seconds(begin)
    [table] = tables
    bar = table.verticalScrollBar()

    def frame(value: int) -> float:
        def scroll() -> None:
            bar.setValue(value)
            table.viewport().repaint()

        return seconds(scroll)

    by_page = [frame(bar.maximum() * step // STEPS) for step in range(STEPS)]
    by_step = [frame(bar.maximum() // 2 + 40 * step) for step in range(STEPS)]
    table.hide()
    verdict = "met" if opened <= OPEN_GOAL else "MISSED"
    yield f"table of {ROWS:,} rows, open: {opened * 1000:.0f} ms (goal <= {OPEN_GOAL * 1000:.0f} ms: {verdict})"
    for name, frames in (("end to end", by_page), ("row by row", by_step)):
        middle, slow = statistics.median(frames), sorted(frames)[int(STEPS * 0.99)]
        verdict = "met" if slow <= FRAME_GOAL else "MISSED"
        yield (
            f"scrolling it {name}: {middle * 1000:.1f} ms a frame, 99 % within {slow * 1000:.1f} ms"
            f" (goal <= {FRAME_GOAL * 1000:.1f} ms: {verdict})"
        )
