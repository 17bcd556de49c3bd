"""The outbox as a state machine: whatever happens in whatever order, nothing saved gets lost, doubled or rewritten."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.operations import OperationReply, RecordVersion
from borrower_app.contract.problems import ProblemType, problem
from borrower_app.contract.snapshot import OutboxState
from borrower_app.store.store import Store
from tests.store import lender_pages as lender

KEY = bytes(range(32))
SUBJECTS = ("m-1", "m-2", "m-3")
OUTCOMES = (
    "accepted",
    "refused",
    "unknown",
    "not_sent",
    ProblemType.UNAUTHENTICATED,
    ProblemType.UNKNOWN_OPERATION,
    ProblemType.STILL_RUNNING,
    ProblemType.VERSION_CONFLICT,
)
IN_FLIGHT = {OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.RECONCILING}


@dataclass
class Known:
    """What the machine knows of one operation that was announced."""

    subject: str
    text: str
    key: str | None = None
    body: bytes | None = None
    left_the_computer: bool = False
    closed: bool = False


class Outbox(RuleBasedStateMachine):
    """One folder, one user, one lender that answers as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = lender.NOW
        self.pulls = 0
        self.known: dict[str, Known] = {}
        self.sending: str | None = None
        self.store = Store.open(self.folder / "data", KEY, lender.LENDER)
        self.store.save_discovery(lender.DISCOVERY)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def states(self) -> dict[str, OutboxState]:
        return {entry.operation_id: entry.state for entry in self.store.operations()}

    @initialize()
    def begin(self) -> None:
        for subject in SUBJECTS:
            self.save(subject, "a", False)

    @rule(
        subject=st.sampled_from(SUBJECTS),
        text=st.text("abc", min_size=1, max_size=5),
        draft=st.sampled_from([False, False, False, True]),
    )
    def save(self, subject: str, text: str, draft: bool) -> None:
        values = values_of.Complaint(subject=subject, text=text)
        before = self.states()
        operation_id = self.store.save_operation("complaint", values, self.now, draft=draft)
        if operation_id in before:
            assert before[operation_id] in {OutboxState.QUEUED, OutboxState.DRAFT}
            assert not self.known[operation_id].left_the_computer
            assert not (draft and before[operation_id] is OutboxState.QUEUED)
        self.known[operation_id] = Known(subject=subject, text=text)
        for gone in before.keys() - self.states().keys():
            # Only a draft may make room for what the user saved after it.
            assert before[gone] is OutboxState.DRAFT
            assert self.known[gone].subject == subject
            self.known[gone].closed = True

    @rule(outcome=st.sampled_from(OUTCOMES))
    def send_and_hear(self, outcome: str) -> None:
        self._send()
        self._hear(outcome)

    @rule(outcome=st.sampled_from(OUTCOMES), subject=st.sampled_from(SUBJECTS), text=st.text("abc", min_size=1))
    def edit_while_it_is_sent(self, outcome: str, subject: str, text: str) -> None:
        self._send()
        self.save(subject, text, False)
        self._hear(outcome)

    @rule()
    def send_and_crash(self) -> None:
        self._send()
        self.restart()

    def _send(self) -> None:
        sendable = self.store.next_to_send(self.now)
        if sendable is None:
            return
        known = self.known[sendable.operation_id]
        assert not known.closed
        assert known.text.encode() in sendable.body
        if known.left_the_computer:
            assert (sendable.idempotency_key, sendable.body) == (known.key, known.body)
        known.key, known.body = sendable.idempotency_key, sendable.body
        if sendable.must_ask_first:
            self.store.record_reconciling(sendable.operation_id, self.now, self.now + dt.timedelta(minutes=1))
            return
        self.store.mark_sending(sendable.operation_id, self.now)
        self.sending = sendable.operation_id

    def _hear(self, outcome: str) -> None:
        operation_id, self.sending = self.sending, None
        if operation_id is None:
            return
        known = self.known[operation_id]
        later = self.now + dt.timedelta(minutes=2)
        if outcome == "not_sent":
            self.store.mark_not_sent(operation_id, later)
            return
        known.left_the_computer = True
        if outcome == "unknown":
            self.store.record_unknown(operation_id, self.now, later)
        elif outcome in {"accepted", "refused"}:
            self._reply(operation_id, outcome)
        else:
            answer = problem(ProblemType(outcome), "title")
            self.store.record_problem(operation_id, answer, msgspec.json.encode(answer), self.now)

    def _reply(self, operation_id: str, state: str) -> None:
        reply = OperationReply(
            operation_id=operation_id,
            operation="complaint",
            state="accepted" if state == "accepted" else "refused",
            at=self.now,
            records=(RecordVersion(kind="request", id=operation_id, version=1),),
        )
        self.store.record_reply(operation_id, reply, msgspec.json.encode(reply), self.now)

    @rule(number=st.integers(0, 20), state=st.sampled_from(["accepted", "refused"]))
    def late_reply(self, number: int, state: str) -> None:
        waiting = [name for name, value in self.states().items() if value in IN_FLIGHT]
        if waiting:
            self._reply(waiting[number % len(waiting)], state)

    @rule()
    def restart(self) -> None:
        before = self.states()
        self.store.close()
        self.store = Store.open(self.folder / "data", KEY, lender.LENDER)
        after = self.states()
        assert before.keys() == after.keys()
        for name, state in before.items():
            interrupted = state in {OutboxState.SENDING, OutboxState.RECONCILING}
            assert after[name] is (OutboxState.UNKNOWN if interrupted else state)
        if self.sending is not None:
            self.known[self.sending].left_the_computer = True
            self.sending = None

    @rule(number=st.integers(0, 20))
    def cancel(self, number: int) -> None:
        names = list(self.known)
        if not names:
            return
        name = names[number % len(names)]
        state = self.states().get(name)
        if self.store.cancel(name):
            assert state in {OutboxState.QUEUED, OutboxState.DRAFT}
            assert not self.known[name].left_the_computer
            self.known[name].closed = True

    @rule(minutes=st.integers(-60, 600))
    def clock(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    @rule()
    def pull(self) -> None:
        """The lender's records now hold a request for everything it accepted."""
        self.pulls += 1
        applied = [name for name, state in self.states().items() if state is OutboxState.APPLIED]
        records = [
            lender.sent("request", name, operation="complaint", status="received", submitted_at=self.now.isoformat())
            for name in applied
        ]
        page = lender.page(records, f"c{self.pulls}", records, self.now)
        self.store.stage_page(page, full=True, first=True)
        self.store.finish_pull(self.now, None)
        for name in applied:
            self.known[name].closed = True

    @invariant()
    def nothing_announced_is_missing(self) -> None:
        states = self.states()
        for name, known in self.known.items():
            assert (name in states) != known.closed, name

    @invariant()
    def one_of_a_subject_in_flight(self) -> None:
        flying = [self.known[name].subject for name, state in self.states().items() if state in IN_FLIGHT]
        assert len(flying) == len(set(flying))

    @invariant()
    def the_picture_shows_what_the_outbox_holds(self) -> None:
        shown = {item.operation_id: item.values for item in self.store.snapshot().operations}
        assert shown.keys() == self.states().keys()
        for name, values in shown.items():
            assert isinstance(values, values_of.Complaint)
            assert values.text == self.known[name].text


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(
    max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
