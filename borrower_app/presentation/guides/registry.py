"""All guides by their screen code."""

from __future__ import annotations

from typing import Final

from borrower_app.presentation.guides.change_card import CHANGE_CARD
from borrower_app.presentation.guides.guide import Guide

GUIDES: Final[dict[str, Guide]] = {guide.code: guide for guide in (CHANGE_CARD,)}
