"""Published reference rates of the shipped resources, for loans whose lender sends none; read once."""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache
from typing import Final

import msgspec

from borrower_app import resource_files
from borrower_app.records.correspondence import ReferenceRate

_COLUMNS: Final = ("name", "on", "annual_rate", "source", "seen_in")


@cache
def published_rates() -> tuple[ReferenceRate, ...]:
    """Oldest first within a name; raises FileNotFoundError when the installation is incomplete."""
    return read_rates(resource_files.read_bytes("reference-rates/rates.csv"))


def read_rates(content: bytes) -> tuple[ReferenceRate, ...]:
    """The rows of `rates.csv`; raises ValueError for a row that is not as its README says (a bug of ours)."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise ValueError(f"the columns of the reference rates are {', '.join(_COLUMNS)}")
    found = []
    for row in rows:
        if not row["source"] or not row["seen_in"]:
            raise ValueError(f"{row['name']} {row['on']} names no source")
        value = {
            "id": f"{row['name']}-{row['on']}",
            "name": row["name"],
            "on": dt.date.fromisoformat(row["on"]),
            "annual_rate": row["annual_rate"],
            "source": row["source"],
        }
        found.append(msgspec.convert(value, ReferenceRate))
    return tuple(found)
