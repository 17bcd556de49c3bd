"""What C-1 says."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, Line, Pair, PillView, Words


class InstrumentView(Struct, frozen=True):
    """A repayment card in C-1."""

    title: str
    pill: PillView
    told: tuple[Words, ...] = ()
    findings: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    note: str = ""


class MandateView(Struct, frozen=True):
    """A mandate in C-1: who may debit, for what, up to how much, until when, and how it is ended."""

    title: Words
    pill: PillView
    pairs: tuple[Pair, ...]
    actions: tuple[Action, ...] = ()
    note: str = ""


class CardsView(Struct, frozen=True):
    """C-1."""

    title: str
    instruments: tuple[InstrumentView, ...] = ()
    mandates: tuple[MandateView, ...] = ()
    notes: tuple[Line, ...] = ()
    empty: EmptyView | None = None
