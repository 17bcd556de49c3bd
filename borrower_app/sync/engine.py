"""One complete round: find out about the lender, push, pull. What was done stays done, however the round ends."""

from __future__ import annotations

from borrower_app.contract.discovery import Discovery
from borrower_app.failures import Failure, SignInNeeded
from borrower_app.sync.identity import demand_borrower
from borrower_app.sync.pull import pull
from borrower_app.sync.push import push
from borrower_app.sync.round import Progress, Round, RoundOutcome, Stage


def synchronise(round_: Round) -> RoundOutcome:
    """Run one round. Faults of lender and network end in the outcome, faults of the store and bugs are raised.

    A bad answer while pulling never keeps the outbox from being sent, and a paused outbox never keeps the pull from
    being tried: only a missing sign-in stops both. Raises Cancelled when the user stopped it.
    """
    failure: Failure | None = None
    round_.progress(Progress(Stage.CONNECTING))
    try:
        demand_borrower(round_, _discover(round_))
        failure = push(round_)
        if failure is None:
            pull(round_)
    except SignInNeeded as needed:
        failure = needed
    except Failure as fault:
        if fault.exit_code not in (10, 12):
            raise
        failure = fault
    round_.report.as_of = round_.store(lambda store: store.as_of())
    return RoundOutcome(round_.report, failure)


def _discover(round_: Round) -> Discovery:
    """Once a round: hotline, zone and retention may change, and an offline lender shows here, before a byte is sent."""
    discovery, body = round_.client.discover()
    round_.store(lambda store: store.save_discovery(body))
    return discovery
