"""One small fault: which bytes of which file become what."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass


class ToolFailure(Exception):
    """The measure itself did not work; nothing can be said about the tests."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of `start` to `end` (bytes of the file) into `text`. Lines and columns count from 1."""

    path: str
    """Relative to the checkout, with slashes."""
    line: int
    column: int
    start: int
    end: int
    text: str
    change: str
    """What was changed, in words."""
    source_line: str
    lines: range
    """The lines whose running means that a test reaches the fault."""
    statement_line: int
    """Where the statement begins, for parts that Python runs under no line of their own."""
    at_import: bool
    """Outside every function: it runs once, when the module is loaded."""
    place: str
    """Names of the classes and functions around it."""

    def applied(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def compiles(self, source: bytes) -> bool:
        """Whether Python takes the faulty file at all."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                compile(self.applied(source), self.path, "exec")
        except (SyntaxError, ValueError):
            return False
        return True

    def rank(self, seed: int) -> bytes:
        """Its place in the draw. It hangs on what stands around it, not on line numbers: an edit moves few draws."""
        words = "\0".join((str(seed), self.path, self.place, self.source_line, self.change, str(self.column)))
        return hashlib.sha256(words.encode()).digest()
