"""A new phone number takes two codes: one to the phone on record, then one to the new one."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.contract.operations import decode_reply
from tests.sandbox.wire import Write, carried_out, problem_type, staff_edit, token_of
from tests.support.sandbox_process import SandboxProcess

NEW = "190 0000 7777"


def new_phone(value: str = NEW) -> Write:
    return Write("PUT", "/v1/contacts/phone", {"field": "phone", "value": value}, 1)


def waiting_code(sandbox: SandboxProcess, write: Write) -> str:
    return sandbox.verification_codes()[write.operation_id]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def half_way(sandbox: SandboxProcess, token: str) -> tuple[Write, str, dict[str, Any]]:
    """A change whose first code was right: the operation, that code, and the lender's reply."""
    write = new_phone()
    sent = decode_reply(write.send(sandbox, token).body, write.operation_id, "change_contact")
    assert sent.verification is not None
    assert sent.verification.sent_to == "190****1234"
    first = waiting_code(sandbox, write)
    answer = write.verify(sandbox, token, first)
    assert answer.status == 200
    return write, first, answer.json()


def test_the_second_code_goes_to_the_new_phone_and_only_then_it_holds(small: SandboxProcess) -> None:
    token = token_of(small)
    write, first, reply = half_way(small, token)
    assert (reply["state"], reply["verification"]["sent_to"]) == ("needs_verification", "190****7777")
    assert reply["verification"]["attempts_left"] == 3
    assert small.records()["contact"]["contact-phone"]["value"] == "19000001234"
    assert small.ledger() == []
    assert write.outcome(small, token).json() == reply
    second = waiting_code(small, write)
    assert second != first
    done = write.verify(small, token, second)
    assert done.json()["state"] == "accepted"
    assert write.verify(small, token, second).body == done.body
    assert small.records()["contact"]["contact-phone"]["value"] == NEW
    assert [effect["operation_id"] for effect in small.ledger()] == [write.operation_id]
    assert small.verification_codes() == {}


def test_the_first_code_sent_again_gives_the_same_reply_and_costs_no_try(small: SandboxProcess) -> None:
    """The answer to the first right code got lost: the app sends it again."""
    token = token_of(small)
    write, first, reply = half_way(small, token)
    for _ in range(4):
        assert write.verify(small, token, first).json() == reply
    assert write.verify(small, token, waiting_code(small, write)).json()["state"] == "accepted"


def test_each_code_has_three_tries_of_its_own(small: SandboxProcess) -> None:
    token, write = token_of(small), new_phone()
    write.send(small, token)
    first = waiting_code(small, write)
    for _ in range(2):
        assert problem_type(write.verify(small, token, wrong(first))) == "verification-failed"
    assert write.outcome(small, token).json()["verification"]["attempts_left"] == 1
    write.verify(small, token, first)
    second = waiting_code(small, write)
    wrong_second = next(code for code in ("000000", "000001", "000002") if code not in {first, second})
    for left in (2, 1):
        write.verify(small, token, wrong_second)
        waits = write.outcome(small, token).json()["verification"]
        assert (waits["attempts_left"], waits["sent_to"]) == (left, "190****7777")
    assert "不能再试" in write.verify(small, token, wrong_second).json()["detail"]
    assert problem_type(write.verify(small, token, second)) == "verification-expired"
    assert small.records()["contact"]["contact-phone"]["value"] == "19000001234"
    assert small.ledger() == []


def test_each_code_is_good_for_ten_minutes(small: SandboxProcess) -> None:
    write = new_phone()
    write.send(small, token_of(small))
    small.move_clock(minutes=9)
    reply = write.verify(small, token_of(small), waiting_code(small, write))
    assert reply.json()["state"] == "needs_verification"
    small.move_clock(minutes=9)
    assert write.outcome(small, token_of(small)).json()["state"] == "needs_verification"
    small.move_clock(minutes=2)
    second = small.verification_codes().get(write.operation_id, "000000")
    assert problem_type(write.verify(small, token_of(small), second)) == "verification-expired"
    assert small.ledger() == []


def test_a_clerks_edit_between_the_codes_is_a_conflict(small: SandboxProcess) -> None:
    token = token_of(small)
    write, _first, _reply = half_way(small, token)
    assert staff_edit(small, "contact", "contact-phone", value="190 0000 5555").status == 200
    answer = write.verify(small, token, waiting_code(small, write))
    assert (answer.status, problem_type(answer)) == (412, "version-conflict")
    assert answer.json()["current"]["data"]["value"] == "190 0000 5555"
    assert small.records()["contact"]["contact-phone"]["value"] == "190 0000 5555"


def test_codes_go_to_the_new_phone_once_it_holds(small: SandboxProcess) -> None:
    carried_out(small, new_phone())
    write = Write("PUT", "/v1/contacts/id_expiry", {"field": "id_expiry", "value": "2046-05-20"}, 1)
    reply = write.send(small, token_of(small)).json()
    assert reply["verification"]["sent_to"] == "190****7777"
    done = write.verify(small, token_of(small), waiting_code(small, write)).json()
    assert done["state"] == "accepted", "everything but the phone takes one code"


@pytest.mark.parametrize("same", ["19000001234", "190 0000 1234"])
def test_the_number_on_record_is_no_new_number(small: SandboxProcess, same: str) -> None:
    assert problem_type(new_phone(same).send(small, token_of(small))) == "refused"
