"""F-1 First start in five short steps: what is kept and why, how it is kept safe, PIN, the loan, first fetch."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.first_start.views import (
    BeginningsView,
    BeginningView,
    FetchView,
    FirstPinView,
    FirstSignInView,
    FirstStartView,
    KeyChoiceView,
    KeyringView,
    WelcomeView,
)
from borrower_app.presentation.guides.practice_offer import PracticeOfferView
from borrower_app.presentation.intents import ChooseKeyStorage
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.lock.pin_cards import pin_card
from borrower_app.ui.pages.parts.new_passphrase import new_passphrase_fields
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.parts.practice_card import practice_card
from borrower_app.ui.pages.parts.view_parts import buttons, check_rows, links
from borrower_app.ui.pages.sign_in.sign_in import sign_in_panel
from borrower_app.ui.widgets.buttons import primary_button, row_of, secondary_button
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.progress_bar import ShareBar
from borrower_app.ui.widgets.safe_text import label
from borrower_app.ui.widgets.steps import steps


def first_start_page(view: FirstStartView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(steps(look, view.steps, view.now, view.told))
    match view.part:
        case WelcomeView():
            _add_welcome(page, view.part, context)
        case KeyChoiceView():
            _add_key_choice(page, view.part, context)
        case FirstPinView():
            page.add(heading(look, view.part.title))
            if view.part.lead:
                page.add(label(look, view.part.lead, "lead", "ink_soft"))
            page.add(pin_card(view.part.form, context))
        case BeginningsView():
            page.add(heading(look, view.part.title), label(look, view.part.lead, "lead", "ink_soft"))
            ways = [_beginning(way, context, is_first=way is view.part.ways[0]) for way in view.part.ways]
            page.add(columns(look, *ways))
            _add_practice(page, view.part.practice, context)
        case FirstSignInView():
            page.add(heading(look, view.part.sign_in.title), sign_in_panel(view.part.sign_in, context))
            page.add(row_of(links(context, view.part.back), look.gap(8)))
        case FetchView():
            _add_fetch(page, view.part, context)
    return page.end()


def _add_practice(page: PageBody, view: PracticeOfferView | None, context: PageContext) -> None:
    if view is not None:
        page.add(practice_card(view, context))


def _add_welcome(page: PageBody, view: WelcomeView, context: PageContext) -> None:
    look = context.look
    page.add(heading(look, view.title, at_right=buttons(context, [view.other_language], first_is_primary=False)))
    kept = Card(look, gap=0)
    kept.add(label(look, view.kept_title, "section"))
    kept.space(look.gap(6))
    kept.add(*check_rows(context, view.kept))
    kept.room.addStretch(1)
    never = Card(look, "sunken", gap=0)
    never.add(label(look, view.never_title, "section"))
    never.space(look.gap(6))
    never.add(*check_rows(context, view.never))
    never.room.addStretch(1)
    page.add(columns(look, kept, never, shares=(1.3, 1.0)))
    page.add(row_of([*buttons(context, [view.go_on]), *links(context, view.paste)], look.gap(16)))
    _add_practice(page, view.practice, context)


def _add_key_choice(page: PageBody, view: KeyChoiceView, context: PageContext) -> None:
    look = context.look
    page.add(heading(look, view.title), label(look, view.lead, "lead", "ink_soft"))
    if view.problem:
        page.add(label(look, view.problem, ink="caution"))
    page.add(columns(look, _keyring(view.keyring, context), _passphrase(view, context), _memory(view, context)))


def _keyring(view: KeyringView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.title, "section"), label(look, view.about))
    if view.choose:
        choose = primary_button(look, view.choose, view.choose)
        choose.clicked.connect(context.sends(ChooseKeyStorage("keyring")))
        card.add(row_of([choose], look.gap(8)))
    else:
        card.add(label(look, view.told, ink="ink_soft"))
    card.room.addStretch(1)
    return card


def _passphrase(view: KeyChoiceView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.passphrase_title, "section"), label(look, view.passphrase_about))
    first, again, submit = new_passphrase_fields(
        view.passphrase, context, lambda typed: ChooseKeyStorage("passphrase", typed)
    )
    card.add(first, again)
    choose = secondary_button(look, view.passphrase.save, view.passphrase.save)
    choose.clicked.connect(submit)
    card.add(row_of([choose], look.gap(8)))
    card.room.addStretch(1)
    return card


def _memory(view: KeyChoiceView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.memory_title, "section"), label(look, view.memory_about))
    choose = secondary_button(look, view.memory, view.memory)
    choose.clicked.connect(context.sends(ChooseKeyStorage("memory")))
    card.add(row_of([choose], look.gap(8)))
    card.room.addStretch(1)
    return card


def _beginning(view: BeginningView, context: PageContext, *, is_first: bool) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.title, "section"), label(look, view.told, ink="ink_soft"))
    card.space(look.gap(8))
    card.room.addStretch(1)
    return card.add(row_of(buttons(context, [view.action], first_is_primary=is_first), look.gap(8)))


def _add_fetch(page: PageBody, view: FetchView, context: PageContext) -> None:
    look = context.look
    page.add(heading(look, view.title))
    card = Card(look, gap=12)
    card.add(label(look, view.told, "lead"), ShareBar(look, view.thousandths, view.bar_name))
    if view.problem:
        card.add(label(look, view.problem, ink="caution"))
    if view.actions:
        card.add(row_of([*buttons(context, view.actions), *links(context, view.later)], look.gap(16)))
    if view.note:
        card.add(label(look, view.note, ink="ink_soft"))
    page.add(card)
