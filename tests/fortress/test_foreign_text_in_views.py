"""Fortress (g): whatever a lender writes into any text of any record, nothing of it moves or hides what a view says.

Every view of every declared page, made from every story with hostile texts in all its free texts: a page that is added
is walked here without anybody thinking of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from borrower_app.application.running.records import ReadRecords
from borrower_app.application.running.state import AppState, Phase
from borrower_app.application.window.page import FromReading, Page
from borrower_app.application.window.pages import PAGES
from borrower_app.contract.snapshot import Snapshot
from borrower_app.debits.questions import Topic
from borrower_app.foreign_text import CLOSES, OPENS
from borrower_app.language import Language, LanguageCode
from borrower_app.presentation.reading.records import Reading
from borrower_app.sandbox.stories import build_story, story_names
from borrower_app.settings import Settings
from tests.support.poisoned_story import free_texts, poisoned
from tests.support.raw_controls import bare_right_to_left, raw_controls
from tests.support.story_snapshot import NOON, snapshot_of
from tests.support.view_words import words_of

_INSIDE = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_MOST_ATTEMPTS = 3


def state_over(snapshot: Snapshot) -> AppState:
    """The running app with these records."""
    now = NOON.astimezone(dt.UTC)
    return AppState(settings=Settings(), phase=Phase.OPEN, records=ReadRecords(snapshot, now, None), signed_in=True)


def subjects_of(page: Page, snapshot: Snapshot) -> Iterator[str]:
    """What a page may be about: every kind of subject of these records, and none."""
    loans = [held.record.id for held in snapshot.loans[:2]]
    attempts = [held.record.id for held in snapshot.attempts[:_MOST_ATTEMPTS]]
    mandates = [held.record.id for held in snapshot.mandates]
    records = [f"{kind}:{one}" for kind, ids in (("loan", loans), ("debit_attempt", attempts)) for one in ids]
    records += [f"instrument:{held.record.id}@{one}" for held in snapshot.instruments for one in attempts[:1]]
    records += [f"mandate:{one}" for one in mandates] + [f"installment:{one}:1" for one in loans]
    records += [f"contact:{held.record.id}" for held in snapshot.contacts]
    records += [f"outage:{held.record.id}" for held in snapshot.outages]
    questions = [f"{topic}:{one}" for topic in ("by_hand", *Topic) for one in (*attempts[:1], *loans[:1])]
    about = {
        "E-1": records,
        "E-2": questions,
        "S-1": [*loans[1:], "household"],
        "S-2": loans,
        "S-3": loans,
        "S-4": loans,
        "S-7": loans,
        "H-2": loans,
        "S-5": ["new", *(f"edit:{one}" for one in loans)],
        "D-2": attempts,
        "C-5": attempts,
        "C-6": attempts,
        "C-2": loans,
        "C-3": loans,
        "C-4": mandates,
        "P-2": ["phone", "email", "address", "employer", "id_expiry"],
        "T-1": ["sign_out", "own_backup"],
    }
    yield from ("", *about.get(page.code, ()))


def every_text(snapshot: Snapshot, language: LanguageCode) -> Iterator[tuple[str, str]]:
    """All texts of all views of all pages, each with the page's code."""
    state = state_over(snapshot)
    assert state.records is not None
    reading: Reading = state.records.reading(Language(language))
    for page in PAGES:
        drawn = page.drawn()
        for subject in subjects_of(page, snapshot):
            if isinstance(drawn, FromReading):
                view = drawn.make(reading, subject)
            else:
                view = drawn.make(state, subject, Language(language))
            yield from ((page.code, text) for text in words_of(view))


def faults_of(text: str) -> list[str]:
    """What is wrong with a text of a view: raw controls, right-to-left words beside ours, our digits within theirs."""
    faults = raw_controls(text)
    bare = bare_right_to_left(text)
    if bare and re.search(r"[0-9]", text):
        faults.append(f"bare {bare!a}")
    faults += [f"our digits inside: {inside!a}" for inside in _INSIDE.findall(text) if re.search("[0-9]", inside)]
    return faults


@pytest.mark.parametrize("name", story_names())
def test_no_text_of_any_view_holds_a_raw_control_or_stands_beside_one(name: str) -> None:
    story = build_story(name, NOON)
    faults = {}
    for first, language in ((0, "zh"), (7, "en")):
        snapshot = snapshot_of(poisoned(story, first))
        assert any(raw_controls(text) for held in snapshot.loans for text in free_texts(held.record))
        for code, text in dict.fromkeys(every_text(snapshot, "zh" if language == "zh" else "en")):
            if found := faults_of(text):
                faults[code, ascii(text)[:200]] = found
    assert faults == {}


def test_every_page_has_been_walked() -> None:
    """Or this test would say nothing of a page that needs another subject."""
    seen = {code for name in ("insufficient_funds", "all_well", "card_expired", "checks_warn")
            for code, _text in every_text(snapshot_of(build_story(name, NOON)), "zh")}  # fmt: skip
    without_view = {"F-4", "F-6", "S-6"}
    assert seen | without_view == {page.code for page in PAGES}
