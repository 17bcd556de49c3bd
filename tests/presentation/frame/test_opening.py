"""What surrounds a page before anything is known: the rail's places."""

from __future__ import annotations

from borrower_app.presentation.frame.opening import place_words
from tests.support.view_words import EN, ZH


def test_a_place_tells_what_waits_there() -> None:
    assert place_words("消息", 2, ZH) == "消息，2 条等您看"
    assert place_words("Messages", 2, EN) == "Messages, 2 waiting for you"
    assert place_words("Messages", 0, EN) == "Messages"
