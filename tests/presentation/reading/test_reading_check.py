"""A reading of every page of every story as a first-timer reads it: short, no blame, no jargon, nothing twice."""

from __future__ import annotations

import re

import pytest

from borrower_app.debits.verdict import AttemptState
from borrower_app.language import Language
from borrower_app.presentation.debits.attempt import attempt_view
from borrower_app.presentation.debits.views import AttemptView
from borrower_app.presentation.home.checks import checks_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.home.views import ChecksView, HomeView
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.words.glossary import terms
from borrower_app.presentation.words.parts import Line, Words
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import reading_of

LONGEST = 60
BLAME = re.compile(r"您没有|您忘|您应该早|被拒绝|您的错|逾期未还的您|怪您|违约")
OURS = re.compile(r"我们|咱们")
SENTENCE = re.compile(r"[^。？！；]+[。？！；]?")
ODD_SPACE = re.compile(r"[\u4e00-\u9fff）」] +[\u4e00-\u9fff（「]|[，。：；？] | [，。：；？）]|  ")
MISSING_SPACE = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")


def text_of(words: Words) -> str:
    return "".join(piece.text for piece in words)


def lines_of(lines: tuple[Line, ...]) -> list[str]:
    return [text_of(line.words) for line in lines]


def paragraphs(view: AttemptView) -> list[str]:
    told = [text_of(words) for words in (view.lead, *view.steps, *view.told)]
    return [
        view.title, view.pill.text, *told, view.action_note, *lines_of(view.nexts), *lines_of(view.meanings),
        *lines_of(view.others), text_of(view.hotline), *(action.text for action in view.actions),
    ]  # fmt: skip


def pages(name: str, language: str = "zh") -> list[tuple[Reading, AttemptView]]:
    reading = reading_of(name, language)
    shown: dict[AttemptState, AttemptView] = {}
    for held in reading.snapshot.attempts[:12]:
        state = reading.explanation(held.record).state
        view = attempt_view(reading, held.record.id)
        if state not in shown and view is not None:
            shown[state] = view
    return [(reading, view) for view in shown.values()]


def home_paragraphs(view: HomeView) -> list[str]:
    status = view.status
    return [
        status.headline, text_of(status.lead), *(text_of(step) for step in status.steps),
        *(text_of(note) for note in status.notes), status.action_note,
        *lines_of(view.checks), *lines_of(view.waiting), *(text_of(debit.words) for debit in view.planned),
    ]  # fmt: skip


def checks_paragraphs(view: ChecksView | None) -> list[str]:
    return [] if view is None else [view.lead, view.note, *(t for group in view.groups for t in lines_of(group.lines))]


def everything(name: str, language: str = "zh") -> list[str]:
    found = [text for _reading, view in pages(name, language) for text in paragraphs(view)]
    reading = reading_of(name, language)
    return [
        text
        for text in (*found, *home_paragraphs(home_view(reading)), *checks_paragraphs(checks_view(reading)))
        if text
    ]


@pytest.mark.parametrize("name", story_names())
def test_sentences_are_short_and_blame_nobody(name: str) -> None:
    for text in everything(name):
        for sentence in SENTENCE.findall(text):
            # A lender's own name may be long; it is not ours to shorten.
            told = sentence.replace("示例银行（印度）", "银行").replace("印度示例储蓄银行", "银行")
            assert len(told) <= LONGEST, sentence
        assert not BLAME.search(text), text
        assert not OURS.search(text), text


@pytest.mark.parametrize("name", story_names())
def test_chinese_and_latin_stand_apart_by_one_space_and_nothing_else_does(name: str) -> None:
    for text in everything(name):
        plain = text.replace("•••• ", "")
        assert not ODD_SPACE.search(plain), text
        for match in MISSING_SPACE.finditer(plain):
            assert match.group() in {"条A"}, text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_no_sentence_stands_twice_on_a_page(name: str, language: str) -> None:
    end = r"(?<=[。？！])" if language == "zh" else r"(?<=[.?!])\s+(?=[A-Z])"
    for _reading, view in pages(name, language):
        sentences = [
            sentence.strip().rstrip("。.")
            for text in paragraphs(view)
            for sentence in re.split(end, text)
            if len(sentence.strip()) > 6
        ]
        twice = {sentence for sentence in sentences if sentences.count(sentence) > 1}
        assert twice == set()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_jargon_is_marked_where_a_page_mentions_it_first(name: str, language: str) -> None:
    words = terms(Language("zh" if language == "zh" else "en")).values()
    for _reading, view in pages(name, language):
        pieces = [piece for words_ in (view.lead, *view.steps, *view.told) for piece in words_]
        pieces += [piece for line in (*view.nexts, *view.meanings, *view.others) for piece in line.words]
        for term in words:
            mentions = [
                piece for piece in pieces
                if term.lower() in piece.text.lower() and piece.action is None
                and not re.search(rf"[a-z]{re.escape(term)}|{re.escape(term)}[a-z]", piece.text, re.IGNORECASE)
            ]  # fmt: skip
            if mentions:
                assert mentions[0].explanation or mentions[0].strong, (term, mentions[0].text)


@pytest.mark.parametrize("name", story_names())
def test_the_first_sentence_of_a_planned_debit_holds_card_amount_and_time(name: str) -> None:
    reading = reading_of(name)
    for attempt in urgent_attempts(reading)[:1]:
        told = reading.explanation(attempt)
        if told.state not in (AttemptState.FAILED_RETRY_PLANNED, AttemptState.PARTLY_DEBITED):
            continue
        if told.cause.value != "insufficient_funds":
            continue
        lead = text_of(home_view(reading).status.lead)
        assert attempt.instrument is not None
        assert attempt.instrument.last4 in lead
        assert attempt.instrument.bank in lead
        assert re.search(r"[\d,.]+ \S*元|日元|[\d,.]+ INR", lead)
        assert re.search(r"（周[一二三四五六日]）\d\d:\d\d 前", lead)
        assert reading.lender_name in lead


@pytest.mark.parametrize("name", story_names())
def test_every_page_of_a_failure_names_number_code_and_reference(name: str) -> None:
    for reading, view in pages(name):
        told = text_of(view.hotline)
        assert reading.snapshot.discovery is not None
        assert reading.snapshot.discovery.hotline in told
        assert "D-2" in told
        assert re.search(r"\d{4} \d{4}", told)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_unread_messages_alone_are_nothing_that_waits(name: str, language: str) -> None:
    reading = reading_of(name, language)
    view = home_view(reading)
    assert len(view.waiting) == max(0, len(urgent_attempts(reading)) - 1)
    assert len(view.checks) <= 5


def test_english_sentences_begin_with_a_capital_letter() -> None:
    for name in story_names():
        for text in everything(name, "en"):
            assert not text[0].islower(), text
