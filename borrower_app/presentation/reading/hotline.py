"""The help line of every page: the lender's official number, and what to read out instead of anything personal."""

from __future__ import annotations

from borrower_app.contract.operations import spoken_reference_of
from borrower_app.debits.verdict import StepKind
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_titles import bank_name
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import spoken
from borrower_app.presentation.words.page_titles import read_out
from borrower_app.presentation.words.parts import Action, Piece, Words
from borrower_app.records.debit import DebitAttempt


def hotline_of(reading: Reading, code: str, attempt: DebitAttempt) -> Words:
    """For a page about one debit: the card's bank where the plan says to ask it, the lender, and how to complain."""
    say = reading.language.say
    words = hotline(reading, code, attempt.reference)
    if not words:
        return ()
    asks_bank = any(step.kind is StepKind.ASK_BANK for step in reading.explanation(attempt).plan.steps)
    if asks_bank and attempt.instrument is not None:
        bank = say(
            "{bank}: the number on the back of your card.", bank=bank_name(attempt.instrument.bank, reading.language)
        )
        words = (Piece(bank + reading.language.pick("", " ")), *words)
    discovery = reading.snapshot.discovery
    # Home fits one screen; the way to complain stands on the pages behind it.
    if code == "H-1" or discovery is None or not discovery.complaint_routes:
        return words
    complain = say("Nobody helps? How to complain")
    return (
        *words,
        Piece(reading.language.pick("", " ")),
        Piece(complain, action=Action(complain, opens("E-2", f"complain:{attempt.id}"))),
    )


def hotline(
    reading: Reading, code: str, reference: str | None = None, *, operation_id: str | None = None, step: str = ""
) -> Words:
    """Empty while the lender's number is not known.

    `reference` is a debit's spoken number; `operation_id` names an operation, whose number is computed. `step` is the
    step of a guide in words.
    """
    discovery = reading.snapshot.discovery
    if discovery is None:
        return ()
    say = reading.language.say
    names = {"lender": reading.lender_name, "number": discovery.hotline, "code": read_out(reading.language, code, step)}
    if reference is not None:
        told = say(
            "To ask a person: {lender}'s official number {number}; dial it yourself. Read out screen code {code}"
            " and debit number ",
            **names,
        )
    elif operation_id is not None:
        reference = spoken_reference_of(operation_id)
        told = say(
            "To ask a person: {lender}'s official number {number}; dial it yourself. Read out screen code {code}"
            " and the number of your request ",
            **names,
        )
    else:
        told = say(
            "To ask a person: {lender}'s official number {number}; dial it yourself and read out screen code {code}.",
            **names,
        )
        return (Piece(told, copies=discovery.hotline),)
    return (
        Piece(told, copies=discovery.hotline),
        Piece(spoken(reference), strong=True, copies=spoken(reference)),
        Piece(say(", never your card number.")),
    )


def help_line(reading: Reading, code: str, subject: str) -> Words:
    """For a page without a help line of its own: with the number of the debit or the operation that it is about."""
    snapshot = reading.snapshot
    parts = {part for piece in subject.split("@") for part in (piece, piece.partition(":")[2]) if part}
    for held in snapshot.attempts:
        if held.record.id in parts:
            return hotline(reading, code, held.record.reference)
    for pending in snapshot.operations:
        if pending.operation_id in parts:
            return hotline(reading, code, operation_id=pending.operation_id)
    return hotline(reading, code)
