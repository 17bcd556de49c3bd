"""A value that a test knows to be there, though the type allows for None."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """The value; a test that rests on it fails here where it is None."""
    assert value is not None
    return value
