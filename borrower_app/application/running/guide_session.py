"""Where one begun guide stands in this run of the app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.failures import Failure
from borrower_app.presentation.guides.press_words import Busy


@dataclass(slots=True)
class GuideSession:
    """One guide about one thing in this run of the app. `errors` by field; `problem` is about the last press."""

    draft: GuideDraft
    errors: Mapping[str, str] = field(default_factory=dict)
    busy: Busy = ""
    problem: Failure | None = None
    refused: str = ""
    """The card host's own words about a card it does not take."""
