"""Composition root: settings, keys, store, lender and sync, put together in one place and nowhere else."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from borrower_app import settings as settings_
from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import Failure, FailureCode, KeysUnavailable, SignInNeeded, WrongUse
from borrower_app.lender.lender_files import lender_at
from borrower_app.settings import Options
from borrower_app.store import keys
from borrower_app.store.folder import lock_folder, prepare_folder

if TYPE_CHECKING:
    from borrower_app.contract.snapshot import Snapshot
    from borrower_app.language import Language
    from borrower_app.network import Network
    from borrower_app.presentation.views import AttemptView
    from borrower_app.store.first_paint import FirstPaint
    from borrower_app.store.own import Incident
    from borrower_app.store.store import Store

KeyStorage = Literal["keyring", "passphrase", "memory"]
T = TypeVar("T")
LONGEST_PASSPHRASE = 4_096


def folder_id(folder: Path) -> str:
    """The name under which a folder's key is kept in the keyring: a digest of where the folder lies."""
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:32]


def read_passphrase(path: Path) -> str:
    """The first line of a passphrase file; raises KeysUnavailable when there is none."""
    try:
        with path.open(encoding="utf-8") as file:
            phrase = file.readline(LONGEST_PASSPHRASE).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KeysUnavailable(FailureCode.PASSPHRASE_FILE, type(error).__name__, file=str(path)) from error
    if not phrase:
        raise KeysUnavailable(FailureCode.PASSPHRASE_FILE, file=str(path))
    return phrase


def key_with_passphrase(folder: Path, passphrase: str) -> bytes:
    """The data key of a folder whose key is wrapped; a new folder gets one. Raises KeysUnavailable, StorageFault."""
    if keys.has_wrapped(folder):
        return keys.open_wrapped(folder, passphrase)
    return keys.create_wrapped(folder, passphrase)


def data_key(options: Options) -> bytes:
    """The key for a command: from the passphrase file, else from the keyring. Raises KeysUnavailable."""
    folder = options.data_dir
    if options.passphrase_file is not None:
        return key_with_passphrase(folder, read_passphrase(options.passphrase_file))
    if keys.has_wrapped(folder):
        raise KeysUnavailable(FailureCode.PASSPHRASE_NEEDED)
    return keys.keyring_key(folder_id(folder), create=not keys.in_use(folder))


def chosen_lender(options: Options, key: bytes) -> LenderFile:
    """The lender of the command line, else the one this folder belongs to; raises WrongUse when there is none."""
    from borrower_app.store.store import lender_of

    if options.base_url is not None:
        return lender_at(options.base_url, options.ca_file)
    known = lender_of(options.data_dir, key)
    if known is None:
        raise WrongUse(FailureCode.NO_LENDER)
    return known


def lender_for_start(options: Options) -> LenderFile:
    """The lender of a first start: of the command line, else the shipped one; raises WrongUse when there is none."""
    from borrower_app.lender.lender_files import shipped_lenders

    if options.base_url is not None:
        return lender_at(options.base_url, options.ca_file)
    shipped = shipped_lenders()
    if not shipped:
        raise WrongUse(FailureCode.NO_LENDER)
    return shipped[0]


def key_by_choice(folder: Path, storage: KeyStorage, passphrase: str) -> bytes:
    """A new key, kept as the user chose at first start; raises KeysUnavailable, StorageFault."""
    if storage == "memory":
        return keys.memory_key()
    prepare_folder(folder)
    if storage == "passphrase":
        return key_with_passphrase(folder, passphrase)
    return keys.keyring_key(folder_id(folder), create=not keys.in_use(folder))


def open_for_window(
    options: Options,
    folder: Path | None,
    key: bytes,
    first_paint: FirstPaint | None,
    prepare_home: Callable[[Snapshot], bytes],
) -> tuple[Store, Network, LenderFile, bool, tuple[Incident, ...]]:
    """Everything a window needs over one folder (None: nothing is kept), checked and repaired; in the store lane.

    The lender's side, whether a sign-in is kept, and what was repaired. Raises any Failure.
    """
    from borrower_app.network import Network
    from borrower_app.store.session import SessionVault
    from borrower_app.store.store import Store, lender_of

    known = lender_of(folder, key) if folder is not None and options.base_url is None else None
    lender = known or lender_for_start(options)
    store = Store.open(folder, key, lender, first_paint=first_paint)
    try:
        store.prepare_home = prepare_home
        store.check_and_repair()
        incidents = tuple(store.unseen_incidents())
        if incidents:
            store.mark_incidents_seen()
        network = Network(lender, SessionVault(folder, key))
        return store, network, lender, network.is_signed_in(), incidents
    except BaseException:
        store.close()
        raise


class CommandApplication:
    """The app without a window: everything in one thread. Made by `open_application`."""

    def __init__(self, store: Store, lender: LenderFile, folder: Path | None, key: bytes) -> None:
        self.store = store
        self._lender = lender
        self._folder = folder
        self._key = key
        self._network: Network | None = None

    @property
    def network(self) -> Network:
        """The lender's side; made when first needed, so that offline commands never load it."""
        if self._network is None:
            from borrower_app.network import Network
            from borrower_app.store.session import SessionVault

            self._network = Network(self._lender, SessionVault(self._folder, self._key))
        return self._network

    def _in_store(self, function: Callable[[Store], T]) -> T:
        return function(self.store)

    def sign_in_with_device(self, show: Callable[[str, str, str | None], None]) -> None:
        """Show code and address, then wait for the person; raises SignInNeeded, Offline, BadServerData."""
        device = self.network.start_device()
        show(device.user_code, device.verification_uri, device.verification_uri_complete)
        self.network.wait_for_device(device)

    def synchronise(self) -> tuple[dict[str, Any], Failure | None]:
        """One round asked for by the user: nothing waits for its back-off. The report, and the failure if any."""
        self.store.retry_now()
        outcome = self.network.synchronise(self._in_store)
        return outcome.report.to_json(), outcome.failure

    def queue(self, value: Any, file: str) -> str:
        """Keep one operation; its id, durable. Raises WrongUse for bad content, SignInNeeded after keeping a draft."""
        from borrower_app.operation_input import read_operation

        verb, values = read_operation(value, file)
        sensitive = verb.is_sensitive(values)
        operation_id = self.store.save_operation(verb.name, values, dt.datetime.now(dt.UTC), draft=sensitive)
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
        from borrower_app.presentation.attempt import attempt_view
        from borrower_app.presentation.reading import read_at
        from borrower_app.reason_catalogue import reason_catalogue

        snapshot = self.store.snapshot()
        tried = [held.record for held in snapshot.attempts if held.record.attempted_at is not None]
        if not tried:
            return None
        latest = max(tried, key=lambda attempt: attempt.attempted_at or attempt.planned_at)
        now = dt.datetime.now(dt.UTC)
        reading = read_at(snapshot, now, self.store.business_floor(), language, reason_catalogue())
        return attempt_view(reading, latest.id)

    def verify(self) -> list[str]:
        """What is wrong with the files."""
        return self.store.verify()

    def close(self) -> None:
        """Close both sides."""
        if self._network is not None:
            self._network.close()
        self.store.close()


@contextmanager
def open_application(options: Options, *, repair: bool = True) -> Iterator[CommandApplication]:
    """The app over one data folder, holding its lock. Raises any Failure."""
    from borrower_app.store.store import Store

    with lock_folder(options.data_dir):
        key = data_key(options)
        lender = chosen_lender(options, key)
        store = Store.open(options.data_dir, key, lender, repair=repair)
        application = CommandApplication(store, lender, options.data_dir, key)
        try:
            if repair:
                store.check_and_repair()
            yield application
        finally:
            application.close()


@contextmanager
def memory_application(base_url: str) -> Iterator[CommandApplication]:
    """The app with nothing kept on disk, for demo and tour."""
    from borrower_app.store.store import Store

    key = keys.memory_key()
    lender = lender_at(base_url)
    application = CommandApplication(Store.open(None, key, lender), lender, None, key)
    try:
        yield application
    finally:
        application.close()


def start_settings(options: Options) -> settings_.Settings:
    """The stored choices with what the command line overrides."""
    stored = settings_.load(options.data_dir)
    if options.language is None:
        return stored
    import msgspec

    return msgspec.structs.replace(stored, language=options.language)
