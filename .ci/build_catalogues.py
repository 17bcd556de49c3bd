"""Build hook: compiles every gettext catalogue so that a wheel or an editable install can speak.

A language's catalogue is kept as several .po files (one an area, so that two people can work side by side) and
compiled into one app.mo. Run directly (`python .ci/build_catalogues.py`) it does the same for a checkout.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Compile each language below `locale`; raises ValueError when a message stands twice with two translations."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for language in sorted(path for path in locale.iterdir() if path.is_dir()):
        merged = Catalog(locale=language.name)
        for part in sorted(language.glob("*.po")):
            with part.open("rb") as file:
                for message in read_po(file, locale=language.name):
                    if not message.id or not message.string or message.fuzzy:
                        continue
                    known = merged.get(message.id, message.context)
                    if known is not None and known.string != message.string:
                        raise ValueError(f"{part.name}: {message.id!r} is translated in two ways")
                    merged.add(message.id, message.string, context=message.context)
        target = language / "LC_MESSAGES" / "app.mo"
        target.parent.mkdir(exist_ok=True)
        # Two test processes may compile at the same time: a reader sees the whole old or the whole new file.
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, merged)
        fresh.replace(target)
        written.append(target)
    return written


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    BuildHookInterface = None

if BuildHookInterface is not None:

    class CustomBuildHook(BuildHookInterface):
        """Hatch calls `initialize` for wheels and editable installs alike."""

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Compile before the files are collected."""
            compile_catalogues()


if __name__ == "__main__":
    for path in compile_catalogues():
        sys.stdout.write(f"{path.relative_to(LOCALE)}\n")
