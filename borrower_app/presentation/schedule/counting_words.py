"""How the lender counts, in words: only where every convention that gives the table counts so."""

from __future__ import annotations

from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult, Convention
from borrower_app.lending.money import Money


def counting_sentences(found: AuditResult, currency: str, language: Language) -> tuple[str, ...]:
    """Sentences about days, the first period, broken periods and the installment; for a table that agrees."""
    say = language.say
    convention = found.convention
    if convention is None:
        return ()
    told = [_ways(found, convention, language)]
    if found.counts_days_so:
        first, broken = convention.first_period, convention.broken_period
        if first is not None:
            told.append(say("The first period is counted so: {days}.", days=_rule(first, language)))
        if broken is not None:
            days = _rule(broken, language)
            told.append(say("The period in which something changed is counted so: {days}.", days=days))
    if convention.stated_installment is not None:
        paid = language.money(Money(convention.stated_installment.minor, currency))
        told.append(
            say("The installment of {amount} is the one in the table; the usual formula gives another.", amount=paid)
        )
    return tuple(told)


def _ways(found: AuditResult, convention: Convention, language: Language) -> str:
    say = language.say
    if found.counts_days_so:
        days = {
            "30/360": say("every month counts the same"),
            "actual/360": say("actual days, a year of 360"),
            "actual/364": say("actual days, a year of 364"),
            "actual/365": say("actual days, a year of 365"),
            "actual/actual": say("actual days, a year of its own length"),
        }[convention.day_count]
        return say("The interest follows from the rate, counted so: {days}.", days=days)
    return language.say_count(
        "The interest follows from the rate; {count} way of counting and rounding gives this very table.",
        "The interest follows from the rate; {count} ways of counting and rounding give this very table.",
        found.also_fits + 1,
    )


def _rule(rule: str, language: Language) -> str:
    say = language.say
    return {
        "twelfth": say("as one whole period, without a split"),
        "whole": say("as one whole period, without a split"),
        "twelfth_new": say("as one whole period, at what holds since the change"),
        "whole_new": say("as one whole period, at what holds since the change"),
        "actual/360": say("actual days, a year of 360"),
        "actual/365": say("actual days, a year of 365"),
        "actual/month": say("actual days out of those of the month"),
        "30/360": say("months of 30 days, a year of 360"),
        "months_and_days/360": say("whole months, and the odd days over a year of 360"),
    }[rule]
