"""Composition root: settings, keys, store, lender and sync, put together in one place and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borrower_app import clock, settings
from borrower_app.application.command_key import command_key, demand_old_pin
from borrower_app.application.data_keys import memory_key
from borrower_app.application.faults import incident_log
from borrower_app.application.faults.report import report_of
from borrower_app.application.open_folder import OpenFolder, open_folder
from borrower_app.application.prepared_home import home_maker
from borrower_app.failures import Failure, FailureCode, SignInNeeded, StorageFault, WrongUse
from borrower_app.settings import NOWHERE, Options
from borrower_app.store.folder import lock_folder
from borrower_app.store.secret_memory import forbid_core_files, forbid_dumps

if TYPE_CHECKING:
    from borrower_app.application.network import Network
    from borrower_app.language import Language
    from borrower_app.lender.browser_trip import BrowserTrip
    from borrower_app.presentation.debits.views import AttemptView


class CommandApplication:
    """The app without a window: everything in one thread. Made by `open_application`."""

    def __init__(self, opened: OpenFolder) -> None:
        self._opened = opened
        self.store = opened.store

    @property
    def network(self) -> Network:
        """The lender's side; raises NO_LENDER."""
        return self._opened.network

    def sign_in_with_device(self, show: Callable[[str, str, str | None], None]) -> None:
        """Show code and address, then wait for the person; raises SignInNeeded, Offline, BadServerData."""
        device = self.network.start_device()
        show(device.user_code, device.verification_uri, device.verification_uri_complete)
        self.network.wait_for_device(device)

    def sign_in_with_browser(self, show: Callable[[BrowserTrip], None]) -> None:
        """Sign in in the system browser; `show` gets the way there. Raises SignInNeeded, Offline, BadServerData.

        Who is signed in already, or has something that waits for a fresh sign-in, proves anew who they are.
        """
        waits = self.store.holds_up_for_sign_in() or any(
            entry.state.value == "draft" for entry in self.store.operations()
        )
        self.network.sign_in_with_browser(show, fresh=waits or self.network.is_signed_in())

    def held_back(self) -> int:
        """After a sign-in that does not say whose it is: how many changes of before wait for the user's word."""
        return self.network.admission.held_back

    def submit_held_up(self) -> int:
        """After a fresh sign-in: what waited for one goes out next, a draft of `queue` or a change that the lender
        refused as too old; how many."""
        return len(self.store.submit_held_up(clock.now()))

    def verify_operation(self, operation_id: str, code_file: Path) -> dict[str, Any]:
        """Answer a verification challenge with the code in a file; what became of the operation.

        Raises WrongUse (no such challenge, no code in the file, code wrong or over), Offline, SignInNeeded.
        """
        from borrower_app.application.files.operation_input import read_code

        verified = self.network.verify(self._opened.in_store, operation_id, read_code(code_file))
        if verified.failure is not None:
            raise verified.failure
        if verified.state == "wrong_code":
            raise WrongUse(FailureCode.CODE_WRONG, left=str(verified.attempts_left))
        if verified.state == "ended":
            raise WrongUse(FailureCode.CODE_ENDED)
        return {"operation_id": operation_id, "state": verified.state}

    def synchronise(self) -> tuple[dict[str, Any], Failure | None]:
        """One round asked for by the user: nothing waits for its back-off. The report, and the failure if any."""
        self.store.retry_now()
        outcome = self.network.synchronise(self._opened.in_store)
        return outcome.report.to_json(), outcome.failure

    def queue(self, value: Any, file: str) -> str:
        """Keep one operation; its id, durable. Raises WrongUse for bad content, SignInNeeded after keeping a draft."""
        from borrower_app.application.files.operation_input import read_operation

        _lender = self._opened.known_lender
        verb, values = read_operation(value, file)
        sensitive = verb.is_sensitive(values)
        operation_id = self.store.save_operation(verb.name, values, clock.now(), draft=sensitive)
        if sensitive:
            raise SignInNeeded(FailureCode.SIGN_IN_TOO_OLD, operation=verb.name)
        return operation_id

    def outbox(self) -> list[dict[str, Any]]:
        """Operations that are not confirmed yet, oldest first."""
        return [
            {
                "operation_id": entry.operation_id,
                "operation": entry.operation,
                "state": entry.state.value,
                "attempts": entry.attempts,
            }
            for entry in self.store.operations()
        ]

    def dump(self) -> bytes:
        """The whole cache as JSON."""
        return self.store.dump()

    def latest_attempt_view(self, language: Language) -> AttemptView | None:
        """D-2 of the debit that was tried last, as it reads now; None where no debit is on record."""
        from borrower_app.presentation.debits.attempt import attempt_view
        from borrower_app.presentation.reading.records import read_at
        from borrower_app.reason_catalogue import reason_catalogue

        snapshot = self.store.snapshot()
        tried = [held.record for held in snapshot.attempts if held.record.attempted_at is not None]
        if not tried:
            return None
        latest = max(tried, key=lambda attempt: attempt.attempted_at or attempt.planned_at)
        now = clock.now()
        reading = read_at(snapshot, now, self.store.business_floor(), language, reason_catalogue())
        return attempt_view(reading, latest.id)

    def export(self, loan_id: str, file_format: str, out: Path, separator: str, language: Language) -> None:
        """Write a loan's schedule to a new file; raises WrongUse UNKNOWN_LOAN, FILE_EXISTS, FILE_UNREADABLE."""
        from borrower_app.application.files.export_files import ExportRequest, export_schedule

        export_schedule(self.store, ExportRequest(loan_id, file_format, out, separator), language)

    def add_own_loans(self, value: Any, file: str) -> list[str]:
        """Keep the loans of a JSON object or array, all or none; their ids, durable. Raises WrongUse, StorageFault."""
        from borrower_app.application.files.own_loan_input import read_own_loans

        loans = read_own_loans(value, file)
        self.store.save_own_loans(loans, clock.now())
        return [loan.id for loan in loans]

    def own_loans(self) -> list[dict[str, Any]]:
        """Every own loan in the form that `own add` takes again."""
        from borrower_app.records.own_loan_json import own_loan_to_json

        return [own_loan_to_json(loan) for loan in self.store.own_loans()]

    def verify(self) -> list[str]:
        """What is wrong with the files."""
        return self.store.verify()


def _logs_in(folder: Path) -> Callable[[Exception], None]:
    """A bug in what a command prepares for the window: kept in the folder's log, the command itself goes on."""
    return lambda error: incident_log.append(folder, report_of(error, "H-1"))


@contextmanager
def open_application(options: Options, *, repair: bool = True) -> Iterator[CommandApplication]:
    """The app over one data folder, holding its lock; without `repair` nothing there is changed. Raises any Failure."""
    folder = options.data_dir
    forbid_core_files()
    forbid_dumps()
    with lock_folder(folder):
        # The window that opens after this command shows at once what it brought, in its own language.
        prepare_home = home_maker(lambda: settings.load(folder).language, _logs_in(folder)) if repair else None
        with closing(open_folder(options, folder, command_key(options), prepare_home=prepare_home)) as opened:
            demand_old_pin(options, opened.store.pin_hash())
            _tell_of_loss(opened)
            yield CommandApplication(opened)


def _tell_of_loss(opened: OpenFolder) -> None:
    """The command that found own data damaged says so and does nothing else; the next one goes on with what is left."""
    from borrower_app.store.opening import OWN_LOST, OWN_RESTORED

    for incident in opened.repaired_now:
        if incident.outcome == OWN_LOST:
            raise StorageFault(FailureCode.OWN_DATA_LOST, incident.file, file=incident.kept_aside or incident.file)
        if incident.outcome == OWN_RESTORED:
            raise StorageFault(FailureCode.OWN_DATA_DAMAGED, incident.file)


@contextmanager
def memory_application(base_url: str) -> Iterator[CommandApplication]:
    """The app with nothing kept on disk, for demo and tour."""
    options = Options(data_dir=NOWHERE, base_url=base_url)
    with closing(open_folder(options, None, memory_key())) as opened:
        yield CommandApplication(opened)
