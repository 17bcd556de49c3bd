"""The access token of a running app: in memory only, renewed from the kept session when it ends or is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from borrower_app.failures import FailureCode, SignInNeeded
from borrower_app.lender.sign_in import SignIn
from borrower_app.lender.sign_in_tokens import Granted, Session

EARLY_SECONDS: Final = 30.0


class SessionTokens:
    """Gives access tokens out. `load` reads the kept session, `monotonic` is a clock that never goes back."""

    def __init__(
        self,
        sign_in: SignIn,
        load: Callable[[], Session | None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sign_in = sign_in
        self._load = load
        self._monotonic = monotonic
        self._token: str | None = None
        self._good_until = 0.0

    def accept(self, granted: Granted) -> None:
        """Use what a sign-in has brought."""
        self._token = granted.access_token
        self._good_until = self._monotonic() + granted.expires_in - EARLY_SECONDS

    @property
    def are_there(self) -> bool:
        """Whether an access token is in memory that should still be good."""
        return self._token is not None and self._monotonic() < self._good_until

    @property
    def in_memory(self) -> str | None:
        """The access token as long as it should still be good; may be asked for from any thread."""
        token, good_until = self._token, self._good_until
        return token if self._monotonic() < good_until else None

    def forget(self) -> None:
        """Signed out."""
        self._token = None

    def current(self) -> str:
        """The access token to use now; raises SignInNeeded, Offline, BadServerData."""
        if self._token is None or self._monotonic() >= self._good_until:
            return self.renewed()
        return self._token

    def renewed(self) -> str:
        """A new access token from the kept session; raises SignInNeeded, Offline, BadServerData."""
        self._token = None
        session = self._load()
        if session is None:
            raise SignInNeeded(FailureCode.SIGN_IN_MISSING)
        granted = self._sign_in.refresh(session)
        self.accept(granted)
        return granted.access_token


class GivenToken:
    """One access token that somebody else renews: for a line that must not touch the kept session."""

    def __init__(self, token: str) -> None:
        self._token = token

    def current(self) -> str:
        """The token."""
        return self._token

    def renewed(self) -> str:
        """There is no other one here: raises SignInNeeded."""
        raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
