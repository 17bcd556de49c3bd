"""Somebody else's text as something that can be shown: nothing in it moves, hides or floods what stands beside it.

The one place for it. `plain` takes away what can't be seen and marks what would turn the writing round; `isolated`
closes right-to-left words in, so that the digits beside them keep their order (Unicode Standard Annex 9, isolates
U+2068 and U+2069); `shown` does both. All three leave a text alone that needs nothing, and may be applied again and
again. `Language.say` applies `shown` to whatever it fills in, `ui.widgets.text_layout` to whatever is drawn.
Honest names stay as they are: Arabic and Hebrew letters, joined emoji, a few accents on a letter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MARK: Final = "\ufffd"
"""Stands for any number of characters that can't be shown."""
OPENS: Final = "\u2068"
CLOSES: Final = "\u2069"

_MOST_MARKS: Final = 4
"""Of combining marks on one letter: more than any living script stacks."""
_MOST_SPACES: Final = 4
_DOTTED_CIRCLE: Final = "\u25cc"
"""What carries a combining mark that has no letter of its own: it would sit on a neighbour's last character."""

# What nearly every text is made of: none of these characters needs a look.
_COMMON: Final = re.compile(
    "[\n -~\u00a1-\u00ac\u00ae-\u02af\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u22ff\u2460-\u27bf\u3001-\u3029"
    "\u3030-\u3096\u30a0-\u3163\u3200-\ua48c\uf900-\ufa6d\uff01-\uff9f\uffe0-\uffe6]*"
)
_FLOOD: Final = re.compile(" {5}|\n *\n *\n")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0d\ufeff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
)
_BLANK_LETTERS: Final = frozenset("\u2800\u3164\uffa0")
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FLAG: Final = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
"""A flag of a region: the only use of tag characters that is left (Unicode Technical Standard 51, ED-14a)."""
_JOINER, _NON_JOINER = "\u200d", "\u200c"


def shown(text: str) -> str:
    """The text plain, and its right-to-left parts closed in."""
    return isolated(plain(text))


def one_line(text: str) -> str:
    """The text plain and without line ends: names, titles, whatever stands within a line."""
    told = plain(text)
    return " ".join(told.split("\n")).strip() if "\n" in told else told


def plain(text: str) -> str:
    """The text without invisible or turning characters; line ends are `\\n`, at most one line is blank in a row."""
    if _COMMON.fullmatch(text) and not _FLOOD.search(text):
        return text
    lines: list[str] = []
    for line in map(_plain_line, _LINE_ENDS.split(text)):
        if line.strip():
            lines.append(line)
        elif not lines or lines[-1].strip():
            lines.append(line if not lines else "")
    return "\n".join(lines)


def isolated(text: str) -> str:
    """The text with each line that holds right-to-left words outside of an isolate closed into one."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return "\n".join(_isolated_line(line) for line in text.split("\n"))


def _isolated_line(line: str) -> str:
    outside = "".join(part for part, is_inside in _parts(line) if not is_inside)
    if not _RIGHT_TO_LEFT.search(outside):
        return line
    bare = line.replace(OPENS, "").replace(CLOSES, "")
    start = len(bare) - len(bare.lstrip(" "))
    end = len(bare.rstrip(" "))
    return f"{bare[:start]}{OPENS}{bare[start:end]}{CLOSES}{bare[end:]}"


def _parts(line: str) -> list[tuple[str, bool]]:
    """The pieces between isolate characters, each with whether it stands within a pair that is closed."""
    pieces: list[tuple[str, bool]] = []
    rest = 0
    while (opens := line.find(OPENS, rest)) >= 0:
        depth, at = 1, opens + 1
        while depth and at < len(line):
            depth += {OPENS: 1, CLOSES: -1}.get(line[at], 0)
            at += 1
        if depth:
            break
        pieces += [(line[rest:opens], False), (line[opens + 1 : at - 1], True)]
        rest = at
    pieces.append((line[rest:], False))
    return pieces


def _plain_line(line: str) -> str:
    if _COMMON.fullmatch(line) and not _FLOOD.search(line):
        return line
    flags = {at for match in _FLAG.finditer(line) for at in range(match.start() + 1, match.end())}
    kept: list[str] = []
    marks = spaces = 0
    for at, character in enumerate(line):
        follower = line[at + 1] if at + 1 < len(line) else ""
        seen = character if at in flags else _seen(character, kept[-1] if kept else "", follower)
        if not seen:
            continue
        is_mark = unicodedata.category(seen)[0] == "M" and seen != MARK
        marks = marks + 1 if is_mark else 0
        spaces = spaces + 1 if seen.isspace() else 0
        if marks > _MOST_MARKS or spaces > _MOST_SPACES or (seen == MARK and kept and kept[-1] == MARK):
            continue
        if is_mark and marks == 1 and (not kept or kept[-1].isspace() or kept[-1] in (OPENS, CLOSES)):
            kept.append(_DOTTED_CIRCLE)
        kept.append(seen)
    return _with_needed_isolates("".join(kept))


def _seen(character: str, before: str, after: str) -> str:
    """What stands for one character: itself, nothing, a space, or the mark."""
    if character in (OPENS, CLOSES) or _COMMON.fullmatch(character):
        return character
    if _INVISIBLE.match(character):
        return ""
    if character in (_JOINER, _NON_JOINER):
        return character if _may_join(before, after, is_joiner=character == _JOINER) else ""
    if character in "\ufe0e\ufe0f":
        return character if before and (_is_picture(before) or before in "0123456789#*") else ""
    if "\U000e0100" <= character <= "\U000e01ef":
        return character if before and "\u3400" <= before <= "\U0003ffff" and before.isalpha() else ""
    if character in _BLANK_LETTERS or character == "\t":
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cs") or character in "\ufff9\ufffa\ufffb\ufffc" or ord(character) & 0xFFFE == 0xFFFE:
        return MARK
    if "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u206f":
        return MARK
    return MARK if "\U000e0000" <= character <= "\U000e0fff" else character


def _may_join(before: str, after: str, *, is_joiner: bool) -> bool:
    """Whether a joiner shapes letters (Arabic, Indic and their neighbours) or makes one emoji of two."""
    if not before or not after:
        return False
    if is_joiner and (_is_picture(before) or before == "\ufe0f") and _is_picture(after):
        return True
    return all("\u0600" <= letter <= "\u1cff" and unicodedata.category(letter)[0] in "LM" for letter in (before, after))


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Sm") or "\U0001f000" <= character <= "\U0001faff"


def _with_needed_isolates(line: str) -> str:
    """Only pairs that close right-to-left words in stay: what is open, nested or needless is taken out."""
    if OPENS not in line and CLOSES not in line:
        return line
    told = []
    for part, is_inside in _parts(line):
        bare = part.replace(OPENS, "").replace(CLOSES, "")
        needed = is_inside and _RIGHT_TO_LEFT.search(bare)
        told.append(f"{OPENS}{bare}{CLOSES}" if needed else bare)
    return "".join(told)
