"""What the contract says of paying early, in words: its terms, and what it objects to. Not told stays not told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.prepayment_clause import PrepaymentClause
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.loan import Loan, PrepaymentTerms


def clause_of(terms: PrepaymentTerms | None) -> PrepaymentClause:
    """The contract's limits as the mathematics takes them; nothing told means nothing known."""
    if terms is None:
        return PrepaymentClause()
    return PrepaymentClause(
        terms.minimum_amount,
        terms.times_a_year,
        terms.waiting_months,
        terms.notice_days,
        Decimal(terms.fee_rate) if terms.fee_rate is not None else None,
    )


def objections(reading: Reading, loan: Loan, amount: Money, on: dt.date, earlier: Sequence[dt.date] = ()) -> list[str]:
    """What the told limits object to, in words; `earlier` are days of prepayments planned before this one."""
    clause = clause_of(loan.prepayment_terms)
    language = reading.language
    say = language.say
    if clause.minimum is not None and clause.minimum.currency != amount.currency:
        return []
    paid = [one.on for one in loan.prepayments]
    found = clause.obstacles(amount, on, today=reading.today, disbursed_on=loan.disbursed_on, earlier=[*paid, *earlier])
    words = {
        "below_minimum": lambda: say(
            "The contract asks for at least {amount} at once.", amount=language.money(clause.minimum or amount)
        ),
        "too_often_this_year": lambda: say(
            "The contract allows {count} times a year; in {year} they are used up.",
            count=clause.most_times_a_year or 0,
            year=str(on.year),
        ),
        "before_waiting_time": lambda: say(
            "The contract allows it from {day} on.",
            day=language.date(step(loan.disbursed_on, "month", clause.waiting_months or 0)),
        ),
        "notice_too_short": lambda: say(
            "The contract asks for {days} days of notice: {day} at the earliest.",
            days=clause.notice_days or 0,
            day=language.date(step(reading.today, "day", clause.notice_days or 0)),
        ),
    }
    return [words[obstacle]() for obstacle in found]


def clause_words(reading: Reading, loan: Loan) -> str:
    """The clause as one sentence; that it was not told, where it was not."""
    terms = loan.prepayment_terms
    language = reading.language
    say = language.say
    parts: list[str] = []
    if terms is not None:
        if terms.notice_days is not None:
            parts.append(language.say_count("{count} day of notice", "{count} days of notice", terms.notice_days))
        if terms.minimum_amount is not None:
            parts.append(say("at least {amount}", amount=language.money(terms.minimum_amount)))
        if terms.times_a_year is not None:
            parts.append(say("at most {count} times a year", count=terms.times_a_year))
        if terms.fee_rate is not None:
            none = Decimal(terms.fee_rate) == 0
            parts.append(say("no fee") if none else say("fee {rate}", rate=language.percent(terms.fee_rate)))
        elif parts:
            parts.append(say("whether there is a fee is not told"))
    if not parts and loan.is_own:
        return say(
            "What your contract says about paying early is not known here: look there or ask {lender} first.",
            lender=reading.lender_of(loan),
        )
    if not parts:
        return say(
            "{lender} has not told what the contract says about paying early: ask before you decide.",
            lender=reading.lender_name,
        )
    clause = terms.clause if terms is not None and terms.clause else ""
    told = say("The contract says {parts}", parts=language.list_of(parts))
    return told + language.in_brackets(clause)
