"""Signing in from the window: in the browser of this computer, or with a phone."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from borrower_app import clock
from borrower_app.application.lanes.background import Reporter, Stopped, Ticket
from borrower_app.application.running.rounds import Rounds
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase, SignInState
from borrower_app.failures import Failure, FailureCode, SignInNeeded
from borrower_app.presentation.intents import Address, SignInWay, StartSignIn

if TYPE_CHECKING:
    from borrower_app.application.network import DeviceCode, Network
    from borrower_app.lender.browser_trip import BrowserTrip
    from borrower_app.presentation.sign_in.sign_in import SignInStage

_LOOK_SECONDS: Final = 0.05
_PAGE: Final = Address("F-2")
_HOME: Final = Address("H-1")
_WAITING_PAGES: Final = (_PAGE, _HOME)
_SETTINGS: Final = Address("T-1")
_STAGES: Final[dict[FailureCode, SignInStage]] = {
    FailureCode.SIGN_IN_DECLINED: "declined",
    FailureCode.SIGN_IN_TIME_OVER: "ended",
    FailureCode.SIGN_IN_ENDED: "ended",
}
_NOT_OFFERED: Final[dict[FailureCode, frozenset[SignInWay]]] = {
    FailureCode.SIGN_IN_NO_BROWSER: frozenset({"browser"}),
    FailureCode.SIGN_IN_NO_PHONE: frozenset({"phone"}),
    FailureCode.SIGN_IN_NO_WAY: frozenset({"browser", "phone"}),
}


class SignedIn(Struct, frozen=True):
    """What a sign-in has brought. `at`: when the person signed in themselves, by the provider's clock.

    `held_back`: so many unsent changes wait for the user's word.
    """

    at: dt.datetime | None
    held_back: int


def open_in_browser(trip: BrowserTrip) -> bool:
    """Let the system open the private page in the user's own browser; whether it could."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    try:
        page = trip.page()
    except OSError:
        return False
    return QDesktopServices.openUrl(QUrl(page, QUrl.ParsingMode.StrictMode))


class SigningIn:
    """One sign-in at a time. `open_trip` and `browser_seconds` are where a test takes the browser's place."""

    def __init__(self, app: RunningApp, rounds: Rounds) -> None:
        self._app = app
        self._rounds = rounds
        self._ticket: Ticket | None = None
        self._came_from = _HOME
        self.open_trip: Callable[[BrowserTrip], bool] = open_in_browser
        self.browser_seconds: float | None = None
        """None: as long as the network side waits by itself."""

    def choose(self, back_to: Address | None) -> None:
        """Show both ways; a sign-in that is under way goes on."""
        if self._ticket is None:
            self._app.state.sign_in = self._anew(back_to)
        self._show_page()
        self._app.changed()

    def start(self, wish: StartSignIn | None = None, *, with_page: bool = True) -> None:
        """Begin; one under way in the other way is given up. First start and demo show no page of their own for it.

        Fresh when the wish names a page to come back to, and when somebody is signed in already.
        """
        wish = wish or StartSignIn()
        app = self._app
        network = app.network
        if network is None or (self._ticket is not None and app.state.sign_in.way == wish.way):
            return
        self.give_up()
        self._rounds.stop()
        fresh = wish.back_to is not None or app.state.signed_in
        sign_in = self._anew(wish.back_to)
        sign_in.stage, sign_in.way = "preparing", wish.way
        app.state.sign_in = sign_in
        if with_page:
            self._show_page()
        seconds = self.browser_seconds

        def job(reporter: Reporter) -> SignedIn:
            if wish.way == "phone":
                _wait_for_phone(network, reporter, fresh)
            else:
                _wait_for_browser(network, reporter, fresh, seconds)
            return SignedIn(network.signed_in_at(), network.admission.held_back)

        on_step = self._on_code if wish.way == "phone" else self._on_trip
        self._ticket = app.run(
            app.background.network,
            job,
            lambda done: (
                self._on_signed_in(done) if app.state.sign_in is sign_in else self._on_signed_in_after_all(done)
            ),
            lambda failure: self._on_failed(failure) if app.state.sign_in is sign_in else None,
            lambda told: on_step(told) if app.state.sign_in is sign_in else None,
        )
        app.changed()

    def open_browser_again(self) -> None:
        """The page was closed too early; its address is good as long as we wait."""
        trip = self._app.state.sign_in.trip
        if self._ticket is not None and trip is not None:
            self._open(trip)

    def cancel(self) -> None:
        """Stop waiting and go back; nothing was changed."""
        back_to = self._app.state.sign_in.back_to
        self.give_up()
        self._app.state.sign_in = self._anew(None)
        if back_to is not None and self._app.state.phase is Phase.OPEN:
            self._app.show(back_to)
        self._app.changed()
        self._go_on_without()

    def _anew(self, back_to: Address | None) -> SignInState:
        """Nothing under way; what the lender turned out not to offer stays known."""
        return SignInState(back_to=back_to, not_offered=self._app.state.sign_in.not_offered)

    def _show_page(self) -> None:
        app = self._app
        if app.state.phase is Phase.OPEN and app.window is not None:
            if app.window.address != _PAGE:
                # Nobody who signs in from the settings wants to see them again, but the records.
                self._came_from = _HOME if app.window.address == _SETTINGS else app.window.address
            app.window.open(_PAGE)

    def give_up(self) -> None:
        """End what is under way, and stay where we are."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _on_code(self, device: DeviceCode) -> None:
        sign_in = self._app.state.sign_in
        sign_in.stage, sign_in.device = "waiting", device
        sign_in.ends_at = clock.now() + dt.timedelta(seconds=device.expires_in)
        self._app.changed()

    def _on_trip(self, trip: BrowserTrip) -> None:
        sign_in = self._app.state.sign_in
        sign_in.stage, sign_in.trip = "waiting", trip
        self._app.changed()
        self._open(trip)

    def _open(self, trip: BrowserTrip) -> None:
        if not self.open_trip(trip):
            self.give_up()
            self._on_failed(SignInNeeded(FailureCode.SIGN_IN_BROWSER_UNUSABLE))

    def _on_failed(self, failure: Failure) -> None:
        self._ticket = None
        before = self._app.state.sign_in
        stage = _STAGES.get(failure.code, "failed")
        self._app.state.sign_in = SignInState(
            stage=stage,
            way=before.way,
            failure=failure if stage == "failed" else None,
            back_to=before.back_to,
            not_offered=before.not_offered | _NOT_OFFERED.get(failure.code, frozenset()),
        )
        self._app.changed()
        self._go_on_without()

    def _go_on_without(self) -> None:
        """Who was signed in before still is: the rounds that were stopped for the sign-in go on."""
        if self._app.state.signed_in:
            self._rounds.start()

    def _on_signed_in(self, done: SignedIn) -> None:
        self._ticket = None
        app = self._app
        state = app.state
        ended, state.sign_in = state.sign_in, self._anew(None)
        state.signed_in, state.signed_in_at = True, done.at
        state.round.failure = None
        if state.phase is Phase.FIRST_START:
            state.start_step = "fetch"
            app.changed()
        elif state.phase is Phase.OPEN and app.window is not None and app.window.address in _WAITING_PAGES:
            # What waits for a word is asked about before anything else; else the page that asked for the sign-in comes
            # back: a guide that waits for it goes on there.
            came_from = self._came_from if app.window.address == _PAGE else _HOME
            app.show(ended.back_to or (Address("M-1") if done.held_back else came_from))
        else:
            # The person went on to another page: nothing is taken from under their hands.
            app.changed()
        if ended.way == "browser" and app.window is not None:
            app.window.come_to_front()
        if done.held_back:
            app.read_records()
        self._send_what_was_too_old()

    def _send_what_was_too_old(self) -> None:
        """What the lender refused for want of a fresh sign-in goes out again, then the round begins."""
        if self._app.store is None:
            return
        self._app.in_store(
            lambda store: store.submit_held_up(clock.now(), drafts=False),
            lambda _sent: self._rounds.start(asked=True),
            lambda _failure: self._rounds.start(asked=True),
        )

    def _on_signed_in_after_all(self, done: SignedIn) -> None:
        """It was given up, but the yes was faster: the sign-in is kept, so it is shown as what it is."""
        state = self._app.state
        state.signed_in, state.signed_in_at = True, done.at
        if done.held_back:
            self._app.read_records()
        self._app.changed()
        if self._ticket is None:
            self._rounds.start(asked=True)


def _wait_for_phone(network: Network, reporter: Reporter, fresh: bool) -> None:
    """In the network lane."""
    from borrower_app.lender.transport import RequestCancelled

    def wait(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            reporter.check()
            time.sleep(_LOOK_SECONDS)

    try:
        device = network.start_device()
        reporter.advance(device)
        network.wait_for_device(device, wait, fresh=fresh)
    except RequestCancelled:
        raise Stopped from None


def _wait_for_browser(network: Network, reporter: Reporter, fresh: bool, seconds: float | None) -> None:
    """In the network lane."""
    from borrower_app.application.network import BROWSER_SECONDS
    from borrower_app.lender.transport import RequestCancelled

    patience = BROWSER_SECONDS if seconds is None else seconds
    try:
        network.sign_in_with_browser(reporter.advance, fresh=fresh, checkpoint=reporter.check, seconds=patience)
    except RequestCancelled:
        raise Stopped from None
