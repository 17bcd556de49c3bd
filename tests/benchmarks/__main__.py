"""Print every benchmark; each line is one ratio with its goal, or a size."""

from __future__ import annotations

import importlib
import platform
import subprocess
import sys

PARTS = {
    "first-paint": "first_paint",
    "full-pull": "full_pull",
    "schedule": "schedule_speed",
    "audit": "audit_speed",
    "table": "table_frames",
    "explanation": "explanation",
    "messages": "message_reading",
    "window": "window_block",
    "long-pages": "long_pages",
    "text": "text_growth",
}
"""Name on the command line → module; each has `lines()`."""


def main() -> int:
    """Run all, or those that are named."""
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    if len(wanted) > 1:
        sys.stdout.write(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}\n")
        sys.stdout.flush()
        # Each in a process of its own: what one has loaded and left behind must not slow the next one down.
        return max(
            subprocess.run([sys.executable, "-m", "tests.benchmarks", name], check=False).returncode for name in wanted
        )
    for line in importlib.import_module(f"tests.benchmarks.{PARTS[wanted[0]]}").lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
