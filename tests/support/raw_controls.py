"""What no text of a view, a widget or a file may hold: written out again for the tests, from the Unicode standard."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

OPENS, CLOSES = "\u2068", "\u2069"
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f\u061c")
_HIDDEN = set("\u200b\u2060\ufeff\u00ad\u034f\u115f\u1160\u3164\uffa0\u180e\u2800\ufffc\u2028\u2029")
_ENGLAND_AND_SO_ON = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f")
_MOST_MARKS = 6


def raw_controls(text: str) -> list[str]:
    """The faults of a text, each as a word; none in a clean one."""
    text = _ENGLAND_AND_SO_ON.sub("🏴", text)
    faults = [f"U+{ord(character):04X}" for character in text if _is_raw(character)]
    depth = 0
    for character in text:
        depth += {OPENS: 1, CLOSES: -1}.get(character, 0)
        if depth not in (0, 1) or (depth and character == "\n"):
            faults.append("isolate")
            break
    if depth:
        faults.append("isolate left open")
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > _MOST_MARKS:
            faults.append("marks")
            break
    if "\n\n\n" in text or " " * 8 in text:
        faults.append("blank flood")
    faults += ["joiner" for before, after in pairwise(f" {text} ") if after == "\u200d" and before.isascii()]
    return faults


def bare_right_to_left(text: str) -> str:
    """The right-to-left letters that stand outside of an isolate."""
    outside = re.sub(f"{OPENS}[^{OPENS}{CLOSES}\n]*{CLOSES}", "", text)
    return "".join(character for character in outside if unicodedata.bidirectional(character) in ("R", "AL", "AN"))


def _is_raw(character: str) -> bool:
    if character in _TURNING or character in _HIDDEN:
        return True
    category = unicodedata.category(character)
    return (category == "Cc" and character != "\n") or category == "Cs" or "\U000e0000" <= character <= "\U000e007f"
