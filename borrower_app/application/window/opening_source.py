"""What the window shows while the folder is being opened: the kept Home, else that it is opening.

Nothing of the running app is imported here: the first paint does not wait for it (DESIGN section 5).
"""

from __future__ import annotations

from typing import Final

from borrower_app.language import Language
from borrower_app.presentation.words.parts import HomeView
from borrower_app.ui.intents import Address
from borrower_app.ui.page_source import Chrome, PageContent, Shown, StatusWords, Waiting

Prepared = tuple[str, HomeView]
"""Language and view of the Home that was kept for the first paint."""


class OpeningSource:
    """A PageSource until the running app has one."""

    def __init__(self, prepared: Prepared | None) -> None:
        self.prepared: Final = prepared

    def page(self, address: Address, language: Language) -> PageContent:
        """The kept Home if it is asked for in its language."""
        return opening_page(self.prepared, address, language)

    def chrome(self, language: Language) -> Chrome:
        """The rail is there already; nothing is counted yet."""
        return Chrome(title_of(language), opening_status(language))


def opening_page(prepared: Prepared | None, address: Address, language: Language) -> PageContent:
    """What stands in place of records that are not read yet."""
    if address.code == "H-1" and prepared is not None and prepared[0] == language.code:
        return Shown(prepared[1])
    return Waiting(language.say("Opening your records …"))


def opening_status(language: Language) -> StatusWords:
    """The status line of that time."""
    return StatusWords(language.say("Opening …"), "plain", "lock", page_code=language.say("Screen"))


def title_of(language: Language) -> str:
    """The window's title."""
    return language.say("My loan")
