"""What a page is: one declaration. How a declared page becomes what the window shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from borrower_app.language import Language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from borrower_app.application.running.state import AppState
    from borrower_app.presentation.reading.records import Reading
    from borrower_app.ui.page_context import PageContext

V = TypeVar("V")

Needs = Literal["nothing", "records", "lender"]
"""What must be there first: nothing; the records as read, be they only own loans; something that a lender has told."""


@dataclass(frozen=True, slots=True)
class FromReading(Generic[V]):
    """A page about records: `make` is pure (Reading, subject), so that a worker lane can make it ahead; None where the
    subject is not (or no longer) there. That `build` takes what `make` gives is proved by the type checker."""

    make: Callable[[Reading, str], V | None]
    build: Callable[[V, PageContext], QWidget]


@dataclass(frozen=True, slots=True)
class FromState(Generic[V]):
    """A page about the running app itself, made in the UI thread from its state, a subject and a language."""

    make: Callable[[AppState, str, Language], V | None]
    build: Callable[[V, PageContext], QWidget]


@dataclass(frozen=True, slots=True)
class Page:
    """One screen. `title` names it (screen readers, lists of pages); `place` is the code of the rail's place that is
    marked while it is shown; `drawn` imports maker and builder when the page is first needed, for Home need not wait
    for the rest. A page with an `icon` is itself a place of the rail; `ahead`: made before it is asked for.
    """

    code: str
    title: Callable[[Language], str]
    place: str
    needs: Needs
    drawn: Callable[[], FromReading[Any] | FromState[Any]]
    icon: str = ""
    ahead: bool = False
    tells_contact: Literal["", "quietly", "plainly", "itself"] = ""
    """Whether it tells if the lender's staff is in contact with the borrower now: by a line over it, on Home and where
    a fraudster would lead somebody, or itself (U-1)."""
