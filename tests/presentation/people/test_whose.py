"""F-7: one button a person, by the name they chose; nothing of anybody's is said."""

from __future__ import annotations

from borrower_app.presentation.intents import ChooseFolder, Quit
from borrower_app.presentation.people.whose import whose_view
from tests.support.view_words import EN, ZH, actions_of, words_of


def test_everybody_has_a_button() -> None:
    assert actions_of(whose_view(["", "小禾"], ZH)) == {
        "最先使用的人": ChooseFolder(0),
        "小禾": ChooseFolder(1),
        "关闭软件": Quit(),
    }
    assert actions_of(whose_view(["妈妈", "", "A\u202eb"], EN)) == {
        "妈妈": ChooseFolder(0),
        "Person 2": ChooseFolder(1),
        **{words: ChooseFolder(2) for words in actions_of(whose_view(["", "", "A\u202eb"], EN)) if "b" in words[:9]},
        "Close the app": Quit(),
    }


def test_a_name_moves_nothing_on_the_screen() -> None:
    words = "".join(words_of(whose_view(["A\u202eb\n"], EN)))
    assert "\u202e" not in words
    assert "Each person has a folder of their own" in words
