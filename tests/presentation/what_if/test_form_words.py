"""S-2: the words of its form, the mark of the better way, and the buttons of what was saved."""

from __future__ import annotations

import pytest

from borrower_app.language import Language
from borrower_app.presentation.intents import RemoveWhatIf, WhatIfEntry
from borrower_app.presentation.what_if.saved import what_if_of
from borrower_app.presentation.what_if.views import WhatIfView
from borrower_app.presentation.what_if.what_if import what_if_view
from tests.support.own_loans import own_reading
from tests.support.present import present
from tests.support.story_snapshot import reading_of
from tests.support.view_words import EN, ZH, actions_of, words_of

ENTRY = WhatIfEntry("100000", "2027-01-25")


def view_of(language: Language) -> WhatIfView:
    reading = reading_of("insufficient_funds", language.code)
    loan_id = reading.snapshot.loans[0].record.id
    return what_if_view(reading, loan_id, ENTRY, (present(what_if_of(reading, loan_id, ENTRY, "t1")),))


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            ZH,
            ["提前还", "提前还多少", "在", "哪一天还", "算一算", "还几次", "once", "只还这一次",
             "yearly", "每年这一天都还", "保存这次试算"],
        ),
        (
            EN,
            ["Pay early", "How much to pay early", "on", "On which day", "Compute", "How often", "once", "Once",
             "yearly", "Every year on this day", "Save this what-if"],
        ),
    ],
)  # fmt: skip
def test_the_form_in_both_languages(language: Language, wanted: list[str]) -> None:
    assert words_of(view_of(language).form) == wanted


def test_the_form_is_there_where_there_is_no_loan_yet() -> None:
    assert what_if_view(own_reading(language="zh"), "", None).form == view_of(ZH).form


def test_the_way_that_saves_more_is_marked_in_words() -> None:
    marks = {language.code: [outcome.better for outcome in view_of(language).outcomes] for language in (ZH, EN)}
    assert [present(marks["zh"][0]).text, present(marks["en"][0]).text] == ["更省利息", "Saves more interest"]
    assert marks["zh"][1] is None


def test_what_was_saved_can_be_computed_again_and_removed() -> None:
    [zh], [en] = view_of(ZH).saved, view_of(EN).saved
    assert (zh.again, zh.again_name) == ("再算一次", f"再算一次：{zh.words}")
    assert (en.again, en.again_name) == ("Compute again", f"Compute again: {en.words}")
    assert actions_of(zh) == {"删除": RemoveWhatIf("t1")}
    assert (en.remove.text, en.remove.accessible_name, en.remove.danger) == ("Remove", f"Remove: {en.words}", True)
