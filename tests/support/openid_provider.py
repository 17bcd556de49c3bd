"""A second, independent sign-in provider: OpenID Connect as others do it, with little in common with the sandbox.

Its issuer has a path, only `openid-configuration` is there, the authorisation endpoint has a query of its own, refresh
tokens do not rotate, and when the person signed in stands in the id_token alone. It also serves the lender's discovery
document, so that a lender file with one origin is enough.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from borrower_app.contract.discovery import LenderFile

REALM = "/realms/borrowers"
OPENID_CONFIGURATION = f"{REALM}/.well-known/openid-configuration"
AUTHORIZE = f"{REALM}/protocol/auth"
TOKEN = f"{REALM}/protocol/token"
DEVICE = f"{REALM}/protocol/auth/device"
REVOKE = f"{REALM}/protocol/revoke"
CLIENT = "lender-desktop-7f3a"


@dataclass
class OpenIdProvider:
    """`with OpenIdProvider(...) as provider:`. Members may be changed while it runs; `requests` is what came in."""

    browser: bool = True
    device: bool = False
    announces_issuer: bool = False
    tells_issuer: bool = False
    tells_auth_time: bool = True
    gives_id_token: bool = True
    gives_refresh_token: bool = True
    rotates: bool = False
    revokes: bool = True
    realm: str = REALM
    """The path of the issuer: one host may serve several."""
    token_members: dict[str, Any] = field(default_factory=dict)
    """Members of the token answer that are replaced."""
    subject: str = "person-1"
    signed_in_ago: float = 0.0
    """Seconds by which the person's own sign-in lies back, whatever was asked for."""
    error: str = ""
    """Answer the browser with this error instead of a code."""
    answer_with: dict[str, str] = field(default_factory=dict)
    """Members of the browser's answer that are replaced."""
    claim: dict[str, Any] = field(default_factory=dict)
    """Claims that are replaced; None leaves one out."""
    announce: dict[str, Any] = field(default_factory=dict)
    """Members of the metadata that are replaced; None leaves one out."""
    metadata_paths: tuple[str, ...] = (OPENID_CONFIGURATION,)
    client_id: str = CLIENT
    redirect_path: str | None = "/callback"
    other_answer: tuple[int, dict[str, str], object] = (404, {}, b"<html>not here</html>")
    """What any other address gets."""
    instead: dict[str, tuple[int, dict[str, str], object]] = field(default_factory=dict)
    """What a path gets instead of the honest answer."""
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._refresh_tokens: set[str] = set()
        self.revoked: list[str] = []
        self.people: dict[str, str] = {}
        """Subjects by access token."""
        self._devices: dict[str, int] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            """One request a connection."""

            def do_GET(self) -> None:
                provider._serve(self)

            def do_POST(self) -> None:
                provider._serve(self)

            def do_PUT(self) -> None:
                provider._serve(self)

            def log_message(self, *_arguments: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="openid provider")

    @property
    def origin(self) -> str:
        """Scheme, address, port."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def issuer(self) -> str:
        """With a path."""
        return self.origin + self.realm

    @property
    def lender(self) -> LenderFile:
        """A lender file that trusts this provider."""
        return LenderFile(
            lender_id="lender",
            name="Lender",
            origin=self.origin,
            token_origin=self.origin,
            card_origin=self.origin,
            client_id=self.client_id,
            redirect_path=self.redirect_path,
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Gone; may be called twice."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def sent(self, path: str) -> list[dict[str, str]]:
        """The members of every request to a path, oldest first."""
        return [members for _, at, members in self.requests if at == path]

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urllib.parse.urlsplit(handler.path)
        length = int(handler.headers.get("content-length", "0"))
        body = handler.rfile.read(length)
        members = dict(urllib.parse.parse_qsl(body.decode() if length else parts.query, keep_blank_values=True))
        self.requests.append((handler.command, parts.path, members))
        answers = {
            "/.well-known/borrower-app": self._discovery,
            AUTHORIZE: lambda: self._authorize(members, parts.query),
            TOKEN: lambda: self._token(members),
            DEVICE: self._device,
            REVOKE: lambda: self._revoke(members),
            **dict.fromkeys(self.metadata_paths, self._metadata),
        }
        elsewhere = partial(self._elsewhere, handler, body)
        answer = self.instead.get(parts.path) or answers.get(parts.path, elsewhere)()
        status, headers, content = answer[0], dict(answer[1]), answer[2]
        handler.send_response(status)
        if isinstance(content, bytes):
            headers.setdefault("Content-Type", "text/html")
        else:
            content = json.dumps(content).encode()
            headers["Content-Type"] = "application/json"
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    def _elsewhere(self, _handler: BaseHTTPRequestHandler, _body: bytes) -> tuple[int, dict[str, str], object]:
        return self.other_answer

    def _revoke(self, members: dict[str, str]) -> tuple[int, dict[str, str], object]:
        self.revoked.append(members["token"])
        self._refresh_tokens.discard(members["token"])
        return 200, {}, {}

    def _discovery(self) -> tuple[int, dict[str, str], object]:
        return (
            200,
            {},
            {
                "contract_version": 1,
                "lender_id": "lender",
                "name": "Lender",
                "hotline": "955XX",
                "zone": "Asia/Shanghai",
                "currency": "CNY",
                "issuer": self.issuer,
                "idempotency_retention_seconds": 86_400,
                "page_limits": {"default": 100, "maximum": 500},
            },
        )

    def _metadata(self) -> tuple[int, dict[str, str], object]:
        told: dict[str, Any] = {
            "issuer": self.issuer,
            "token_endpoint": self.origin + TOKEN,
            "jwks_uri": self.origin + "/keys",
            "response_types_supported": ["code", "id_token"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "offline_access"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "claims_parameter_supported": False,
            "mtls_endpoint_aliases": {"token_endpoint": "https://mtls.example"},
        }
        if self.browser:
            told["authorization_endpoint"] = f"{self.origin}{AUTHORIZE}?tenant=7"
        if self.device:
            told["device_authorization_endpoint"] = self.origin + DEVICE
        if self.revokes:
            told["revocation_endpoint"] = self.origin + REVOKE
        if self.announces_issuer:
            told["authorization_response_iss_parameter_supported"] = True
        return 200, {}, _replaced(told, self.announce)

    def _authorize(self, members: dict[str, str], query: str) -> tuple[int, dict[str, str], object]:
        assert query.startswith("tenant=7&"), query
        target = urllib.parse.urlsplit(members["redirect_uri"])
        assert (target.hostname, target.scheme) == ("127.0.0.1", "http")
        if members["client_id"] != self.client_id or self.redirect_path not in (None, target.path):
            return 400, {}, b"<html>unknown client or redirect</html>"
        assert (members["response_type"], members["code_challenge_method"]) == ("code", "S256")
        if self.error:
            told = {"error": self.error, "error_description": "<b>no</b>"}
        else:
            code = secrets.token_hex(16)
            self._codes[code] = members
            told = {"code": code, "session_state": "opaque"}
        told["state"] = members["state"]
        if self.announces_issuer or self.tells_issuer:
            told["iss"] = self.issuer
        location = f"{members['redirect_uri']}?{urllib.parse.urlencode({**told, **self.answer_with})}"
        return 302, {"Location": location}, b""

    def _device(self) -> tuple[int, dict[str, str], object]:
        code = secrets.token_hex(16)
        self._devices[code] = 1
        address = self.origin + "/activate"
        return (
            200,
            {},
            {"device_code": code, "user_code": "ABCD", "verification_uri": address, "expires_in": 60, "interval": 1},
        )

    def _token(self, members: dict[str, str]) -> tuple[int, dict[str, str], object]:
        refused: tuple[int, dict[str, str], object] = (400, {}, {"error": "invalid_grant", "error_description": "no"})
        if members.get("client_id") != self.client_id:
            return 401, {}, {"error": "invalid_client"}
        if members["grant_type"] == "refresh_token":
            token = members["refresh_token"]
            if token not in self._refresh_tokens:
                return refused
            if self.rotates:
                self._refresh_tokens.discard(token)
            return 200, {}, self._tokens(None, new_refresh_token=self.rotates)
        if members["grant_type"] == "authorization_code":
            asked = self._codes.pop(members["code"], None)
            digest = hashlib.sha256(members["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if (
                asked is None
                or asked["redirect_uri"] != members["redirect_uri"]
                or asked["code_challenge"] != challenge
            ):
                return refused
            return 200, {}, self._tokens(asked.get("nonce"))
        left = self._devices.get(members["device_code"])
        if left is None:
            return refused
        self._devices[members["device_code"]] = left - 1
        if left > 0:
            return 400, {}, {"error": "authorization_pending"}
        return 200, {}, self._tokens(None)

    def _tokens(self, nonce: str | None, new_refresh_token: bool = True) -> dict[str, object]:
        access_token = secrets.token_hex(16)
        self.people[access_token] = self.subject
        told: dict[str, object] = {
            "access_token": access_token,
            "token_type": "bearer",
            "expires_in": 1_800,
            "not-before-policy": 0,
        }
        if self.gives_refresh_token and new_refresh_token:
            told["refresh_token"] = secrets.token_hex(16)
            self._refresh_tokens.add(str(told["refresh_token"]))
        if self.gives_id_token:
            told["id_token"] = self._id_token(nonce)
        return {**told, **self.token_members}

    def _id_token(self, nonce: str | None) -> str:
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": [self.client_id],
            "azp": self.client_id,
            "exp": int(time.time()) + 300,
            "iat": int(time.time()),
        }
        if nonce is not None:
            claims["nonce"] = nonce
        if self.tells_auth_time:
            claims["auth_time"] = time.time() - self.signed_in_ago
        return ".".join(_part(value) for value in ({"alg": "RS256"}, _replaced(claims, self.claim), "signature"))


def _replaced(told: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**told, **changes}.items() if value is not None}


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
