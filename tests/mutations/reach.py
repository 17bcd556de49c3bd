"""Which tests run which line: one run of the tests without a fault, measured by coverage.py a test."""

from __future__ import annotations

import ast
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Final

from coverage import CoverageData

from tests.mutations.mutant import Mutant, ToolFailure
from tests.mutations.recorder import FILE
from tests.mutations.sampling import ROOMS
from tests.mutations.trees import Tree

MOST_TESTS: Final = 40
"""A mutant is tried with at most so many tests, the fastest first."""

MOST_SECONDS: Final = 40.0
"""What the tests of one mutant take together without a fault: less than half of what they may take with it."""

LineTests = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The tests for one mutant, and how many there would have been."""

    tests: tuple[str, ...]
    reaching: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Tests by file and line, the seconds of each test, and the modules of the rooms that import a module."""

    lines: Mapping[str, LineTests]
    seconds: Mapping[str, float]
    importers: Mapping[str, frozenset[str]]
    code_lines: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Lines that Python runs under their own number; the rest runs with its statement."""

    def choice(self, mutant: Mutant) -> Choice:
        """The tests that run the mutant's line, fastest first, as many as the limits allow.

        Each test function comes with one set of parameters before any comes with two: forty cases of one function look
        at the same thing.
        """
        reaching = self._reaching(mutant)
        cases: Counter[str] = Counter()
        in_turn: list[tuple[int, float, str]] = []
        for spent, test in sorted((self.seconds[test], test) for test in reaching):
            function = test.partition("[")[0]
            in_turn.append((cases[function], spent, test))
            cases[function] += 1
        chosen: list[tuple[float, str]] = []
        left = MOST_SECONDS
        for _, spent, test in sorted(in_turn):
            if len(chosen) < MOST_TESTS and spent <= left:
                chosen.append((spent, test))
                left -= spent
        return Choice(tuple(test for _, test in sorted(chosen)), len(reaching))

    def _reaching(self, mutant: Mutant) -> frozenset[str]:
        """What runs at import belongs to no test: then every test that runs the module's functions counts."""
        if not mutant.at_import:
            own = set(mutant.lines) & self.code_lines.get(mutant.path, frozenset(mutant.lines))
            tests = self._at(mutant.path, own or {mutant.statement_line})
            if "" not in tests:
                return tests
        return self._of_module(mutant.path) or frozenset[str]().union(
            *(self._of_module(path) for path in self.importers.get(mutant.path, ()))
        )

    def _at(self, path: str, lines: set[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.lines.get(path, {}).get(line, frozenset()) for line in lines))

    def _of_module(self, path: str) -> frozenset[str]:
        return frozenset[str]().union(*self.lines.get(path, {}).values()) - {""}


def measured(tree: Tree, tests: Sequence[str], files: Mapping[str, bytes], jobs: int) -> Reach:
    """Run the tests once in the copy; ToolFailure when one of them fails. `files` are those whose lines are wanted."""
    data_file = tree.folder / "coverage"
    settings = tree.folder / "coveragerc"
    settings.write_text(f"[run]\ndata_file = {data_file}\n", encoding="utf-8")
    seconds_file = tree.folder / "seconds.json"
    ended = tree.pytest(
        [
            *tests,
            *(
                "-m",
                "not full",
                "-n",
                str(jobs),
                "--dist",
                "worksteal",
                "--hypothesis-seed=0",
                "--maxfail=5",
                "--tb=short",
            ),
            *(f"--cov={room}" for room in ROOMS),
            *("--cov-context=test", "--cov-report=", f"--cov-config={settings}"),
        ],
        seconds=None,
        compiled=True,
        variables={FILE: str(seconds_file)},
    )
    if ended.code != 0:
        raise ToolFailure(f"without a fault the tests end with {ended.code}:\n{ended.words[-4000:]}")
    seconds = {str(test): float(spent) for test, spent in json.loads(seconds_file.read_text(encoding="utf-8")).items()}
    return Reach(
        lines=_line_tests(data_file, tree.checkout),
        seconds=seconds,
        importers=_importers(tree.checkout),
        code_lines={path: frozenset(_code_lines(compile(source, path, "exec"))) for path, source in files.items()},
    )


def _line_tests(data_file: Path, checkout: Path) -> dict[str, LineTests]:
    """A context is `test|setup`, `test|run` or `test|teardown`, or empty while modules are loaded."""
    data = CoverageData(str(data_file))
    data.read()
    found: dict[str, LineTests] = {}
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        found[Path(file).relative_to(checkout).as_posix()] = {
            line: frozenset(context.rpartition("|")[0] for context in contexts) for line, contexts in by_line.items()
        }
    if not found:
        raise ToolFailure("the tests ran no line of the rooms")
    return found


def _importers(checkout: Path) -> dict[str, frozenset[str]]:
    """Which files of the rooms import a file."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in (path for room in ROOMS for path in (checkout / room).rglob("*.py")):
        name = path.relative_to(checkout).as_posix()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                found[node.module.replace(".", "/") + ".py"].add(name)
    return {path: frozenset(importers) for path, importers in found.items()}


def _code_lines(code: CodeType) -> Iterator[int]:
    yield from (line for _, _, line in code.co_lines() if line is not None)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code_lines(constant)
