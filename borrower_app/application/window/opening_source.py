"""What the window shows while the folder is being opened: the kept Home, else that it is opening.

Nothing of the running app is imported here: the first paint does not wait for it (DESIGN section 5).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Final

from borrower_app.application.window.page import Page
from borrower_app.application.window.pages import PAGE_OF, PAGES
from borrower_app.language import Language
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.frame.opening import opening_status, opening_view, place_words, title_of
from borrower_app.presentation.home.views import HomeView
from borrower_app.presentation.intents import Address
from borrower_app.ui.page_source import Chrome, PageContent, RailPlace, shown

Prepared = tuple[str, HomeView]
"""Language and view of the Home that was kept for the first paint."""

BELONGS_TO: Final = {page.code: page.place for page in PAGES}


class OpeningSource:
    """A PageSource until the running app has one."""

    def __init__(self, prepared: Prepared | None) -> None:
        self.prepared: Final = prepared

    def page(self, address: Address, language: Language) -> PageContent:
        """The kept Home if it is asked for in its language."""
        return opening_page(self.prepared, address, language)

    def contact_line(self, _address: Address, _language: Language) -> ContactLineView | None:
        """Nothing is known yet."""
        return None

    def broken(self, _address: Address, error: Exception, language: Language) -> PageContent:
        """Told by whoever looks after the process; the records are opened meanwhile."""
        sys.excepthook(type(error), error, error.__traceback__)
        return opening_view(language)

    def chrome(self, language: Language) -> Chrome:
        """The rail is there already; nothing is counted yet."""
        return Chrome(title_of(language), opening_status(language), rail_places(language, {}), BELONGS_TO)


def opening_page(prepared: Prepared | None, address: Address, language: Language) -> PageContent:
    """What stands in place of records that are not read yet."""
    if address.code == "H-1" and prepared is not None and prepared[0] == language.code:
        # Only what arranges it: what makes Home's view is heavy, and the kept one is made.
        from borrower_app.ui.pages.home.home import home_page

        return shown(prepared[1], home_page, PAGE_OF[address.code].title(language))
    return opening_view(language)


def rail_places(language: Language, counts: Mapping[str, int]) -> tuple[RailPlace, ...]:
    """The places of the rail, each with how many things wait there."""
    return tuple(_place(page, language, counts.get(page.code, 0)) for page in PAGES if page.icon)


def _place(page: Page, language: Language, count: int) -> RailPlace:
    name = page.title(language)
    return RailPlace(page.code, page.icon, name, count, place_words(name, count, language))
