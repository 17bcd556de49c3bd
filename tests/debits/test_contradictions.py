"""The 22 contradictions of the reference collection: same code, two meanings; each says only what both allow."""

from __future__ import annotations

import pytest

from borrower_app.debits.explain_json import explain_from_json
from borrower_app.debits.reading_texts.reading import read_text
from borrower_app.debits.reason_codes import Meaning
from borrower_app.reason_catalogue import reason_catalogue

CATALOGUE = reason_catalogue()
AT = "2026-11-20T08:01:12+08:00"


def meaning(rail: str, code: str, code_list: str | None = None) -> Meaning | None:
    return CATALOGUE.meaning(rail, code_list, code)


def judged(**given: object) -> tuple[str, str, bool]:
    told = explain_from_json({"attempted_at": AT, **given}, CATALOGUE)
    return told["cause"], told["certainty"], told["outcome_open"]


def says_nothing(rail: str, code: str, code_list: str | None = None) -> bool:
    found = meaning(rail, code, code_list)
    return found is None or (found.cause.value, found.certainty.value) == ("unknown", "unknown")


def test_1_one_code_for_a_mismatch_and_for_a_refund() -> None:
    assert says_nothing("unionpay", "20F3", "chinapay")
    found = meaning("unionpay", "20F3", "chinapay")
    assert found is not None
    assert "卡号与证件号码不符" in found.original_text
    assert "累计退货金额" in found.original_text


@pytest.mark.parametrize("code", ["2013", "20PZ"])
def test_2_doubled_inside_one_file(code: str) -> None:
    assert says_nothing("unionpay", code, "chinapay")
    # One of the two meanings leaves the result open: nobody may be told that it failed.
    assert judged(rail="unionpay", code_list="chinapay", code=code)[2]


def test_3_a_route_or_a_limit() -> None:
    assert says_nothing("unionpay", "2031", "chinapay")
    # Both readings of 2061 are a limit.
    assert judged(rail="unionpay", code_list="chinapay", code="2061")[0] == "limit_exceeded"


def test_4_two_lenders_tell_their_borrowers_different_things() -> None:
    assert says_nothing("yeepay", "TZ2010032")
    assert judged(rail="yeepay", code="TZ2010032", text="卡内余额不足")[1] == "unknown"


def test_5_the_answer_to_a_query_is_another_answer() -> None:
    # Both readings of 3045 are about the mandate; 3028 leaves the result open.
    assert judged(rail="allinpay", code="3045") == ("mandate_missing_or_revoked", "stated", False)
    assert judged(rail="allinpay", code="3028")[2]


def test_6_other_error_see_the_text() -> None:
    assert says_nothing("allinpay", "3999")
    assert judged(rail="allinpay", code="3999", text="卡号所属银行与发卡行不一致")[1] == "unknown"


def test_7_a_success_that_reads_like_pending_is_not_read_at_all() -> None:
    assert meaning("allinpay", "4000") is None


@pytest.mark.parametrize("rail", ["unionpay", "iso8583"])
def test_8_do_not_honor_names_no_reason(rail: str) -> None:
    assert says_nothing(rail, "05", "pos" if rail == "unionpay" else None)
    assert says_nothing(rail, "15", "pos" if rail == "unionpay" else None)
    assert says_nothing("iso8583", "21")
    assert judged(rail=rail, code="05", text="持卡人认证失败")[1] == "unknown"


def test_9_error_restricted_card_unsupported() -> None:
    for code in ("06", "36", "40"):
        assert says_nothing("iso8583", code)
        assert says_nothing("unionpay", code, "pos")
    # Without the table, 40 of the terminals and 40 of online payments don't agree.
    assert says_nothing("unionpay", "40")


@pytest.mark.parametrize("code", ["61", "62", "64", "65"])
def test_10_terminals_and_online_payments_share_digits_only(code: str) -> None:
    assert says_nothing("unionpay", code)


def test_10_with_the_table_each_says_its_own() -> None:
    assert judged(rail="unionpay", code_list="pos", code="61")[0] == "limit_exceeded"
    assert judged(rail="unionpay", code_list="online", code="61")[0] == "account_closed_or_invalid"
    assert judged(rail="unionpay", code_list="online", code="64")[0] == "insufficient_funds"
    assert judged(rail="unionpay", code_list="pos", code="64")[0] == "duplicate_or_data_error"


def test_11_suspicion_or_a_wrong_number() -> None:
    assert says_nothing("unionpay", "59", "pos")
    assert says_nothing("unionpay", "58", "pos")
    assert says_nothing("iso8583", "58")


@pytest.mark.parametrize("code", ["03", "04"])
def test_12_rows_shifted_in_the_source_are_left_out(code: str) -> None:
    assert meaning("unionpay", code, "pos") is None


def test_13_whose_balance() -> None:
    # In the debit product it is the user's; the merchant's shortage is told in words of its own.
    assert judged(rail="wechat_papay", code="NOTENOUGH")[0] == "insufficient_funds"
    assert read_text("商户账户余额不足").cause is None
    assert says_nothing("wechat_papay", "USER_ACCOUNT_ABNORMAL")


def test_14_one_underscore_two_causes() -> None:
    assert judged(rail="wechat_papay", code="RULELIMIT")[0] == "limit_exceeded"
    assert says_nothing("wechat_papay", "RULE_LIMIT")
    assert judged(rail="wechat_papay", code="ACCOUNTERROR")[0] == "account_closed_or_invalid"
    assert says_nothing("wechat_papay", "ACCOUNT_ERROR")


def test_15_a_bad_message_or_a_risk() -> None:
    assert says_nothing("lianlian", "9901")
    assert says_nothing("lianlian", "1005")
    assert judged(rail="lianlian", code="9910")[0] == "risk_or_compliance_hold"


def test_16_funds_or_a_minimum() -> None:
    for code in ("AM06", "MS03", "AG07"):
        assert says_nothing("sepa_sdd", code)
    assert judged(rail="sepa_sdd", code="AM04")[0] == "insufficient_funds"


def test_17_a_rule_of_another_year() -> None:
    assert says_nothing("nacha_ach", "R11")


def test_18_the_debit_unpaid_or_the_mandate_dead() -> None:
    assert says_nothing("bacs_uk", "0", "ARUDD")
    assert judged(rail="bacs_uk", code_list="ADDACS", code="0")[0] == "mandate_missing_or_revoked"
    assert says_nothing("bacs_uk", "0")


@pytest.mark.parametrize(
    ("rail", "code"),
    [
        ("stripe", "pickup_card"),
        ("stripe", "restricted_card"),
        ("stripe", "withdrawal_count_limit_exceeded"),
        ("stripe", "card_velocity_exceeded"),
        ("adyen", "25"),
    ],
)
def test_19_a_possibility_is_no_reason(rail: str, code: str) -> None:
    assert says_nothing(rail, code)


def test_20_a_code_that_turned_out_well_is_no_failure_code() -> None:
    assert meaning("alipay", "10003") is None


def test_21_busy_is_failed_in_one_table_and_open_in_another() -> None:
    assert not judged(rail="unionpay", code_list="chinapay", code="20QS")[2]
    assert judged(rail="allinpay", code="3028")[2]
    # The words alone don't settle it, and they name no cause of the borrower's.
    assert read_text("系统忙，请稍后再提交").cause is None


@pytest.mark.parametrize("text", ["交易权限受限", "发卡行交易权限受限，详情请咨询您的发卡行", "账户透支"])
def test_22_nothing_is_claimed_that_the_words_do_not_say(text: str) -> None:
    assert read_text(text).cause is None
    assert judged(text=text)[1] == "unknown"
    assert judged(rail="unionpay", code_list="online", code="78", text=text)[1] == "unknown"
