"""A clerk changes a record while the borrower is at it: a conflict on the write and on the code, never a lost value."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.wire import SMALL, Mirror, change_card, change_email, problem_type, staff_edit, token_of, version_of
from tests.support.sandbox_process import SandboxProcess


def test_an_edit_is_the_next_version_and_reaches_the_next_pull(small: SandboxProcess) -> None:
    token, mirror = token_of(small), Mirror()
    mirror.pull(small, token)
    answer = staff_edit(small, "contact", "contact-email", value="clerk@example.com")
    assert answer.json() == {"kind": "contact", "id": "contact-email", "version": 2}
    mirror.pull(small, token)
    assert mirror.data() == small.records()
    assert mirror.data()["contact"]["contact-email"]["value"] == "clerk@example.com"
    assert small.ledger() == [], "what a clerk does is no effect of the borrower's"


def test_a_write_from_the_old_version_is_a_conflict(small: SandboxProcess) -> None:
    staff_edit(small, "contact", "contact-email", value="clerk@example.com")
    answer = change_email().send(small, token_of(small))
    assert (answer.status, problem_type(answer)) == (412, "version-conflict")
    assert answer.json()["current"]["data"]["value"] == "clerk@example.com"
    assert change_email(base=2).send(small, token_of(small)).status == 200


def test_a_code_after_an_edit_is_a_conflict(small: SandboxProcess) -> None:
    token, write = token_of(small), change_card()
    write.send(small, token)
    staff_edit(small, "loan", "loan-1", name="住房贷款（已更名）")
    answer = write.verify(small, token, small.verification_codes()[write.operation_id])
    assert (answer.status, problem_type(answer)) == (412, "version-conflict")
    assert answer.json()["current"]["data"]["name"] == "住房贷款（已更名）"
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "card-1"
    assert small.ledger() == []


def test_the_story_does_not_take_back_what_a_clerk_changed(small: SandboxProcess) -> None:
    """Two hours after the start the story writes loan-1 again, as it was."""
    staff_edit(small, "loan", "loan-1", name="住房贷款（已更名）")
    small.move_clock(hours=2, minutes=1)
    assert version_of(small, "loan", "loan-1") == 3
    assert small.records()["loan"]["loan-1"]["name"] == "住房贷款（已更名）"


@pytest.mark.parametrize(
    ("edit", "status", "type_"),
    [
        ({"kind": "loan", "id": "loan-9", "members": {"name": "x"}}, 404, "not-found"),
        ({"kind": "no_kind", "id": "loan-1", "members": {"name": "x"}}, 404, "not-found"),
        ({"kind": "loan", "id": "loan-1", "members": {}}, 400, "invalid-request"),
        ({"kind": "loan", "id": "loan-1"}, 400, "invalid-request"),
        ({"kind": "loan", "id": "loan-1", "members": {"name": "x"}, "more": 1}, 400, "invalid-request"),
        ({"kind": "loan", "id": "loan-1", "members": {"name": 5}}, 422, "invalid-values"),
        ({"kind": "loan", "id": "loan-1", "members": {"id": "loan-3"}}, 422, "invalid-values"),
        ({"kind": "loan", "id": "loan-1", "members": {"principal": None}}, 422, "invalid-values"),
        (
            {"kind": "loan", "id": "loan-1", "members": {"installment": {"minor": 1, "currency": "JPY"}}},
            422,
            "invalid-values",
        ),
    ],
)
def test_an_edit_keeps_the_record_one_of_its_kind(
    shared: SandboxProcess, edit: dict[str, Any], status: int, type_: str
) -> None:
    before = shared.records_bytes()
    answer = shared.send("POST", "/sandbox/staff-edit", json.dumps(edit).encode())
    assert (answer.status, problem_type(answer)) == (status, type_)
    assert json.loads(shared.records_bytes())["records"] == json.loads(before)["records"]


def test_members_that_are_not_known_stay(small: SandboxProcess) -> None:
    """A newer lender's member survives, as the contract asks of every reader."""
    assert staff_edit(small, "loan", "loan-1", of_a_newer_lender={"a": 1}).status == 200
    assert staff_edit(small, "loan", "loan-1", name="x").status == 200
    assert small.records()["loan"]["loan-1"]["of_a_newer_lender"] == {"a": 1}


def test_it_is_there_with_the_control_interface_only() -> None:
    with SandboxProcess("small", program=SMALL, control=False) as sandbox:
        assert staff_edit(sandbox, "loan", "loan-1", name="x").status == 404


def test_only_post(shared: SandboxProcess) -> None:
    answer = shared.get("/sandbox/staff-edit")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
