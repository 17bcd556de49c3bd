"""What S-2 renders: the form as it was typed, both outcomes, and what was saved. See `views` for the rules."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.intents import WhatIfEntry
from borrower_app.presentation.words.parts import Action, EmptyView, Line, Pair, PillView, Words


class OutcomeView(Struct, frozen=True):
    """One way to pay early against not doing so; `better` is the mark of the one that saves more."""

    title: str
    figure: str
    lines: tuple[str, ...]
    better: PillView | None = None


class SavedView(Struct, frozen=True):
    """A what-if that was saved on this computer: what it was, and what it would have saved on that day."""

    identifier: str
    words: str
    told: str
    entry: WhatIfEntry
    again: str
    again_name: str
    """What a screen reader says of the button."""
    remove: Action


class WhatIfFormView(Struct, frozen=True):
    """The words of the form: before each entry, its whole question, the buttons. `often` are (value, words) each."""

    amount: str
    amount_question: str
    day: str
    day_question: str
    compute: str
    often_name: str
    often: tuple[tuple[str, str], ...]
    save: str


class WhatIfView(Struct, frozen=True):
    """S-2 for one loan: the form as it was typed, what is wrong with it, and both outcomes side by side.

    `soonest` is the first day the contract allows with its words, empty where it is not known; `can_save` is False
    where nothing was computed, or this very what-if is saved already.
    """

    title: str
    loan_id: str
    loans: tuple[tuple[str, str], ...]
    loans_name: str
    entry: WhatIfEntry
    form: WhatIfFormView
    amount_error: str = ""
    day_error: str = ""
    soonest: tuple[str, str] = ("", "")
    clause: Words = ()
    outcomes: tuple[OutcomeView, ...] = ()
    notes: tuple[Line, ...] = ()
    request: Action | None = None
    can_save: bool = False
    saved_title: str = ""
    saved: tuple[SavedView, ...] = ()
    rates_title: str = ""
    rates: tuple[Pair, ...] = ()
    rates_note: Words = ()
    actions: tuple[Action, ...] = ()
    empty: EmptyView | None = None
    mark: PillView | None = None
    """That the user entered the loan."""
