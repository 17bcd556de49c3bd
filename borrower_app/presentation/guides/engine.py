"""Where a guide stands: which step is shown, which comes next, which came before. Nothing else knows the order."""

from __future__ import annotations

from collections.abc import Mapping

from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.presentation.guides.guide import Asked, Errors, Guide, Step

_NEVER_SENT = frozenset({OutboxState.DRAFT, OutboxState.QUEUED})


def step_named(guide: Guide, name: str) -> Step:
    """The step of a name; the first one where the name is not known (any more)."""
    return next((step for step in guide.steps if step.name == name), guide.steps[0])


def place(guide: Guide, asked: Asked, wanted: str) -> Step:
    """The step to show for a guide that stands at `wanted`.

    An earlier question whose answer is missing or no longer right comes first (days pass, records change); else the
    first step from there on that applies and has something to show; the last one where none is left.
    """
    index = guide.steps.index(step_named(guide, wanted))
    for step in guide.steps[_unsent_from(guide, asked, index) : index]:
        if step.applies(asked) and not step.passes(asked) and errors_of(step, asked):
            return step
    for step in guide.steps[index:]:
        if step.applies(asked) and not step.passes(asked):
            return step
    return guide.steps[-1]


def _unsent_from(guide: Guide, asked: Asked, index: int) -> int:
    """Where the questions begin that nothing has been submitted of."""
    saved = (
        number
        for number, step in enumerate(guide.steps[:index])
        if step.values is not None and step.operation in asked.operations
    )
    return max(saved, default=-1) + 1


def after(guide: Guide, asked: Asked, step: Step) -> Step:
    """The step that follows; the step itself where it is the last."""
    index = guide.steps.index(step)
    rest = guide.steps[index + 1 :]
    return place(guide, asked, rest[0].name) if rest else step


def before(guide: Guide, asked: Asked, step: Step) -> Step | None:
    """The step one can go back to; None at the first, and where something has been sent that can't be unsent."""
    index = guide.steps.index(step)
    for earlier in reversed(guide.steps[:index]):
        if earlier.values is not None and is_sent(asked, earlier.operation):
            return None
        if earlier.applies(asked) and not earlier.passes(asked):
            return earlier
    return None


def next_step(guide: Guide, step: Step) -> Step:
    """The step that is declared behind another: after submitting, the one that tells the outcome."""
    return guide.steps[guide.steps.index(step) + 1]


def start_over_step(guide: Guide, asked: Asked, step: Step) -> Step:
    """Where to go on after an operation has ended without effect: to the questions where the lender refused it, else
    to the last look before submitting."""
    pending = asked.operations.get(step.operation)
    if pending is not None and pending.problem_type == ProblemType.REFUSED.value and pending.challenge is None:
        asks = (other for other in guide.steps if other.applies(asked) and other.words(asked).fields)
        return next(asks, guide.steps[0])
    return next(
        (other for other in guide.steps if other.operation == step.operation and other.values is not None), step
    )


def is_sent(asked: Asked, operation: str) -> bool:
    """Whether an operation of this guide may have left this computer."""
    pending = asked.operations.get(operation)
    return pending is not None and (pending.state not in _NEVER_SENT or pending.attempts > 0)


def errors_of(step: Step, asked: Asked) -> Errors:
    """What is wrong with the answers of a step: required ones that are missing, then the step's own check."""
    missing = asked.language.say("Please answer this first.")
    words = step.words(asked)
    found = {field.name: missing for field in words.fields if not (field.is_optional or asked.answer(field.name))}
    return {**found, **{name: told for name, told in step.check(asked).items() if name not in found}}


def plain_answers(step: Step, asked: Asked) -> dict[str, str]:
    """The answers that may be kept: what was typed into a secret field is left out."""
    secret = {field.name for field in step.words(asked).fields if field.is_secret}
    return {name: text for name, text in asked.answers.items() if name not in secret}


def found_elsewhere(guide: Guide, asked: Asked) -> PendingOperation | None:
    """An operation on its way that asks for the same and was not saved by this guide's draft."""
    own = {pending.operation_id for pending in asked.operations.values()}
    for pending in reversed(asked.reading.snapshot.operations):
        is_open = pending.state not in (OutboxState.APPLIED, OutboxState.CANCELLED)
        is_other = pending.operation in guide.operations and pending.operation_id not in own
        if is_open and is_other and guide.is_same(asked, pending):
            return pending
    return None


def operations_of(named: Mapping[str, str], *lists: tuple[PendingOperation, ...]) -> dict[str, PendingOperation]:
    """The operations a draft names, as they stand now; one that is nowhere any more is left out."""
    known = {pending.operation_id: pending for pendings in lists for pending in pendings}
    return {name: known[identifier] for name, identifier in named.items() if identifier in known}
