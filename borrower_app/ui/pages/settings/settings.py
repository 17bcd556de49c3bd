"""T-1 Settings: language, theme, text size, motion, reminders, PIN and lock, sign-out. Every choice works at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.presentation.settings.views import SafetyView, SettingsView, SignOutView
from borrower_app.presentation.words.parts import ChoiceView
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.own_loans.backup import backup_card
from borrower_app.ui.pages.parts.page_parts import PageBody, columns, heading
from borrower_app.ui.pages.parts.practice_card import practice_card
from borrower_app.ui.pages.parts.view_parts import buttons, choice, links
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import row_of
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.safe_text import label


def settings_page(view: SettingsView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    page = PageBody(look)
    page.add(heading(look, view.title))
    parts: list[QWidget] = [
        _appearance(view, context),
        columns(look, _safety(view.safety, context), _sign_out(view.sign_out, context)),
    ]
    if view.backup is not None:
        # First, where its question is being asked.
        parts.insert(0 if view.backup.is_asked else len(parts), backup_card(view.backup, context))
    page.add(*parts)
    if view.practice is not None:
        page.add(practice_card(view.practice, context))
    page.add(row_of(links(context, view.people, view.help), look.gap(16)))
    for told in (view.version, view.reading, *view.oddities):
        page.add(label(look, told, "caption", "ink_soft"))
    return page.end()


def _appearance(view: SettingsView, context: PageContext) -> Card:
    look = context.look
    card = Card(look, gap=10)
    for one in view.choices:
        card.add(_named_choice(one, context))
    card.add(label(look, view.note, "caption", "ink_soft"))
    return card


def _named_choice(view: ChoiceView, context: PageContext) -> QWidget:
    look = context.look
    name = _beside_buttons(look, view.name)
    return columns(look, name, choice(context, view), shares=(1.0, 4.0), narrowest=100)


def _beside_buttons(look: Look, name: str) -> QWidget:
    # The name stands at the height of the first row of buttons, also where these need several rows.
    holder = QWidget()
    room = QVBoxLayout(holder)
    room.setContentsMargins(0, look.gap(9), 0, 0)
    room.addWidget(label(look, name, "body_strong"))
    room.addStretch(1)
    return holder


def _safety(view: SafetyView, context: PageContext) -> Card:
    look = context.look
    card = Card(look)
    card.add(label(look, view.title, "section"), label(look, view.told, ink="ink_soft"))
    card.space(look.gap(4))
    card.add(row_of(buttons(context, view.actions, first_is_primary=False), look.gap(8)))
    if view.lock is not None:
        card.space(look.gap(4))
        card.add(label(look, view.lock.name, "body_strong"), choice(context, view.lock))
        card.add(label(look, view.lock_note, "caption", "ink_soft"))
    card.add(rule(look))
    card.add(label(look, view.key_title, "section"), label(look, view.key_told, ink="ink_soft"))
    card.room.addStretch(1)
    return card


def _sign_out(view: SignOutView, context: PageContext) -> Card:
    """What goes, what stays, and the separate question about what only the user has."""
    look = context.look
    card = Card(look)
    card.add(label(look, view.title, "section"))
    if view.gone:
        card.add(label(look, view.gone))
    if view.kept:
        card.add(label(look, view.kept, ink="ink_soft"))
    card.add(*(label(look, sentence, ink="caution") for sentence in view.warnings))
    if view.answers:
        card.space(look.gap(4))
        card.add(row_of(buttons(context, view.answers, first_is_primary=False), look.gap(8)))
    if view.further is not None:
        card.add(row_of(links(context, view.further), look.gap(8)))
    card.room.addStretch(1)
    return card
