"""A pattern of two languages that tries only the words of the language a text is written in.

Half of each list could never match a text of the other language, and trying it was most of the time of a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from borrower_app.debits.reading_texts.normal_text import NormalText

_CHINESE: Final = re.compile(r"[\u3007\u4e00-\u9fff]")
_ENGLISH: Final = re.compile(r"(?<!\\)[a-z]{3}")


class TwoLanguages:
    """`whole` is every alternative; `of` gives those that can match a text, in the same order."""

    def __init__(self, pattern: str) -> None:
        self.whole = re.compile(pattern, re.ASCII)
        alternatives = tuple(_alternatives(pattern))
        chinese = [one for one in alternatives if _CHINESE.search(one) or not _ENGLISH.search(one)]
        english = [one for one in alternatives if not _CHINESE.search(one) or _ENGLISH.search(one)]
        self._chinese = re.compile("|".join(chinese) or r"(?!)", re.ASCII)
        self._english = re.compile("|".join(english) or r"(?!)", re.ASCII)

    def of(self, text: NormalText) -> re.Pattern[str]:
        """The pattern for one text; a text of both languages is tried with all of it."""
        if not text.has_chinese:
            return self._english
        return self.whole if text.has_english else self._chinese


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern outside every group and set."""
    start = depth = at = 0
    in_set = False
    while at < len(pattern):
        mark = pattern[at]
        if mark == "\\":
            at += 2
            continue
        if in_set:
            in_set = mark != "]"
        elif mark == "[":
            in_set = True
            at += 1 + (pattern[at + 1 : at + 2] == "^")
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
        at += 1
    yield pattern[start:]
