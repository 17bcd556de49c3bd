"""What a guide says about the last press, the bar of practice, and the receipt's dialog."""

from __future__ import annotations

from typing import Any

import pytest

from borrower_app.failures import FailureCode, Offline
from borrower_app.language import Language
from borrower_app.presentation.guides.guide import Asked
from borrower_app.presentation.guides.guide_view import digits_typed
from borrower_app.presentation.guides.outcome import wrong_code
from borrower_app.presentation.guides.practice_steps import PracticeStep, coach_view
from borrower_app.presentation.guides.press_words import busy_words, problem_words
from borrower_app.presentation.guides.receipt import receipt_dialog
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import FileDialogWords, Piece
from tests.support.story_snapshot import NOON, reading_of
from tests.support.view_words import EN, ZH

STEPS = tuple(PracticeStep("H-1", "", f"title {number}", (Piece("told"),)) for number in range(5))


def asked(language: Language) -> Asked:
    return Asked(reading_of("insufficient_funds", language.code), "", {}, NOON)


@pytest.mark.parametrize(
    ("busy", "zh", "en"),
    [
        ("", "", ""),
        ("card", "正在请{lender}核对这张卡…", "Asking {lender} about this card …"),
        ("save", "正在存到本机…", "Saving on this computer …"),
        ("code", "正在把验证码发给{lender}…", "Sending the code to {lender} …"),
    ],
)
def test_what_is_under_way(busy: Any, zh: str, en: str) -> None:
    assert busy_words(busy, asked(ZH)) == zh.format(lender=asked(ZH).lender)
    assert busy_words(busy, asked(EN)) == en.format(lender=asked(EN).lender)


def test_a_card_that_is_not_taken_is_told_in_the_hosts_words() -> None:
    lender = asked(ZH).lender
    assert (
        problem_words(None, "card type", asked(ZH)) == f"{lender}不能用这张卡：「card type」请换一张卡；什么都没有改。"
    )
    assert problem_words(None, "card type", asked(EN)) == (
        f"{lender} does not take this card: “card type” Please take another card; nothing was changed."
    )


def test_a_fault_on_the_way_is_told_first() -> None:
    offline = Offline(FailureCode.UNREACHABLE)
    for language in (ZH, EN):
        assert problem_words(offline, "card type", asked(language)) == failure_sentence(offline, language)
        assert problem_words(None, "", asked(language)) == ""


def test_a_code_that_was_not_taken_and_digits_that_are_hidden() -> None:
    assert wrong_code(ZH) == {"code": "验证码不对。请看最新的那条短信。"}
    assert wrong_code(EN) == {"code": "This code is not right. Please look at the newest message."}
    assert [digits_typed(ZH, count) for count in (1, 16)] == ["已填 1 位", "已填 16 位"]
    assert [digits_typed(EN, count) for count in (1, 16)] == ["1 digit typed", "16 digits typed"]


def test_the_bar_of_practice_tells_its_place_and_ways() -> None:
    first, last = coach_view(STEPS, 0, ZH), coach_view(STEPS, 4, ZH)
    assert (first.place, first.on, first.back, first.out) == ("练习 1/5：这里全是虚构的", "下一步", "", "不练了")
    assert (last.on, last.back) == ("练完了，回去", "返回")
    english = coach_view(STEPS, 1, EN)
    assert english.place == "Practice, step 2 of 5; all of it is made up"
    assert (english.title, english.on, english.back, english.out) == ("title 1", "Next", "Back", "Leave practice")
    assert coach_view(STEPS, 4, EN).on == "That is all: end practice"


def test_the_receipts_dialog_in_both_languages() -> None:
    assert receipt_dialog(ZH) == FileDialogWords("保存回执", "文件")
    assert receipt_dialog(EN) == FileDialogWords("Save the receipt", "File")
