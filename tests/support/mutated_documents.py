"""PDF files with faults in them, the same ones for the same seed; and the walled process that reads many of them.

Run as a module (`python -m tests.support.mutated_documents SEED COUNT`) it stands where the walled process stands: its
limits of memory, its walls, its answers; the time of each file is kept by a timer instead of by the parent.
"""

from __future__ import annotations

import json
import logging
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import FrameType
from typing import Final

_NUMBERS: Final = (b"0", b"-1", b"1", b"999999999", b"99999999999999999999", b"1e9", b"65536", b"null", b"/X", b"<<")
_SIGNS: Final = (b"<<", b">>", b"[", b"]", b"(", b")", b"endobj", b"stream", b"endstream", b"R", b"BT", b"ET", b"\0")


@cache
def _whole() -> tuple[bytes, ...]:
    from borrower_app.lending.schedule import compute_schedule
    from tests.support.own_loans import house
    from tests.support.pdf_tables import PRINTS, Print, letter, printed, scanned, with_script_and_attachment

    rows = compute_schedule(house(number_of_installments=12).terms).rows
    plain = printed(rows, Print(packed=False))
    made = [printed(rows, PRINTS[name]) for name in ("ruled", "no rules", "locked for the owner alone", "seal")]
    return (plain, plain, with_script_and_attachment(plain), *made, letter(3), scanned())


def mutant(seed: int) -> bytes:
    """One of the whole files with one to eight faults."""
    chance = random.Random(seed)
    content = bytearray(chance.choice(_whole()))
    for _ in range(chance.randint(1, 8)):
        _harm(content, chance)
    return bytes(content)


def _harm(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(max(1, len(content)))
    kind = chance.randrange(7)
    if kind == 0:
        content[place : place + 1] = bytes([chance.randrange(256)])
    elif kind == 1:
        del content[place : place + chance.randint(1, 400)]
    elif kind == 2:
        piece = content[place : place + chance.randint(1, 400)]
        content[place:place] = bytes(piece) * chance.randint(1, 20)
    elif kind == 3:
        _change_number(content, place, chance)
    elif kind == 4:
        content[place : place + 2] = chance.choice(_SIGNS)
    elif kind == 5:
        other = chance.choice(_whole())
        start = chance.randrange(len(other))
        content[place : place + 50] = other[start : start + chance.randint(1, 500)]
    else:
        del content[place:]
        content.extend(b"\n%%EOF")
        if not content.startswith(b"%PDF-"):
            content[:0] = b"%PDF-1.4\n"


def _change_number(content: bytearray, place: int, chance: random.Random) -> None:
    """The next number after a place: references, lengths, counts and places of objects are numbers."""
    start = next((at for at in range(place, len(content)) if content[at : at + 1].isdigit()), None)
    if start is None:
        return
    end = start
    while end < len(content) and content[end : end + 1].isdigit():
        end += 1
    content[start:end] = chance.choice(_NUMBERS)


class _Late(BaseException):
    """Twenty seconds are over; no library catches it."""


def _end(_number: int, _frame: FrameType | None) -> None:
    raise _Late


def answers(first: int, count: int) -> Iterator[tuple[int, str, float]]:
    """Of each file its seed, the answer's kind and the seconds it took."""
    from borrower_app.walled.__main__ import answer_to

    signal.signal(signal.SIGALRM, _end)
    for seed in range(first, first + count):
        content = mutant(seed)
        begun = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 20)
        try:
            told = answer_to(content, "")
            kind = str(told.get("refused", "read"))
        except _Late:
            kind = "took_too_long"
        except BaseException as error:
            kind = f"traceback {type(error).__name__}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        yield seed, kind, time.monotonic() - begun


def main() -> None:
    """Print how often each answer came, and the slowest file."""
    from borrower_app.walled.resource_limits import MOST_MEMORY
    from borrower_app.walled.system_walls import close_off

    logging.disable()
    _whole()
    import pdfplumber  # noqa: F401

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    close_off()
    kinds: Counter[str] = Counter()
    slowest, odd = (0.0, 0), []
    for seed, kind, seconds in answers(int(sys.argv[1]), int(sys.argv[2])):
        kinds[kind] += 1
        slowest = max(slowest, (round(seconds, 2), seed))
        if kind.startswith("traceback") or kind == "took_too_long":
            odd.append((seed, kind))
    sys.stdout.write(json.dumps({"answers": kinds, "slowest": slowest, "odd": odd}) + "\n")


if __name__ == "__main__":
    main()
