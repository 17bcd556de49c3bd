"""The reason code catalogue of the shipped resources, read once and only when a debit is to be explained."""

from __future__ import annotations

from functools import cache

from borrower_app import resource_files
from borrower_app.debits.reason_codes import Catalogue, load_catalogue


@cache
def reason_catalogue() -> Catalogue:
    """The catalogue; raises FileNotFoundError when the installation is incomplete."""
    return load_catalogue(
        resource_files.read_bytes("reason-codes/codes.csv"), resource_files.read_bytes("reason-codes/causes.json")
    )
