"""The contract's verbs as calls: what the lender answered, typed, and what is known when it did not answer.

The problem type decides, never the status alone. A write has four possible ends (`SendOutcome`); only two of them are
an answer, and only `NotSent` means that nothing can have happened.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from borrower_app.contract.borrower import ME_PATH, decode_me
from borrower_app.contract.card_tokens import CARD_TOKENS_PATH, CardToken, CardTokenRequest, decode_card_token
from borrower_app.contract.changes import ChangesPage, decode_page
from borrower_app.contract.contact_status import (
    CONTACT_STATUS_PATH,
    LONGEST_ANSWER,
    ContactStatus,
    decode_contact_status,
)
from borrower_app.contract.discovery import DISCOVERY_PATH, Discovery, LenderFile, decode_discovery, origin_of
from borrower_app.contract.operations import (
    CHANGES_PATH,
    OPERATION_PATH,
    VERIFICATION_PATH,
    OperationReply,
    VerificationAnswer,
    decode_reply,
)
from borrower_app.contract.problems import Problem, ProblemType, decode_problem
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import BadServerData, Failure, FailureCode, Offline, SignInNeeded
from borrower_app.lender.transport import CAP, SMALL_CAP, HttpAnswer, Unanswered, is_busy

LONGEST_RETRY_AFTER: Final = 3_600.0
_SUCCESS: Final = range(200, 300)
_TRY_LATER: Final = frozenset({ProblemType.TOO_MANY_REQUESTS, ProblemType.MAINTENANCE, ProblemType.STILL_RUNNING})


class CursorRefused(Exception):
    """The lender does not know our cursor any more: a full pull follows."""


class CardRefused(Exception):
    """The card host does not take this card; `problem` says why, in the lender's words where it was refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.type)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """One page, its bytes unpacked, and this clock minus the lender's, in seconds."""

    page: ChangesPage
    size: int
    clock_difference: float | None


@dataclass(frozen=True, slots=True)
class Replied:
    """The lender's reply, typed and byte for byte."""

    reply: OperationReply
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A problem document, typed and byte for byte. `retry_after` in seconds where the lender named it."""

    problem: Problem
    raw: bytes
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class NotSent:
    """No byte of the request left this computer, or the lender said that it did not begin."""

    failure: Failure
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The request may have had effect; it has to be asked for, or sent again with the same key and bytes."""

    failure: Failure
    retry_after: float | None = None


T = TypeVar("T")

SendOutcome = Replied | Refused | NotSent | OutcomeUnknown


class HttpWay(Protocol):
    """The way a request takes: `Transport` in the app, a network that can be commanded in the simulation."""

    def exchange(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = CAP,
    ) -> HttpAnswer:
        """One request, one whole answer of at most `most` bytes; raises Unanswered, or RequestCancelled."""


class AccessTokens(Protocol):
    """Where access tokens come from; both calls may raise SignInNeeded or Offline."""

    def current(self) -> str:
        """The access token to use now."""

    def renewed(self) -> str:
        """Another one, after the lender refused the current one."""


class LenderClient:
    """Calls of one lender. A refused access token is renewed once: nothing has happened behind a 401."""

    def __init__(self, lender: LenderFile, transport: HttpWay, tokens: AccessTokens) -> None:
        self._lender = lender
        self._transport = transport
        self._tokens = tokens
        self._page_limit: int | None = None
        self.capabilities: frozenset[str] = frozenset()
        """As the lender named them last; empty before the first `discover`."""
        self._clock_difference = 0.0

    def by_lender(self, moment: dt.datetime) -> dt.datetime:
        """An instant of this computer's clock as the lender's clock had it, by the `Date` of its last answer."""
        return moment - dt.timedelta(seconds=self._clock_difference)

    def discover(self) -> tuple[Discovery, bytes]:
        """What the lender publishes about itself; raises BadServerData when it widens the lender file's hosts."""
        answer = self._get(DISCOVERY_PATH, signed_in=False)
        discovery = _decoded(lambda: decode_discovery(answer.body))
        if origin_of(discovery.issuer) != self._lender.token_origin:
            raise BadServerData(FailureCode.BAD_ANSWER, "the sign-in host is not the lender file's")
        self._page_limit = discovery.page_limits.maximum
        self.capabilities = frozenset(discovery.capabilities)
        return discovery, answer.body

    def changes(self, since: str | None) -> ChangesAnswer:
        """One page of changes, as large as the lender lets it be: each page costs a round trip and a durable commit.

        Raises CursorRefused, SignInNeeded, Offline, BadServerData.
        """
        query = {"since": since, "limit": self._page_limit}
        words = urlencode({name: value for name, value in query.items() if value is not None})
        answer = self._get(CHANGES_PATH + (f"?{words}" if words else ""), most=CAP)
        return ChangesAnswer(_decoded(lambda: decode_page(answer.body)), len(answer.body), answer.clock_difference)

    def borrower_id(self, access_token: str | None = None) -> str:
        """What the lender calls the borrower behind an access token, the current one if none is given.

        Only where the lender's capabilities name it. Raises SignInNeeded, Offline, BadServerData.
        """
        if access_token is None:
            answer = self._get(ME_PATH)
        else:
            # Of a sign-in that is not kept yet: nothing is renewed for it.
            headers = _with_token({}, access_token)
            answer = _read(lambda: self._exchange("GET", self._lender.origin + ME_PATH, None, headers))
        return _decoded(lambda: decode_me(answer.body)).borrower_id

    def contact_status(self) -> ContactStatus:
        """Whether the lender's staff is in contact with the borrower now. Only where the capabilities name it.

        Raises SignInNeeded, Offline, BadServerData (also for the answer to another question).
        """
        # No business number: what draws those again in a tour must not make this one foreseeable.
        asked = secrets.token_hex(16)
        path = f"{CONTACT_STATUS_PATH}?{urlencode({'asked': asked})}"
        headers = {"Cache-Control": "no-store"}
        answer = _read(lambda: self._authorised("GET", path, None, headers, LONGEST_ANSWER))
        return _decoded(lambda: decode_contact_status(answer.body, asked))

    def send(
        self,
        *,
        operation_id: str,
        operation: str,
        method: str,
        path: str,
        body: bytes,
        idempotency_key: str,
        if_match: int | None,
    ) -> SendOutcome:
        """Send one write; raises SignInNeeded when there is no access token to be had (nothing happened)."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": idempotency_key}
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return self._write((operation_id, operation), method, _encoded(path), body, headers)

    def exchange_card(self, number: str) -> CardToken:
        """A token for a card number; the number goes to the card host alone and is in no file and no log.

        Raises CardRefused, SignInNeeded, Offline, BadServerData. No answer changes nothing: it may be asked again.
        """
        body = msgspec.json.encode(CardTokenRequest(number=number))
        url = self._lender.card_origin + CARD_TOKENS_PATH
        try:
            answer = self._authorised_at("POST", url, body, {"Content-Type": "application/json"})
        except Unanswered as error:
            raise error.failure from error
        if answer.status in _SUCCESS:
            return _decoded(lambda: decode_card_token(answer.body))
        problem = _problem_of(answer)
        if problem is not None and problem.known_type in (ProblemType.REFUSED, ProblemType.INVALID_VALUES):
            raise CardRefused(problem)
        raise _read_failure(answer)

    def verify(self, operation_id: str, operation: str, code: str) -> SendOutcome:
        """Answer a verification challenge; the code is in no file and no log."""
        body = msgspec.json.encode(VerificationAnswer(code=code))
        path = VERIFICATION_PATH.format(operation_id=operation_id)
        return self._write((operation_id, operation), "POST", path, body, {"Content-Type": "application/json"})

    def operation(self, operation_id: str, operation: str) -> SendOutcome:
        """What the lender knows of an operation; an unknown one is `Refused` with `unknown-operation`."""
        path = OPERATION_PATH.format(operation_id=operation_id)
        return self._write((operation_id, operation), "GET", path, None, {})

    def _write(
        self, about: tuple[str, str], method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> SendOutcome:
        """`about`: id and name of the operation that the reply has to speak of."""
        try:
            answer = self._authorised(method, path, body, headers)
        except Unanswered as error:
            return OutcomeUnknown(error.failure) if error.sent else NotSent(error.failure)
        return _outcome(answer, *about)

    def _authorised(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], most: int = SMALL_CAP
    ) -> HttpAnswer:
        return self._authorised_at(method, self._lender.origin + path, body, headers, most)

    def _authorised_at(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int = SMALL_CAP
    ) -> HttpAnswer:
        token = self._tokens.current()
        answer = self._exchange(method, url, body, _with_token(headers, token), most)
        if answer.status == 401:
            token = self._tokens.renewed()
            answer = self._exchange(method, url, body, _with_token(headers, token), most)
        return answer

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int = SMALL_CAP
    ) -> HttpAnswer:
        answer = self._transport.exchange(method, url, body=body, headers=headers, most=most)
        if answer.clock_difference is not None:
            self._clock_difference = answer.clock_difference
        return answer

    def _get(self, path: str, *, signed_in: bool = True, most: int = SMALL_CAP) -> HttpAnswer:
        if signed_in:
            return _read(lambda: self._authorised("GET", path, None, {}, most))
        return _read(lambda: self._exchange("GET", self._lender.origin + path, None, {}, most))


def _read(exchange: Callable[[], HttpAnswer]) -> HttpAnswer:
    """The successful answer of a read; raises CursorRefused, SignInNeeded, Offline, BadServerData."""
    try:
        answer = exchange()
    except Unanswered as error:
        raise error.failure from error
    if answer.status not in _SUCCESS:
        raise _read_failure(answer)
    return answer


def _with_token(headers: Mapping[str, str], token: str) -> dict[str, str]:
    return {**headers, "Authorization": f"Bearer {token}"}


def _encoded(path: str) -> str:
    return quote(path, safe="/:._-~")


def _decoded(decode: Callable[[], T]) -> T:
    try:
        return decode()
    except ContractViolation as violation:
        raise BadServerData(FailureCode.BAD_ANSWER, str(violation)) from violation


def _problem_of(answer: HttpAnswer) -> Problem | None:
    try:
        return decode_problem(answer.body)
    except ContractViolation:
        return None


def _sign_in_needed(type_: ProblemType | None) -> SignInNeeded | None:
    if type_ is ProblemType.UNAUTHENTICATED:
        return SignInNeeded(FailureCode.SIGN_IN_ENDED)
    if type_ is ProblemType.FRESH_SIGN_IN_NEEDED:
        return SignInNeeded(FailureCode.SIGN_IN_TOO_OLD)
    return None


def _outcome(answer: HttpAnswer, operation_id: str, operation: str) -> SendOutcome:
    """What an answer to a write says."""
    retry_after = retry_after_of(answer)
    if answer.status in _SUCCESS:
        try:
            return Replied(decode_reply(answer.body, operation_id, operation), answer.body)
        except ContractViolation as violation:
            return OutcomeUnknown(BadServerData(FailureCode.BAD_ANSWER, str(violation)), retry_after)
    problem = _problem_of(answer)
    if problem is None:
        return OutcomeUnknown(Offline(FailureCode.SERVER_FAULT, f"status {answer.status}"), retry_after)
    return Refused(problem, answer.body, retry_after)


def _read_failure(answer: HttpAnswer) -> Exception:
    """The failure that an unsuccessful answer to a read stands for."""
    problem = _problem_of(answer)
    type_ = problem.known_type if problem is not None else None
    if type_ is ProblemType.CURSOR_REFUSED:
        return CursorRefused()
    needed = _sign_in_needed(type_)
    if needed is not None:
        return needed
    if answer.status == 401:
        return SignInNeeded(FailureCode.SIGN_IN_ENDED)
    if type_ in (ProblemType.MAINTENANCE, ProblemType.TOO_MANY_REQUESTS) or (type_ is None and is_busy(answer.status)):
        return Offline(FailureCode.SERVER_BUSY, f"status {answer.status}", retry_after=retry_after_of(answer))
    if answer.status >= 500 or type_ in _TRY_LATER:
        return Offline(FailureCode.SERVER_FAULT, f"status {answer.status}", retry_after=retry_after_of(answer))
    return BadServerData(FailureCode.BAD_ANSWER, f"status {answer.status}")


def retry_after_of(answer: HttpAnswer) -> float | None:
    """The `Retry-After` header (RFC 9110, 10.2.3) in seconds, at most an hour; None when absent or unreadable."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_RETRY_AFTER)
    try:
        at = email.utils.parsedate_to_datetime(text)
        reference = email.utils.parsedate_to_datetime(answer.headers["date"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if at.tzinfo is None or reference.tzinfo is None:
        at, reference = at.replace(tzinfo=dt.UTC), reference.replace(tzinfo=dt.UTC)
    return min(max((at - reference).total_seconds(), 0.0), LONGEST_RETRY_AFTER)
