"""A signed-in folder over a lender that can be told to lie, and a bank of two people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.bank import FIRST, SECOND, Bank
from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess
from tests.support.sandbox_process import SandboxProcess


@pytest.fixture
def lender() -> Iterator[LyingLenderProcess]:
    """A failed debit, told by a lender that lies when it is told to."""
    with LyingLenderProcess("insufficient_funds") as process:
        yield process


@pytest.fixture
def line(lender: LyingLenderProcess, tmp_path: Path) -> CommandLine:
    """Signed in, nothing fetched yet."""
    line = CommandLine(tmp_path, lender.base_url)
    done = line.run("sign-in", "--device")
    assert done.returncode == 0, done.stderr
    return line


@pytest.fixture(scope="module")
def books() -> Iterator[dict[str, SandboxProcess]]:
    """Two people of one bank; each test changes something of its own."""
    with ExitStack() as stack:
        scenarios = {FIRST: "insufficient_funds", SECOND: "all_well"}
        yield {name: stack.enter_context(SandboxProcess(scenario)) for name, scenario in scenarios.items()}


@pytest.fixture
def bank(books: dict[str, SandboxProcess]) -> Iterator[Bank]:
    """That bank."""
    with Bank(books=books) as serving:
        yield serving


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of each test here the first case belongs to `make test`, all of them to `make test-full`: each starts several
    processes, and all together would take a quarter of an hour."""
    seen: set[str] = set()
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        name = item.nodeid.partition("[")[0]
        if name in seen:
            item.add_marker(pytest.mark.full)
        seen.add(name)
