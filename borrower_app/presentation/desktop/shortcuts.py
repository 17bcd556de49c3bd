"""Every key of the app, once: the window binds what stands here, and T-2 lists it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from borrower_app.language import Language

Command = Literal[
    "places", "home_row", "back", "forward", "settings", "update", "copy", "find", "find_next", "find_previous",
    "larger", "smaller", "usual_size", "full_screen", "about_page", "all_keys", "leave", "close", "quit",
]  # fmt: skip


class Shortcut(Struct, frozen=True):
    """`keys` in Qt's portable writing. `works_locked`: behind the lock, too, for it shows nothing.

    `is_bound_elsewhere`: a page or a field answers it by itself.
    """

    command: Command
    keys: tuple[str, ...]
    words: Callable[[Language], str]
    works_locked: bool = False
    is_bound_elsewhere: bool = False


def _n(message: str) -> Callable[[Language], str]:
    """What a key does, for the catalogue; it is said when the list is shown."""
    return lambda language: language.say(message)


PLACES: Final = tuple(f"Ctrl+{number}" for number in range(1, 10))

SHORTCUTS: Final = (
    Shortcut("places", PLACES, _n("Go to a place of the list at the left, from top to bottom")),
    Shortcut("back", ("Alt+Left",), _n("Back to the page before")),
    Shortcut("forward", ("Alt+Right",), _n("Forward again")),
    Shortcut("home_row", ("Ctrl+T",), _n("In the schedule: back to today's row"), is_bound_elsewhere=True),
    Shortcut("find", ("Ctrl+F",), _n("Find on this page, in its tables too")),
    Shortcut("find_next", ("F3", "Ctrl+G"), _n("The next place found")),
    Shortcut("find_previous", ("Shift+F3", "Ctrl+Shift+G"), _n("The place found before")),
    Shortcut("copy", ("Ctrl+C",), _n("Copy the words that are marked"), works_locked=True),
    Shortcut("update", ("F5",), _n("Send and fetch what is new"), works_locked=True),
    Shortcut("larger", ("Ctrl++", "Ctrl+="), _n("Larger text"), works_locked=True),
    Shortcut("smaller", ("Ctrl+-",), _n("Smaller text"), works_locked=True),
    Shortcut("usual_size", ("Ctrl+0",), _n("Text in its usual size"), works_locked=True),
    Shortcut("full_screen", ("F11",), _n("Full screen, and back"), works_locked=True),
    Shortcut("settings", ("Ctrl+,",), _n("Settings")),
    Shortcut("about_page", ("F1",), _n("What this page is")),
    Shortcut("all_keys", ("Ctrl+/",), _n("All keys on one page")),
    Shortcut("leave", ("Esc",), _n("Put away what was opened over the page"), works_locked=True),
    Shortcut("close", ("Ctrl+W",), _n("Close the window"), works_locked=True),
    Shortcut("quit", ("Ctrl+Q",), _n("Close the app"), works_locked=True),
)
