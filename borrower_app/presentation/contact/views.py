"""What P-1 says."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, EmptyView, Line, PillView


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
