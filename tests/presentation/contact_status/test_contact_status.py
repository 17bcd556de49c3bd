"""The line over pages and U-1: seven ways it can stand, and only one of them says that it is the lender."""

from __future__ import annotations

import datetime as dt
from itertools import product

import msgspec
import pytest

from borrower_app.contract.contact_status import BegunBy, ContactChannel, StaffContact
from borrower_app.presentation.contact_status.answer import Answer, ContactFacts
from borrower_app.presentation.contact_status.line import contact_line
from borrower_app.presentation.contact_status.who import phrase_problem, who_view
from borrower_app.presentation.reading.records import Reading
from tests.support.present import present
from tests.support.story_snapshot import NOON, reading_of
from tests.support.view_words import words_of

CALL = StaffContact(
    channel=ContactChannel.PHONE,
    since=NOON - dt.timedelta(minutes=3),
    staff_number="3107",
    begun_by=BegunBy.LENDER,
)


@pytest.fixture(scope="module", params=["zh", "en"])
def reading(request: pytest.FixtureRequest) -> Reading:
    return reading_of("all_well", request.param)


def facts(reading: Reading, **changed: object) -> ContactFacts:
    whole = {"can_tell": True, "signed_in": True, "is_answered": True, "contact": CALL, "confirms": True}
    return msgspec.structs.replace(ContactFacts(reading, True, True), **{**whole, **changed})


WAYS: dict[Answer, dict[str, object]] = {
    "asking": {"is_answered": False, "contact": None, "is_waiting": True},
    "unknown": {"is_answered": False, "contact": None},
    "nobody": {"contact": None},
    "called_in": {"confirms": False, "contact": msgspec.structs.replace(CALL, begun_by=BegunBy.CALLER)},
    "somebody": {},
    "right": {"is_right": True},
    "wrong": {"wrong": 2},
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_has_its_own_words(reading: Reading, way: Answer) -> None:
    told = facts(reading, **WAYS[way])
    assert told.answer == way
    others = [facts(reading, **changed) for name, changed in WAYS.items() if name != way]
    assert contact_line(told, is_quiet=False).text not in {contact_line(one, is_quiet=False).text for one in others}
    assert who_view(told).headline not in {who_view(one).headline for one in others}


@pytest.mark.parametrize("way", WAYS)
def test_good_is_said_of_a_checked_phrase_alone(reading: Reading, way: Answer) -> None:
    told = facts(reading, **WAYS[way])
    tones = {contact_line(told, is_quiet=False).tone, who_view(told).pill.tone}
    assert ("good" in tones) is (way == "right")
    assert (who_view(told).phrase is not None) is (way == "somebody")


@pytest.mark.parametrize("way", ["asking", "unknown", "nobody", "called_in", "wrong"])
def test_nobody_is_named_where_nobody_is_confirmed(reading: Reading, way: Answer) -> None:
    told = facts(reading, **WAYS[way])
    for words in (*words_of(contact_line(told, is_quiet=True)), *words_of(who_view(told))):
        assert "3107" not in words


def test_without_an_answer_nothing_else_counts(reading: Reading) -> None:
    """Whatever is left over of a contact: too old, signed out or never offered, nobody is confirmed."""
    for right, confirms, wrong, waiting in product((True, False), (True, False), (0, 1, 2), (True, False)):
        told = facts(reading, is_answered=False, is_right=right, confirms=confirms, wrong=wrong, is_waiting=waiting)
        assert told.answer in ("asking", "unknown")
    assert facts(reading, is_answered=False, is_waiting=True, can_tell=False).answer == "unknown"
    assert facts(reading, is_answered=False, is_waiting=True, signed_in=False).answer == "unknown"


def test_wrong_twice_outweighs_right(reading: Reading) -> None:
    assert facts(reading, wrong=2, is_right=True).answer == "wrong"


def test_the_line_is_as_the_lender_says_it() -> None:
    told = facts(reading_of("all_well", "zh"))
    assert contact_line(told, is_quiet=True).text == "示例银行确认：工号 3107 正在和您通话，11:57 开始。"
    nobody = contact_line(facts(told.reading, contact=None), is_quiet=True)
    assert nobody.text.startswith("示例银行说：现在没有人在联系您")
    assert nobody.is_quiet
    assert not contact_line(told, is_quiet=True).is_quiet, "somebody stands out on Home, too"


def test_who_writes_is_not_who_calls(reading: Reading) -> None:
    chat = facts(reading, contact=msgspec.structs.replace(CALL, channel=ContactChannel.CHAT))
    assert ("打电话给您的不是这个人" if reading.language.code == "zh" else "Whoever calls you is not them") in (
        contact_line(chat, is_quiet=True).text
    )


def test_a_slip_costs_no_try(reading: Reading) -> None:
    phrase = present(who_view(facts(reading)).phrase)
    assert phrase.problem == ""
    assert present(who_view(facts(reading, wrong=1)).phrase).problem
    assert all(phrase_problem(phrase, typed) for typed in ("", "123", "12345", "12a4"))
    assert not any(phrase_problem(phrase, typed) for typed in ("1234", " 12 34 ", "１２３４"))


def test_signed_out_the_line_leads_nowhere(reading: Reading) -> None:
    """On F-2 its first control stays the first way out."""
    line = contact_line(facts(reading, is_answered=False, contact=None, signed_in=False), is_quiet=False)
    assert line.action is None
    assert line.text
