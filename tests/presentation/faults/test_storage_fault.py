"""F-5: what happened, what is safe, what to do, and the one next step."""

from __future__ import annotations

import pytest

from borrower_app.failures import FailureCode, StorageFault
from borrower_app.language import Language
from borrower_app.presentation.faults.storage_fault import storage_fault_view
from borrower_app.presentation.intents import Quit, RepairStorage, SyncNow
from borrower_app.presentation.words.failure_text import failure_words
from tests.support.view_words import EN, ZH, actions_of

REPAIR = {"zh": "把坏文件放到一边，重新获取", "en": "Set the file aside and fetch again"}
AGAIN = {"zh": "再试一次", "en": "Try again"}
LEAVE = {"zh": "关闭软件", "en": "Close the app"}


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("code", [FailureCode.DATABASE_DAMAGED, FailureCode.OWN_DATA_DAMAGED])
def test_what_is_damaged_can_be_set_aside(code: FailureCode, language: Language) -> None:
    view = storage_fault_view(StorageFault(code), language)
    assert actions_of(view) == {REPAIR[language.code]: RepairStorage(), LEAVE[language.code]: Quit()}


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("code", [FailureCode.DISK_FULL, FailureCode.DATABASE_NEWER, FailureCode.KEY_LOST, None])
def test_anything_else_can_be_tried_again(code: FailureCode | None, language: Language) -> None:
    view = storage_fault_view(StorageFault(code) if code is not None else None, language)
    assert actions_of(view) == {AGAIN[language.code]: SyncNow(), LEAVE[language.code]: Quit()}


def test_a_full_disk_in_both_languages() -> None:
    zh, en = (storage_fault_view(StorageFault(FailureCode.DISK_FULL), language) for language in (ZH, EN))
    assert zh.title == "这台电脑上的数据现在不能用"
    assert en.title == "The data on this computer can't be used as they are"
    for view, words in ((zh, failure_words(StorageFault(FailureCode.DISK_FULL), ZH)),
                        (en, failure_words(StorageFault(FailureCode.DISK_FULL), EN))):  # fmt: skip
        assert (view.happened, view.safe, view.to_do) == (words.happened, words.safe, words.to_do)
        assert view.happened
    assert (zh.support, en.support) == ("给客服看的代码：disk_full", "For support: disk_full")


def test_while_it_is_tried_anew_nothing_is_said_to_have_happened() -> None:
    view = storage_fault_view(None, EN)
    assert (view.happened, view.safe, view.to_do, view.support) == ("", "", "", "")
