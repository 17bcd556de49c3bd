"""The tour's pictures of own loans: beside a lender's and alone, the form, the bank's table, the backup."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from borrower_app.lending.money import Money
from borrower_app.ui.save_dialog import ChosenPlace

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.application.window.router import Router

MADE_UP_LOAN: Final = {
    "lender": "建设银行",
    "name": "装修贷",
    "product": "consumer",
    "principal": "120,000",
    "annual_rate": "3.85",
    "number_of_installments": "36",
    "method": "equal_installment",
    "disbursed_on": "2026-03-05",
    "debit_day": "15",
    "first_due_on": "2026-04-15",
    "card_last4": "5678",
    "advertised_rate": "3.2",
    "fee": "600",
    "notes": "合同编号写在第一页右上角",
}
WRONG: Final = {**MADE_UP_LOAN, "lender": "", "annual_rate": "四点一", "debit_day": "45", "card_last4": "62220"}
HEADS: Final = "期次,应还款日期,本息合计（元）,本金（元）,利息（元）,剩余本金（元）"
HEADS_CHANGED_ROUND: Final = "期次,应还款日期,本息合计（元）,利息（元）,本金（元）,剩余本金（元）"
FEE: Final = Money(3_600, "CNY")
PHRASE: Final = "four calm words here"

Take = Callable[["PracticeWindow", str], None]
Until = Callable[[Callable[[], object]], None]


class MadeUpFiles:
    """Answers the file dialogs as a person would who has these files."""

    def __init__(self, folder: Path) -> None:
        self.table = folder / "还款计划表.csv"
        self._backup = folder / "my-loan.backup"

    def answer_for(self, router: Router) -> None:
        """Sit down in front of the dialogs."""
        router.own_loans.ask_for_file = lambda _parent, _wanted, answer: answer(self.table)
        router.own_backups.ask_for_file = lambda _parent, _wanted, answer: answer(self._backup)
        router.own_backups.ask_for_place = lambda _parent, _wish, answer: answer(ChosenPlace(self._backup))


def own_loan_pictures(practice: PracticeWindow, take: Take, until: Until) -> None:
    """S-5, S-6, the pages of an own loan, and T-1's backup; `take` names the state of a picture."""
    with tempfile.TemporaryDirectory() as folder:
        files = MadeUpFiles(Path(folder))
        files.answer_for(practice.router)
        loan_id = _entered(practice, take, until)
        for code in ("H-1", "S-1", "S-2", "S-3"):
            practice.show(code, "" if code == "H-1" else loan_id)
            take(practice, "own_loan")
        practice.show("S-5")
        take(practice, "list")
        practice.show("S-5", f"remove:{loan_id}")
        take(practice, "asks_before_remove")
        _table(practice, take, until, loan_id, files)
        _backup(practice, take, until)


def _entered(practice: PracticeWindow, take: Take, until: Until) -> str:
    from borrower_app.presentation.intents import DropOwnDraft, SaveOwnLoan

    emit = practice.window.intended.emit
    practice.show("S-5")
    take(practice, "empty")
    practice.show("S-5", "new")
    take(practice, "new")
    emit(SaveOwnLoan("", WRONG))
    take(practice, "errors")
    emit(DropOwnDraft(""))
    emit(SaveOwnLoan("", MADE_UP_LOAN))
    until(lambda: practice.window.address.code == "S-1" and practice.is_settled)
    loan_id = practice.window.address.subject
    practice.show("S-5", f"edit:{loan_id}")
    take(practice, "change")
    return loan_id


def _table(practice: PracticeWindow, take: Take, until: Until, loan_id: str, files: MadeUpFiles) -> None:
    from borrower_app.presentation.intents import ChooseTableFile, TakeOverTable

    records = practice.state.records
    assert records is not None
    emit = practice.window.intended.emit
    practice.show("S-6", loan_id)
    take(practice, "choose")
    rows = records.snapshot.tables[loan_id].record.rows
    lines = [
        f"{row.n},{row.due:%Y/%m/%d},{row.payment.to_decimal_text()},{row.principal.to_decimal_text()},"
        f"{row.interest.to_decimal_text()},{row.balance.to_decimal_text()}"
        for row in rows
    ]
    whole = "\n".join(["还款计划表", HEADS, *lines, "合计,,,,,"])
    odd = lines[2].replace(rows[2].payment.to_decimal_text(), (rows[2].payment + FEE).to_decimal_text())
    with_fees = [
        f"{row.n},{row.due:%Y/%m/%d},{(row.payment + FEE).to_decimal_text()},{row.principal.to_decimal_text()},"
        f"{row.interest.to_decimal_text()},{row.balance.to_decimal_text()},{FEE.to_decimal_text()}"
        for row in rows
    ]
    for state, text in (
        ("gaps", whole.replace(lines[2], "3,待定,,,,")),
        ("not_a_table", "<html>"),
        ("contradicts", whole.replace(lines[2], odd)),
        ("unproved", whole.replace(HEADS, HEADS_CHANGED_ROUND)),
        ("fees", "\n".join([f"{HEADS},担保费（元）", *with_fees])),
        ("preview", whole),
    ):
        files.table.write_bytes(text.encode("gb18030"))
        emit(ChooseTableFile(loan_id))
        until(lambda: practice.is_settled)
        take(practice, state)
    emit(TakeOverTable(loan_id))
    until(lambda: practice.window.address.code == "S-3" and practice.is_settled)
    take(practice, "taken_over")
    practice.show("S-1", loan_id)
    take(practice, "taken_over")


def _backup(practice: PracticeWindow, take: Take, until: Until) -> None:
    from borrower_app.presentation.intents import Address, OpenPage, ReadBackup, SaveOwnLoan, WriteBackup

    emit = practice.window.intended.emit

    def open_settings(subject: str) -> None:
        practice.window.open(Address("T-1", subject))
        emit(OpenPage(Address("T-1", subject)))

    open_settings("backup")
    take(practice, "backup")
    emit(WriteBackup(PHRASE))
    until(lambda: practice.is_settled and practice.state.own.backup.written)
    take(practice, "backup_done")
    records = practice.state.records
    assert records is not None
    changed = next(held.record for held in records.snapshot.loans if held.source == "own")
    emit(SaveOwnLoan(changed.id, {**MADE_UP_LOAN, "name": "装修贷（改过）"}))
    until(lambda: practice.window.address.code == "S-1" and practice.is_settled)
    open_settings("restore")
    take(practice, "restore")
    emit(ReadBackup("not these words"))
    until(lambda: practice.is_settled)
    take(practice, "restore_wrong_passphrase")
    emit(ReadBackup(PHRASE))
    until(lambda: practice.is_settled and practice.state.own.backup.plan is not None)
    take(practice, "restore_plan")


def own_loans_alone(practice: PracticeWindow, take: Take, until: Until) -> None:
    """A folder without any lender: Home, the schedule and the pages that need one."""
    from borrower_app.presentation.intents import SaveOwnLoan

    practice.app.key = bytes(32)
    practice.router.opening.open()
    until(lambda: practice.is_settled and practice.state.records is not None)
    practice.show("H-1")
    take(practice, "nobody_signed_in")
    practice.window.intended.emit(SaveOwnLoan("", MADE_UP_LOAN))
    until(lambda: practice.window.address.code == "S-1" and practice.is_settled)
    for code in ("H-1", "S-1", "D-1", "C-1", "M-1"):
        practice.show(code)
        take(practice, "own_loans_alone")
