"""Whose records a round brings, as sign-in and lender tell; compared before anything is sent or shown."""

from __future__ import annotations

from borrower_app.contract.borrower import BORROWER_ID, is_same_borrower, joined
from borrower_app.contract.changes import ChangesPage
from borrower_app.contract.discovery import Discovery
from borrower_app.failures import BadServerData, FailureCode, SignInNeeded
from borrower_app.sync.round import Round


def demand_borrower(round_: Round, discovery: Discovery) -> None:
    """Before anything is sent; raises SignInNeeded SIGN_IN_OTHER_PERSON."""
    if round_.identity is None:
        return
    round_.names = names = round_.identity.who(discovery)
    round_.names_pages = BORROWER_ID in discovery.capabilities
    round_.store(lambda store: store.refuse_other_borrower(names))


def demand_page_of_borrower(round_: Round, page: ChangesPage) -> None:
    """Before a page is kept; raises SignInNeeded SIGN_IN_OTHER_PERSON, BadServerData without a promised name."""
    if page.borrower_id is None:
        if round_.names_pages:
            raise BadServerData(FailureCode.BAD_ANSWER, "a page does not say whose it is")
        return
    if round_.identity is None:
        return
    told = round_.identity.called(page.borrower_id)
    if is_same_borrower(round_.names, told) is False:
        raise SignInNeeded(FailureCode.SIGN_IN_OTHER_PERSON)
    names = joined(round_.names, told)
    if names != round_.names:
        round_.store(lambda store: store.refuse_other_borrower(names))
        round_.names = names
