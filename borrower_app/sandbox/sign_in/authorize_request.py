"""A browser sign-in as a client asks for it: checked, and carried through the page sealed, so that nothing changes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply
from borrower_app.sandbox.sign_in.authorization import is_client

PAGE_SECONDS = 600
"""How long a page may stay open before it is answered."""
_REDIRECT = re.compile(r"http://(?:127\.0\.0\.1|\[::1\])(?::([0-9]{1,5}))?/[A-Za-z0-9._~/-]{0,200}")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})


class AuthorizeRequest(Struct, frozen=True):
    """What the client wants. `max_age` in seconds; `until` is the last second at which the page may be answered."""

    client_id: str
    redirect_uri: str
    state: str
    challenge: str
    prompts: tuple[str, ...]
    max_age: int | None
    until: float

    def allows(self, auth_time: float, now: float) -> bool:
        """Whether a person who signed in then need not do it again."""
        if "login" in self.prompts:
            return False
        return self.max_age is None or now - auth_time <= self.max_age


class NoRedirect(Exception):
    """Client or redirect address are not right: the person is told, nobody is sent anywhere (RFC 6749, 4.1.2.1)."""


class RefusedRequest(Exception):
    """An error that the client is told of by redirect."""

    def __init__(self, error: str, redirect_uri: str, state: str) -> None:
        super().__init__(error)
        self.error = error
        self.redirect_uri = redirect_uri
        self.state = state

    def reply(self, turn: Turn) -> Reply:
        """The redirect."""
        return redirect(turn, self.redirect_uri, self.state, error=self.error)


def redirect(turn: Turn, redirect_uri: str, state: str, cookie: str | None = None, **members: str) -> Reply:
    """Send the browser back with an answer; `iss` tells who gave it (RFC 9207)."""
    told = {**members, **({"state": state} if state else {}), "iss": turn.origin}
    headers = [("Location", f"{redirect_uri}?{urlencode(told)}"), ("Cache-Control", "no-store")]
    if cookie is not None:
        headers.append(("Set-Cookie", cookie))
    # 303: the browser asks with GET, whatever it sent here (RFC 9700, section 4.12).
    return Reply(303, b"", "text/plain; charset=utf-8", tuple(headers))


def read_request(turn: Turn, request: HttpRequest) -> AuthorizeRequest:
    """The checked request; raises NoRedirect, RefusedRequest."""
    members = request.query
    told = {name: values[0] for name, values in members.items() if len(values) == 1}
    redirect_uri, state = told.get("redirect_uri", ""), told.get("state", "")
    if not is_client(told.get("client_id", "")) or not _is_loopback_redirect(redirect_uri):
        raise NoRedirect

    def demand(good: bool, error: str = "invalid_request") -> None:
        if not good:
            raise RefusedRequest(error, redirect_uri, state)

    demand(len(told) == len(members) and len(state) <= 1_000)
    demand(
        told.get("response_type") == "code",
        "unsupported_response_type" if "response_type" in told else "invalid_request",
    )
    demand(told.get("code_challenge_method") == "S256" and bool(_CHALLENGE.fullmatch(told.get("code_challenge", ""))))
    prompts = tuple(told.get("prompt", "").split())
    demand(_PROMPTS.issuperset(prompts) and ("none" not in prompts or len(prompts) == 1))
    demand("none" not in prompts, "interaction_required")
    max_age = told.get("max_age")
    demand(max_age is None or re.fullmatch(r"[0-9]{1,9}", max_age) is not None)
    return AuthorizeRequest(
        told["client_id"],
        redirect_uri,
        state,
        told["code_challenge"],
        prompts,
        int(max_age) if max_age is not None else None,
        turn.seconds() + PAGE_SECONDS,
    )


def _is_loopback_redirect(address: str) -> bool:
    """RFC 8252, section 7.3: a loopback address by number, any port, any path of ours; nothing else."""
    match = _REDIRECT.fullmatch(address)
    return match is not None and (match[1] is None or 0 < int(match[1]) <= 65_535)


def seal(turn: Turn, wanted: AuthorizeRequest) -> str:
    """The request as it stands in the page: readable, but only we can make one."""
    content = base64.urlsafe_b64encode(msgspec.json.encode(wanted)).decode()
    return f"{content}.{_mark(turn, content)}"


def unseal(turn: Turn, text: str) -> AuthorizeRequest | None:
    """The request that we sealed; None for anything else, and when the page was open for too long."""
    content, _, mark = text.partition(".")
    if not hmac.compare_digest(mark.encode(errors="replace"), _mark(turn, content).encode()):
        return None
    try:
        wanted = msgspec.json.decode(base64.urlsafe_b64decode(content), type=AuthorizeRequest)
    except (binascii.Error, ValueError):
        return None
    return wanted if wanted.until > turn.seconds() else None


def _mark(turn: Turn, content: str) -> str:
    return hmac.new(turn.secret, b"authorize\n" + content.encode(errors="replace"), hashlib.sha256).hexdigest()
