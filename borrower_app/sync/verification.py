"""Answering a verification challenge: the code leaves this computer once and is kept nowhere.

`reconciling` is durable before the code leaves: after a crash or a lost answer the lender is asked what became of the
operation before anything else happens to it. A code that was refused is not the end: the lender says how many tries
are left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from borrower_app.contract.operations import OperationReply
from borrower_app.contract.problems import ProblemType
from borrower_app.failures import Failure, FailureCode, SignInNeeded
from borrower_app.lender.client import NotSent, OutcomeUnknown, Refused, Replied, SendOutcome
from borrower_app.lender.transport import RequestCancelled
from borrower_app.sync.round import Round


@dataclass(frozen=True, slots=True)
class Verified:
    """What the lender says after a code.

    `applied`: confirmed. `next_code`: it was right, and another code is wanted (a new phone has to be shown, too).
    `wrong_code`: `attempts_left` more tries. `ended`: the challenge is over and nothing happened. `unknown`: no answer
    came (`failure` says why); the next round asks the lender.
    """

    state: Literal["applied", "next_code", "wrong_code", "ended", "unknown"]
    attempts_left: int = 0
    failure: Failure | None = None


def verify(round_: Round, operation_id: str, code: str) -> Verified:
    """Send a code for an operation that waits for one.

    Raises WrongUse when it does not wait for a code, Offline when nothing left this computer, SignInNeeded.
    """
    started = round_.now()
    operation = round_.store(lambda store: store.begin_verification(operation_id, started))
    try:
        outcome = round_.client.verify(operation_id, operation, code)
    except RequestCancelled:
        moment = round_.now()
        round_.store(lambda store: store.record_unknown(operation_id, moment, None))
        raise
    except Failure:
        round_.store(lambda store: store.end_verification(operation_id))
        raise
    return _settle(round_, operation_id, operation, outcome)


def _settle(round_: Round, operation_id: str, operation: str, outcome: SendOutcome) -> Verified:
    moment = round_.now()
    match outcome:
        case Replied(reply=reply, raw=raw):
            round_.store(lambda store: store.record_reply(operation_id, reply, raw, moment))
            said = _said(reply)
            return replace(said, state="next_code") if said.state == "wrong_code" else said
        case Refused(problem=problem, raw=raw):
            if problem.known_type in (ProblemType.UNAUTHENTICATED, ProblemType.FRESH_SIGN_IN_NEEDED):
                # Refused at the door: the challenge still stands.
                round_.store(lambda store: store.end_verification(operation_id))
                raise SignInNeeded(FailureCode.SIGN_IN_TOO_OLD, operation=operation_id)
            state = round_.store(lambda store: store.record_problem(operation_id, problem, raw, moment))
            if problem.known_type is ProblemType.VERIFICATION_FAILED:
                return _tries_left(round_, operation_id, operation)
            return Verified("unknown" if state == "unknown" else "ended")
        case OutcomeUnknown(failure=failure):
            round_.store(lambda store: store.record_unknown(operation_id, moment, None))
            return Verified("unknown", failure=failure)
        case NotSent(failure=failure):
            round_.store(lambda store: store.end_verification(operation_id))
            raise failure


def _tries_left(round_: Round, operation_id: str, operation: str) -> Verified:
    """The challenge as it stands after a wrong code; the code was wrong, whether or not that can be fetched."""
    outcome = round_.client.operation(operation_id, operation)
    if not isinstance(outcome, Replied):
        return Verified("wrong_code")
    moment = round_.now()
    round_.store(lambda store: store.record_reply(operation_id, outcome.reply, outcome.raw, moment))
    return _said(outcome.reply)


def _said(reply: OperationReply) -> Verified:
    if reply.state == "accepted":
        return Verified("applied")
    if reply.state == "refused" or reply.verification is None:
        return Verified("ended")
    return Verified("wrong_code", reply.verification.attempts_left)
