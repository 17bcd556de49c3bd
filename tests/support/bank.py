"""A bank as borrowers meet it: one origin with a provider of its own, and behind it a real sandbox for each person.

Who signs in at the provider reads and changes the books of their own sandbox; the bank exchanges the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.support.openid_provider import OpenIdProvider
from tests.support.sandbox_process import SECONDS, SandboxProcess, send

FIRST, SECOND = "person-1", "person-2"
"""The provider's names for two people."""
Answered = tuple[int, dict[str, str], object]


@dataclass
class Bank(OpenIdProvider):
    """`books` are the sandboxes by subject. `names_borrower`: whether the bank has the capability `borrower_id`, and
    `calls` what it calls a subject (absent: the same).
    """

    books: dict[str, SandboxProcess] = field(default_factory=dict)
    names_borrower: bool = False
    calls: dict[str, str] = field(default_factory=dict)
    answers_writes: bool = True
    client_id: str = "borrower-app"
    redirect_path: str | None = None
    device: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        self._tokens_inside: dict[str, str] = {}
        self.asked: list[tuple[str, str, str]] = []
        """Subject, method and path of every request for the books, oldest first."""

    @property
    def first(self) -> SandboxProcess:
        """The books of the first person."""
        return next(iter(self.books.values()))

    def writes(self) -> list[tuple[str, str]]:
        """Who changed what: subject and path."""
        return [(subject, path) for subject, method, path in self.asked if method != "GET"]

    def _discovery(self) -> Answered:
        told = self.first.get("/.well-known/borrower-app").json()
        told["issuer"] = self.issuer
        if not self.names_borrower:
            told["capabilities"] = [name for name in told["capabilities"] if name != "borrower_id"]
        return 200, {}, told

    def _elsewhere(self, handler: BaseHTTPRequestHandler, body: bytes) -> Answered:
        if not handler.path.startswith("/v1/"):
            return self.other_answer
        subject = self.people.get(handler.headers.get("Authorization", "").removeprefix("Bearer "))
        if subject is None:
            problem = {"type": "urn:borrower-app:problem:unauthenticated", "title": "no", "status": 401}
            return 401, {}, problem
        if handler.path == "/v1/me" and not self.names_borrower:
            return 404, {}, {"type": "urn:borrower-app:problem:not-found", "title": "no", "status": 404}
        self.asked.append((subject, handler.command, handler.path))
        if handler.command != "GET" and not self.answers_writes:
            return 500, {}, {"type": "urn:borrower-app:problem:internal", "title": "no", "status": 500}
        headers = {
            name: value
            for name, value in handler.headers.items()
            if name.lower() in ("content-type", "idempotency-key", "if-match")
        }
        headers["Authorization"] = f"Bearer {self._inside(subject)}"
        sandbox = self.books[subject]
        reply = send(handler.command, sandbox.base_url + handler.path, body or None, headers, SECONDS)
        content = reply.body
        if reply.status == 200 and handler.path.startswith(("/v1/me", "/v1/changes")):
            content = self._named(self.calls.get(subject, subject), content)
        return reply.status, {"Content-Type": reply.headers["content-type"]}, content

    def _named(self, borrower_id: str, body: bytes) -> bytes:
        """The same bytes but for the borrower's name: those of the records are what their digest is about."""
        if self.names_borrower:
            return body.replace(b'"borrower_id":"borrower-1"', f'"borrower_id":"{borrower_id}"'.encode())
        return body.replace(b',"borrower_id":"borrower-1"', b"")

    def _inside(self, subject: str) -> str:
        """A token of that person's sandbox."""
        if subject not in self._tokens_inside:
            self._tokens_inside[subject] = str(self.books[subject].sign_in()["access_token"])
        return self._tokens_inside[subject]
