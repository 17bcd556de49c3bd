"""The catalogue of reason codes: what a code of one rail and one table says, and the reviewed texts of each cause.

The rows are data (`resources/reason-codes/codes.csv`, one source a row). A code is never read across rails. Where the
table is not told it is stated only if every table of the rail that holds it agrees; two rows of one table that differ
make the code say nothing (see the README beside the rows).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.debits.cause_texts import CauseTexts, load_cause_texts
from borrower_app.debits.reading_texts.scripts import simplified
from borrower_app.debits.verdict import CauseClass, Certainty, RetrySafe, WhoActs

COLUMNS: Final = (
    "rail", "code_list", "code", "original_text", "cause", "certainty", "outcome_open", "who_acts", "retry_safe",
    "fraud_type", "source",
)  # fmt: skip

_Row = list[str]


class Meaning(Struct, frozen=True, kw_only=True):
    """What a code says. `fraud_type` codes are never told in detail to the borrower; `source` names where it is from.

    An ambiguous code has cause and certainty unknown and `texts` of both meanings joined in `original_text`.
    """

    cause: CauseClass
    certainty: Certainty
    outcome_open: bool
    who_acts: WhoActs
    retry_safe: RetrySafe
    original_text: str
    source: str
    fraud_type: bool = False
    money_left: bool = False
    """The code says that the bank took the money, though it was not booked in the end."""
    tables_disagree: bool = False
    """The table is not told, and tables of the rail leave the outcome open or closed."""
    from_text: bool = False
    """The code was found in a free text: it lets infer and never states."""


class Catalogue:
    """Codes by rail, table and code; texts by cause. Built by `load_catalogue`."""

    def __init__(self, rows: dict[tuple[str, str, str], list[_Row]], texts: dict[CauseClass, CauseTexts]) -> None:
        self._rows = rows
        self._texts = texts
        lists: dict[str, set[str]] = {}
        for rail, code_list, _code in rows:
            lists.setdefault(rail, set()).add(code_list)
        self._lists = {rail: tuple(sorted(names)) for rail, names in lists.items()}
        self._published: dict[str, Meaning | None] | None = None

    def texts(self, cause: CauseClass) -> CauseTexts:
        """The reviewed texts of a cause."""
        return self._texts[cause]

    def meaning(
        self, rail: str | None, code_list: str | None, code: str | None, text: str | None = None
    ) -> Meaning | None:
        """What the code says; None where the catalogue does not hold it for this rail and table.

        Where the table is not told and the rail's tables differ, a `text` that equals one row's decides.
        """
        if not rail or code is None:
            return None
        name, wanted = normal_name(rail), normal_code(code)
        tables = self._lists.get(name, ())
        if code_list and normal_name(code_list) in tables:
            tables = (normal_name(code_list),)
        elif code_list and tables != ("",):
            return None
        found = [row for table in tables for row in self._rows.get((name, table, wanted), ())]
        if text and len(tables) > 1:
            found = [row for row in found if normal_words(text) in _own_texts(row)] or found
        if not found:
            return None
        agreed = _agreed(found)
        if len({row[1] for row in found}) > 1 and len({row[6] for row in found}) > 1:
            return msgspec.structs.replace(agreed, tables_disagree=True)
        return agreed

    def published(self, clause: str) -> Meaning | None:
        """What the rows say whose own published text equals a clause, or None. Rows of success are left out."""
        if self._published is None:
            by_text: dict[str, list[_Row]] = {}
            for rows in self._rows.values():
                for row in rows:
                    if not _SUCCESS.search(row[3]):
                        for own in _own_texts(row):
                            by_text.setdefault(own, []).append(row)
            self._published = {
                own: msgspec.structs.replace(_agreed(rows), from_text=True) for own, rows in by_text.items()
            }
        words = normal_words(clause)
        return self._published.get(words) if len(words) >= _SHORTEST_TEXT else None


def normal_code(code: str) -> str:
    """A code as it is compared: full-width forms narrowed, outer spaces gone, case folded (no table needs case)."""
    return unicodedata.normalize("NFKC", code).strip().casefold()


def normal_name(name: str) -> str:
    """A rail's or table's name as it is compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def normal_words(text: str) -> str:
    """A text as it is compared: one width, one script, no spaces and no full stop."""
    return simplified(unicodedata.normalize("NFKC", text)).casefold().replace(" ", "").strip("。.;,:")


def _own_texts(row: _Row) -> set[str]:
    """A row's published text, and each of its parts between semicolons."""
    narrow = unicodedata.normalize("NFKC", row[3])
    return {normal_words(part) for part in (narrow, *narrow.split(";"))}


_SHORTEST_TEXT: Final = 4
_SUCCESS: Final = re.compile(r"成功|(?i:\bsuccess|\bapproved\b|\bcompleted\b)")


def load_catalogue(codes_csv: bytes, causes_json: bytes) -> Catalogue:
    """Read both files; raises ValueError that names the row and what is wrong with it."""
    reader = csv.reader(io.StringIO(codes_csv.decode("utf-8-sig")))
    if tuple(next(reader, ())) != COLUMNS:
        raise ValueError("codes.csv: the first row must name the columns " + ", ".join(COLUMNS))
    rows: dict[tuple[str, str, str], list[_Row]] = {}
    for number, row in enumerate(reader, start=2):
        if len(row) != len(COLUMNS):
            raise ValueError(f"codes.csv, row {number}: {len(COLUMNS)} columns are expected")
        if (row[4] == "unknown") != (row[5] == "unknown"):
            raise ValueError(f"codes.csv, row {number}: cause and certainty are unknown together or not at all")
        if row[4] not in _CAUSES or row[5] not in _CERTAINTIES or row[7] not in _ACTORS or row[8] not in _RETRIES:
            raise ValueError(f"codes.csv, row {number}: a word is not of its list")
        rows.setdefault((normal_name(row[0]), normal_name(row[1]), normal_code(row[2])), []).append(row)
    return Catalogue(rows, load_cause_texts(causes_json))


_CAUSES: Final = frozenset(cause.value for cause in CauseClass)
_CERTAINTIES: Final = frozenset(("stated", "unknown"))
_ACTORS: Final = frozenset(actor.value for actor in WhoActs)
_RETRIES: Final = frozenset(retry.value for retry in RetrySafe)
_MONEY_LEFT: Final = "扣款成功"


def _agreed(rows: list[_Row]) -> Meaning:
    first = rows[0]
    texts = " / ".join(dict.fromkeys(row[3] for row in rows))
    sources = "; ".join(dict.fromkeys(row[10] for row in rows))
    is_open = any(row[6] == "true" for row in rows)
    fraud = any(row[9] == "true" for row in rows)
    if len({(row[4], row[6]) for row in rows}) > 1:
        return Meaning(
            cause=CauseClass.UNKNOWN,
            certainty=Certainty.UNKNOWN,
            outcome_open=is_open,
            who_acts=WhoActs.UNKNOWN,
            retry_safe=RetrySafe.NO if is_open else RetrySafe.UNKNOWN,
            original_text=texts,
            source=sources,
            fraud_type=fraud,
        )
    same_actor = len({row[7] for row in rows}) == 1
    same_retry = len({row[8] for row in rows}) == 1
    return Meaning(
        cause=CauseClass(first[4]),
        certainty=Certainty(first[5]),
        outcome_open=is_open,
        who_acts=WhoActs(first[7]) if same_actor else WhoActs.UNKNOWN,
        retry_safe=RetrySafe(first[8]) if same_retry else RetrySafe.UNKNOWN,
        original_text=texts,
        source=sources,
        fraud_type=fraud,
        money_left=is_open and all(row[3].startswith(_MONEY_LEFT) for row in rows),
    )
