"""The lender's side of a running app: transport, sign-in and rounds of sync. Lives in one lane, the network lane."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import msgspec

from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import FailureCode, SignInNeeded
from borrower_app.lender.access import SessionTokens
from borrower_app.lender.client import LenderClient
from borrower_app.lender.sign_in import DeviceCode, Granted, Session, SignIn
from borrower_app.lender.transport import Cancelled, Transport
from borrower_app.store.session import SessionVault
from borrower_app.sync.engine import synchronise
from borrower_app.sync.round import Outcome, Progress, Round, StoreCall
from borrower_app.sync.verification import Verified, verify

__all__ = ["Cancelled", "DeviceCode", "Network", "Outcome", "Progress", "Verified"]

_SESSION = msgspec.json.Decoder(Session)


def utc_now() -> dt.datetime:
    """This computer's clock as an aware instant."""
    return dt.datetime.now(dt.UTC)


class Network:
    """Everything that leaves this computer. `cancel` may be called from any thread, the rest from one."""

    def __init__(self, lender: LenderFile, vault: SessionVault, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._vault = vault
        self._lender = lender
        self._now = now
        self._transport = Transport(lender)
        self._sign_in = SignIn(lender, self._transport, self._keep)
        self._tokens = SessionTokens(self._sign_in, self._kept)
        self._client = LenderClient(lender, self._transport, self._tokens)

    def _keep(self, session: Session) -> None:
        self._vault.bind(self._lender)
        self._vault.save(msgspec.json.encode(session))

    def _kept(self) -> Session | None:
        content = self._vault.load()
        try:
            return _SESSION.decode(content) if content is not None else None
        except msgspec.DecodeError:
            return None

    def start_device(self) -> DeviceCode:
        """Ask for a device code; raises Offline, BadServerData."""
        return self._sign_in.start_device()

    def wait_for_device(self, device: DeviceCode, wait: Callable[[float], None] = time.sleep) -> None:
        """Ask until the person has said yes; `wait` pauses and may raise Cancelled. Raises SignInNeeded on a no."""
        interval = device.interval
        deadline = time.monotonic() + device.expires_in
        while time.monotonic() < deadline:
            answer = self._sign_in.poll_device(device, interval)
            if isinstance(answer, Granted):
                self._tokens.accept(answer)
                return
            interval = answer.interval
            wait(float(interval))
        raise SignInNeeded(FailureCode.SIGN_IN_ENDED)

    def is_signed_in(self) -> bool:
        """Whether a sign-in is kept; the lender may have ended it since."""
        return self._kept() is not None

    def sign_out(self) -> None:
        """End the sign-in at the lender, as far as it can be reached, and here in any case; raises Offline."""
        session = self._kept()
        self._tokens.forget()
        self._vault.clear()
        if session is not None:
            self._sign_in.revoke(session)

    def synchronise(
        self,
        store: StoreCall,
        *,
        checkpoint: Callable[[], None] = lambda: None,
        progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> Outcome:
        """One round: push, then pull; see `sync.engine`."""
        round_ = Round(client=self._client, store=store, now=self._now, checkpoint=checkpoint, progress=progress)
        return synchronise(round_)

    def verify(self, store: StoreCall, operation_id: str, code: str) -> Verified:
        """Answer a verification challenge; see `sync.verification`."""
        return verify(Round(client=self._client, store=store, now=self._now), operation_id, code)

    def cancel(self) -> None:
        """End what is under way, from any thread, and refuse everything further."""
        self._transport.cancel()

    def close(self) -> None:
        """Close idle connections."""
        self._transport.close()
