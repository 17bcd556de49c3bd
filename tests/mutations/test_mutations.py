"""The measure's own parts: what each operator makes, what is left alone, the draw, and one mutant of each fate."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from tests.mutations.__main__ import in_process_tests
from tests.mutations.candidates import candidates
from tests.mutations.mutant import Mutant, ToolFailure
from tests.mutations.reach import MOST_TESTS, Choice, Reach
from tests.mutations.report import line, lines
from tests.mutations.sampling import sample, shares, sources
from tests.mutations.trees import ROOT, Tree
from tests.mutations.trial import Outcome, Result, tried

ROOM = "borrower_app/presentation/made_up.py"


def mutated(source: str, path: str = ROOM) -> list[str]:
    """Every faulty file, each of which must compile and differ from the source."""
    content = dedent(source).encode()
    found = candidates(path, content)
    assert all(mutant.compiles(content) for mutant in found)
    made = [mutant.applied(content).decode() for mutant in found]
    assert content.decode() not in made
    return made


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b == c\n", ["a = b != c\n"]),
        ("a = b < c <= d\n", ["a = b >= c <= d\n", "a = b < c > d\n"]),
        ("a = (b)  # <\n", []),
        ("a = ((b) >  # >=\n  (c))\n", ["a = ((b) <=  # >=\n  (c))\n"]),
        ("a = b is not  c\n", ["a = b is  c\n"]),
        ("a = b is not(c)\n", ["a = b is(c)\n"]),
        ("a = '中文' not   in b\n", ["a = '中文' in b\n"]),
        ("a = b and c and d\n", ["a = b or c and d\n", "a = b and c or d\n"]),
        ("a = b or c\n", ["a = b and c\n"]),
        ("a = not (b)\n", ["a = (b)\n"]),
        ("a = f(True, b=False)\n", ["a = f(False, b=False)\n", "a = f(True, b=True)\n"]),
        (
            "a = 0, 12, 13, -2, 1.0\n",
            ["a = 1, 12, 13, -2, 1.0\n", "a = 0, 13, 13, -2, 1.0\n", "a = 0, 12, 13, -3, 1.0\n"],
        ),
        ("if a:\n    b = c\n", ["if True:\n    b = c\n", "if False:\n    b = c\n"]),
        ("a = b if c else d\n", ["a = b if True else d\n", "a = b if False else d\n"]),
        ("a = [b for b in c if d]\n", ["a = [b for b in c if True]\n", "a = [b for b in c if False]\n"]),
        ("if b := c:\n    d = b\n", []),
        ("def f():\n    g(\n        a,\n    )\n", ["def f():\n    pass\n"]),
        ("def f():\n    return (\n        a\n    )\n", ["def f():\n    return (\n        None\n    )\n"]),
        ("def f():\n    return None\ndef g():\n    return\n", []),
    ],
)
def test_each_operator_makes_the_expected_source(source: str, expected: list[str]) -> None:
    assert mutated(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""True if 1 < 2."""\n',
        "def f(a: Literal[True]) -> Literal[1]: ...\n",
        "a: Literal[1]\nb = Literal[True, 2]\n",
        "def __repr__(self):\n    return a == 1\n",
        "if TYPE_CHECKING:\n    from a import b\n    c = 1\n",
        "if typing.TYPE_CHECKING:\n    c = 1\n",
        'if __name__ == "__main__":\n    main()\n',
        "logging.getLogger(a).info(b, 1)\nlogger.warning(c == d)\n",
        "@dataclass(frozen=True)\nclass A(Struct, frozen=True):\n    a: int\n",
        "for a in zip(b, c, strict=True):\n    d = a\n",
        "a = f'{b == 1}'\n",
        "assert_never(a)\n",
    ],
)
def test_what_only_declares_or_tells_is_left_alone(source: str) -> None:
    assert mutated(source) == []


def test_numbers_that_only_place_are_left_alone_in_ui() -> None:
    source = """\
    class A:
        def __init__(self):
            layout.setContentsMargins(0, 1, 2, 3)
            layout.setSpacing(look.gap(4))
            card = Card(look, gap=4, above=0 if a == b else 8)
        def sizeHint(self):
            return QSize(look.px(4), self.height() + 2)
    """
    ui = mutated(source, "borrower_app/ui/made_up.py")
    for made, words in zip(ui, ("if True else", "if False else", "if a != b else", "return None"), strict=True):
        assert words in made
    assert len(mutated(source)) == len(ui) + 12
    [added] = mutated("layout.addWidget(a, 1)\n", "borrower_app/ui/made_up.py")
    assert added == "pass\n"


def files() -> dict[str, bytes]:
    """Three rooms, one twice as long as each of the others."""
    return {
        f"borrower_app/{room}/part_{number}.py": b"def f(a, b):\n    if a < b:\n        return a\n    return b\n" * 20
        for room, count in (("presentation", 2), ("application", 1), ("ui", 1))
        for number in range(count)
    }


def test_the_same_seed_draws_the_same_sample_spread_by_lines() -> None:
    drawn = sample(files(), 40, 7)
    assert drawn == sample(files(), 40, 7)
    assert drawn != sample(files(), 40, 8)
    rooms = [mutant.path.split("/")[1] for mutant in drawn]
    assert {room: rooms.count(room) for room in rooms} == {"presentation": 20, "application": 10, "ui": 10}


def test_an_edit_above_changes_no_draw() -> None:
    edited = {path: b"# One more line.\n" + source for path, source in files().items()}
    first, second = sample(files(), 40, 7), sample(edited, 40, 7)
    assert [(mutant.path, mutant.line + 1, mutant.change) for mutant in first] == [
        (mutant.path, mutant.line, mutant.change) for mutant in second
    ]


def test_shares_add_up() -> None:
    assert shares({"a": 1, "b": 1, "c": 1}, 200) == {"a": 67, "b": 67, "c": 66}
    assert shares({"a": 3, "b": 0}, 5) == {"a": 5, "b": 0}
    assert shares({"a": 0}, 5) == {"a": 0}


def test_only_the_three_rooms_are_measured() -> None:
    assert sources(ROOT, ["borrower_app/ui/rail.py"]).keys() == {"borrower_app/ui/rail.py"}
    for place in ("borrower_app/lending", "borrower_app/ui/../lending", "borrower_app/ui/nowhere"):
        with pytest.raises(ToolFailure, match="is not in"):
            sources(ROOT, [place])


def test_only_journeys_with_a_window_of_their_own_are_run() -> None:
    tests = in_process_tests(ROOT)
    assert tests[:3] == ["tests/presentation", "tests/ui", "tests/application"]
    assert "tests/journeys/test_window.py" in tests
    assert "tests/journeys/test_pure_commands.py" not in tests


def only(source: str, change: str) -> Mutant:
    """The one mutant of the source whose change reads so."""
    [mutant] = [mutant for mutant in candidates(ROOM, source.encode()) if mutant.change == change]
    return mutant


def test_the_fastest_tests_that_run_the_line_are_chosen_each_function_once_before_any_twice() -> None:
    seconds = {"slow": 50.0, "last": 2.0, **{f"t[{number}]": 1 / (number + 1) for number in range(100)}}
    reach = Reach({ROOM: {2: frozenset(seconds), 3: frozenset({"slow"})}}, seconds, importers={})
    chosen = reach.choice(only("def f():\n    return a\n    return b + 1\n", "`1` becomes `2`"))
    assert chosen == Choice((), 1), "one test reaches the third line, and it is too slow"
    fastest = [f"t[{number}]" for number in range(99, 100 - MOST_TESTS, -1)]
    mutant = only("def f():\n    return a\n", "returns `None`")
    assert reach.choice(mutant) == Choice((*fastest, "last"), 102)


def test_what_runs_at_import_is_tried_with_the_tests_of_the_module_or_of_its_importers() -> None:
    mutant = only("LIMIT = 3\n", "`3` becomes `4`")
    seconds = {"own": 1.0, "other": 1.0}
    by_import = {ROOM: {1: frozenset({"", "other"})}}
    importers = {ROOM: frozenset({"borrower_app/ui/page.py"})}
    own = Reach({ROOM: {**by_import[ROOM], 3: frozenset({"own"})}}, seconds, importers)
    assert set(own.choice(mutant).tests) == {"own", "other"}
    page = Reach({ROOM: {1: frozenset({""})}, "borrower_app/ui/page.py": {9: frozenset({"own"})}}, seconds, importers)
    assert page.choice(mutant).tests == ("own",)
    assert Reach({}, seconds, {}).choice(mutant) == Choice((), 0)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A checkout of one module and its test, with the measure itself."""
    made = Tree(tmp_path)
    app = made.checkout / "borrower_app"
    (app / "presentation").mkdir(parents=True)
    (app / "__init__.py").touch()
    shutil.copytree(ROOT / "tests" / "mutations", made.checkout / "tests" / "mutations")
    (made.checkout / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--import-mode=importlib'\n")
    (made.checkout / "tests" / "test_made_up.py").write_text(
        "from borrower_app.presentation.made_up import f\n\n\ndef test_f():\n    assert f(2) == 'more'\n"
    )
    (made.checkout / ROOM).write_text(SOURCE)
    return made


SOURCE = "def f(a):\n    while a < 2:\n        a += 1\n    return 'more' if a > 1 else 'less'\n"


def test_a_mutant_dies_or_survives_in_the_copy_and_the_copy_stays_as_it_was(tree: Tree) -> None:
    choice = Choice(("tests/test_made_up.py::test_f",), 1)
    killed = tried(only(SOURCE, "`>` becomes `<=`"), choice, SOURCE.encode(), tree)
    assert killed.outcome is Outcome.KILLED
    survived = tried(only(SOURCE, "condition `a > 1` becomes `True`"), choice, SOURCE.encode(), tree)
    assert survived.outcome is Outcome.SURVIVED
    assert line(survived) == (
        f"{ROOM}:4:22: survived 1 of 1 tests: condition `a > 1` becomes `True` | return 'more' if a > 1 else 'less'"
    )
    assert (tree.checkout / ROOM).read_text() == SOURCE


def test_a_mutant_that_hangs_is_killed_by_time(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutations.trial.SECONDS", 2.0)
    hangs = tried(
        only(SOURCE, "`<` becomes `>=`"), Choice(("tests/test_made_up.py::test_f",), 1), SOURCE.encode(), tree
    )
    assert hangs.outcome is Outcome.KILLED_BY_TIME


def test_tests_that_cannot_be_found_are_the_tools_failure(tree: Tree) -> None:
    gone = Choice(("tests/test_made_up.py::test_gone",), 1)
    with pytest.raises(ToolFailure, match="without a fault"):
        tried(only(SOURCE, "`>` becomes `<=`"), gone, SOURCE.encode(), tree)


def test_the_report_ends_with_the_counts() -> None:
    mutant = only(SOURCE, "`>` becomes `<=`")
    told = list(lines([Result(mutant, outcome, Choice(("t",), 1)) for outcome in Outcome]))
    assert [text.split(": ")[1] for text in told[:-1]] == [
        "survived 1 of 1 tests",
        "not reached by a test that is fast enough",
    ]
    assert told[-1] == (
        "4 mutants: 2 killed (1 by time), 1 survived, 1 not reached; killed 50 % of all, 66 % of those reached"
    )
