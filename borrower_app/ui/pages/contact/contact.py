"""P-1 My details: what the lender holds, masked, how old it is, and what may be outdated."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.presentation.contact.views import ContactView, DetailView, PersonView
from borrower_app.presentation.intents import CoverRevealed, Reveal
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.finding import add_findings
from borrower_app.ui.pages.parts.page_parts import PageBody, heading
from borrower_app.ui.pages.parts.view_parts import empty_card, findings, link, pill
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.flow import ColumnsLayout, WrappingRow
from borrower_app.ui.widgets.reveal import HoldToReveal
from borrower_app.ui.widgets.safe_text import label


def contact_page(view: ContactView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    if view.empty is not None:
        return page.add(empty_card(context, view.empty)).end()
    if view.notes:
        notes = Card(look, above=8, gap=0)
        add_findings(notes, look, findings(context, view.notes))
        page.add(notes)
    for person in view.people:
        page.add(_person(person, context))
    return page.end()


def _person(person: PersonView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=6)
    card.add(label(look, person.title, "section"))
    if person.told:
        card.add(label(look, person.told, ink="ink_soft"))
    for index, detail in enumerate(person.details):
        if index:
            card.add(rule(look))
        card.add(_detail(detail, context))
    return card


def _detail(detail: DetailView, context: PageContext) -> QWidget:
    look = context.look
    holder = QWidget()
    line = ColumnsLayout(look.gap(12), look.px(110), (1.0, 2.4), holder)
    line.setContentsMargins(0, look.gap(6), 0, look.gap(6))
    line.addWidget(label(look, detail.name, ink="ink_soft"))
    right = QWidget()
    room = QVBoxLayout(right)
    room.setContentsMargins(0, 0, 0, 0)
    room.setSpacing(look.gap(4))
    top = QWidget()
    row = WrappingRow(look.gap(12), top)
    if detail.reveal:
        row.addWidget(_hidden(detail, context))
    else:
        row.addWidget(label(look, detail.masked))
    if detail.pill is not None:
        row.addWidget(pill(context, detail.pill))
    action = link(context, detail.action)
    if action is not None:
        row.addWidget(action)
    room.addWidget(top)
    if detail.told:
        room.addWidget(label(look, detail.told, "caption", "ink_soft"))
    line.addWidget(right)
    return holder


def _hidden(detail: DetailView, context: PageContext) -> HoldToReveal:
    hidden = HoldToReveal(context.look, detail.masked, detail.reveal, f"{detail.reveal}: {detail.name}")
    hidden.key = (detail.subject, detail.field)
    hidden.pressed.connect(_sender(context, Reveal(detail.subject, detail.field)))
    hidden.released.connect(_sender(context, CoverRevealed(detail.subject, detail.field)))
    return hidden


def _sender(context: PageContext, intent: Reveal | CoverRevealed) -> Callable[[], None]:
    return context.sends(intent)
