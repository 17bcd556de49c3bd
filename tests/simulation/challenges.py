"""The model lender's verification challenges: three tries within ten minutes; the right code is always the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from borrower_app.contract.operations import Challenge, OperationReply, VerificationAnswer

RIGHT_CODE: Final = "123456"
WRONG_CODE: Final = "654321"
_GOOD_FOR: Final = dt.timedelta(minutes=10)
_TRIES: Final = 3


@dataclass
class _Standing:
    expires_at: dt.datetime
    left: int = _TRIES


class Challenges:
    """One challenge for each operation that wants a code."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self._now = now
        self._standing: dict[str, _Standing] = {}

    def begin(self, operation_id: str) -> None:
        """Send a code."""
        self._standing[operation_id] = _Standing(self._now() + _GOOD_FOR)

    def is_over(self, operation_id: str) -> bool:
        """Whether its time or its tries are used up."""
        standing = self._standing[operation_id]
        return standing.left == 0 or self._now() >= standing.expires_at

    def is_right(self, operation_id: str, body: bytes) -> bool:
        """Whether this is the code; a wrong one costs a try."""
        if msgspec.json.decode(body, type=VerificationAnswer).code == RIGHT_CODE:
            return True
        self._standing[operation_id].left -= 1
        return False

    def standing(self, operation_id: str, operation: str) -> OperationReply:
        """What the lender says of an operation whose challenge has not been answered."""
        standing = self._standing[operation_id]
        if self.is_over(operation_id):
            return OperationReply(operation_id=operation_id, operation=operation, state="refused", at=self._now())
        waits = Challenge(sent_to="190****0001", expires_at=standing.expires_at, attempts_left=standing.left)
        return OperationReply(
            operation_id=operation_id,
            operation=operation,
            state="needs_verification",
            at=self._now(),
            verification=waits,
        )
