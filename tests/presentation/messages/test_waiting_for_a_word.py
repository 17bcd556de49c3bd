"""M-1 about what does not go out by itself: entered under an earlier sign-in, or never arrived."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.snapshot import OTHER_SIGN_IN, OutboxState, PendingOperation
from borrower_app.presentation.intents import DecideOperation
from borrower_app.presentation.messages.messages import messages_view
from tests.support.story_snapshot import reading_of
from tests.support.view_words import actions_of, words_of

AT = dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.UTC)
MINE = ChangeContact(field="email", value="mine@example.test")
DRAFT = PendingOperation("o1", "change_contact", OutboxState.DRAFT, MINE, 0, AT, problem_type=OTHER_SIGN_IN)
SENT = replace(DRAFT, state=OutboxState.NEEDS_USER)
AFTER_SIGN_OUT = replace(DRAFT, problem_type=None)
NEVER_ARRIVED = replace(
    DRAFT,
    state=OutboxState.NEEDS_USER,
    problem_type=ProblemType.UNKNOWN_OPERATION.value,
    problem_text="no such operation",
)


def shown(pending: PendingOperation, language: str) -> tuple[str, set[object]]:
    reading = reading_of("all_well", language)
    view = messages_view(replace(reading, snapshot=replace(reading.snapshot, operations=(pending,))))
    [message] = [one for one in view.sent if one.message_id == pending.operation_id]
    return "\n".join(words_of(message)), set(actions_of(message).values())


@pytest.mark.parametrize("pending", [DRAFT, SENT, AFTER_SIGN_OUT])
def test_it_goes_out_on_the_users_word_alone(pending: PendingOperation) -> None:
    for language, words in (("zh", "等您确认是您本人"), ("en", "say that it is yours")):
        told, decisions = shown(pending, language)
        assert words in told
        assert decisions == {DecideOperation("o1", "submit"), DecideOperation("o1", "cancel")}


def test_a_draft_that_waits_for_a_fresh_sign_in_is_its_guides() -> None:
    pending = replace(DRAFT, problem_type=ProblemType.FRESH_SIGN_IN_NEEDED.value)
    _told, decisions = shown(pending, "en")
    assert decisions == {DecideOperation("o1", "cancel")}


def test_what_never_arrived_is_told_in_our_words() -> None:
    for language, words in (("zh", "从来没有收到这项修改"), ("en", "has never arrived")):
        told, decisions = shown(NEVER_ARRIVED, language)
        assert words in told
        assert "no such operation" not in told
        assert decisions == {DecideOperation("o1", "cancel")}
