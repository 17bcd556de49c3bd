"""What the window asks of the outside: what stands at an address in a language, and what surrounds it.

The composition root implements `PageSource` over the last Snapshot in memory; nothing here may block the UI thread.
When something changed it calls `Window.refresh()`; a page whose view is equal to the shown one is not built again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol, TypeVar

from msgspec import Struct, field
from PySide6.QtWidgets import QWidget

from borrower_app.language import Language
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.frame.views import BannerView, InsteadView, StatusWords, WaitingView
from borrower_app.presentation.intents import Address
from borrower_app.ui.page_context import PageContext

V = TypeVar("V")


class Shown(Struct, frozen=True):
    """A page: its view, and what arranges it. Made by `shown`, which proves that the two fit."""

    view: Any
    build: Callable[[Any, PageContext], QWidget]
    name: str = ""
    """What the page is called, for screen readers."""
    banners: tuple[BannerView, ...] = ()
    code: str = ""
    """The screen code to be read out where it is not the address's own."""


def shown(
    view: V,
    build: Callable[[V, PageContext], QWidget],
    name: str = "",
    *,
    banners: tuple[BannerView, ...] = (),
    code: str = "",
) -> Shown:
    """A page from a view and a builder of that very view."""
    return Shown(view, build, name, banners, code)


PageContent = Shown | WaitingView | InsteadView


class RailPlace(Struct, frozen=True):
    """A line of the rail, in words."""

    code: str
    icon: str
    name: str
    count: int = 0
    """How many things wait there."""
    spoken: str = ""
    """The name with that number, for screen readers; empty: the name alone."""


class Chrome(Struct, frozen=True):
    """What surrounds the page. `bare` hides the rail: first start, lock, sign-in and storage fault."""

    title: str
    status: StatusWords
    places: tuple[RailPlace, ...] = ()
    belongs_to: Mapping[str, str] = field(default_factory=dict)
    """Screen code → the place of the rail that is marked while it is shown."""
    shell: Literal["full", "bare"] = "full"


class PageSource(Protocol):
    """Plugged in by the composition root; called in the UI thread, answers at once from memory."""

    def page(self, address: Address, language: Language) -> PageContent:
        """The content for an address."""

    def chrome(self, language: Language) -> Chrome:
        """What surrounds it."""

    def contact_line(self, address: Address, language: Language) -> ContactLineView | None:
        """The line over a page that says whether the lender is in contact; it changes without the page."""

    def broken(self, address: Address, error: Exception, language: Language) -> PageContent:
        """In place of a page that could not be built: a fault of ours, told and logged."""
