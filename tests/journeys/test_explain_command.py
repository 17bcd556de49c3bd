"""`explain` for scripts, through the door they use: one object, arrays, bad items in place, a thousand in seconds."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine

ITEM = {
    "rail": "unionpay", "code_list": "pos", "code": "51", "text": "余额不足", "said_by": "bank", "amount": "4003.40",
    "debited_amount": None, "currency": "CNY", "planned_at": None, "attempted_at": "2026-11-20T08:01:12+08:00",
    "now": "2026-11-20T09:00:00+08:00",
    "hops": [{"party": "lender", "status": "ok"}, {"party": "channel", "status": "ok"},
             {"party": "bank", "status": "declined"}],
    "instrument": {"last4": "1234", "bank": "工商银行", "same_bank_as_lender": False, "account_class": "II",
                   "expires_on": "2029-03-31", "status": "active"},
    "mandate": {"status": "active", "valid_until": "2030-01-01", "single_limit": "10000.00", "daily_limit": None,
                "monthly_limit": None},
    "contact": {"bank_phone_changed_at": None, "id_expires_on": None},
    "late_terms": {"grace_days": None, "penalty_annual_rate": None, "clause": None},
    "bank_debited_at": None, "posted_at": None, "reversed_at": None, "retry_at": "2026-11-20T22:30:00+08:00",
    "outages": [{"party": "channel", "from": "2026-11-19T01:00:00+08:00", "to": "2026-11-19T03:00:00+08:00"}],
    "same_installment_attempts": 1,
}  # fmt: skip
KEYS = {
    "state", "cause", "certainty", "who_acts", "retry_safe", "outcome_open", "evidence", "rests_on", "text",
    "other_steps", "disproof", "plan",
}  # fmt: skip


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path, "http://127.0.0.1:9")


def test_the_documented_example_in_the_documented_shape(line: CommandLine) -> None:
    result = line.run("explain", "-", stdin=json.dumps(ITEM))
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert set(told) == KEYS
    assert (told["state"], told["cause"], told["certainty"]) == (
        "failed_retry_planned", "insufficient_funds", "stated",
    )  # fmt: skip
    assert (told["who_acts"], told["retry_safe"], told["outcome_open"]) == ("borrower", "after_fix", False)
    assert set(told["evidence"][0]) == {"id", "fact", "said_by", "at", "ref"}
    assert set(told["text"]) == {"zh", "en"}
    assert set(told["text"]["zh"]) == {"what_happened", "why", "meaning", "next_step", "what_next"}
    assert set(told["rests_on"]) == set(told["text"]["zh"])
    identifiers = {item["id"] for item in told["evidence"]}
    assert all(set(found) <= identifiers and found for found in told["rests_on"].values())
    assert {type(step) for step in told["other_steps"]["zh"]} == {str}
    assert set(told["disproof"]) == {"zh", "en"}
    assert "4,003.40 元" in told["text"]["zh"]["next_step"]


def test_an_array_keeps_its_order_and_a_bad_item_its_place(line: CommandLine) -> None:
    items = [ITEM, {"foo": 1}, {"text": "处理中"}, 7, {"rail": "unionpay", "code_list": "pos", "code": "05"}]
    result = line.run("explain", "-", stdin=json.dumps(items))
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert [sorted(item) == ["error"] for item in told] == [False, True, False, True, False]
    assert "foo" in told[1]["error"]
    assert told[2]["outcome_open"] is True
    assert told[4]["certainty"] == "unknown"


def test_a_bad_single_object_says_so_on_standard_error(line: CommandLine) -> None:
    result = line.run("explain", "-", stdin='{"code": 51, "rail": "unionpay"}')
    assert result.returncode == 2
    assert result.stdout == ""
    assert "code" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_thousand_items_in_a_few_seconds(line: CommandLine) -> None:
    items = [
        {**ITEM, "amount": f"{4000 + number}.40", "code": ("51", "05", "91", "61")[number % 4]}
        for number in range(1_000)
    ]
    began = time.monotonic()
    result = line.run("explain", "-", stdin=json.dumps(items))
    seconds = time.monotonic() - began
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)) == 1_000
    assert seconds < 10, seconds
