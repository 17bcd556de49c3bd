"""The two outcomes of paying early, side by side: interest saved, the next payment, the end."""

from __future__ import annotations

from borrower_app.lending.money import Money
from borrower_app.lending.prepayment import PrepaymentOutcome, WhatIf
from borrower_app.lending.prepayment_clause import PrepaymentClause
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.what_if.views import OutcomeView
from borrower_app.presentation.words.parts import PillView


def outcome_views(reading: Reading, compared: WhatIf, clause: PrepaymentClause) -> tuple[OutcomeView, OutcomeView]:
    """Shorter term first; the one that saves more interest is marked."""
    shorter, lower = compared.shorter_term, compared.lower_installment
    better = shorter.saved_interest.minor >= lower.saved_interest.minor
    return (
        _outcome(reading, compared, shorter, clause, better=better),
        _outcome(reading, compared, lower, clause, better=not better),
    )


def _outcome(
    reading: Reading, compared: WhatIf, outcome: PrepaymentOutcome, clause: PrepaymentClause, *, better: bool
) -> OutcomeView:
    language = reading.language
    say = language.say
    shorter = outcome.effect == "shorter_term"
    before, after = compared.next_payment_as_it_stands, outcome.next_payment
    lines: list[str] = []
    if after is None:
        lines.append(say("The loan is then repaid in full."))
    elif before is not None and after.minor < before.minor:
        less = Money(before.minor - after.minor, after.currency)
        lines.append(
            say("The next payment becomes {after}, {less} less", after=language.money(after), less=language.money(less))
        )
    else:
        lines.append(say("The next payment stays {after}", after=language.money(after)))
    end = compared.as_it_stands.rows[-1].due
    months = (end.year - outcome.ends_on.year) * 12 + end.month - outcome.ends_on.month
    if months > 0:
        lines.append(
            say(
                "Repaid in {month}, {sooner} sooner",
                month=language.month(outcome.ends_on),
                sooner=_span(reading, months),
            )
        )
    else:
        lines.append(say("Repaid in {month}, as before", month=language.month(outcome.ends_on)))
    fee = clause.fee(outcome.prepaid)
    if fee is not None and fee.minor:
        left = outcome.saved_interest - fee
        lines.append(
            say("Fee by the contract: {fee}; {left} saved after it", fee=language.money(fee), left=language.money(left))
        )
    return OutcomeView(
        title=_title(reading, shorter=shorter, ends_sooner=months > 0),
        figure=say("{amount} less interest", amount=language.money(outcome.saved_interest)),
        lines=tuple(lines),
        better=PillView(say("Saves more interest"), "accent", "ok") if better else None,
    )


def _title(reading: Reading, *, shorter: bool, ends_sooner: bool) -> str:
    say = reading.language.say
    if shorter:
        return say("Same payment, done sooner")
    # Amounts of every year, or one that repays all, end the loan early in this way, too.
    return say("Smaller payments each time") if ends_sooner else say("Same end, smaller payments")


def _span(reading: Reading, months: int) -> str:
    say_count = reading.language.say_count
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(say_count("{count} year", "{count} years", years))
    if rest:
        parts.append(say_count("{count} month", "{count} months", rest))
    return " ".join(parts)
