"""The catalogue of reason codes: what a code of one rail and one table says, and the reviewed texts of each cause.

The rows are data (`resources/reason-codes/codes.csv`, one source a row). A code is never read across rails. Where the
table is not told it is stated only if every table of the rail that holds it agrees; two rows of one table that differ
make the code say nothing (see the README beside the rows).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Final

from msgspec import Struct

from borrower_app.debits.cause_texts import CauseTexts, load_cause_texts
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


class Catalogue:
    """Codes by rail, table and code; texts by cause. Built by `load_catalogue`."""

    def __init__(self, rows: dict[tuple[str, str, str], list[_Row]], texts: dict[CauseClass, CauseTexts]) -> None:
        self._rows = rows
        self._texts = texts
        lists: dict[str, set[str]] = {}
        for rail, code_list, _code in rows:
            lists.setdefault(rail, set()).add(code_list)
        self._lists = {rail: tuple(sorted(names)) for rail, names in lists.items()}

    def texts(self, cause: CauseClass) -> CauseTexts:
        """The reviewed texts of a cause."""
        return self._texts[cause]

    def meaning(self, rail: str | None, code_list: str | None, code: str | None) -> Meaning | None:
        """What the code says; None where the catalogue does not hold it for this rail and table."""
        if not rail or code is None:
            return None
        name, wanted = normal_name(rail), normal_code(code)
        tables = self._lists.get(name, ())
        if code_list and normal_name(code_list) in tables:
            tables = (normal_name(code_list),)
        elif code_list and tables != ("",):
            return None
        found = [row for table in tables for row in self._rows.get((name, table, wanted), ())]
        return _agreed(found) if found else None


def normal_code(code: str) -> str:
    """A code as it is compared: full-width forms narrowed, outer spaces gone, case folded (no table needs case)."""
    return unicodedata.normalize("NFKC", code).strip().casefold()


def normal_name(name: str) -> str:
    """A rail's or table's name as it is compared."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


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
