"""The plan for today as pages show it: one lead, one blue button, one countdown, on Home, D-2 and guides."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from borrower_app.debits.verdict import BothLanguages, CauseClass, PlanForToday, PlanStep, StepKind
from borrower_app.language import Language
from borrower_app.presentation.intents import RemindAbout, SyncNow, opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.repairs import renew_authorisation, repairs
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Action, Piece, Words
from borrower_app.records.debit import DebitAttempt

_NUMBERS: Final = "①②③④⑤"
_MENDING: Final = frozenset({StepKind.CHANGE_CARD, StepKind.CORRECT_DETAILS})


class PlanView(Struct, frozen=True):
    """`lead` is the first step, `steps` those after it, `action` the blue button; None where nothing is to be done."""

    lead: Words
    steps: tuple[Words, ...] = ()
    if_nothing: str = ""
    action: Action | None = None
    time_left: str = ""


def plan_of(reading: Reading, attempt: DebitAttempt) -> PlanForToday:
    """The plan about one debit."""
    return reading.explanation(attempt).plan


def plan_view(reading: Reading, attempt: DebitAttempt) -> PlanView:
    """The plan in words; numbered where there is more than one step."""
    language = reading.language
    plan = plan_of(reading, attempt)
    several = len(plan.steps) > 1
    lines = tuple(
        _step_words(language, step, f"{_NUMBERS[number]} " if several else "")
        for number, step in enumerate(plan.steps[: len(_NUMBERS)])
    )
    return PlanView(
        lead=lines[0],
        steps=lines[1:],
        if_nothing=in_language(language, plan.if_nothing),
        action=step_action(reading, attempt, plan.first),
        time_left=_time_left(reading, plan.first),
    )


def in_language(language: Language, text: BothLanguages) -> str:
    """The text in the language of the page, its first letter large."""
    shown = language.pick(text.zh, text.en)
    return shown[:1].upper() + shown[1:]


def _step_words(language: Language, step: PlanStep, number: str) -> Words:
    """The step with its amount strong, then what it does not do."""
    sentence = number + in_language(language, step.words)
    amount = language.money(step.amount) if step.amount is not None else ""
    before, found, after = sentence.partition(amount) if amount else (sentence, "", "")
    limits = in_language(language, step.limits)
    gap = language.pick("", " ") if limits else ""
    pieces = (Piece(before), Piece(found, strong=True), Piece(after), Piece(gap + limits))
    return tuple(piece for piece in pieces if piece.text)


def step_action(reading: Reading, attempt: DebitAttempt, step: PlanStep) -> Action | None:
    """The button of a step; None where nothing is to be pressed."""
    say = reading.language.say
    if step.kind is StepKind.PAY_BY_HAND:
        words = say("See how to pay {amount}", amount=reading.language.money(step.amount or attempt.amount_requested))
        return Action(words, opens("E-2", f"by_hand:{attempt.id}"))
    if step.kind is StepKind.PUT_MONEY_IN and step.until is not None:
        at = moment(step.until.at, reading.zone, reading.language, reading.today)
        return Action(say("I've added the money. Remind me after {at}", at=at), RemindAbout(attempt.id))
    if step.kind is StepKind.ASK_FOR_DEBIT:
        return Action(say("I have put the money in"), opens("C-6", attempt.id))
    if step.kind is StepKind.SEE_NEWS:
        return Action(say("Check for news"), SyncNow())
    if step.kind is StepKind.SEE_LATER_DEBIT:
        later = (reading.facts(attempt).later.tried_ref or "").partition(":")[2]
        return Action(say("See the later debit"), opens("D-2", later)) if later else None
    if step.kind is StepKind.SIGN_MANDATE:
        return renew_authorisation(reading, attempt.loan_id)
    if step.kind in _MENDING:
        fixes = repairs(reading, attempt, reading.explanation(attempt))
        return fixes[0] if fixes else None
    return ask_action(reading, attempt, step)


def ask_action(reading: Reading, attempt: DebitAttempt, step: PlanStep) -> Action | None:
    """The way to whom to call and what to say."""
    say = reading.language.say
    subject = opens("E-2", f"ask:{attempt.id}")
    if step.kind is StepKind.ASK_BANK:
        bank = attempt.instrument.bank if attempt.instrument is not None else say("the card's bank")
        return Action(say("What to ask {bank}", bank=bank), subject)
    if step.kind is StepKind.ASK_LENDER:
        return Action(say("What to ask {bank}", bank=reading.lender_name), subject)
    return None


def waits(plan: PlanForToday) -> bool:
    """Whether the first step is to let others do their part."""
    return plan.first.kind in (StepKind.WAIT, StepKind.DO_NOT_PAY)


def _time_left(reading: Reading, step: PlanStep) -> str:
    """What is left until the hour of the first step, beside that hour; empty where the step has none."""
    if step.until is None or step.until.at <= reading.now or step.kind is StepKind.WAIT:
        return ""
    language = reading.language
    # Midnight belongs to the day that ends.
    if step.until.clock == "24:00":
        at = language.say("{day} 24:00", day=language.day_with_weekday(step.until.day))
        if step.until.day == reading.today:
            at = language.say("tonight 24:00")
    else:
        at = moment(step.until.at, reading.zone, language, reading.today)
    return language.say("{time} left until {at}", time=_left(step.until.at - reading.now, language), at=at)


def _left(left: dt.timedelta, language: Language) -> str:
    minutes = int(left.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    if days:
        return language.say("{days} d {hours} h", days=days, hours=hours)
    return language.say("{hours} h {minutes} min", hours=hours, minutes=minutes)


def is_short_of_money(reading: Reading, attempt: DebitAttempt) -> bool:
    """Whether the card had too little on it, as far as it is known."""
    told = reading.explanation(attempt)
    return told.cause is CauseClass.INSUFFICIENT_FUNDS and not told.contradicted
