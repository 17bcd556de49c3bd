"""E-2 「可以这样问」: the exact words to say on the phone, whom to call, and how paying by hand works.

The subject is `topic:id`; the id is that of an attempt (its number is read out) or of a loan.
"""

from __future__ import annotations

from borrower_app.debits.questions import QUESTIONS, Topic
from borrower_app.debits.verdict import StepKind
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.paying import by_hand_view, complaint_view
from borrower_app.presentation.records.views import AskView
from borrower_app.presentation.words.parts import Line, Piece, Words
from borrower_app.records.account import Instrument
from borrower_app.records.debit import DebitAttempt

BY_HAND = "by_hand"
ASK = "ask"
COMPLAIN = "complain"


def ask_view(reading: Reading, subject: str) -> AskView | None:
    """The page; None for a topic that is not known or whose subject is not there (any more)."""
    topic, _, identifier = subject.partition(":")
    attempt = next((held.record for held in reading.snapshot.attempts if held.record.id == identifier), None)
    loan_id = attempt.loan_id if attempt is not None else identifier
    loan = next((held.record for held in reading.snapshot.loans if held.record.id == loan_id), None)
    if loan is None:
        return None
    if topic == BY_HAND:
        return by_hand_view(reading, attempt)
    if topic == COMPLAIN:
        return complaint_view(reading, attempt)
    if topic == ASK:
        return _about_the_debit(reading, attempt) if attempt is not None else None
    if topic not in set(Topic):
        return None
    card = next((h.record for h in reading.snapshot.instruments if h.record.id == loan.instrument_id), None)
    return _question(reading, Topic(topic), attempt, card)


def _about_the_debit(reading: Reading, attempt: DebitAttempt) -> AskView | None:
    """What the plan's call is about: whom to call, and the words to read out."""
    language = reading.language
    say = language.say
    told = reading.explanation(attempt)
    to_bank = any(step.kind is StepKind.ASK_BANK for step in told.plan.steps)
    script = told.ask_the_bank if told.ask_the_bank.zh else QUESTIONS[Topic.CHECKING]
    bank = attempt.instrument.bank if attempt.instrument is not None else say("the card's bank")
    whom = bank if to_bank else reading.lender_name
    lead = (
        say("Call {bank}: its number is printed on the back of the card. You can read this out:", bank=bank)
        if to_bank
        else say("Call {lender}'s official number. You can read this out:", lender=whom)
    )
    lines = [_plain("info", say("Write down the answer, the time and the name of the person.")), _warning(reading)]
    return AskView(
        title=say("What to ask {bank}", bank=whom),
        back=say("Back"),
        lead=(Piece(lead),),
        script=language.pick(f"「{script.zh}」", f"“{script.en}”"),
        lines=tuple(lines),
        hotline=() if to_bank else _hotline(reading, attempt),
    )


def _question(reading: Reading, topic: Topic, attempt: DebitAttempt | None, card: Instrument | None) -> AskView:
    language = reading.language
    say = language.say
    question = QUESTIONS[topic]
    to_bank = topic is Topic.BANK_LIMIT and card is not None
    if to_bank and card is not None:
        lead = say("Ask {bank}; its number stands on the back of the card. You can read this out:", bank=card.bank)
    else:
        lead = say("Ask {lender}. You can read this out:", lender=reading.lender_name)
    lines = [_plain("info", say("Write down the answer, the time and the name of the person."))]
    if not to_bank:
        lines.append(_plain("mail", say("You may ask for the answer in writing, with the clause of the contract.")))
    lines.append(_warning(reading))
    return AskView(
        title=say("How to ask"),
        back=say("Back"),
        lead=(Piece(lead),),
        script=language.pick(f"「{question.zh}」", f"“{question.en}”"),
        lines=tuple(lines),
        hotline=() if to_bank else _hotline(reading, attempt),
    )


def _hotline(reading: Reading, attempt: DebitAttempt | None) -> Words:
    return hotline(reading, "E-2", attempt.reference if attempt is not None else None)


def _plain(icon: str, words: str) -> Line:
    return Line(icon, "plain", (Piece(words),))


def _warning(reading: Reading) -> Line:
    words = reading.language.say("Genuine staff never ask for your password or a verification code.")
    return Line("warn", "caution", (Piece(words),))
