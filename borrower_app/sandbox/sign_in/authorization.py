"""The authorisation server: metadata (RFC 8414), device grant (RFC 8628), tokens (RFC 6749), revocation (RFC 7009).

What a person sees in the browser is in `authorize_page` and `device_page`.
"""

from __future__ import annotations

import re
import secrets
import time
from urllib.parse import parse_qs

from sqlalchemy import insert, select, update

from borrower_app.contract.problems import ProblemType
from borrower_app.identifiers import draw
from borrower_app.sandbox.books.tables import devices
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import HttpRequest, Reply, json_reply, refuse
from borrower_app.sandbox.sign_in import authorization_codes, token_store
from borrower_app.sandbox.sign_in.token_store import SignedInPerson, TokenPair

METADATA_PATH = "/.well-known/oauth-authorization-server"
AUTHORIZATION_PATH = "/oauth/authorize"
DEVICE_AUTHORIZATION_PATH = "/oauth/device_authorization"
TOKEN_PATH = "/oauth/token"
REVOCATION_PATH = "/oauth/revoke"
DEVICE_PAGE_PATH = "/device"

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
DEVICE_SECONDS = 600
POLLING_INTERVAL = 1
SCOPE = "borrower"
_TOLERANCE = 0.2
"""Seconds by which a poll may come early: the network may have delayed the answer before."""
_USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""RFC 8628, section 6.1: no vowels, so that no words come out."""
_NO_STORE = (("Cache-Control", "no-store"),)


class _GrantError(Exception):
    """An error answer of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(error)
        self.error = error
        self.description = description

    def reply(self) -> Reply:
        """The error as JSON; 401 for an unknown client only."""
        body = {"error": self.error} | ({"error_description": self.description} if self.description else {})
        return json_reply(body, 400, _NO_STORE)


def metadata(turn: Turn) -> Reply:
    """RFC 8414: where everything is."""
    return json_reply(
        {
            "issuer": turn.origin,
            "authorization_endpoint": turn.origin + AUTHORIZATION_PATH,
            "token_endpoint": turn.origin + TOKEN_PATH,
            "device_authorization_endpoint": turn.origin + DEVICE_AUTHORIZATION_PATH,
            "revocation_endpoint": turn.origin + REVOCATION_PATH,
            "grant_types_supported": ["authorization_code", DEVICE_GRANT, "refresh_token"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            "prompt_values_supported": ["none", "login", "consent"],
            "scopes_supported": [SCOPE],
            "token_endpoint_auth_methods_supported": ["none"],
            "revocation_endpoint_auth_methods_supported": ["none"],
        }
    )


def form_of(request: HttpRequest) -> dict[str, str]:
    """The members of a form body; raises Refusal for another content type."""
    if request.media_type != "application/x-www-form-urlencoded":
        raise refuse(ProblemType.UNSUPPORTED_MEDIA_TYPE, "application/x-www-form-urlencoded is expected")
    try:
        pairs = parse_qs(request.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise refuse(ProblemType.INVALID_REQUEST, "the form cannot be read") from None
    return {name: values[0] for name, values in pairs.items() if len(values) == 1}


def _member(form: dict[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise _GrantError("invalid_request", f"{name} is missing")
    return value


def is_client(name: str) -> bool:
    """Whether a client may be called so; here every public client is known."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}", name) is not None


def _client(form: dict[str, str]) -> str:
    client = _member(form, "client_id")
    if not is_client(client):
        raise _GrantError("invalid_client")
    return client


def start_device(turn: Turn, request: HttpRequest, approve: bool) -> Reply:
    """RFC 8628, section 3.1: a device code; with `approve` the person has said yes before being asked."""
    try:
        client = _client(form_of(request))
    except _GrantError as error:
        return error.reply()
    letters = draw(_USER_CODE_LETTERS, 8)
    user_code = f"{letters[:4]}-{letters[4:]}"
    device_code = secrets.token_urlsafe(32)
    turn.connection.execute(
        insert(devices),
        {
            "device_hash": token_store.token_hash(device_code),
            "user_code": user_code,
            "client_id": client,
            "state": "approved" if approve else "pending",
            "approved_at": turn.seconds() if approve else None,
            "expires_at": turn.seconds() + DEVICE_SECONDS,
            "last_poll": 0.0,
            "interval": POLLING_INTERVAL,
        },
    )
    page = turn.origin + DEVICE_PAGE_PATH
    return json_reply(
        {
            "device_code": device_code,
            "user_code": user_code,
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code={user_code}",
            "expires_in": DEVICE_SECONDS,
            "interval": POLLING_INTERVAL,
        },
        headers=_NO_STORE,
    )


def decide_device(turn: Turn, user_code: str, approve: bool) -> bool:
    """A person's yes or no to a code; False when no code is waiting under that text."""
    code = re.sub(r"[^A-Z]", "", user_code.upper())
    changed = turn.connection.execute(
        update(devices)
        .where(
            devices.c.user_code == f"{code[:4]}-{code[4:]}",
            devices.c.state == "pending",
            devices.c.expires_at > turn.seconds(),
        )
        .values(state="approved" if approve else "denied", approved_at=turn.seconds())
    )
    return bool(changed.rowcount)


def token(turn: Turn, request: HttpRequest) -> Reply:
    """The token endpoint."""
    try:
        form = form_of(request)
        grant = _member(form, "grant_type")
        if grant == DEVICE_GRANT:
            pair = _redeem_device(turn, _member(form, "device_code"), _client(form))
        elif grant == "authorization_code":
            pair = _redeem_code(turn, form)
        elif grant == "refresh_token":
            found = token_store.rotate(turn, _member(form, "refresh_token"), _client(form))
            if found is None:
                raise _GrantError("invalid_grant")
            pair = found
        else:
            raise _GrantError("unsupported_grant_type")
    except _GrantError as error:
        return error.reply()
    return _token_reply(pair)


def _redeem_code(turn: Turn, form: dict[str, str]) -> TokenPair:
    code, redirect_uri, verifier = (_member(form, name) for name in ("code", "redirect_uri", "code_verifier"))
    pair = authorization_codes.redeem(turn, code, _client(form), redirect_uri, verifier)
    if pair is None:
        raise _GrantError("invalid_grant")
    return pair


def _token_reply(pair: TokenPair) -> Reply:
    return json_reply(
        {
            "access_token": pair.access,
            "token_type": "Bearer",
            "expires_in": token_store.ACCESS_SECONDS,
            "refresh_token": pair.refresh,
            "scope": SCOPE,
            "auth_time": int(pair.auth_time),
        },
        headers=_NO_STORE,
    )


def _redeem_device(turn: Turn, device_code: str, client: str) -> TokenPair:
    key = devices.c.device_hash == token_store.token_hash(device_code)
    row = turn.connection.execute(select(devices).where(key)).first()
    if row is None or row.client_id != client or row.state == "redeemed":
        raise _GrantError("invalid_grant")
    if row.expires_at <= turn.seconds():
        raise _GrantError("expired_token")
    now = time.time()
    if 0 <= now - row.last_poll < row.interval - _TOLERANCE:
        turn.connection.execute(update(devices).where(key).values(last_poll=now, interval=row.interval + 5))
        raise _GrantError("slow_down")
    turn.connection.execute(update(devices).where(key).values(last_poll=now))
    if row.state == "pending":
        raise _GrantError("authorization_pending")
    if row.state == "denied":
        raise _GrantError("access_denied")
    turn.connection.execute(update(devices).where(key).values(state="redeemed"))
    return token_store.start_family(turn, client, row.approved_at)


def revocation(turn: Turn, request: HttpRequest) -> Reply:
    """RFC 7009: 200 whether or not the token was known."""
    try:
        token_store.revoke(turn, _member(form_of(request), "token"))
    except _GrantError as error:
        return error.reply()
    return json_reply({}, headers=_NO_STORE)


def authenticate(turn: Turn, request: HttpRequest) -> SignedInPerson:
    """The sign-in of a request; raises Refusal (unauthenticated)."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    sign_in = token_store.use_access_token(turn, credentials.strip()) if scheme.lower() == "bearer" else None
    if sign_in is None:
        challenge = 'Bearer realm="borrower"' + (', error="invalid_token"' if credentials else "")
        raise refuse(ProblemType.UNAUTHENTICATED, headers=(("WWW-Authenticate", challenge),))
    return sign_in
