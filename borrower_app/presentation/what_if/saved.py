"""What-ifs of S-2 that the user saved on this computer: values only, with what they would have saved on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from borrower_app.lending.money import Money
from borrower_app.presentation.intents import RemoveWhatIf, WhatIfEntry
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.what_if.entry import compare_entry, read_entry
from borrower_app.presentation.what_if.views import SavedView
from borrower_app.presentation.words.money_words import short_money
from borrower_app.presentation.words.parts import Action

MOST: Final = 50


class SavedWhatIf(Struct, frozen=True):
    """One what-if. `saved_on` is the lender's date it was saved on; the amounts are interest saved, each way."""

    identifier: str
    loan_id: str
    amount: Money
    day: dt.date
    yearly: bool
    saved_on: dt.date
    shorter_term: Money
    lower_installment: Money


_KEPT: Final = msgspec.json.Decoder(list[SavedWhatIf])


def what_if_of(reading: Reading, loan_id: str, entry: WhatIfEntry, identifier: str) -> SavedWhatIf | None:
    """The what-if of a form as it stands; None where nothing can be computed from it."""
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
    return SavedWhatIf(
        identifier,
        loan_id,
        first.amount,
        first.on,
        entry.yearly,
        reading.today,
        compared.shorter_term.saved_interest,
        compared.lower_installment.saved_interest,
    )


def decode_what_ifs(text: str) -> tuple[SavedWhatIf, ...]:
    """What-ifs as they were kept; none where the text is not of this form."""
    try:
        return tuple(_KEPT.decode(text)[:MOST])
    except msgspec.DecodeError:
        return ()


def encode_what_ifs(what_ifs: Sequence[SavedWhatIf]) -> str:
    """What-ifs as text to be kept."""
    return msgspec.json.encode(list(what_ifs)).decode()


def same_as(what_if: SavedWhatIf, other: SavedWhatIf) -> bool:
    """Whether two are the same what-if, whenever they were saved."""
    return (what_if.loan_id, what_if.amount, what_if.day, what_if.yearly) == (
        other.loan_id,
        other.amount,
        other.day,
        other.yearly,
    )


def saved_views(reading: Reading, loan_id: str, what_ifs: Sequence[SavedWhatIf]) -> tuple[SavedView, ...]:
    """The saved ones of a loan, newest first."""
    return tuple(_view(reading, what_if) for what_if in reversed(what_ifs) if what_if.loan_id == loan_id)


def _view(reading: Reading, what_if: SavedWhatIf) -> SavedView:
    language = reading.language
    say = language.say
    values = {"amount": short_money(language, what_if.amount), "day": language.date(what_if.day)}
    words = say("{amount} each year from {day} on", **values) if what_if.yearly else say("{amount} on {day}", **values)
    told = say(
        "Done sooner: {shorter} less interest. Smaller payments: {lower} less. Computed on {day}.",
        shorter=language.money(what_if.shorter_term),
        lower=language.money(what_if.lower_installment),
        day=language.date(what_if.saved_on),
    )
    entry = WhatIfEntry(language.money(what_if.amount), what_if.day.isoformat(), what_if.yearly)
    return SavedView(
        what_if.identifier,
        words,
        told,
        entry,
        again=say("Compute again"),
        again_name=say("Compute again: {what}", what=words),
        remove=Action(say("Remove"), RemoveWhatIf(what_if.identifier), say("Remove: {what}", what=words), danger=True),
    )
