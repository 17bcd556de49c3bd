"""Signing out: the data here first, then the sign-in at the lender as far as it can be reached (RELIABILITY D24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from borrower_app.application.faults import incident_log
from borrower_app.application.lanes.background import Reporter
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import SignInState
from borrower_app.application.sign_in.signing_in import SigningIn
from borrower_app.failures import BadServerData, Failure, Offline, SignInNeeded
from borrower_app.presentation.intents import Address, SignOut
from borrower_app.store import folder_pin

if TYPE_CHECKING:
    from borrower_app.store.store import Store

_AT_THE_LENDER: Final = (Offline, SignInNeeded, BadServerData)


class SigningOut:
    """Answers `SignOut`; the page has asked about unsent changes before."""

    def __init__(self, app: RunningApp, rounds: Rounds, signing_in: SigningIn) -> None:
        self._app = app
        self._rounds = rounds
        self._signing_in = signing_in

    def sign_out(self, wish: SignOut) -> None:
        """Wipe the lender's records here; with `own_data` also what only the user has. The unsent becomes a draft."""
        app = self._app
        network = app.network
        if network is None:
            return
        self._signing_in.give_up()
        self._rounds.stop()

        folder, key, outer = app.folder, app.key, app.outer

        def wipe_files(store: Store) -> None:
            store.sign_out(keep_own=not wish.own_data)
            if wish.own_data and folder is not None and key is not None and folder_pin.pinned_key(folder) is not None:
                folder_pin.remove_pin(folder, key, outer)

        def job(reporter: Reporter) -> Failure | None:
            def wipe() -> None:
                app.ask_store(wipe_files)
                if app.folder is not None:
                    incident_log.remove(app.folder)
                reporter.advance(None)

            try:
                network.sign_out(wipe)
            except _AT_THE_LENDER as unreached:
                # The sign-in is forgotten here in any case; the lender ends it by itself in its time.
                return unreached
            return None

        app.run(app.background.network, job, self._on_end, advanced=self._on_wiped)

    def _on_wiped(self, _nothing: None) -> None:
        app = self._app
        state = app.state
        state.signed_in, state.signed_in_at = False, None
        state.records, state.notice, state.round.failure = None, None, None
        state.pasted, state.pasted_sender, state.what_ifs = "", "", {}
        state.guides.clear()
        state.sign_in = SignInState()
        app.read_records()
        app.show(Address("F-2"))

    def _on_end(self, unreached: Failure | None) -> None:
        if unreached is not None:
            self._app.state.notice = unreached
            self._app.changed()
