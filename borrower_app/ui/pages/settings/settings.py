"""T-1 Settings: language, theme, text size, motion, reminders, PIN and lock, sign-out. Every choice works at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from borrower_app.language import LanguageCode
from borrower_app.presentation.intents import ChooseLook, LockNow, SetIdleLock, SetReminders
from borrower_app.presentation.settings.views import SettingsView
from borrower_app.settings import ThemeChoice
from borrower_app.ui.page_context import PageContext
from borrower_app.ui.pages.first_start.practice_card import practice_card
from borrower_app.ui.pages.own_loans.backup import backup_card
from borrower_app.ui.pages.parts.page_parts import PageBody, choices, columns, heading
from borrower_app.ui.pages.settings.sign_out_card import sign_out_card
from borrower_app.ui.theme.look import Look
from borrower_app.ui.widgets.buttons import row_of, secondary_button
from borrower_app.ui.widgets.card import Card, rule
from borrower_app.ui.widgets.safe_text import label

TEXT_SCALES = (100, 125, 150, 175, 200)
LOCK_MINUTES = (5, 15, 30, 0)
"""Minutes without input after which the window locks; 0 is never."""


def settings_page(view: SettingsView, context: PageContext) -> QWidget:
    """The page."""
    look = context.look
    say = look.language.say
    page = PageBody(look)
    page.add(heading(look, say("Settings")))
    asked = view.backup is not None and (view.backup.step != "closed" or bool(view.backup.done))
    if view.backup is not None and asked:
        page.add(backup_card(view.backup, context))
    page.add(_appearance(view, context), columns(look, _safety(view, context), sign_out_card(view, context)))
    if view.backup is not None and not asked:
        page.add(backup_card(view.backup, context))
    if view.practice != "none":
        page.add(practice_card(view.practice, context))
    if view.version:
        page.add(label(look, say("Version {version}", version=view.version), "caption", "ink_soft"))
    return page.end()


def _appearance(view: SettingsView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look, gap=10)
    # The names of languages stand in their own language, so that each is found by those who read it.
    _choice(
        card,
        look,
        say("Language"),
        options=[("zh", "中文"), ("en", "English")],
        chosen=look.language.code,
        on_choice=_language(context),
    )
    themes = [("system", say("Like the system")), ("light", say("Light")), ("dark", say("Dark"))]
    _choice(card, look, say("Theme"), options=themes, chosen=view.settings.theme, on_choice=_theme(context))
    sizes = [(str(size), f"{size}%") for size in TEXT_SCALES]
    _choice(card, look, say("Text size"), options=sizes, chosen=str(look.text_scale), on_choice=_text_scale(context))
    motion = [("yes", say("Less motion")), ("no", say("Normal"))]
    chosen = "yes" if view.settings.reduced_motion else "no"
    _choice(card, look, say("Motion"), options=motion, chosen=chosen, on_choice=_motion(context))
    reminders = [("on", say("On")), ("off", say("Off"))]
    chosen = "on" if view.settings.reminders else "off"
    _choice(card, look, say("Reminders"), options=reminders, chosen=chosen, on_choice=_reminders(context))
    hint = say("A reminder on the screen never shows names or amounts.")
    card.add(label(look, hint, "caption", "ink_soft"))
    return card


def _choice(
    card: Card,
    look: Look,
    name: str,
    *,
    options: list[tuple[str, str]],
    chosen: str,
    on_choice: Callable[[str], None],
) -> None:
    row = columns(
        look,
        _beside_buttons(look, name),
        choices(look, name, options, chosen, on_choice),
        shares=(1.0, 4.0),
        narrowest=100,
    )
    card.add(row)


def _beside_buttons(look: Look, name: str) -> QWidget:
    # The name stands at the height of the first row of buttons, also where these need several rows.
    holder = QWidget()
    room = QVBoxLayout(holder)
    room.setContentsMargins(0, look.gap(9), 0, 0)
    room.addWidget(label(look, name, "body_strong"))
    room.addStretch(1)
    return holder


def _safety(view: SettingsView, context: PageContext) -> Card:
    look = context.look
    say = look.language.say
    card = Card(look)
    card.add(label(look, say("PIN and lock"), "section"))
    told = (
        say("A PIN is set. It is asked for before anything hidden is shown.")
        if view.pin_is_set
        else say("No PIN is set. Until there is one, nothing hidden can be shown.")
    )
    card.add(label(look, told, ink="ink_soft"))
    change = say("Change the PIN") if view.pin_is_set else say("Set a PIN")
    pin = secondary_button(look, change, change)
    pin.clicked.connect(context.opens("F-3", "set-pin"))
    buttons = [pin]
    if view.pin_is_set:
        lock = secondary_button(look, say("Lock now"), say("Lock now"), icon="lock")
        lock.clicked.connect(context.sends(LockNow()))
        buttons.append(lock)
    card.space(look.gap(4))
    card.add(row_of(buttons, look.gap(8)))
    if view.pin_is_set:
        card.space(look.gap(4))
        card.add(label(look, say("Lock by itself"), "body_strong"))
        card.add(choices(look, say("Lock by itself"), _lock_options(look), _lock_chosen(view), _lock_after(context)))
        about = say("After so long without input, or after the computer has slept, the PIN is asked for.")
        card.add(label(look, about, "caption", "ink_soft"))
    card.add(rule(look))
    card.add(label(look, say("Where the key to your data is kept"), "section"))
    card.add(label(look, _key_storage(view, look), ink="ink_soft"))
    card.room.addStretch(1)
    return card


def _key_storage(view: SettingsView, look: Look) -> str:
    say = look.language.say
    if view.settings.key_storage == "keyring":
        return say("In this computer's own key store, opened with your computer account.")
    if view.settings.key_storage == "passphrase":
        return say("Behind your passphrase. Without it nobody can open the data.")
    if view.settings.key_storage == "memory":
        return say("Nowhere: after closing the app, nothing is left on this computer.")
    return say("Not chosen yet.")


def _lock_options(look: Look) -> list[tuple[str, str]]:
    language = look.language
    return [
        (
            str(minutes),
            language.say_count("{count} minute", "{count} minutes", minutes) if minutes else language.say("Never"),
        )
        for minutes in LOCK_MINUTES
    ]


def _lock_chosen(view: SettingsView) -> str:
    return str(view.settings.lock_after_minutes)


def _language(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(ChooseLook(language=cast(LanguageCode, value)))

    return choose


def _theme(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(ChooseLook(theme=cast(ThemeChoice, value)))

    return choose


def _text_scale(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(ChooseLook(text_scale=int(value)))

    return choose


def _motion(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(ChooseLook(reduced_motion=value == "yes"))

    return choose


def _reminders(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(SetReminders(on=value == "on"))

    return choose


def _lock_after(context: PageContext) -> Callable[[str], None]:
    def choose(value: str) -> None:
        context.emit(SetIdleLock(minutes=int(value)))

    return choose
