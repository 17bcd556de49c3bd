"""A browser that is remembered by a cookie after a person has signed in there, as at every provider of life."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from sqlalchemy import insert, select

from borrower_app.sandbox.books.tables import browser_sessions
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest
from borrower_app.sandbox.sign_in import token_store

COOKIE = "sandbox_session"
SESSION_SECONDS = 8 * 3_600


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """Who is signed in in this browser, and since when (seconds since 1970)."""

    name: str
    auth_time: float


def session_of(turn: Turn, request: HttpRequest) -> BrowserSession | None:
    """The session that the request's cookie names, while it lasts."""
    try:
        morsel = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    if morsel is None:
        return None
    row = turn.connection.execute(
        select(browser_sessions).where(browser_sessions.c.hash == token_store.token_hash(morsel.value))
    ).first()
    if row is None or row.expires_at <= turn.seconds():
        return None
    return BrowserSession(row.name, row.auth_time)


def start_session(turn: Turn, name: str) -> tuple[BrowserSession, str]:
    """A person signs in now: the session, and the `Set-Cookie` header that goes with it."""
    token = secrets.token_urlsafe(32)
    session = BrowserSession(name, turn.seconds())
    turn.connection.execute(
        insert(browser_sessions),
        {
            "hash": token_store.token_hash(token),
            "name": name,
            "auth_time": session.auth_time,
            "expires_at": turn.seconds() + SESSION_SECONDS,
        },
    )
    return session, f"{COOKIE}={token}; Path=/oauth; HttpOnly; SameSite=Lax; Max-Age={SESSION_SECONDS}"
