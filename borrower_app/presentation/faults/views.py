"""What F-5 says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StorageFaultView:
    """Ready sentences from `presentation.failure_text`; `support_code` is for a person on the phone."""

    happened: str
    safe: str
    to_do: str
    can_repair: bool = False
    can_retry: bool = False
    support_code: str = ""
