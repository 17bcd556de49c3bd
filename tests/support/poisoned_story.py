"""Stories of the sandbox with hostile texts in every free text of every record, as a lender might send them."""

from __future__ import annotations

import dataclasses
import itertools
import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from borrower_app.sandbox.stories.parts.story import Story

HEBREW, ARABIC = "\u05d1\u05e0\u05e7", "\u0628\u0646\u0643"
POISONS = (
    "\u202e行银",
    f"{HEBREW}\u202e{ARABIC}",
    "\u2067\u2066\u2068银行",
    "银行\u2069\u2069\u202c",
    f"{ARABIC}\u200c{ARABIC}",
    "银\u200b行\ufeff\u2060\u00ad",
    f"\u200f{HEBREW}\u200e",
    "一\u2028二\u2029三\x85四",
    "银" + "\u0301\u20dd" * 100 + "行",
    "\u0338\u20dd行",
    "上" + "\n" * 500 + "下",
    "\x00\x07\x1b[31m行\x7f\x9b",
    "行\U000e0041\U000e0042\U000e007f",
    "长" * 190,
    "Word" * 45,
    "\u3164\u2800\uffa0",
    "👩\u200d👩\u200d👧 \u200d行\u200d",
    f"{HEBREW} " * 12,
    " " * 190 + "行",
)
"""No digit is in them: a digit of a view is always the app's own."""
_LONG = 100
"""From this length on a text is free; a currency is not."""


def poisoned(story: Story, first: int = 0) -> Story:
    """Every free text of its records and of the lender's description replaced; poisons in turn, from `first` on."""
    turn = itertools.cycle((*POISONS[first:], *POISONS[:first]))
    return dataclasses.replace(
        story,
        discovery=_poisoned(story.discovery, turn),
        records=tuple(_poisoned(record, turn) for record in story.records),
    )


def free_texts(value: Any) -> Iterator[str]:
    """Every free text in a struct, at any depth."""
    if isinstance(value, Struct):
        for name, hint in _hints(type(value)).items():
            inner = getattr(value, name)
            if isinstance(inner, str) and _is_free(hint):
                yield inner
            else:
                yield from free_texts(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from free_texts(item)


def _poisoned(value: Any, turn: Iterator[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_poisoned(item, turn) for item in value)
    if not isinstance(value, Struct):
        return value
    changed: dict[str, Any] = {}
    for name, hint in _hints(type(value)).items():
        inner = getattr(value, name)
        if (type(value).__name__, name) in _STRUCTURAL:
            continue
        if isinstance(inner, str) and _is_free(hint):
            changed[name] = _fitting(next(turn), hint)
        elif isinstance(inner, tuple) and inner and isinstance(inner[0], str) and _is_free(get_args(hint)[0]):
            changed[name] = tuple(_fitting(next(turn), get_args(hint)[0]) for _ in inner)
        elif isinstance(inner, Struct | tuple):
            changed[name] = _poisoned(inner, turn)
    return msgspec.structs.replace(value, **changed)


_STRUCTURAL = {
    ("Discovery", "zone"),  # an unknown zone refuses the description
    ("Discovery", "capabilities"),
    ("Request", "operation"),
    ("LateTerms", "on_time_until"),
}
"""Texts that the program takes for values: another one is refused or unknown, and shown by no view as it is."""


@cache
def _hints(kind: type[Struct]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name in kind.__struct_fields__}


def _fitting(text: str, hint: Any) -> str:
    """As much of it as the member takes: what is longer is refused at the door."""
    return text if "20000" in str(hint) else text[:200]


def _is_free(hint: Any) -> bool:
    """Whether a member is text without a pattern: ids, rates and the like can hold nothing hostile."""
    if get_origin(hint) in (Union, types.UnionType):
        return any(_is_free(part) for part in get_args(hint))
    if get_origin(hint) is Annotated:
        inner, *metas = get_args(hint)
        found = [meta for meta in metas if isinstance(meta, Meta)]
        return inner is str and any(meta.pattern is None and (meta.max_length or 0) >= _LONG for meta in found)
    return False
