"""Which of the possible faults are tried: spread over the rooms by their lines, the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.mutations.candidates import candidates
from tests.mutations.mutant import Mutant, ToolFailure

ROOMS: Final = ("borrower_app/presentation", "borrower_app/application", "borrower_app/ui")


def sources(root: Path, under: Sequence[str]) -> dict[str, bytes]:
    """Files of the rooms below these folders (or these files themselves), by their path from `root`."""
    found: dict[str, bytes] = {}
    for name in under:
        place = (root / name).resolve()
        if not place.exists() or not any(place.is_relative_to((root / room).resolve()) for room in ROOMS):
            raise ToolFailure(f"{name} is not in {', '.join(ROOMS)}")
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            found[path.relative_to(root.resolve()).as_posix()] = path.read_bytes()
    return found


def shares(lines: Mapping[str, int], size: int) -> dict[str, int]:
    """`size` split by lines; what rounding leaves goes to the largest remainders."""
    total = sum(lines.values())
    if not total:
        return dict.fromkeys(lines, 0)
    whole = {room: size * count // total for room, count in lines.items()}
    by_remainder = sorted(lines, key=lambda room: (-(size * lines[room] % total), room))
    for room in by_remainder[: size - sum(whole.values())]:
        whole[room] += 1
    return whole


def sample(files: Mapping[str, bytes], size: int, seed: int) -> list[Mutant]:
    """The mutants that are tried, in the order of files and lines; those that do not compile are passed over."""
    rooms = {room: [path for path in files if path.startswith(room + "/")] for room in ROOMS}
    lines = {room: sum(files[path].count(b"\n") for path in paths) for room, paths in rooms.items()}
    drawn: list[Mutant] = []
    for room, wanted in shares(lines, size).items():
        possible = [mutant for path in rooms[room] for mutant in candidates(path, files[path])]
        ranked = sorted(possible, key=lambda mutant: mutant.rank(seed))
        taken: list[Mutant] = []
        for mutant in ranked:
            if len(taken) == wanted:
                break
            if mutant.compiles(files[mutant.path]):
                taken.append(mutant)
        drawn += taken
    return sorted(drawn, key=lambda mutant: (mutant.path, mutant.start, mutant.change))
