"""Sign-in in the system browser: the authorization request with PKCE, and how its answer is judged.

RFC 8252 (native apps), RFC 7636 (PKCE, S256 only), RFC 9207 (the issuer in the answer). Pure: who opens the browser and
who listens is decided elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlencode

from borrower_app.failures import BadServerData, Failure, FailureCode, Offline, SignInNeeded
from borrower_app.lender.sign_in_metadata import Metadata

LONGEST_CODE: Final = 4_096
WRONG_ISSUER: Final = "wrong_issuer"
"""Our own name for an answer that another provider has given; no provider sends it."""


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """One trip to the browser. Everything but `address` stays in memory here."""

    address: str
    issuer: str
    issuer_announced: bool
    redirect_uri: str
    state: str
    verifier: str
    nonce: str | None
    fresh: bool
    started: float
    """This computer's clock when the request was made, in seconds since 1970 UTC."""

    def __repr__(self) -> str:
        return "AuthorizationRequest(…)"


@dataclass(frozen=True, slots=True)
class BrowserAnswer:
    """What the provider sent back through the browser: a code, or the name of an error."""

    code: str = ""
    error: str = ""

    def __repr__(self) -> str:
        return f"BrowserAnswer({self.error or 'code'})"


def challenge_of(verifier: str) -> str:
    """The S256 challenge (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def authorization_request(
    metadata: Metadata, client_id: str, redirect_uri: str, *, fresh: bool, now: float
) -> AuthorizationRequest:
    """A new request with random state, verifier and, where an id_token is asked for, nonce.

    `fresh`: the person must prove anew who they are, whatever the browser remembers (`prompt=login`, `max_age=0`).
    """
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    nonce = secrets.token_urlsafe(32) if "openid" in metadata.scopes else None
    members = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    if metadata.scopes:
        members["scope"] = " ".join(metadata.scopes)
    if nonce is not None:
        members["nonce"] = nonce
    prompts = _prompts(metadata, fresh)
    if prompts:
        members["prompt"] = " ".join(prompts)
    if fresh:
        members["max_age"] = "0"
    endpoint = metadata.authorization_endpoint or ""
    # RFC 6749, section 3.1: a query that the endpoint has of its own stays.
    separator = "&" if "?" in endpoint else "?"
    return AuthorizationRequest(
        address=endpoint + separator + urlencode(members),
        issuer=metadata.issuer,
        issuer_announced=metadata.authorization_response_iss_parameter_supported is True,
        redirect_uri=redirect_uri,
        state=state,
        verifier=verifier,
        nonce=nonce,
        fresh=fresh,
        started=now,
    )


def _prompts(metadata: Metadata, fresh: bool) -> list[str]:
    """`consent` goes with `offline_access` (OpenID Connect Core, section 11), `login` with a fresh sign-in."""
    wanted = (["login"] if fresh else []) + (["consent"] if "offline_access" in metadata.scopes else [])
    listed = metadata.prompt_values_supported
    return wanted if listed is None else [value for value in wanted if value in listed]


def read_answer(request: AuthorizationRequest, query: str) -> BrowserAnswer | None:
    """What came back to the redirect address; None for what is no answer to this request (wrong or no state).

    An answer with the right state whose `iss` is another one, or is missing although the provider announced it, ends
    the sign-in: its code may belong to somebody else's provider (RFC 9207, section 2.4).
    """
    try:
        members = parse_qs(query, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        return None
    if any(len(values) > 1 for values in members.values()):
        # RFC 6749, section 3.1: no parameter stands twice.
        return None
    told = {name: values[0] for name, values in members.items()}
    if not hmac.compare_digest(told.get("state", "").encode(), request.state.encode()):
        return None
    issuer = told.get("iss")
    if issuer is None and request.issuer_announced:
        return BrowserAnswer(error=WRONG_ISSUER)
    if issuer is not None and issuer != request.issuer:
        return BrowserAnswer(error=WRONG_ISSUER)
    if told.get("error"):
        return BrowserAnswer(error=told["error"][:100])
    code = told.get("code", "")
    return BrowserAnswer(code=code) if 0 < len(code) <= LONGEST_CODE else None


def failure_of_answer(error: str) -> Failure:
    """What an error answer means (RFC 6749, section 4.1.2.1)."""
    if error == "access_denied":
        return SignInNeeded(FailureCode.SIGN_IN_DECLINED)
    if error in ("temporarily_unavailable", "server_error"):
        return Offline(FailureCode.SERVER_BUSY, error)
    if error == WRONG_ISSUER:
        return BadServerData(FailureCode.BAD_ANSWER, "another issuer answered in the browser")
    return BadServerData(FailureCode.BAD_ANSWER, "the provider refused the sign-in request")
