"""What the pages about the lender's records render: frozen values whose texts are ready to be read.

No Qt here and no words made here: presentation says everything, the pages only arrange it. Texts that hold several
appearances are `Words`: pieces that are plain, strong, explained on the spot, or that do something.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Tone = Literal["plain", "good", "caution", "bad", "accent"]
HopTone = Literal["good", "bad", "caution", "plain"]
Deed = Literal[
    "open",
    "sync",
    "remind",
    "ask_operation",
    "send_again",
    "cancel_operation",
    "mark_read",
    "sign_in",
    "own_export",
    "own_remove",
    "own_drop_table",
    "save_receipt",
]


class Action(Struct, frozen=True):
    """Something to press. `code` is the screen (`open`) or the operation's name; `subject` the thing's id."""

    text: str
    does: Deed
    code: str = ""
    subject: str = ""
    accessible_name: str = ""
    """Where the text alone would not say what it is about."""
    danger: bool = False


class Piece(Struct, frozen=True):
    """A piece of a sentence."""

    text: str
    strong: bool = False
    explanation: str = ""
    action: Action | None = None


Words = tuple[Piece, ...]


class PillView(Struct, frozen=True):
    """A state as word, colour and icon (a name of `resources/icons`)."""

    text: str
    tone: Tone
    icon: str = ""


class Line(Struct, frozen=True):
    """A finding: a mark, a sentence, perhaps something to do about it."""

    icon: str
    tone: Tone
    words: Words
    action: Action | None = None


class Pair(Struct, frozen=True):
    """Words and their value."""

    words: Words
    value: Words


class PlannedDebit(Struct, frozen=True):
    """A planned debit: which installment it takes and when, and its amount with the currency."""

    words: Words
    amount: str
    mark: PillView | None = None
    """Where the user entered the loan, and nobody has planned the debit here."""


class StatusView(Struct, frozen=True):
    """The first thing the eye meets: one sentence of status, its consequence, one next step."""

    pill: PillView
    headline: str
    lead: Words
    notes: tuple[Words, ...] = ()
    actions: tuple[Action, ...] = ()
    action_note: str = ""
    time_left: str = ""


class LoanView(Struct, frozen=True):
    """A loan on Home. `thousandths` is the share of the principal repaid, None where it is not known."""

    loan_id: str
    name: str
    figure: str
    figure_words: Words
    below: str = ""
    thousandths: int | None = None
    bar_name: str = ""
    left: str = ""
    right: str = ""
    pairs: tuple[Pair, ...] = ()
    pill: PillView | None = None
    action: Action | None = None
    mark: PillView | None = None
    """That the user entered it."""


class HomeView(Struct, frozen=True):
    """H-1."""

    status: StatusView
    planned_title: str = ""
    planned: tuple[PlannedDebit, ...] = ()
    checks: tuple[Line, ...] = ()
    loans: tuple[LoanView, ...] = ()
    more_loans: Action | None = None
    """Where there are more loans than Home shows."""
    waiting_title: str = ""
    waiting: tuple[Line, ...] = ()
    hotline: Words = ()


class HopView(Struct, frozen=True):
    """A station of a debit's way; `plain` = not reached or not known."""

    name: str
    told: str
    tone: HopTone


class AttemptView(Struct, frozen=True):
    """D-2. `hops_first` puts the way of the debit on top, where the open outcome is what matters."""

    crumbs: str
    title: str
    pill: PillView
    step_title: str
    lead: Words
    told: tuple[Words, ...] = ()
    actions: tuple[Action, ...] = ()
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


class EmptyView(Struct, frozen=True):
    """What stands where there is nothing: why, and perhaps a way on."""

    title: str
    told: str = ""
    icon: str = "empty"
    action: Action | None = None


class DebitsView(Struct, frozen=True):
    """D-1."""

    title: str
    groups: tuple[TimelineGroup, ...] = ()
    empty: EmptyView | None = None
    hotline: Words = ()
    paste: Action | None = None
    """To D-3."""


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


class DetailView(Struct, frozen=True):
    """One detail the lender holds, masked. `reveal` names the button; empty = it can't be revealed at all."""

    subject: str
    field: str
    name: str
    masked: str
    told: str = ""
    pill: PillView | None = None
    reveal: str = ""
    action: Action | None = None


class PersonView(Struct, frozen=True):
    """A person (or the lender) in P-1 and the details held."""

    title: str
    details: tuple[DetailView, ...]
    told: str = ""


class ContactView(Struct, frozen=True):
    """P-1."""

    title: str
    people: tuple[PersonView, ...] = ()
    notes: tuple[Line, ...] = ()
    empty: EmptyView | None = None


class MessageView(Struct, frozen=True):
    """A message, or something that was sent: its text is shown as it is."""

    message_id: str
    title: str
    told: str
    text: str = ""
    pill: PillView | None = None
    actions: tuple[Action, ...] = ()


class MessagesView(Struct, frozen=True):
    """M-1: what came, and what was asked for with where it stands."""

    title: str
    received_title: str = ""
    received: tuple[MessageView, ...] = ()
    sent_title: str = ""
    sent: tuple[MessageView, ...] = ()
    empty: EmptyView | None = None


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
    field: str
    text: str
    button: str
    nothing: str = ""
    result: MessageReading | None = None
    back: str = ""
    """Words of a way back, where the rail is not there."""


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
