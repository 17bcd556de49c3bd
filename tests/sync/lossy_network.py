"""A network that loses, doubles, delays and reorders: real requests over a real socket, fates chosen by a test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from borrower_app.failures import FailureCode, Offline
from borrower_app.lender.transport import CAP, HttpAnswer, Transport, Unanswered

Fate = Literal["arrive", "lose_request", "lose_reply", "double", "hold", "refuse"]
FATES: tuple[Fate, ...] = ("arrive", "lose_request", "lose_reply", "double", "hold", "refuse")


class LossyTransport(Transport):
    """Writes meet the next fate; reads and sign-ins arrive, unless the network is down."""

    fate: Fate = "arrive"
    down = False

    def exchange(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = CAP,
    ) -> HttpAnswer:
        """One request, or what becomes of it on this network."""
        if not hasattr(self, "held"):
            self.held: list[Callable[[], HttpAnswer]] = []
        if self.down:
            raise Unanswered(Offline(FailureCode.UNREACHABLE), sent=False)

        def deliver() -> HttpAnswer:
            return super(LossyTransport, self).exchange(method, url, body=body, headers=headers or {}, most=most)

        is_write = method in ("POST", "PUT") and "/oauth/" not in url
        fate, self.fate = (self.fate, "arrive") if is_write else ("arrive", self.fate)
        if fate == "refuse":
            raise Unanswered(Offline(FailureCode.UNREACHABLE), sent=False)
        if fate == "lose_request":
            raise Unanswered(Offline(FailureCode.TOO_SLOW), sent=True)
        if fate == "hold":
            self.held.append(deliver)
            raise Unanswered(Offline(FailureCode.TOO_SLOW), sent=True)
        answer = deliver()
        if fate == "double":
            answer = deliver()
        if fate == "lose_reply":
            raise Unanswered(Offline(FailureCode.TOO_SLOW), sent=True)
        return answer

    def deliver_held(self) -> None:
        """What was on its way for so long arrives now; nobody waits for its answer any more."""
        held, self.held = getattr(self, "held", []), []
        for deliver in reversed(held):
            deliver()
