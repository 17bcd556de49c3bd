"""A line of its own to the lender for one short question: whether its staff is in contact with the borrower now.

It has its own connections and its own, short deadline, so that it is answered while a round of sync hangs. It never
touches the kept session: the access token is given to it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from borrower_app.contract.contact_status import ContactStatus
from borrower_app.contract.discovery import LenderFile
from borrower_app.lender.access import GivenToken
from borrower_app.lender.client import LenderClient
from borrower_app.lender.transport import RequestCancelled, Transport

ANSWER_SECONDS: Final = 5.0
"""How long an answer is waited for; a later one would be too old to be believed for long."""


class ContactLine:
    """`ask` from one thread, `cancel` from any."""

    def __init__(
        self, lender: LenderFile, uses_proxy: Callable[[], bool] = lambda: False, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._lender = lender
        self._uses_proxy = uses_proxy
        self._seconds = seconds
        self._lock = threading.Lock()
        self._transport: Transport | None = None
        self._is_cancelled = False

    def ask(self, access_token: str) -> ContactStatus:
        """The lender's answer of this moment.

        Raises SignInNeeded (the token is no longer good), Offline, BadServerData, and RequestCancelled after `cancel`.
        """
        return LenderClient(self._lender, self._open(), GivenToken(access_token)).contact_status()

    def cancel(self) -> None:
        """End the question that is under way, and ask no more."""
        with self._lock:
            self._is_cancelled = True
            transport = self._transport
        if transport is not None:
            transport.cancel()
            transport.close()

    def _open(self) -> Transport:
        """Made when first needed: what is only a command never asks."""
        with self._lock:
            if self._is_cancelled:
                raise RequestCancelled
            if self._transport is None:
                self._transport = Transport(self._lender, deadline=self._seconds, uses_proxy=self._uses_proxy)
            return self._transport
