"""Who is in contact with the borrower, asked over HTTP: staff begins and ends, and what the stories tell."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest

from borrower_app.contract.contact_status import ContactStatus, decode_contact_status
from borrower_app.contract.problems import PREFIX
from tests.sandbox.wire import problem_type, token_of
from tests.support.sandbox_process import Answer, SandboxProcess

PATH = "/v1/contact-status"
STAFF = "/sandbox/staff-contact"


def ask(sandbox: SandboxProcess, token: str) -> ContactStatus:
    """The status as a client believes it."""
    asked = secrets.token_hex(16)
    answer = sandbox.get(f"{PATH}?asked={asked}", token)
    assert answer.status == 200, answer.body
    assert answer.headers["cache-control"] == "no-store"
    return decode_contact_status(answer.body, asked)


def begin(sandbox: SandboxProcess, **wish: str) -> dict[str, Any]:
    """What staff sees after beginning a contact."""
    answer = sandbox.send("POST", STAFF, json.dumps(wish).encode())
    assert answer.status == 200, answer.body
    contact: dict[str, Any] = answer.json()["contact"]
    return contact


def test_nobody_then_somebody_then_nobody(small: SandboxProcess) -> None:
    token = token_of(small)
    assert ask(small, token).contact is None
    staff = begin(small, staff_number="204")
    contact = ask(small, token).contact
    assert contact is not None
    assert contact.confirms
    assert (contact.staff_number, contact.channel.value, contact.begun_by.value) == ("204", "phone", "lender")
    assert contact.is_said(staff["pass_phrase"])
    assert small.send("DELETE", STAFF).json() == {"contact": None}
    assert ask(small, token).contact is None
    assert small.ledger() == [], "asking changes nothing"


def test_each_contact_has_a_phrase_of_its_own(small: SandboxProcess) -> None:
    phrases = {begin(small)["pass_phrase"] for _ in range(8)}
    assert len(phrases) > 1
    assert all(len(phrase) == 4 and phrase.isdigit() for phrase in phrases)


def test_who_called_in_is_confirmed_by_nothing(small: SandboxProcess) -> None:
    staff = begin(small, begun_by="caller")
    assert "pass_phrase" not in staff
    contact = ask(small, token_of(small)).contact
    assert contact is not None
    assert not contact.confirms
    assert not any(contact.is_said(f"{number:04d}") for number in range(10_000))


@pytest.mark.parametrize("query", ["", "?asked=", "?asked=1234", f"?asked={'0' * 32}&asked={'1' * 32}"])
def test_a_question_without_its_number_is_refused(shared: SandboxProcess, query: str) -> None:
    answer = shared.get(PATH + query, token_of(shared))
    assert (answer.status, problem_type(answer)) == (400, "invalid-request")


def test_nobody_is_told_without_a_sign_in(shared: SandboxProcess) -> None:
    answer: Answer = shared.get(f"{PATH}?asked={'0' * 32}")
    assert (answer.status, answer.json()["type"]) == (401, f"{PREFIX}unauthenticated")


@pytest.mark.parametrize("wish", [b"{", b'{"channel": 5}', b'{"pass_phrase": "0000"}', b'{"staff_number": "a b"}'])
def test_staff_says_only_what_the_desk_knows(shared: SandboxProcess, wish: bytes) -> None:
    assert shared.send("POST", STAFF, wish).status == 400
    assert shared.send("PUT", STAFF, b"{}").status == 405


@pytest.mark.parametrize(
    ("story", "at_first", "confirms", "after_two_minutes"),
    [
        ("call_genuine", True, True, True),
        ("call_ended", True, True, False),
        ("call_fraudster", False, False, False),
        ("call_screen_viewer", True, True, True),
        ("call_hotline_relay", True, False, True),
    ],
)
def test_the_stories_tell_who_calls(story: str, at_first: bool, confirms: bool, after_two_minutes: bool) -> None:
    with SandboxProcess(story) as sandbox:
        token = token_of(sandbox)
        contact = ask(sandbox, token).contact
        assert (contact is not None) is at_first
        assert (contact is not None and contact.confirms) is confirms
        sandbox.move_clock(minutes=2)
        assert ask(sandbox, token).in_contact is after_two_minutes
