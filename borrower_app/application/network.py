"""The lender's side of a running app: transport, sign-in and rounds of sync. Lives in one lane, the network lane."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from borrower_app import clock
from borrower_app.contract.borrower import BORROWER_ID, NOBODY, BorrowerNames, is_same_borrower, lender_digest
from borrower_app.contract.card_tokens import CardToken
from borrower_app.contract.discovery import REDIRECT_PATH, Discovery, LenderFile
from borrower_app.failures import FailureCode, Offline, SignInNeeded
from borrower_app.lender.access import SessionTokens
from borrower_app.lender.client import CardRefused, LenderClient
from borrower_app.lender.contact_line import ContactLine
from borrower_app.lender.sign_in import SignIn
from borrower_app.lender.sign_in_browser import BrowserAnswer, failure_of_answer, read_answer
from borrower_app.lender.sign_in_device import DeviceCode
from borrower_app.lender.sign_in_tokens import Granted, Session
from borrower_app.lender.transport import RequestCancelled, Transport
from borrower_app.store.borrower_calls import Admission
from borrower_app.store.session import SessionVault
from borrower_app.sync.engine import synchronise
from borrower_app.sync.round import Progress, Round, RoundOutcome, StoreCall
from borrower_app.sync.verification import Verified, verify

if TYPE_CHECKING:
    from borrower_app.lender.browser_trip import BrowserTrip

__all__ = ["CardAnswer", "DeviceCode", "Network", "Progress", "RequestCancelled", "RoundOutcome", "Verified"]

BROWSER_SECONDS: Final = 120.0
"""How long the return address of a browser sign-in is open at most (DESIGN section 6)."""
LOST_POLLS: Final = 3
"""So many polls in a row may get no answer before a sign-in with a phone is given up."""

_SESSION = msgspec.json.Decoder(Session)


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What the card host says of a number: the card, or why it is not taken, in the host's own words."""

    card: CardToken | None
    refused: str = ""


class Network:
    """Everything that leaves this computer. `cancel` may be called from any thread, the rest from one."""

    def __init__(
        self,
        lender: LenderFile,
        vault: SessionVault,
        now: Callable[[], dt.datetime] = clock.now,
        store: StoreCall | None = None,
        *,
        folder: Path | None = None,
        uses_proxy: Callable[[], bool] = lambda: False,
    ) -> None:
        """`store` runs a function with the folder's store; None: there is no folder that could be another person's.

        `uses_proxy`: whether the system's proxy is switched on, as it is now. `folder` is where the private page of a
        sign-in may lie; None: where the system keeps what passes.
        """
        self.store = store
        """May be set before the first sign-in."""
        self._has_asked = False
        self._admission = Admission(None)
        self._vault = vault
        self._lender = lender
        self._now = now
        self._transport = Transport(lender, uses_proxy=uses_proxy)
        self._folder = folder
        self._sign_in = SignIn(
            lender,
            self._transport,
            self._keep,
            admit=self._admit,
            kept=self._kept,
            issuer=lambda: self._client.discover()[0].issuer,
            wall_clock=lambda: now().timestamp(),
        )
        self._tokens = SessionTokens(self._sign_in, self._kept)
        self._client = LenderClient(lender, self._transport, self._tokens)
        self.contact_line = ContactLine(lender, uses_proxy)
        """For its own lane: see there."""

    def _keep(self, session: Session) -> None:
        self._vault.bind(self._lender)
        self._vault.save(msgspec.json.encode(session))

    def _kept(self) -> Session | None:
        content = self._vault.load()
        try:
            return _SESSION.decode(content) if content is not None else None
        except msgspec.DecodeError:
            return None

    def _admit(self, grant: Granted) -> Session:
        """Whose sign-in this is, before anything of it is kept.

        Raises SignInNeeded SIGN_IN_OTHER_PERSON, Offline, BadServerData.
        """
        session = grant.session
        if session.borrower is None and BORROWER_ID in self._client.capabilities:
            told = self.called(self._client.borrower_id(grant.access_token))
            session = msgspec.structs.replace(session, borrower=told.by_lender)
        kept = self._kept()
        before = kept.names if kept is not None else None
        if self.store is not None:
            self._admission = self.store(lambda store: store.admit_sign_in(session.names, before))
        else:
            self._admission = Admission(is_same_borrower(before, session.names) if before is not None else None)
        if self._admission.is_same is False:
            raise SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON)
        self._has_asked = session.borrower is not None
        return session

    @property
    def admission(self) -> Admission:
        """What the last sign-in of this run means for the folder."""
        return self._admission

    def who(self, discovery: Discovery) -> BorrowerNames:
        """Who has signed in; the lender is asked once in each run, where it can say. For `sync.identity`."""
        session = self._kept()
        if session is None:
            return NOBODY
        if not self._has_asked and BORROWER_ID in discovery.capabilities:
            told = self.called(self._client.borrower_id())
            # The access token may have been renewed for this.
            session = msgspec.structs.replace(self._kept() or session, borrower=told.by_lender)
            self._keep(session)
            self._has_asked = True
        return session.names

    def called(self, borrower_id: str) -> BorrowerNames:
        """A name by the lender, as it is compared."""
        return BorrowerNames(by_lender=lender_digest(self._lender.lender_id, borrower_id))

    def start_device(self) -> DeviceCode:
        """Ask for a device code; raises SignInNeeded (SIGN_IN_NO_PHONE, SIGN_IN_NO_WAY), Offline, BadServerData."""
        return self._sign_in.start_device()

    def wait_for_device(
        self,
        device: DeviceCode,
        wait: Callable[[float], None] = time.sleep,
        *,
        fresh: bool = False,
    ) -> None:
        """Ask until the person has said yes; `wait` pauses and may raise Cancelled. Raises SignInNeeded on a no.

        `fresh`: a sign-in of before this call does not count (SIGN_IN_NOT_FRESH). A poll without an answer is made
        again, more slowly (RFC 8628, section 3.5); Offline after three in a row.
        """
        since = self._now().timestamp() if fresh else None
        interval = device.interval
        lost = 0
        deadline = time.monotonic() + device.expires_in
        while time.monotonic() < deadline:
            try:
                answer = self._sign_in.poll_device(device, interval, since)
            except Offline:
                lost += 1
                if lost == LOST_POLLS:
                    raise
                interval *= 2
            else:
                lost = 0
                if isinstance(answer, Granted):
                    self._tokens.accept(answer)
                    return
                interval = answer.interval
            wait(float(interval))
        raise SignInNeeded(FailureCode.SIGN_IN_ENDED)

    def sign_in_with_browser(
        self,
        show: Callable[[BrowserTrip], None],
        *,
        fresh: bool = False,
        checkpoint: Callable[[], None] = lambda: None,
        seconds: float = BROWSER_SECONDS,
    ) -> None:
        """Sign in in the system browser: `show` gets the way there and must not wait for the person.

        `fresh`: the person has to prove anew who they are. `checkpoint` is called often and may raise Cancelled.
        Raises SignInNeeded (declined, time over, no such way, not fresh), Offline, BadServerData.
        """
        from borrower_app.lender.browser_trip import BrowserTrip, EntrancePages
        from borrower_app.lender.loopback import LoopbackListener, TimeOver
        from borrower_app.lender.sign_in_page import closing_page

        answers: list[BrowserAnswer] = []
        with (
            LoopbackListener(self._lender.redirect_path or REDIRECT_PATH) as listener,
            EntrancePages(self._folder) as pages,
        ):
            request = self._sign_in.authorization(listener.redirect_uri, fresh=fresh)

            def judge(query: str) -> bytes | None:
                answer = read_answer(request, query)
                if answer is None:
                    return None
                answers.append(answer)
                return closing_page(answer.error)

            show(BrowserTrip(request.address, lambda: pages.make(partial(listener.entrance, request.address))))
            try:
                listener.wait(judge, seconds, checkpoint)
            except TimeOver:
                raise SignInNeeded(FailureCode.SIGN_IN_TIME_OVER) from None
        [answer] = answers
        if answer.error:
            raise failure_of_answer(answer.error)
        self._tokens.accept(self._sign_in.redeem(request, answer.code))

    def is_signed_in(self) -> bool:
        """Whether a sign-in is kept; the lender may have ended it since."""
        session = self._kept()
        return session is not None and (session.refresh_token is not None or self._tokens.are_there)

    def signed_in_at(self) -> dt.datetime | None:
        """When the person signed in themselves, by the provider's clock (`auth_time`); None: not signed in or not told.

        Refreshing does not change it. A sensitive change needs one of the last five minutes; the lender decides.
        """
        session = self._kept()
        if session is None or session.auth_time is None:
            return None
        return dt.datetime.fromtimestamp(session.auth_time, dt.UTC)

    def sign_out(self, wipe: Callable[[], None] = lambda: None) -> None:
        """End the sign-in here, `wipe`, then end it at the lender as far as it can be reached; raises Offline.

        In this order: a lender that does not answer must not keep the data here. Raises what `wipe` raises.
        """
        session = self._kept()
        self._tokens.forget()
        self._vault.clear()
        wipe()
        if session is not None:
            self._sign_in.revoke(session)

    def synchronise(
        self,
        store: StoreCall,
        *,
        checkpoint: Callable[[], None] = lambda: None,
        progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> RoundOutcome:
        """One round: push, then pull; see `sync.engine`."""
        round_ = Round(
            client=self._client,
            store=store,
            now=self._now,
            checkpoint=checkpoint,
            progress=progress,
            identity=self,
        )
        return synchronise(round_)

    def verify(self, store: StoreCall, operation_id: str, code: str) -> Verified:
        """Answer a verification challenge; see `sync.verification`."""
        return verify(Round(client=self._client, store=store, now=self._now), operation_id, code)

    def exchange_card(self, number: str) -> CardAnswer:
        """Give a card number to the lender file's card host, once; raises Offline, SignInNeeded, BadServerData."""
        try:
            return CardAnswer(self._client.exchange_card(number))
        except CardRefused as refusal:
            return CardAnswer(None, refusal.problem.detail or refusal.problem.title)

    @property
    def held_token(self) -> str | None:
        """The access token in memory as long as it should still be good; from any thread."""
        return self._tokens.in_memory

    def access_token(self, refused: str | None = None) -> str:
        """An access token for the contact line; another one where `refused` is what the lender took no more.

        Raises SignInNeeded, Offline, BadServerData.
        """
        token = self._tokens.current()
        return self._tokens.renewed() if token == refused else token

    def cancel(self) -> None:
        """End what is under way, from any thread, and refuse everything further."""
        self.contact_line.cancel()
        self._transport.cancel()

    def close(self) -> None:
        """Close idle connections, and end the contact line."""
        self.contact_line.cancel()
        self._transport.close()
