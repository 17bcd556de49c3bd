"""Tokens and their rotation (RFC 6749, OAuth 2.1 section 4.3): only hashes are kept.

A refresh gives a new pair. The refresh token that was used stays good until one token of a newer pair has been used
once: an answer that was lost on the way costs nothing. A spent refresh token that comes again ends the sign-in.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Row, delete, insert, select, update

from borrower_app.sandbox.books.tables import families, tokens
from borrower_app.sandbox.books.turn import Turn

ACCESS_SECONDS = 600
REFRESH_SECONDS = 90 * 86_400


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """Who is signed in; `auth_time` are the seconds since 1970 at which a person last signed in."""

    family: str
    auth_time: float


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a client is given."""

    family: str
    access: str
    refresh: str
    auth_time: float


def token_hash(token: str) -> str:
    """The only form in which a token is stored."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def start_family(turn: Turn, client_id: str, auth_time: float) -> TokenPair:
    """A new sign-in with its first pair."""
    family = secrets.token_hex(16)
    turn.connection.execute(
        insert(families), {"family": family, "client_id": client_id, "auth_time": auth_time, "revoked": False}
    )
    return _issue(turn, SignedInPerson(family, auth_time), parent=None)


def _issue(turn: Turn, sign_in: SignedInPerson, parent: str | None) -> TokenPair:
    pair = TokenPair(sign_in.family, secrets.token_urlsafe(32), secrets.token_urlsafe(32), sign_in.auth_time)
    pair_id = secrets.token_hex(16)
    for kind, token, life in (("access", pair.access, ACCESS_SECONDS), ("refresh", pair.refresh, REFRESH_SECONDS)):
        turn.connection.execute(
            insert(tokens),
            {
                "hash": token_hash(token),
                "kind": kind,
                "family": sign_in.family,
                "pair": pair_id,
                "parent_pair": parent,
                "used": False,
                "spent": False,
                "expires_at": turn.seconds() + life,
            },
        )
    return pair


def _confirm(turn: Turn, row: Row[tuple[object, ...]]) -> None:
    """A token's first use: the client holds this pair, so its parent and the pair's siblings are spent."""
    if row.used:
        return
    turn.connection.execute(update(tokens).where(tokens.c.hash == row.hash).values(used=True))
    if row.parent_pair is not None:
        older = (tokens.c.kind == "refresh") & (
            (tokens.c.pair == row.parent_pair)
            | ((tokens.c.parent_pair == row.parent_pair) & (tokens.c.pair != row.pair))
        )
        turn.connection.execute(update(tokens).where(older).values(spent=True))


def _find(turn: Turn, token: str, kind: str) -> Row[tuple[object, ...]] | None:
    found = turn.connection.execute(
        select(tokens, families.c.client_id, families.c.auth_time, families.c.revoked)
        .join(families, families.c.family == tokens.c.family)
        .where(tokens.c.hash == token_hash(token), tokens.c.kind == kind)
    ).first()
    if found is None or found.revoked or found.expires_at <= turn.seconds():
        return None
    return found


def use_access_token(turn: Turn, token: str) -> SignedInPerson | None:
    """The sign-in behind a good access token, or None."""
    row = _find(turn, token, "access")
    if row is None:
        return None
    _confirm(turn, row)
    return SignedInPerson(row.family, row.auth_time)


def rotate(turn: Turn, token: str, client_id: str) -> TokenPair | None:
    """A new pair for a good refresh token, or None. A spent one ends the whole sign-in."""
    row = _find(turn, token, "refresh")
    if row is None or row.client_id != client_id:
        return None
    if row.spent:
        revoke_family(turn, row.family)
        return None
    _confirm(turn, row)
    return _issue(turn, SignedInPerson(row.family, row.auth_time), parent=row.pair)


def revoke_family(turn: Turn, family: str) -> None:
    """End a sign-in with all its tokens."""
    turn.connection.execute(update(families).where(families.c.family == family).values(revoked=True))


def revoke(turn: Turn, token: str) -> None:
    """RFC 7009: a refresh token ends its sign-in, an access token only itself; an unknown one is no error."""
    row = turn.connection.execute(
        select(tokens.c.kind, tokens.c.family).where(tokens.c.hash == token_hash(token))
    ).first()
    if row is None:
        return
    if row.kind == "refresh":
        revoke_family(turn, row.family)
    else:
        turn.connection.execute(delete(tokens).where(tokens.c.hash == token_hash(token)))
