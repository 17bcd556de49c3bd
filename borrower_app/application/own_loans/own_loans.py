"""Answers what S-5 and S-6 ask for: keep, change and remove own loans, and take over the bank's table from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from borrower_app import clock
from borrower_app.application.lanes.background import Reporter
from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.own_loans.drafts import DraftKeeper
from borrower_app.application.running.own_state import TableFile
from borrower_app.application.running.running_app import RunningApp
from borrower_app.failures import Failure
from borrower_app.presentation.intents import (
    Address,
    AssignColumn,
    ChooseSheet,
    ChooseTableFile,
    DropBankTable,
    DropOwnDraft,
    ExportOwnLoan,
    KeepOwnDraft,
    PasteTable,
    RemoveOwnLoan,
    SaveOwnLoan,
    TakeOverTable,
)
from borrower_app.records.own_loan_record import own_record_of
from borrower_app.ui.copied_table import copied_table
from borrower_app.ui.open_dialog import AsksForFile, WantedFile, ask_for_file
from borrower_app.ui.save_dialog import AsksForPlace, ChosenPlace, Suggestion, ask_for_place

if TYPE_CHECKING:
    from borrower_app.imports.cells import Sheet
    from borrower_app.records.own_loan import OwnLoan


class OwnLoans:
    """One part of the running app; lives in the UI thread."""

    def __init__(self, app: RunningApp, pin: PinKeeper) -> None:
        self._app = app
        self._pin = pin
        self.ask_for_file: AsksForFile = ask_for_file
        self.ask_for_place: AsksForPlace = ask_for_place
        self.take_copied: Callable[[], tuple[str, str]] = copied_table
        self._drafts = DraftKeeper(app)

    def keep_draft(self, wish: KeepOwnDraft) -> None:
        """Every keystroke of the form."""
        self._drafts.keep(wish.loan_id, wish.typed)

    def drop_draft(self, wish: DropOwnDraft) -> None:
        """Throw it away and go back to the list."""
        self._app.state.own.errors.pop(wish.loan_id, None)
        self._app.show(Address("S-5"))
        self._drafts.drop(wish.loan_id)
        self._app.changed()

    def save(self, wish: SaveOwnLoan) -> None:
        """Keep the loan, or show beside each field what is wrong with it."""
        from borrower_app.application.files.own_loan_files import new_own_id
        from borrower_app.presentation.own_loans.form import read_form

        app = self._app
        made = read_form(wish.typed, self._loan(wish.loan_id), new_own_id(), app.language)
        if isinstance(made, dict):
            app.state.own.errors[wish.loan_id] = made
            self._drafts.keep(wish.loan_id, wish.typed)
            app.changed()
            return
        loan = made
        app.state.own.errors.pop(wish.loan_id, None)

        def shown() -> None:
            # Not before: a form that is still there would keep what it shows as a draft again.
            self._drafts.drop(wish.loan_id)

        def saved() -> None:
            self._show_after_reading(Address("S-1", loan.id), shown)

        self._keep(loan, saved)

    def remove(self, wish: RemoveOwnLoan) -> None:
        """The user said yes."""
        app = self._app
        app.state.own.drafts.pop(wish.loan_id, None)
        app.state.own.files.pop(wish.loan_id, None)
        app.in_store(
            lambda store: store.remove_own_loan(wish.loan_id),
            lambda _was_there: self._show_after_reading(Address("S-5")),
        )

    def export(self, wish: ExportOwnLoan) -> None:
        """As JSON that `own add` takes, into a new file; with a PIN, only after it was given in the last minutes."""
        from borrower_app.presentation.own_loans.own_loans import loan_file_dialog

        app = self._app
        loan = self._loan(wish.loan_id)
        if loan is None:
            return
        if not self._pin.is_proved:
            self._pin.ask_first("export", lambda: self.export(wish))
            return

        def write(place: ChosenPlace | None) -> None:
            from borrower_app.application.files.own_loan_files import write_loan

            if place is not None:
                app.run(
                    app.background.store,
                    lambda _reporter: write_loan(place.path, loan),
                    lambda _nothing: app.changed(),
                )

        words = loan_file_dialog(app.language)
        suggestion = Suggestion(words.title, f"{loan.id}.json", words.kinds)
        self.ask_for_place(app.window, suggestion, app.if_not_locked(write))

    def choose_file(self, wish: ChooseTableFile) -> None:
        """Ask for the file, then read and match it in a worker lane."""
        from borrower_app.presentation.own_loans.table_import import table_dialog

        words = table_dialog(self._app.language)
        wanted = WantedFile(words.title, words.kinds)
        self.ask_for_file(self._app.window, wanted, self._app.if_not_locked(lambda path: self._read_file(wish, path)))

    def _read_file(self, wish: ChooseTableFile, path: Path | None) -> None:
        from borrower_app.application.files.own_loan_files import read_table

        if path is None:
            return
        self._read(wish.loan_id, path.name, lambda: read_table(path))

    def paste(self, wish: PasteTable) -> None:
        """The table on the clipboard: taken now, read and matched in a worker lane like a file."""
        from borrower_app.imports.copied_table import read_copied_table
        from borrower_app.presentation.own_loans.table_import import pasted_name

        page, text = self.take_copied()
        self._read(wish.loan_id, pasted_name(self._app.language), lambda: read_copied_table(page, text))

    def _read(self, loan_id: str, name: str, reader: Callable[[], tuple[Sheet, ...]]) -> None:
        app = self._app
        chosen = TableFile(name)
        app.state.own.files[loan_id] = chosen
        app.changed()

        def job(_reporter: Reporter) -> Any:
            return _readable(reader)

        def read(outcome: Any) -> None:
            chosen.sheets, chosen.refused = outcome
            if chosen.refused is None:
                self._match(loan_id, chosen)
            else:
                app.changed()

        def unreadable(failure: Failure) -> None:
            app.state.own.files.pop(loan_id, None)
            app.tell(failure)

        app.run(app.background.store, job, read, unreadable)

    def choose_sheet(self, wish: ChooseSheet) -> None:
        """Another sheet has other columns: the user's word about the first one's does not hold for it."""
        chosen = self._app.state.own.files.get(wish.loan_id)
        if chosen is not None:
            chosen.sheet, chosen.said = wish.sheet, {}
            self._match(wish.loan_id, chosen)

    def assign(self, wish: AssignColumn) -> None:
        """A field stands in one column only; a column whose field is given back has what its head says again.

        So the arrow keys may go through all fields of a list without taking them away from the other columns.
        """
        chosen = self._app.state.own.files.get(wish.loan_id)
        if chosen is None or chosen.candidate is None:
            return
        if not chosen.said:
            chosen.guessed = {column.index: column.field for column in chosen.candidate.columns}
        alone = wish.field != "fee"
        said = {index: None if alone and field == wish.field else field for index, field in chosen.said.items()}
        chosen.said = {**said, wish.column: wish.field or None}  # type: ignore[dict-item]
        self._match(wish.loan_id, chosen)

    def _match(self, loan_id: str, chosen: TableFile) -> None:
        from borrower_app.imports.matching import candidate_table
        from borrower_app.imports.taking_over import loan_facts

        app = self._app
        loan = self._loan(loan_id)
        if loan is None:
            return
        sheets, sheet, assigned, facts = chosen.sheets, chosen.sheet, chosen.assigned, loan_facts(loan)
        chosen.asked += 1
        number = chosen.asked

        def matched(candidate: Any) -> None:
            chosen.candidate, chosen.answered = candidate, number
            app.changed()

        app.run(
            app.background.store,
            lambda _reporter: candidate_table(sheets, facts, sheet=sheet, assigned=assigned),
            matched,
        )

    def take_over(self, wish: TakeOverTable) -> None:
        """The bank's table becomes the truth; what follows from it is shown on the check."""
        from borrower_app.imports.taking_over import NotUsable, rows_of, with_table

        chosen, loan = self._app.state.own.files.get(wish.loan_id), self._loan(wish.loan_id)
        if chosen is None or chosen.candidate is None or loan is None:
            return
        if chosen.answered != chosen.asked:
            # What the last choice gives was never seen: it comes at once, and the button then stands under it.
            return
        try:
            taken = rows_of(chosen.candidate, loan.terms.principal.minor, keep_contradictions=wish.keeps_contradictions)
        except NotUsable:
            return

        def kept() -> None:
            self._app.state.own.files.pop(wish.loan_id, None)
            self._show_after_reading(Address("S-3", wish.loan_id))

        self._keep(with_table(loan, taken), kept)

    def drop_table(self, wish: DropBankTable) -> None:
        """Compute the table from the terms again."""
        loan = self._loan(wish.loan_id)
        if loan is not None:
            self._keep(
                msgspec.structs.replace(loan, rows=(), row_facts=(), computed_columns=()),
                lambda: self._show_after_reading(Address("S-1", wish.loan_id)),
            )

    def _loan(self, loan_id: str) -> OwnLoan | None:

        records = self._app.state.records
        if records is None:
            return None
        own = own_record_of(next((held.record for held in records.snapshot.loans if held.record.id == loan_id), None))
        return own.entered if own is not None else None

    def _keep(self, loan: OwnLoan, then: Any) -> None:
        self._app.in_store(lambda store: store.save_own_loans([loan], clock.now()), lambda _nothing: then())

    def _show_after_reading(self, address: Address, then: Callable[[], None] = lambda: None) -> None:
        """The new records first, so that the page finds its subject."""
        app = self._app

        def show(_nothing: None) -> None:
            app.show(address)
            then()

        app.read_records()
        app.run(app.background.store, lambda _reporter: None, show)


def _readable(reader: Callable[[], tuple[Sheet, ...]]) -> tuple[Any, Any]:
    from borrower_app.imports.cells import TableRefused

    try:
        return reader(), None
    except TableRefused as refused:
        return (), refused.reason
