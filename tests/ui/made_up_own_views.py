"""Views of the pages about own loans in every state, made by the real functions from made-up loans and files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec

from borrower_app.failures import FailureCode, KeysUnavailable
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
from borrower_app.language import Language
from borrower_app.lending.schedule import compute_schedule
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.intents import Address
from borrower_app.presentation.own_loans.backup import BackupFacts
from borrower_app.presentation.own_loans.form import blank_form, own_form_view, read_form, typed_of
from borrower_app.presentation.own_loans.own_loans import own_loans_view
from borrower_app.presentation.own_loans.table_import import ImportEntry, import_view
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_view
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.records.own_backup import Clash, RestorePlan
from borrower_app.records.own_loan import OwnLoan
from tests.support.own_loans import SAVED, house, own_reading
from tests.ui.made_up_source import ViewOf, settings_of

LONG = "一笔名字特别长的贷款，长到一行放不下，用来看看会不会被截断"
TABLE = "期次,应还款日期,应还本金,应还利息,备注\n1,2026-01-20,10.00,1.00,a\n2,2026-02-20,20.00,0.50,b\n"
ODD = (
    "期次,应还款日期,应还本金,应还利息,担保费,应还总额\n1,2026-01-20,10.00,1.00,0.10,11.10\n"
    "2,2026-02-20,10.00,0.50,0.10,10.60\n3,2026-03-20,10.00,0.25,0.10,99.00\n"
)
UNLIKELY = "期次,应还款日期,应还本金,应还利息,剩余本金\n1,2026-01-20,1.00,10.00,20.00\n2,2026-02-20,0.50,20.00,0.00\n"
GAPS = "Some very long head word,应还款日期,应还本金,应还利息\n1,soon,10.00,1.00\n2,2026-02-20,,x\n合计,,,\n"


def taken() -> OwnLoan:
    """With the bank's table, a column of it added up, and days that contradict each other."""
    loan = house("own-2", name=LONG, lender="城南商业银行股份有限公司第一支行", debit_day=11, first_due_on="2024-02-20")
    rows = compute_schedule(loan.terms).rows
    return msgspec.structs.replace(loan, rows=rows, computed_columns=("balance",))


PLAN = RestorePlan(SAVED, (house(), taken()), 3, (Clash(taken(), house("own-2")),), 12)
WRONG = KeysUnavailable(FailureCode.PASSPHRASE_WRONG)


def _list(language: Language, removing: str = "") -> object:
    reading = own_reading(house(), taken(), language=language.code)
    return own_loans_view(reading, removing, draft=True, offers_backup=True)


def _form(language: Language, typed: dict[str, str], loan: OwnLoan | None = None) -> object:
    errors = read_form(typed, loan, "own-1", language)
    return own_form_view(loan, typed, errors if isinstance(errors, dict) else {}, language)


def _import(language: Language, text: str | None, refused: bool = False) -> object:
    reading = own_reading(house(principal="30.00"), taken(), language=language.code)
    if text is None:
        return import_view(reading, "own-2", ImportEntry("x.pdf", None, "not_a_table") if refused else None)
    candidate = candidate_table(read_table_file(text.encode()), LoanFacts(3_000, rates=(Decimal(40),)))
    return import_view(reading, "own-house", ImportEntry("还款计划表（最终版）.csv", candidate))


def _settings_with_backup(asks: str, **facts: Any) -> ViewOf:
    backup = BackupFacts(asks, dt.timezone(dt.timedelta(hours=8)), **facts)
    return settings_of(asks=asks, backup=backup)


def own_loan_views() -> dict[str, tuple[Address, ViewOf]]:
    """By a name for the test's report."""
    wrong = dict.fromkeys(typed_of(house()), "?")
    return {
        "own-list": (Address("S-5"), _list),
        "own-asks": (Address("S-5", "remove:own-2"), lambda language: _list(language, "own-2")),
        "own-empty": (
            Address("S-5"),
            lambda language: own_loans_view(
                own_reading(language=language.code), "", draft=False, offers_backup=False
            ),
        ),
        "own-new": (Address("S-5", "new"), lambda language: own_form_view(None, blank_form(), {}, language)),
        "own-wrong": (Address("S-5", "new"), lambda language: _form(language, wrong)),
        "own-change": (Address("S-5", "edit:own-2"), lambda language: _form(language, typed_of(taken()), taken())),
        "import-choose": (Address("S-6", "own-2"), lambda language: _import(language, None)),
        "import-refused": (Address("S-6", "own-2"), lambda language: _import(language, None, refused=True)),
        "import-preview": (Address("S-6", "own-house"), lambda language: _import(language, TABLE)),
        "import-odd": (Address("S-6", "own-house"), lambda language: _import(language, ODD)),
        "import-unproved": (Address("S-6", "own-house"), lambda language: _import(language, UNLIKELY)),
        "import-gaps": (Address("S-6", "own-house"), lambda language: _import(language, GAPS)),
        "own-home": (Address("H-1"), lambda language: home_view(own_reading(taken(), language=language.code))),
        "own-schedule": (
            Address("S-1", "own-2"),
            lambda language: schedule_view(own_reading(house(), taken(), language=language.code), "own-2", None),
        ),
        "own-what-if": (
            Address("S-2", "own-2"),
            lambda language: what_if_view(own_reading(taken(), language=language.code), "own-2", None),
        ),
        "own-check": (
            Address("S-3", "own-house"),
            lambda language: check_view(own_reading(house(), language=language.code), "own-house"),
        ),
        "settings-closed": (Address("T-1"), _settings_with_backup("")),
        "settings-written": (Address("T-1"), _settings_with_backup("", written="my-loan-backup-2026-11-20.backup")),
        "settings-restored": (Address("T-1"), _settings_with_backup("", was_restored=True)),
        "settings-backup": (Address("T-1", "backup"), _settings_with_backup("backup")),
        "settings-restore": (Address("T-1", "restore"), _settings_with_backup("restore", failure=WRONG)),
        "settings-plan": (Address("T-1", "restore"), _settings_with_backup("restore", plan=PLAN)),
    }  # fmt: skip
