"""What a view says, for tests that look for a sentence wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.presentation.intents import Intent
from borrower_app.presentation.words.parts import Action

ZH, EN = Language("zh"), Language("en")


def words_of(view: object) -> list[str]:
    """Every text of a view in its order; the values that intents carry are none."""
    return list(_texts(view))


def actions_of(view: object) -> dict[str, Intent]:
    """What can be pressed, by its words."""
    return {action.text: action.intent for action in _actions(view)}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    for part in _parts(value):
        yield from _texts(part)


def _actions(value: object) -> Iterator[Action]:
    if isinstance(value, Action):
        yield value
    for part in _parts(value):
        yield from _actions(part)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, Struct) and not isinstance(value, Intent):
        yield from (getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, tuple):
        yield from value
