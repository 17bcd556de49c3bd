"""What R-1 renders."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.presentation.words.parts import Action, Line, Words


class QuestionView(Struct, frozen=True):
    """A question as people ask it, its answer from this borrower's own records, and where to see more."""

    question: str
    answers: tuple[Words, ...]
    more: Action | None = None


class WordView(Struct, frozen=True):
    """A word of the trade and its one sentence."""

    word: str
    meaning: str


class WordGroupView(Struct, frozen=True):
    """Words about one thing."""

    title: str
    words: tuple[WordView, ...]


class HelpView(Struct, frozen=True):
    """R-1."""

    title: str
    call_title: str
    call: tuple[Line, ...]
    is_it_them: Action | None
    questions_title: str
    questions: tuple[QuestionView, ...]
    words_title: str
    find: str
    found_nothing: str
    groups: tuple[WordGroupView, ...]
    hotline: Words
