"""The evidence lines of D-2: who said what and when, and what the amount is made of."""

from __future__ import annotations

from borrower_app.debits.verdict import Evidence, Explanation
from borrower_app.language import Language
from borrower_app.presentation.attempt_words import bank_of, channel_of
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Action, Piece, Words
from borrower_app.records.debit import DebitAttempt


def evidence_words(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Words, ...]:
    """Every line with its party and time; the way of the debit is drawn elsewhere and not repeated."""
    hop_facts = {f"{hop.name}：" for hop in attempt.hops}
    lines = [
        (Piece(_line(reading, attempt, item)), *_record_of(item, reading.language))
        for item in told.evidence
        if not any(item.fact.zh.startswith(fact) for fact in hop_facts) and not item.fact.zh.startswith("这笔要扣")
    ]
    say = reading.language.say
    amount = _amount(reading.language, attempt)
    table = Action(say("see the schedule"), "open", "S-1", attempt.loan_id)
    return (*lines, (Piece(amount), Piece(" "), Piece(table.text, action=table)))


def _record_of(item: Evidence, language: Language) -> Words:
    """The way to the record a line rests on; nothing for the attempt itself, which is this page."""
    kind, _, identifier = (item.ref or "").partition(":")
    say = language.say
    action = {
        "instrument": Action(say("see the card"), "open", "C-1"),
        "mandate": Action(say("see the mandate"), "open", "C-1"),
        "contact": Action(say("see your details"), "open", "P-1"),
    }.get(kind)
    return (Piece(" "), Piece(action.text, action=action)) if action is not None and identifier else ()


def _line(reading: Reading, attempt: DebitAttempt, item: Evidence) -> str:
    language = reading.language
    say = language.say
    who = {
        "bank": bank_of(attempt, language),
        "channel": channel_of(attempt, language),
        "lender": reading.lender_name,
        "contract": say("Contract"),
        "app": say("This app"),
        "borrower": say("You"),
    }.get(item.said_by, say("Not told who"))
    fact = language.pick(item.fact.zh, item.fact.en)
    if item.at is None:
        return say("{who}: {fact}", who=who, fact=fact)
    local = item.at.astimezone(reading.zone)
    at = say("{day} {time}", day=language.day(local.date()), time=language.time(item.at, reading.zone))
    return say("{who}: {fact}, {at}", who=who, fact=fact, at=at)


def _amount(language: Language, attempt: DebitAttempt) -> str:
    split = attempt.split
    if split is None:
        return language.say("Amount asked for: {amount}", amount=language.money(attempt.amount_requested))
    say = language.say
    parts = [say("principal {amount}", amount=language.amount(split.principal))]
    parts.append(say("interest {amount}", amount=language.amount(split.interest)))
    for money, words in (
        (split.penalty, "penalty interest {amount}"),
        (split.fee, "fee {amount}"),
        (split.carried_arrears, "earlier arrears {amount}"),
    ):
        if money is not None and money.minor:
            parts.append(_part(language, words, language.amount(money)))
    return say("Amount: {amount} = {parts}", amount=language.amount(attempt.amount_requested), parts=" + ".join(parts))


def _part(language: Language, words: str, amount: str) -> str:
    say = language.say
    known = {
        "penalty interest {amount}": say("penalty interest {amount}", amount=amount),
        "fee {amount}": say("fee {amount}", amount=amount),
        "earlier arrears {amount}": say("earlier arrears {amount}", amount=amount),
    }
    return known[words]
