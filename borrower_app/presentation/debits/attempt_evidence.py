"""The evidence lines of D-2: who said what and when, and what the amount is made of."""

from __future__ import annotations

from borrower_app.debits.quoting import quoted
from borrower_app.debits.standing import OWED_STATES
from borrower_app.debits.verdict import Evidence, Explanation
from borrower_app.language import Language
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import bank_of, channel_of
from borrower_app.presentation.words.parts import Action, Piece, Words
from borrower_app.records.debit import DebitAttempt


def evidence_words(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Words, ...]:
    """Every line with its party and time, each fact opening the record it rests on.

    The way of the debit is drawn elsewhere, the amount stands as its own line, and what was not told stands where it
    matters: none of them is repeated here.
    """
    say = reading.language.say
    hop_facts = tuple(f"{quoted(hop.name)}：" for hop in attempt.hops if hop.name)
    lines = [
        _line(reading, attempt, item)
        for item in told.evidence
        if not item.fact.zh.startswith((*hop_facts, "这笔要扣", "还款日 "))
        and (item.said_by != "contract" or told.state in OWED_STATES)
        and not (item.said_by == "app" and (item.ref or "").startswith("loan:"))
    ]
    row = Action(
        _amount(reading.language, attempt),
        opens("E-1", f"installment:{attempt.loan_id}:{attempt.installments[0]}"),
        accessible_name=say("See the row of the schedule"),
    )
    return (*lines, (Piece(row.text, action=row),))


def record_subject(item: Evidence, attempt: DebitAttempt) -> str:
    """What E-1 opens for a line: card, mandate and contact as they were on the day of the attempt."""
    kind, _, identifier = (item.ref or "").partition(":")
    if not identifier:
        return f"debit_attempt:{attempt.id}"
    return (
        f"{kind}:{identifier}@{attempt.id}" if kind in ("instrument", "mandate", "contact") else f"{kind}:{identifier}"
    )


def _line(reading: Reading, attempt: DebitAttempt, item: Evidence) -> Words:
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
    opened = Action(
        fact, opens("E-1", record_subject(item, attempt)), accessible_name=say("See the record: {fact}", fact=fact)
    )
    lines: Words = (Piece(language.pick(f"{who}：", f"{who}: ")), Piece(fact, action=opened))
    if item.at is None:
        return lines
    local = item.at.astimezone(reading.zone)
    at = say("{day} {time}", day=language.day(local.date()), time=language.time(item.at, reading.zone))
    return (*lines, Piece(language.pick(f"，{at}", f", {at}")))


def _amount(language: Language, attempt: DebitAttempt) -> str:
    split = attempt.split
    if split is None or attempt.duplicate_of is not None:
        # What was taken twice pays no principal and no interest.
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
