"""D-3: what to do now, by what the message says; of a fraud first what undoes the harm."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.message_words import MessageWords
from borrower_app.debits.pasted_message import PastedMessage
from borrower_app.debits.reading_texts.statement import Says
from borrower_app.debits.standing import OPEN_STATES
from borrower_app.language import Language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Line, Piece
from borrower_app.records.debit import DebitAttempt

_ASKS_FOR_MONEY: Final = frozenset({Says.FAILED, Says.PARTLY_PAID, Says.OVERDUE, Says.REMINDER})


def message_steps(
    message: PastedMessage, told: MessageWords, match: DebitAttempt | None, language: Language, reading: Reading | None
) -> tuple[Line, ...]:
    """The steps, the first one first. `match` is the attempt on record that the message is about."""
    return tuple(
        Line("next", "accent", (Piece(step),)) for step in _steps(message, told, match, language, reading) if step
    )


def _steps(
    message: PastedMessage, told: MessageWords, match: DebitAttempt | None, language: Language, reading: Reading | None
) -> tuple[str, ...]:
    say = language.say
    own_card = say("Money for an installment goes into your own card, never to a person or a strange account.")
    if message.fraud.looks_like_fraud:
        return (
            say("Open no link, call no number from it, give nobody a code or password, and transfer nothing."),
            say(
                "Already clicked, paid or given something away? Call the number on the back of your card now, and"
                " report it to the police."
            ),
            say("Ask by yourself: dial the number on the back of your card, or the lender's number in your contract."),
        )
    if match is not None and reading is not None:
        if reading.explanation(match).state in OPEN_STATES:
            return say("Do not pay again now: the result of this debit is still open."), own_card
        return say("Follow what stands on the page of this debit, not the message."), own_card
    step = told.next_step.zh if language.code == "zh" else told.next_step.en
    return step, own_card if message.reading.says in _ASKS_FOR_MONEY else ""
