"""The receipt of a confirmed operation as it goes into a file: masked, with its number, times and what shows it."""

from __future__ import annotations

from msgspec import Struct

from borrower_app.contract.operations import spoken_reference_of
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import spoken
from borrower_app.presentation.words.operation_text import operation_words
from borrower_app.presentation.words.parts import FileDialogWords


class Receipt(Struct, frozen=True):
    """Ready words; `pairs` are (what, value). `name` is the file name it is suggested under."""

    title: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    page: str


def receipt_dialog(language: Language) -> FileDialogWords:
    """Where a receipt goes."""
    return FileDialogWords(language.say("Save the receipt"), language.say("File"))


def confirmed_operation(reading: Reading, operation_id: str) -> PendingOperation | None:
    """A confirmed operation of this folder; None for any other."""
    known = (*reading.snapshot.operations, *reading.snapshot.finished)
    return next((p for p in known if p.operation_id == operation_id and p.state is OutboxState.APPLIED), None)


def receipt_pairs(reading: Reading, pending: PendingOperation) -> list[tuple[str, str]]:
    """What, when confirmed, from when on, and under which number: on the screen and in the file."""
    language = reading.language
    say = language.say
    pairs = [(say("Your change"), operation_words(pending, language))]
    if pending.confirmed_at is not None:
        day = language.date(pending.confirmed_at.astimezone(reading.zone).date())
        time = language.time(pending.confirmed_at, reading.zone)
        pairs.append(
            (say("Confirmed"), say("{day} {time}, by {lender}", day=day, time=time, lender=reading.lender_name))
        )
    if pending.effective_from is not None:
        pairs.append((say("Holds from"), language.date(pending.effective_from)))
    pairs.append((say("Number to read out"), spoken(spoken_reference_of(pending.operation_id))))
    return pairs


def receipt_of(reading: Reading, operation_id: str, reply_hash: str) -> Receipt | None:
    """The receipt; `reply_hash` is the SHA-256 of the lender's reply as it is kept here as proof."""
    pending = confirmed_operation(reading, operation_id)
    if pending is None:
        return None
    say = reading.language.say
    pairs = receipt_pairs(reading, pending)
    pairs.append((say("Operation id"), pending.operation_id))
    pairs.append((say("Check value of the lender's reply"), reply_hash))
    kept = say(
        "The reply of {lender} is kept word for word in the borrower's app; the check value (SHA-256) shows that it is"
        " unchanged.",
        lender=reading.lender_name,
    )
    title = say("Receipt: {what}", what=operation_words(pending, reading.language))
    day = pending.confirmed_at.astimezone(reading.zone).date().isoformat() if pending.confirmed_at is not None else ""
    name = f"{say('receipt')}-{day}-{spoken_reference_of(operation_id)}.pdf"
    return Receipt(title, name, tuple(pairs), (kept,), say("Page {page} of {pages}", page="{page}", pages="{pages}"))
