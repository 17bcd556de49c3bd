"""A planned debit whose authorisation has ended: nobody is told to put money on a card that can't be debited."""

from __future__ import annotations

import dataclasses
import datetime as dt

import msgspec
import pytest

from borrower_app.contract.snapshot import Held
from borrower_app.presentation.cards.cards import cards_view
from borrower_app.presentation.debits.attempt import attempt_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.intents import OpenPage, RemindAbout, SyncNow
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.words.parts import Words
from borrower_app.records.account import Mandate
from borrower_app.records.enums import MandateStatus
from tests.support.story_snapshot import NOON, reading_of

PUT_MONEY_THERE = {"zh": ("存够", "存好了"), "en": ("Put at least", "I've added the money")}


def _text(words: Words) -> str:
    return "".join(piece.text for piece in words)


def _with_mandates(reading: Reading, **changes: object) -> Reading:
    mandates = tuple(Held(msgspec.structs.replace(held.record, **changes), 2) for held in reading.snapshot.mandates)
    snapshot = dataclasses.replace(reading.snapshot, mandates=mandates)
    return dataclasses.replace(reading, snapshot=snapshot, _explained={})


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "changes",
    [
        {"status": MandateStatus.REVOKED, "revoked_on": NOON.date()},
        {"valid_until": NOON.date() - dt.timedelta(days=1)},
        {"status": MandateStatus.MISSING},
    ],
)
def test_home_and_the_debits_page_say_what_is_missing(changes: dict[str, object], language: str) -> None:
    before = reading_of("insufficient_funds", language)
    assert PUT_MONEY_THERE[language][0] in _text(home_view(before).status.lead)
    reading = _with_mandates(before, **changes)
    attempt = urgent_attempts(reading)[0]

    home = home_view(reading)
    told = [_text(home.status.lead), *(action.text for action in home.status.actions), _text(home.planned[0].words)]
    for asks_for_money in PUT_MONEY_THERE[language]:
        assert not any(asks_for_money in text for text in told)
    assert (home.status.actions[0].opens.code, home.status.actions[1].opens.code) == ("E-2", "D-2")
    assert "24:00" in home.status.time_left
    assert "22:30" not in home.status.time_left
    assert home.status.pill.text != home_view(before).status.pill.text

    page = attempt_view(reading, attempt.id)
    assert page is not None
    assert [action.opens.code for action in page.actions[:2]] == ["E-2", "C-3"]
    assert RemindAbout not in {type(action.intent) for action in page.actions}
    assert not any(text in action.text for action in page.actions for text in PUT_MONEY_THERE[language])
    refs = {item.ref for item in reading.explanation(attempt).evidence}
    assert refs & {f"mandate:{held.record.id}" for held in reading.snapshot.mandates}


def test_an_authorisation_that_holds_until_the_debit_changes_nothing() -> None:
    reading = reading_of("insufficient_funds")
    day = urgent_attempts(reading)[0].retry
    assert day is not None
    assert day.at is not None
    last = _with_mandates(reading, valid_until=day.at.astimezone(reading.zone).date())
    assert home_view(last).status == home_view(reading).status


def test_what_the_lender_has_not_told_of_an_authorisation_is_not_called_unlimited() -> None:
    reading = _with_mandates(reading_of("all_well"), daily_limit=None, monthly_limit=None, valid_until=None)
    assert all(isinstance(held.record, Mandate) for held in reading.snapshot.mandates)
    shown = msgspec.json.encode(cards_view(reading)).decode()
    assert "没有约定" not in shown
    assert "没有告知" in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_old_data_are_updated_first(language: str) -> None:
    reading = reading_of("insufficient_funds", language, later=dt.timedelta(days=3))
    status = home_view(reading).status
    assert [type(action.intent) for action in status.actions] == [SyncNow, OpenPage]
    assert status.pill.text == {"zh": "结果还没取到", "en": "Result not fetched yet"}[language]
    assert not any(words in _text(status.lead) for words in PUT_MONEY_THERE[language])
