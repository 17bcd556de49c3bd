"""Table files in the lay-outs of banks, portals and spreadsheets: each with its right reading or its right refusal."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from borrower_app.imports.cells import TableRefused
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
from borrower_app.imports.taking_over import NotUsable, TakenTable, rows_of

FOLDER = Path(__file__).with_name("corpus")
INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


def minor(text: str) -> int:
    return int(Decimal(text).scaleb(2))


def facts_of(loan: dict[str, Any]) -> LoanFacts:
    return LoanFacts(minor(loan["lent"]), "CNY", dt.date.fromisoformat(loan["paid_out"]), (Decimal(loan["rate"]),))


def check_rows(taken: TakenTable, rows: list[dict[str, str]]) -> None:
    assert [
        (row.n, row.due.isoformat(), row.principal, row.interest, row.payment, row.prepaid, row.balance)
        for row in taken.rows
    ] == [
        (
            int(row["n"]),
            row["due"],
            *(minor(row[name]) for name in ("principal", "interest", "payment")),
            minor(row.get("prepaid", "0")),
            minor(row["balance"]),
        )
        for row in rows
    ]


def check_facts(taken: TakenTable, case: dict[str, Any]) -> None:
    fees = {facts.n: facts.fee for facts in taken.facts if facts.fee}
    assert fees == ({row.n: minor(case["fee"]) for row in taken.rows} if "fee" in case else {})
    days = {str(facts.n): facts.paid_on.isoformat() for facts in taken.facts if facts.paid_on is not None}
    assert days == case.get("paid_on", {})
    early = [(one.read.on.isoformat(), one.read.amount, one.effect) for one in taken.prepayments]
    assert early == [(one["on"], minor(one["amount"]), one["effect"]) for one in case.get("prepayments", [])]
    if case.get("derived", []) is not None:
        assert list(taken.derived) == case.get("derived", [])


@pytest.mark.parametrize("case", INDEX["cases"], ids=[case["file"] for case in INDEX["cases"]])
def test_each_file_is_read_right_or_refused_rightly(case: dict[str, Any]) -> None:
    content = (FOLDER / case["file"]).read_bytes()
    loan = INDEX["loans"][case["loan"]]
    facts = facts_of(loan)
    if case["expects"] == "refused":
        with pytest.raises(TableRefused) as refused:
            read_table_file(content)
        assert refused.value.reason == case["reason"]
        return
    candidate = candidate_table(read_table_file(content), facts)
    if case["expects"] == "proved":
        assert candidate.is_proved, (candidate.judgement, candidate.problems, candidate.missing, candidate.wider)
        taken = rows_of(candidate, facts.lent)
        check_rows(taken, loan["rows"])
        check_facts(taken, case)
        return
    with pytest.raises(NotUsable):
        rows_of(candidate, facts.lent)
    if case["expects"] == "wider":
        assert candidate.wider is not None
    elif case["expects"] == "problem":
        first = candidate.problems[0]
        assert [first.line, first.letter, first.reason] == case["problem"]
    elif case["expects"] == "missing":
        assert candidate.missing
    else:
        assert candidate.judgement is not None
        assert candidate.judgement.verdict == case["expects"], candidate.judgement
        assert case.get("reason") in (None, *candidate.judgement.doubts)
    if case["expects"] == "contradicts":
        assert candidate.judgement is not None
        assert [one.line for one in candidate.judgement.broken] == case["broken"]
        assert rows_of(candidate, facts.lent, keep_contradictions=True).rows


def test_the_corpus_names_a_source_for_each_of_its_files() -> None:
    named = {case["file"] for case in INDEX["cases"]}
    assert {path.name for path in FOLDER.iterdir()} == {*named, "index.json"}
    assert len(named) >= 60
    assert all(case["source"] for case in INDEX["cases"])
