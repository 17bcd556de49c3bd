"""What a guide is made of: steps with their questions, checks and words, and what a step is asked with.

Adding a guide = one file beside this one that declares its steps, and one line in `registry.GUIDES`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from msgspec import Struct

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import FRESH_SIGN_IN_SECONDS
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Line, Pair, PillView, Words

FieldKind = Literal["text", "long", "choice", "secret", "code"]
Connection = Literal["online", "offline", "signed_out"]
Does = Literal[
    "go_on",
    "exchange_card",
    "sign_in",
    "submit",
    "verify",
    "sync",
    "sync_and_go_on",
    "note_and_go_on",
    "start_over",
    "finish",
]
"""What the primary button of a step does:

`go_on`: keep the answers and show the next step. `exchange_card`: give the typed number to the card host, once.
`sign_in`: a fresh sign-in, then back here. `submit`: save the step's operation and send it. `verify`: send the typed
code. `sync`: a round with the lender; `sync_and_go_on` shows the next step besides. `note_and_go_on`: keep today's
date as the day on which the user went through this guide. `start_over`: back to the questions with every answer kept,
for a new operation. `finish`: the guide has ended.
"""

SECRET_KINDS = frozenset({"secret", "code"})
_MARGIN = dt.timedelta(seconds=30)
"""A sign-in that ends while the request is on its way helps nobody."""


class GuideChoice(Struct, frozen=True):
    """One of several answers; `told` is what it means."""

    value: str
    words: str
    told: str = ""


class Field(Struct, frozen=True):
    """A question. `first` stands in the entry until something was typed; secrets have none and are never kept."""

    name: str
    question: str
    kind: FieldKind = "text"
    hint: str = ""
    options: tuple[GuideChoice, ...] = ()
    longest: int = 200
    first: str = ""
    is_optional: bool = False

    @property
    def is_secret(self) -> bool:
        """Whether what is typed here is kept nowhere."""
        return self.kind in SECRET_KINDS


class StepWords(Struct, frozen=True):
    """What a step says, in one language. `aside` stands beside it: what will happen, what to watch."""

    title: str
    lead: Words = ()
    told: tuple[Words, ...] = ()
    fields: tuple[Field, ...] = ()
    pairs: tuple[Pair, ...] = ()
    pill: PillView | None = None
    lines: tuple[Line, ...] = ()
    aside_title: str = ""
    aside: tuple[Line, ...] = ()
    primary: str = ""
    note: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a step's functions are called with.

    `now` is an aware instant on the lender's clock; `operations` are those this guide has saved, by name, as they
    stand now. `signed_in_at` is the lender's instant of the person's own sign-in, None where none is known.
    """

    reading: Reading
    subject: str
    answers: Mapping[str, str]
    now: dt.datetime
    operations: Mapping[str, PendingOperation] = field(default_factory=dict)
    signed_in_at: dt.datetime | None = None
    connection: Connection = "online"
    is_kept: bool = True
    """Whether what is saved outlives the app; False where the user chose that nothing is kept."""

    @property
    def language(self) -> Language:
        """The language of the words."""
        return self.reading.language

    @property
    def lender(self) -> str:
        """The lender's name."""
        return self.reading.lender_name

    @cached_property
    def is_fresh(self) -> bool:
        """Whether the sign-in is recent enough for a sensitive change."""
        return is_fresh_sign_in(self.signed_in_at, self.now, self.connection)

    def answer(self, name: str) -> str:
        """What was answered, trimmed; empty where nothing was."""
        return self.answers.get(name, "").strip()


def is_fresh_sign_in(signed_in_at: dt.datetime | None, now: dt.datetime, connection: Connection) -> bool:
    """Whether the lender takes a sensitive change after this sign-in; both instants by the lender's clock."""
    if signed_in_at is None or connection == "signed_out":
        return False
    return now - signed_in_at < dt.timedelta(seconds=FRESH_SIGN_IN_SECONDS) - _MARGIN


Errors = Mapping[str, str]
"""What is wrong, by field; an empty mapping says that nothing is."""


def _nothing_wrong(_asked: Asked) -> Errors:
    return {}


def _always(_asked: Asked) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One screen of a guide.

    `check` looks at the answers with what was just typed among them, secrets too. `operation` names the verb that a
    step submits (`values` makes its values) or whose outcome it shows; `passes` says that there is nothing to show
    any more, e.g. a sign-in that is fresh.
    """

    name: str
    stage: int
    words: Callable[[Asked], StepWords]
    does: Callable[[Asked], Does] = lambda _asked: "go_on"
    check: Callable[[Asked], Errors] = _nothing_wrong
    applies: Callable[[Asked], bool] = _always
    passes: Callable[[Asked], bool] = lambda _asked: False
    operation: str = ""
    values: Callable[[Asked], Values] | None = None


@dataclass(frozen=True)
class Guide:
    """A guide: `code` is its screen code; `place` the rail's place it belongs to; `stages` the names of its parts.

    `is_about` says whether the thing it is about is (still) on record.
    """

    code: str
    place: str
    title: Callable[[Asked], str]
    stages: Callable[[Asked], tuple[str, ...]]
    steps: tuple[Step, ...]
    is_about: Callable[[Asked], bool]
    operations: tuple[str, ...] = ()
    is_same: Callable[[Asked, PendingOperation], bool] = lambda _asked, _pending: False
    """Whether an operation on its way, saved elsewhere, is what this guide would ask for."""
