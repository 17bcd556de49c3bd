"""Every guide in the real window over the real sandbox: to its proof, and through everything that may come between.

A short form runs always; each event in both languages for each guide in the full run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from borrower_app.application.data_keys import key_with_passphrase
from borrower_app.contract.snapshot import OutboxState
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.intents import Address
from tests.journeys.test_sign_out import kept_token
from tests.support.command_line import PASSPHRASE, CommandLine
from tests.support.guide_cases import CASES, EDITED, SENDING, WITH_CODE, GuideCase
from tests.support.guide_walk import GuideWalk
from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import Desk, Lang, choose_language, fetched, opened, sign_in_by_phone

NOT_CONFIRMED = frozenset(set(OutboxState) - {OutboxState.APPLIED})
WORDS: dict[str, dict[Lang, str]] = {
    "code over": {"zh": "验证码失效了", "en": "The code is over"},
    "refused": {"zh": "这次没有办成", "en": "This did not go through"},
    "not sure": {"zh": "结果未知", "en": "Not sure yet"},
    "two values": {"zh": "有两个值，请您选", "en": "Two values, please choose"},
    "see both": {"zh": "看看两个，再决定", "en": "See both and decide"},
    "send mine": {"zh": "再发一次我写的", "en": "Send mine again"},
    "keep theirs": {"zh": "保留贷款机构的", "en": "Keep the lender's"},
}


def each(names: tuple[str, ...], always: tuple[str, ...], in_english: tuple[str, ...] = ()) -> list[Any]:
    """Guide and language: the named ones in Chinese (some in English) always, the rest in the full run."""
    return [
        pytest.param(
            name,
            language,
            id=f"{name}-{language}",
            marks=[] if name in (always if language == "zh" else in_english) else pytest.mark.full,
        )
        for name in names
        for language in ("zh", "en")
    ]


@contextmanager
def at_guide(
    case: GuideCase, folder: Path, qtbot: QtBot, language: Lang
) -> Iterator[tuple[GuideWalk, Desk, SandboxProcess]]:
    """The guide's page in an open window of a person who signed in too long ago for a sensitive change."""
    with SandboxProcess(case.story) as sandbox:
        line = CommandLine(folder, sandbox.base_url)
        line.sign_in_and_sync()
        sandbox.move_clock(minutes=6)
        with opened(line.data, qtbot, sandbox.base_url, line.passphrase_file) as desk:
            fetched(desk)
            choose_language(desk, language)
            walk = GuideWalk(desk, sandbox, case)
            walk.open()
            yield walk, desk, sandbox
        # Whatever happened: nothing is left behind, and what is on this computer is what stands at the lender.
        assert line.run("sync").returncode == 0
        assert line.json("outbox") == {"operations": []}
        assert line.json("dump")["records"] == sandbox.records()


def effects(sandbox: SandboxProcess) -> list[str]:
    return [effect["operation"] for effect in sandbox.ledger()]


def at_submit(walk: GuideWalk) -> bool:
    return bool(walk.submits)


@pytest.mark.parametrize(("name", "language"), each(tuple(CASES), tuple(CASES), in_english=("card",)))
def test_to_the_proof(tmp_path: Path, qtbot: QtBot, name: str, language: Lang) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, desk, sandbox):
        walk.go(case.answers_at(sandbox.now()))
        assert effects(sandbox) == list(case.operations)
        assert walk.view.primary
        desk.user.presses(walk.view.primary)
        desk.settled()
        assert desk.window.address != walk.address


@pytest.mark.parametrize(("name", "language"), each(WITH_CODE, ("end of authorisation",)))
def test_three_wrong_codes_change_nothing_and_a_new_one_comes(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: walk.wants_code)
        field = next(field for field in walk.view.fields if field.kind == "code")
        for _ in range(3):
            assert walk.wants_code
            desk.user.types(field.question, f"{(int(walk.code) + 1) % 1_000_000:06d}")
            walk.press()
        assert not walk.wants_code
        assert effects(sandbox) == []
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


@pytest.mark.parametrize(("name", "language"), each(WITH_CODE, ("authorisation",)))
def test_a_code_that_is_over_is_said_and_a_new_one_comes(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, _desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: walk.wants_code)
        sandbox.move_clock(minutes=11)
        walk.answer(answers)
        walk.press()
        assert WORDS["code over"][language] in walk.words
        assert effects(sandbox) == []
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


@pytest.mark.parametrize(("name", "language"), each(SENDING, ("phone",)))
@pytest.mark.parametrize("lost", ["before_effect", "after_effect"])
def test_a_connection_lost_in_the_middle_doubles_and_loses_nothing(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang, lost: str
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, _desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        sandbox.set_faults({"path": case.path, "method": case.method, "times": 1, "fault": {"reset": lost}})
        walk.press()
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


@pytest.mark.parametrize(("name", "language"), each(SENDING, ("e-mail",)))
def test_a_lender_out_of_reach_keeps_everything_until_it_is_back(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        sandbox.set_faults({"path": "*", "fault": {"reset": "before_effect"}})
        walk.press()
        assert effects(sandbox) == []
        records = desk.state.records
        assert records is not None
        waiting = [one for one in records.snapshot.operations if one.operation == case.operations[0]]
        assert [one.state in NOT_CONFIRMED for one in waiting] == [True]
        sandbox.set_faults()
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


@pytest.mark.parametrize(("name", "language"), each(SENDING, ("card",)))
def test_a_refusal_is_said_and_the_answers_stay(tmp_path: Path, qtbot: QtBot, name: str, language: Lang) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, _desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        refusal = {"status": 422, "type": "refused"}
        sandbox.set_faults({"path": case.path, "method": case.method, "times": 1, "fault": refusal})
        walk.press()
        assert WORDS["refused"][language] in walk.words
        assert effects(sandbox) == []
        walk.press()
        kept = {field.name: field.text for field in walk.view.fields if field.name in answers and field.text}
        for field, text in kept.items():
            assert text == answers[field]
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


@pytest.mark.parametrize(("name", "language"), each(SENDING, ("prepayment",)))
def test_a_sign_in_that_ends_in_the_middle_costs_one_more_sign_in(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, _desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        if case.is_sensitive:
            sandbox.move_clock(minutes=6)
        else:
            sandbox.set_faults(
                {"path": case.path, "method": case.method, "times": 1, "fault": {"status": 401}},
                {"path": "/oauth/token", "method": "POST", "times": 1, "fault": {"status": 400}},
            )
        walk.press()
        assert effects(sandbox) == []
        walk.go(answers)
        assert effects(sandbox) == list(case.operations)


def test_the_sign_in_that_a_guide_asks_for_leads_back_to_it(tmp_path: Path, qtbot: QtBot) -> None:
    """The lender has ended the sign-in; the submit notices it, and its page offers to sign in."""
    case = CASES["e-mail"]
    with at_guide(case, tmp_path, qtbot, "zh") as (walk, desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        line = CommandLine(tmp_path, sandbox.base_url)
        token = kept_token(line, key_with_passphrase(line.data, PASSPHRASE))
        assert sandbox.form("/oauth/revoke", token=token, client_id="borrower-app").status == 200
        sandbox.set_faults({"path": case.path, "method": case.method, "times": 1, "fault": {"status": 401}})
        desk.user.presses(walk.view.primary)
        desk.user.sees("已存在本机，登录后就会发出")
        desk.settled()
        desk.user.presses("登录", beside="已存在本机，登录后就会发出")
        sign_in_by_phone(desk)
        assert effects(sandbox) == list(case.operations)
        assert desk.window.address == walk.address


@pytest.mark.parametrize(("name", "language"), each(EDITED, ("e-mail",)))
@pytest.mark.parametrize("decision", ["send mine", "keep theirs"])
def test_a_clerk_who_changed_the_same_is_shown_and_the_person_decides(
    tmp_path: Path, qtbot: QtBot, name: str, language: Lang, decision: str
) -> None:
    case = CASES[name]
    with at_guide(case, tmp_path, qtbot, language) as (walk, desk, sandbox):
        answers = case.answers_at(sandbox.now())
        walk.go(answers, lambda: at_submit(walk))
        identifier = case.record(sandbox.records())
        sandbox.staff_edit(case.kind, identifier, **(case.edit or {}))
        edited = sandbox.records()[case.kind][identifier]
        walk.press()
        assert WORDS["two values"][language] in walk.words
        assert effects(sandbox) == []
        desk.user.presses(WORDS["see both"][language])
        assert desk.window.address.code == "F-4"
        desk.user.presses(WORDS[decision][language])
        desk.settled()
        if decision == "send mine":
            assert desk.window.address == walk.address
            walk.go(answers)
            assert effects(sandbox) == list(case.operations)
        else:
            assert desk.window.address == Address(GUIDES[case.code].place)
            assert effects(sandbox) == []
            assert sandbox.records()[case.kind][identifier] == edited
