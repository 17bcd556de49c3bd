"""Every page of the app, each declared once: code, title, place in the rail, what it needs, maker and builder.

Adding a page = one entry here, its title in `presentation/frame/page_titles.py`, its view in `presentation/`, its page
in `ui/pages/`, and its texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from borrower_app.application.window.page import FromReading, FromState, Page
from borrower_app.presentation.frame import page_titles as titles

if TYPE_CHECKING:
    from borrower_app.application.running.records import Maker
    from borrower_app.presentation.cards.views import CardsView
    from borrower_app.presentation.contact.views import ContactView
    from borrower_app.presentation.contact_status.views import WhoView
    from borrower_app.presentation.debits.views import AttemptView, DebitsView, PastedView
    from borrower_app.presentation.desktop.views import ClosingView, KeyboardView
    from borrower_app.presentation.faults.app_fault import AppFaultView
    from borrower_app.presentation.faults.storage_fault import StorageFaultView
    from borrower_app.presentation.first_start.views import FirstStartView
    from borrower_app.presentation.guides.guide_view import GuideView
    from borrower_app.presentation.home.views import ChecksView, HomeView
    from borrower_app.presentation.lock.views import LockView
    from borrower_app.presentation.messages.conflict import ConflictView
    from borrower_app.presentation.messages.views import MessagesView
    from borrower_app.presentation.own_loans.form import OwnFormView
    from borrower_app.presentation.own_loans.own_loans import OwnLoansView
    from borrower_app.presentation.own_loans.table_import import ImportView
    from borrower_app.presentation.people.views import WhoseView
    from borrower_app.presentation.reading.schedule_views import HouseholdView, ScheduleView
    from borrower_app.presentation.records.views import AskView, RecordView
    from borrower_app.presentation.schedule.export_views import ExportView
    from borrower_app.presentation.schedule.views import CheckView
    from borrower_app.presentation.settings.views import SettingsView
    from borrower_app.presentation.sign_in.views import SignInView
    from borrower_app.presentation.what_if.views import WhatIfView


def _home() -> FromReading[HomeView]:
    from borrower_app.presentation.home.home import home_view
    from borrower_app.ui.pages.home.home import home_page

    return FromReading(lambda reading, _subject: home_view(reading), home_page)


def _checks() -> FromReading[ChecksView]:
    from borrower_app.presentation.home.checks import checks_view
    from borrower_app.ui.pages.home.checks import checks_page

    return FromReading(checks_view, checks_page)


def _schedule() -> FromReading[ScheduleView | HouseholdView]:
    from borrower_app.presentation.schedule.schedule import schedule_page_view
    from borrower_app.ui.pages.schedule.schedule import schedule_page

    return FromReading(schedule_page_view, schedule_page)


def _what_if() -> FromState[WhatIfView]:
    from borrower_app.application.what_if.page import what_if_of_state
    from borrower_app.ui.pages.what_if.what_if import what_if_page

    return FromState(what_if_of_state, what_if_page)


def _check() -> FromReading[CheckView]:
    from borrower_app.presentation.schedule.check import check_view
    from borrower_app.ui.pages.schedule.check import check_page

    return FromReading(check_view, check_page)


def _own_loans() -> FromState[OwnLoansView | OwnFormView]:
    from borrower_app.application.own_loans.pages import own_loans_of_state
    from borrower_app.ui.pages.own_loans.own_loans import own_loans_page

    return FromState(own_loans_of_state, own_loans_page)


def _own_import() -> FromState[ImportView]:
    from borrower_app.application.own_loans.pages import own_import_of_state
    from borrower_app.ui.pages.own_loans.table_import import own_import_page

    return FromState(own_import_of_state, own_import_page)


def _export() -> FromState[ExportView]:
    from borrower_app.application.exports.page import export_of_state
    from borrower_app.ui.pages.schedule.export import export_page

    return FromState(export_of_state, export_page)


def _debits() -> FromReading[DebitsView]:
    from borrower_app.presentation.debits.debits import debits_view
    from borrower_app.ui.pages.debits.debits import debits_page

    return FromReading(lambda reading, _subject: debits_view(reading), debits_page)


def _attempt() -> FromReading[AttemptView]:
    from borrower_app.presentation.debits.attempt import attempt_view
    from borrower_app.ui.pages.debits.attempt import attempt_page

    return FromReading(attempt_view, attempt_page)


def _pasted_message() -> FromState[PastedView]:
    from borrower_app.application.window.own_pages import pasted_message_of_state
    from borrower_app.ui.pages.debits.pasted_message import pasted_message_page

    return FromState(pasted_message_of_state, pasted_message_page)


def _record() -> FromReading[RecordView]:
    from borrower_app.presentation.records.record import record_view
    from borrower_app.ui.pages.records.record import record_page

    return FromReading(record_view, record_page)


def _ask() -> FromReading[AskView]:
    from borrower_app.presentation.records.ask import ask_view
    from borrower_app.ui.pages.records.ask import ask_page

    return FromReading(ask_view, ask_page)


def _cards() -> FromReading[CardsView]:
    from borrower_app.presentation.cards.cards import cards_view
    from borrower_app.ui.pages.cards.cards import cards_page

    return FromReading(lambda reading, _subject: cards_view(reading), cards_page)


def _contact() -> FromReading[ContactView]:
    from borrower_app.presentation.contact.contact import contact_view
    from borrower_app.ui.pages.contact.contact import contact_page

    return FromReading(lambda reading, _subject: contact_view(reading), contact_page)


def _messages() -> FromReading[MessagesView]:
    from borrower_app.presentation.messages.messages import messages_view
    from borrower_app.ui.pages.messages.messages import messages_page

    return FromReading(lambda reading, _subject: messages_view(reading), messages_page)


def _conflict() -> FromState[ConflictView]:
    from borrower_app.application.window.own_pages import conflict_of_state
    from borrower_app.ui.pages.messages.conflict import conflict_page

    return FromState(conflict_of_state, conflict_page)


def _settings() -> FromState[SettingsView]:
    from borrower_app.application.window.own_pages import settings_of_state
    from borrower_app.ui.pages.settings.settings import settings_page

    return FromState(settings_of_state, settings_page)


def _first_start() -> FromState[FirstStartView]:
    from borrower_app.application.window.own_pages import first_start_of_state
    from borrower_app.ui.pages.first_start.first_start import first_start_page

    return FromState(first_start_of_state, first_start_page)


def _sign_in() -> FromState[SignInView]:
    from borrower_app.application.window.own_pages import sign_in_of_state
    from borrower_app.ui.pages.sign_in.sign_in import sign_in_page

    return FromState(sign_in_of_state, sign_in_page)


def _lock() -> FromState[LockView]:
    from borrower_app.application.window.own_pages import lock_of_state
    from borrower_app.ui.pages.lock.lock import lock_page

    return FromState(lock_of_state, lock_page)


def _storage_fault() -> FromState[StorageFaultView]:
    from borrower_app.application.window.own_pages import storage_fault_of_state
    from borrower_app.ui.pages.faults.storage_fault import storage_fault_page

    return FromState(storage_fault_of_state, storage_fault_page)


def _guide(code: str) -> FromState[GuideView]:
    from borrower_app.application.guides.sessions import guide_page_view
    from borrower_app.ui.pages.guides.guide import guide_page

    return FromState(lambda state, subject, language: guide_page_view(state, code, subject, language), guide_page)


def _app_fault() -> FromState[AppFaultView]:
    from borrower_app.application.window.fault_page import app_fault_of_state
    from borrower_app.ui.pages.faults.app_fault import app_fault_page

    return FromState(app_fault_of_state, app_fault_page)


def _whose() -> FromState[WhoseView]:
    from borrower_app.application.people.page import whose_of_state
    from borrower_app.ui.pages.people.whose import whose_page

    return FromState(whose_of_state, whose_page)


def _who() -> FromState[WhoView]:
    from borrower_app.application.contact_status.page import who_of_state
    from borrower_app.ui.pages.contact_status.who import who_page

    return FromState(who_of_state, who_page)


def _keyboard() -> FromState[KeyboardView]:
    from borrower_app.application.desktop.page import keyboard_of_state
    from borrower_app.ui.pages.desktop.keyboard import keyboard_page

    return FromState(keyboard_of_state, keyboard_page)


def _closing() -> FromState[ClosingView]:
    from borrower_app.application.desktop.page import closing_of_state
    from borrower_app.ui.pages.desktop.closing import closing_page

    return FromState(closing_of_state, closing_page)


PAGES: Final = (
    Page("H-1", titles.HOME, "H-1", "lender", _home, "home", ahead=True, tells_contact="quietly"),
    Page("S-1", titles.SCHEDULE, "S-1", "lender", _schedule, "plan", ahead=True),
    Page("D-1", titles.DEBITS, "D-1", "lender", _debits, "debit", ahead=True),
    Page("C-1", titles.CARDS, "C-1", "lender", _cards, "card", ahead=True),
    Page("P-1", titles.DETAILS, "P-1", "lender", _contact, "person", ahead=True),
    Page("M-1", titles.MESSAGES, "M-1", "lender", _messages, "mail", ahead=True),
    Page("T-1", titles.SETTINGS, "T-1", "nothing", _settings, "gear"),
    Page("T-2", titles.HELP_AND_KEYS, "T-1", "nothing", _keyboard),
    Page("H-2", titles.CHECKS, "H-1", "lender", _checks),
    Page("S-2", titles.WHAT_IF, "S-1", "lender", _what_if),
    Page("S-3", titles.TABLE_CHECK, "S-1", "lender", _check),
    Page("S-4", titles.ASK_PREPAYMENT, "S-1", "lender", lambda: _guide("S-4"), tells_contact="plainly"),
    Page("S-5", titles.OWN_LOANS, "S-1", "records", _own_loans),
    Page("S-6", titles.BANK_TABLE, "S-1", "records", _own_import),
    Page("S-7", titles.EXPORT, "S-1", "lender", _export),
    Page("D-2", titles.DEBIT, "D-1", "lender", _attempt),
    Page("D-3", titles.PASTED_MESSAGE, "D-1", "nothing", _pasted_message),
    Page("U-1", titles.WHO, "H-1", "lender", _who, tells_contact="itself"),
    Page("E-1", titles.RECORD, "D-1", "lender", _record),
    Page("E-2", titles.HOW_TO_ASK, "D-1", "lender", _ask),
    Page("C-2", titles.CHANGE_CARD, "C-1", "lender", lambda: _guide("C-2"), tells_contact="plainly"),
    Page("C-3", titles.SIGN_MANDATE, "C-1", "lender", lambda: _guide("C-3"), tells_contact="plainly"),
    Page("C-4", titles.END_MANDATE, "C-1", "lender", lambda: _guide("C-4"), tells_contact="plainly"),
    Page("C-5", titles.ASK_RETRY, "D-1", "lender", lambda: _guide("C-5"), tells_contact="plainly"),
    Page("C-6", titles.MONEY_IN, "D-1", "lender", lambda: _guide("C-6"), tells_contact="plainly"),
    Page("P-2", titles.CHANGE_DETAILS, "P-1", "lender", lambda: _guide("P-2"), tells_contact="plainly"),
    Page("P-3", titles.CONFIRM_DETAILS, "P-1", "lender", lambda: _guide("P-3"), tells_contact="plainly"),
    Page("F-1", titles.FIRST_START, "F-1", "nothing", _first_start),
    Page("F-2", titles.SIGN_IN, "F-2", "nothing", _sign_in, tells_contact="plainly"),
    Page("F-3", titles.LOCKED, "F-3", "nothing", _lock),
    Page("F-4", titles.CONFLICT, "F-4", "lender", _conflict),
    Page("F-5", titles.STORAGE_FAULT, "F-5", "nothing", _storage_fault),
    Page("F-6", titles.APP_FAULT, "F-6", "nothing", _app_fault),
    Page("F-7", titles.WHOSE, "F-7", "nothing", _whose),
    Page("F-8", titles.CLOSING, "F-8", "nothing", _closing),
)

TELL_CONTACT: Final = {page.code: page.tells_contact for page in PAGES if page.tells_contact}
"""How pages tell whether the lender is in contact, by screen code."""

PAGE_OF: Final = {page.code: page for page in PAGES}
"""By screen code."""


class DeclaredPages:
    """See `application.running.records.PageMakers`."""

    @property
    def ahead(self) -> tuple[str, ...]:
        """The rail's pages about records, Home first."""
        return tuple(page.code for page in PAGES if page.ahead)

    def maker(self, code: str) -> Maker | None:
        """The maker of a page about records."""
        page = PAGE_OF.get(code)
        drawn = page.drawn() if page is not None else None
        return drawn.make if isinstance(drawn, FromReading) else None
