"""The pieces: words wrap and never clip, marked words answer to keys, the table is virtual, secrets are covered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from borrower_app import resource_files
from borrower_app.presentation.reading.schedule_views import ChartMark, ChartPoint, TableRow
from borrower_app.ui.pages.parts.page_parts import heading
from borrower_app.ui.theme.look import Look
from borrower_app.ui.theme.theme import Theme
from borrower_app.ui.widgets.buttons import primary_button, secondary_button
from borrower_app.ui.widgets.chart import StackedChart
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.hop_diagram import HopDiagram, Station
from borrower_app.ui.widgets.icon import icon_path
from borrower_app.ui.widgets.installment_model import InstallmentModel
from borrower_app.ui.widgets.installment_table import InstallmentTableView
from borrower_app.ui.widgets.marked_text import MarkedLabel, Span
from borrower_app.ui.widgets.pill import Pill
from borrower_app.ui.widgets.popover import Popover
from borrower_app.ui.widgets.qr_code import qr_image
from borrower_app.ui.widgets.reveal import HoldToReveal
from borrower_app.ui.widgets.row_button import RowButton
from borrower_app.ui.widgets.safe_text import label

ICONS = sorted(json.loads(resource_files.read_bytes("icons/line-icons.json")).keys() - {"note"})


@pytest.mark.parametrize("name", ICONS)
def test_icons_stay_on_their_grid(name: str) -> None:
    box = icon_path(name).controlPointRect()
    assert box.left() >= 1.9
    assert box.top() >= 0.4
    assert box.right() <= 22.1
    assert box.bottom() <= 23.6


def test_marked_words_and_links_answer_to_the_keyboard(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    followed = []
    rate = Span("LPR", explanation="The market rate, published monthly.")
    words = MarkedLabel(look, [rate, Span(" 3.50%，"), Span("ask", follow=lambda: followed.append("ask"))])
    after = secondary_button(look, "next", "next")
    room = QVBoxLayout(window)
    room.addWidget(words)
    room.addWidget(after)
    window.resize(400, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    market, ask = words.stops
    market.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(market, Qt.Key.Key_Return)
    sheet = window.findChild(Popover)
    assert sheet is not None
    assert sheet.isVisible()
    qtbot.keyClick(market, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    qtbot.keyClick(market, Qt.Key.Key_Tab)
    assert ask.hasFocus()
    qtbot.keyClick(ask, Qt.Key.Key_Space)
    assert followed == ["ask"]
    qtbot.keyClick(ask, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert (market.accessibleName(), market.accessibleDescription()) == ("LPR", rate.explanation)
    link = QAccessible.queryAccessibleInterface(ask)
    assert link.role() == QAccessible.Role.Link
    link.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    assert followed == ["ask", "ask"]


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_words_wrap_in_narrow_places(
    make_theme: Callable[..., Theme], qtbot: QtBot, language: str, scale: int
) -> None:
    look = make_theme(language, "light", scale).look
    text = (
        "存好了，22:30 后提醒我看结果，并且告诉我每一步"
        if language == "zh"
        else "The money is in; remind me after 22:30 to look at it"
    )
    for widget in (label(look, text, "headline"), primary_button(look, text, text), label(look, "a" * 200)):
        qtbot.addWidget(widget)
        widget.resize(260, widget.heightForWidth(260))
        widget.show()
        assert widget.heightForWidth(260) > widget.heightForWidth(4000)
        assert widget.minimumSizeHint().width() <= 260


@pytest.mark.parametrize("width", [480, 640, 800, 1100])
def test_a_pill_beside_a_title_is_not_squeezed_by_the_buttons(
    make_theme: Callable[..., Theme], qtbot: QtBot, width: int
) -> None:
    large = make_theme(text_scale=200).look
    mark = Pill(large, "金额由本软件重新计算，一致", "good", "ok")
    buttons = [secondary_button(large, words, words) for words in ("试算", "核对结果", "导出")]
    shown = heading(large, "还款计划", mark, at_right=buttons)
    qtbot.addWidget(shown)
    shown.setFixedWidth(width)
    shown.show()
    assert mark.width() >= min(mark.sizeHint().width(), width)


def test_a_button_without_a_name_is_refused(look: Look, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="name"):
        primary_button(look, "x", " ")
    with pytest.raises(ValueError, match="name"):
        RowButton(look, QWidget(), "")


def test_an_ampersand_is_no_shortcut(look: Look, qtbot: QtBot) -> None:
    button = primary_button(look, "A & B", "A & B")
    qtbot.addWidget(button)
    assert button.words == "A & B"
    assert button.shortcut().isEmpty()


ROWS = 100_000


def table_of(look: Look, count: int) -> InstallmentTableView:
    heads = ("期", "还款日", "本金", "利息", "月供", "剩余本金", "状态")
    rows = [
        TableRow(
            "now" if n == 40 else "due", (str(n), "2026-11-20", "1.00", "2.00", "3.00", f"{n}.00", "待还"), f"a{n}"
        )
        if n % 13
        else TableRow("year", (str(n),))
        for n in range(count)
    ]
    return InstallmentTableView(look, InstallmentModel(look, heads, rows), "还款计划", 40)


def test_a_hundred_thousand_rows_are_smooth(look: Look, qtbot: QtBot) -> None:
    began = time.perf_counter()
    table = table_of(look, ROWS)
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    qtbot.waitExposed(table)
    assert time.perf_counter() - began < 3
    began = time.perf_counter()
    table.scrollToBottom()
    table.repaint()
    assert time.perf_counter() - began < 0.5
    assert table.rowAt(table.viewport().height() - 5) >= ROWS - 3


def test_the_table_opens_an_attempt_by_key_and_shows_the_current_row(look: Look, qtbot: QtBot) -> None:
    table = table_of(look, 400)
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    assert table.rowAt(0) <= 40 <= table.rowAt(table.viewport().height() - 1)
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["a40", "a41"]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_no_cell_of_the_table_is_cut(make_theme: Callable[..., Theme], qtbot: QtBot, scale: int) -> None:
    look = make_theme("zh", "light", scale).look
    table = table_of(look, 60)
    qtbot.addWidget(table)
    for width in (1100, 700, 420):
        table.resize(width, 500)
        table.show()
        shown = [column for column in range(7) if not table.isColumnHidden(column)]
        assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width()
        assert len(shown) in (1, 7)


def test_hops_stand_in_a_row_or_under_each_other(look: Look, qtbot: QtBot) -> None:
    hops = [
        Station("示例银行", "08:00 已发出", "good"),
        Station("银联", "08:00", "good"),
        Station("工商银行", "08:01 失败", "bad"),
    ]
    diagram = HopDiagram(look, hops)
    qtbot.addWidget(diagram)
    assert diagram.heightForWidth(300) > 2 * diagram.heightForWidth(900)
    assert diagram.text() == "示例银行 08:00 已发出 → 银联 08:00 → 工商银行 08:01 失败"


def test_a_chart_tells_its_numbers(look: Look, qtbot: QtBot) -> None:
    points = [ChartPoint(100 + n, 200 - n) for n in range(100)]
    chart = StackedChart(look, points, [ChartMark(10, "现在", True)], "本金和利息", "第一期利息 2.00 元")
    qtbot.addWidget(chart)
    chart.resize(400, 84)
    chart.show()
    assert chart.labels == ("本金和利息", "第一期利息 2.00 元", "现在")
    empty = StackedChart(look, [], [], "n", "d")
    qtbot.addWidget(empty)
    empty.show()


def test_a_field_keeps_what_was_typed_beside_its_error(look: Look, qtbot: QtBot) -> None:
    field = FormField(look, "新密码")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.entry, "12")
    field.show_error("至少 6 位。")
    assert field.text == "12"
    assert field.error.isVisible()
    assert field.entry.accessibleDescription() == "至少 6 位。"
    field.show_error("")
    assert not field.error.isVisible()


def test_a_revealed_value_is_covered_at_release_and_after_its_time(look: Look, qtbot: QtBot) -> None:
    hidden = HoldToReveal(look, "190 •••• 0000", "按住查看", "按住查看手机号")
    qtbot.addWidget(hidden)
    hidden.show()
    hidden.reveal("190 0000 0000")
    assert hidden.shown == "190 •••• 0000", "nothing is shown while nobody presses"
    qtbot.mousePress(hidden.button, Qt.MouseButton.LeftButton)
    hidden.reveal("190 0000 0000")
    assert hidden.shown == "190 0000 0000"
    qtbot.mouseRelease(hidden.button, Qt.MouseButton.LeftButton)
    assert hidden.shown == "190 •••• 0000"
    qtbot.mousePress(hidden.button, Qt.MouseButton.LeftButton)
    hidden.reveal("190 0000 0000")
    hidden._clock.setInterval(20)
    hidden._clock.start()
    qtbot.waitUntil(lambda: hidden.shown == "190 •••• 0000", timeout=2000)


def test_a_qr_code_is_black_on_white_with_its_quiet_border() -> None:
    image = qr_image("https://login.example.test/device?user_code=WDJB-MJHT")
    assert image.width() == image.height()
    assert {image.pixelColor(x, 1).name() for x in range(image.width())} == {"#ffffff"}
    assert image.pixelColor(4, 4).name() == "#000000"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("6222021234567890123", "0123"),
        ("6222 0212 3456 7890 12", "9012"),
        ("1234", "1234"),
        ("尾号 5678", "5678"),
        ("no digits at all", ""),
    ],
)
def test_of_a_pasted_card_number_only_its_end_is_ever_seen(look: Look, qtbot: QtBot, pasted: str, kept: str) -> None:
    field = FormField(look, "还款卡尾号后四位", last_four=True)
    qtbot.addWidget(field)
    seen: list[str] = []
    field.entry.textChanged.connect(seen.append)
    QApplication.clipboard().setText(pasted)
    field.entry.paste()
    assert field.text == kept
    assert all(len(text) <= 4 for text in seen)
    assert pasted[:4] == kept or pasted[:4] not in seen


def test_a_fifth_digit_is_not_taken_and_the_four_stay(look: Look, qtbot: QtBot) -> None:
    field = FormField(look, "还款卡尾号后四位", last_four=True)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.entry, "56789")
    assert field.text == "5678"
