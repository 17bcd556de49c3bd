"""What surrounds a page and what stands in its place; ready sentences."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, Tone


class BannerView(Struct, frozen=True):
    """A banner over the page: offline, old data, sign-in needed."""

    text: str
    tone: Tone
    icon: str
    action: Action | None = None


class WaitingView(Struct, frozen=True):
    """Nothing to show yet: the data are being read or fetched."""

    told: str


class InsteadView(Struct, frozen=True):
    """What stands in place of a page: empty, offline without data, sign-in needed. What, why, what to do."""

    icon: str
    title: str
    told: str
    tone: Tone = "plain"
    choices: tuple[Action, ...] = ()


class StatusWords(Struct, frozen=True):
    """The status line: how the connection is, how old the data are, what is not sent yet. Ready sentences."""

    connection: str
    connection_tone: Tone = "plain"
    connection_icon: str = "ok"
    freshness: str = ""
    unsent: str = ""
    page_code: str = ""
    """The sentence around the screen code, e.g. `本页编号`; the code stands after it."""
