"""From intents to the part of the running app that answers them. Exhaustive: an intent nobody answers is a bug."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol, assert_never

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from borrower_app.application.contact_status.watch import ContactWatch
from borrower_app.application.desktop.desktop_desk import DesktopDesk
from borrower_app.application.exports.exporting import Exporting
from borrower_app.application.exports.receipts import Receipts
from borrower_app.application.lock.idle_lock import IdleLock
from borrower_app.application.lock.new_pin_desk import NewPinDesk
from borrower_app.application.lock.pin_desk import PinKeeper
from borrower_app.application.lock.recovery_desk import RecoveryDesk
from borrower_app.application.operations.requests import Requests
from borrower_app.application.own_loans.backups import OwnBackups
from borrower_app.application.own_loans.own_loans import OwnLoans
from borrower_app.application.people.people_desk import PeopleDesk
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.application.sign_in.signing_out import SigningOut
from borrower_app.application.what_if.saved import SavedWhatIfs
from borrower_app.application.window.opening import Opening
from borrower_app.application.window.pages import TELL_CONTACT
from borrower_app.presentation import intents as i
from borrower_app.presentation.intents import Address, AnyIntent
from borrower_app.settings import Options

if TYPE_CHECKING:
    from borrower_app.application.guides.desk import GuideDesk

MINUTE_MS: Final = 60_000


FileIntent = (
    i.ExportSchedule
    | i.AnswerOverwrite
    | i.SaveReceipt
    | i.KeepOwnDraft
    | i.DropOwnDraft
    | i.SaveOwnLoan
    | i.RemoveOwnLoan
    | i.ExportOwnLoan
    | i.ChooseTableFile
    | i.PasteTable
    | i.ChooseSheet
    | i.AssignColumn
    | i.TakeOverTable
    | i.DropBankTable
    | i.WriteBackup
    | i.ReadBackup
    | i.RestoreBackup
)
"""Own loans and files."""

PinIntent = (
    i.SetPin
    | i.SawRecoveryCode
    | i.ShowRecoveryCode
    | i.ConfirmRecoveryCode
    | i.DropNewPin
    | i.RemovePin
    | i.PutOffPin
    | i.Recover
    | i.BeginAnew
    | i.GoOnAnew
)
"""A PIN set, changed, removed, got round."""

ChoiceIntent = i.ChooseLook | i.SetReminders | i.SetSystemProxy | i.SetIdleLock
"""How the app looks and behaves, kept as a setting."""

PersonIntent = (
    ChoiceIntent
    | i.Reveal
    | i.CheckPassPhrase
    | i.LockNow
    | i.Unlock
    | PinIntent
    | i.ChooseKeyStorage
    | i.OpenWithPassphrase
    | i.ChooseSignIn
    | i.StartSignIn
    | i.OpenBrowserAgain
    | i.CancelSignIn
    | i.SignOut
    | i.StartPractice
    | i.BeginFirstStart
    | i.BeginWith
    | i.FinishFirstStart
    | i.RepairStorage
    | i.MakeFolder
    | i.ChooseFolder
    | i.Quit
    | i.DesktopIntent
)
"""The app itself: who uses it, how it looks, how it opens and ends."""


class PracticeStarter(Protocol):
    """The desk for practice (`application.practice.desk`): it opens a window with a router of its own."""

    def start(self) -> None:
        """Begin, unless it has begun."""

    def close(self) -> None:
        """End it."""


MakesPractice = Callable[[RunningApp, Callable[[], None]], PracticeStarter]
"""Makes the desk; the second argument is called once practice is over."""


class Router(QObject):
    """All parts of one running app, wired to its window's intents."""

    def __init__(self, app: RunningApp, options: Options, practice: MakesPractice | None = None) -> None:
        super().__init__(app)
        self._app = app
        self.app = app
        self.rounds = Rounds(app)
        self.opening = Opening(app, options, self.rounds)
        self.signing_in = SigningIn(app, self.rounds)
        self.signing_out = SigningOut(app, self.rounds, self.signing_in)
        self.pin = PinKeeper(app, self.rounds, self.signing_in)
        self.new_pin = NewPinDesk(app, self.pin, self.opening)
        self.recovery = RecoveryDesk(app, self.opening)
        self.opening.asks_pin, self.opening.unlocked = self.pin.ask_at_start, self.pin.let_in
        self.pin.opens, self.pin.migrates = self.new_pin.open_with, self.new_pin.migrate
        self.idle_lock = IdleLock(app, self.pin.lock)
        self.contact_watch = ContactWatch(app, TELL_CONTACT)
        self.requests = Requests(app, self.rounds)
        self._guides: GuideDesk | None = None
        app.after_records.append(self._tidy_guides)
        self._makes_practice = practice
        self.practice: PracticeStarter | None = None
        """The desk for practice, once it was asked for."""
        self.exporting = Exporting(app, self.pin)
        self.saved_what_ifs = SavedWhatIfs(app)
        self.receipts = Receipts(app, self.pin)
        self.own_loans = OwnLoans(app, self.pin)
        self.own_backups = OwnBackups(app, self.pin)
        self.people = PeopleDesk(app, self.close)
        self.desktop = DesktopDesk(app, self.close)
        self._minute = QTimer(self)
        self._minute.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)

    @property
    def guides(self) -> GuideDesk:
        """The desk for guides; imported after the first paint, which needs none."""
        if self._guides is None:
            from borrower_app.application.guides.desk import GuideDesk

            self._guides = GuideDesk(self.app, self.rounds, self.signing_in)
        return self._guides

    def _start_practice(self) -> None:
        if self.practice is None and self._makes_practice is not None:
            self.practice = self._makes_practice(self.app, self._on_practised)
        if self.practice is not None:
            self.practice.start()

    def _on_practised(self) -> None:
        self.app.state.has_practised = True
        self.app.changed()

    def _tidy_guides(self) -> None:
        self.guides.tidy()

    def answer(self, intent: AnyIntent) -> None:
        """Let the right part act. A bug on the way is told and logged, and the app goes on."""
        try:
            self._take_back_what_was_told(intent)
            self._answer(intent)
        except Exception as error:  # noqa: BLE001 - the door of every press: what it raises is told, never silent
            self.app.faults.report(error)

    def _take_back_what_was_told(self, intent: AnyIntent) -> None:
        state = self._app.state
        if not isinstance(intent, i.OpenPage | i.CoverRevealed) and (state.notice is not None or state.saved_receipt):
            state.notice, state.saved_receipt = None, ""
            self._app.changed()

    def _answer(self, intent: AnyIntent) -> None:
        match intent:
            case i.OpenPage():
                self._on_opened(intent)
            case i.GoBack() | i.CoverRevealed() | i.ShowAgain():
                pass  # The window follows these by itself.
            case i.SyncNow():
                self._on_sync()
            case i.AnswerGuide() | i.KeepGuideAnswers() | i.GoBackInGuide() | i.LeaveGuide() | i.DropGuide():
                self.guides.press(intent)
            case i.RemindAbout():
                if not self._app.state.settings.reminders:
                    # A press that promises a reminder gives one.
                    self._keep_choice(reminders=True)
                self.requests.remind(intent.attempt_id)
            case i.AskForWaiver():
                self.requests.ask_for_waiver(intent)
            case i.AskForReview():
                self.requests.ask_for_review(intent)
            case i.MarkRead():
                self.requests.mark_read(intent)
            case i.DecideOperation():
                self.requests.decide(intent)
            case i.TryWhatIf():
                self._on_what_if(intent)
            case i.SaveWhatIf():
                self.saved_what_ifs.save(intent)
            case i.RemoveWhatIf():
                self.saved_what_ifs.remove(intent)
            case i.ReadMessage():
                self._on_message_pasted(intent)
            case i.CopyFaultReport():
                self._on_copy_report(intent)
            case _:
                self._answer_about_files(intent)

    def _answer_about_files(self, intent: FileIntent | PersonIntent) -> None:
        match intent:
            case i.ExportSchedule():
                self.exporting.start(intent)
            case i.AnswerOverwrite():
                self.exporting.answer(intent)
            case i.SaveReceipt():
                self.receipts.save(intent)
            case i.KeepOwnDraft():
                self.own_loans.keep_draft(intent)
            case i.DropOwnDraft():
                self.own_loans.drop_draft(intent)
            case i.SaveOwnLoan():
                self.own_loans.save(intent)
            case i.RemoveOwnLoan():
                self.own_loans.remove(intent)
            case i.ExportOwnLoan():
                self.own_loans.export(intent)
            case i.ChooseTableFile():
                self.own_loans.choose_file(intent)
            case i.PasteTable():
                self.own_loans.paste(intent)
            case i.ChooseSheet():
                self.own_loans.choose_sheet(intent)
            case i.AssignColumn():
                self.own_loans.assign(intent)
            case i.TakeOverTable():
                self.own_loans.take_over(intent)
            case i.DropBankTable():
                self.own_loans.drop_table(intent)
            case i.WriteBackup():
                self.own_backups.write(intent)
            case i.ReadBackup():
                self.own_backups.read(intent)
            case i.RestoreBackup():
                self.own_backups.restore(intent)
            case _:
                self._answer_about_the_person(intent)

    def _answer_about_the_person(self, intent: PersonIntent) -> None:
        match intent:
            case i.ChooseLook() | i.SetReminders() | i.SetSystemProxy() | i.SetIdleLock():
                self._answer_choice(intent)
            case i.Reveal():
                self.pin.reveal(intent)
            case i.CheckPassPhrase():
                self.contact_watch.check(intent.typed)
            case i.LockNow():
                self.pin.lock()
            case i.Unlock():
                self.pin.unlock(intent.pin)
            case i.ChooseKeyStorage():
                self.opening.choose_storage(intent)
            case i.OpenWithPassphrase():
                self.opening.open_with(intent)
            case i.ChooseSignIn():
                self.signing_in.choose(intent.back_to)
            case i.StartSignIn():
                self.signing_in.start(intent)
            case i.OpenBrowserAgain():
                self.signing_in.open_browser_again()
            case i.CancelSignIn():
                self.signing_in.cancel()
            case i.SignOut():
                self.signing_out.sign_out(intent)
            case i.StartPractice():
                self._start_practice()
            case i.BeginFirstStart():
                self.opening.leave_welcome()
            case i.BeginWith():
                self.opening.begin_with(intent.what)
            case i.FinishFirstStart():
                self._on_first_start_done()
            case i.RepairStorage():
                self.opening.repair()
            case i.MakeFolder():
                self.people.make(intent)
            case i.ChooseFolder():
                self.people.choose(intent)
            case i.Quit():
                self.close()
            case i.CopyText() | i.SawInputMethod() | i.QuitAnyway():
                self.desktop.answer(intent)
            case _:
                self._answer_about_the_pin(intent)

    def _answer_choice(self, intent: ChoiceIntent) -> None:
        match intent:
            case i.ChooseLook():
                self._on_look(intent)
            case i.SetSystemProxy():
                self._keep_choice(proxy="system" if intent.on else "none")
            case i.SetReminders():
                self._keep_choice(reminders=intent.on)
            case i.SetIdleLock():
                self._keep_choice(lock_after_minutes=intent.minutes)
            case _:
                assert_never(intent)

    def _answer_about_the_pin(self, intent: PinIntent) -> None:
        match intent:
            case i.SetPin():
                self.new_pin.set(intent)
            case i.SawRecoveryCode():
                self.new_pin.saw_code()
            case i.ShowRecoveryCode():
                self.new_pin.show_code_again()
            case i.ConfirmRecoveryCode():
                self.new_pin.confirm(intent)
            case i.DropNewPin():
                self.new_pin.drop()
            case i.RemovePin():
                self.new_pin.remove(intent)
            case i.PutOffPin():
                self.new_pin.go_on()
            case i.Recover():
                self.recovery.recover(intent)
            case i.BeginAnew():
                self.recovery.begin_anew()
            case i.GoOnAnew():
                self.recovery.go_on()
            case _:
                assert_never(intent)

    def _on_copy_report(self, wish: i.CopyFaultReport) -> None:
        report = self._app.state.faults.get(wish.number)
        if report is not None:
            QGuiApplication.clipboard().setText(report.as_text())

    def watch_the_clock(self) -> None:
        """Ages and times left on the screen follow the clock once a minute."""
        self._minute.start()

    def close(self) -> None:
        """Close everything and let the event loop end."""
        self.desktop.is_closing = True
        self.desktop.keep_window_place()
        self._minute.stop()
        self.idle_lock.stop()
        self.contact_watch.stop()
        self.rounds.stop()
        if self.practice is not None:
            self.practice.close()
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
        if address.code == "F-6":
            state.told_fault = None
            self._app.changed()
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
        self._app.state.pasted, self._app.state.pasted_sender = wish.text, wish.sender
        self._app.changed()

    def _on_what_if(self, wish: i.TryWhatIf) -> None:
        self._app.state.what_ifs = {**self._app.state.what_ifs, wish.loan_id: wish.entry}
        self._app.changed()

    def _on_first_start_done(self) -> None:
        app = self._app
        app.state.phase = Phase.OPEN
        app.show(Address("H-1"))
