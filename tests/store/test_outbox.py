"""The outbox: durable before it is announced, the same key and bytes every time, the lender's word decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.guide_draft import GuideDraft
from borrower_app.contract.operations import Challenge, OperationReply, RecordVersion, decode_request, decode_values
from borrower_app.contract.problems import CurrentRecord, Problem, ProblemType, problem
from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import WrongUse
from borrower_app.records.account import Contact
from borrower_app.store.outbox_outcomes import WrongTransition
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
from tests.support.present import present

KEY = bytes(range(32))
NOW = lender.NOW
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = Store.open(folder, KEY, lender.LENDER)
    records = tuple(lender.household())
    store.stage_page(lender.page(records, "c1", records), full=True, first=True)
    store.finish_pull(NOW, 0.0)
    store.save_discovery(lender.DISCOVERY)
    yield store
    store.close()


def email(value: str = "b@example.com") -> values_of.ChangeContact:
    return values_of.ChangeContact(field="email", value=value)


def accepted(operation_id: str, *made: RecordVersion, at: dt.datetime = NOW) -> OperationReply:
    return OperationReply(operation_id=operation_id, operation="change_contact", state="accepted", at=at, records=made)


def record(store: Store, reply: OperationReply, now: dt.datetime = NOW) -> None:
    store.record_reply(reply.operation_id, reply, msgspec.json.encode(reply), now)


def refuse(store: Store, operation_id: str, answer: Problem, now: dt.datetime = NOW) -> OutboxState:
    return store.record_problem(operation_id, answer, msgspec.json.encode(answer), now)


def test_what_was_saved_is_there_after_a_restart_byte_for_byte(store: Store, folder: Path) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    first = store.next_to_send(NOW)
    assert first is not None
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    assert again.next_to_send(NOW) == first
    again.close()
    assert operation_id.startswith("op-")
    assert (first.operation_id, first.method, first.path) == (operation_id, "PUT", "/v1/contacts/email")
    assert (first.if_match, first.attempts, first.must_ask_first) == (1, 0, False)
    assert len(first.idempotency_key) == 32
    request = decode_request(first.body)
    assert request.operation_id == operation_id
    assert decode_values("change_contact", request.values) == email()


def test_a_never_sent_edit_is_replaced_and_keeps_its_id(store: Store) -> None:
    first = store.save_operation("change_contact", email("one@example.com"), NOW)
    key = present(store.next_to_send(NOW)).idempotency_key
    second = store.save_operation("change_contact", email("two@example.com"), NOW + MINUTE)
    assert second == first
    assert [entry.operation_id for entry in store.operations()] == [first]
    sendable = present(store.next_to_send(NOW + MINUTE))
    assert b"two@example.com" in sendable.body
    assert sendable.idempotency_key != key


def test_an_edit_of_a_sent_one_follows_it_with_the_version_it_made(store: Store) -> None:
    first = store.save_operation("change_contact", email("one@example.com"), NOW)
    store.mark_sending(first, NOW)
    second = store.save_operation("change_contact", email("two@example.com"), NOW)
    assert second != first
    assert store.next_to_send(NOW) is None
    record(store, accepted(first, RecordVersion(kind="contact", id="contact-email", version=5)))
    following = present(store.next_to_send(NOW))
    assert (following.operation_id, following.if_match) == (second, 5)


def test_a_draft_is_not_sent_and_never_takes_the_place_of_what_is_saved(store: Store) -> None:
    queued = store.save_operation("change_contact", email("one@example.com"), NOW)
    draft = store.save_operation("change_contact", email("two@example.com"), NOW, draft=True)
    assert draft != queued
    assert present(store.next_to_send(NOW)).operation_id == queued
    assert store.cancel(queued)
    assert store.next_to_send(NOW) is None
    assert store.snapshot().unsent == 0
    assert store.resubmit(draft, NOW)
    assert present(store.next_to_send(NOW)).operation_id == draft


def test_a_crash_while_sending_leaves_the_outcome_unknown_with_the_same_key(store: Store, folder: Path) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    before = present(store.next_to_send(NOW))
    store.mark_sending(operation_id, NOW)
    assert not store.cancel(operation_id)
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    assert [entry.state for entry in again.operations()] == [OutboxState.UNKNOWN]
    after = present(again.next_to_send(NOW + MINUTE))
    assert (after.idempotency_key, after.body, after.if_match) == (before.idempotency_key, before.body, before.if_match)
    assert (after.attempts, after.first_sent_at, after.must_ask_first) == (1, NOW, False)
    assert not again.cancel(operation_id)
    again.close()


def test_an_answer_that_could_not_be_written_down_is_asked_for_with_the_next_round(store: Store) -> None:
    """A full disk ends a round after the bytes have left, and the app goes on running: no restart comes to help."""
    operation_id = store.save_operation("change_contact", email(), NOW)
    first = store.next_to_send(NOW)
    store.mark_sending(operation_id, NOW)
    assert first is not None
    assert store.next_to_send(NOW) is None
    store.recover_unanswered()
    again = store.next_to_send(NOW)
    assert again is not None
    assert (again.operation_id, again.idempotency_key, again.body) == (operation_id, first.idempotency_key, first.body)
    assert [entry.state for entry in store.operations()] == [OutboxState.UNKNOWN]
    assert not store.cancel(operation_id)


def test_nothing_left_the_computer(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    store.mark_not_sent(operation_id, NOW + MINUTE)
    assert store.next_to_send(NOW) is None
    assert store.wait_until() == NOW + MINUTE
    waiting = present(store.next_to_send(NOW + MINUTE))
    assert (waiting.first_sent_at, waiting.attempts) == (None, 1)
    assert store.cancel(operation_id)


def test_nothing_left_this_time_but_an_earlier_try_did(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    store.record_unknown(operation_id, NOW, NOW + MINUTE)
    store.mark_sending(operation_id, NOW + MINUTE)
    store.mark_not_sent(operation_id, None)
    assert [entry.state for entry in store.operations()] == [OutboxState.UNKNOWN]
    assert not store.cancel(operation_id)
    assert present(store.next_to_send(NOW + MINUTE)).first_sent_at == NOW


def test_two_announced_edits_of_a_subject_both_stay_when_the_first_did_not_leave(store: Store) -> None:
    first = store.save_operation("change_contact", email("one@example.com"), NOW)
    store.mark_sending(first, NOW)
    second = store.save_operation("change_contact", email("two@example.com"), NOW)
    store.mark_not_sent(first, None)
    assert store.save_operation("change_contact", email("three@example.com"), NOW) == second
    assert [entry.operation_id for entry in store.operations()] == [first, second]
    assert b"one@example.com" in present(store.next_to_send(NOW)).body


def test_one_bad_operation_never_blocks_the_others(store: Store) -> None:
    bad = store.save_operation("change_contact", email(), NOW)
    good = store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), NOW)
    store.mark_sending(bad, NOW)
    store.record_unknown(bad, NOW, None)
    assert present(store.next_to_send(NOW)).operation_id == good
    store.mark_sending(good, NOW)
    assert present(store.next_to_send(NOW)).operation_id == bad


def test_a_clock_set_back_does_not_make_it_wait_for_ever(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    store.record_unknown(operation_id, NOW, NOW + MINUTE)
    yesterday = NOW - dt.timedelta(days=1)
    sendable = present(store.next_to_send(yesterday))
    assert sendable.operation_id == operation_id
    assert sendable.must_ask_first


@pytest.mark.parametrize(("hours", "ask"), [(21, False), (22, True)])
def test_after_the_retention_less_a_tenth_the_lender_is_asked_first(store: Store, hours: int, ask: bool) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    store.record_unknown(operation_id, NOW, None)
    later = NOW + dt.timedelta(hours=hours)
    assert present(store.next_to_send(later)).must_ask_first is ask
    answer = problem(ProblemType.UNKNOWN_OPERATION, "no such operation")
    assert refuse(store, operation_id, answer, later) is (OutboxState.NEEDS_USER if ask else OutboxState.QUEUED)


def test_an_applied_operation_stays_until_a_pull_brought_its_version(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    record(store, accepted(operation_id, RecordVersion(kind="contact", id="contact-email", version=2)))
    shown = store.snapshot().operations
    assert [(item.operation_id, item.state, item.values) for item in shown] == [
        (operation_id, OutboxState.APPLIED, email())
    ]
    others = [record_ for record_ in lender.household() if record_.kind != "contact"]
    store.stage_page(lender.page([], "c2", lender.household(), NOW + MINUTE), full=False, first=True)
    store.finish_pull(NOW, 0.0)
    assert len(store.snapshot().operations) == 1
    newer = lender.contact("b@example.com", version=2)
    store.stage_page(lender.page([newer], "c3", [*others, newer], NOW + MINUTE), full=False, first=True)
    store.finish_pull(NOW, 0.0)
    assert store.snapshot().operations == ()
    assert store.operations() == ()
    assert len(store.proof_of_operation(operation_id)) == 1


def test_a_pull_before_the_answer_is_never_taken_for_a_later_one(store: Store) -> None:
    """The lender's clock went back between them: an applied operation stays until a pull that came after it."""
    store.stage_page(lender.page([], "c2", lender.household(), NOW + 5 * MINUTE), full=False, first=True)
    store.finish_pull(NOW, 0.0)
    operation_id = store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), NOW)
    store.mark_sending(operation_id, NOW)
    record(store, accepted(operation_id, at=NOW))
    assert [item.operation_id for item in store.snapshot().operations] == [operation_id]
    store.stage_page(lender.page([], "c3", lender.household(), NOW + 6 * MINUTE), full=False, first=True)
    store.finish_pull(NOW, 0.0)
    assert store.snapshot().operations == ()


def test_what_made_nothing_or_a_record_that_is_gone_leaves_with_a_later_pull(store: Store) -> None:
    for values, made in (("m-1", ()), ("m-2", (RecordVersion(kind="message", id="gone", version=2),))):
        operation_id = store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id=values), NOW)
        store.mark_sending(operation_id, NOW)
        record(store, accepted(operation_id, *made, at=NOW + MINUTE))
    assert len(store.snapshot().operations) == 2
    store.stage_page(lender.page([], "c2", lender.household(), NOW + 2 * MINUTE), full=False, first=True)
    store.finish_pull(NOW, 0.0)
    assert store.snapshot().operations == ()


def in_conflict(store: Store, operation_id: str) -> None:
    """The operation goes out and meets version 7 of the record."""
    store.mark_sending(operation_id, NOW)
    theirs = lender.contact("c@example.com", version=7)
    current = CurrentRecord(kind="contact", id="contact-email", version=7, data=msgspec.Raw(theirs.data))
    answer = problem(ProblemType.VERSION_CONFLICT, "changed meanwhile", current=current)
    assert refuse(store, operation_id, answer) is OutboxState.NEEDS_USER


def test_a_conflict_shows_the_lenders_record(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    in_conflict(store, operation_id)
    (shown,) = store.snapshot().operations
    assert isinstance(shown.conflict, Contact)
    assert shown.conflict.value == "c@example.com"
    assert shown.problem_type == "version-conflict"
    assert store.next_to_send(NOW + MINUTE) is None
    assert store.let_go(operation_id)
    assert store.snapshot().operations == ()


def test_after_a_conflict_the_users_values_go_out_anew_on_the_version_they_saw(store: Store) -> None:
    draft = GuideDraft(guide="P-2", subject="email", step="done", saved_at=NOW)
    held = store.save_operation_of_guide(draft, "change_contact", email(), NOW, as_draft=False)
    operation_id = held.operations["change_contact"]
    assert store.send_again(operation_id, NOW, as_draft=False) is None
    before = present(store.next_to_send(NOW))
    assert before is not None
    in_conflict(store, operation_id)
    new = store.send_again(operation_id, NOW + MINUTE, as_draft=False)
    after = present(store.next_to_send(NOW + MINUTE))
    assert after is not None
    assert (after.operation_id, after.if_match) == (new, 7)
    assert after.operation_id != operation_id
    assert after.idempotency_key != before.idempotency_key
    request = decode_request(after.body)
    assert (request.operation_id, decode_values("change_contact", request.values)) == (new, email())
    assert [one.operation_id for one in store.snapshot().operations] == [new]
    assert [one.operations for one in store.snapshot().drafts] == [{"change_contact": new}]
    assert store.send_again(operation_id, NOW + MINUTE, as_draft=False) is None


def test_what_was_written_after_the_conflict_goes_out_instead(store: Store) -> None:
    first = store.save_operation("change_contact", email(), NOW)
    in_conflict(store, first)
    second = store.save_operation("change_contact", email("d@example.com"), NOW + MINUTE)
    assert second != first
    assert store.send_again(first, NOW + MINUTE, as_draft=False) == second
    sent = store.next_to_send(NOW + MINUTE)
    assert sent is not None
    assert (sent.operation_id, sent.if_match) == (second, 7)
    assert decode_values("change_contact", decode_request(sent.body).values) == email("d@example.com")
    assert [one.operation_id for one in store.snapshot().operations] == [second]


def test_a_verification_challenge_waits_for_the_user_and_then_applies(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    challenge = Challenge(sent_to="190 •••• 0000", expires_at=NOW + 5 * MINUTE, attempts_left=3)
    record(
        store,
        OperationReply(
            operation_id=operation_id,
            operation="change_contact",
            state="needs_verification",
            at=NOW,
            verification=challenge,
        ),
    )
    (shown,) = store.snapshot().operations
    assert (shown.state, shown.challenge) == (OutboxState.NEEDS_USER, challenge)
    assert refuse(store, operation_id, problem(ProblemType.VERIFICATION_FAILED, "wrong code")) is OutboxState.NEEDS_USER
    assert store.snapshot().operations[0].challenge == challenge
    record(store, accepted(operation_id))
    assert store.snapshot().operations[0].state is OutboxState.APPLIED
    assert len(store.proof_of_operation(operation_id)) == 3


def test_a_late_reply_is_proof_and_changes_nothing(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    record(store, accepted(operation_id, at=NOW))
    before = store.operations()
    refuse(store, operation_id, problem(ProblemType.REFUSED, "no"))
    assert store.operations() == before
    assert len(store.proof_of_operation(operation_id)) == 2


@pytest.mark.parametrize("type_", list(ProblemType))
def test_the_type_of_a_problem_decides(store: Store, type_: ProblemType) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    expected = {
        ProblemType.STILL_RUNNING: OutboxState.UNKNOWN,
        ProblemType.INTERNAL: OutboxState.UNKNOWN,
        ProblemType.MAINTENANCE: OutboxState.UNKNOWN,
        ProblemType.TOO_MANY_REQUESTS: OutboxState.UNKNOWN,
        ProblemType.UNAUTHENTICATED: OutboxState.QUEUED,
        ProblemType.UNKNOWN_OPERATION: OutboxState.QUEUED,
    }.get(type_, OutboxState.NEEDS_USER)
    assert refuse(store, operation_id, problem(type_, "a title")) is expected
    if expected is OutboxState.UNKNOWN:
        assert store.next_to_send(NOW) is None


@pytest.mark.parametrize(
    ("status", "state"), [(409, "needs_user"), (429, "unknown"), (500, "unknown"), (418, "needs_user")]
)
def test_an_unpublished_type_goes_by_its_class(store: Store, status: int, state: str) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    answer = Problem(type="urn:elsewhere:new", title="?", status=status)
    assert refuse(store, operation_id, answer).value == state


def test_a_missing_sign_in_holds_it_up_and_the_same_bytes_go_again(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    before = present(store.next_to_send(NOW))
    store.mark_sending(operation_id, NOW)
    answer = problem(ProblemType.FRESH_SIGN_IN_NEEDED, "sign in")
    assert refuse(store, operation_id, answer) is OutboxState.NEEDS_USER
    assert store.resubmit(operation_id, NOW)
    after = present(store.next_to_send(NOW))
    assert (after.idempotency_key, after.body) == (before.idempotency_key, before.body)


def test_wrong_values_and_wrong_turns_are_refused(store: Store) -> None:
    with pytest.raises(KeyError):
        store.save_operation("no_such_operation", email(), NOW)
    with pytest.raises(ValueError, match="other values"):
        store.save_operation("data_request", email(), NOW)
    with pytest.raises(ValueError):
        store.save_operation("change_contact", values_of.ChangeContact(field="email", value=""), NOW)
    assert store.operations() == ()
    operation_id = store.save_operation("change_contact", email(), NOW)
    with pytest.raises(WrongTransition):
        store.mark_not_sent(operation_id, None)
    with pytest.raises(KeyError):
        store.mark_sending("op-unknown", NOW)


def test_sign_out_wipes_what_was_sent_and_keeps_what_was_not(store: Store) -> None:
    sent = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(sent, NOW)
    kept = store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), NOW)
    store.sign_out(keep_own=True)
    assert [(entry.operation_id, entry.state) for entry in store.operations()] == [(kept, OutboxState.DRAFT)]
    assert store.snapshot().loans == ()
    assert store.pull_state().cursor is None
    assert len(store.proof_of_attempt("attempt-1")) == 1
    store.sign_out(keep_own=False)
    assert store.operations() == ()
    assert store.proof_of_attempt("attempt-1") == []


def test_only_what_waited_for_a_sign_in_goes_out_after_it(store: Store) -> None:
    """What a sign-out made a draft is not sent by the next person's sign-in."""
    phone = values_of.ChangeContact(field="phone", value="19000004321")
    first = store.save_operation("change_contact", phone, NOW, draft=True)
    assert store.submit_held_up(NOW) == (first,)
    store.save_operation("change_contact", email(), NOW)
    store.sign_out(keep_own=True)
    assert {entry.state for entry in store.operations()} == {OutboxState.DRAFT}
    assert store.submit_held_up(NOW) == ()


def test_a_code_that_never_left_leaves_the_challenge(store: Store) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    with pytest.raises(WrongUse):
        store.begin_verification(operation_id, NOW)
    store.mark_sending(operation_id, NOW)
    challenge = Challenge(sent_to="190****4321", expires_at=NOW, attempts_left=3)
    record(store, OperationReply(operation_id=operation_id, operation="change_contact", state="needs_verification",
                                 at=NOW, verification=challenge))  # fmt: skip
    store.begin_verification(operation_id, NOW)
    [entry] = store.operations()
    assert entry.state is OutboxState.RECONCILING
    store.end_verification(operation_id)
    assert store.next_to_send(NOW) is None
    assert store.snapshot().operations[0].challenge == challenge


def test_a_crash_while_a_code_is_under_way_asks_the_lender_first(store: Store, folder: Path) -> None:
    operation_id = store.save_operation("change_contact", email(), NOW)
    store.mark_sending(operation_id, NOW)
    challenge = Challenge(sent_to="190****4321", expires_at=NOW, attempts_left=3)
    record(store, OperationReply(operation_id=operation_id, operation="change_contact", state="needs_verification",
                                 at=NOW, verification=challenge))  # fmt: skip
    store.begin_verification(operation_id, NOW)
    store.close()
    again = Store.open(folder, KEY, lender.LENDER)
    sendable = present(again.next_to_send(NOW))
    assert sendable is not None
    assert sendable.must_ask_first
    again.close()
