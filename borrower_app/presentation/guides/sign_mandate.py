"""C-3: sign or renew the debit authorisation of a loan, for the card that pays it."""

from __future__ import annotations

from borrower_app.contract.operation_values import SignMandate
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.presentation.guides.guide import Asked, Guide, Step, StepWords
from borrower_app.presentation.guides.loan_facts import (
    IN_FORCE,
    card_of,
    card_words,
    is_about_a_loan,
    next_debit,
    planned_words,
    the_loan,
)
from borrower_app.presentation.guides.mandate_steps import SIGN, mandate_steps
from borrower_app.presentation.guides.plan_lines import plan_lines
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.guides.sign_in_step import offline_line
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Line, Piece
from borrower_app.records.account import Mandate


def _card_id(asked: Asked) -> str:
    return the_loan(asked).instrument_id or ""


def _old(asked: Asked) -> Mandate | None:
    wanted = the_loan(asked).mandate_id
    return next((held.record for held in asked.reading.snapshot.mandates if held.record.id == wanted), None)


def _why(asked: Asked) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    card = card_words(asked, card_of(asked, _card_id(asked)))
    old = _old(asked)
    if old is None or old.status not in IN_FORCE:
        told = say(
            "There is no authorisation in force for {card} now: {lender} can't debit it.",
            card=card,
            lender=asked.lender,
        )
    elif old.valid_until is not None:
        told = say(
            "The one so far holds until {day}. The new one takes its place.", day=asked.language.date(old.valid_until)
        )
    else:
        told = say("The new one takes the place of the one so far.")
    need = say("You need the phone that {lender} has on record.", lender=asked.lender)
    return StepWords(
        title=say("Sign a new debit authorisation for {loan}", loan=loan.name),
        lead=(
            explained(asked.language, "mandate", begins=True),
            Piece(say(": your written yes to {lender} debiting {card} for this loan.", lender=asked.lender, card=card)),
        ),
        told=((Piece(told),), (Piece(need),)),
        lines=(*plan_lines(asked, asked.subject), *offline_line(asked)),
        aside_title=say("What will happen"),
        aside=_happens(asked, card),
        primary=say("Sign a new one"),
    )


def _happens(asked: Asked, card: str) -> tuple[Line, ...]:
    say = asked.language.say
    lines = [Line("ok", "good", (Piece(say("You set the most that may be debited at once, and until when.")),))]
    planned = next_debit(asked, asked.subject)
    if planned is not None:
        told = say(
            "Next debit: {when}, {amount}, from {card}.",
            when=planned_words(planned),
            amount=asked.language.money(planned.amount),
            card=card,
        )
        lines.append(Line("clock", "accent", (Piece(told),)))
    return (
        *lines,
        Line("card", "plain", (Piece(say("The card stays the same. For another card, change the card instead.")),)),
    )


def _nexts(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    lines = []
    pending = asked.operations.get(SIGN)
    if pending is not None and pending.effective_from is not None and pending.effective_from > asked.reading.today:
        told = say(
            "It holds from {day} on; until then the one so far holds.", day=asked.language.date(pending.effective_from)
        )
        lines.append(Line("clock", "accent", (Piece(told),)))
    planned = next_debit(asked, asked.subject)
    if planned is not None:
        told = say(
            "Next debit: {when}, {amount}.", when=planned_words(planned), amount=asked.language.money(planned.amount)
        )
        lines.append(Line("clock", "accent", (Piece(told),)))
    end = say("You can end it at any time under “Cards and mandates”.")
    return (*lines, *plan_lines(asked, asked.subject), Line("ok", "good", (Piece(end),)))


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, SignMandate) and pending.values.loan_id == asked.subject


SIGN_MANDATE = Guide(
    code="C-3",
    place="C-1",
    title=lambda asked: asked.language.say("Cards and mandates › Sign an authorisation"),
    stages=lambda asked: (
        asked.language.say("Why sign"),
        asked.language.say("Your terms"),
        asked.language.say("Receipt"),
    ),
    steps=(
        Step("why", 0, _why),
        *mandate_steps(1, _card_id),
        proof_step(2, (SIGN,), lambda asked: asked.language.say("The authorisation is signed"), _nexts),
    ),
    is_about=lambda asked: is_about_a_loan(asked) and bool(_card_id(asked)),
    operations=(SIGN,),
    is_same=_is_same,
)
