"""Whose records these are: what a lender and its sign-in provider call the borrower, and when two such names are one's.

A folder on the borrower's computer belongs to one borrower. The lender's own `borrower_id` decides (`GET /v1/me`, and
a member of every page of changes); where the lender has none, the provider's issuer and subject do. Only digests are
kept.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.records.fields import Identifier

ME_PATH: Final = "/v1/me"
BORROWER_ID: Final = "borrower_id"
"""The capability: `GET /v1/me` is there, and every page of changes carries the member of this name."""

NameDigest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class Me(Struct, frozen=True, kw_only=True):
    """The answer of `GET /v1/me`. `borrower_id` never changes, and never belongs to anybody else."""

    borrower_id: Identifier


class BorrowerNames(Struct, frozen=True, kw_only=True):
    """Digests of what a borrower is called by the lender, and by its sign-in provider; None: not told."""

    by_lender: NameDigest | None = None
    by_sign_in: NameDigest | None = None

    @property
    def are_told(self) -> bool:
        """Whether there is any name at all."""
        return self.by_lender is not None or self.by_sign_in is not None


NOBODY: Final = BorrowerNames()

_ME: Final = msgspec.json.Decoder(Me)
_NAMES: Final = msgspec.json.Decoder(BorrowerNames)


def decode_me(body: bytes) -> Me:
    """Scan and decode; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _ME)


def decode_names(content: bytes) -> BorrowerNames:
    """Names as this app keeps them; raises ContractViolation."""
    return strict_json.decode(content, _NAMES)


def lender_digest(lender_id: str, borrower_id: str) -> str:
    """The digest of what a lender calls its borrower."""
    return _digest("lender", lender_id, borrower_id)


def sign_in_digest(issuer: str, subject: str) -> str:
    """The digest of what a provider calls a person (OpenID Connect Core, section 2: `iss` and `sub` together)."""
    return _digest("sign-in", issuer, subject)


def is_same_borrower(known: BorrowerNames, told: BorrowerNames) -> bool | None:
    """Whether both are one borrower's; None where nothing of the two can be compared.

    The lender's own name decides alone where both have it: a lender may change its provider.
    """
    if known.by_lender is not None and told.by_lender is not None:
        return known.by_lender == told.by_lender
    if known.by_sign_in is not None and told.by_sign_in is not None:
        return known.by_sign_in == told.by_sign_in
    return None


def joined(known: BorrowerNames, told: BorrowerNames) -> BorrowerNames:
    """One borrower's names, the newer ones first."""
    return BorrowerNames(by_lender=told.by_lender or known.by_lender, by_sign_in=told.by_sign_in or known.by_sign_in)


def _digest(*parts: str) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
