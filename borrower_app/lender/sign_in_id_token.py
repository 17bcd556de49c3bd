"""The claims of an id_token that this app uses: when the person signed in, and who, to notice another person.

Checked as OpenID Connect Core 1.0, section 3.1.3.7 asks: issuer, audience, authorised party, end, nonce.
**The signature is not checked, on purpose**: the token comes straight from the token endpoint over TLS that this app
verified itself, and point 6 of that section lets the server's TLS identity stand in for the signature then. An id_token
that came on any other way (through the browser, from a file) must never be given to this module.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from borrower_app.failures import BadServerData, FailureCode
from borrower_app.lender.sign_in_exchange import decoded
from borrower_app.lender.sign_in_tokens import LAST_SECOND

LEEWAY_SECONDS: Final = 120
Seconds = Annotated[int, Meta(ge=0, le=LAST_SECOND)] | Annotated[float, Meta(ge=0, le=LAST_SECOND)]
ShortClaim = Annotated[str, Meta(max_length=2_000)]


class Claims(Struct, frozen=True, kw_only=True):
    """Instants are seconds since 1970 UTC by the provider's clock. `sub` names the person, for this provider only."""

    iss: ShortClaim
    sub: Annotated[str, Meta(min_length=1, max_length=255)]
    aud: ShortClaim | tuple[ShortClaim, ...]
    exp: Seconds
    azp: ShortClaim | None = None
    nonce: ShortClaim | None = None
    auth_time: Seconds | None = None

    @property
    def audiences(self) -> tuple[str, ...]:
        """Whom the token is for."""
        return (self.aud,) if isinstance(self.aud, str) else self.aud


_CLAIMS: Final = msgspec.json.Decoder(Claims)


def read_id_token(token: str, *, issuer: str, client_id: str, nonce: str | None, provider_now: float | None) -> Claims:
    """The checked claims; raises BadServerData. `nonce` None: none was sent (device grant, refresh).

    `provider_now` None: a refresh, where only who it is about counts (OpenID Connect Core, section 12.2).
    """
    parts = token.split(".")
    if len(parts) != 3:
        raise _refused("is no signed token")
    claims = decoded(_bytes_of(parts[1]), _CLAIMS)
    if claims.iss != issuer:
        raise _refused("is of another issuer")
    if client_id not in claims.audiences or len(claims.audiences) != 1:
        # Point 3: further audiences would have to be trusted, and none is.
        raise _refused("is for another audience")
    if claims.azp is not None and claims.azp != client_id:
        raise _refused("is for another client")
    if provider_now is not None and claims.exp + LEEWAY_SECONDS <= provider_now:
        raise _refused("is over")
    if nonce is not None and not (claims.nonce and hmac.compare_digest(claims.nonce.encode(), nonce.encode())):
        raise _refused("answers another request")
    return claims


def _bytes_of(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refused("is not base64url") from None


def _refused(reason: str) -> BadServerData:
    return BadServerData(FailureCode.BAD_ANSWER, f"the id_token {reason}")
