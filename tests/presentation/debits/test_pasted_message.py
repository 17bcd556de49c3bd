"""D-3: a way back where there is no rail beside the page."""

from __future__ import annotations

from borrower_app.presentation.debits.pasted_message import pasted_view
from borrower_app.presentation.intents import GoBack
from borrower_app.presentation.words.parts import Action
from borrower_app.reason_catalogue import reason_catalogue
from tests.support.view_words import EN, ZH


def test_without_the_rail_there_is_a_way_back() -> None:
    for language, words in ((ZH, "返回"), (EN, "Back")):
        assert pasted_view("", language, reason_catalogue(), None, has_rail=False).back == Action(words, GoBack())
        assert pasted_view("", language, reason_catalogue(), None).back is None
