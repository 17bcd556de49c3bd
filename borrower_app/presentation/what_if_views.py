"""What S-2 renders: the form as it was typed, both outcomes, and what was saved. See `views` for the rules."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.views import Action, EmptyView, Line, Pair


class OutcomeView(Struct, frozen=True):
    """One way to pay early against not doing so; `better` marks the one that saves more."""

    title: str
    figure: str
    lines: tuple[str, ...]
    better: bool = False


class WhatIfEntry(Struct, frozen=True):
    """S-2's form as it was typed; `yearly`: the same amount on that day of every year."""

    amount: str
    day: str
    yearly: bool = False


class WhatIfView(Struct, frozen=True):
    """S-2 for one loan: the form as it was typed, what is wrong with it, and both outcomes side by side."""

    title: str
    loan_id: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    entry: WhatIfEntry
    amount_error: str = ""
    day_error: str = ""
    clause: str = ""
    outcomes: tuple[OutcomeView, ...] = ()
    notes: tuple[Line, ...] = ()
    rates_title: str = ""
    rates: tuple[Pair, ...] = ()
    actions: tuple[Action, ...] = ()
    empty: EmptyView | None = None
