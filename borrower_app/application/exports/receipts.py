"""Receipts from the window: the PIN where one is set, a place, the file; then a word that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.running.running_app import RunningApp
from borrower_app.presentation.intents import SaveReceipt
from borrower_app.ui.save_dialog import AsksForPlace, ChosenPlace, Suggestion, ask_for_place

if TYPE_CHECKING:
    from borrower_app.store.store import Store


class Receipts:
    """Answers `SaveReceipt`. `ask_for_place` is the seam to the system's dialog."""

    def __init__(self, app: RunningApp, pin: PinKeeper) -> None:
        self._app = app
        self._pin = pin
        self.ask_for_place: AsksForPlace = ask_for_place
        self._choosing = False

    def save(self, wish: SaveReceipt) -> None:
        """Ask where to; with a PIN, only after it was given in the last minutes."""
        if self._choosing:
            return
        if not self._pin.is_proved:
            self._pin.ask_first("export", lambda: self.save(wish))
            return
        from borrower_app.presentation.guides.receipt import receipt_dialog, receipt_of

        records = self._app.state.records
        language = self._app.language
        receipt = receipt_of(records.reading(language), wish.operation_id, "") if records is not None else None
        if receipt is None:
            return
        self._choosing = True
        words = receipt_dialog(language)
        suggestion = Suggestion(words.title, receipt.name, words.kinds)
        self.ask_for_place(
            self._app.window, suggestion, self._app.if_not_locked(lambda place: self._on_place(wish, place))
        )

    def _on_place(self, wish: SaveReceipt, place: ChosenPlace | None) -> None:
        self._choosing = False
        if place is None:
            return
        language = self._app.language

        def job(store: Store) -> None:
            from borrower_app.application.files.receipt_files import save_receipt

            save_receipt(store, wish.operation_id, place.path, language)

        def saved(_nothing: None) -> None:
            self._app.state.saved_receipt = str(place.path)
            self._app.changed()

        self._app.in_store(job, saved)
