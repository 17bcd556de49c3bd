"""The codes with which the sandbox's rails refuse are codes of their own lists, and say what they are meant to say."""

from __future__ import annotations

import pytest

from borrower_app.debits.verdict import CauseClass
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.sandbox.servicing.rail_answers import KNOWN_RAILS, Obstacle, answer_of, rail_of
from borrower_app.sandbox.stories.parts.debit_trail import StoryRail

MEANT = {
    Obstacle.CARD_EXPIRED: {CauseClass.CARD_EXPIRED_OR_LOST, CauseClass.ACCOUNT_CLOSED_OR_INVALID},
    Obstacle.CARD_LOST: {CauseClass.CARD_EXPIRED_OR_LOST, CauseClass.ACCOUNT_CLOSED_OR_INVALID},
    Obstacle.CARD_CLOSED: {CauseClass.ACCOUNT_CLOSED_OR_INVALID},
    Obstacle.MANDATE: {CauseClass.MANDATE_MISSING_OR_REVOKED},
    Obstacle.LIMIT: {CauseClass.LIMIT_EXCEEDED},
}


@pytest.mark.parametrize("rail", KNOWN_RAILS, ids=lambda rail: f"{rail.name}-{rail.code_list}")
@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_code_is_in_the_rails_own_list(rail: StoryRail, obstacle: Obstacle) -> None:
    code, text = answer_of(rail, obstacle)
    meaning = reason_catalogue().meaning(rail.name, rail.code_list, code)
    assert meaning is not None, (rail, code)
    assert not meaning.outcome_open
    assert meaning.cause in MEANT[obstacle] | {CauseClass.UNKNOWN}, (rail, code, meaning.cause)
    assert text


def test_a_rail_that_is_not_known_answers_in_words() -> None:
    rail = rail_of("some_rail", None, None)
    assert rail == StoryRail("some_rail", "some_rail", None)
    assert answer_of(rail, Obstacle.LIMIT) == (None, "交易金额超限")


def test_the_code_list_of_the_last_answer_is_kept() -> None:
    assert rail_of("unionpay", "银联", "online") == StoryRail("unionpay", "银联", "online")
    assert rail_of("unionpay", None, None).code_list == "pos"
