"""Fortress (l): "no end" is told in words on every page, never as a day of the year 2200."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from borrower_app.contract.snapshot import Held, Snapshot
from borrower_app.records.bounds import NO_END, NO_END_AT
from borrower_app.sandbox.stories import build_story
from tests.fortress.test_foreign_text_in_views import every_text
from tests.support.story_snapshot import NOON, snapshot_of


def without_ends(name: str) -> Snapshot:
    """A story whose cards and authorisations have no end, and whose outages are not over."""
    snapshot = snapshot_of(build_story(name, NOON))
    return replace(
        snapshot,
        instruments=tuple(Held(structs.replace(one.record, expires_on=NO_END), 1) for one in snapshot.instruments),
        mandates=tuple(Held(structs.replace(one.record, valid_until=NO_END), 1) for one in snapshot.mandates),
        outages=tuple(Held(structs.replace(one.record, until=NO_END_AT), 1) for one in snapshot.outages),
    )


@pytest.mark.parametrize(("language", "told"), [("zh", "长期"), ("en", "further notice")])
@pytest.mark.parametrize("name", ["bank_down", "insufficient_funds"])
def test_no_end_is_told_in_words(name: str, language: str, told: str) -> None:
    texts = list(every_text(without_ends(name), "zh" if language == "zh" else "en"))
    assert [(page, text) for page, text in texts if "2200" in text] == []
    assert {page for page, text in texts if told in text} >= {"C-1", "E-1", "H-2"}


def test_an_authorisation_without_end_is_no_day_to_begin_with() -> None:
    """The guide proposes the end of the loan, as where there is none."""
    proposed = [text for page, text in every_text(without_ends("insufficient_funds"), "en") if page == "C-3"]
    assert proposed != []
    assert not any("2200" in text for text in proposed)
