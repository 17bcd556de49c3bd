"""Exports from the window: the PIN where one is set, a place, a question before an old file goes, a word at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.running.running_app import RunningApp
from borrower_app.failures import Failure, FailureCode
from borrower_app.presentation.intents import AnswerOverwrite, ExportSchedule
from borrower_app.presentation.schedule.export_views import ExportState
from borrower_app.ui.save_dialog import AsksForPlace, ChosenPlace, Suggestion, ask_for_place

if TYPE_CHECKING:
    from borrower_app.store.store import Store

_SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}


class Exporting:
    """Answers what S-7 asks for. `ask_for_place` is the seam to the system's dialog."""

    def __init__(self, app: RunningApp, pin: PinKeeper) -> None:
        self._app = app
        self._pin = pin
        self.ask_for_place: AsksForPlace = ask_for_place
        self._asked: tuple[ExportSchedule, ChosenPlace] | None = None
        self._choosing = False

    def start(self, wish: ExportSchedule) -> None:
        """Ask where to; with a PIN, only after it was given in the last minutes."""
        if self._choosing or self._app.state.export.stage == "writing":
            return
        if not self._pin.is_proved:
            self._pin.ask_first("export", lambda: self.start(wish))
            return
        from borrower_app.presentation.schedule.export_page import export_dialog, suggested_name

        records = self._app.state.records
        if records is None:
            return
        language = self._app.language
        name = suggested_name(records.reading(language), wish.loan_id, wish.file_format)
        words = export_dialog(language)
        suggestion = Suggestion(words.title, name, words.kinds)
        self._choosing = True
        self.ask_for_place(
            self._app.window, suggestion, self._app.if_not_locked(lambda place: self._on_place(wish, place))
        )

    def answer(self, wish: AnswerOverwrite) -> None:
        """What to do with the file that is there already."""
        asked, self._asked = self._asked, None
        if asked is None:
            return
        export, place = asked
        self._tell(replace(self._app.state.export, stage="idle"))
        if wish.replace:
            self._write(export, ChosenPlace(place.path, replaces=True))
        else:
            self.start(export)

    def _on_place(self, wish: ExportSchedule, place: ChosenPlace | None) -> None:
        self._choosing = False
        if place is not None:
            self._write(wish, place)

    def _write(self, wish: ExportSchedule, place: ChosenPlace) -> None:
        from borrower_app.application.files.export_files import ExportRequest, export_schedule

        begun = ExportState("writing", wish.loan_id, str(place.path), separator=wish.separator)
        language = self._app.language
        request = ExportRequest(wish.loan_id, wish.file_format, place.path, _SEPARATORS[wish.separator], place.replaces)

        def job(store: Store) -> None:
            export_schedule(store, request, language)

        def failed(failure: Failure) -> None:
            if failure.code is FailureCode.FILE_EXISTS:
                self._asked = wish, place
                self._tell(replace(begun, stage="exists"))
            else:
                self._tell(replace(begun, stage="failed", cause=_cause_of(failure)))

        self._tell(begun)
        self._app.in_store(job, lambda _nothing: self._tell(replace(begun, stage="done")), failed)

    def _tell(self, state: ExportState) -> None:
        self._app.state.export = state
        self._app.changed()


def _cause_of(failure: Failure) -> str:
    if failure.code is FailureCode.FILE_UNREADABLE:
        return failure.values.get("cause", "other")
    return "no_table" if failure.code is FailureCode.UNKNOWN_LOAN else "storage"
