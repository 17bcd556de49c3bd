"""Rounds against a lender that misbehaves: nothing lost, nothing doubled, nothing wrong shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app.application.commands import CommandApplication, memory_application
from borrower_app.contract.operation_values import ChangeContact
from borrower_app.contract.snapshot import OutboxState
from borrower_app.failures import BadServerData, FailureCode, Offline
from borrower_app.sync import push
from tests.support.sandbox_process import SandboxProcess

CHANGES = "/v1/changes"


@contextmanager
def signed_in(scenario: str = "insufficient_funds") -> Iterator[tuple[SandboxProcess, CommandApplication]]:
    with SandboxProcess(scenario) as sandbox, memory_application(sandbox.base_url) as application:
        application.sign_in_with_device(lambda *_: None)
        yield sandbox, application


def _rule(path: str, fault: dict[str, Any], method: str = "GET", times: int = 1, after: int = 0) -> dict[str, Any]:
    return {"path": path, "method": method, "times": times, "after": after, "fault": fault}


def _change_email(application: CommandApplication, value: str) -> str:
    values = ChangeContact(field="email", value=value)
    return application.store.save_operation("change_contact", values, dt.datetime.now(dt.UTC))


def test_a_wrong_digest_costs_one_full_pull(tmp_path: Path) -> None:
    with signed_in() as (sandbox, application):
        sandbox.set_faults(_rule(CHANGES, {"body": "wrong_digest"}))
        _report, failure = application.synchronise()
        assert failure is None
        assert application.dump()
        assert b'"loan"' in application.dump()


def test_a_digest_that_stays_wrong_keeps_the_old_data() -> None:
    with signed_in() as (sandbox, application):
        assert application.synchronise()[1] is None
        before = application.dump()
        sandbox.move_clock(hours=12)
        sandbox.set_faults(_rule(CHANGES, {"body": "wrong_digest"}, times=50))
        _report, failure = application.synchronise()
        assert isinstance(failure, BadServerData), failure
        assert failure.code is FailureCode.DIGEST_MISMATCH
        assert application.dump() == before


@pytest.mark.parametrize("body", ["truncated", "html", "not_json"])
def test_bad_bodies_are_refused_whole(body: str) -> None:
    with signed_in() as (sandbox, application):
        sandbox.set_faults(_rule(CHANGES, {"body": body}, times=50))
        _report, failure = application.synchronise()
        assert isinstance(failure, BadServerData | Offline)
        assert b'"loan"' not in application.dump()


@pytest.mark.parametrize("moment", ["before_effect", "after_effect", "mid_body"])
def test_a_reset_never_doubles_and_never_loses(moment: str) -> None:
    with signed_in() as (sandbox, application):
        assert application.synchronise()[1] is None
        identifier = _change_email(application, "once@example.com")
        sandbox.set_faults(*(_rule("/v1/*", {"reset": moment}, method=method) for method in ("POST", "PUT")))
        for _ in range(4):
            application.synchronise()
        effects = [effect for effect in sandbox.ledger() if effect["operation_id"] == identifier]
        assert len(effects) == 1
        states = {entry.state for entry in application.store.operations()}
        assert states <= {OutboxState.APPLIED}


def test_a_busy_lender_is_offline_and_the_change_waits() -> None:
    with signed_in() as (sandbox, application):
        assert application.synchronise()[1] is None
        _change_email(application, "later@example.com")
        busy = {"status": 503, "type": "maintenance", "retry_after": 30}
        sandbox.set_faults(*(_rule("/v1/*", busy, method=method, times=50) for method in ("GET", "POST", "PUT")))
        _report, failure = application.synchronise()
        assert isinstance(failure, Offline)
        sandbox.set_faults()
        assert application.synchronise()[1] is None
        assert len(sandbox.ledger()) == 1


@given(st.integers(0, 60), st.integers(0, 2**32))
def test_back_off_is_bounded_and_jittered(attempts: int, seed: int) -> None:
    import random

    seconds = push.wait_seconds(attempts, random.Random(seed))
    assert 0 <= seconds <= 600
