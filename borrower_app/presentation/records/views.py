"""What E-1 and E-2 say."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, HopView, Line, Pair, Words


class RecordPart(Struct, frozen=True):
    """One part of a record: fields and their values, a quoted text, the way of a debit."""

    title: str
    pairs: tuple[Pair, ...] = ()
    told: str = ""
    quote: str = ""
    hops: tuple[HopView, ...] = ()


class RecordView(Struct, frozen=True):
    """E-1: one stored record, read only and masked; `lead` says whose record it is and what it is not."""

    title: str
    back: str
    lead: str
    parts: tuple[RecordPart, ...]
    note: str = ""


class AskView(Struct, frozen=True):
    """E-2: the exact words to say on the phone, whom to call, and what never to say."""

    title: str
    back: str
    lead: Words
    script: str
    lines: tuple[Line, ...]
    hotline: Words = ()
    actions: tuple[Action, ...] = ()
