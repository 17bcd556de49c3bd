"""Store and lender's side over one data folder, put together here and nowhere else: for commands and for the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from borrower_app import clock
from borrower_app import settings as settings_
from borrower_app.failures import FailureCode, WrongUse
from borrower_app.settings import Options

if TYPE_CHECKING:
    from borrower_app.application.network import Network
    from borrower_app.contract.discovery import LenderFile
    from borrower_app.contract.snapshot import Snapshot
    from borrower_app.store.first_paint import FirstPaint
    from borrower_app.store.own import Incident
    from borrower_app.store.store import Store

T = TypeVar("T")


@dataclass(slots=True)
class OpenFolder:
    """What is open. `folder` None: nothing is kept. `lender` None: own loans alone, so far; `incidents`: what was
    repaired and not told yet."""

    store: Store
    lender: LenderFile | None
    folder: Path | None
    key: bytes
    incidents: tuple[Incident, ...] = ()
    repaired_now: tuple[Incident, ...] = ()
    """What of the user's own data was found damaged by this very opening."""
    _network: Network | None = None

    @property
    def known_lender(self) -> LenderFile:
        """The lender; raises WrongUse (NO_LENDER) where the folder has none."""
        if self.lender is None:
            raise WrongUse(FailureCode.NO_LENDER)
        return self.lender

    @property
    def network(self) -> Network:
        """The lender's side; made when first needed, so that offline commands never load it. Raises NO_LENDER."""
        if self._network is None:
            from borrower_app.application.network import Network
            from borrower_app.store.session import SessionVault

            folder = self.folder
            self._network = Network(
                self.known_lender,
                SessionVault(folder, self.key),
                store=self.in_store,
                folder=folder,
                uses_proxy=lambda: folder is not None and settings_.load(folder).proxy == "system",
            )
        return self._network

    def in_store(self, function: Callable[[Store], T]) -> T:
        """Run it with the store, in the one thread of a command; a window puts the way into its lane in place of it."""
        return function(self.store)

    def close(self) -> None:
        """Close both sides."""
        if self._network is not None:
            self._network.close()
        self.store.close()


def lender_for_start(options: Options) -> LenderFile:
    """The lender of a first start: of the command line, else the shipped one; raises WrongUse when there is none."""
    from borrower_app.lender.lender_files import lender_at, shipped_lenders, with_sign_in

    if options.base_url is not None:
        return lender_at(options.base_url, options.ca_file, options.sign_in)
    shipped = shipped_lenders()
    if not shipped:
        raise WrongUse(FailureCode.NO_LENDER)
    return with_sign_in(shipped[0], options.sign_in)


def named_lender(options: Options, folder: Path | None, key: bytes) -> LenderFile | None:
    """The lender of the command line, else the one this folder belongs to; None: own loans alone, so far."""
    from borrower_app.lender.lender_files import lender_at, with_sign_in
    from borrower_app.store.store import lender_of

    known = lender_of(folder, key) if folder is not None else None
    if options.base_url is None:
        return with_sign_in(known, options.sign_in) if known is not None else None
    wanted = lender_at(options.base_url, options.ca_file)
    if known is not None and (known.lender_id, known.origin) == (wanted.lender_id, wanted.origin):
        # What was named once for this folder holds until it is named otherwise.
        wanted = msgspec.structs.replace(
            wanted, token_origin=known.token_origin, client_id=known.client_id, redirect_path=known.redirect_path
        )
    return with_sign_in(wanted, options.sign_in)


def open_folder(
    options: Options,
    folder: Path | None,
    key: bytes,
    *,
    prepare_home: Callable[[Snapshot], bytes | None] | None = None,
    first_paint: FirstPaint | None = None,
    suggests_lender: bool = False,
) -> OpenFolder:
    """Open both files, in the store lane, the folder's lock being held; raises any Failure.

    Checked and repaired where `prepare_home` is given, which then makes the Home that the next start paints first;
    without it nothing is changed. `suggests_lender`: a folder that names none yet talks to the shipped one, and stays
    free until the first sign-in: it may hold own loans alone.
    """
    from borrower_app.store.store import Store

    named = named_lender(options, folder, key)
    lender = named or (lender_for_start(options) if suggests_lender else None)
    store = Store.open(
        folder, key, lender, repair=prepare_home is not None, bind=named is not None, first_paint=first_paint
    )
    try:
        # A folder whose small binding file was lost still names its lender in `own.db`.
        opened = OpenFolder(store, store.lender or lender, folder, key)
        if prepare_home is not None:
            store.prepare_home = prepare_home
            _checked(store, opened)
    except BaseException:
        store.close()
        raise
    return opened


def _checked(store: Store, opened: OpenFolder) -> None:
    """Note what was repaired, now or by an earlier command that nobody has told of."""
    from borrower_app.store.opening import CACHE_REBUILT
    from borrower_app.store.own import Incident

    done = store.check_and_repair()
    opened.incidents = tuple(store.unseen_incidents())
    opened.repaired_now = tuple(incident for incident in opened.incidents if str(incident) in done)
    rebuilt = [line for line in done if CACHE_REBUILT in line]
    if rebuilt:
        opened.incidents += (Incident(at=clock.now(), file=rebuilt[0], outcome=CACHE_REBUILT),)
