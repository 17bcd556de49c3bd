"""What a person on the phone is told: a code with its word and step, a number of the debit or request, a clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from borrower_app.contract.operations import spoken_reference_of
from borrower_app.contract.snapshot import Freshness
from borrower_app.language import Language
from borrower_app.presentation.guides.guide_view import step_words
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.reading.freshness_words import updated_words
from borrower_app.presentation.reading.hotline import help_line, hotline
from borrower_app.presentation.words.parts import Words
from tests.support.story_snapshot import NOON, SHANGHAI, reading_of

ZH, EN = Language("zh"), Language("en")


def text_of(words: Words) -> str:
    return "".join(piece.text for piece in words)


def test_the_code_is_read_with_the_word_of_its_page() -> None:
    told = text_of(help_line(reading_of("insufficient_funds"), "S-1", ""))
    assert "955XX" in told
    assert "本页编号 S-1，还款计划" in told


@pytest.mark.parametrize("subject", ["{id}", "debit_attempt:{id}", "instrument:card-1@{id}"])
def test_a_page_about_a_debit_has_its_number(subject: str) -> None:
    reading = reading_of("insufficient_funds")
    attempt = reading.snapshot.attempts[0].record
    told = text_of(help_line(reading, "E-1", subject.format(id=attempt.id)))
    assert f"{attempt.reference[:4]} {attempt.reference[4:]}" in told
    assert "扣款编号" in told


def test_a_request_has_its_own_number() -> None:
    number = spoken_reference_of("op-example")
    told = text_of(hotline(reading_of("all_well"), "C-2", operation_id="op-example", step="第 3 步"))
    assert "本页编号 C-2，换还款卡，第 3 步" in told
    assert f"{number[:4]} {number[4:]}" == "2527 2238"
    assert "2527 2238" in told


def test_without_a_lenders_number_there_is_no_line() -> None:
    reading = reading_of("all_well")
    bare = replace(reading, snapshot=replace(reading.snapshot, discovery=None))
    assert help_line(bare, "S-1", "") == ()


@pytest.mark.parametrize("code", GUIDES)
@pytest.mark.parametrize("language", [ZH, EN], ids=lambda language: language.code)
def test_no_two_steps_of_a_guide_are_called_the_same(code: str, language: Language) -> None:
    guide = GUIDES[code]
    told = [step_words(guide, step, language) for step in guide.steps]
    assert len(told) == len(set(told))
    for step, words in zip(guide.steps, told, strict=True):
        assert str(step.stage + 1) in words, "the number that stands over the page"


def freshness(pulled_at: dt.datetime, difference: float = 0.0) -> Freshness:
    return Freshness(pulled_at, pulled_at.date(), pulled_at, difference, True)


@pytest.mark.parametrize(
    ("ago", "difference", "zh", "en"),
    [
        (0, 0, "刚刚更新（12:00）", "Updated just now (12:00)"),
        (5, 0, "5 分钟前更新（11:55）", "Updated 5 minutes ago (11:55)"),
        (5, 600, "5 分钟前更新（11:45）", "Updated 5 minutes ago (11:45)"),
        (13 * 60, 0, "13 小时前更新（11 月 19 日 23:00）", "Updated 13 hours ago (19 Nov 23:00)"),
    ],
)
def test_the_footer_says_when(ago: int, difference: float, zh: str, en: str) -> None:
    told = freshness(NOON - dt.timedelta(minutes=ago), difference)
    assert updated_words(told, NOON, SHANGHAI, ZH) == zh
    assert updated_words(told, NOON, SHANGHAI, EN) == en
