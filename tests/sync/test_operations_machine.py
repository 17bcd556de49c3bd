"""Operations from the outbox to the ledger over a network that loses, doubles, delays and reorders.

The real store, client and rounds against the real lender. Whatever happens: at most one effect for each operation, and
"confirmed" never before the ledger has it.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from borrower_app.contract import operation_values as values_of
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import VERBS
from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import Failure, WrongUse
from borrower_app.lender.access import SessionTokens
from borrower_app.lender.client import LenderClient
from borrower_app.lender.lender_files import lender_at
from borrower_app.lender.sign_in import SignIn
from borrower_app.lender.sign_in_tokens import Granted, Session
from borrower_app.store.store import Store
from borrower_app.sync.engine import synchronise
from borrower_app.sync.round import Round
from borrower_app.sync.verification import verify
from tests.support.sandbox_process import SandboxProcess
from tests.sync.lossy_network import FATES, Fate, LossyTransport

T = TypeVar("T")
KEY = bytes(range(32))
IN_FLIGHT = {OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.RECONCILING}
EMAILS = ("a@example.com", "b@example.com", "c@example.com")
PHONES = ("19000000091", "19000000092")


class Operations(RuleBasedStateMachine):
    """One borrower, one folder, one bad network, one lender that all runs share."""

    sandbox: SandboxProcess

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.lender = lender_at(self.sandbox.base_url)
        self.store = Store.open(self.folder / "data", KEY, self.lender)
        self.network = LossyTransport(self.lender)
        self.session: Session | None = None
        sign_in = SignIn(self.lender, self.network, self._keep)
        device = sign_in.start_device()
        granted = sign_in.poll_device(device, 1)
        assert isinstance(granted, Granted)
        self.tokens = SessionTokens(sign_in, lambda: self.session)
        self.tokens.accept(granted)
        self.client = LenderClient(self.lender, self.network, self.tokens)
        self.confirmed: set[str] = set()
        self.announced: set[str] = set()
        self.closed: set[str] = set()
        self.round_trip()

    def _keep(self, session: Session) -> None:
        self.session = session

    def _in_store(self, function: Callable[[Store], T]) -> T:
        return function(self.store)

    def _round(self) -> Round:
        return Round(client=self.client, store=self._in_store, now=lambda: dt.datetime.now(dt.UTC))

    def teardown(self) -> None:
        self.network.close()
        self.store.close()
        shutil.rmtree(self.folder)

    def states(self) -> dict[str, OutboxState]:
        return {entry.operation_id: entry.state for entry in self.store.operations()}

    def _save(self, operation: str, values: Values) -> None:
        before = self.states()
        now = dt.datetime.now(dt.UTC)
        operation_id = self.store.save_operation(operation, values, now, draft=VERBS[operation].is_sensitive(values))
        self.announced.add(operation_id)
        self.closed -= {operation_id}
        self.closed |= before.keys() - self.states().keys()

    @rule(value=st.sampled_from(EMAILS))
    def change_email(self, value: str) -> None:
        self._save("change_contact", values_of.ChangeContact(field="email", value=value))

    @rule(value=st.sampled_from(PHONES))
    def change_phone(self, value: str) -> None:
        self._save("change_contact", values_of.ChangeContact(field="phone", value=value))
        self.store.submit_held_up(dt.datetime.now(dt.UTC))

    @rule(subject=st.sampled_from(["one", "two"]))
    def complain(self, subject: str) -> None:
        self._save("complaint", values_of.Complaint(subject=subject, text="made up"))

    @rule(email=st.sampled_from(EMAILS), fate=st.sampled_from(FATES), again=st.sampled_from(FATES))
    def change_and_send_twice(self, email: str, fate: Fate, again: Fate) -> None:
        self.change_email(email)
        self.send(fate)
        self.send(again)

    @rule(phone=st.sampled_from(PHONES), fate=st.sampled_from(FATES), again=st.sampled_from(FATES))
    def change_with_codes(self, phone: str, fate: Fate, again: Fate) -> None:
        self.change_phone(phone)
        self.send(fate)
        self.send("arrive")
        self.type_a_code(again, right=True, number=0)
        self.type_a_code("arrive", right=True, number=0)

    @rule(fate=st.sampled_from(FATES))
    def send(self, fate: Fate) -> None:
        """A round whose first write meets a fate."""
        self.network.fate = fate
        self.round_trip()
        self.network.fate = "arrive"

    @rule()
    def round_without_network(self) -> None:
        self.network.down = True
        self.round_trip()
        self.network.down = False

    def round_trip(self) -> None:
        self.store.retry_now()
        synchronise(self._round())

    @rule()
    def what_was_delayed_arrives(self) -> None:
        self.network.deliver_held()

    @rule(fate=st.sampled_from(FATES), right=st.sampled_from([True, True, False]), number=st.integers(0, 5))
    def type_a_code(self, fate: Fate, right: bool, number: int) -> None:
        codes = self.sandbox.verification_codes()
        waiting = [
            pending.operation_id
            for pending in self.store.snapshot().operations
            if pending.state is OutboxState.NEEDS_USER and pending.challenge is not None
        ]
        if not waiting:
            return
        operation_id = waiting[number % len(waiting)]
        code = codes.get(operation_id, "000000")
        self.network.fate = fate
        try:
            verify(self._round(), operation_id, code if right else f"{(int(code) + 1) % 1_000_000:06d}")
        except (WrongUse, Failure):
            pass
        finally:
            self.network.fate = "arrive"

    @rule()
    def the_app_is_started_again(self) -> None:
        before = self.states()
        self.store.close()
        self.store = Store.open(self.folder / "data", KEY, self.lender)
        assert self.states().keys() == before.keys()

    @rule(number=st.integers(0, 9), forget=st.booleans())
    def the_user_decides(self, number: int, forget: bool) -> None:
        waiting = [name for name, state in self.states().items() if state is OutboxState.NEEDS_USER]
        if not waiting:
            return
        operation_id = waiting[number % len(waiting)]
        if not forget:
            self.store.resubmit(operation_id, dt.datetime.now(dt.UTC))
        elif self.store.let_go(operation_id):
            self.closed.add(operation_id)

    @rule(number=st.integers(0, 9))
    def the_user_cancels(self, number: int) -> None:
        names = sorted(self.states())
        if names and self.store.cancel(names[number % len(names)]):
            self.closed.add(names[number % len(names)])

    @precondition(lambda self: self.announced)
    @invariant()
    def one_effect_each_and_never_confirmed_before(self) -> None:
        effects = [effect["operation_id"] for effect in self.sandbox.ledger()]
        mine = [name for name in effects if name in self.announced]
        assert len(mine) == len(set(mine)), "an operation had two effects"
        snapshot = self.store.snapshot()
        said = {pending.operation_id for pending in snapshot.operations if pending.state is OutboxState.APPLIED}
        said |= {pending.operation_id for pending in snapshot.finished}
        assert said <= set(mine), "confirmed before the ledger has it"
        self.confirmed |= said

    @invariant()
    def nothing_announced_is_lost(self) -> None:
        shown = self.states().keys() | {pending.operation_id for pending in self.store.snapshot().finished}
        assert self.announced - self.closed <= shown

    @invariant()
    def one_of_a_subject_in_flight(self) -> None:
        flying = [
            VERBS[pending.operation].subject_of(pending.values)
            for pending in self.store.snapshot().operations
            if pending.state in IN_FLIGHT
        ]
        assert len(flying) == len(set(flying))


@pytest.fixture(scope="module")
def lender() -> Iterator[SandboxProcess]:
    with SandboxProcess("all_well") as sandbox:
        Operations.sandbox = sandbox
        yield sandbox


def _run(runs: int, steps: int) -> None:
    run_state_machine_as_test(
        Operations,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_operations_over_a_bad_network(lender: SandboxProcess) -> None:
    _run(12, 25)
    assert len(lender.ledger()) > 10, "hardly anything had an effect: the test proves nothing"


@pytest.mark.full
def test_operations_over_a_bad_network_for_long(lender: SandboxProcess) -> None:
    _run(1_000, 50)
