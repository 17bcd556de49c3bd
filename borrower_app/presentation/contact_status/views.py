"""What the line over pages and U-1 render. No pass phrase is in them."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, Line, PillView, Tone, Words


class ContactLineView(Struct, frozen=True):
    """Yes, no or unknown in one sentence over a page. `is_quiet`: small and without a frame, as on Home."""

    text: str
    tone: Tone
    icon: str
    action: Action | None = None
    is_quiet: bool = False


class PhraseView(Struct, frozen=True):
    """Where the borrower types what the other side said. `problem` is about the last try, `malformed` about digits."""

    question: str
    hint: str
    check: str
    problem: str
    malformed: str


class WhoView(Struct, frozen=True):
    """U-1: what the lender says, what it means, the one next step; beside it what always holds."""

    title: str
    pill: PillView
    headline: str
    lead: Words
    notes: tuple[str, ...]
    phrase: PhraseView | None
    always_title: str
    always: tuple[Line, ...]
    hotline: Words
