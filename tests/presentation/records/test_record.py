"""E-1: somebody's own words are marked as a quotation, in both languages."""

from __future__ import annotations

from borrower_app.presentation.records.record import record_view
from borrower_app.presentation.records.record_fields import Fields
from tests.support.present import present
from tests.support.story_snapshot import reading_of


def test_the_banks_answer_is_marked_as_its_own_words() -> None:
    for language, begin, end in (("zh", "原话：「", "」"), ("en", "In its own words: “", "”")):
        reading = reading_of("insufficient_funds", language)
        [attempt] = [held.record for held in reading.snapshot.attempts if held.record.reason is not None][:1]
        view = present(record_view(reading, f"debit_attempt:{attempt.id}"))
        quotes = [part.quote for part in view.parts if part.quote]
        assert quotes
        assert all(quote.startswith(begin) and quote.endswith(end) for quote in quotes)


def test_where_nothing_was_said_nothing_is_quoted() -> None:
    assert Fields(reading_of("insufficient_funds")).part("title").quote == ""
