"""Fetching what changed: pages to staging, the digest, one swap. A killed pull goes on where it stopped."""

from __future__ import annotations

from typing import Final

from borrower_app.contract.changes import ChangesPage
from borrower_app.failures import BadServerData, FailureCode, SignInNeeded
from borrower_app.lender.client import ChangesAnswer, CursorRefused
from borrower_app.store.cache import ChangedRecords, PullState
from borrower_app.store.store import Store
from borrower_app.sync.identity import demand_page_of_borrower
from borrower_app.sync.round import Progress, Round, Stage

MOST_PAGES: Final = 10_000


def pull(round_: Round) -> None:
    """One whole pull; raises Offline, SignInNeeded, BadServerData (the old data stay), StorageFault.

    A refused cursor or a digest that does not match costs one full pull; a second mismatch is the lender's fault.
    """
    try:
        _pull(round_, anew=False)
        return
    except CursorRefused:
        pass
    except BadServerData as failure:
        if failure.code is not FailureCode.DIGEST_MISMATCH:
            raise
    round_.store(lambda store: store.drop_staging())
    try:
        _pull(round_, anew=True)
    except CursorRefused:
        round_.store(lambda store: store.drop_staging())
        raise BadServerData(FailureCode.BAD_ANSWER, "a fresh cursor was refused") from None


def _pull(round_: Round, *, anew: bool) -> None:
    state: PullState = round_.store(lambda store: store.pull_state())
    staged = None if anew else state.staging
    difference: float | None = None
    if staged is None:
        cursor, full, first, complete = (None if anew else state.cursor), anew or state.cursor is None, True, False
    else:
        cursor, full, first, complete = staged.cursor, staged.full, False, staged.complete
    received = 0
    pages = 0
    while not complete:
        round_.checkpoint()
        round_.progress(Progress(Stage.FETCHING, received))
        answer = round_.client.changes(cursor)
        _stage(round_, answer, full=full, first=first, before=cursor)
        pages += 1
        if pages > MOST_PAGES:
            raise BadServerData(FailureCode.BAD_ANSWER, "the pages never end")
        round_.report.pages += 1
        received += len(answer.page.changes)
        if answer.clock_difference is not None:
            difference = answer.clock_difference
        cursor, first, complete = answer.page.next_cursor, False, not answer.page.more
    round_.progress(Progress(Stage.CHECKING, received))
    _finish(round_, difference)


def _stage(round_: Round, answer: ChangesAnswer, *, full: bool, first: bool, before: str | None) -> None:
    page: ChangesPage = answer.page
    if page.more and page.next_cursor == before:
        raise BadServerData(FailureCode.BAD_ANSWER, "the cursor stands still")

    def work(store: Store) -> None:
        store.stage_page(page, full=full, first=first)

    try:
        demand_page_of_borrower(round_, page)
        round_.store(work)
    except (BadServerData, SignInNeeded):
        round_.store(lambda store: store.drop_staging())
        raise


def _finish(round_: Round, difference: float | None) -> None:
    moment = round_.now()
    names = round_.names
    # Durable before anything of this pull is shown: nobody else's records will ever stand here.
    round_.store(lambda store: store.bind_borrower(names))
    changed: ChangedRecords = round_.store(lambda store: store.finish_pull(moment, difference))
    round_.report.changed += len(changed)
