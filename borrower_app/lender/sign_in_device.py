"""Sign-in with a phone: the device authorization grant (RFC 8628)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from borrower_app.failures import BadServerData, FailureCode, SignInNeeded
from borrower_app.lender.sign_in_exchange import ProviderExchange, decoded, failure_of, grant_error
from borrower_app.lender.sign_in_metadata import Metadata, WebAddress
from borrower_app.lender.sign_in_tokens import Token
from borrower_app.lender.transport import HttpAnswer

DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
SLOW_DOWN_SECONDS: Final = 5


class DeviceCode(Struct, frozen=True, kw_only=True):
    """A pending device sign-in (RFC 8628, section 3.2); times in seconds."""

    device_code: Token
    user_code: Annotated[str, Meta(min_length=1, max_length=40)]
    verification_uri: WebAddress
    verification_uri_complete: WebAddress | None = None
    expires_in: Annotated[int, Meta(ge=1, le=86_400)]
    interval: Annotated[int, Meta(ge=1, le=600)] = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """The person has not answered yet; ask again after `interval` seconds."""

    interval: int


_DEVICE: Final = msgspec.json.Decoder(DeviceCode)


def ask_for_code(provider: ProviderExchange, metadata: Metadata, client_id: str) -> DeviceCode:
    """A device code; raises Offline, BadServerData."""
    members = {"client_id": client_id}
    if metadata.scopes:
        members["scope"] = " ".join(metadata.scopes)
    answer = provider.post(metadata.device_authorization_endpoint or "", members)
    if answer.status != 200:
        raise failure_of(answer)
    device = decoded(answer.body, _DEVICE)
    for address in (device.verification_uri, device.verification_uri_complete):
        if address is not None and not (_is_https(address) or provider.owns(address)):
            raise BadServerData(FailureCode.BAD_ANSWER, "the address to open is not a secure one")
    return device


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None


def ask_once(
    provider: ProviderExchange, metadata: Metadata, client_id: str, device: DeviceCode, interval: int
) -> HttpAnswer | Pending:
    """Whether the person has said yes: the tokens, or how long to wait.

    Raises SignInNeeded when they said no or the code ran out, Offline, BadServerData.
    """
    answer = provider.post(
        metadata.token_endpoint,
        {"grant_type": DEVICE_GRANT, "device_code": device.device_code, "client_id": client_id},
    )
    if answer.status == 200:
        return answer
    match grant_error(answer):
        case "authorization_pending":
            return Pending(interval)
        case "slow_down":
            return Pending(interval + SLOW_DOWN_SECONDS)
        case "access_denied":
            raise SignInNeeded(FailureCode.SIGN_IN_DECLINED)
        case "expired_token" | "invalid_grant":
            raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
    raise failure_of(answer)
