"""The limits of mandate and bank against the exact amount of the next debit; a limit not told is unknown."""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.lending.money import LARGEST, Money

_IN_FORCE: Final = frozenset({Why.MANDATE_IN_FORCE, Why.MANDATE_ENDS_SOON})


def limit_checks(facts: PreflightFacts, of_mandate: CheckResult) -> tuple[CheckResult, ...]:
    """At once, a day and a month by the mandate; at once and a day by the card's bank.

    The limits of a mandate that will not hold on the day are no news: `of_mandate` is what its own check has found.
    """
    found: list[CheckResult] = []
    mandate, card = facts.mandate, facts.instrument
    day, month = plus(facts.amount, facts.same_day), plus(facts.amount, facts.same_month)
    if mandate is not None and of_mandate.verdict is not Verdict.PROBLEM:
        ref = f"mandate:{mandate.id}"
        single = _check(facts, Check.MANDATE_SINGLE, mandate.single_limit, facts.amount, ref)
        if single.why is Why.LIMIT_ENOUGH and of_mandate.why in _IN_FORCE:
            single = msgspec.structs.replace(single, why=Why.LIMIT_IN_FORCE)
        found += [
            single,
            _check(facts, Check.MANDATE_DAILY, mandate.daily_limit, day, ref),
            _check(facts, Check.MANDATE_MONTHLY, mandate.monthly_limit, month, ref),
        ]
    if card is not None:
        ref = f"instrument:{card.id}"
        found += [
            _check(facts, Check.BANK_SINGLE, card.bank_single_limit, facts.amount, ref),
            _check(facts, Check.BANK_DAILY, card.bank_daily_limit, day, ref),
        ]
    return tuple(found)


def _check(facts: PreflightFacts, check: Check, limit: Money | None, asked: Money, ref: str) -> CheckResult:
    refs = (ref, facts.amount_ref) if facts.amount_ref is not None else (ref,)
    if limit is None or limit.currency != asked.currency:
        return CheckResult(check, Verdict.UNKNOWN, Why.LIMIT_NOT_TOLD, (ref,))
    if limit < asked:
        return CheckResult(check, Verdict.PROBLEM, Why.LIMIT_BELOW, refs, limit=limit, amount=asked)
    with_arrears = plus(asked, facts.arrears)
    if limit < with_arrears:
        why = Why.LIMIT_BELOW_WITH_ARREARS
        return CheckResult(check, Verdict.ATTENTION, why, refs, limit=limit, amount=with_arrears)
    return CheckResult(check, Verdict.FINE, Why.LIMIT_ENOUGH, refs, limit=limit, amount=asked)


def plus(amount: Money, other: Money | None) -> Money:
    """The sum with another amount of the same currency; never beyond what an amount can hold."""
    if other is None or other.currency != amount.currency:
        return amount
    return Money(min(LARGEST, amount.minor + other.minor), amount.currency)
