"""Codes of the browser sign-in: single use, 60 seconds, bound to client, redirect address and PKCE challenge."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from sqlalchemy import insert, select, update

from borrower_app.sandbox.books.tables import authorization_codes
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.sign_in import token_store
from borrower_app.sandbox.sign_in.token_store import TokenPair

CODE_SECONDS = 60
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def issue(turn: Turn, *, client_id: str, redirect_uri: str, challenge: str, auth_time: float) -> str:
    """A new code; `auth_time` are the seconds since 1970 at which the person signed in."""
    code = secrets.token_urlsafe(32)
    turn.connection.execute(
        insert(authorization_codes),
        {
            "code_hash": token_store.token_hash(code),
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "challenge": challenge,
            "auth_time": auth_time,
            "expires_at": turn.seconds() + CODE_SECONDS,
            "spent": False,
        },
    )
    return code


def redeem(turn: Turn, code: str, client_id: str, redirect_uri: str, verifier: str) -> TokenPair | None:
    """The first pair of tokens, or None. Every try spends the code.

    A code that comes a second time ends the sign-in that came from it (RFC 6749, section 4.1.2): one of the two who
    sent it has stolen it.
    """
    key = authorization_codes.c.code_hash == token_store.token_hash(code)
    row = turn.connection.execute(select(authorization_codes).where(key)).first()
    if row is None:
        return None
    if row.spent:
        if row.family is not None:
            token_store.revoke_family(turn, row.family)
        return None
    turn.connection.execute(update(authorization_codes).where(key).values(spent=True))
    fits = (
        row.client_id == client_id
        and row.redirect_uri == redirect_uri
        and row.expires_at > turn.seconds()
        and _fits(verifier, row.challenge)
    )
    if not fits:
        return None
    pair = token_store.start_family(turn, client_id, row.auth_time)
    turn.connection.execute(update(authorization_codes).where(key).values(family=pair.family))
    return pair


def _fits(verifier: str, challenge: str) -> bool:
    """RFC 7636, section 4.6, S256 only."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return hmac.compare_digest(digest, challenge)
