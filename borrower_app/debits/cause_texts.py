"""The reviewed texts of each cause, in both languages, beside the catalogue's rows and nowhere else."""

from __future__ import annotations

from string import Formatter
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.debits.names import PLACEHOLDERS
from borrower_app.debits.verdict import BothLanguages, CauseClass


class CauseTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences with the placeholders of `names.PLACEHOLDERS`.

    `short` stands in headlines after a colon. `why` is for a stated cause, `why_likely` for an inferred one.
    `ask_the_bank` is read out on the phone. `disproof` says what would show that the judgement is wrong.
    """

    short: BothLanguages
    why: BothLanguages
    why_likely: BothLanguages
    next_step: BothLanguages
    other_steps: tuple[BothLanguages, ...]
    ask_the_bank: BothLanguages
    disproof: BothLanguages


def load_cause_texts(causes_json: bytes) -> dict[CauseClass, CauseTexts]:
    """Read the file; raises ValueError when a cause is missing or a text is not as expected."""
    try:
        pairs = msgspec.json.decode(causes_json, type=dict[CauseClass, CauseTexts], dec_hook=None)
    except msgspec.DecodeError as error:
        raise ValueError(f"causes.json: {error}") from error
    missing = [cause.value for cause in CauseClass if cause not in pairs]
    if missing:
        raise ValueError(f"causes.json: no texts for {', '.join(missing)}")
    for cause, texts in pairs.items():
        for text in _all_texts(texts):
            strange = {name for _literal, name, _spec, _mark in _FORMATTER.parse(text) if name is not None} - _ALLOWED
            if strange:
                raise ValueError(
                    f"causes.json: {cause.value} names {', '.join(sorted(strange))}, which nothing fills in"
                )
    return pairs


_FORMATTER: Final = Formatter()
_ALLOWED: Final = frozenset(PLACEHOLDERS)


def _all_texts(texts: CauseTexts) -> list[str]:
    single = [getattr(texts, name) for name in CauseTexts.__struct_fields__ if name != "other_steps"]
    return [text for both in (*single, *texts.other_steps) for text in (both.zh, both.en)]
