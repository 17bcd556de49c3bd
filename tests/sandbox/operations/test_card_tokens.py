"""The card host: a number goes in once, a token comes out, and the number is kept nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sandbox.wire import change_card, problem_type
from tests.support.sandbox_process import Answer, SandboxProcess

OWN = "9999010000000003"
CLASS_TWO = "9999020000000002"


def _exchange(sandbox: SandboxProcess, number: str, token: str | None = "") -> Answer:
    signed_in = str(sandbox.sign_in()["access_token"]) if token == "" else token
    return sandbox.send("POST", "/v1/card-tokens", json.dumps({"number": number}).encode(), signed_in)


def test_the_same_number_gives_the_same_token_and_the_bank_is_told(small: SandboxProcess) -> None:
    first = _exchange(small, CLASS_TWO)
    assert first.status == 200
    assert first.headers["cache-control"] == "no-store"
    told = first.json()
    assert (told["last4"], told["bank"], told["account_class"]) == ("0002", "招商银行", "II")
    assert told["same_bank_as_lender"] is False
    assert _exchange(small, CLASS_TWO).json()["token"] == told["token"]
    assert _exchange(small, OWN).json()["token"] != told["token"]


@pytest.mark.parametrize(
    ("number", "status", "type_"),
    [
        ("9999010000000004", 422, "invalid-values"),
        ("99990100000", 422, "invalid-values"),
        ("not a number", 422, "invalid-values"),
        ("6200000000000005", 422, "refused"),
        ("9999090000000005", 422, "refused"),
    ],
)
def test_what_can_pay_no_loan_is_refused(shared: SandboxProcess, number: str, status: int, type_: str) -> None:
    answer = _exchange(shared, number)
    assert (answer.status, problem_type(answer)) == (status, type_)
    assert number.encode() not in answer.body


def test_it_needs_a_sign_in(shared: SandboxProcess) -> None:
    assert _exchange(shared, OWN, None).status == 401


def test_a_card_that_was_told_of_is_on_record_with_its_bank(small: SandboxProcess) -> None:
    token = str(small.sign_in()["access_token"])
    told = _exchange(small, CLASS_TWO, token).json()
    write = change_card(told["token"], last4=told["last4"])
    assert write.send(small, token).json()["state"] == "needs_verification"
    code = small.verification_codes()[write.operation_id]
    body = json.dumps({"code": code}).encode()
    assert small.send("POST", f"/v1/operations/{write.operation_id}/verification", body, token).status == 200
    card = small.records()["instrument"][told["token"]]
    assert (card["bank"], card["account_class"], card["last4"]) == ("招商银行", "II", "0002")


def test_the_number_is_in_no_file_of_the_lender(tmp_path: Path) -> None:
    database = tmp_path / "ledger.db"
    with SandboxProcess("all_well", database_url=f"sqlite:///{database}") as sandbox:
        assert _exchange(sandbox, OWN).status == 200
    for file in tmp_path.iterdir():
        assert OWN.encode() not in file.read_bytes()
