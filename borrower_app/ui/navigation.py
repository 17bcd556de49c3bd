"""Where one can go: the places of the rail in order (Ctrl+1 is the first), and which page draws which screen code.

Adding a page = one line in `PAGES` (and one in `PLACES` when it stands in the rail).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Final, cast

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from borrower_app.language import Language
from borrower_app.ui.page_context import PageContext

PageBuilder = Callable[[object, PageContext], QWidget]


class Place(Struct, frozen=True):
    """A line of the rail."""

    code: str
    icon: str
    words: Callable[[Language], str]


PLACES: Final = (
    Place("H-1", "home", lambda language: language.say("Home")),
    Place("S-1", "plan", lambda language: language.say("Schedule")),
    Place("D-1", "debit", lambda language: language.say("Debits")),
    Place("C-1", "card", lambda language: language.say("Cards and mandates")),
    Place("P-1", "person", lambda language: language.say("My details")),
    Place("M-1", "mail", lambda language: language.say("Messages")),
    Place("T-1", "gear", lambda language: language.say("Settings")),
)

# Screen code → (module of `ui.pages`, function), imported when first shown: Home need not wait for the rest.
PAGES: Final = {
    "H-1": ("home.home", "home_page"),
    "S-1": ("schedule.schedule", "schedule_page"),
    "S-2": ("what_if.what_if", "what_if_page"),
    "S-3": ("schedule.check", "check_page"),
    "S-5": ("own_loans.own_loans", "own_loans_page"),
    "S-6": ("own_loans.table_import", "own_import_page"),
    "S-7": ("schedule.export", "export_page"),
    "D-1": ("debits.debits", "debits_page"),
    "D-2": ("debits.attempt", "attempt_page"),
    "D-3": ("debits.pasted_message", "pasted_message_page"),
    "E-1": ("records.record", "record_page"),
    "E-2": ("records.ask", "ask_page"),
    "H-2": ("home.checks", "checks_page"),
    "C-1": ("cards.cards", "cards_page"),
    "C-2": ("guides.guide", "guide_page"),
    "C-3": ("guides.guide", "guide_page"),
    "C-4": ("guides.guide", "guide_page"),
    "C-5": ("guides.guide", "guide_page"),
    "C-6": ("guides.guide", "guide_page"),
    "P-1": ("contact.contact", "contact_page"),
    "P-2": ("guides.guide", "guide_page"),
    "P-3": ("guides.guide", "guide_page"),
    "S-4": ("guides.guide", "guide_page"),
    "M-1": ("messages.messages", "messages_page"),
    "T-1": ("settings.settings", "settings_page"),
    "F-1": ("first_start.first_start", "first_start_page"),
    "F-2": ("sign_in.sign_in", "sign_in_page"),
    "F-3": ("lock.lock", "lock_page"),
    "F-4": ("messages.conflict", "conflict_page"),
    "F-5": ("faults.storage_fault", "storage_fault_page"),
}

# Pages about one thing belong to a place of the rail.
_BELONGS_TO: Final = {
    "S-2": "S-1",
    "S-3": "S-1",
    "S-4": "S-1",
    "S-5": "S-1",
    "S-6": "S-1",
    "S-7": "S-1",
    "D-2": "D-1",
    "D-3": "D-1",
    "E-1": "D-1",
    "E-2": "D-1",
    "H-2": "H-1",
    "C-2": "C-1",
    "C-3": "C-1",
    "C-4": "C-1",
    "C-5": "D-1",
    "C-6": "D-1",
    "P-2": "P-1",
    "P-3": "P-1",
}

GUIDE_CODES: Final = frozenset(code for code, (module, _function) in PAGES.items() if module == "guides.guide")
"""The screens of guides; known without importing them."""


def place_of(code: str) -> str:
    """The rail's place that is marked while this screen is shown."""
    return _BELONGS_TO.get(code, code)


def builder_of(code: str) -> PageBuilder:
    """The function that draws a screen; an unknown code is a KeyError (a bug of ours)."""
    module, function = PAGES[code]
    return cast(PageBuilder, getattr(importlib.import_module(f"borrower_app.ui.pages.{module}"), function))
