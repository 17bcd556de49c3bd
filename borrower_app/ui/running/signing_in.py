"""Signing in with a phone and signing out, from the window."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from borrower_app.failures import Failure, FailureCode, SignInNeeded
from borrower_app.pin_tries import free_tries
from borrower_app.ui.background import Reporter, Stopped, Ticket
from borrower_app.ui.intents import Address
from borrower_app.ui.running.rounds import Rounds
from borrower_app.ui.running.running_app import RunningApp, utc_now
from borrower_app.ui.running.state import Phase, SignInState

if TYPE_CHECKING:
    from borrower_app.network import DeviceCode, Network

_LOOK_SECONDS = 0.05


class SigningIn:
    """One sign-in at a time."""

    def __init__(self, app: RunningApp, rounds: Rounds) -> None:
        self._app = app
        self._rounds = rounds
        self._ticket: Ticket | None = None
        self._back_to: Address | None = None

    def start(self, with_page: bool = True, back_to: Address | None = None) -> None:
        """Ask for a code and wait for the phone; the page for it is shown unless first start shows it already.

        `back_to` is where to go on afterwards; Home without it.
        """
        app = self._app
        network = app.network
        if network is None or self._ticket is not None:
            return
        self._rounds.stop()
        self._back_to = back_to
        app.state.sign_in = SignInState(stage="preparing")
        if app.state.phase is Phase.LOCKED:
            app.show(Address("F-2"))
        elif with_page and app.state.phase is Phase.OPEN and app.window is not None:
            app.window.open(Address("F-2"))
        self._ticket = app.run(
            app.background.network,
            lambda reporter: _wait_for_phone(network, reporter),
            self._on_signed_in,
            self._on_failed,
            self._on_code,
        )
        app.changed()

    def cancel(self) -> None:
        """Stop waiting; nothing was changed."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        self._app.state.sign_in = SignInState()
        if self._app.state.phase is Phase.LOCKED:
            self._app.show(Address("F-3"))
        else:
            self._app.changed()

    def _on_code(self, device: DeviceCode) -> None:
        if self._ticket is None:
            return
        sign_in = self._app.state.sign_in
        sign_in.stage, sign_in.device = "waiting", device
        sign_in.ends_at = utc_now() + dt.timedelta(seconds=device.expires_in)
        self._app.changed()

    def _on_failed(self, failure: Failure) -> None:
        self._ticket = None
        sign_in = SignInState(stage="failed", failure=failure)
        if isinstance(failure, SignInNeeded):
            sign_in.stage = "declined" if failure.code is FailureCode.SIGN_IN_DECLINED else "ended"
            sign_in.failure = None
        self._app.state.sign_in = sign_in
        self._app.changed()

    def _on_signed_in(self, signed_in_at: dt.datetime | None) -> None:
        self._ticket = None
        app = self._app
        state = app.state
        state.sign_in = SignInState()
        state.signed_in = True
        state.signed_in_at = signed_in_at
        state.round.failure = None
        if state.phase is Phase.FIRST_START:
            state.start_step = "fetch"
            app.changed()
        elif state.phase is Phase.LOCKED:
            state.phase = Phase.OPEN
            app.in_store(free_tries, lambda _nothing: app.read_records())
            app.show(Address("H-1"))
        else:
            app.show(self._back_to or Address("H-1"))
        self._rounds.start(asked=True)

    def sign_out(self, own_data: bool) -> None:
        """Wipe the lender's records here, end the sign-in there; what was never sent becomes a draft."""
        app = self._app
        network = app.network
        if network is None:
            return
        self._rounds.stop()

        def job(_reporter: Reporter) -> Failure | None:
            unreached = None
            try:
                network.sign_out()
            except Failure as failure:
                # The sign-in is forgotten here in any case; the lender ends it by itself in its time.
                unreached = failure
            app.ask_store(lambda store: store.sign_out(keep_own=not own_data))
            return unreached

        app.run(app.background.network, job, self._on_signed_out)

    def _on_signed_out(self, unreached: Failure | None) -> None:
        app = self._app
        app.state.signed_in = False
        app.state.signed_in_at = None
        app.state.guides.clear()
        app.state.records = None
        app.state.notice = unreached
        app.state.round.failure = None
        app.read_records()
        app.show(Address("F-2"))


def _wait_for_phone(network: Network, reporter: Reporter) -> dt.datetime | None:
    """In the network lane; the lender's instant of the sign-in."""
    from borrower_app.network import Cancelled

    def wait(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            reporter.check()
            time.sleep(_LOOK_SECONDS)

    try:
        device = network.start_device()
        reporter.advance(device)
        network.wait_for_device(device, wait)
        return network.signed_in_at()
    except Cancelled:
        raise Stopped from None
