"""C-4: end a debit authorisation, with what becomes of the next debit said before."""

from __future__ import annotations

from dataclasses import replace

from borrower_app.contract.operation_values import RevokeMandate
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.presentation.guides.guide import Asked, Errors, Field, Guide, GuideChoice, Step, StepWords
from borrower_app.presentation.guides.loan_facts import IN_FORCE, card_of, card_words, next_debit, planned_words
from borrower_app.presentation.guides.outcome import code_errors, outcome_step
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.guides.sign_in_step import offline_line, sign_in_step
from borrower_app.presentation.reading.pay_by_hand import pay_by_hand_words
from borrower_app.presentation.words.parts import Line, Pair, Piece
from borrower_app.records.account import Mandate

REVOKE = "revoke_mandate"


def _mandate(asked: Asked) -> Mandate | None:
    return next((h.record for h in asked.reading.snapshot.mandates if h.record.id == asked.subject), None)


def _the_mandate(asked: Asked) -> Mandate:
    mandate = _mandate(asked)
    if mandate is None:
        raise LookupError(f"no mandate {asked.subject}")
    return mandate


def _happens(asked: Asked) -> tuple[Line, ...]:
    """What becomes of each planned debit that rests on it, and how to pay then."""
    say = asked.language.say
    mandate = _the_mandate(asked)
    lines = []
    for loan_id in mandate.loan_ids:
        planned = next_debit(asked, loan_id)
        if planned is not None:
            told = say(
                "{when}, {amount}: {lender} can't debit it any more. You have to pay it yourself in time.",
                when=planned_words(planned),
                amount=asked.language.money(planned.amount),
                lender=asked.lender,
            )
            lines.append(Line("warn", "caution", (Piece(told),)))
    ways = pay_by_hand_words(asked.reading)
    if ways:
        lines.append(Line("bank", "plain", (Piece(ways),)))
    owed = say("The loan stays, with its installments and due days.")
    return (*lines, Line("info", "plain", (Piece(owed),)))


def _why(asked: Asked) -> StepWords:
    say = asked.language.say
    mandate = _the_mandate(asked)
    card = card_words(asked, card_of(asked, mandate.instrument_id))
    lead = say("Then {payee} may no longer debit {card} under it.", payee=mandate.payee, card=card)
    options = (
        GuideChoice(
            "pay_myself", say("Yes, I pay each installment myself"), say("Late payments may cost penalty interest.")
        ),
        GuideChoice(
            "other",
            say("No, I want another card or other limits"),
            say("Then change the card or sign a new authorisation."),
        ),
    )
    return StepWords(
        title=say("End this debit authorisation?"),
        lead=(Piece(lead),),
        fields=(Field("instead", say("Do you want to pay by hand from now on?"), "choice", options=options),),
        lines=offline_line(asked),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _errors(asked: Asked) -> Errors:
    if asked.answer("instead") == "other":
        say = asked.language.say
        return {"instead": say("Then please do not end it: go back to “Cards and mandates” and choose there.")}
    return {}


def _review(asked: Asked) -> StepWords:
    say = asked.language.say
    mandate = _the_mandate(asked)
    pairs = (
        (say("Who may debit"), mandate.payee),
        (say("From"), card_words(asked, card_of(asked, mandate.instrument_id))),
        (say("Only for"), mandate.purpose),
    )
    told = say("Please look once more. {lender} then sends a code to the phone it has on record.", lender=asked.lender)
    return StepWords(
        title=say("Really end it?"),
        lead=(Piece(told),),
        pairs=tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("End it and get the code"),
        note=say("Nothing is ended before you have typed the code."),
    )


def _nexts(asked: Asked) -> tuple[Line, ...]:
    return _happens(asked)


def _is_about(asked: Asked) -> bool:
    mandate = _mandate(asked)
    return mandate is not None and (mandate.status in IN_FORCE or REVOKE in asked.operations)


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, RevokeMandate) and pending.values.mandate_id == asked.subject


END_MANDATE = Guide(
    code="C-4",
    place="C-1",
    title=lambda asked: asked.language.say("Cards and mandates › End an authorisation"),
    stages=lambda asked: (
        asked.language.say("What it means"),
        asked.language.say("Verify"),
        asked.language.say("Receipt"),
    ),
    steps=(
        Step("why", 0, _why, check=_errors),
        sign_in_step("sign_in", 1),
        Step(
            "review",
            1,
            _review,
            does=lambda _asked: "submit",
            operation=REVOKE,
            values=lambda asked: RevokeMandate(mandate_id=asked.subject),
        ),
        replace(outcome_step("code", 1, REVOKE, _happens), check=code_errors),
        proof_step(2, (REVOKE,), lambda asked: asked.language.say("The authorisation has ended"), _nexts),
    ),
    is_about=_is_about,
    operations=(REVOKE,),
    is_same=_is_same,
)
