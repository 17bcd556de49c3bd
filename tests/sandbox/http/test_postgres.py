"""The same lender on a real PostgreSQL, with one process and with several."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.sandbox.wire import (
    SMALL,
    Mirror,
    Write,
    ask_again,
    carried_out,
    change_card,
    change_email,
    go_to,
    noon_tomorrow,
    problem_type,
    token_of,
)
from tests.support.postgres_server import postgres_server
from tests.support.sandbox_process import SandboxProcess


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database of its own."""
    with postgres_server() as url:
        yield url


def test_pull_writes_and_restart(database: str) -> None:
    mirror = Mirror()
    with SandboxProcess("small", program=SMALL, database_url=database) as sandbox:
        token = str(sandbox.sign_in()["access_token"])
        mirror.page(sandbox, token, 7)
        write = change_email()
        first = write.send(sandbox, token)
        assert write.send(sandbox, token).body == first.body
        assert problem_type(change_email("late@example.com").send(sandbox, token)) == "version-conflict"
        card = change_card()
        card.send(sandbox, token)
        assert card.verify(sandbox, token, sandbox.verification_codes()[card.operation_id]).status == 200
        sandbox.move_clock(hours=3, minutes=1)
        sandbox.kill()
    with SandboxProcess("small", program=SMALL, database_url=database) as sandbox:
        mirror.pull(sandbox, str(sandbox.sign_in()["access_token"]), 7)
        assert mirror.data() == sandbox.records()
        assert len(sandbox.ledger()) == 2


def test_several_processes_serve_one_ledger(database: str) -> None:
    with SandboxProcess("small", program=SMALL, database_url=database, workers=3) as sandbox:
        token = str(sandbox.sign_in()["access_token"])
        once = change_email()
        rivals = [change_email(f"rival{number}@example.com", base=2) for number in range(8)]
        with ThreadPoolExecutor(8) as pool:
            same = list(pool.map(lambda _: once.send(sandbox, token), range(16)))
            assert {answer.status for answer in same} <= {200, 409}
            assert len({answer.body for answer in same if answer.status == 200}) == 1
            assert len(sandbox.ledger()) == 1
            answers = list(pool.map(lambda write: write.send(sandbox, token), rivals))
        assert sorted(answer.status for answer in answers) == [200] + [412] * 7
        sandbox.set_faults({"path": "/v1/changes", "times": 5, "fault": {"status": 503}})
        with ThreadPoolExecutor(8) as pool:
            seen = list(pool.map(lambda _: sandbox.get("/v1/changes", token).status, range(20)))
        assert sorted(seen) == [200] * 15 + [503] * 5
        mirror = Mirror()
        mirror.pull(sandbox, token, 5)
        assert mirror.data() == sandbox.records()
    assert sandbox.exit_code == 0


def test_a_planned_debit_happens_once_however_many_processes_see_its_time(database: str) -> None:
    with SandboxProcess("small", program=SMALL, database_url=database, workers=3) as sandbox:
        noon_tomorrow(sandbox)
        carried_out(sandbox, ask_again(sandbox, "attempt-2"))
        carried_out(sandbox, Write("POST", "/v1/debit-attempts/attempt-2/review", {"attempt_id": "attempt-2"}))
        planned = sandbox.records()["debit_attempt"]["attempt-2"]["retry"]["at"]
        go_to(sandbox, planned, seconds=-1)
        token = token_of(sandbox)
        with ThreadPoolExecutor(8) as pool:
            ending = time.monotonic() + 30
            while time.monotonic() < ending and len(sandbox.records()["debit_attempt"]) == 3:
                assert {
                    answer.status for answer in pool.map(lambda _: sandbox.get("/v1/changes", token), range(8))
                } == {200}
        assert len(sandbox.records()["debit_attempt"]) == 4
        go_to(sandbox, planned, days=3)
        records = sandbox.records()
        made = [one for one in records["debit_attempt"].values() if one["attempt_number"] == 3]
        assert [one["posting"] is not None for one in made] == [True]
        assert [one["status"] for one in records["request"].values() if one["operation"] == "review_request"] == [
            "granted"
        ]
        mirror = Mirror()
        mirror.pull(sandbox, token_of(sandbox), 20)
        assert mirror.data() == records


def test_several_processes_need_postgresql() -> None:
    with pytest.raises(RuntimeError, match="single_process_database"):
        SandboxProcess("small", program=SMALL, workers=2).start()
