"""The picture tour shows every step of every guide, each in a file that is there."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from borrower_app.presentation.guides.registry import GUIDES
from tests.support.command_line import CommandLine

MOMENT = "2026-11-20T09:00:00+08:00"
STORIES = ("insufficient_funds", "only_a_sentence")


@pytest.mark.full
def test_the_tour_shows_every_step_of_every_guide(tmp_path: Path) -> None:
    line = CommandLine(tmp_path, "http://127.0.0.1:9")
    shown: dict[str, set[str]] = defaultdict(set)
    for story in STORIES:
        folder = tmp_path / story
        done = line.run("tour", "--out", str(folder), "--scenario", story, "--theme", "light", "--scale", "1")
        assert done.returncode == 0, done.stderr
        for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
            assert (folder / entry["file"]).stat().st_size > 1_000
            shown[entry["code"]].add(entry["state"])
    missing = [
        f"{code} {step.name}"
        for code, guide in GUIDES.items()
        for step in guide.steps
        if not any(state == step.name or state.startswith(f"{step.name}_") for state in shown[code])
    ]
    assert missing == []


@pytest.mark.full
def test_two_tours_of_one_moment_are_equal_pixel_by_pixel(tmp_path: Path) -> None:
    """So that after a move of code the pictures can say that nothing else has changed."""
    line = CommandLine(tmp_path, "http://127.0.0.1:9")
    arguments = ("--scenario", STORIES[0], "--theme", "dark", "--scale", "1", "--at", MOMENT)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        done = line.run("tour", "--out", str(folder), *arguments)
        assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in first.iterdir())
    assert len(names) > 140
    assert names == sorted(file.name for file in second.iterdir())
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []
