"""Asks the lender whether its staff is in contact with the borrower, while a page that tells it is open.

In a lane of its own, so that a hanging round holds nothing up. What was answered goes by itself after ten seconds,
whatever the network does: a look at the clock once a second takes it away.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

from borrower_app.application.contact_status.page import may_ask
from borrower_app.application.lanes.background import Reporter, Stopped
from borrower_app.application.running.contact_desk import MOST_WRONG
from borrower_app.application.running.running_app import RunningApp
from borrower_app.failures import Failure, Offline, SignInNeeded

if TYPE_CHECKING:
    from borrower_app.application.network import Network
    from borrower_app.contract.contact_status import ContactStatus
    from borrower_app.ui.window import Window

LOOK_MS: Final = 1_000
ASK_SECONDS: Final = 3.0
PATIENCE_SECONDS: Final = 5.0
"""So long a page says that the lender is being asked; then that it can't be told."""
SLOWEST_SECONDS: Final = 30.0
"""Between two questions to a lender that does not answer."""


class ContactWatch(QObject):
    """Nothing runs while no page tells it."""

    def __init__(self, app: RunningApp, tells: Mapping[str, str]) -> None:
        """`tells`: how pages tell it (`Page.tells_contact`), by screen code."""
        super().__init__(app)
        self._app = app
        self._tell_it = tells
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        app.watchers.append(self.look)

    @property
    def is_watching(self) -> bool:
        """Whether a page that tells it is open and the lender can be asked."""
        return self._timer.isActive()

    def follow(self, window: Window) -> None:
        """Look whenever this window shows another page."""
        window.went.connect(self._on_went)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def look(self) -> None:
        """Take away what is too old, and ask where it is time."""
        app, desk = self._app, self._app.state.contact
        if desk.claim is not None and desk.standing is None:
            desk.claim = None
            self._show()
        if not self._tells() or not may_ask(app.state):
            self._timer.stop()
            desk.is_told, desk.claim = False, None
            return
        now = desk.seconds()
        if not self._timer.isActive():
            self._timer.start()
            desk.waits_since, desk.next_at = now, 0.0
        if not desk.is_told and now - desk.waits_since >= PATIENCE_SECONDS:
            desk.is_told = True
            self._show()
        if now >= desk.next_at and self._is_seen():
            self._ask(now)

    def check(self, typed: str) -> None:
        """Compare what the other side said with the pass phrase of the contact that is going on."""
        state = self._app.state
        contact = state.contact.contact
        if contact is not None and contact.confirms and state.wrong_phrases.get(contact.name, 0) < MOST_WRONG:
            if contact.is_said(typed):
                state.contact.right = contact.name
            else:
                state.contact.right = None
                state.wrong_phrases[contact.name] = state.wrong_phrases.get(contact.name, 0) + 1
        self._app.changed()
        self._app.scroll_up()

    def _on_went(self) -> None:
        desk = self._app.state.contact
        desk.faults, desk.next_at = 0, min(desk.next_at, desk.seconds() + ASK_SECONDS)
        self.look()

    def _tells(self) -> bool:
        window = self._app.window
        return window is not None and window.address.code in self._tell_it

    def _show(self) -> None:
        """The line alone is renewed where there is one: whoever types into the page below is not disturbed."""
        window = self._app.window
        if window is not None and self._tell_it.get(window.address.code) != "itself":
            window.renew_contact_line()
        else:
            self._app.changed()

    def _is_seen(self) -> bool:
        window = self._app.window
        return window is not None and window.isVisible() and not window.isMinimized()

    def _ask(self, now: float) -> None:
        app, desk, network = self._app, self._app.state.contact, self._app.network
        if network is None or desk.is_asking or desk.is_renewing:
            return
        token = network.held_token
        if token is None:
            self._renew(network)
            return
        line = network.contact_line
        desk.is_asking, desk.next_at = True, now + ASK_SECONDS

        def done(status: ContactStatus) -> None:
            self._on_answer(status, now)

        def failed(failure: Failure) -> None:
            desk.is_asking = False
            if isinstance(failure, SignInNeeded) and not desk.faults:
                # Once: a lender that refuses every token is not asked for one after another.
                desk.faults = 1
                self._renew(network, token)
            else:
                self._on_failed(failure)

        app.run(app.background.contact, lambda _reporter: _ask_line(line.ask, token), done, failed)

    def _renew(self, network: Network, refused: str | None = None) -> None:
        """In the network lane, behind what is under way there: nobody else may renew a sign-in."""
        app, desk = self._app, self._app.state.contact
        desk.is_renewing = True

        def renew(_reporter: Reporter) -> None:
            network.access_token(refused)

        def renewed(_nothing: None) -> None:
            desk.is_renewing, desk.next_at = False, 0.0
            self.look()

        def failed(failure: Failure) -> None:
            desk.is_renewing = False
            self._on_failed(failure)

        app.run(app.background.network, renew, renewed, failed)

    def _on_answer(self, status: ContactStatus, asked_at: float) -> None:
        desk = self._app.state.contact
        desk.is_asking, desk.is_told, desk.faults = False, True, 0
        desk.claim, desk.asked_at = status, asked_at
        if status.contact is None or status.contact.name != desk.right:
            desk.right = None
        self._show()

    def _on_failed(self, failure: Failure) -> None:
        """No answer: what was said before goes with its age. A wrong answer: nothing is believed any more."""
        desk = self._app.state.contact
        desk.is_told = True
        desk.faults += 1
        if not isinstance(failure, Offline):
            desk.claim = None
        named = failure.retry_after if isinstance(failure, Offline) else None
        # Drawn for the load alone: a lender that is down is not asked by everybody at once.
        pause = min(ASK_SECONDS * 2 ** min(desk.faults - 1, 4), SLOWEST_SECONDS) * random.uniform(0.75, 1.25)  # noqa: S311
        desk.next_at = desk.seconds() + max(pause, named or 0.0)
        self._show()


def _ask_line(ask: Callable[[str], ContactStatus], token: str) -> ContactStatus:
    """In the lane: one question."""
    from borrower_app.lender.transport import RequestCancelled

    try:
        return ask(token)
    except RequestCancelled:
        raise Stopped from None
