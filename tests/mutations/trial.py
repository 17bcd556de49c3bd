"""One mutant against its tests, in a copy where only its file differs."""

from __future__ import annotations

import queue
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import Enum
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from tests.mutations.mutant import Mutant, ToolFailure
from tests.mutations.reach import Choice, Reach
from tests.mutations.trees import Ended, Tree

SECONDS: Final = 90.0
"""After this a mutant counts as noticed: it hangs."""

PASSED: Final = 0
FAILED: Final = 1
"""How pytest ends when all tests passed, and when one failed."""


class Outcome(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    KILLED_BY_TIME = "killed by time"
    SURVIVED = "survived"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Result:
    """A mutant, what became of it, and the tests it was tried with."""

    mutant: Mutant
    outcome: Outcome
    choice: Choice


def run_tests(tree: Tree, tests: Sequence[str]) -> Ended:
    """The chosen tests in their order, up to the first that fails."""
    return tree.pytest([*tests, "-x", "--tb=no", "--hypothesis-seed=0"], seconds=SECONDS)


def tried(mutant: Mutant, choice: Choice, source: bytes, tree: Tree) -> Result:
    """Put the fault into the copy, run its tests, and put the file back."""
    if not choice.tests:
        return Result(mutant, Outcome.NOT_REACHED, choice)
    file = tree.checkout / mutant.path
    # Python takes a compiled file for the source's when second and size agree; a mutant's may.
    Path(cache_from_source(str(file))).unlink(missing_ok=True)
    file.write_bytes(mutant.applied(source))
    try:
        ended = run_tests(tree, choice.tests)
    finally:
        file.write_bytes(source)
    if ended.code is None:
        return Result(mutant, Outcome.KILLED_BY_TIME, choice)
    if ended.code not in (PASSED, FAILED):
        # A crash, a module that cannot be loaded, tests that are gone: the fault's doing, or the tool's?
        _check_without_fault(tree, choice)
    return Result(mutant, Outcome.SURVIVED if ended.code == PASSED else Outcome.KILLED, choice)


def _check_without_fault(tree: Tree, choice: Choice) -> None:
    ended = run_tests(tree, choice.tests)
    if ended.code != PASSED:
        raise ToolFailure(f"chosen tests end with {ended.code} without a fault:\n{ended.words[-4000:]}")


def all_tried(
    mutants: Sequence[Mutant], reach: Reach, files: Mapping[str, bytes], trees: Sequence[Tree]
) -> list[Result]:
    """Every mutant's result, in the order given; as many at a time as there are copies."""
    choices = {mutant: reach.choice(mutant) for mutant in mutants}
    first = next((choice for choice in choices.values() if choice.tests), None)
    if first is not None:
        _check_without_fault(trees[0], first)
    free: queue.SimpleQueue[Tree] = queue.SimpleQueue()
    for tree in trees:
        free.put(tree)

    def one(mutant: Mutant) -> Result:
        tree = free.get()
        try:
            return tried(mutant, choices[mutant], files[mutant.path], tree)
        finally:
            free.put(tree)

    with ThreadPoolExecutor(len(trees)) as pool:
        coming = [pool.submit(one, mutant) for mutant in mutants]
        try:
            for number, done in enumerate(as_completed(coming), 1):
                done.result()
                if number % 20 == 0:
                    sys.stderr.write(f"{number} of {len(mutants)} mutants tried\n")
        except BaseException:
            # The tool failed or was interrupted: what has not begun never will.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [done.result() for done in coming]
