"""The stories the sandbox lender can tell; each is one module of `stories` with a function `build(start)`.

Building reads no clock and draws no chance: the same start gives the same records to the byte.
"""

from __future__ import annotations

import datetime as dt
import importlib
from typing import Final

from borrower_app.sandbox.stories.parts.story import Happening, Story

__all__ = ["Happening", "Story", "build_story", "story_names"]

_NAMES: Final = (
    "insufficient_funds",
    "channel_timeout",
    "all_well",
    "heavy",
    "first_debit",
    "card_expired",
    "mandate_revoked",
    "limit_class_two",
    "risk_hold",
    "lender_fault",
    "debited_not_posted",
    "do_not_honor",
    "combined_one_part_failed",
    "repriced",
    "insufficient_by_penalty",
    "card_replaced",
    "card_lost",
    "mandate_missing",
    "limit_daily",
    "id_expired",
    "phone_mismatch",
    "account_dormant",
    "bank_down",
    "debited_twice",
    "provident_fund_january",
    "table_wrong",
    "prepaid",
    "hardship_granted",
    "overdue_40_days",
    "co_borrower_card",
    "flat_consumer_loan",
    "other_currency",
    "partly_debited",
    "reversed",
    "customer_stop",
    "legal_hold",
    "channel_down",
    "request_rejected",
    "still_processing",
    "records_disagree",
    "only_a_sentence",
    "checks_warn",
    "call_genuine",
    "call_ended",
    "call_fraudster",
    "call_screen_viewer",
    "call_hotline_relay",
)


def story_names() -> tuple[str, ...]:
    """The names of all stories, the one for the demo first."""
    return _NAMES


def build_story(name: str, start: dt.datetime) -> Story:
    """The story as it stands at `start` (an aware instant).

    Raises KeyError for an unknown name and ValueError for an instant without a zone.
    """
    if name not in _NAMES:
        raise KeyError(name)
    story: Story = importlib.import_module(f"{__name__}.{name}").build(start)
    return story
