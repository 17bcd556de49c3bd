"""Free text of others: what is private is hidden in whatever form it is written, and nothing else is."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrower_app import masking
from borrower_app.debits.pasted_message import read_message
from borrower_app.debits.quoting import quoted
from borrower_app.foreign_text import shown
from borrower_app.private_spans import Known, PrivateWord, squeezed

BUILDING = Path(__file__).resolve().parents[1] / "debits" / "corpus" / "building"
CARD = "6222020000001234"
KNOWN = Known(
    private=(
        PrivateWord("person", "张小明"),
        PrivateWord("person", "Ann Example"),
        PrivateWord("address", "示例路1号2栋301室"),
        PrivateWord("employer", "示例科技有限公司"),
        PrivateWord("email", "ann.example@example.com"),
    ),
    readable=frozenset({"01088886666", "20261120000187", "48210934"}),
)

DISGUISED = [
    # A card number.
    (f"卡号 {CARD} 余额不足", CARD),
    ("卡号 6222 0200 0000 1234", CARD),
    ("card 6222-0200-0000-1234", CARD),
    ("卡号６２２２０２００００００１２３４", CARD),
    ("卡号٦٢٢٢٠٢٠٠٠٠٠٠١٢٣٤", CARD),
    ("卡号६२२२०२००००००१२३४", CARD),
    ("卡号6222.0200.0000.1234", CARD),
    ("卡号6222/0200/0000/1234", CARD),
    ("卡号6222_0200_0000_1234", CARD),
    ("卡号6222·0200·0000·1234", CARD),
    ("卡号6222 – 0200 – 0000 – 1234".replace(" – ", "–"), CARD),
    ("卡号6222—0200—0000—1234", CARD),
    ("卡号6222\u200b0200\u200b0000\u200b1234", CARD),
    ("卡号6222\u00a00200\u00a00000\u00a01234", CARD),
    ("卡号6222\u202f0200\u202f0000\u202f1234", CARD),
    ("卡号6222\u30000200\u30000000\u30001234", CARD),
    ("卡号6222\ufeff0200\u20600000\u00ad1234", CARD),
    ("卡号" + "\u200d".join(CARD), CARD),
    ("卡号" + " ".join(CARD), CARD),
    ("卡号" + "".join(f"{digit}\ufe0f\u20e3" for digit in CARD), CARD),
    ("卡号①".replace("①", "") + "".join(chr(0x245F + int(digit)) if digit != "0" else "⓪" for digit in CARD), CARD),
    ("卡号" + "".join(chr(0x1D7CE + int(digit)) for digit in CARD), CARD),
    ("卡号6222\n0200\n0000\n1234", CARD),
    ("卡号六二二二零二零零零零零零一二三四", "六二二二零二"),
    ("合同号6222020000001237", "6222020000001237"),
    ("6222 **** **** 1234", "1234"),
    # A phone, a paper.
    ("请联系 19000001234", "19000001234"),
    ("请联系 +86 190-0000-1234", "19000001234"),
    ("请联系190.0000.1234", "19000001234"),
    ("单号19000001234", "19000001234"),
    ("金额19000001234元", "19000001234"),
    ("证件 11010119900101001X 不符", "11010119900101001"),
    ("证件１１０１０１１９９００１０１００１Ｘ不符", "11010119900101001"),
    ("证件 110101 19900101 001X 不符", "11010119900101001"),
    ("护照 E12345678", "12345678"),
    # An address of mail.
    ("写信到 lan@example.com", "lan"),
    ("写信到 lan＠example．com", "lan"),
    ("写信到 lan @ example.com", "lan"),
    ("写信到 l\u200ban@exa\u200bmple.com", "lan"),
    ("write to lan (at) example (dot) com", "lan"),
    # Codes and tails.
    ("您的验证码为483920，5分钟内有效", "483920"),
    ("483920是您的登录验证码", "483920"),
    ("动态密码：４８３９２０", "483920"),
    ("验证码4 8 3 9 2 0", "483920"),
    ("Your verification code is 483-920.", "483920"),
    ("483920 is your Example code", "483920"),
    ("您尾号1234的卡扣款失败", "1234"),
    ("您尾号１２３４的卡扣款失败", "1234"),
    ("account ending in 1234", "1234"),
    ("＊＊＊＊1234", "1234"),
    ("储蓄卡(1234)", "1234"),
]

PERSONAL = [
    ("客户张小明余额不足", "张小明"),
    ("客户张 小 明余额不足", "张小明"),
    ("客户张\u200b小\u2060明余额不足", "张小明"),
    ("客户张·小·明", "张小明"),
    ("Dear ANN EXAMPLE,", "ann"),
    ("Dear Ｅ".replace("Ｅ", "") + "Ａｎｎ Ｅｘａｍｐｌｅ", "ann"),
    ("Dear Ann_Example", "ann"),
    ("寄往示例路 1 号 2 栋 301 室", "示例路1号2栋301室"),
    ("寄往示例路１号２栋３０１室", "示例路1号2栋301室"),
    ("单位：示例 科技 有限公司", "示例科技有限公司"),
    ("ann.example at example dot com", "annexampleatexample"),
    ("ANN.EXAMPLE@EXAMPLE.COM", "annexample"),
]

READABLE = [
    "2026-11-20 应扣 4,003.40 元，代码 51，合同第 12 条",
    "您的贷款已于2026年11月20日22:30扣款成功，金额人民币4003.40元，余额19779.50。",
    "请致电95588或400-820-8888，早8:00至22:00。",
    "客服电话 010-8888 6666",
    "合同号HT20261120000187，流水号20261120000187",
    "编号 4821 0934",
    "4821 0934 010-8888 6666",
    "20261120223000 扣款",
    "¥1,234,567.89 / CNY 12345678.90 / 100000000 元",
    "LPR 3.50% + 30 基点，每 12 个月重定价",
    "11/20/2026 and 30.11.2026, 08:00-18:00",
    "发到 190 •••• 1234",
    "返回：51|资金不足 订单号DK1120003 金额￥599.00",
    "在 2026 年 12 月 31 日前有效，共 360 期，第 33 期",
    "验证码请勿告诉他人，600 秒内有效",
]


@pytest.mark.parametrize(("text", "hidden"), [*DISGUISED, *PERSONAL])
def test_disguised_forms_are_hidden(text: str, hidden: str) -> None:
    for told in (masking.free_text(text, KNOWN), masking.free_text(shown(text), KNOWN)):
        assert squeezed(hidden) not in squeezed(told), told
        assert masking.DOT in told


def test_there_are_more_forms_than_the_audit_tried() -> None:
    assert len(DISGUISED) + len(PERSONAL) >= 32


@pytest.mark.parametrize("text", READABLE)
def test_what_a_borrower_reads_stays(text: str) -> None:
    assert masking.free_text(text, KNOWN) == text


def test_only_the_span_is_hidden_and_the_rest_is_as_it_was_written() -> None:
    told = masking.free_text("Ｄｅａｒ\u3000客户：卡号６２２２\u200b０２００００００１２３４，４，００３．４０元。")
    assert told == "Ｄｅａｒ\u3000客户：卡号••••，４，００３．４０元。"


def _honest() -> list[dict[str, object]]:
    rows = []
    for name in ("debit_zh", "debit_en", "other"):
        with (BUILDING / f"{name}.jsonl").open(encoding="utf-8") as file:
            rows += [json.loads(line) for line in file]
    return rows


_AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]{2}(?![0-9])|[0-9][0-9,]*(?=元)")
_DATE = re.compile(r"20[0-9]{2}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2}")
_TIME = re.compile(r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?![0-9])")
_SERVICE = re.compile(
    r"(?:致电|拨打|热线|客服|电话|call|dial)[^0-9]{0,6}(95[0-9]{3,4}|1[02][0-9]{3}|400-[0-9]{3}-[0-9]{4})(?![0-9])"
)
_SPEAKS_OF_A_CODE = re.compile(r"码|口令|密码|碼|code|otp|pin\b", re.IGNORECASE)
_SPEAKS_OF_A_CARD = re.compile(r"尾号|末[四4]|[*xX＊•]|ending|last four|[卡户戶]", re.IGNORECASE)
_REVIEWED_NUMBERS = {"0576-88623522", "2156929948", "44 20 7946 0165"}
"""Two callers' phones and an account number: every long number that is hidden in 1,280 honest messages."""


def test_no_honest_message_loses_what_it_says() -> None:
    """In all 1,280 messages of the building half amounts, dates, times and service numbers are the same after."""
    honest = _honest()
    assert len(honest) >= 500
    faults = []
    for row in honest:
        text = str(row["text"])
        told = masking.free_text(text)
        for pattern in (_AMOUNT, _DATE, _TIME, _SERVICE):
            if pattern.findall(text) != pattern.findall(told):
                faults.append((row["id"], pattern.findall(text), pattern.findall(told)))
    assert faults == []


def test_what_is_hidden_in_honest_messages_is_a_code_a_tail_or_a_reviewed_number() -> None:
    from borrower_app.private_spans import private_spans

    faults = []
    for row in _honest():
        text = str(row["text"])
        for span in private_spans(text):
            around = text[max(0, span.start - 60) : span.end + 60]
            before = text[max(0, span.start - 12) : span.start]
            is_right = {
                "code": bool(_SPEAKS_OF_A_CODE.search(around)),
                "tail": bool(_SPEAKS_OF_A_CARD.search(before)),
                "number": text[span.start : span.end] in _REVIEWED_NUMBERS,
            }.get(span.kind, False)
            if not is_right:
                faults.append((row["id"], span))
    assert faults == []


@given(st.text(max_size=200))
def test_twice_is_once(text: str) -> None:
    told = masking.free_text(text, KNOWN)
    assert masking.free_text(told, KNOWN) == told


LONG = ["a", "1", "a.", "1 ", "a@", "<", "http:/", "www.", "a-", " ", "余额", "1.", "验证码", "勿", "6222 ", "*", "张",
        "张小", "尾号", "code ", "1,", "\u2068", "א", "\n", "E", "ann.", "合同号1"]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_work_grows_as_the_text_does(unit: str) -> None:
    """Sixteen times the text may take 60 times as long, never 256 times (measured as a ratio in one run)."""

    def cost(length: int) -> float:
        text = (unit * length)[:length]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            quoted(text, length)
            masking.free_text(text, KNOWN)
            shown(text)
            read_message(text)
            best = min(best, time.process_time() - started)
        return best

    small = max(cost(1_250), 0.0005)
    assert cost(20_000) / small < 60
