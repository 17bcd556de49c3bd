"""The integration guide says what the contract does: its worked example, its problems, its verbs."""

from __future__ import annotations

import re

from borrower_app import resource_files
from borrower_app.contract.changes import record_hash, set_digest
from borrower_app.contract.operations import FRESH_SIGN_IN_SECONDS, VERBS
from borrower_app.contract.problems import STATUS

GUIDE = resource_files.read_bytes("lender-api/GUIDE.md").decode()


def test_digest_of_the_worked_example_is_right() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([\w-]+)` \| ([0-9]+) \| `(\{.*\})` \|$", GUIDE, re.MULTILINE)
    assert len(rows) == 2
    records = [(kind, id_, int(version), record_hash(data.encode())) for kind, id_, version, data in rows]
    lines, digest = re.findall(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    assert digest == set_digest(records)
    assert set(lines.splitlines()) == {f"{kind} {id_} {version} {hash_}" for kind, id_, version, hash_ in records}
    assert lines.splitlines() == sorted(lines.splitlines(), key=str.encode)
    assert f"`{set_digest([])}`" in GUIDE


def test_every_problem_stands_with_its_status() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([0-9]{3}) \|", GUIDE, re.MULTILINE)
    assert {name: int(status) for name, status in rows} == {type_.value: status for type_, status in STATUS.items()}


def test_verbs_that_need_a_fresh_sign_in_are_named() -> None:
    paragraph = GUIDE.partition("**Fresh sign-in.**")[2].partition("\n- ")[0]
    for verb in VERBS.values():
        named = f"`{verb.name}`" in paragraph
        assert named == (verb.needs_fresh_sign_in or bool(verb.verified_fields))
        assert all(field in paragraph for field in verb.verified_fields)
    assert str(FRESH_SIGN_IN_SECONDS) in paragraph
