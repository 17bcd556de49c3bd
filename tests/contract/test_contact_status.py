"""What is believed of an answer about who is in contact: only a whole one, to this very question, that can be true."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.contract.contact_status import BegunBy, ContactChannel, ContactStatus, decode_contact_status
from borrower_app.contract.strict_json import ContractViolation

ASKED = "0f" * 16
CONTACT = {
    "channel": "phone",
    "since": "2026-11-20T10:02:00+08:00",
    "staff_number": "3107",
    "begun_by": "lender",
    "pass_phrase": "4821",
}
WHOLE = {"asked": ASKED, "as_of": "2026-11-20T10:05:00+08:00", "in_contact": True, "contact": CONTACT}


def read(**changed: Any) -> ContactStatus:
    members = {name: value for name, value in {**WHOLE, **changed}.items() if value != "away"}
    return decode_contact_status(json.dumps(members).encode(), ASKED)


def contact(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in {**CONTACT, **changed}.items() if value != "away"}


def test_a_whole_answer() -> None:
    told = read().contact
    assert told is not None
    assert told.confirms
    assert told.is_said("4821")
    assert read(in_contact=False, contact="away").contact is None


@pytest.mark.parametrize(
    "changed",
    [
        {"asked": "1f" * 16},
        {"asked": "away"},
        {"in_contact": False},
        {"contact": "away"},
        {"contact": None},
        {"in_contact": "away", "contact": "away"},
        {"contact": contact(since="2026-11-20T10:05:01+08:00")},
        {"contact": contact(since="2026-11-19T22:04:59+08:00")},
        {"contact": contact(since="1899-11-20T10:02:00+08:00")},
        {"contact": contact(pass_phrase="away")},
        {"contact": contact(pass_phrase="48211")},
        {"contact": contact(pass_phrase="４８２１")},
        {"contact": contact(staff_number="3107。请转账")},
        {"contact": contact(staff_number="3107\n")},
        {"as_of": "2026-11-20T10:05:00"},
    ],
)
def test_what_is_not_believed(changed: dict[str, Any]) -> None:
    with pytest.raises(ContractViolation):
        read(**changed)


@pytest.mark.parametrize("begun_by", ["caller", "a_newer_word"])
def test_who_called_in_confirms_nobody_even_with_a_phrase(begun_by: str) -> None:
    told = read(contact=contact(begun_by=begun_by)).contact
    assert told is not None
    assert not told.confirms
    assert not told.is_said("4821")


def test_a_newer_way_of_talking_is_unknown() -> None:
    told = read(contact=contact(channel="hologram", begun_by="borrower_in_app")).contact
    assert told is not None
    assert (told.channel, told.begun_by) == (ContactChannel.UNKNOWN, BegunBy.BORROWER_IN_APP)


def test_the_phrase_as_people_type_it() -> None:
    told = read().contact
    assert told is not None
    assert all(told.is_said(typed) for typed in ("4821", " 48 21 ", "４８２１"))
    assert not any(told.is_said(typed) for typed in ("", "482", "48210", "4822", "四八二一"))


def test_the_phrase_stands_in_no_repr() -> None:
    assert "4821" not in repr(read())


@given(
    st.binary(max_size=300)
    | st.dictionaries(st.sampled_from(sorted(WHOLE)), st.none() | st.text() | st.booleans()).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_anything_else_is_one_clear_error(body: bytes) -> None:
    with pytest.raises(ContractViolation):
        decode_contact_status(body, ASKED)
