"""The network between one device and the model lender: every request meets the fate that the history has for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import msgspec

from borrower_app.contract.discovery import DISCOVERY_PATH
from borrower_app.contract.operations import CHANGES_PATH
from borrower_app.contract.problems import ProblemType, decode_problem
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.failures import BadServerData, FailureCode, Offline, SignInNeeded
from borrower_app.lender.transport import CAP, HttpAnswer, RequestCancelled, Unanswered
from tests.simulation.altered_pages import ALTERATIONS, altered
from tests.simulation.events import Fate, Meanwhile, NetworkFault
from tests.simulation.model_lender import Answer, ModelLender, Refusal, Request
from tests.store.lender_pages import LENDER

_WAITS: Final = 30.0
"""Seconds until an answer that never comes is given up."""
_TRAVELS: Final = 0.2
_LONGEST_WAY: Final = dt.timedelta(minutes=10)
"""A request that was held up for so long has arrived: no network keeps one for days."""


@dataclass
class Tokens:
    """The device's sign-in, and which of its access tokens the lender takes."""

    now: Callable[[], dt.datetime]
    signed_in_at: dt.datetime | None = None
    _held: int = 1
    _good: int = 1

    def current(self) -> str:
        """The token to use; raises SignInNeeded."""
        if self.signed_in_at is None:
            raise SignInNeeded(FailureCode.SIGN_IN_MISSING)
        return str(self._held)

    def renewed(self) -> str:
        """A new one from the kept sign-in; raises SignInNeeded."""
        if self.signed_in_at is not None:
            self._held = self._good
        return self.current()

    def sign_in(self) -> None:
        """The person proves who they are."""
        self.signed_in_at = self.now()
        self._held = self._good

    def end(self, *, whole: bool) -> None:
        """The lender takes the access token no more, or the whole sign-in."""
        self._good += 1
        if whole:
            self.signed_in_at = None

    def proved_at(self, headers: Mapping[str, str]) -> dt.datetime | None:
        """When the person behind a request signed in; None where the lender does not take its token."""
        return self.signed_in_at if headers.get("Authorization") == f"Bearer {self._good}" else None


@dataclass
class Network:
    """What all devices share: the lender, the true time, and the requests that are still on their way."""

    lender: ModelLender
    pass_time: Callable[[float], None]
    held: list[tuple[dt.datetime, Callable[[], object]]] = field(default_factory=list)

    def hold(self, deliver: Callable[[], object]) -> None:
        """Keep a request on its way."""
        self.held.append((self.lender.now(), deliver))

    def arrive(self, number: int) -> None:
        """One of the held-up requests arrives; its answer reaches nobody."""
        if self.held:
            self.held.pop(number % len(self.held))[1]()

    def arrive_old(self) -> None:
        """What has been on its way for too long arrives."""
        limit = self.lender.now() - _LONGEST_WAY
        while self.held and self.held[0][0] <= limit:
            self.held.pop(0)[1]()


@dataclass
class Wire:
    """One device's end of the network; stands in for `Transport`."""

    network: Network
    tokens: Tokens
    clock_difference: Callable[[], float]
    happen: Callable[[Meanwhile], None]
    look: Callable[[], None]
    """The judge looks at the device between two requests."""
    kill: Callable[[], None]
    conflicts: dict[str, set[int | None]] = field(default_factory=lambda: defaultdict(set))
    """The versions that the lender has shown in a conflict, by operation id."""
    lied_about: set[str] = field(default_factory=set)
    """Operations of which the lender has said that it never heard of them."""
    _counts: Counter[str] = field(default_factory=Counter)
    _fates: dict[tuple[str, int], Fate] = field(default_factory=dict)
    _meanwhile: list[Meanwhile] = field(default_factory=list)

    @contextmanager
    def during(self, faults: list[NetworkFault], meanwhile: list[Meanwhile]) -> Iterator[None]:
        """One act of the device: its requests are counted, and meet their fates."""
        self._counts = Counter()
        self._fates = {(fault.place, fault.number): fault.fate for fault in faults}
        self._meanwhile = meanwhile
        try:
            yield
        finally:
            self._fates = {}
            self._meanwhile = []

    def exchange(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = CAP,
    ) -> HttpAnswer:
        """One request, or what becomes of it."""
        self.look()
        self.network.pass_time(_TRAVELS)
        path = url.removeprefix(LENDER.origin)
        given = dict(headers or {})
        place = "read" if path.startswith((CHANGES_PATH, DISCOVERY_PATH)) else "write"
        self._counts[place] += 1
        number = self._counts[place]

        def deliver() -> Answer:
            request = Request(method, path, body or b"", given, self.tokens.proved_at(given))
            return self.network.lender.answer(request)

        self._happen(place, number, arrived=False)
        answer = self._met(self._fates.get((place, number)), method, path, body, deliver)
        self._happen(place, number, arrived=True)
        self._note(path, body, answer)
        names = {"content-type": "application/json"}
        if answer.retry_after is not None:
            names["retry-after"] = str(answer.retry_after)
        return HttpAnswer(answer.status, names, answer.body, self.clock_difference())

    def _happen(self, place: str, number: int, *, arrived: bool) -> None:
        for event in self._meanwhile:
            if (event.place, event.number, event.arrived) == (place, number, arrived):
                self.happen(event)

    def _met(
        self, fate: Fate | None, method: str, path: str, body: bytes | None, deliver: Callable[[], Answer]
    ) -> Answer:
        is_write = method != "GET"
        match fate:
            case Fate.NOT_SENT:
                raise Unanswered(Offline(FailureCode.UNREACHABLE), sent=False)
            case Fate.KILLED_BEFORE:
                self.kill()
            case Fate.STOPPED_BEFORE:
                raise RequestCancelled
            case Fate.LOST:
                raise self._given_up()
            case Fate.HELD | Fate.KILLED_HELD | Fate.RUNNING:
                if is_write:
                    self.network.hold(deliver)
                if fate is Fate.KILLED_HELD:
                    self.kill()
                if fate is Fate.RUNNING and is_write:
                    return Refusal(ProblemType.STILL_RUNNING).answer
                raise self._given_up()
            case Fate.BUSY:
                return Answer(503, Refusal(ProblemType.MAINTENANCE).answer.body, 30)
            case Fate.FAULT_BEFORE:
                return Refusal(ProblemType.INTERNAL).answer
            case Fate.UNKNOWN_OPERATION if path != CHANGES_PATH and self._operation_of(path, body):
                self.lied_about.add(self._operation_of(path, body))
                return Refusal(ProblemType.UNKNOWN_OPERATION).answer
        return self._met_after(fate, path, deliver)

    def _met_after(self, fate: Fate | None, path: str, deliver: Callable[[], Answer]) -> Answer:
        """The fates of a request that has arrived."""
        answer = deliver()
        match fate:
            case Fate.ANSWER_LOST:
                raise self._given_up()
            case Fate.TWICE:
                return deliver()
            case Fate.TWICE_LATER:
                self.network.hold(deliver)
            case Fate.FAULT_AFTER:
                return Refusal(ProblemType.INTERNAL).answer
            case Fate.HALF_BODY:
                return Answer(answer.status, answer.body[: len(answer.body) // 2])
            case Fate.OTHERS_REPLY:
                return Answer(answer.status, answer.body.replace(b'"operation_id":"op-', b'"operation_id":"op-x'))
            case Fate.GATEWAY_PAGE:
                raise Unanswered(BadServerData(FailureCode.BAD_ANSWER, "content type text/html"), sent=True)
            case Fate.STOPPED_AFTER:
                raise RequestCancelled
            case Fate.KILLED_AFTER:
                self.kill()
            case _ if fate in ALTERATIONS and path.startswith(CHANGES_PATH) and answer.status == 200:
                return Answer(200, altered(answer.body, fate))
        return answer

    def _given_up(self) -> Unanswered:
        self.network.pass_time(_WAITS)
        return Unanswered(Offline(FailureCode.TOO_SLOW), sent=True)

    def _note(self, path: str, body: bytes | None, answer: Answer) -> None:
        if answer.status == 412:
            with suppress(ContractViolation):
                current = decode_problem(answer.body).current
                if current is not None:
                    self.conflicts[self._operation_of(path, body)].add(current.version or None)

    def _operation_of(self, path: str, body: bytes | None) -> str:
        if path.startswith("/v1/operations/"):
            return path.removeprefix("/v1/operations/").partition("/")[0]
        members = msgspec.json.decode(body) if body else {}
        return str(members.get("operation_id", ""))
