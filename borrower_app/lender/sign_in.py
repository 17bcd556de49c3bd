"""Signing in at a lender's provider and keeping it alive: browser (RFC 8252), phone (RFC 8628), refresh (RFC 6749, 6).

Only the lender file's token origin is trusted; the lender names the issuer there, the issuer names its endpoints there.
The access token is in memory only; a new refresh token is durable before the access token that came with it is used.
Tokens that are not taken, and those of a sign-in that another one replaces, are revoked at the provider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import msgspec

from borrower_app import clock
from borrower_app.contract.discovery import LenderFile
from borrower_app.failures import BadServerData, Failure, FailureCode, SignInNeeded
from borrower_app.lender.sign_in_browser import AuthorizationRequest, authorization_request
from borrower_app.lender.sign_in_device import DeviceCode, Pending, ask_for_code, ask_once
from borrower_app.lender.sign_in_exchange import ProviderExchange, failure_of, grant_error
from borrower_app.lender.sign_in_id_token import Claims, read_id_token
from borrower_app.lender.sign_in_metadata import Metadata, Ways, read_metadata, ways_of
from borrower_app.lender.sign_in_tokens import Granted, Session, TokenAnswer, granted, read_tokens
from borrower_app.lender.transport import HttpAnswer, RequestCancelled, Transport

FRESH_LEEWAY_SECONDS: Final = 60
"""By how much a fresh sign-in may seem to lie before it was asked for: `auth_time` and `Date` have whole seconds."""


class SignIn:
    """The lender's sign-in provider. `save` makes a session durable before its access token is handed out.

    `admit` looks at a sign-in before anything of it is kept, and returns what is to be kept or raises; `kept` reads the
    session of before, `issuer` asks the lender for its provider (None: the token origin itself).
    """

    def __init__(
        self,
        lender: LenderFile,
        transport: Transport,
        save: Callable[[Session], None],
        *,
        admit: Callable[[Granted], Session] = lambda granted: granted.session,
        kept: Callable[[], Session | None] = lambda: None,
        issuer: Callable[[], str] | None = None,
        wall_clock: Callable[[], float] = clock.seconds,
    ) -> None:
        self._client_id = lender.client_id
        self._provider = ProviderExchange(transport, lender.token_origin)
        self._save = save
        self._admit = admit
        self._kept = kept
        self._ask_issuer = issuer or (lambda: lender.token_origin)
        self._wall_clock = wall_clock
        self._metadata: dict[str, Metadata] = {}
        self._issuer: str | None = None

    def ways(self) -> Ways:
        """How one can sign in; asks lender and provider anew. Raises Offline, BadServerData."""
        self._issuer = None
        self._metadata.clear()
        return ways_of(self._current(), self._provider)

    def start_device(self) -> DeviceCode:
        """Ask for a device code; raises SignInNeeded where there is no sign-in with a phone, Offline, BadServerData."""
        ways = self.ways()
        if not ways.phone:
            raise SignInNeeded(FailureCode.SIGN_IN_NO_PHONE if ways.browser else FailureCode.SIGN_IN_NO_WAY)
        return ask_for_code(self._provider, self._current(), self._client_id)

    def poll_device(self, device: DeviceCode, interval: int, fresh_since: float | None = None) -> Granted | Pending:
        """Ask once whether the person has said yes; raises SignInNeeded when they said no or the code ran out.

        `fresh_since`: this clock's instant (seconds since 1970) before which no sign-in counts. A provider that does
        not say when the person signed in is believed here: the device grant cannot ask it to.
        """
        answer = ask_once(self._provider, self._current(), self._client_id, device, interval)
        if isinstance(answer, Pending):
            return answer
        return self._signed_in(answer, None, fresh_since, silence_is_fresh=True)

    def authorization(self, redirect_uri: str, *, fresh: bool) -> AuthorizationRequest:
        """The request to open in the browser; raises SignInNeeded where there is no sign-in in the browser, Offline."""
        ways = self.ways()
        if not ways.browser:
            raise SignInNeeded(FailureCode.SIGN_IN_NO_BROWSER if ways.phone else FailureCode.SIGN_IN_NO_WAY)
        return authorization_request(
            self._current(), self._client_id, redirect_uri, fresh=fresh, now=self._wall_clock()
        )

    def redeem(self, request: AuthorizationRequest, code: str) -> Granted:
        """Exchange a code for tokens, once; raises SignInNeeded when it is over or spent, Offline, BadServerData."""
        answer = self._provider.post(
            self._current().token_endpoint,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": request.redirect_uri,
                "client_id": self._client_id,
                "code_verifier": request.verifier,
            },
        )
        if answer.status == 200:
            since = request.started if request.fresh else None
            return self._signed_in(answer, request.nonce, since, silence_is_fresh=False)
        if grant_error(answer) == "invalid_grant":
            raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        raise failure_of(answer)

    def refresh(self, session: Session) -> Granted:
        """A new access token; raises SignInNeeded when the lender has ended the sign-in, or answers for another person.

        When they signed in cannot change by a refresh, so an id_token's `auth_time` is not looked at.
        """
        if session.refresh_token is None:
            raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        answer = self._provider.post(
            self._metadata_of(session.issuer).token_endpoint,
            {"grant_type": "refresh_token", "refresh_token": session.refresh_token, "client_id": self._client_id},
        )
        if answer.status == 200:
            tokens = read_tokens(answer.body)
            renewed = msgspec.structs.replace(
                session,
                refresh_token=tokens.refresh_token or session.refresh_token,
                auth_time=session.auth_time if tokens.auth_time is None else tokens.auth_time,
            )
            # What a lost connection held up is tried again with the same sign-in; another person's tokens are not.
            with self._revoking(renewed, SignInNeeded):
                renewed = self._of_same_person(renewed, tokens)
            if renewed != session:
                self._save(renewed)
            return granted(renewed, tokens)
        if grant_error(answer) in ("invalid_grant", "invalid_client", "unauthorized_client"):
            raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        raise failure_of(answer)

    def revoke(self, session: Session) -> None:
        """Tell the lender that this sign-in is over (RFC 7009); raises Offline."""
        endpoint = self._metadata_of(session.issuer).revocation_endpoint
        if endpoint is not None and session.refresh_token is not None and self._provider.owns(endpoint):
            self._provider.post(endpoint, {"token": session.refresh_token, "client_id": self._client_id})

    def _signed_in(
        self, answer: HttpAnswer, nonce: str | None, fresh_since: float | None, *, silence_is_fresh: bool
    ) -> Granted:
        """Check and keep what a person's own sign-in has brought."""
        tokens = read_tokens(answer.body)
        session = Session(issuer=self._current().issuer, refresh_token=tokens.refresh_token)
        with self._revoking(session):
            clock_difference = answer.clock_difference or 0.0
            claims = self._claims(tokens, session.issuer, nonce, self._wall_clock() - clock_difference)
            auth_time = tokens.auth_time
            if claims is not None and claims.auth_time is not None:
                auth_time = int(claims.auth_time)
            if fresh_since is not None:
                _demand_fresh(auth_time, fresh_since - clock_difference, silence_is_fresh)
            subject = claims.sub if claims is not None else None
            session = msgspec.structs.replace(session, auth_time=auth_time, subject=subject)
            before = self._kept()
            session = self._admit(granted(session, tokens))
            self._save(session)
        if before is not None and before.refresh_token != session.refresh_token:
            self._revoke_if_possible(before)
        return granted(session, tokens)

    def _of_same_person(self, renewed: Session, tokens: TokenAnswer) -> Session:
        """A refresh continues one person's sign-in (OpenID Connect Core, section 12.2: the same `iss` and `sub`)."""
        claims = self._claims(tokens, renewed.issuer, None, None)
        if claims is None or claims.sub == renewed.subject:
            return renewed
        if renewed.subject is not None:
            raise SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON)
        # Told for the first time: compared as at a sign-in.
        return self._admit(granted(msgspec.structs.replace(renewed, subject=claims.sub), tokens))

    @contextmanager
    def _revoking(self, session: Session, refusal: type[Failure] = Failure) -> Iterator[None]:
        """What is refused inside does not stay alive at the provider."""
        try:
            yield
        except refusal:
            self._revoke_if_possible(session)
            raise

    def _revoke_if_possible(self, session: Session) -> None:
        """It is over here in any case; a provider that can't be reached ends it by itself in its time."""
        with suppress(Failure, RequestCancelled):
            self.revoke(session)

    def _claims(self, tokens: TokenAnswer, issuer: str, nonce: str | None, provider_now: float | None) -> Claims | None:
        if tokens.id_token is None:
            return None
        return read_id_token(
            tokens.id_token, issuer=issuer, client_id=self._client_id, nonce=nonce, provider_now=provider_now
        )

    def _current(self) -> Metadata:
        if self._issuer is None:
            self._issuer = self._ask_issuer()
        return self._metadata_of(self._issuer)

    def _metadata_of(self, issuer: str) -> Metadata:
        if not self._provider.owns(issuer):
            raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in host is not the lender file's")
        if issuer not in self._metadata:
            self._metadata[issuer] = read_metadata(self._provider, issuer)
        return self._metadata[issuer]


def _demand_fresh(auth_time: int | None, since: float, silence_is_fresh: bool) -> None:
    """OpenID Connect Core, 3.1.2.1: who sends `max_age` gets an `auth_time`, and checks it."""
    if auth_time is None:
        if not silence_is_fresh:
            raise SignInNeeded(FailureCode.SIGN_IN_NOT_FRESH, "no auth_time")
    elif auth_time < since - FRESH_LEEWAY_SECONDS:
        raise SignInNeeded(FailureCode.SIGN_IN_NOT_FRESH)
