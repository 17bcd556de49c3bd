"""The steps that sign a debit authorisation: its terms, a last look, the code. Used by two guides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from borrower_app.contract.operation_values import SignMandate
from borrower_app.lending.money import Money
from borrower_app.presentation.guides.guide import Asked, Errors, Field, Step, StepWords
from borrower_app.presentation.guides.loan_facts import card_of, card_words, the_loan
from borrower_app.presentation.guides.outcome import code_errors, outcome_step
from borrower_app.presentation.guides.sign_in_step import sign_in_step
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Line, Pair, Piece, Words
from borrower_app.presentation.words.typed_values import read_amount, read_day
from borrower_app.records.account import Mandate
from borrower_app.records.bounds import is_endless
from borrower_app.records.loan import Loan

SIGN = "sign_mandate"
CardOf = Callable[[Asked], str]
_LONGEST_YEARS = 40


def mandate_steps(stage: int, card: CardOf, applies: Callable[[Asked], bool] = lambda _asked: True) -> tuple[Step, ...]:
    """`card` gives the id of the card that is to be debited."""
    return (
        Step("mandate", stage, lambda asked: _terms(asked, card(asked)), check=_errors, applies=applies),
        sign_in_step("mandate_sign_in", stage, applies),
        Step(
            "mandate_review",
            stage,
            lambda asked: _review(asked, card(asked)),
            does=lambda _asked: "submit",
            applies=applies,
            operation=SIGN,
            values=lambda asked: _values(asked, card(asked)),
        ),
        _with_code_check(outcome_step("mandate_code", stage, SIGN), applies),
    )


def _with_code_check(step: Step, applies: Callable[[Asked], bool]) -> Step:
    from dataclasses import replace

    return replace(step, check=code_errors, applies=applies)


def _old(asked: Asked, loan: Loan) -> Mandate | None:
    return next((h.record for h in asked.reading.snapshot.mandates if h.record.id == loan.mandate_id), None)


def _first_limit(asked: Asked, loan: Loan) -> str:
    """The limit so far, else the next whole thousand above twice the installment."""
    old = _old(asked, loan)
    if old is not None and old.single_limit is not None and old.single_limit.currency == loan.principal.currency:
        return asked.language.amount(old.single_limit)
    if loan.installment is None:
        return ""
    unit = Money.from_decimal_text("1000", loan.principal.currency).minor
    return asked.language.amount(Money(-(-2 * loan.installment.minor // unit) * unit, loan.principal.currency))


def _last_due(asked: Asked, loan: Loan) -> dt.date | None:
    table = asked.reading.snapshot.tables.get(loan.id)
    return table.record.rows[-1].due if table is not None and table.record.rows else None


def _first_end(asked: Asked, loan: Loan) -> str:
    old = _old(asked, loan)
    so_far = old.valid_until if old is not None and not is_endless(old.valid_until) else None
    if so_far is not None and so_far > asked.reading.today:
        return so_far.isoformat()
    last = _last_due(asked, loan)
    return (last + dt.timedelta(days=31)).isoformat() if last is not None else ""


def _terms(asked: Asked, card_id: str) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    card = card_words(asked, card_of(asked, card_id))
    lead: Words = (
        Piece(say("Without a ")),
        explained(asked.language, "mandate"),
        Piece(say(" {lender} may not debit {card}. You set how much and how long.", lender=asked.lender, card=card)),
    )
    owed = asked.language.money(loan.installment) if loan.installment is not None else ""
    hint = say("Your installment is {amount}. Leave room for a repricing and for penalty interest.", amount=owed)
    return StepWords(
        title=say("Sign a debit authorisation for this card"),
        lead=lead,
        fields=(
            Field(
                "single_limit",
                say("At most a debit"),
                hint=hint if owed else "",
                longest=30,
                first=_first_limit(asked, loan),
            ),
            Field(
                "valid_until",
                say("Valid until"),
                hint=say("Year-month-day, for example {day}", day="2030-01-20"),
                longest=20,
                first=_first_end(asked, loan),
            ),
        ),
        aside_title=say("What you sign"),
        aside=_what_is_signed(asked, card),
        primary=say("Go on"),
    )


def _what_is_signed(asked: Asked, card: str) -> tuple[Line, ...]:
    say = asked.language.say
    loan = the_loan(asked)
    old = _old(asked, loan)
    payee = old.payee if old is not None else asked.lender
    end = say("You can end it at any time under “Cards and mandates”.")
    return (
        Line("bank", "plain", (Piece(say("Only {payee} may debit, only for {loan}.", payee=payee, loan=loan.name)),)),
        Line("card", "plain", (Piece(say("Only from {card}.", card=card)),)),
        Line("ok", "good", (Piece(end),)),
    )


def _errors(asked: Asked) -> Errors:
    say = asked.language.say
    loan = the_loan(asked)
    found: dict[str, str] = {}
    limit = read_amount(asked.answer("single_limit"), loan.principal.currency)
    if limit is None:
        found["single_limit"] = say("Please type an amount, for example 10,000.")
    elif loan.installment is not None and limit.minor < loan.installment.minor:
        found["single_limit"] = say(
            "That is less than your installment of {amount}: the debit would fail.",
            amount=asked.language.money(loan.installment),
        )
    day = read_day(asked.answer("valid_until"))
    if day is None:
        found["valid_until"] = say("Please type a date, for example {day}.", day="2030-01-20")
    elif day <= asked.reading.today:
        found["valid_until"] = say("Please choose a day after today.")
    elif day.year > asked.reading.today.year + _LONGEST_YEARS:
        found["valid_until"] = say("Please check the year.")
    return found


def _values(asked: Asked, card_id: str) -> SignMandate:
    loan = the_loan(asked)
    limit = read_amount(asked.answer("single_limit"), loan.principal.currency)
    until = read_day(asked.answer("valid_until"))
    if limit is None or until is None:
        raise ValueError("the terms of the mandate were not answered")
    return SignMandate(loan_id=loan.id, instrument_id=card_id, single_limit=limit, valid_until=until)


def mandate_pairs(asked: Asked, card_id: str) -> tuple[Pair, ...]:
    """The terms for a last look."""
    say = asked.language.say
    loan = the_loan(asked)
    old = _old(asked, loan)
    values = _values(asked, card_id)
    pairs = (
        (say("Who may debit"), old.payee if old is not None else asked.lender),
        (say("Only for"), old.purpose if old is not None else loan.name),
        (say("From"), card_words(asked, card_of(asked, card_id))),
        (say("At most a debit"), asked.language.money(values.single_limit)),
        (say("Valid until"), asked.language.date(values.valid_until)),
    )
    return tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs)


def _review(asked: Asked, card_id: str) -> StepWords:
    say = asked.language.say
    told = say("Please look once more. {lender} then sends a code to the phone it has on record.", lender=asked.lender)
    return StepWords(
        title=say("Is this what you want to sign?"),
        lead=(Piece(told),),
        pairs=mandate_pairs(asked, card_id),
        primary=say("Sign and get the code"),
        note=say("Nothing is in force before you have typed the code. Pressing does not debit anything."),
    )
