"""Requests to the sign-in provider: to the lender file's token origin only, through our own transport.

So deadlines, TLS and host rules hold for sign-in as for everything else, and no document of the provider can lead a
code or a token to another host.
"""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from borrower_app.contract import strict_json
from borrower_app.contract.discovery import origin_of
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import BadServerData, FailureCode, Offline
from borrower_app.lender.client import retry_after_of
from borrower_app.lender.transport import SMALL_CAP, HttpAnswer, Transport, Unanswered, is_busy

T = TypeVar("T")


class _GrantFailure(Struct, frozen=True):
    error: str


_FAILURE = msgspec.json.Decoder(_GrantFailure)
_NOT_YET = frozenset({"authorization_pending", "slow_down"})


class ProviderExchange:
    """GET and POST at the token origin. Both raise Offline, BadServerData, or Cancelled."""

    def __init__(self, transport: Transport, token_origin: str) -> None:
        self.token_origin = token_origin
        self._transport = transport

    def owns(self, address: str) -> bool:
        """Whether an address is at the token origin."""
        return origin_of(address) == self.token_origin

    def get(self, address: str) -> HttpAnswer:
        """Read a document."""
        return self._exchange("GET", address, None)

    def post(self, address: str, members: dict[str, str]) -> HttpAnswer:
        """Post a form (RFC 6749, appendix B)."""
        return self._exchange("POST", address, urlencode(members).encode())

    def _exchange(self, method: str, address: str, body: bytes | None) -> HttpAnswer:
        if not self.owns(address):
            raise BadServerData(FailureCode.BAD_ANSWER, "a sign-in address outside the lender file's host")
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        try:
            return self._transport.exchange(method, address, body=body, headers=headers, most=SMALL_CAP)
        except Unanswered as error:
            raise error.failure from error


def decoded(body: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """A scanned and decoded answer; raises BadServerData."""
    try:
        strict_json.scan(body)
        return strict_json.decode(body, decoder)
    except ContractViolation as violation:
        raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation


def grant_error(answer: HttpAnswer) -> str | None:
    """The `error` of an unsuccessful answer (RFC 6749, 5.2); None for anything else.

    A server that says "not now" decides nothing about a sign-in, whatever else it says; only the wish to be asked more
    slowly is heard, which some send with 429.
    """
    try:
        error = decoded(answer.body, _FAILURE).error
    except BadServerData:
        return None
    return error if not is_busy(answer.status) or error in _NOT_YET else None


def failure_of(answer: HttpAnswer) -> Offline | BadServerData:
    """What an answer stands for that is neither a success nor an error of the protocol."""
    if is_busy(answer.status):
        return Offline(FailureCode.SERVER_BUSY, f"status {answer.status}", retry_after=retry_after_of(answer))
    return BadServerData(FailureCode.BAD_ANSWER, f"status {answer.status}")
