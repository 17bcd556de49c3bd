"""Writes: one effect for one key, conflicts that show both values, verification, and what each operation changes."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest

from borrower_app.contract.operations import decode_reply
from tests.sandbox.wire import Write, change_card, change_email, problem_type, token_of
from tests.support.sandbox_process import Answer, SandboxProcess, wait_until


def test_same_key_and_bytes_get_the_same_reply_and_one_effect(small: SandboxProcess) -> None:
    token, write = token_of(small), change_email()
    first = write.send(small, token)
    again = write.send(small, token)
    assert (first.status, again.status) == (200, 200)
    assert again.body == first.body
    assert [effect["operation_id"] for effect in small.ledger()] == [write.operation_id]
    assert small.records()["contact"]["contact-email"]["value"] == "new@example.com"


def test_same_key_with_other_bytes_is_refused(small: SandboxProcess) -> None:
    token, write, other = token_of(small), change_email(), change_email("third@example.com")
    write.send(small, token)
    other.key = write.key
    answer = other.send(small, token)
    assert (answer.status, problem_type(answer)) == (422, "key-reused")
    assert len(small.ledger()) == 1


def test_same_operation_with_another_key_is_refused(small: SandboxProcess) -> None:
    token, write = token_of(small), change_email()
    write.send(small, token)
    write.key = "0" * 32
    assert problem_type(write.send(small, token)) == "key-reused"
    assert len(small.ledger()) == 1


def test_a_key_is_kept_for_the_published_retention(small: SandboxProcess) -> None:
    retention = small.get("/.well-known/borrower-app").json()["idempotency_retention_seconds"]
    write = change_email()
    first = write.send(small, token_of(small))
    small.move_clock(seconds=retention - 60)
    assert write.send(small, token_of(small)).body == first.body
    small.move_clock(seconds=120)
    after = write.send(small, token_of(small))
    assert after.status == 422, "a forgotten key never makes a second effect of a known operation"
    assert len(small.ledger()) == 1
    assert write.outcome(small, token_of(small)).json()["state"] == "accepted"


def test_a_request_in_progress_is_still_running(small: SandboxProcess) -> None:
    token, write = token_of(small), change_email()
    small.set_faults({"path": "/v1/contacts/email", "method": "PUT", "times": 1, "fault": {"delay_ms": 1500}})
    answers: list[Answer] = []
    slow = threading.Thread(target=lambda: answers.append(write.send(small, token)))
    slow.start()
    wait_until(lambda: write.outcome(small, token).status == 409)
    running = write.send(small, token)
    slow.join()
    assert (running.status, problem_type(running), running.headers["retry-after"]) == (409, "still-running", "1")
    assert answers[0].status == 200
    assert write.send(small, token).body == answers[0].body
    assert len(small.ledger()) == 1


@pytest.mark.parametrize("key", ["", "ABCDEF0123456789ABCDEF0123456789", "short"])
def test_a_key_of_another_form_is_refused(shared: SandboxProcess, key: str) -> None:
    answer = change_email().send(shared, token_of(shared), idempotency_key=key)
    assert (answer.status, problem_type(answer)) == (400, "invalid-request")


def test_conflict_shows_the_record_as_it_stands(small: SandboxProcess) -> None:
    token = token_of(small)
    change_email("first@example.com").send(small, token)
    second = change_email("second@example.com")
    answer = second.send(small, token)
    assert (answer.status, problem_type(answer)) == (412, "version-conflict")
    current = answer.json()["current"]
    assert (current["kind"], current["id"], current["version"]) == ("contact", "contact-email", 2)
    assert current["data"]["value"] == "first@example.com"
    assert problem_type(second.outcome(small, token)) == "unknown-operation"
    assert len(small.ledger()) == 1


@pytest.mark.parametrize(
    ("header", "status", "type_"),
    [(None, 428, "precondition-required"), ("3", 400, "invalid-request"), ("*", 400, "invalid-request")],
)
def test_if_match_is_demanded_in_its_form(shared: SandboxProcess, header: str | None, status: int, type_: str) -> None:
    write = change_email(base=None)
    answer = write.send(shared, token_of(shared), **({} if header is None else {"if_match": header}))
    assert (answer.status, problem_type(answer)) == (status, type_)


def test_contact_that_is_not_on_record_needs_no_version(small: SandboxProcess) -> None:
    write = Write("PUT", "/v1/contacts/employer", {"field": "employer", "value": "示例公司"})
    assert write.send(small, token_of(small)).json()["records"] == [{"kind": "contact", "id": "employer", "version": 1}]


def test_verified_change_happens_only_with_the_code(small: SandboxProcess) -> None:
    token, write = token_of(small), change_card()
    reply = decode_reply(write.send(small, token).body, write.operation_id, "replace_instrument")
    assert reply.state == "needs_verification"
    assert reply.verification is not None
    assert reply.verification.sent_to == "190****1234"
    assert small.ledger() == []
    code = small.verification_codes()[write.operation_id]
    wrong = write.verify(small, token, f"{(int(code) + 1) % 1_000_000:06d}")
    assert (wrong.status, problem_type(wrong)) == (422, "verification-failed")
    assert write.outcome(small, token).json()["verification"]["attempts_left"] == 2
    right = write.verify(small, token, code)
    assert right.json()["state"] == "accepted"
    assert write.verify(small, token, code).body == right.body
    assert write.outcome(small, token).body == right.body
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "tok-new"
    assert small.records()["instrument"]["card-1"]["loan_ids"] == ["loan-2"]
    assert [effect["operation"] for effect in small.ledger()] == ["replace_instrument"]
    made = {(record["kind"], record["id"]): record["version"] for record in right.json()["records"]}
    assert made == {("instrument", "tok-new"): 1, ("loan", "loan-1"): 2, ("instrument", "card-1"): 2}


def test_three_wrong_codes_end_the_challenge(small: SandboxProcess) -> None:
    token, write = token_of(small), change_card()
    write.send(small, token)
    code = small.verification_codes()[write.operation_id]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert [problem_type(write.verify(small, token, wrong)) for _ in range(3)] == ["verification-failed"] * 3
    late = write.verify(small, token, code)
    assert (late.status, problem_type(late)) == (410, "verification-expired")
    assert write.outcome(small, token).json()["state"] == "refused"
    assert small.ledger() == []


def test_a_code_is_good_for_ten_minutes(small: SandboxProcess) -> None:
    token, write = token_of(small), change_card()
    write.send(small, token)
    code = small.verification_codes()[write.operation_id]
    small.move_clock(minutes=10, seconds=1)
    assert problem_type(write.verify(small, token_of(small), code)) == "verification-expired"
    assert write.outcome(small, token_of(small)).json()["state"] == "refused"


def test_record_that_changed_before_the_code_came_is_a_conflict(small: SandboxProcess) -> None:
    token, slow, quick = token_of(small), change_card("tok-slow"), change_card("tok-quick")
    for write in (slow, quick):
        write.send(small, token)
    codes = small.verification_codes()
    assert quick.verify(small, token, codes[quick.operation_id]).status == 200
    answer = slow.verify(small, token, codes[slow.operation_id])
    assert (answer.status, problem_type(answer)) == (412, "version-conflict")
    assert answer.json()["current"]["data"]["instrument_id"] == "tok-quick"
    assert [effect["operation_id"] for effect in small.ledger()] == [quick.operation_id]


def test_sensitive_changes_want_a_sign_in_of_the_last_five_minutes(small: SandboxProcess) -> None:
    token = token_of(small)
    small.move_clock(seconds=301)
    answer = change_card().send(small, token)
    assert (answer.status, problem_type(answer)) == (403, "fresh-sign-in-needed")
    assert answer.json()["retry_with_fresh_sign_in"] is True
    phone = Write("PUT", "/v1/contacts/phone", {"field": "phone", "value": "19000005678"}, 1)
    assert problem_type(phone.send(small, token)) == "fresh-sign-in-needed"
    assert change_email().send(small, token).status == 200
    assert change_card().send(small, token_of(small)).status == 200


def test_change_waits_for_the_debit_that_is_planned_today(small: SandboxProcess) -> None:
    today = small.now().replace(hour=12, minute=0, second=0)
    small.set_clock(today + dt.timedelta(days=1))
    token = token_of(small)
    retry = Write("POST", "/v1/debit-attempts/attempt-2/retry", {"attempt_id": "attempt-2"}, 1)
    planned = retry.send(small, token).json()["records"]
    assert {"kind": "debit_attempt", "id": "attempt-2", "version": 2} in planned
    version = small.get("/v1/changes", token).json()["changes"]
    base = next(change["version"] for change in version if change["id"] == "loan-1")
    write = change_card(base=base)
    write.send(small, token)
    reply = write.verify(small, token, small.verification_codes()[write.operation_id]).json()
    tomorrow = (today + dt.timedelta(days=2)).date().isoformat()
    assert reply["effective_from"] == tomorrow
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "card-1"
    assert small.records()["instrument"]["tok-new"]["status"] == "pending"
    small.set_clock(dt.datetime.fromisoformat(f"{tomorrow}T00:00:01+08:00"))
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "tok-new"
    assert small.records()["instrument"]["tok-new"]["status"] == "active"


def test_the_story_does_not_take_back_what_the_borrower_changed(small: SandboxProcess) -> None:
    token, write = token_of(small), change_card()
    write.send(small, token)
    write.verify(small, token, small.verification_codes()[write.operation_id])
    small.move_clock(hours=2, minutes=1)
    assert "attempt-2" in small.records()["debit_attempt"]
    assert small.records()["loan"]["loan-1"]["instrument_id"] == "tok-new"


def test_no_retry_while_the_outcome_is_open(small: SandboxProcess) -> None:
    token = token_of(small)
    write = Write("POST", "/v1/debit-attempts/attempt-open/retry", {"attempt_id": "attempt-open"}, 1)
    answer = write.send(small, token)
    assert (answer.status, problem_type(answer)) == (422, "refused")
    assert write.send(small, token).body == answer.body
    outcome = write.outcome(small, token).json()
    assert (outcome["state"], outcome["text"]) == ("refused", answer.json()["detail"])
    assert small.ledger() == []


REQUESTS: list[tuple[str, dict[str, object]]] = [
    ("/v1/loans/loan-1/hardship-requests", {"loan_id": "loan-1", "relief": "grace", "months": 3}),
    ("/v1/debit-attempts/attempt-1/penalty-waiver", {"attempt_id": "attempt-1"}),
    ("/v1/complaints", {"subject": "扣款", "text": "请查"}),
    ("/v1/debit-attempts/attempt-1/review", {"attempt_id": "attempt-1"}),
    ("/v1/loans/loan-1/document-requests", {"loan_id": "loan-1", "document": "statement", "period": "2026-10"}),
    ("/v1/data-requests", {"right": "copy"}),
]


def test_each_request_is_filed_under_the_operation_id(small: SandboxProcess) -> None:
    token = token_of(small)
    writes = [Write("POST", path, values) for path, values in REQUESTS]
    for write in writes:
        made = write.send(small, token).json()["records"]
        assert made == [{"kind": "request", "id": write.operation_id, "version": 1}]
    attachment = Write(
        "POST",
        f"/v1/requests/{writes[0].operation_id}/documents",
        {"request_id": writes[0].operation_id, "name": "收入证明.pdf", "sha256": "0" * 64},
    )
    assert attachment.send(small, token).status == 200
    filed = small.records()["request"]
    assert {write.operation_id for write in writes} < set(filed)
    assert all(request["status"] == "received" for request in filed.values())
    assert filed[writes[0].operation_id]["loan_id"] == "loan-1"
    about = {
        write.operation_id: values.get("attempt_id") for write, (_path, values) in zip(writes, REQUESTS, strict=True)
    }
    assert {key: filed[key].get("attempt_id") for key in about} == about
    assert any(about.values())
    assert len(small.ledger()) == len(writes) + 1


def test_the_id_of_a_request_on_record_is_taken(small: SandboxProcess) -> None:
    token, first = token_of(small), Write("POST", *REQUESTS[2])
    first.send(small, token)
    small.move_clock(days=2)
    second = Write("POST", *REQUESTS[2])
    second.body = first.body
    assert problem_type(second.send(small, token_of(small))) == "key-reused"
    assert len(small.records()["request"]) == 1


def test_prepayment_keeps_the_contracts_notice_and_least_amount(small: SandboxProcess) -> None:
    token = token_of(small)
    path, today = "/v1/loans/loan-1/prepayment-requests", small.now().date()

    def ask(days: int, minor: int) -> Answer:
        values = {
            "loan_id": "loan-1",
            "on": (today + dt.timedelta(days=days)).isoformat(),
            "amount": {"minor": minor, "currency": "CNY"},
            "effect": "shorter_term",
        }
        return Write("POST", path, values).send(small, token)

    assert problem_type(ask(14, 2_000_000)) == "refused"
    assert problem_type(ask(20, 999_999)) == "refused"
    assert problem_type(ask(20, 0)) == "invalid-values"
    assert ask(15, 1_000_000).json()["state"] == "accepted"


def test_mandates_are_signed_and_ended(small: SandboxProcess) -> None:
    token = token_of(small)
    values = {
        "loan_id": "loan-1",
        "instrument_id": "card-1",
        "single_limit": {"minor": 600_000, "currency": "CNY"},
        "valid_until": "2036-01-01",
    }
    sign = Write("POST", "/v1/loans/loan-1/mandates", values)
    sign.send(small, token)
    made = sign.verify(small, token, small.verification_codes()[sign.operation_id]).json()["records"]
    new = next(record["id"] for record in made if record["version"] == 1)
    assert small.records()["loan"]["loan-1"]["mandate_id"] == new
    assert small.records()["mandate"]["mandate-1"]["status"] == "revoked"
    end = Write("POST", f"/v1/mandates/{new}/revocation", {"mandate_id": new}, 1)
    end.send(small, token)
    end.verify(small, token, small.verification_codes()[end.operation_id])
    assert small.records()["mandate"][new]["status"] == "revoked"
    again = Write("POST", f"/v1/mandates/{new}/revocation", {"mandate_id": new}, 2)
    assert problem_type(again.send(small, token)) == "refused"


@pytest.mark.parametrize(
    ("path", "values", "member"),
    [
        ("/v1/contacts/email", {"field": "email", "value": "no address"}, "value"),
        ("/v1/contacts/phone", {"field": "phone", "value": "abc"}, "value"),
        ("/v1/contacts/id_expiry", {"field": "id_expiry", "value": "2027-02-30"}, "value"),
        ("/v1/contacts/id_expiry", {"field": "id_expiry", "value": "2020-01-01"}, "value"),
        ("/v1/contacts/email", {"field": "phone", "value": "19000005678"}, "field"),
        ("/v1/contacts/email", {"field": "email", "value": 5}, "value"),
    ],
)
def test_wrong_values_name_their_member(
    shared: SandboxProcess, path: str, values: dict[str, object], member: str
) -> None:
    answer = Write("PUT", path, values, 1).send(shared, token_of(shared))
    assert (answer.status, problem_type(answer), answer.json()["member"]) == (422, "invalid-values", member)


def test_unknown_members_are_an_error(small: SandboxProcess) -> None:
    write = change_email()
    body = json.loads(write.body)
    body["values"]["note"] = "x"
    write.body = json.dumps(body).encode()
    assert problem_type(write.send(small, token_of(small))) == "invalid-values"
