"""What the user has answered in a guide so far: kept in their own file until the guide has ended. Never a secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
from msgspec import Struct


class GuideDraft(Struct, frozen=True, kw_only=True):
    """One guide about one thing; `guide` is its screen code, `subject` the id of the loan, mandate or detail.

    `answers` are texts as typed, by field; card numbers and codes are never among them. `operations` names the
    operation that a step has saved in the outbox. `saved_at` is an aware instant of this computer.
    """

    guide: str
    subject: str
    step: str
    answers: Mapping[str, str] = {}
    operations: Mapping[str, str] = {}
    saved_at: dt.datetime

    def following(self, closed: str, new: str) -> GuideDraft:
        """The same draft, waiting for the operation `new` where it waited for `closed`."""
        operations = {name: new if held == closed else held for name, held in self.operations.items()}
        return msgspec.structs.replace(self, operations=operations)
