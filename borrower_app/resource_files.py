"""Where the shipped resources lie: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The resource folder; raises FileNotFoundError when the installation is incomplete."""
    here = Path(__file__).resolve().parent
    for candidate in (here / "resources", here.parent / "resources"):
        if (candidate / "locale").is_dir():
            return candidate
    raise FileNotFoundError("the app's resources are missing: please install it again")


def path_of(name: str) -> Path:
    """The path of one resource by its name relative to the resource folder, e.g. `reason-codes/codes.csv`."""
    path = root().joinpath(*name.split("/"))
    if not path.is_relative_to(root()):
        raise ValueError(f"not a resource name: {name}")
    return path


def read_bytes(name: str) -> bytes:
    """The content of one resource."""
    return path_of(name).read_bytes()
