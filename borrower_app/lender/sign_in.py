"""Sign-in with a phone (RFC 8628) and keeping it alive with rotating refresh tokens (RFC 6749, section 6).

All requests go through our own transport, so that deadlines, TLS and host rules hold here too. The access token is in
memory only; a new refresh token is durable before the access token that came with it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar
from urllib.parse import urlencode

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.contract.discovery import LenderFile
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import BadServerData, FailureCode, Offline, SignInNeeded
from borrower_app.lender.client import retry_after_of
from borrower_app.lender.transport import Answer, Transport, Unanswered

T = TypeVar("T")

CLIENT_ID: Final = "borrower-app"
SCOPE: Final = "openid offline_access borrower"
METADATA_PATH: Final = "/.well-known/oauth-authorization-server"
DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
SLOW_DOWN_SECONDS: Final = 5

Token = Annotated[str, Meta(min_length=1, max_length=8_192)]
Address = Annotated[str, Meta(max_length=2_000)]


class Session(Struct, frozen=True, kw_only=True):
    """What is kept of a sign-in. `auth_time` is the instant of the person's own sign-in, in seconds since the epoch."""

    issuer: str
    refresh_token: Token
    auth_time: int | None = None


class Metadata(Struct, frozen=True, kw_only=True):
    """Where the authorisation server's endpoints are (RFC 8414)."""

    issuer: Address
    token_endpoint: Address
    device_authorization_endpoint: Address | None = None
    revocation_endpoint: Address | None = None


class DeviceCode(Struct, frozen=True, kw_only=True):
    """A pending device sign-in (RFC 8628, section 3.2); times in seconds."""

    device_code: Token
    user_code: Annotated[str, Meta(min_length=1, max_length=40)]
    verification_uri: Address
    verification_uri_complete: Address | None = None
    expires_in: Annotated[int, Meta(ge=1, le=86_400)]
    interval: Annotated[int, Meta(ge=1, le=600)] = 5


class _TokenAnswer(Struct, frozen=True, kw_only=True):
    access_token: Token
    expires_in: Annotated[int, Meta(ge=1, le=86_400)] = 300
    refresh_token: Token | None = None
    auth_time: int | None = None


class _GrantFailure(Struct, frozen=True, kw_only=True):
    error: Annotated[str, Meta(max_length=100)]


@dataclass(frozen=True, slots=True)
class Granted:
    """A sign-in with its access token, good for `expires_in` seconds."""

    session: Session
    access_token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class Pending:
    """The person has not answered yet; ask again after `interval` seconds."""

    interval: int


_METADATA: Final = msgspec.json.Decoder(Metadata)
_DEVICE: Final = msgspec.json.Decoder(DeviceCode)
_TOKENS: Final = msgspec.json.Decoder(_TokenAnswer)
_FAILURE: Final = msgspec.json.Decoder(_GrantFailure)


class SignIn:
    """The lender's authorisation server. `save` makes a session durable before its access token is handed out."""

    def __init__(self, lender: LenderFile, transport: Transport, save: Callable[[Session], None]) -> None:
        self._issuer = lender.token_origin
        self._transport = transport
        self._save = save
        self._metadata: Metadata | None = None

    def start_device(self) -> DeviceCode:
        """Ask for a device code; raises Offline, BadServerData."""
        endpoint = self._endpoints().device_authorization_endpoint
        if endpoint is None:
            raise BadServerData(FailureCode.BAD_ANSWER, "the lender offers no sign-in with a phone")
        answer = self._post(endpoint, {"client_id": CLIENT_ID, "scope": SCOPE})
        if answer.status != 200:
            raise _failure(answer)
        device = _decode(answer, _DEVICE)
        for address in (device.verification_uri, device.verification_uri_complete):
            if address is not None and not address.startswith(("https://", self._issuer + "/")):
                raise BadServerData(FailureCode.BAD_ANSWER, "the address to open is not a secure one")
        return device

    def poll_device(self, device: DeviceCode, interval: int) -> Granted | Pending:
        """Ask once whether the person has said yes; raises SignInNeeded when they said no or the code ran out."""
        answer = self._post(
            self._endpoints().token_endpoint,
            {"grant_type": DEVICE_GRANT, "device_code": device.device_code, "client_id": CLIENT_ID},
        )
        if answer.status == 200:
            return self._granted(answer, None)
        match _grant_error(answer):
            case "authorization_pending":
                return Pending(interval)
            case "slow_down":
                return Pending(interval + SLOW_DOWN_SECONDS)
            case "access_denied":
                raise SignInNeeded(FailureCode.SIGN_IN_DECLINED)
            case "expired_token" | "invalid_grant":
                raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        raise _failure(answer)

    def refresh(self, session: Session) -> Granted:
        """A new access token; raises SignInNeeded when the lender has ended the sign-in."""
        answer = self._post(
            self._endpoints().token_endpoint,
            {"grant_type": "refresh_token", "refresh_token": session.refresh_token, "client_id": CLIENT_ID},
        )
        if answer.status == 200:
            return self._granted(answer, session)
        if _grant_error(answer) in ("invalid_grant", "invalid_client", "unauthorized_client"):
            raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        raise _failure(answer)

    def revoke(self, session: Session) -> None:
        """Tell the lender that this sign-in is over (RFC 7009); raises Offline."""
        endpoint = self._endpoints().revocation_endpoint
        if endpoint is not None:
            self._post(endpoint, {"token": session.refresh_token, "client_id": CLIENT_ID})

    def _granted(self, answer: Answer, before: Session | None) -> Granted:
        tokens = _decode(answer, _TOKENS)
        refresh_token = tokens.refresh_token or (before.refresh_token if before else None)
        if refresh_token is None:
            raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in came without a refresh token")
        auth_time = tokens.auth_time if tokens.auth_time is not None else (before.auth_time if before else None)
        session = Session(issuer=self._issuer, refresh_token=refresh_token, auth_time=auth_time)
        self._save(session)
        return Granted(session, tokens.access_token, tokens.expires_in)

    def _endpoints(self) -> Metadata:
        if self._metadata is None:
            answer = self._exchange("GET", self._issuer + METADATA_PATH, None)
            if answer.status != 200:
                raise _failure(answer)
            metadata = _decode(answer, _METADATA)
            # RFC 8414, section 3.3: the issuer must be the one that was asked.
            if metadata.issuer != self._issuer:
                raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in host names another issuer")
            self._metadata = metadata
        return self._metadata

    def _post(self, url: str, members: dict[str, str]) -> Answer:
        return self._exchange("POST", url, urlencode(members).encode())

    def _exchange(self, method: str, url: str, body: bytes | None) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        try:
            return self._transport.exchange(method, url, body=body, headers=headers)
        except Unanswered as error:
            raise error.failure from error


def _decode(answer: Answer, decoder: msgspec.json.Decoder[T]) -> T:
    try:
        strict_json.scan(answer.body)
        return strict_json.decode(answer.body, decoder)
    except ContractViolation as violation:
        raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation


def _grant_error(answer: Answer) -> str | None:
    try:
        strict_json.scan(answer.body)
        return strict_json.decode(answer.body, _FAILURE).error
    except ContractViolation:
        return None


def _failure(answer: Answer) -> Offline | BadServerData:
    if answer.status >= 500 or answer.status == 429:
        return Offline(FailureCode.SERVER_BUSY, f"status {answer.status}", retry_after=retry_after_of(answer))
    return BadServerData(FailureCode.BAD_ANSWER, f"status {answer.status}")
