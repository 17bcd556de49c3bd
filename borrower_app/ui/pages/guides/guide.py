"""The one page of all guides: where one is, the question, what will happen, one primary button (C-2 …, P-2 …, S-4)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.guides.guide_view import GuideView
from borrower_app.presentation.intents import DropGuide
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.guides.guide_form import GuideForm
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, copy_links, hotline_card, section
from borrower_app.ui.pages.parts.view_parts import findings, pill, spans
from borrower_app.ui.widgets.amount import PairRow
from borrower_app.ui.widgets.buttons import WordButton, danger_button, primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.marked_text import MarkedLabel
from borrower_app.ui.widgets.safe_text import label
from borrower_app.ui.widgets.steps import steps


def guide_page(view: GuideView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(label(look, view.crumbs, ink="ink_soft"))
    page.add(steps(look, view.stages, view.stage, view.stage_told))
    form = GuideForm(view, context)
    card = _question(view, context, form)
    if view.aside:
        aside = section(look, view.aside_title, kind="sunken", gap=0)
        add_findings(aside, look, findings(context, view.aside))
        aside.room.addStretch(1)
        page.add(columns(look, card, aside, shares=(1.45, 1.0)))
    else:
        page.add(card)
    if view.hotline:
        page.add(hotline_card(context, spans(context, view.hotline)))
    form.setParent(page)
    return page.end()


def _question(view: GuideView, context: PageContext, form: GuideForm) -> Card:
    look = context.look
    card = Card(look, gap=10)
    if view.pill is not None:
        card.add(row_of_widgets(context, pill(context, view.pill)))
    card.add(label(look, view.title, "title"))
    if view.lead:
        card.add(MarkedLabel(look, spans(context, view.lead), "lead"))
    for words in view.told:
        card.add(MarkedLabel(look, spans(context, words), ink="ink_soft"))
    if view.pairs:
        _add_pairs(card, view, context)
    for field in form.fields:
        card.space(look.gap(4))
        card.add(field)
    if view.lines:
        add_findings(card, look, findings(context, view.lines))
    if view.problem:
        card.add(label(look, view.problem, ink="caution"))
    if view.busy:
        card.add(label(look, view.busy, ink="ink_soft"))
    _add_buttons(card, view, context, form)
    card.room.addStretch(1)
    return card


def row_of_widgets(context: PageContext, *widgets: QWidget) -> QWidget:
    """Widgets beside each other, each as wide as it likes."""
    from borrower_app.ui.widgets.flow import WrappingRow

    holder = QWidget()
    row = WrappingRow(context.look.gap(12), holder)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _add_pairs(card: Card, view: GuideView, context: PageContext) -> None:
    look = context.look
    card.space(look.gap(4))
    for pair in view.pairs:
        value = spans(context, pair.value)
        card.add(PairRow(look, spans(context, pair.words), value, words_ink="ink_soft", above=5))
        card.add(*copy_links(context, value))
        card.add(rule(look))


def _add_buttons(card: Card, view: GuideView, context: PageContext, form: GuideForm) -> None:
    look = context.look
    made: list[WordButton] = []
    if view.primary:
        button = primary_button(look, view.primary, view.primary)
        button.setEnabled(not view.busy)
        button.clicked.connect(form.submit)
        made.append(button)
    for action in view.actions:
        make = secondary_button(look, action.text, action.accessible_name or action.text)
        make.clicked.connect(context.sends(action.intent))
        made.append(make)
    if view.back:
        button = secondary_button(look, view.back, view.back)
        button.clicked.connect(form.go_back)
        made.append(button)
    if view.leave:
        button = secondary_button(look, view.leave, view.leave)
        button.clicked.connect(form.leave)
        made.append(button)
    card.space(look.gap(6))
    if made:
        card.add(row_of(made, look.gap(12)))
    if view.note:
        card.add(label(look, view.note, "caption", "ink_soft"))
    if view.drop:
        drop = danger_button(look, view.drop, view.drop)
        drop.clicked.connect(context.sends(DropGuide(view.code, view.subject)))
        card.add(row_of([drop], look.gap(8)))
