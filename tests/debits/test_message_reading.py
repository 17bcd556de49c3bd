# ruff: noqa: E501 - texts as they are sent
"""The one reader: what messages say, what `explain` makes of them, and a floor over the labelled half it was built on.

The cases are own words after public reports; the expected values are those of the reports, not of the reader.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.explain_json import explain_from_json
from borrower_app.debits.read_message_json import message_from_json
from borrower_app.debits.reading_texts import causes, fraud_signs, happenings, subject
from borrower_app.debits.reading_texts.fraud_signs import FraudSign
from borrower_app.debits.reading_texts.normal_text import normal_text
from borrower_app.debits.reading_texts.reading import read_text
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.reading_texts.two_languages import TwoLanguages
from borrower_app.reason_catalogue import reason_catalogue
from tests.benchmarks.message_reading import items_of, reading_of, verdict_of

CATALOGUE = reason_catalogue()
NOW = "2026-11-20T12:00:00+08:00"
AT = "2026-11-20T08:01:12+08:00"
OPEN = {"processing", "outcome_unknown", "debited_not_posted"}
SUCCESS = "【工商银行】您尾号5678卡11月20日09:15房贷还款支出4,103.55元，余额321.08元。"
REMINDER = (
    "【招商银行】温馨提示：您的个人贷款将于11月20日扣款4,103.55元，请确保尾号5678账户余额充足，"
    "以免因余额不足导致扣款失败、影响征信。"
)
PART = (
    "【建设银行】您本期房贷应还4,103.55元，11月20日已从尾号5678账户扣款2,000.00元，"
    "尚有2,103.55元未扣收，请尽快存入，以免逾期。"
)


def told(**given: object) -> dict[str, Any]:
    return explain_from_json({"now": NOW, **given}, CATALOGUE)


def message(text: str, **more: object) -> dict[str, Any]:
    return message_from_json({"text": text, **more}, CATALOGUE)


def test_a_message_of_success_is_no_failure() -> None:
    assert told(text=SUCCESS, said_by="bank")["state"] == "debited_not_posted"
    assert told(text=SUCCESS, said_by="lender")["state"] == "posted"


def test_a_reminder_before_the_debit_is_no_attempt() -> None:
    before = explain_from_json({"text": REMINDER, "now": "2026-11-19T12:00:00+08:00"}, CATALOGUE)
    after = explain_from_json({"text": REMINDER, "now": "2026-11-21T12:00:00+08:00"}, CATALOGUE)
    assert (before["state"], after["state"]) == ("not_due", "due_not_tried")


def test_a_part_names_what_was_taken_and_what_is_left() -> None:
    found = told(text=PART)
    assert found["state"] == "partly_debited"
    assert "2,000.00" in found["text"]["zh"]["what_happened"]
    assert "2,103.55" in found["text"]["zh"]["next_step"]
    roles = {item["role"]: Decimal(item["amount"]) for item in message(PART)["amounts"]}
    assert roles == {"due": Decimal("4103.55"), "debited": Decimal(2000), "left_to_pay": Decimal("2103.55")}


def test_money_that_went_back_is_reversed() -> None:
    assert told(text="您11月20日扣收的月供4,103.55元已冲正退回。")["state"] == "reversed"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("暂停非柜面交易，请至柜台办理", "risk_or_compliance_hold"),
        ("您输入的卡号已注销，详询发卡行", "account_closed_or_invalid"),
        ("卡号不存在", "account_closed_or_invalid"),
        ("支付卡已超过有效期", "card_expired_or_lost"),
        ("持卡人身份信息或手机号输入不正确，验证失败", "details_mismatch"),
        ("查无此签约协议号", "mandate_missing_or_revoked"),
        ("未开通认证支付", "mandate_missing_or_revoked"),
        ("交易金额超过协议限额", "limit_exceeded"),
        ("单日转出限额已满", "limit_exceeded"),
        ("扣款失败，并非余额不足，系我行系统升级所致", "bank_technical"),
        ("Autopay has expired", "mandate_missing_or_revoked"),
        ("51 : Insufficient funds/over credit limit", "insufficient_funds"),
        ("This PaymentIntent requires a mandate, but no existing mandate was found.", "mandate_missing_or_revoked"),
    ],
)
def test_a_reason_that_stands_there_is_not_called_no_reason(text: str, cause: str) -> None:
    found = told(text=text, said_by="bank", attempted_at=AT)
    assert (found["cause"], found["certainty"]) == (cause, "inferred")
    assert "没有说明原因" not in json.dumps(found["text"], ensure_ascii=False)


def test_a_reason_that_is_not_known_is_quoted_word_for_word() -> None:
    found = told(text="扣款失败，原因：账户状态异常", said_by="bank", attempted_at=AT)
    assert found["certainty"] == "unknown"
    assert "账户状态异常" in found["text"]["zh"]["what_happened"]
    assert "没有说明原因" not in json.dumps(found["text"], ensure_ascii=False)
    silent = told(text="扣款失败", said_by="bank", attempted_at=AT)
    assert "没有说明原因" in silent["text"]["zh"]["what_happened"]


@pytest.mark.parametrize(
    "text",
    [
        "系统异常",
        "系统异常，请重新发起",
        "9000 系统异常（需要查询订单状态）",
        "系统繁忙，请稍后再试",
        "PSP TIME-OUT",
        "Your payment is still being processed",
        "已收妥未入账",
        "Payment was unsuccessful due to a temporary issue. If amount got deducted, it will be refunded.",
    ],
)
def test_a_technical_wording_without_a_rejection_leaves_the_outcome_open(text: str) -> None:
    found = told(text=text, said_by="bank", attempted_at=AT)
    assert found["state"] in OPEN
    assert found["outcome_open"]
    assert found["retry_safe"] == "no"


def test_a_bank_that_declined_closes_a_code_of_tables_that_differ() -> None:
    declined = [{"party": "lender", "status": "ok"}, {"party": "bank", "status": "declined"}]
    assert told(rail="unionpay", code="05", hops=declined, attempted_at=AT)["state"] == "failed_needs_you"
    silent = [*declined[:1], {"party": "bank", "status": "no_answer"}]
    assert told(rail="unionpay", code="05", hops=silent, attempted_at=AT)["outcome_open"]
    assert told(rail="unionpay", code_list="online", code="05", hops=declined, attempted_at=AT)["outcome_open"]


def test_a_text_that_denies_its_code_takes_stated_away() -> None:
    assert told(rail="unionpay", code_list="pos", code="51", attempted_at=AT)["certainty"] == "stated"
    denied = told(rail="unionpay", code_list="pos", code="51", text="不是余额不足", attempted_at=AT)
    assert denied["certainty"] == "inferred"


def test_a_text_that_equals_one_tables_row_decides_between_tables() -> None:
    assert told(rail="unionpay", code="61", attempted_at=AT)["cause"] == "unknown"
    decided = told(rail="unionpay", code="61", text="超出金额限制；交易金额超限", attempted_at=AT)
    assert decided["cause"] == "limit_exceeded"


def test_a_return_after_success_keeps_its_reason() -> None:
    found = told(rail="nacha_ach", code="R01", posted_at=AT, reversed_at=NOW, said_by="bank", attempted_at=AT)
    assert (found["state"], found["cause"]) == ("reversed", "insufficient_funds")
    assert "余额不足" in found["text"]["zh"]["what_happened"]


def test_a_time_that_is_still_to_come_is_no_attempt() -> None:
    assert told(attempted_at="2026-11-21T08:00:00+08:00")["state"] == "not_due"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("【华夏银行】您的个人住房按揭（扣款卡号*5678），本期应还款额为4103.55元，还款日11月20日。如已还款，请勿理会。", "reminder"),
        ("【示例银行】您的还款金额4,103.55元已扣收失败。", "failed"),
        ("您的貸款已逾期3天，應繳本息NT$4,512，請儘速繳納。", "overdue"),
        ("您的扣款請求已受理，結果將另行通知。", "processing"),
        ("您好，您本期1,860元可能已扣款成功，也可能扣款失败，以银行短信为准。", "unclear"),
        ("【悦读会】459432为您的登录验证码，请于5分钟内填写。", "not_about_a_debit"),
        ("您的退款失败：商户账户余额不足，请联系商家处理。订单金额128.00元。", "not_about_a_debit"),
    ],
)  # fmt: skip
def test_what_a_message_says(text: str, says: str) -> None:
    found = message(text)
    assert found["says"] == says
    if says != "failed":
        assert found["cause"] is None
        assert found["reason"] is None


def test_the_shape_and_the_days() -> None:
    text = "【示例银行】您尾号1234的账户11月20日扣款失败，原因：余额不足。应还4,003.40元，我行将于今日22:30再次扣款。"
    found = message(text, received_at=NOW)
    assert list(found) == [
        "says", "cause", "certainty", "reason", "amounts", "next_debit_at", "pay_by", "card_last4", "sender",
        "fraud_signs", "text",
    ]  # fmt: skip
    assert found["reason"] == "余额不足"
    assert found["certainty"] == "inferred"
    assert found["amounts"] == [{"amount": "4003.40", "currency": "CNY", "role": "due"}]
    assert found["next_debit_at"] == "2026-11-20T22:30:00+08:00"
    assert (found["card_last4"], found["sender"]) == ("1234", "示例银行")
    assert set(found["text"]) == {"zh", "en"}
    for words in found["text"].values():
        assert set(words) == {"says", "proves", "next_step"}
        assert all(words.values())
    assert message(text)["next_debit_at"] is None


def test_the_lenders_own_link_is_a_caution_and_a_strange_one_an_alarm() -> None:
    text = "您的房贷本期扣款失败，请登录 https://pay.example-bank.cn 处理，否则影响征信。"
    own = read_text(text, origins=["https://pay.example-bank.cn"])
    assert FraudSign.LINK not in (*own.fraud.signs, *own.fraud.cautions)
    assert FraudSign.LINK in read_text(text).fraud.signs
    # A name that only begins like the lender's is not the lender's.
    lookalike = text.replace("example-bank.cn", "example-bank.cn.pay.top")
    assert FraudSign.LINK in read_text(lookalike, origins=["https://pay.example-bank.cn"]).fraud.signs


def test_a_link_alone_is_told_as_a_caution() -> None:
    found = message("您的11月账单328.90元已自动还款成功，详情查看 https://m.example.com/p")
    assert found["fraud_signs"] == []
    assert "不要点" in found["text"]["zh"]["says"]


FAILING = [item["text"] for item in items_of("building") if item["topic"] == "debit" and item["says"] == "failed"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(FAILING),
    st.sampled_from(
        [
            "如已还款，请忽略。",
            "若扣款成功请勿理会。",
            "If you have already paid, ignore this message.",
            "并非扣款成功。",
        ]
    ),
    st.booleans(),
)
def test_a_negation_or_a_condition_never_makes_a_failure_paid(text: str, more: str, before: bool) -> None:
    joined = more + text if before else text + more
    assert read_text(joined).says is not Says.PAID


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["4,003.40", "88.00", "12,345.67"]), st.sampled_from(["余额不足", "卡已过期", "超过单笔限额"]))
def test_without_its_failing_clause_nothing_is_left_failed(amount: str, cause: str) -> None:
    whole = f"您尾号1234的账户因{cause}，本期月供{amount}元扣款失败，请尽快处理。"
    assert read_text(whole).says is Says.FAILED
    assert read_text(f"您尾号1234的账户，本期月供{amount}元，请尽快处理。").says is not Says.FAILED
    assert read_text(f"请确保余额充足，以免{cause}导致扣款失败。您的本期月供{amount}元。").says is not Says.FAILED


@pytest.mark.parametrize(
    "piece",
    [
        "扣款",
        "已",
        "1 ",
        "a-",
        "如",
        "余额不足或",
        "payment of $1 ",
        "转账",
        "a点",
        "费金款",
        "\n扣款",
        "not be able to ",
    ],
)
def test_reading_stays_linear(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 0.5


def test_a_pattern_by_language_finds_what_the_whole_pattern_finds() -> None:
    patterns = [
        pattern
        for module in (causes, fraud_signs, happenings, subject)
        for value in vars(module).values()
        for pattern in (
            [one[1] for one in value if isinstance(one, tuple) and len(one) > 1]
            if isinstance(value, tuple)
            else [value]
        )
        if isinstance(pattern, TwoLanguages)
    ]
    assert len(patterns) > 30
    for item in items_of("building")[::20]:
        text = normal_text(item["text"])
        for pattern in patterns:
            whole = [match.span() for match in pattern.whole.finditer(text.dense)]
            assert [match.span() for match in pattern.of(text).finditer(text.dense)] == whole, item["id"]


def test_the_building_half_reaches_its_floor() -> None:
    counts = Counter(verdict_of(item, reading_of(item)) for item in items_of("building") if item["topic"] == "debit")
    assert counts["dangerous"] == 0
    assert counts["falsely certain"] == 0
    assert counts["right"] >= 0.97 * sum(counts.values())


def test_the_building_half_of_frauds_reaches_its_floor() -> None:
    flagged = {True: Counter[bool](), False: Counter[bool]()}
    for item in items_of("building"):
        flagged[item["topic"] == "fraud"][reading_of(item).fraud.looks_like_fraud] += 1
    assert flagged[True][True] >= 0.98 * sum(flagged[True].values())
    assert flagged[False][True] <= 0.002 * sum(flagged[False].values())


def _command(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "borrower_app", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


def test_the_command_reads_one_or_many(tmp_path: Path) -> None:
    file = tmp_path / "message.json"
    file.write_text(json.dumps({"text": PART, "received_at": NOW}, ensure_ascii=False), encoding="utf-8")
    one = _command("read-message", str(file))
    assert one.returncode == 0, one.stderr
    assert json.loads(one.stdout)["says"] == "partly_paid"
    many = _command("read-message", "-", given=json.dumps([{"text": SUCCESS}, {"txt": "x"}]))
    assert many.returncode == 0
    first, second = json.loads(many.stdout)
    assert first["says"] == "paid"
    assert "txt" in second["error"]


@pytest.mark.parametrize("value", [{}, {"text": 1}, {"text": "x", "received_at": "2026-11-20"}, {"text": "x", "at": 1}])
def test_the_command_refuses_with_one_sentence(value: object) -> None:
    refused = _command("read-message", "-", given=json.dumps(value))
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.strip().count("\n") == 0
