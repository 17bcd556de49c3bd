"""What the line over pages and U-1 are made from: facts taken out of the running app's state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from borrower_app.application.running.state import AppState, Phase
from borrower_app.contract.contact_status import CONTACT_STATUS
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.presentation.contact_status.answer import ContactFacts
    from borrower_app.presentation.contact_status.views import ContactLineView, WhoView


def can_tell(state: AppState) -> bool:
    """Whether the lender says that it can tell."""
    discovery = state.records.snapshot.discovery if state.records is not None else None
    return discovery is not None and CONTACT_STATUS in discovery.capabilities


def may_ask(state: AppState) -> bool:
    """Whether the lender can be asked at all."""
    return state.phase is Phase.OPEN and state.signed_in and can_tell(state)


def contact_facts(state: AppState, language: Language) -> ContactFacts | None:
    """The facts of this moment; None where there is no lender whose name somebody could use."""
    from borrower_app.presentation.contact_status.answer import ContactFacts

    if state.phase is not Phase.OPEN or state.records is None or state.records.snapshot.discovery is None:
        return None
    desk = state.contact
    status = desk.standing if may_ask(state) else None
    contact = status.contact if status is not None else None
    return ContactFacts(
        reading=state.records.reading(language),
        can_tell=can_tell(state),
        signed_in=state.signed_in,
        is_waiting=may_ask(state) and not desk.is_told,
        is_answered=status is not None,
        contact=msgspec.structs.replace(contact, pass_phrase=None) if contact is not None else None,
        confirms=contact is not None and contact.confirms,
        wrong=state.wrong_phrases.get(contact.name, 0) if contact is not None else 0,
        is_right=contact is not None and contact.name == desk.right,
    )


def contact_line_of_state(state: AppState, language: Language, *, is_quiet: bool) -> ContactLineView | None:
    """The line over a page."""
    from borrower_app.presentation.contact_status.line import contact_line

    facts = contact_facts(state, language)
    return contact_line(facts, is_quiet=is_quiet) if facts is not None else None


def who_of_state(state: AppState, _subject: str, language: Language) -> WhoView | None:
    """U-1; None without a lender."""
    from borrower_app.presentation.contact_status.who import who_view

    facts = contact_facts(state, language)
    return who_view(facts) if facts is not None else None
