"""The door between records and pages: texts come out plain and masked, the lender's own numbers stay readable."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract.snapshot import Snapshot
from borrower_app.presentation.messages.messages import messages_view
from borrower_app.presentation.reading.private_words import known_of
from borrower_app.presentation.reading.readable_records import _looks, readable
from borrower_app.records.enums import ContactField
from borrower_app.sandbox.stories import build_story
from tests.support.own_loans import reading_over
from tests.support.story_snapshot import NOON, snapshot_of
from tests.support.view_words import words_of


def _with_message(body: str) -> Snapshot:
    snapshot = snapshot_of(build_story("insufficient_funds", NOON))
    first, *rest = snapshot.messages
    message = msgspec.structs.replace(first.record, body=body)
    return dataclasses.replace(snapshot, messages=(msgspec.structs.replace(first, record=message), *rest))


def _value(snapshot: Snapshot, field: ContactField) -> str:
    return next(held.record.value for held in snapshot.contacts if held.record.field is field)


def test_what_the_records_tell_of_the_person_is_hidden_in_a_message_and_the_hotline_is_not() -> None:
    snapshot = snapshot_of(build_story("insufficient_funds", NOON))
    assert snapshot.discovery is not None
    hotline, reference = snapshot.discovery.hotline, snapshot.attempts[0].record.reference
    mine = [_value(snapshot, field) for field in (ContactField.EMAIL, ContactField.EMPLOYER, ContactField.PHONE)]
    name = snapshot.loans[0].record.borrower_name
    body = f"尊敬的{name}（{'，'.join(mine)}）：请致电{hotline}，报编号{reference}，应还4,003.40元，2026-11-20 22:30。"
    told = "\n".join(words_of(messages_view(reading_over(_with_message(body)))))
    for hidden in (name, *mine):
        assert hidden not in told
    for kept in (hotline, reference, "4,003.40元", "2026-11-20 22:30"):
        assert kept in told


def test_a_bank_one_works_at_is_still_called_by_its_name() -> None:
    snapshot = snapshot_of(build_story("insufficient_funds", NOON))
    bank = snapshot.instruments[0].record.bank
    contacts = tuple(
        msgspec.structs.replace(held, record=msgspec.structs.replace(held.record, value=bank))
        if held.record.field is ContactField.EMPLOYER
        else held
        for held in snapshot.contacts
    )
    known = known_of(dataclasses.replace(snapshot, contacts=contacts))
    assert bank not in [word.text for word in known.private]


def test_once_is_enough_and_honest_records_are_the_same_objects() -> None:
    seen = readable(snapshot_of(build_story("all_well", NOON)))
    assert readable(seen) is seen
    honest = snapshot_of(build_story("all_well", NOON))
    again = readable(honest)
    assert all(a.record is b.record for a, b in zip(honest.instruments, again.instruments, strict=True))


def test_a_text_that_is_added_later_is_looked_at_unasked() -> None:
    class Added(Struct, frozen=True):
        remark: Annotated[str, Meta(max_length=200)]
        number: Annotated[str, Meta(pattern="^[0-9]{4}$")]
        count: int = 0

    assert [name for name, _look in _looks(Added, True)] == ["remark"]
