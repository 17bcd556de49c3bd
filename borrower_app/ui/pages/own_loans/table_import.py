"""S-6 The bank's table: choose the file, compare what was understood, take it over or not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import AssignColumn, ChooseSheet, ChooseTableFile, PasteTable, TakeOverTable
from borrower_app.presentation.own_loans.table_import import ColumnView, ImportView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, heading, section
from borrower_app.ui.pages.parts.view_parts import buttons, findings, pill
from borrower_app.ui.pages.schedule.schedule_parts import table_card
from borrower_app.ui.widgets.buttons import primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.choice_box import ChoiceBox
from borrower_app.ui.widgets.flow import ColumnsLayout, WrappingRow
from borrower_app.ui.widgets.installment_table import InstallmentTableView
from borrower_app.ui.widgets.safe_text import label


def own_import_page(view: ImportView, context: PageContext) -> QWidget:
    """The page; nothing is taken over before the user has seen what was understood."""
    look = context.look
    page = PageBody(look)
    beside = [pill(context, view.mark)] if view.mark is not None else []
    back = buttons(context, [view.cancel], first_is_primary=False) if view.cancel is not None else []
    page.add(heading(look, view.title, *beside, at_right=back))
    page.add(_file(view, context))
    if len(view.sheets) > 1:
        page.add(choices(look, view.sheets_name, view.sheets, view.sheet, _sheet_chooser(view, context)))
    if view.findings:
        told = Card(look, above=8, gap=0)
        add_findings(told, look, findings(context, view.findings))
        page.add(told)
    if view.preview is not None:
        page.add(label(look, view.preview_title, "section"))
        card = table_card(context, view.preview_title, view.preview)
        for table in card.findChildren(InstallmentTableView):
            table.show_all_rows()
        page.add(card)
    if view.take_over:
        take = primary_button(look, view.take_over, view.take_over)
        take.clicked.connect(context.sends(TakeOverTable(view.loan_id)))
        page.add(row_of([take], look.gap(12)))
    elif view.keep:
        keep = secondary_button(look, view.keep, view.keep)
        keep.clicked.connect(context.sends(TakeOverTable(view.loan_id, keeps_contradictions=True)))
        page.add(row_of([keep], look.gap(12)))
    if view.columns:
        page.add(_columns(view, context))
    return page.end()


def _file(view: ImportView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.lead, ink="ink_soft"))
    if view.file:
        card.add(label(look, view.file, "body_strong"))
    if view.problem:
        card.add(label(look, view.problem, ink="bad"))
    make = secondary_button if view.take_over else primary_button
    choose = make(look, view.choose, view.choose)
    choose.clicked.connect(context.sends(ChooseTableFile(view.loan_id)))
    paste = secondary_button(look, view.paste, view.paste)
    paste.clicked.connect(context.sends(PasteTable(view.loan_id)))
    QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), card).activated.connect(paste.click)
    drop = buttons(context, [view.drop], first_is_primary=False) if view.drop is not None and not view.file else []
    return card.add(row_of([choose, paste, *drop], look.gap(12)))


def _sheet_chooser(view: ImportView, context: PageContext) -> Callable[[str], None]:
    def choose(number: str) -> None:
        context.emit(ChooseSheet(view.loan_id, int(number)))

    return choose


def _columns(view: ImportView, context: PageContext) -> Card:
    look = context.look
    card = section(look, view.columns_title, gap=4)
    for number, column in enumerate(view.columns):
        if number:
            card.add(rule(look))
        card.add(_column(view, column, context))
    return card


def _column(view: ImportView, column: ColumnView, context: PageContext) -> QWidget:
    look = context.look
    words = QWidget()
    row = WrappingRow(look.gap(12), words)
    row.addWidget(label(look, column.name, "body_strong"))
    if column.sample:
        row.addWidget(label(look, column.sample, "caption", "ink_soft"))
    box = ChoiceBox(look, column.name, view.options, column.chosen)
    box.chose.connect(lambda field: context.emit(AssignColumn(view.loan_id, column.index, field)))
    holder = QWidget()
    pair = ColumnsLayout(look.gap(16), box.sizeHint().width(), (3.0, 2.0), holder)
    pair.addWidget(words)
    pair.addWidget(box)
    return holder
