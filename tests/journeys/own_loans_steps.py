"""What a person with loans of their own does in the window: the ways to their pages, and what the file dialogs hear."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from borrower_app.application.window.router import Router
from borrower_app.lending.schedule import compute_schedule
from borrower_app.ui.open_dialog import OnFile, WantedFile
from borrower_app.ui.save_dialog import ChosenPlace, OnPlace, Suggestion
from tests.journeys.test_own_loans_command import Alone
from tests.support.own_loans import house
from tests.support.window_desk import SCHEDULE, Both, Desk, opened, to_settings

OWN_LOANS = Both("您自己填的贷款", "Loans you entered")
PHRASE = "four calm words here"
PIN = "135790"
BACKUP_PHRASE, BACKUP_AGAIN = "备份的口令", "再输入一次备份的口令"


class Answers:
    """A person at the file dialogs: names the next file, or changes their mind."""

    def __init__(self, router: Router) -> None:
        self.file: Path | None = None
        self.names: list[str] = []
        for part in (router.own_loans, router.own_backups):
            part.ask_for_file = self.to_read
            part.ask_for_place = self.to_write

    def to_read(self, parent: QWidget | None, wanted: WantedFile, answer: OnFile) -> None:
        answer(self.file)

    def to_write(self, parent: QWidget | None, suggestion: Suggestion, answer: OnPlace) -> None:
        self.names.append(suggestion.name)
        answer(ChosenPlace(self.file) if self.file is not None else None)


def press(desk: Desk, name: str) -> None:
    desk.user.presses(name)
    desk.settled()


def to_own_loans(desk: Desk) -> None:
    """Schedule, loans you entered: S-5."""
    desk.goes(SCHEDULE)
    desk.presses(OWN_LOANS)
    assert desk.is_at("S-5")


def to_change(desk: Desk) -> None:
    """The form of the house loan."""
    to_own_loans(desk)
    press(desk, "修改「我的房贷」")


def to_bank_table(desk: Desk) -> None:
    """S-6 of the house loan."""
    to_own_loans(desk)
    press(desk, "导入「我的房贷」的银行还款表")
    assert desk.window.address.code == "S-6"


def to_backup(desk: Desk) -> None:
    """Settings, make a backup."""
    to_settings(desk)
    desk.user.presses("备份到文件…")


def to_restore(desk: Desk) -> None:
    """Settings, bring a backup back."""
    to_settings(desk)
    desk.user.presses("从备份恢复…")
    assert desk.is_at("T-1", "restore")


@contextmanager
def own_folder(alone: Alone, qtbot: QtBot) -> Iterator[tuple[Desk, Answers]]:
    """The window on a folder that was made on the command line and knows no lender."""
    with opened(alone.data, qtbot, passphrase=alone.phrase) as desk:
        answers = Answers(desk.router)
        desk.until(lambda: desk.state.records is not None)
        desk.settled()
        yield desk, answers


def bank_table(alone: Alone, name: str = "table.csv", odd: bool = False) -> Path:
    """The bank's own table of the house loan, with a head word nobody knows for the balance."""
    rows = compute_schedule(house().terms).rows
    lines = ["期次,应还款日期,应还本金,应还利息,本息合计,还后结余"]
    for row in rows:
        interest = row.interest + (100 if odd and row.n == 7 else 0)
        payment = row.principal + interest
        amounts = [f"{amount // 100}.{amount % 100:02d}" for amount in (row.principal, interest, payment, row.balance)]
        lines.append(",".join([str(row.n), f"{row.due:%Y/%m/%d}", *amounts]))
    path = alone.folder / name
    path.write_bytes("\n".join([*lines, "合计,,,,,"]).encode("gb18030"))
    return path
