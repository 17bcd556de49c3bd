"""The last line of every page about a failure: the lender's official number and what to read out."""

from __future__ import annotations

from borrower_app.debits.verdict import StepKind
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_titles import bank_name
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import spoken
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


def hotline(reading: Reading, code: str, reference: str | None = None) -> Words:
    """Empty while the lender's number is not known."""
    discovery = reading.snapshot.discovery
    if discovery is None:
        return ()
    say = reading.language.say
    number = discovery.hotline
    if reference is None:
        return (
            Piece(
                say(
                    "To ask a person: {lender}'s official number {number}; dial it yourself and read out screen code"
                    " {code}.",
                    lender=reading.lender_name,
                    number=number,
                    code=code,
                )
            ),
        )
    return (
        Piece(
            say(
                "To ask a person: {lender}'s official number {number}; dial it yourself. Read out screen code {code}"
                " and debit number ",
                lender=reading.lender_name,
                number=number,
                code=code,
            )
        ),
        Piece(spoken(reference), strong=True),
        Piece(say(", never your card number.")),
    )
