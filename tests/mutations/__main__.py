"""`python -m tests.mutations`: draw a sample of faults, try each with the tests that reach it, print who survived."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.mutations.mutant import ToolFailure
from tests.mutations.reach import measured
from tests.mutations.report import lines
from tests.mutations.sampling import ROOMS, sample, sources
from tests.mutations.trees import copied, snapshot
from tests.mutations.trial import all_tried

TESTS: Final = ("tests/presentation", "tests/ui", "tests/application")
JOURNEYS: Final = "tests/journeys"
WINDOW: Final = "pytestqt"
"""What a journey imports that has its window in the test's own process; the others only start children."""


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many faults are tried")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same faults")
    parser.add_argument("--under", nargs="+", default=list(ROOMS), help="only faults in these folders or files")
    parser.add_argument("--tests", nargs="+", help="only tests in these folders or files")
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried side by side")
    return parser.parse_args(arguments)


def in_process_tests(checkout: Path) -> list[str]:
    """The tests that run the rooms in their own process; what runs in children can't be measured line by line."""
    journeys = [
        path.relative_to(checkout).as_posix()
        for path in sorted((checkout / JOURNEYS).glob("test_*.py"))
        if WINDOW in path.read_text(encoding="utf-8")
    ]
    if not journeys:
        raise ToolFailure(f"no journey imports {WINDOW}")
    return [*TESTS, *journeys]


def _measure(options: argparse.Namespace, folder: Path) -> None:
    whole = snapshot(folder / "0")
    files = sources(whole.checkout, options.under)
    mutants = sample(files, options.sample, options.seed)
    sys.stderr.write(f"{len(mutants)} mutants drawn; now the tests without a fault\n")
    touched = {path: files[path] for path in sorted({mutant.path for mutant in mutants})}
    reach = measured(whole, options.tests or in_process_tests(whole.checkout), touched, options.jobs)
    trees = [copied(whole, folder / str(number)) for number in range(1, options.jobs + 1)]
    for line in lines(all_tried(mutants, reach, files, trees)):
        sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 whatever survived; 1 when the measure itself failed."""
    options = _options(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="mut-", ignore_cleanup_errors=True) as folder:
            _measure(options, Path(folder).resolve())
    except ToolFailure as failure:
        sys.stderr.write(f"mutations: {failure}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
