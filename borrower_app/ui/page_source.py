"""What the window asks of the outside: views for the current language, the status line's words, counts for the rail.

The composition root implements `PageSource` over the last Snapshot in memory; nothing here may block the UI thread.
When something changed it calls `Window.refresh()`; a page whose view is equal to the shown one is not built again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol

from msgspec import Struct, field

from borrower_app.language import Language
from borrower_app.presentation.words.parts import Tone
from borrower_app.ui.intents import Address, Intent


class Notice(Struct, frozen=True):
    """A banner over the page: offline, old data, sign-in needed. The action's intent is emitted as it is."""

    text: str
    tone: Tone
    icon: str
    action: str = ""
    intent: Intent | None = None


class Shown(Struct, frozen=True):
    """A page's view; its type must be the one the page for this code renders (see `ui/navigation.py`)."""

    view: object
    notices: tuple[Notice, ...] = ()


class Waiting(Struct, frozen=True):
    """Nothing to show yet: the data are being read or fetched."""

    told: str


class Choice(Struct, frozen=True):
    """A button of a message that stands in place of a page."""

    text: str
    intent: Intent


class Instead(Struct, frozen=True):
    """What stands in place of a page: empty, offline without data, sign-in needed, an error. What, why, what to do."""

    icon: str
    title: str
    told: str
    tone: Tone = "plain"
    choices: tuple[Choice, ...] = ()


PageContent = Shown | Waiting | Instead


class StatusWords(Struct, frozen=True):
    """The status line: how the connection is, how old the data are, what is not sent yet. Ready sentences."""

    connection: str
    connection_tone: Tone = "plain"
    connection_icon: str = "ok"
    freshness: str = ""
    unsent: str = ""
    page_code: str = ""
    """The sentence around the screen code, e.g. `本页编号`; the code stands after it."""


class Chrome(Struct, frozen=True):
    """What surrounds the page. `bare` hides the rail: first start, lock, sign-in and storage fault."""

    title: str
    status: StatusWords
    badges: Mapping[str, int] = field(default_factory=dict)
    shell: Literal["full", "bare"] = "full"


class PageSource(Protocol):
    """Plugged in by the composition root; called in the UI thread, answers at once from memory."""

    def page(self, address: Address, language: Language) -> PageContent:
        """The content for an address."""

    def chrome(self, language: Language) -> Chrome:
        """What surrounds it."""
