"""R-1 says nothing that no record or published page says, and every word of the trade can be found."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest

from borrower_app.language import LanguageCode
from borrower_app.presentation.help.help import help_view
from borrower_app.presentation.help.views import HelpView
from borrower_app.presentation.words.glossary_terms import TERMS
from borrower_app.records.loan import LateTerms, PrepaymentTerms
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import reading_of

BOTH: tuple[LanguageCode, ...] = ("zh", "en")


def page(story: str, language: LanguageCode = "zh") -> HelpView:
    return help_view(reading_of(story, language=language))


def answer(view: HelpView, question: str) -> str:
    (found,) = [one for one in view.questions if question in one.question]
    return "\n".join("".join(piece.text for piece in words) for words in found.answers)


def test_sixty_words_each_once_and_in_plain_sentences() -> None:
    for language in BOTH:
        words = [word for group in page("all_well", language).groups for word in group.words]
        assert len(words) == len(TERMS) >= 60
        assert len({word.word for word in words}) == len(words)
        assert all(word.meaning.endswith("。" if language == "zh" else ".") for word in words)
        assert not [word for word in words if language == "zh" and re.search(r"[a-z]{4,}", word.word + word.meaning)]


@pytest.mark.parametrize("story", story_names())
def test_no_number_stands_there_but_the_lenders_own(story: str) -> None:
    reading = reading_of(story)
    view = help_view(reading)
    discovery = reading.snapshot.discovery
    assert discovery is not None
    told = " ".join("".join(piece.text for piece in line.words) for line in view.call)
    assert discovery.hotline in told
    allowed = " ".join(
        [discovery.hotline, discovery.hotline_hours or "", *(r.contact for r in discovery.complaint_routes)]
    )
    strangers = [digits for digits in re.findall(r"\d{5,}", told) if digits not in allowed]
    assert strangers == []
    banks = {held.record.bank for held in reading.snapshot.instruments}
    assert all(f"{bank}：卡背面的客服电话" in told for bank in banks)


def test_late_and_early_are_answered_from_the_contract() -> None:
    reading = reading_of("insufficient_funds")
    (loan,) = reading.snapshot.loans

    def with_terms(late: LateTerms, early: PrepaymentTerms | None) -> HelpView:
        record = msgspec.structs.replace(loan.record, late_terms=late, prepayment_terms=early)
        snapshot = replace(reading.snapshot, loans=(msgspec.structs.replace(loan, record=record),))
        return help_view(replace(reading, snapshot=snapshot))

    untold = with_terms(LateTerms(), None)
    assert "没有说明" in answer(untold, "还晚了会怎样")
    assert "没有说明" in answer(untold, "征信")
    assert "没有说明提前还的条件" in answer(untold, "提前还")
    told = with_terms(
        LateTerms(grace_days=3, penalty_annual_rate="4.65"), PrepaymentTerms(fee_rate="0.00", notice_days=15)
    )
    assert "宽限期 3 天" in answer(told, "还晚了会怎样")
    assert "4.65%" in answer(told, "还晚了会怎样")
    assert "不收费用" in answer(told, "提前还")
    assert "提前 15 天" in answer(told, "提前还")
    costly = with_terms(LateTerms(), PrepaymentTerms(fee_rate="0.1"))
    assert "0.10%" in answer(costly, "提前还")
    assert "不收费用" not in answer(costly, "提前还")
