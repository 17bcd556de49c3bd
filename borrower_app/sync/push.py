"""Sending the outbox: each due operation once a round, the same key and the same bytes every time.

`sending` is durable before the first byte leaves. Only an answer of the lender ends an operation; everything else
leaves it `unknown`, to be sent again or asked for after a wait.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from functools import partial
from typing import Final

from borrower_app.contract.problems import ProblemType
from borrower_app.failures import Failure, FailureCode, SignInNeeded
from borrower_app.lender.client import NotSent, OutcomeUnknown, Refused, Replied, SendOutcome
from borrower_app.lender.transport import RequestCancelled
from borrower_app.store.outbox_entries import Sendable
from borrower_app.store.store import Store
from borrower_app.sync.round import Progress, Round, Stage

FIRST_SECONDS: Final = 2.0
CAP_SECONDS: Final = 600.0

MOST_TRIES: Final = 4
"""How often one operation is sent or asked about in one round: asked, sent, and once more for each."""


MOST_SECONDS: Final = 300.0
"""How long one round sends; an honest lender takes a second for each."""


def push(round_: Round) -> Failure | None:
    """Send what is due; returns the failure that paused the queue, if any. Raises SignInNeeded, StorageFault.

    Whatever a lender answers, a round ends: it tries no operation more than `MOST_TRIES` times and goes on for
    `MOST_SECONDS` at most; what is still due then waits for the next round.
    """
    round_.store(lambda store: store.recover_unanswered())
    tries: Counter[str] = Counter()
    end = round_.monotonic() + MOST_SECONDS
    while round_.monotonic() < end:
        round_.checkpoint()
        moment = round_.now()
        tried = frozenset(name for name, times in tries.items() if times >= MOST_TRIES)
        operation = round_.store(
            partial(_next, moment=moment, by_lender=round_.client.by_lender(moment), passing=tried)
        )
        if operation is None:
            return None
        tries[operation.operation_id] += 1
        round_.progress(Progress(Stage.SENDING, round_.report.sent))
        failure = _ask_first(round_, operation) if operation.must_ask_first else _send(round_, operation)
        if failure is not None:
            return failure
    return None


def _next(store: Store, moment: dt.datetime, by_lender: dt.datetime, passing: frozenset[str]) -> Sendable | None:
    return store.next_to_send(moment, by_lender, passing)


def _send(round_: Round, operation: Sendable) -> Failure | None:
    started = round_.now()
    by_lender = round_.client.by_lender(started)
    round_.store(lambda store: store.mark_sending(operation.operation_id, started, by_lender))
    try:
        outcome = round_.client.send(
            operation_id=operation.operation_id,
            operation=operation.operation,
            method=operation.method,
            path=operation.path,
            body=operation.body,
            idempotency_key=operation.idempotency_key,
            if_match=operation.if_match,
        )
    except RequestCancelled:
        moment = round_.now()
        round_.store(lambda store: store.record_unknown(operation.operation_id, moment, None))
        raise
    except Failure:
        # No access token was to be had: this operation never left.
        round_.store(lambda store: store.mark_not_sent(operation.operation_id, None))
        raise
    round_.report.sent += not isinstance(outcome, NotSent)
    return _settle(round_, operation, outcome)


def _ask_first(round_: Round, operation: Sendable) -> Failure | None:
    moment = round_.now()
    again = _retry_at(moment, operation.attempts + 1, round_.dice)
    round_.store(lambda store: store.record_reconciling(operation.operation_id, moment, again))
    outcome = round_.client.operation(operation.operation_id, operation.operation)
    if isinstance(outcome, NotSent):
        return outcome.failure
    return _settle(round_, operation, outcome)


def _settle(round_: Round, operation: Sendable, outcome: SendOutcome) -> Failure | None:
    """Write down how it ended; returns a failure when the rest of the queue has to wait too."""
    moment = round_.now()
    identifier = operation.operation_id
    match outcome:
        case Replied(reply=reply, raw=raw):
            round_.store(lambda store: store.record_reply(identifier, reply, raw, moment))
            if reply.state == "accepted":
                round_.report.applied += 1
            else:
                round_.report.needs_user += 1
        case Refused(problem=problem, raw=raw, retry_after=retry_after):
            again = _retry_at(moment, operation.attempts + 1, round_.dice, retry_after)
            by_lender = round_.client.by_lender(moment)
            state = round_.store(
                lambda store: store.record_problem(identifier, problem, raw, moment, again, by_lender=by_lender)
            )
            round_.report.needs_user += state == "needs_user"
            round_.report.unknown += state == "unknown"
            if problem.known_type is ProblemType.UNAUTHENTICATED:
                raise SignInNeeded(FailureCode.SIGN_IN_ENDED)
        case OutcomeUnknown(failure=failure, retry_after=retry_after):
            again = _retry_at(moment, operation.attempts + 1, round_.dice, retry_after)
            round_.store(lambda store: store.record_unknown(identifier, moment, again))
            round_.report.unknown += 1
        case NotSent(failure=failure):
            round_.store(lambda store: store.mark_not_sent(identifier, None))
            return failure
    return None


def wait_seconds(attempts: int, dice: random.Random, retry_after: float | None = None) -> float:
    """Seconds to wait after `attempts` tries (1 or more); never less than the lender's own `Retry-After`.

    Full jitter: any moment between zero and the doubled wait, so that many borrowers do not come back together.
    """
    ceiling = min(CAP_SECONDS, FIRST_SECONDS * 2.0 ** min(max(attempts - 1, 0), 20))
    return max(dice.uniform(0.0, ceiling), retry_after or 0.0)


def _retry_at(now: dt.datetime, attempts: int, dice: random.Random, retry_after: float | None = None) -> dt.datetime:
    """The instant from which the next try is due."""
    return now + dt.timedelta(seconds=wait_seconds(attempts, dice, retry_after))
