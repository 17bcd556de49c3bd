"""Answers T-1's wishes about backup and restore, after the PIN where one is set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from borrower_app import clock
from borrower_app.application.lanes.background import Reporter
from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.running.kept_notes import OWN_BACKUP
from borrower_app.application.running.own_state import BackupDesk
from borrower_app.application.running.running_app import RunningApp
from borrower_app.failures import Failure
from borrower_app.presentation.intents import Address, ReadBackup, RestoreBackup, WriteBackup
from borrower_app.ui.open_dialog import AsksForFile, WantedFile, ask_for_file
from borrower_app.ui.save_dialog import AsksForPlace, ChosenPlace, Suggestion, ask_for_place


class OwnBackups:
    """One part of the running app; lives in the UI thread."""

    def __init__(self, app: RunningApp, pin: PinKeeper) -> None:
        self._app = app
        self._pin = pin
        self.ask_for_file: AsksForFile = ask_for_file
        self.ask_for_place: AsksForPlace = ask_for_place

    def opened(self, address: Address) -> None:
        """T-1 was opened: its card begins anew; a backup is an export, so the PIN comes first."""
        app = self._app
        if address.code != "T-1":
            return
        app.state.own.backup = BackupDesk()
        app.changed()
        if address.subject == "backup" and not self._pin.is_proved:
            self._pin.ask_first("export", lambda: None)

    def write(self, wish: WriteBackup) -> None:
        """Ask where, then write one new file; with a PIN, only after it was given in the last minutes."""
        if not self._pin.is_proved:
            self._pin.ask_first("export", lambda: self.write(wish))
            return
        from borrower_app.presentation.own_loans.backup import backup_place_dialog

        words = backup_place_dialog(self._app.language)
        suggestion = Suggestion(words.title, f"my-loan-backup-{clock.now():%Y-%m-%d}.backup", words.kinds)
        self.ask_for_place(
            self._app.window, suggestion, self._app.if_not_locked(lambda place: self._write_to(wish, place))
        )

    def _write_to(self, wish: WriteBackup, place: ChosenPlace | None) -> None:
        from borrower_app.application.files.own_loan_files import write_backup

        app = self._app
        if place is None or app.store is None:
            return
        path = place.path

        def job(_reporter: Reporter) -> None:
            store = app.store
            assert store is not None
            write_backup(store, path, wish.passphrase, clock.now())
            store.set_note(OWN_BACKUP, clock.now().isoformat(), clock.now())

        def written(_nothing: None) -> None:
            app.state.own.has_backup = True
            app.state.own.backup = BackupDesk(written=path.name)
            app.show(Address("T-1"))

        app.run(app.background.store, job, written, self._on_failed)

    def read(self, wish: ReadBackup) -> None:
        """Ask for the file, open it, and show what bringing it back would do."""
        from borrower_app.presentation.own_loans.backup import backup_file_dialog

        words = backup_file_dialog(self._app.language)
        wanted = WantedFile(words.title, words.kinds)
        self.ask_for_file(self._app.window, wanted, self._app.if_not_locked(lambda path: self._read_from(wish, path)))

    def _read_from(self, wish: ReadBackup, path: Path | None) -> None:
        from borrower_app.application.files.own_loan_files import read_backup

        app = self._app
        if path is None:
            return

        def opened(result: Any) -> None:
            desk = app.state.own.backup
            desk.content, desk.plan = result
            desk.failure = None
            app.changed()

        app.in_store(lambda store: read_backup(store, path, wish.passphrase), opened, self._on_failed)

    def restore(self, wish: RestoreBackup) -> None:
        """Merge what was opened."""
        app = self._app
        content = app.state.own.backup.content
        if content is None:
            return
        choices: Any = dict(wish.choices)

        def restored(_nothing: None) -> None:
            app.state.own.backup = BackupDesk(was_restored=True)
            app.state.own.are_drafts_read = False
            app.read_records()
            app.show(Address("T-1"))

        app.in_store(lambda store: store.restore_own(content, choices), restored, self._on_failed)

    def _on_failed(self, failure: Failure) -> None:
        self._app.state.own.backup.failure = failure
        self._app.changed()
