"""Fetching what changed: pages to staging, the digest, one swap. A killed pull goes on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass

from borrower_app.contract.changes import ChangesPage
from borrower_app.contract.pull_bounds import PullBounds
from borrower_app.failures import BadServerData, FailureCode, Offline, SignInNeeded
from borrower_app.lender.client import ChangesAnswer, CursorRefused
from borrower_app.store.cache import ChangedRecords, PullState, StagedAmount
from borrower_app.store.store import Store
from borrower_app.sync.identity import demand_page_of_borrower
from borrower_app.sync.round import Progress, Round, Stage


def pull(round_: Round) -> None:
    """One whole pull; raises Offline, SignInNeeded, BadServerData (the old data stay), StorageFault.

    A pull beyond its bounds is forgotten, and the room it took is given back. A refused cursor or a digest that does
    not match costs one full pull; a second mismatch is the lender's fault.
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


@dataclass(slots=True)
class _Measure:
    """What a pull has brought so far, in this round and before an interruption."""

    bounds: PullBounds
    so_far: StagedAmount

    def add(self, answer: ChangesAnswer) -> None:
        """One more page; raises BadServerData PULL_TOO_LARGE beyond the bounds."""
        before, bounds = self.so_far, self.bounds
        records = before.records + len(answer.page.changes)
        self.so_far = StagedAmount(records, before.size + answer.size, before.pages + 1)
        over = records > bounds.records or self.so_far.size > bounds.size
        if over or (answer.page.more and self.so_far.pages >= bounds.pages):
            raise BadServerData(FailureCode.PULL_TOO_LARGE, f"{self.so_far}")


def _pull(round_: Round, *, anew: bool) -> None:
    state: PullState = round_.store(lambda store: store.pull_state())
    staged = None if anew else state.staging
    difference: float | None = None
    if staged is None:
        cursor, full, first, complete = (None if anew else state.cursor), anew or state.cursor is None, True, False
    else:
        cursor, full, first, complete = staged.cursor, staged.full, False, staged.complete
    measure = _Measure(round_.bounds, staged.amount if staged is not None else StagedAmount())
    end = round_.monotonic() + round_.bounds.seconds
    received = 0
    while not complete:
        round_.checkpoint()
        if round_.monotonic() >= end:
            # What is staged stays: the next round goes on there, and the other bounds hold over all rounds.
            raise Offline(FailureCode.TOO_SLOW, "a pull took too long")
        round_.progress(Progress(Stage.FETCHING, received))
        answer = round_.client.changes(cursor)
        _stage(round_, answer, measure, full=full, first=first, before=cursor)
        round_.report.pages += 1
        received += len(answer.page.changes)
        if answer.clock_difference is not None:
            difference = answer.clock_difference
        cursor, first, complete = answer.page.next_cursor, False, not answer.page.more
        del answer
    round_.progress(Progress(Stage.CHECKING, received))
    _finish(round_, difference)


def _stage(
    round_: Round, answer: ChangesAnswer, measure: _Measure, *, full: bool, first: bool, before: str | None
) -> None:
    page: ChangesPage = answer.page

    def work(store: Store) -> None:
        store.stage_page(page, full=full, first=first)

    try:
        if page.more and page.next_cursor == before:
            raise BadServerData(FailureCode.BAD_ANSWER, "the cursor stands still")
        measure.add(answer)
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
