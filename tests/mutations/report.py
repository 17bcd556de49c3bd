"""What is printed: the mutants that no test noticed, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.mutations.trial import Outcome, Result


def lines(results: Sequence[Result]) -> Iterator[str]:
    """One line a mutant that survived or was not reached, then one line of counts."""
    for result in results:
        if result.outcome in (Outcome.SURVIVED, Outcome.NOT_REACHED):
            yield line(result)
    count = Counter(result.outcome for result in results)
    by_time = count[Outcome.KILLED_BY_TIME]
    killed = count[Outcome.KILLED] + by_time
    reached = len(results) - count[Outcome.NOT_REACHED]
    yield (
        f"{len(results)} mutants: {killed} killed ({by_time} by time), {count[Outcome.SURVIVED]} survived, "
        f"{count[Outcome.NOT_REACHED]} not reached; killed {share(killed, len(results))} of all, "
        f"{share(killed, reached)} of those reached"
    )


def line(result: Result) -> str:
    """Place, what became of it, with how many of the tests that reach it, what was changed, and the line it was in."""
    mutant = result.mutant
    place = f"{mutant.path}:{mutant.line}:{mutant.column}"
    outcome = result.outcome.value
    if result.outcome is Outcome.SURVIVED:
        outcome += f" {len(result.choice.tests)} of {result.choice.reaching} tests"
    elif result.choice.reaching:
        outcome += " by a test that is fast enough"
    return f"{place}: {outcome}: {mutant.change} | {mutant.source_line}"


def share(part: int, whole: int) -> str:
    """Per cent, rounded down."""
    return f"{100 * part // whole} %" if whole else "–"
