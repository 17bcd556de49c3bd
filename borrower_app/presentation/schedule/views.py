"""What S-3 says."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, Line, Pair, PillView


class CheckView(Struct, frozen=True):
    """S-3 for one loan: the verdict, what it rests on, the odd figures, and what the loan really costs a year."""

    title: str
    loan_id: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    pill: PillView | None = None
    headline: str = ""
    lead: str = ""
    findings: tuple[Line, ...] = ()
    odd_title: str = ""
    odd: tuple[Pair, ...] = ()
    odd_note: str = ""
    cost_title: str = ""
    cost: tuple[Pair, ...] = ()
    cost_note: str = ""
    actions: tuple[Action, ...] = ()
    empty: EmptyView | None = None
    mark: PillView | None = None
    """That the user entered the loan."""
