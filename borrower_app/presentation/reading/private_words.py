"""What the records tell of the people in them, so that it can be hidden wherever somebody writes it again.

What is the lender's own stays readable: its numbers, and the references that a borrower reads out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from borrower_app.contract.snapshot import Snapshot
from borrower_app.private_spans import Kind, Known, PrivateWord, is_personal, squeezed
from borrower_app.records.enums import ContactField

_KINDS: Final[dict[ContactField, Kind]] = {
    ContactField.NAME: "person",
    ContactField.ADDRESS: "address",
    ContactField.EMPLOYER: "employer",
    ContactField.EMAIL: "email",
    ContactField.PHONE: "number",
    ContactField.ID_NUMBER: "number",
}
_FEWEST: Final = {"person": 2, "address": 4, "employer": 4, "email": 5, "number": 7, "code": 4, "tail": 4}
"""Letters and digits that make a word somebody's own: a shorter one is part of other words."""
_HIDDEN_ALREADY: Final = re.compile(r"[*•＊]")
_LONGEST: Final = 120
_DISTRICT: Final = re.compile(r"^.{0,40}?[区县旗]")
_COMPANY: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|公司|集团|,? (?:Ltd|Limited|Inc|LLC|GmbH)\.?)$", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"[0-9][0-9 \-()]{3,20}[0-9]")


def known_of(snapshot: Snapshot) -> Known:
    """Words to hide and numbers to leave, from contacts, cards, loans and the lender's description."""
    institutions = "\n".join(squeezed(name) for name in set(_institutions(snapshot)))
    words = dict.fromkeys(
        PrivateWord(kind, text)
        for kind, text in _told(snapshot)
        if len(text) <= _LONGEST
        and not _HIDDEN_ALREADY.search(text)
        and len(word := squeezed(text)) >= _FEWEST[kind]
        and (kind in ("email", "number") or word not in institutions)
    )
    return Known(tuple(words), frozenset(map(_digits, _readable(snapshot))) - {""})


def _told(snapshot: Snapshot) -> Iterator[tuple[Kind, str]]:
    for held in snapshot.contacts:
        kind = _KINDS.get(held.record.field)
        if kind is not None:
            yield from ((kind, part) for part in _parts(kind, held.record.value))
    names = [guarantor.record.name for guarantor in snapshot.guarantors]
    names += [loan.record.borrower_name for loan in snapshot.loans]
    names += [card.record.holder_name or "" for card in snapshot.instruments]
    yield from (("person", name) for name in names)


def _parts(kind: Kind, value: str) -> list[str]:
    """The whole and the parts of it that tell the same: the street without its town, the company without its form."""
    if kind == "address":
        rest = _DISTRICT.sub("", value)
        streets = re.split(r"(?<=[号弄])|,", rest)
        return [rest, *(part for part in streets if re.search(r"\d", part))]
    if kind == "employer":
        return [value, _COMPANY.sub("", value)]
    return [value]


def _institutions(snapshot: Snapshot) -> Iterator[str]:
    """Names that everybody may read: somebody may work at the very bank."""
    if snapshot.discovery is not None:
        yield snapshot.discovery.name
    if snapshot.lender is not None:
        yield snapshot.lender.name
    yield from (card.record.bank for card in snapshot.instruments)
    yield from (mandate.record.payee for mandate in snapshot.mandates)
    for attempt in snapshot.attempts:
        yield from (hop.name for hop in attempt.record.hops)


def _readable(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.discovery is not None:
        told = [snapshot.discovery.hotline, *(route.contact for route in snapshot.discovery.complaint_routes)]
        yield from (number for text in told for number in _NUMBER.findall(text) if not is_personal(number))
    for loan in snapshot.loans:
        reference = loan.record.contract_reference
        if reference and len(reference) <= _LONGEST and not is_personal(reference):
            yield reference
    yield from (attempt.record.reference for attempt in snapshot.attempts)


def _digits(text: str) -> str:
    return "".join(character for character in squeezed(text) if character.isdigit())
