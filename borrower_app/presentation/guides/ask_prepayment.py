"""S-4: ask the lender to take a prepayment, with the contract's notice and limits looked at first."""

from __future__ import annotations

from borrower_app.contract.operation_values import PrepaymentRequest
from borrower_app.contract.snapshot import PendingOperation
from borrower_app.presentation.guides.guide import Asked, Errors, Field, Guide, GuideChoice, Step, StepWords
from borrower_app.presentation.guides.loan_facts import card_of, card_words, is_about_a_loan, the_loan
from borrower_app.presentation.guides.outcome import outcome_step
from borrower_app.presentation.guides.proof import proof_step
from borrower_app.presentation.intents import WhatIfEntry, opens
from borrower_app.presentation.what_if.prepayment_words import clause_of, clause_words, objections
from borrower_app.presentation.what_if.views import OutcomeView
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece
from borrower_app.presentation.words.typed_values import read_amount, read_day

PREPAY = "prepayment_request"


def _offered(asked: Asked) -> bool:
    discovery = asked.reading.snapshot.discovery
    return discovery is not None and PREPAY in discovery.capabilities


def _terms(asked: Asked) -> StepWords:
    say = asked.language.say
    loan = the_loan(asked)
    first = what_if_view(asked.reading, loan.id, None).entry
    return StepWords(
        title=say("How much, and on which day?"),
        lead=(Piece(clause_words(asked.reading, loan)),),
        fields=(
            Field("amount", say("How much to pay early"), longest=40, first=first.amount),
            Field(
                "day",
                say("On which day"),
                hint=say("Year-month-day, for example {day}", day=first.day),
                longest=20,
                first=first.day,
            ),
        ),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _errors(asked: Asked) -> Errors:
    say = asked.language.say
    loan = the_loan(asked)
    amount, day = read_amount(asked.answer("amount"), loan.principal.currency), read_day(asked.answer("day"))
    found: dict[str, str] = {}
    least = clause_of(loan.prepayment_terms).minimum
    if amount is None:
        found["amount"] = say("Please type an amount, for example 100,000 or 10万.")
    elif amount.minor > loan.outstanding_principal.minor:
        owed = asked.language.money(loan.outstanding_principal)
        found["amount"] = say(
            "That is more than is still owed ({owed}); no more than that can be paid early.", owed=owed
        )
    elif least is not None and least.currency == amount.currency and amount.minor < least.minor:
        found["amount"] = say("The contract asks for at least {amount} at once.", amount=asked.language.money(least))
    if day is None:
        found["day"] = say("Please type a date, for example {day}.", day="2027-01-20")
    elif day <= asked.reading.today:
        found["day"] = say("Please choose a day after today.")
    elif amount is not None and "amount" not in found:
        against = objections(asked.reading, loan, amount, day)
        if against:
            found["day"] = asked.language.pick("", " ").join(against)
    return found


def _outcomes(asked: Asked) -> tuple[OutcomeView, ...]:
    entry = WhatIfEntry(asked.answer("amount"), asked.answer("day"))
    return what_if_view(asked.reading, asked.subject, entry).outcomes


def _effect(asked: Asked) -> StepWords:
    say = asked.language.say
    outcomes = _outcomes(asked)
    values = ("shorter_term", "lower_installment")
    if len(outcomes) == len(values):
        options = tuple(
            GuideChoice(value, outcome.title, asked.language.pick("。", ". ").join((outcome.figure, *outcome.lines)))
            for value, outcome in zip(values, outcomes, strict=True)
        )
    else:
        options = (
            GuideChoice("shorter_term", say("Same payment, done sooner")),
            GuideChoice("lower_installment", say("Same end, smaller payments")),
        )
    return StepWords(
        title=say("What shall become less?"),
        lead=(Piece(say("Computed by this app at today's rate; the figures of {lender} count.", lender=asked.lender)),),
        fields=(Field("effect", say("After paying early"), "choice", options=options),),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Go on"),
    )


def _happens(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    card = card_words(asked, card_of(asked, the_loan(asked).instrument_id))
    return (
        Line(
            "mail",
            "plain",
            (Piece(say("This is a request. {lender} answers whether and how it takes it.", lender=asked.lender)),),
        ),
        Line(
            "warn",
            "caution",
            (
                Piece(
                    say(
                        "Do not send the money to anybody. Ask {lender} how it is taken; usually from {card}.",
                        lender=asked.lender,
                        card=card,
                    )
                ),
            ),
        ),
        Line("clock", "accent", (Piece(say("Until it is taken, your installments go on as before.")),)),
    )


def _review(asked: Asked) -> StepWords:
    say = asked.language.say
    values = _values(asked)
    fee = clause_of(the_loan(asked).prepayment_terms).fee(values.amount)
    effect = say("Same payment, done sooner") if values.effect == "shorter_term" else say("Same end, smaller payments")
    pairs = [
        (say("Loan"), the_loan(asked).name),
        (say("How much to pay early"), asked.language.money(values.amount)),
        (say("On which day"), asked.language.date(values.on)),
        (say("After paying early"), effect),
        (say("Fee by the contract"), asked.language.money(fee) if fee is not None else say("not told; ask")),
    ]
    return StepWords(
        title=say("Send this request?"),
        lead=(Piece(say("Please look once more at what you typed.")),),
        pairs=tuple(Pair((Piece(name),), (Piece(value, strong=True),)) for name, value in pairs),
        aside_title=say("What will happen"),
        aside=_happens(asked),
        primary=say("Send the request"),
        note=say("Pressing does not debit anything."),
    )


def _values(asked: Asked) -> PrepaymentRequest:
    loan = the_loan(asked)
    amount, day = read_amount(asked.answer("amount"), loan.principal.currency), read_day(asked.answer("day"))
    if amount is None or day is None:
        raise ValueError("the terms of the prepayment were not answered")
    effect = "lower_installment" if asked.answer("effect") == "lower_installment" else "shorter_term"
    return PrepaymentRequest(loan_id=loan.id, on=day, amount=amount, effect=effect)  # type: ignore[arg-type]


def _nexts(asked: Asked) -> tuple[Line, ...]:
    say = asked.language.say
    told = say(
        "{lender} has your request. That is not yet a yes: the answer comes under “Messages”.", lender=asked.lender
    )
    look = Action(say("Look at the messages"), opens("M-1"))
    return (Line("mail", "accent", (Piece(told),), look), *_happens(asked)[1:])


def _is_same(asked: Asked, pending: PendingOperation) -> bool:
    return isinstance(pending.values, PrepaymentRequest) and pending.values.loan_id == asked.subject


ASK_PREPAYMENT = Guide(
    code="S-4",
    place="S-1",
    title=lambda asked: asked.language.say("Repayment schedule › Ask to pay early"),
    stages=lambda asked: (
        asked.language.say("Your wish"),
        asked.language.say("Send"),
        asked.language.say("Receipt"),
    ),
    steps=(
        Step("terms", 0, _terms, check=_errors),
        Step("effect", 0, _effect),
        Step("review", 1, _review, does=lambda _asked: "submit", operation=PREPAY, values=_values),
        outcome_step("sent", 1, PREPAY, _happens),
        proof_step(
            2,
            (PREPAY,),
            lambda asked: asked.language.say("{lender} has your request", lender=asked.lender),
            _nexts,
            is_request=True,
        ),
    ),
    is_about=lambda asked: is_about_a_loan(asked) and _offered(asked),
    operations=(PREPAY,),
    is_same=_is_same,
)
