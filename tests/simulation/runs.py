"""Running one seed, and telling what a failing one has found so that anybody can run it again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from tests.simulation.events import Event, words
from tests.simulation.generation import history_of
from tests.simulation.planted_faults import PLANTED
from tests.simulation.shrinking import shortest
from tests.simulation.world import run_history, terms_of


@dataclass(frozen=True)
class Finding:
    """A seed that broke a promise; `planted` names the fault that was put in on purpose."""

    seed: int
    promise: str
    seen: str
    planted: str | None = None

    def __str__(self) -> str:
        return f"seed {self.seed}: {self.seen}"


def tried(seed: int, planted: str | None = None, events: Sequence[Event] | None = None) -> Finding | None:
    """Run the history of a seed, or `events` on the terms of that seed; None where every promise held."""
    with PLANTED[planted]() if planted is not None else nullcontext():
        broken, _lines = run_history(terms_of(seed), history_of(seed) if events is None else events)
    return Finding(seed, broken.name, str(broken), planted) if broken is not None else None


def shortest_history(finding: Finding) -> list[Event]:
    """The shortest history found that breaks the same promise on the same terms."""

    def breaks(events: Sequence[Event]) -> bool:
        again = tried(finding.seed, finding.planted, events)
        return again is not None and again.promise == finding.promise

    return shortest(history_of(finding.seed), breaks)


def told(finding: Finding) -> str:
    """The finding with its shortest history and the way to run it again."""
    events = shortest_history(finding)
    again = tried(finding.seed, finding.planted, events)
    planted = f" --plant {finding.planted}" if finding.planted else ""
    lines = [
        f"seed {finding.seed}: {finding.promise}",
        f"shortest history ({len(events)} of {len(history_of(finding.seed))} events):",
        *(f"  {number}. {words(event)}" for number, event in enumerate(events, start=1)),
        f"  then: {again.seen if again is not None else finding.seen}",
        f"again: python -m tests.simulation --from {finding.seed} --seeds 1{planted}",
    ]
    return "\n".join(lines)
