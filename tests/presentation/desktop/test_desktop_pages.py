"""F1, the list of keys and the question before closing: complete, in both languages, offering only what can be."""

from __future__ import annotations

import pytest

from borrower_app.application.window.pages import PAGES
from borrower_app.language import Language
from borrower_app.presentation.desktop.closing import AtStake, closing_view
from borrower_app.presentation.desktop.keyboard_page import keyboard_view
from borrower_app.presentation.desktop.page_purposes import PURPOSES
from borrower_app.presentation.desktop.shortcuts import SHORTCUTS
from borrower_app.presentation.desktop_intents import QuitAnyway
from borrower_app.presentation.intents import ChooseSignIn, GoBack, SyncNow, opens

LANGUAGES = [Language("zh"), Language("en")]


@pytest.mark.parametrize("language", LANGUAGES, ids=["zh", "en"])
@pytest.mark.parametrize("code", [page.code for page in PAGES])
def test_f1_knows_every_page(code: str, language: Language) -> None:
    view = keyboard_view(code, language)
    assert view.about == PURPOSES[code](language)
    assert code in view.about_title


def test_every_key_stands_in_the_list_once() -> None:
    keys = [key for one in SHORTCUTS for key in one.keys]
    assert len(keys) == len(set(keys))
    for language in LANGUAGES:
        assert [row.keys for row in keyboard_view("", language).keys] == [one.keys for one in SHORTCUTS]
        assert keyboard_view("", language).about == ""
    zh, en = (keyboard_view("", language) for language in LANGUAGES)
    assert all(mine.words != theirs.words for mine, theirs in zip(zh.keys, en.keys, strict=True))


@pytest.mark.parametrize("language", LANGUAGES, ids=["zh", "en"])
def test_the_question_offers_to_keep_it_first_and_to_lose_it_last(language: Language) -> None:
    view = closing_view(AtStake(unsent=2, own_loans=1), language, signed_in=True, is_locked=False)
    wishes = [action.intent for action in view.actions]
    assert wishes == [GoBack(), SyncNow(), opens("T-1", "backup"), QuitAnyway()]
    assert [action.danger for action in view.actions] == [False, False, False, True]
    assert any("2" in told for told in view.told)


def test_who_is_not_signed_in_is_led_to_the_sign_in() -> None:
    view = closing_view(AtStake(unsent=1), Language("en"), signed_in=False, is_locked=False)
    assert [action.intent for action in view.actions] == [GoBack(), ChooseSignIn(), QuitAnyway()]


def test_behind_the_lock_nothing_is_offered_that_needs_the_pin() -> None:
    view = closing_view(AtStake(unsent=1, own_loans=1), Language("zh"), signed_in=True, is_locked=True)
    assert [action.intent for action in view.actions] == [GoBack(), QuitAnyway()]


def test_what_was_sent_meanwhile_is_no_longer_at_stake() -> None:
    view = closing_view(AtStake(), Language("en"), signed_in=True, is_locked=False)
    assert view.told[-1] == "Nothing is waiting any more: the app can be closed."
    assert not view.actions[-1].danger
