"""`python -m tests.simulation`: run many seeds; a failing one is printed with its shortest history."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.simulation.planted_faults import PLANTED
from tests.simulation.runs import Finding, told, tried


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many histories are run")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many run side by side")
    parser.add_argument("--plant", choices=sorted(PLANTED), help="with a fault put in on purpose: it has to be found")
    parser.add_argument("--most", type=int, default=3, help="so many failing seeds are made short and printed")
    return parser.parse_args(arguments)


def _findings(options: argparse.Namespace) -> list[Finding]:
    seeds = range(options.first, options.first + options.seeds)
    run = partial(tried, planted=options.plant)
    if options.jobs == 1 or options.seeds == 1:
        return [finding for finding in map(run, seeds) if finding is not None]
    with ProcessPoolExecutor(min(options.jobs, options.seeds)) as pool:
        return [finding for finding in pool.map(run, seeds, chunksize=5) if finding is not None]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every promise held in every history, else 1."""
    options = _options(arguments)
    begun = time.monotonic()
    findings = _findings(options)
    for finding in findings[: options.most]:
        sys.stdout.write(f"{told(finding)}\n\n")
    for finding in findings[options.most :]:
        sys.stdout.write(f"{finding}\n")
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{options.seeds} seeds, {len(findings)} broke a promise, {seconds:.0f} s\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
