"""What is known at this moment of whether the lender's staff is in contact with the borrower. In memory only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from borrower_app.clock import seconds_asleep_or_awake

if TYPE_CHECKING:
    # Only as a type: not imported before the first paint.
    from borrower_app.contract.contact_status import ContactStatus, StaffContact

CLAIM_SECONDS: Final = 9.0
"""So long an answer is believed, from the moment its question was asked. The clock is looked at once a second: after
ten nothing of it stands on the screen."""
MOST_WRONG: Final = 2

ContactName = tuple[str, str, str]
"""See `StaffContact.name`."""


@dataclass(slots=True)
class ContactDesk:
    """Instants are those of `seconds`, a clock that never goes back and goes on while the computer sleeps.

    `claim` is the last answer, asked for at `asked_at`. `waits_since`: when the first question was due; `is_told`:
    since then there was an answer, or it was clear that none comes. `right`: the contact whose phrase was said.
    """

    seconds: Callable[[], float] = seconds_asleep_or_awake
    claim: ContactStatus | None = field(default=None, repr=False)
    asked_at: float = 0.0
    waits_since: float = 0.0
    is_told: bool = False
    is_asking: bool = False
    is_renewing: bool = False
    next_at: float = 0.0
    faults: int = 0
    right: ContactName | None = None

    @property
    def standing(self) -> ContactStatus | None:
        """The answer that may still be believed."""
        return self.claim if 0.0 <= self.seconds() - self.asked_at < CLAIM_SECONDS else None

    @property
    def contact(self) -> StaffContact | None:
        """The contact that is going on, as far as may still be believed."""
        claim = self.standing
        return claim.contact if claim is not None else None
