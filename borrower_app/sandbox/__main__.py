"""`python -m borrower_app.sandbox`: the reference lender alone, with the options of `borrower-app sandbox`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from borrower_app.failures import Failure
from borrower_app.sandbox.http.server import run_sandbox

if TYPE_CHECKING:
    from borrower_app.sandbox.http.server import Stories


def main(arguments: list[str] | None = None, stories: Stories | None = None) -> int:
    """Run until stopped; returns the exit code. `stories` takes the place of the shipped scenarios."""
    parser = argparse.ArgumentParser(prog="python -m borrower_app.sandbox", description=__doc__)
    parser.add_argument("--port", type=int)
    parser.add_argument("--database-url")
    parser.add_argument("--scenario")
    parser.add_argument("--faults", type=Path)
    parser.add_argument("--approve-devices", action="store_true")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        run_sandbox(
            port=options.port,
            database_url=options.database_url,
            scenario=options.scenario,
            faults_file=options.faults,
            approve_devices=options.approve_devices,
            control=options.control,
            workers=options.workers,
            out=sys.stdout,
            stories=stories,
        )
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
