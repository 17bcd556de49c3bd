"""What the pages about debits say: D-1, D-2 and D-3."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, HopView, Line, PillView, Words


class AttemptView(Struct, frozen=True):
    """D-2. `hops_first` puts the way of the debit on top, where the open outcome is what matters."""

    crumbs: str
    title: str
    pill: PillView
    step_title: str
    lead: Words
    steps: tuple[Words, ...] = ()
    """The steps after the lead."""
    told: tuple[Words, ...] = ()
    actions: tuple[Action, ...] = ()
    has_step: bool = True
    """Whether the first action is the next step; without one no button is the loud one."""
    time_left: str = ""
    action_note: str = ""
    next_title: str = ""
    nexts: tuple[Line, ...] = ()
    meaning_title: str = ""
    meanings: tuple[Line, ...] = ()
    evidence_title: str = ""
    evidence: tuple[Words, ...] = ()
    other_title: str = ""
    others: tuple[Line, ...] = ()
    hops_title: str = ""
    hops: tuple[HopView, ...] = ()
    hops_first: bool = False
    hotline: Words = ()


class TimelineRow(Struct, frozen=True):
    """One attempt in D-1."""

    attempt_id: str
    title: str
    day: str
    amount: str
    state: PillView
    told: str = ""
    reference: str = ""


class TimelineGroup(Struct, frozen=True):
    """The attempts of one month or year, newest first."""

    title: str
    rows: tuple[TimelineRow, ...]


class DebitsView(Struct, frozen=True):
    """D-1."""

    title: str
    groups: tuple[TimelineGroup, ...] = ()
    empty: EmptyView | None = None
    hotline: Words = ()
    paste: Action | None = None
    """To D-3."""


class MessageReading(Struct, frozen=True):
    """D-3's answer: signs of fraud first, what the message says, what that proves, what to do."""

    warning_title: str
    warnings: tuple[Line, ...]
    said_title: str
    said: tuple[Line, ...]
    proof_title: str
    proof: tuple[Line, ...]
    next_title: str
    nexts: tuple[Line, ...]
    actions: tuple[Action, ...] = ()


class PastedView(Struct, frozen=True):
    """D-3. `result` is None until something was recognised; `nothing` says so where it was not."""

    title: str
    lead: str
    sender_field: str
    sender_hint: str
    sender: str
    field: str
    text: str
    button: str
    nothing: str = ""
    result: MessageReading | None = None
    back: Action | None = None
    """A way back, where the rail is not there."""
