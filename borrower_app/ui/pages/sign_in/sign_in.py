"""F-2 Sign-in: in the browser of this computer or with a phone, what to look at, and what comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from borrower_app.presentation.intents import MakeFolder
from borrower_app.presentation.sign_in.views import (
    BeginSignInView,
    InBrowserView,
    OnPhoneView,
    OwnFolderView,
    SignInView,
)
from borrower_app.presentation.words.parts import Action
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.parts.view_parts import buttons, check_rows, links
from borrower_app.ui.widgets.buttons import primary_button, row_of
from borrower_app.ui.widgets.card import Card
from borrower_app.ui.widgets.form_field import FormField
from borrower_app.ui.widgets.qr_code import QrCode
from borrower_app.ui.widgets.safe_text import describe, label


def sign_in_page(view: SignInView, context: PageContext) -> QWidget:
    """The page as it stands alone, after a sign-in has ended."""
    page = PageBody(context.look)
    page.add(heading(context.look, view.title))
    return page.add(sign_in_panel(view, context)).end()


def sign_in_panel(view: SignInView, context: PageContext) -> QWidget:
    """The panel; first start uses it, too."""
    look = context.look
    match view.card:
        case BeginSignInView():
            card = _begin(view.card, context)
        case InBrowserView():
            card = _in_browser(view.card, context)
        case OnPhoneView():
            card = _on_phone(view.card, context)
    card.room.addStretch(1)
    promises = Card(look, "sunken", gap=0)
    promises.add(label(look, view.promises_title, "section"))
    promises.space(look.gap(6))
    promises.add(*check_rows(context, view.promises))
    promises.room.addStretch(1)
    return columns(look, card, promises, shares=(1.5, 1.0))


def _begin(view: BeginSignInView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=10)
    card.add(label(look, view.told, "lead"))
    if view.problem:
        card.add(label(look, view.problem, ink="caution"))
    if view.unsent:
        card.add(label(look, view.unsent, ink="ink_soft"))
    if view.cancel is not None:
        card.add(row_of(buttons(context, [view.cancel], first_is_primary=False), look.gap(8)))
    own = view.own_folder
    if own is not None:
        _add_own_folder(card, own, context)
    for number, way in enumerate(view.ways):
        card.space(look.gap(4))
        is_next_step = number == 0 and own is None
        card.add(row_of(buttons(context, [way.action], first_is_primary=is_next_step), look.gap(8)))
        card.add(label(look, way.told, "caption", "ink_soft"))
    if view.back is not None:
        card.space(look.gap(4))
    _add_link(card, view.back, context)
    _add_link(card, own.wipe if own is not None else None, context)
    return card


def _add_own_folder(card: Card, view: OwnFolderView, context: PageContext) -> None:
    look = context.look
    card.space(look.gap(4))
    name = FormField(look, view.name, view.hint, longest=view.longest)
    make = primary_button(look, view.make, view.make)

    def submit() -> None:
        name.show_error("" if name.text.strip() else view.missing)
        if name.text.strip():
            context.emit(MakeFolder(name.text.strip()))

    make.clicked.connect(submit)
    name.entered.connect(submit)
    card.add(label(look, view.title, "section"), label(look, view.told), name)
    card.add(row_of([make], look.gap(8)))
    card.space(look.gap(8))
    card.add(label(look, view.or_else, "section"))


def _add_link(card: Card, action: Action | None, context: PageContext) -> None:
    if action is not None:
        card.add(row_of(links(context, action), context.look.gap(8)))


def _in_browser(view: InBrowserView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=10)
    card.add(label(look, view.title, "section"), label(look, view.told))
    card.add(*check_rows(context, [view.compare]))
    card.add(label(look, view.hurry, ink="ink_soft"))
    card.add(row_of(buttons(context, [view.again, view.cancel], first_is_primary=False), look.gap(8)))
    _add_link(card, view.other, context)
    return card


def _on_phone(view: OnPhoneView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=10)
    scan = PageBody(look)
    scan.room.setSpacing(look.gap(8))
    scan.add(label(look, view.scan_title, "section"))
    scan.add(QrCode(look, view.scan_address, view.scan_name))
    compare = PageBody(look)
    compare.room.setSpacing(look.gap(8))
    compare.add(label(look, view.compare_title, "section"))
    code = label(look, view.code, "headline", wrap=False)
    describe(code, view.spelled_code)
    compare.add(code, label(look, view.time_left, ink="ink_soft"), label(look, view.by_hand, ink="ink_soft"))
    card.add(columns(look, scan.end(), compare.end(), narrowest=220))
    card.add(row_of(buttons(context, [view.cancel], first_is_primary=False), look.gap(8)))
    _add_link(card, view.other, context)
    return card
