"""The software bill of materials of what ships, as CycloneDX 1.6 JSON on standard output.

What ships is this package with its bundled font, and every distribution that its own requirements bring on this
system, found by walking the installed metadata: what only tests or the build need stands in no list. The hashes are
those of `constraints.txt`. A licence that does not allow shipping beside this app is an error, exit code 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parent.parent
OURS: Final = "borrower-app"

ALLOWED: Final = frozenset(
    "Apache-2.0 BSD-2-Clause BSD-3-Clause ISC LGPL-3.0-only MIT MIT-0 MIT-CMU MPL-2.0 OFL-1.1 PSF-2.0 Zlib 0BSD".split()
)
"""MPL-2.0 is certifi's, a list of certificates that is passed on unchanged."""

_CLASSIFIERS: Final = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "zlib/libpng License": "Zlib",
}
_READ_BY_HAND: Final = {"sqlcipher3": "Zlib", "pypdfium2": "BSD-3-Clause AND Apache-2.0"}
"""Where the metadata name no licence, or none as SPDX: read in the distribution's licence files."""


def name_of(text: str) -> str:
    """A distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", text).lower()


def shipped() -> dict[str, Distribution]:
    """Every distribution that an installation of this package brings on this system, by name, without itself."""
    found: dict[str, Distribution] = {}
    waiting = [(OURS, frozenset[str]())]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        here = distribution(name)
        found[name] = here
        for asked in map(Requirement, here.requires or ()):
            if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                step = (name_of(asked.name), frozenset(asked.extras))
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
    del found[OURS]
    return dict(sorted(found.items()))


def licence_of(name: str, part: Distribution) -> str:
    """The licence as an SPDX expression; empty where nothing says it."""
    metadata = part.metadata
    stated = _READ_BY_HAND.get(name) or metadata.get("License-Expression") or metadata.get("License") or ""
    if stated and "\n" not in stated and len(stated) < 80:
        return stated.strip()
    named = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier") or () if line.startswith("License")]
    return next((_CLASSIFIERS[line] for line in named if line in _CLASSIFIERS), "")


def may_ship(expression: str) -> bool:
    """Whether one of the licences that an `OR` offers allows it, and all of those that an `AND` joins."""
    choices = re.split(r"\s+OR\s+", expression.strip("() "))
    return any(all(one.strip("() ") in ALLOWED for one in re.split(r"\s+AND\s+", choice)) for choice in choices)


def locked_hashes() -> dict[str, list[str]]:
    """SHA-256 of every file of every version in `constraints.txt`, by name."""
    hashes: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith("#"):
            name = name_of(line.partition("==")[0])
        elif "--hash=sha256:" in line:
            hashes.setdefault(name, []).append(line.partition("sha256:")[2].strip(" \\"))
    return hashes


def _components() -> Iterator[Component]:
    licences, hashes = LicenseFactory(), locked_hashes()
    yield Component(
        name="font, see resources/fonts/OFL.txt",
        type=ComponentType.FILE,
        licenses=[licences.make_from_string("OFL-1.1")],
    )
    for name, part in shipped().items():
        yield Component(
            name=name,
            version=part.version,
            type=ComponentType.LIBRARY,
            purl=PackageURL("pypi", name=name, version=part.version),
            licenses=[licences.make_from_string(licence_of(name, part))],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in hashes.get(name, ())],
        )


def main() -> int:
    """Print the bill; 1 when a licence is unknown or does not allow shipping, or a part is not locked."""
    hashes = locked_hashes()
    faults = [
        f"{name}: licence {licence_of(name, part) or 'unknown'!r}, {len(hashes.get(name, ()))} hashes"
        for name, part in shipped().items()
        if not may_ship(licence_of(name, part)) or not hashes.get(name)
    ]
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    parts = list(_components())
    ours = Component(
        name=OURS,
        version=distribution(OURS).version,
        type=ComponentType.APPLICATION,
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
    )
    bill = Bom(components=parts)
    bill.metadata.component = ours
    bill.register_dependency(ours, parts)
    print(JsonV1Dot6(bill).output_as_string(indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
