"""From intents to the part of the running app that answers them. Exhaustive: an intent nobody answers is a bug."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer

from borrower_app.application.exports.exporting import Exporting
from borrower_app.application.exports.receipts import Receipts
from borrower_app.application.lock.idle_lock import IdleLock
from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.own_loans.backups import OwnBackups
from borrower_app.application.own_loans.own_loans import OwnLoans
from borrower_app.application.running.requests import Requests
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.application.sign_in.signing_out import SigningOut
from borrower_app.application.what_if.saved import Trials
from borrower_app.application.window.opening import Opening
from borrower_app.settings import Options
from borrower_app.ui import intents as i
from borrower_app.ui.intents import Address, Intent

if TYPE_CHECKING:
    from borrower_app.application.guides.desk import GuideDesk
    from borrower_app.application.practice.desk import PracticeDesk

MINUTE_MS: Final = 60_000


class Router(QObject):
    """All parts of one running app, wired to its window's intents."""

    def __init__(self, app: RunningApp, options: Options) -> None:
        super().__init__(app)
        self._app = app
        self.app = app
        self.rounds = Rounds(app)
        self.opening = Opening(app, options, self.rounds)
        self.signing_in = SigningIn(app, self.rounds)
        self.signing_out = SigningOut(app, self.rounds, self.signing_in)
        self.pin = PinKeeper(app)
        self.idle_lock = IdleLock(app, self.pin.lock)
        self.requests = Requests(app, self.rounds)
        self._guides: GuideDesk | None = None
        app.after_records.append(self._tidy_guides)
        self._practice: PracticeDesk | None = None
        self.exporting = Exporting(app, self.pin)
        self.trials = Trials(app)
        self.receipts = Receipts(app, self.pin)
        self.own_loans = OwnLoans(app, self.pin)
        self.own_backups = OwnBackups(app, self.pin)
        self._minute = QTimer(self)
        self._minute.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._answers: dict[type[Intent], Callable[[Any], None]] = {
            **self._about_records(),
            **self._about_own_loans(),
            **self._about_the_person(),
        }

    def _about_records(self) -> dict[type[Intent], Callable[[Any], None]]:
        return {
            i.OpenPage: self._on_opened,
            i.GoBack: _followed_by_the_window,
            i.SyncNow: lambda _wish: self._on_sync(),
            i.ChooseLook: self._on_look,
            i.SetReminders: lambda wish: self._keep_choice(reminders=wish.on),
            i.SetIdleLock: lambda wish: self._keep_choice(lock_after_minutes=wish.minutes),
            i.ReadMessage: self._on_message_pasted,
            i.TryWhatIf: self._on_what_if,
            i.SaveWhatIf: self.trials.save,
            i.RemoveWhatIf: self.trials.remove,
            i.ExportSchedule: self.exporting.start,
            i.AnswerOverwrite: self.exporting.answer,
            i.SaveReceipt: self.receipts.save,
            i.RemindAbout: lambda wish: self.requests.remind(wish.attempt_id),
            i.AskForOperation: self.requests.ask,
            i.DecideOperation: self.requests.decide,
            **dict.fromkeys(
                (i.AnswerGuide, i.KeepGuideAnswers, i.GoBackInGuide, i.LeaveGuide, i.DropGuide), self._in_guide
            ),
        }

    def _about_own_loans(self) -> dict[type[Intent], Callable[[Any], None]]:
        return {
            i.KeepOwnDraft: self.own_loans.keep_draft,
            i.DropOwnDraft: self.own_loans.drop_draft,
            i.SaveOwnLoan: self.own_loans.save,
            i.RemoveOwnLoan: self.own_loans.remove,
            i.ExportOwnLoan: self.own_loans.export,
            i.ChooseTableFile: self.own_loans.choose_file,
            i.ChooseSheet: self.own_loans.choose_sheet,
            i.AssignColumn: self.own_loans.assign,
            i.TakeOverTable: self.own_loans.take_over,
            i.DropBankTable: self.own_loans.drop_table,
            i.WriteBackup: self.own_backups.write,
            i.ReadBackup: self.own_backups.read,
            i.RestoreBackup: self.own_backups.restore,
        }

    def _about_the_person(self) -> dict[type[Intent], Callable[[Any], None]]:
        return {
            i.Reveal: self.pin.reveal,
            i.CoverRevealed: _followed_by_the_window,
            i.LockNow: lambda _wish: self.pin.lock(),
            i.Unlock: lambda wish: self.pin.unlock(wish.pin),
            i.SetPin: self.pin.set,
            i.PutOffPin: lambda _wish: self.pin.go_on(),
            i.ChooseKeyStorage: self.opening.choose_storage,
            i.OpenWithPassphrase: self.opening.open_with,
            i.ChooseSignIn: lambda wish: self.signing_in.choose(wish.back_to),
            i.StartSignIn: self.signing_in.start,
            i.OpenBrowserAgain: lambda _wish: self.signing_in.open_browser_again(),
            i.CancelSignIn: lambda _wish: self.signing_in.cancel(),
            i.StartPractice: lambda _wish: self.practice.start(),
            i.SignOut: self.signing_out.sign_out,
            i.BeginFirstStart: lambda _wish: self.opening.leave_welcome(),
            i.BeginWith: lambda wish: self.opening.begin_with(wish.what),
            i.FinishFirstStart: lambda _wish: self._on_first_start_done(),
            i.RepairStorage: lambda _wish: self.opening.repair(),
            i.Quit: lambda _wish: self.close(),
        }

    @property
    def guides(self) -> GuideDesk:
        """The desk for guides; imported after the first paint, which needs none."""
        if self._guides is None:
            from borrower_app.application.guides.desk import GuideDesk

            self._guides = GuideDesk(self.app, self.rounds, self.signing_in)
        return self._guides

    @property
    def practice(self) -> PracticeDesk:
        """The desk for practice."""
        if self._practice is None:
            from borrower_app.application.practice.desk import PracticeDesk

            self._practice = PracticeDesk(self.app, self._on_practised)
        return self._practice

    def _on_practised(self) -> None:
        self.app.state.has_practised = True
        self.app.changed()

    def _in_guide(self, wish: Any) -> None:
        self.guides.press(wish)

    def _tidy_guides(self) -> None:
        self.guides.tidy()

    def answer(self, intent: Intent) -> None:
        """Let the right part act; raises KeyError for an intent nobody answers (a bug of ours)."""
        told = self._app.state.notice is not None or self._app.state.saved_receipt
        if not isinstance(intent, i.OpenPage | i.CoverRevealed) and told:
            self._app.state.notice, self._app.state.saved_receipt = None, ""
            self._app.changed()
        self._answers[type(intent)](intent)

    def watch_the_clock(self) -> None:
        """Ages and times left on the screen follow the clock once a minute."""
        self._minute.start()

    def close(self) -> None:
        """Close everything and let the event loop end."""
        self._minute.stop()
        self.idle_lock.stop()
        self.rounds.stop()
        if self._practice is not None:
            self._practice.close()
        self._app.close()
        if self._app.window is not None:
            self._app.window.close()

    def _on_minute(self) -> None:
        app = self._app
        if app.state.phase is Phase.OPEN and app.store is not None:
            app.read_records()
        else:
            app.changed()

    def _on_opened(self, wish: i.OpenPage) -> None:
        address = wish.address
        state = self._app.state
        self.own_backups.opened(address)
        if address.code == "D-2" and address.subject in state.reminders and state.records is not None:
            from borrower_app.presentation.reading.freshness_words import is_settled

            for held in state.records.snapshot.attempts:
                if held.record.id == address.subject and is_settled(
                    state.records.reading(self._app.language), held.record
                ):
                    self.requests.reminded(address.subject)

    def _on_sync(self) -> None:
        if self._app.state.phase is Phase.FAULT:
            self.opening.try_again()
        else:
            self.rounds.start(asked=True)

    def _on_look(self, wish: i.ChooseLook) -> None:
        changes: dict[str, Any] = {
            name: getattr(wish, name)
            for name in ("language", "theme", "text_scale", "reduced_motion")
            if getattr(wish, name) is not None
        }
        app = self._app
        app.state.settings = msgspec.structs.replace(app.state.settings, **changes)
        app.save_settings()
        app.changed()
        if app.store is not None:
            app.read_records()

    def _keep_choice(self, **choice: Any) -> None:
        app = self._app
        app.state.settings = msgspec.structs.replace(app.state.settings, **choice)
        app.save_settings()
        app.changed()

    def _on_message_pasted(self, wish: i.ReadMessage) -> None:
        self._app.state.pasted = wish.text
        self._app.changed()

    def _on_what_if(self, wish: i.TryWhatIf) -> None:
        self._app.state.what_ifs = {**self._app.state.what_ifs, wish.loan_id: wish.entry}
        self._app.changed()

    def _on_first_start_done(self) -> None:
        app = self._app
        app.state.phase = Phase.OPEN
        app.show(Address("H-1"))


def _followed_by_the_window(_wish: object) -> None:
    """The window does it by itself."""
