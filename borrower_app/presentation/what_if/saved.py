"""Try-outs of S-2 that the user saved on this computer: values only, with what they would have saved on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.what_if.entry import compare_entry, read_entry
from borrower_app.presentation.what_if.views import SavedView, WhatIfEntry
from borrower_app.presentation.words.money_words import short_money

MOST: Final = 50


class SavedTrial(Struct, frozen=True):
    """One try-out. `saved_on` is the lender's date it was saved on; the amounts are interest saved, each way."""

    identifier: str
    loan_id: str
    amount: Money
    day: dt.date
    yearly: bool
    saved_on: dt.date
    shorter_term: Money
    lower_installment: Money


_KEPT: Final = msgspec.json.Decoder(list[SavedTrial])


def trial_of(reading: Reading, loan_id: str, entry: WhatIfEntry, identifier: str) -> SavedTrial | None:
    """The try-out of a form as it stands; None where nothing can be computed from it."""
    loan = next((held.record for held in reading.snapshot.loans if held.record.id == loan_id), None)
    table = reading.snapshot.tables.get(loan_id)
    if loan is None or table is None or not table.record.rows:
        return None
    terms, _matches = terms_as_computed(loan, table.record)
    read = read_entry(reading, loan, table.record.rows[-1].due, entry)
    if terms is None or read.is_wrong:
        return None
    compared = compare_entry(terms, read.planned)
    if compared is None:
        return None
    first = read.planned[0]
    return SavedTrial(
        identifier,
        loan_id,
        first.amount,
        first.on,
        entry.yearly,
        reading.today,
        compared.shorter_term.saved_interest,
        compared.lower_installment.saved_interest,
    )


def decode_trials(text: str) -> tuple[SavedTrial, ...]:
    """Trials as they were kept; none where the text is not of this form."""
    try:
        return tuple(_KEPT.decode(text)[:MOST])
    except msgspec.DecodeError:
        return ()


def encode_trials(trials: Sequence[SavedTrial]) -> str:
    """Trials as text to be kept."""
    return msgspec.json.encode(list(trials)).decode()


def same_as(trial: SavedTrial, other: SavedTrial) -> bool:
    """Whether two are the same try-out, whenever they were saved."""
    return (trial.loan_id, trial.amount, trial.day, trial.yearly) == (
        other.loan_id,
        other.amount,
        other.day,
        other.yearly,
    )


def saved_views(reading: Reading, loan_id: str, trials: Sequence[SavedTrial]) -> tuple[SavedView, ...]:
    """The saved ones of a loan, newest first."""
    return tuple(_view(reading, trial) for trial in reversed(trials) if trial.loan_id == loan_id)


def _view(reading: Reading, trial: SavedTrial) -> SavedView:
    language = reading.language
    say = language.say
    values = {"amount": short_money(language, trial.amount), "day": language.date(trial.day)}
    words = say("{amount} each year from {day} on", **values) if trial.yearly else say("{amount} on {day}", **values)
    told = say(
        "Done sooner: {shorter} less interest. Smaller payments: {lower} less. Computed on {day}.",
        shorter=language.money(trial.shorter_term),
        lower=language.money(trial.lower_installment),
        day=language.date(trial.saved_on),
    )
    entry = WhatIfEntry(language.money(trial.amount), trial.day.isoformat(), trial.yearly)
    return SavedView(trial.identifier, words, told, entry)
