"""A data folder as a window needs it: held, read early for the first paint, then opened whole, checked and repaired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from borrower_app import clock
from borrower_app import settings as settings_
from borrower_app.application.data_keys import KeyAhead, data_key, key_ahead
from borrower_app.failures import Failure, FailureCode, WrongUse
from borrower_app.settings import Options, Settings
from borrower_app.store import keys
from borrower_app.store.fault_border import storage_border
from borrower_app.store.folder import lock_folder, prepare_folder

if TYPE_CHECKING:
    from borrower_app.application.network import Network
    from borrower_app.contract.discovery import LenderFile
    from borrower_app.contract.snapshot import Snapshot
    from borrower_app.store.first_paint import FirstPaint
    from borrower_app.store.own import Incident
    from borrower_app.store.store import Store

__all__ = [
    "EarlyRead",
    "KeyAhead",
    "key_ahead",
    "lender_for_start",
    "lock_folder",
    "open_for_window",
    "read_early",
    "save_settings",
]


class EarlyRead(Struct, frozen=True):
    """What the store lane has read while Qt was still being imported; all empty: a first start."""

    key: bytes | None = None
    paint: FirstPaint | None = None
    failure: Failure | None = None

    def __repr__(self) -> str:
        return "EarlyRead(…)"


def read_early(options: Options, settings: Settings, ahead: KeyAhead | None = None) -> EarlyRead:
    """Key and kept Home, in the store lane, the folder's lock being held. Imports neither SQLAlchemy nor requests."""
    folder = options.data_dir
    try:
        known = options.passphrase_file is not None or keys.has_wrapped(folder) or keys.in_use(folder)
        if not known and settings.key_storage != "keyring":
            return EarlyRead()
        key = data_key(options, ahead)
        from borrower_app.store.first_paint import read_first_paint

        return EarlyRead(key, read_first_paint(folder, key))
    except Failure as failure:
        return EarlyRead(failure=failure)


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the user's choices; raises StorageFault."""
    prepare_folder(folder)
    with storage_border():
        settings_.save(folder, settings)


def lender_for_start(options: Options) -> LenderFile:
    """The lender of a first start: of the command line, else the shipped one; raises WrongUse when there is none."""
    from borrower_app.lender.lender_files import lender_at, shipped_lenders

    if options.base_url is not None:
        return lender_at(options.base_url, options.ca_file)
    shipped = shipped_lenders()
    if not shipped:
        raise WrongUse(FailureCode.NO_LENDER)
    return shipped[0]


def open_for_window(
    options: Options,
    folder: Path | None,
    key: bytes,
    first_paint: FirstPaint | None,
    prepare_home: Callable[[Snapshot], bytes],
) -> tuple[Store, Network, LenderFile, bool, tuple[Incident, ...]]:
    """Everything a window needs over one folder (None: nothing is kept), checked and repaired; in the store lane.

    The lender's side, whether a sign-in is kept, and what was repaired. A folder that names no lender yet stays free
    until the first sign-in: it may hold own loans alone. Raises any Failure.
    """
    from borrower_app.application.network import Network
    from borrower_app.store.opening import CACHE_REBUILT
    from borrower_app.store.own import Incident
    from borrower_app.store.session import SessionVault
    from borrower_app.store.store import Store, lender_of

    known = lender_of(folder, key) if folder is not None and options.base_url is None else None
    lender = known or lender_for_start(options)
    named = known is not None or options.base_url is not None
    store = Store.open(folder, key, lender, bind=named, first_paint=first_paint)
    try:
        lender = store.lender or lender
        store.prepare_home = prepare_home
        rebuilt = [line for line in store.check_and_repair() if CACHE_REBUILT in line]
        incidents = tuple(store.unseen_incidents())
        if incidents:
            store.mark_incidents_seen()
        if rebuilt:
            incidents += (Incident(at=clock.now(), file=rebuilt[0], outcome=CACHE_REBUILT),)
        network = Network(lender, SessionVault(folder, key))
        return store, network, lender, network.is_signed_in(), incidents
    except BaseException:
        store.close()
        raise
