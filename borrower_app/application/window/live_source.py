"""The window's PageSource over the running app's state: answers at once from memory, in the UI thread."""

from __future__ import annotations

from typing import Final

from borrower_app.application.own_loans import pages as own_loan_pages
from borrower_app.application.running.state import AppState, Phase
from borrower_app.application.window import own_pages, status_sentences
from borrower_app.application.window.opening_source import opening_page, title_of
from borrower_app.language import Language
from borrower_app.ui.intents import Address, ChooseSignIn, OpenPage, SyncNow
from borrower_app.ui.navigation import GUIDE_CODES
from borrower_app.ui.page_source import Choice, Chrome, Instead, Notice, PageContent, Shown, Waiting

_BARE_PHASES: Final = frozenset({Phase.FIRST_START, Phase.PASSPHRASE, Phase.FAULT, Phase.LOCKED})


class LiveSource:
    """See `ui.page_source.PageSource`."""

    def __init__(self, state: AppState) -> None:
        self._state = state

    def page(self, address: Address, language: Language) -> PageContent:
        """The content for an address."""
        state = self._state
        if state.phase is Phase.LOCKED and address.code not in ("F-2", "F-3"):
            return Instead("lock", language.say("Locked"), language.say("Enter the PIN to go on."))
        own = own_pages.own_page(state, address, language)
        if own is not None:
            return Shown(own, status_sentences.notices(state, language) if address.code == "T-1" else ())
        return self._records_page(address, language)

    def _records_page(self, address: Address, language: Language) -> PageContent:
        state = self._state
        notices = status_sentences.notices(state, language)
        if state.records is None:
            return opening_page(state.prepared, address, language)
        snapshot = state.records.snapshot
        if address.code in own_loan_pages.CODES:
            view: object = own_loan_pages.own_loan_page(
                address, state.records, state.own, language, is_kept=not state.memory_only
            )
        elif snapshot.freshness.as_of is None and not snapshot.loans:
            return self._nothing_yet(language)
        elif address.code in GUIDE_CODES:
            from borrower_app.application.guides.sessions import guide_page_view

            view = guide_page_view(state, address, language)
        elif address.code == "F-4":
            view = own_pages.conflict_view(state, address.subject, language)
        elif address.code == "S-2":
            from borrower_app.presentation.what_if.what_if import what_if_view

            loan_id = address.subject or (snapshot.loans[0].record.id if snapshot.loans else "")
            view = what_if_view(state.records.reading(language), loan_id, state.what_ifs.get(loan_id), state.trials)
        elif address.code == "S-7":
            from borrower_app.presentation.schedule.export_page import export_view

            view = export_view(state.records.reading(language), address.subject, state.export)
        else:
            view = state.records.view(address, language)
        if view is None:
            return Instead(
                "empty", language.say("This is no longer there"), language.say("It may have been settled meanwhile.")
            )
        return Shown(view, _without_own_banner(notices, address))

    def _nothing_yet(self, language: Language) -> PageContent:
        state = self._state
        lender = state.lender.name if state.lender is not None else ""
        if state.round.running:
            return Waiting(language.say("Fetching your records …"))
        if not state.signed_in:
            return Instead(
                "lock",
                language.say("You are not signed in"),
                language.say("Sign in to {lender}, then your records are fetched.", lender=lender),
                choices=(
                    Choice(language.say("Sign in"), ChooseSignIn()),
                    Choice(language.say("Enter a loan yourself"), OpenPage(Address("S-5", "new"))),
                ),
            )
        if state.round.failure is not None:
            words = status_sentences.failure_text(state.round.failure, language)
            return Instead(
                "offline",
                language.say("Nothing could be fetched yet"),
                words,
                "caution",
                (Choice(language.say("Try again"), SyncNow()),),
            )
        return Waiting(language.say("Fetching your records …"))

    def chrome(self, language: Language) -> Chrome:
        """What surrounds it."""
        state = self._state
        bare = state.phase in _BARE_PHASES
        return Chrome(
            language.say("Practice") if state.is_practice else title_of(language),
            status_sentences.status(state, language),
            {} if bare else status_sentences.badges(state),
            "bare" if bare else "full",
        )


def _without_own_banner(notices: tuple[Notice, ...], address: Address) -> tuple[Notice, ...]:
    """A reminder about the attempt that is open needs no banner."""
    return tuple(
        notice for notice in notices if getattr(notice.intent, "address", None) != address or not address.subject
    )
