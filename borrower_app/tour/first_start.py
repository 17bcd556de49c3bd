"""Album of first start, of practice with its coach, and of sign-in in every state."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final

from borrower_app.application.practice.desk import PracticeDesk
from borrower_app.application.running.state import SignInState
from borrower_app.application.sandbox_child import SandboxChild
from borrower_app.failures import FailureCode, SignInNeeded
from borrower_app.presentation.intents import (
    Address,
    BeginFirstStart,
    BeginWith,
    CancelSignIn,
    ChooseKeyStorage,
    ChooseSignIn,
    PutOffPin,
    StartPractice,
    StartSignIn,
)

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.lender.browser_trip import BrowserTrip
    from borrower_app.tour.album import Album

Until = Callable[[Callable[[], object]], None]


class FirstStartTour:
    """`open_window` opens a window over the lender at an address."""

    CODES: Final = ("F-1", "H-1", "D-2", "S-1", "C-1", "P-1")
    """What it shows: first start, and the pages on which practice stops."""

    def __init__(
        self,
        album: Album,
        scenario: str,
        open_window: Callable[[str], AbstractContextManager[PracticeWindow]],
        until: Until,
    ) -> None:
        self._album = album
        self._scenario = scenario
        self._open_window = open_window
        self._until = until

    def walk(self, base_url: str) -> None:
        """Every step; the lender there lets a phone wait for its code, another one says yes at once."""
        with self._open_window(base_url) as practice:
            emit = practice.window.intended.emit
            practice.begin_first_start()
            self._take(practice, "welcome")
            self._practise(practice)
            self._to_the_pin(practice)
            self._take(practice, "pin")
            emit(PutOffPin())
            self._take(practice, "choose")
            emit(BeginWith("lender"))
            self._take(practice, "sign_in")
            emit(StartSignIn())
            self._until(lambda: practice.state.sign_in.stage == "waiting")
            self._take(practice, "code")
            take_the_browsers_place(practice)
            emit(StartSignIn("browser"))
            self._until(lambda: practice.state.sign_in.stage == "waiting")
            self._take(practice, "in_browser")
            emit(CancelSignIn())
            self._until(lambda: practice.is_settled)
        with SandboxChild(self._scenario) as lender, self._open_window(lender.base_url) as practice:
            emit = practice.window.intended.emit
            practice.begin_first_start()
            self._to_the_pin(practice, with_pictures=False)
            emit(PutOffPin())
            emit(BeginWith("lender"))
            emit(StartSignIn())
            self._until(lambda: practice.state.round.finished > 0 and practice.is_settled)
            self._take(practice, "fetched")

    def _to_the_pin(self, practice: PracticeWindow, *, with_pictures: bool = True) -> None:
        emit = practice.window.intended.emit
        emit(BeginFirstStart())
        self._until(lambda: practice.is_settled and practice.state.keyring_usable is not None)
        if with_pictures:
            self._take(practice, "safety")
        emit(ChooseKeyStorage("memory"))
        self._until(lambda: practice.is_settled and practice.state.start_step == "pin")

    def _practise(self, practice: PracticeWindow) -> None:
        practice.window.intended.emit(StartPractice())
        desk = practice.router.practice
        if not isinstance(desk, PracticeDesk):
            raise RuntimeError("there is no desk for practice")
        self._take(practice, "practice_is_prepared")
        self._until(lambda: desk.coach is not None and desk.coach.steps and desk.practice is not None)
        coach, inner = desk.coach, desk.practice
        if coach is None or inner is None:
            raise RuntimeError("practice ended while it was being shown")
        for number in range(len(coach.steps)):
            self._until(lambda: inner.is_settled)
            self._take(inner, f"practice_{number + 1}")
            coach.go_to(number + 1)
        self._until(lambda: desk.practice is None)

    def _take(self, practice: PracticeWindow, state: str) -> None:
        self._album.take(practice, self._scenario, state)


def sign_in_pictures(album: Album, practice: PracticeWindow, scenario: str, base_url: str, until: Until) -> None:
    """F-2: waiting for phone and browser, declined, too late, no browser, and once more for a change."""
    emit, sign_in = practice.window.intended.emit, practice.router.signing_in
    opened = take_the_browsers_place(practice)

    def reaches(stage: str) -> None:
        until(lambda: practice.state.sign_in.stage == stage)

    practice.begin()
    reaches("waiting")
    practice.show("F-2")
    album.take(practice, scenario, "code")
    emit(StartSignIn("browser"))
    reaches("waiting")
    album.take(practice, scenario, "in_browser")
    _decline(opened[-1], base_url)
    reaches("declined")
    album.take(practice, scenario, "declined")
    sign_in.browser_seconds = 0.2
    emit(StartSignIn("browser"))
    reaches("ended")
    album.take(practice, scenario, "ended")
    sign_in.open_trip = lambda _trip: False
    emit(StartSignIn("browser"))
    reaches("failed")
    album.take(practice, scenario, "no_browser")
    _other_person(album, practice, scenario)
    practice.show("F-2")
    emit(ChooseSignIn(Address("C-1")))
    album.take(practice, scenario, "once_more")
    emit(CancelSignIn())
    until(lambda: practice.is_settled)


def _other_person(album: Album, practice: PracticeWindow, scenario: str) -> None:
    """F-2 after somebody else's sign-in, where something is kept, and F-7: whose loans."""
    state = practice.state
    kept, state.memory_only = state.memory_only, False
    state.sign_in = SignInState(stage="failed", failure=SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON))
    practice.app.changed()
    album.take(practice, scenario, "other_person")
    state.people = ("", "小禾")
    practice.show("F-7")
    album.take(practice, scenario, "two_people")
    state.people, state.memory_only = (), kept


def take_the_browsers_place(practice: PracticeWindow) -> list[str]:
    """No browser opens during a tour; the addresses that would have been opened."""
    opened: list[str] = []

    def keep(trip: BrowserTrip) -> bool:
        opened.append(trip.address)
        return True

    practice.router.signing_in.open_trip = keep
    return opened


def _decline(address: str, issuer: str) -> None:
    """Bring a no to the waiting app, as the browser does when the person has refused."""
    import urllib.request
    from urllib.parse import parse_qs, urlencode, urlsplit

    asked = parse_qs(urlsplit(address).query)
    answer = urlencode({"error": "access_denied", "state": asked["state"][0], "iss": issuer})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    # The address is our own listener's on loopback.
    with direct.open(f"{asked['redirect_uri'][0]}?{answer}", timeout=10) as page:
        page.read()
