"""The reviewed texts of each cause: complete in both languages, short, polite, and filled in by names that exist."""

from __future__ import annotations

import json
import re

import pytest

from borrower_app import resource_files
from borrower_app.debits.cause_texts import load_cause_texts
from borrower_app.debits.facts import DebitFacts, InstrumentFacts
from borrower_app.debits.names import names_of
from borrower_app.debits.verdict import BothLanguages, CauseClass
from borrower_app.lending.money import Money
from borrower_app.records.debit import Reason
from borrower_app.records.enums import Holder, Party

RAW = resource_files.read_bytes("reason-codes/causes.json")
TEXTS = load_cause_texts(RAW)
NAMES = names_of(
    DebitFacts(
        amount=Money(400_340, "CNY"),
        instrument=InstrumentFacts(last4="1234", bank="工商银行", holder=Holder.BORROWER),
        reason=Reason(code="51", said_by=Party.BANK),
        lender_name="示例银行",
        channel_name="银联通道",
    )
)


def all_texts(cause: CauseClass) -> list[BothLanguages]:
    texts = TEXTS[cause]
    single = [getattr(texts, name) for name in texts.__struct_fields__ if name != "other_steps"]
    return [*single, *texts.other_steps]


@pytest.mark.parametrize("cause", list(CauseClass))
def test_each_text_is_there_short_and_blames_nobody(cause: CauseClass) -> None:
    for text in all_texts(cause):
        filled = NAMES.fill(text)
        assert filled.zh.strip()
        assert filled.en.strip()
        assert "{" not in filled.zh + filled.en
        for sentence in re.split(r"[。？；]", filled.zh):
            assert len(sentence) <= 60, sentence
        assert not re.search(r"您没有|您忘|被拒|我们|咱们|[\u4e00-\u9fff][,;:!?]", filled.zh), filled.zh
        assert not re.search(r"\b(?:rejected|refused|your fault)\b", filled.en), filled.en


@pytest.mark.parametrize("cause", list(CauseClass))
def test_the_words_for_the_phone_greet_and_ask(cause: CauseClass) -> None:
    script = NAMES.fill(TEXTS[cause].ask_the_bank)
    assert script.zh.startswith("您好，")
    assert script.en.startswith("Hello, ")


@pytest.mark.parametrize("cause", list(CauseClass))
def test_what_would_disprove_it_is_a_condition(cause: CauseClass) -> None:
    disproof = NAMES.fill(TEXTS[cause].disproof)
    assert disproof.zh.startswith("如果")
    assert disproof.en.startswith("If ")


def test_a_placeholder_that_nothing_fills_in_is_refused() -> None:
    spoiled = json.loads(RAW)
    spoiled["unknown"]["why"]["zh"] = "{nobody}没有说明原因。"
    with pytest.raises(ValueError, match="nobody"):
        load_cause_texts(json.dumps(spoiled).encode())


def test_a_missing_cause_is_refused() -> None:
    spoiled = json.loads(RAW)
    del spoiled["unknown"]
    with pytest.raises(ValueError, match="unknown"):
        load_cause_texts(json.dumps(spoiled).encode())


@pytest.mark.parametrize(
    ("template", "value", "told"),
    [
        ("扣了{x}还差", "4,003.40 元", "扣了 4,003.40 元还差"),
        ("付{x}超过", "8.00 INR", "付 8.00 INR 超过"),
        ("{x}的扣款", "11 月 20 日", "11 月 20 日的扣款"),
        ("知道{x}的", "11 月 20 日", "知道 11 月 20 日的"),
        ("（{x}）", "4,003.40 元", "（4,003.40 元）"),
        ("请{x}说", "工商银行", "请工商银行说"),
        ("请{x}说", "ICBC", "请 ICBC 说"),
    ],
)
def test_chinese_and_latin_stand_apart_by_one_space(template: str, value: str, told: str) -> None:
    filled = NAMES.fill(BothLanguages(template, "{x}"), x=BothLanguages(value, value))
    assert filled.zh == told


def test_names_may_hold_braces_and_percent_signs_safely() -> None:
    names = names_of(DebitFacts(lender_name="{card} {0} %s", instrument=InstrumentFacts(bank="{amount}")))
    filled = names.fill(BothLanguages("{lender}和{bank}", "{lender} and {bank}"))
    assert filled.zh == "{card} {0} %s 和{amount}"
    assert filled.en == "{card} {0} %s and {amount}"
