"""What Home and the page of all checks say."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, Line, LoanView, PillView, PlannedDebitView, Words


class StatusView(Struct, frozen=True):
    """The first thing the eye meets: one sentence of status, its consequence, one next step.

    `steps` are those after the lead. `has_step`: whether the first action is the next step; without one no button is
    the loud one.
    """

    pill: PillView
    headline: str
    lead: Words
    steps: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    actions: tuple[Action, ...] = ()
    action_note: str = ""
    time_left: str = ""
    has_step: bool = True


class HomeView(Struct, frozen=True):
    """H-1."""

    status: StatusView
    planned_title: str = ""
    planned: tuple[PlannedDebitView, ...] = ()
    checks: tuple[Line, ...] = ()
    loans: tuple[LoanView, ...] = ()
    more_loans: Action | None = None
    """Where there are more loans than Home shows."""
    waiting_title: str = ""
    waiting: tuple[Line, ...] = ()
    hotline: Words = ()


class CheckGroup(Struct, frozen=True):
    """Checks of one verdict."""

    title: str
    lines: tuple[Line, ...]


class ChecksView(Struct, frozen=True):
    """H-2: all checks of the next debit, the pressing ones first; each line opens what it rests on."""

    title: str
    back: str
    lead: str
    groups: tuple[CheckGroup, ...]
    note: str = ""
