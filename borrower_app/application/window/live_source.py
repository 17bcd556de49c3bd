"""The window's PageSource over the running app's state: answers at once from memory, in the UI thread."""

from __future__ import annotations

from typing import Final

from borrower_app.application.contact_status.page import contact_line_of_state
from borrower_app.application.faults.desk import FaultDesk
from borrower_app.application.running.frame_state import frame_state_of
from borrower_app.application.running.state import AppState, Phase
from borrower_app.application.window.opening_source import BELONGS_TO, opening_page, rail_places
from borrower_app.application.window.page import FromReading, Page
from borrower_app.application.window.pages import PAGE_OF
from borrower_app.language import Language
from borrower_app.presentation.contact_status.views import ContactLineView
from borrower_app.presentation.faults.app_fault import app_fault_view
from borrower_app.presentation.frame.banners import banners
from borrower_app.presentation.frame.opening import gone_view, locked_view, opening_status, title_of
from borrower_app.presentation.frame.status import badges, nothing_yet, status_words
from borrower_app.presentation.intents import Address
from borrower_app.ui.page_source import Chrome, PageContent, shown
from borrower_app.ui.pages.faults.app_fault import app_fault_page

_BARE_PHASES: Final = frozenset({Phase.FIRST_START, Phase.PASSPHRASE, Phase.FAULT, Phase.LOCKED})
_BEHIND_THE_LOCK: Final = frozenset({"F-3", "F-8"})
"""What may be shown while the window is locked: the way in, and the question before closing, which names nothing."""
_WITH_BANNERS: Final = frozenset({"T-1"})
"""Of the pages that need nothing: those under which the state of the records is told, too."""


class LiveSource:
    """See `ui.page_source.PageSource`."""

    def __init__(self, state: AppState, faults: FaultDesk) -> None:
        self._state = state
        self._faults = faults
        self._last_chrome: Chrome | None = None

    def page(self, address: Address, language: Language) -> PageContent:
        """The content for an address; a view that can't be made takes away only its own page."""
        try:
            return self._page(address, language)
        except Exception as error:  # noqa: BLE001 - a page's maker: what it raises is told in the page's place
            return self.broken(address, error, language)

    def broken(self, _address: Address, error: Exception, language: Language) -> PageContent:
        """F-6 in the page's place."""
        view = app_fault_view(self._faults.report(error), language, in_place_of_a_page=True)
        return shown(view, app_fault_page, view.title, code="F-6")

    def _page(self, address: Address, language: Language) -> PageContent:
        state = self._state
        if state.phase is Phase.LOCKED and address.code not in _BEHIND_THE_LOCK:
            return locked_view(language)
        page = PAGE_OF[address.code]
        if page.needs == "nothing":
            return self._drawn(page, address, language, with_banners=page.code in _WITH_BANNERS)
        if state.records is None:
            return opening_page(state.prepared, address, language)
        snapshot = state.records.snapshot
        if page.needs == "lender" and snapshot.freshness.as_of is None and not snapshot.loans:
            return nothing_yet(frame_state_of(state, language), language)
        return self._drawn(page, address, language, with_banners=True)

    def _drawn(self, page: Page, address: Address, language: Language, *, with_banners: bool) -> PageContent:
        drawn = page.drawn()
        state = self._state
        if not isinstance(drawn, FromReading):
            view = drawn.make(state, address.subject, language)
        elif state.records is not None:
            view = state.records.view(address, language, drawn.make)
        else:
            view = None
        if view is None:
            return gone_view(language)
        over = banners(frame_state_of(state, language), language, address) if with_banners else ()
        return shown(view, drawn.build, page.title(language), banners=over)

    def contact_line(self, address: Address, language: Language) -> ContactLineView | None:
        """Whether the lender is in contact, where the page tells it; nothing where that can't be made."""
        tells = PAGE_OF[address.code].tells_contact
        if tells not in ("quietly", "plainly"):
            return None
        try:
            return contact_line_of_state(self._state, language, is_quiet=tells == "quietly")
        except Exception as error:  # noqa: BLE001 - the frame: a bug in it must not take the page away
            self._faults.report(error)
            return None

    def chrome(self, language: Language) -> Chrome:
        """What surrounds it; as it was before where it can't be made."""
        try:
            self._last_chrome = self._chrome(language)
        except Exception as error:  # noqa: BLE001 - the frame: a bug in it must not take the window away
            self._faults.report(error)
        if self._last_chrome is None:
            return Chrome(title_of(language), opening_status(language), rail_places(language, {}), BELONGS_TO)
        return self._last_chrome

    def _chrome(self, language: Language) -> Chrome:
        state = self._state
        bare = state.phase in _BARE_PHASES
        counts = badges(state.records.snapshot) if state.records is not None and not bare else {}
        return Chrome(
            title_of(language, is_practice=state.is_practice),
            status_words(frame_state_of(state, language), language),
            rail_places(language, counts),
            BELONGS_TO,
            "bare" if bare else "full",
        )
