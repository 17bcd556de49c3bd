"""What the check of the lender's table found, in words; a convention is never named, because others may fit, too."""

from __future__ import annotations

import datetime as dt

from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult, Figure
from borrower_app.lending.money import Money
from borrower_app.lending.terms import METHODS, MOST_INSTALLMENTS
from borrower_app.presentation.reading.own_words import table_owner
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Line, Piece, PillView
from borrower_app.records.loan import InstallmentTable, Loan


def check_pill(finding: AuditResult, language: Language) -> PillView:
    """Agrees, does not, or can't be checked."""
    say = language.say
    if finding.agrees is True:
        return PillView(say("Computed again by this app: it adds up"), "good", "ok")
    if finding.is_open:
        return PillView(say("Computed again by this app: some figures to ask about"), "caution", "ask")
    if finding.agrees is False:
        return PillView(say("Computed again by this app: a figure is odd"), "caution", "warn")
    return PillView(say("Can't be checked"), "plain", "ask")


def check_notes(finding: AuditResult | None, table: InstallmentTable, reading: Reading, loan: Loan) -> tuple[Line, ...]:
    """The first odd figure with both values, or why nothing could be checked; empty where the table adds up."""
    if finding is None or finding.agrees is True or loan.is_computed:
        return ()
    language = reading.language
    say = language.say
    if finding.agrees is None:
        told = say("The table can't be checked by this app; the check says why.")
        return (Line("ask", "plain", (Piece(told),)),)
    currency = table.rows[0].payment.currency
    lines: list[Line] = []
    difference = finding.first_difference
    if finding.is_open:
        row = table.rows[finding.to_ask[0].index]
        told = say(
            "From installment {number} on, this app does not know how {lender} counts. That alone is no mistake.",
            number=row.n,
            lender=table_owner(reading, loan),
        )
        lines.append(Line("ask", "plain", (Piece(told),)))
    elif difference is not None:
        told = say(
            "Installment {number}: {field} is {stated} in the table of {lender}; computed again it is {computed}.",
            number=difference.n,
            field=field_name(difference.field, language),
            stated=figure_text(difference.stated, currency, language),
            computed=figure_text(difference.computed, currency, language),
            lender=table_owner(reading, loan),
        )
        lines.append(Line("warn", "caution", (Piece(told),)))
    elif finding.arithmetic_errors:
        error = finding.arithmetic_errors[0]
        told = say(
            "Installment {number}: a figure is {stated}, by the table's own sums it would be {expected}.",
            number=error.n,
            stated=figure_text(error.stated, currency, language),
            expected=figure_text(error.expected, currency, language),
        )
        lines.append(Line("warn", "caution", (Piece(told),)))
    ask = say(
        "The lender's table stays what is shown. Ask {lender} to explain this row.", lender=reading.lender_of(loan)
    )
    lines.append(Line("phone", "plain", (Piece(ask),)))
    return tuple(lines)


def growing_debt_note(table: InstallmentTable, reading: Reading, loan: Loan) -> tuple[Line, ...]:
    """One sentence where an installment is less than its interest; empty where the debt never grows so."""
    row = next((row for row in table.rows if row.principal.minor < 0), None)
    if row is None:
        return ()
    language = reading.language
    told = language.say(
        "In installment {number} the payment ({payment}) is less than the interest ({interest}): the debt grows instead"
        " of falling, and {last} is left for the last payment. Ask {lender} whether that is meant.",
        number=row.n,
        payment=language.money(row.payment),
        interest=language.money(row.interest),
        last=language.money(table.rows[-1].payment),
        lender=reading.lender_of(loan),
    )
    return (Line("warn", "caution", (Piece(told),)),)


def unknown_terms_words(reading: Reading, loan: Loan) -> str:
    """Which of the terms is missing, so that the figures can't be computed again."""
    say = reading.language.say
    lender = reading.lender_of(loan)
    if loan.method.value not in METHODS:
        return say("Because {lender} has not told by which method the loan is repaid.", lender=lender)
    if loan.method.value == "flat" and (loan.rate_changes or loan.prepayments):
        return say("Because {lender} has not told how a flat loan goes on after a change.", lender=lender)
    if loan.number_of_installments > MOST_INSTALLMENTS:
        return say("Because this app computes {most} installments at most.", most=MOST_INSTALLMENTS)
    return say("Because what {lender} has told of the loan contradicts itself.", lender=lender)


def field_name(field: str, language: Language) -> str:
    """A column of the table, as a sentence names it."""
    say = language.say
    return {
        "n": say("the number"),
        "due": say("the due date"),
        "interest": say("the interest"),
        "principal": say("the principal"),
        "payment": say("the payment"),
        "prepaid": say("the prepayment"),
        "balance": say("the principal left"),
    }[field]


def figure_text(figure: Figure, currency: str, language: Language) -> str:
    """A figure of a row: an amount in minor units, a date, or that it is missing."""
    if figure is None:
        return language.say("missing")
    if isinstance(figure, dt.date):
        return language.date(figure)
    return language.money(Money(figure, currency))
