"""The answers of the token endpoint (RFC 6749, section 5.1) and what is kept of a sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract.borrower import BorrowerNames, NameDigest, sign_in_digest
from borrower_app.failures import BadServerData, FailureCode
from borrower_app.lender.sign_in_exchange import decoded

LONGEST_ACCESS_SECONDS: Final = 86_400
DEFAULT_ACCESS_SECONDS: Final = 300
LAST_SECOND: Final = 253_402_300_799
"""The end of the year 9999: what a datetime can hold."""

Token = Annotated[str, Meta(min_length=1, max_length=8_192, pattern=r"^[ -~]+\Z")]
"""Printable ASCII (RFC 6749, appendix A): what goes into a header or a form as it is, without a line's end."""
AccessToken = Annotated[str, Meta(min_length=1, max_length=8_192, pattern=r"^[!-~]+\Z")]
"""It stands in the header `Authorization` (RFC 6750), where a space would end it."""
Moment = Annotated[int, Meta(ge=0, le=LAST_SECOND)]


class Session(Struct, frozen=True, kw_only=True):
    """What is kept of a sign-in.

    `auth_time`: when the person signed in themselves, in seconds since 1970 UTC by the provider's clock.
    `refresh_token` None: the provider gave none, and the sign-in ends with its access token. `subject` is the
    provider's name for the person, where it told one; `borrower` the digest of the lender's name for them.
    """

    issuer: str
    refresh_token: Token | None
    auth_time: int | None = None
    subject: str | None = None
    borrower: NameDigest | None = None

    @property
    def names(self) -> BorrowerNames:
        """Who has signed in, as far as it was told."""
        by_sign_in = sign_in_digest(self.issuer, self.subject) if self.subject is not None else None
        return BorrowerNames(by_lender=self.borrower, by_sign_in=by_sign_in)


class TokenAnswer(Struct, frozen=True, kw_only=True):
    """A successful answer; members we do not use are passed over."""

    access_token: AccessToken
    token_type: Annotated[str, Meta(max_length=100)] = "Bearer"
    expires_in: Annotated[int, Meta(ge=0, le=1 << 40)] | None = None
    refresh_token: Token | None = None
    id_token: Annotated[str, Meta(max_length=32_768)] | None = None
    auth_time: Moment | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """A sign-in with its access token, good for `expires_in` seconds."""

    session: Session
    access_token: str
    expires_in: int


_TOKENS: Final = msgspec.json.Decoder(TokenAnswer)


def read_tokens(body: bytes) -> TokenAnswer:
    """Decode and check; raises BadServerData."""
    tokens = decoded(body, _TOKENS)
    if tokens.token_type.lower() != "bearer":
        raise BadServerData(FailureCode.BAD_ANSWER, "the access token is not of the kind Bearer")
    return tokens


def granted(session: Session, tokens: TokenAnswer) -> Granted:
    """The sign-in with its access token; an absent or absurd life is bounded."""
    seconds = DEFAULT_ACCESS_SECONDS if tokens.expires_in is None else tokens.expires_in
    return Granted(session, tokens.access_token, min(seconds, LONGEST_ACCESS_SECONDS))
