"""What a sign-in provider says about itself: RFC 8414, or OpenID Connect Discovery where only that is there.

Nothing is known of a provider beforehand but its origin. Members we do not use are passed over; a member we use is
checked. A provider may offer sign-in in the browser, with a phone, or both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract.discovery import origin_of
from borrower_app.failures import BadServerData, Failure, FailureCode, Offline
from borrower_app.lender.sign_in_exchange import ProviderExchange, decoded, failure_of

WebAddress = Annotated[str, Meta(min_length=1, max_length=2_000)]
Names = tuple[Annotated[str, Meta(max_length=200)], ...]

WANTED_SCOPES: Final = ("openid", "offline_access", "borrower")


class Metadata(Struct, frozen=True, kw_only=True):
    """Where the provider's endpoints are and what it can do. None: it does not say."""

    issuer: WebAddress
    token_endpoint: WebAddress
    authorization_endpoint: WebAddress | None = None
    device_authorization_endpoint: WebAddress | None = None
    revocation_endpoint: WebAddress | None = None
    scopes_supported: Names | None = None
    response_types_supported: Names | None = None
    grant_types_supported: Names | None = None
    code_challenge_methods_supported: Names | None = None
    prompt_values_supported: Names | None = None
    authorization_response_iss_parameter_supported: bool | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        """What to ask for: of our wishes those that the provider lists, all where it lists none."""
        listed = self.scopes_supported
        return WANTED_SCOPES if listed is None else tuple(scope for scope in WANTED_SCOPES if scope in listed)


@dataclass(frozen=True, slots=True)
class Ways:
    """How one can sign in at this provider."""

    browser: bool
    phone: bool


_METADATA: Final = msgspec.json.Decoder(Metadata)


def metadata_addresses(issuer: str) -> tuple[str, ...]:
    """Where an issuer's metadata may be, in the order in which we look.

    RFC 8414, section 3.1 puts the well-known part before the issuer's path, OpenID Connect Discovery 1.0, section 4
    behind it; section 5 of the RFC allows OpenID's name in the first place, too.
    """
    origin = origin_of(issuer)
    path = urlsplit(issuer).path.rstrip("/")
    found = [
        f"{origin}/.well-known/oauth-authorization-server{path}",
        f"{origin}{path}/.well-known/openid-configuration",
    ]
    if path:
        found.append(f"{origin}/.well-known/openid-configuration{path}")
    return tuple(found)


def read_metadata(provider: ProviderExchange, issuer: str) -> Metadata:
    """The issuer's metadata; raises BadServerData when there is none that is its own, Offline."""
    if not provider.owns(issuer):
        raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in host is not the lender file's")
    problem: Failure | None = None
    for address in metadata_addresses(issuer):
        try:
            return _read_one(provider, issuer, address)
        except BadServerData as failure:
            problem = problem or failure
        except Offline as failure:
            # Some providers send unknown addresses to their front page; a network fault ends the search.
            if failure.code is not FailureCode.REDIRECTED:
                raise
            problem = problem or failure
    raise problem or BadServerData(FailureCode.BAD_ANSWER)


def _read_one(provider: ProviderExchange, issuer: str, address: str) -> Metadata:
    answer = provider.get(address)
    if answer.status != 200:
        raise failure_of(answer)
    metadata = decoded(answer.body, _METADATA)
    # RFC 8414, section 3.3: the issuer must be exactly the one that was asked.
    if metadata.issuer != issuer:
        raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in host names another issuer")
    if not provider.owns(metadata.token_endpoint):
        raise BadServerData(FailureCode.BAD_ANSWER, "the token endpoint is outside the lender file's host")
    return metadata


def ways_of(metadata: Metadata, provider: ProviderExchange) -> Ways:
    """How one can sign in. An endpoint on another host is not offered: a provider may narrow, never widen.

    The browser needs PKCE with S256 (RFC 8252, section 6). A provider that lists its methods or grants and leaves ours
    out does not offer it; one that lists none is tried: these members are optional.
    """

    def lists(names: Names | None, name: str) -> bool:
        return names is None or name in names

    browser = (
        metadata.authorization_endpoint is not None
        and provider.owns(metadata.authorization_endpoint)
        and "#" not in metadata.authorization_endpoint
        and lists(metadata.response_types_supported, "code")
        and lists(metadata.grant_types_supported, "authorization_code")
        and lists(metadata.code_challenge_methods_supported, "S256")
    )
    device = metadata.device_authorization_endpoint
    return Ways(browser=browser, phone=device is not None and provider.owns(device))
