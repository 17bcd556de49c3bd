"""S-2: what paying early does. Shorter term beside lower installment, the contract's terms, and the next repricing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.prepayment import PlannedAmount, compare_prepayments, every_year
from borrower_app.lending.terms import Terms, TermsError
from borrower_app.presentation.own_words import loan_names, own_mark, table_owner
from borrower_app.presentation.prepayment_words import clause_of, clause_words, objections
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.table_audit import terms_as_computed
from borrower_app.presentation.typed_values import read_amount, read_day
from borrower_app.presentation.views import Action, EmptyView, Line, Piece, WhatIfEntry, WhatIfView
from borrower_app.presentation.what_if_outcomes import outcome_views
from borrower_app.presentation.what_if_rates import rate_lines
from borrower_app.records.loan import InstallmentTable, Loan

_SHARE = 10
_ROUND = "10000"


def what_if_view(reading: Reading, loan_id: str, entry: WhatIfEntry | None) -> WhatIfView:
    """The page for a loan ("" = the first); without an entry it begins with an amount and a day the contract allows."""
    say = reading.language.say
    loans = [held.record for held in reading.snapshot.loans]
    title = say("What if you pay early?")
    if not loans:
        told = say("Once the lender's records are here, you can try out here what paying early does.")
        return WhatIfView(title, "", (), "", WhatIfEntry("", ""), empty=EmptyView(say("No loan yet"), told, "plan"))
    loan = next((loan for loan in loans if loan.id == loan_id), loans[0])
    names = loan_names(reading)
    held = reading.snapshot.tables.get(loan.id)
    terms, matches = terms_as_computed(loan, held.record) if held is not None else (None, False)
    if held is None or terms is None or loan.method.value == "flat":
        told = _why_not(reading, loan)
        empty = EmptyView(say("This can't be computed for this loan"), told, "ask", _to_schedule(reading, loan))
        blank = WhatIfEntry("", "")
        mark = own_mark(loan, reading.language)
        return WhatIfView(title, loan.id, names, say("Which loan"), blank, empty=empty, mark=mark)
    shown = entry or _first_entry(reading, loan, held.record)
    base = WhatIfView(
        title=title,
        loan_id=loan.id,
        loans=names,
        loans_name=say("Which loan"),
        entry=shown,
        clause=clause_words(reading, loan),
        mark=own_mark(loan, reading.language),
        rates_title=say("What if the rate changes at the next repricing?"),
        actions=(_to_schedule(reading, loan),),
    )
    return _computed(reading, loan, held.record.rows[-1].due, (terms, matches), base)


def _why_not(reading: Reading, loan: Loan) -> str:
    say = reading.language.say
    if loan.method.value == "flat":
        return say(
            "With flat interest every payment holds interest on the whole first amount."
            " Whether paying early saves any is for {lender} to say.",
            lender=reading.lender_of(loan),
        )
    return say("{lender} has not told everything the table rests on.", lender=reading.lender_name)


def _to_schedule(reading: Reading, loan: Loan) -> Action:
    return Action(reading.language.say("See the schedule"), "open", "S-1", loan.id)


def _first_entry(reading: Reading, loan: Loan, table: InstallmentTable) -> WhatIfEntry:
    """A tenth of what is owed, round and not below the contract's minimum, on the first due date that is allowed."""
    owed = loan.outstanding_principal
    unit = Money.from_decimal_text(_ROUND, owed.currency).minor
    minor = max(owed.minor // _SHARE // unit * unit, unit if owed.minor >= unit else owed.minor)
    clause = clause_of(loan.prepayment_terms)
    if clause.minimum is not None and clause.minimum.currency == owed.currency:
        minor = max(minor, clause.minimum.minor)
    amount = Money(min(minor, owed.minor), owed.currency)
    day = next(
        (row.due for row in table.rows if row.due > reading.today and not objections(reading, loan, amount, row.due)),
        table.rows[-1].due,
    )
    return WhatIfEntry(reading.language.amount(amount), day.isoformat())


def _computed(
    reading: Reading, loan: Loan, last: dt.date, computed: tuple[Terms, bool], base: WhatIfView
) -> WhatIfView:
    language = reading.language
    say = language.say
    terms, matches = computed
    entry = base.entry
    amount, day = read_amount(entry.amount, loan.principal.currency), read_day(entry.day)
    amount_error = "" if amount is not None else say("Please type an amount, for example 100,000 or 10万.")
    day_error = "" if day is not None else say("Please type a date, for example {day}.", day=last.isoformat())
    if day is not None and not reading.today < day <= last:
        day_error = say(
            "Please choose a day after today and not after the last installment ({day}).", day=last.isoformat()
        )
    base = msgspec.structs.replace(
        base, amount_error=amount_error, day_error=day_error, rates=rate_lines(reading, loan, terms)
    )
    if amount is None or day is None or day_error:
        return base
    try:
        planned = _planned(amount, day, last, yearly=entry.yearly)
        compared = compare_prepayments(terms, planned)
    except (TermsError, CurrencyMismatch, OverflowError):
        return msgspec.structs.replace(
            base, amount_error=say("This can't be computed; try a smaller amount or another day.")
        )
    notes = [Line("warn", "caution", (Piece(words),)) for words in _objections(reading, loan, planned)]
    if amount.minor > loan.outstanding_principal.minor:
        owed = language.money(loan.outstanding_principal)
        more = say("That is more than is still owed ({owed}); no more than that can be paid early.", owed=owed)
        notes.append(Line("info", "plain", (Piece(more),)))
    notes += _honest(reading, loan, matches=matches)
    return msgspec.structs.replace(
        base,
        title=say("Paying {amount} early: what happens", amount=language.money(amount)),
        outcomes=outcome_views(reading, compared, clause_of(loan.prepayment_terms).fee(amount)),
        notes=tuple(notes),
    )


def _planned(amount: Money, day: dt.date, last: dt.date, *, yearly: bool) -> tuple[PlannedAmount, ...]:
    if not yearly:
        return (PlannedAmount(day, amount),)
    return tuple(one for one in every_year(day, amount, last.year - day.year + 1) if one.on <= last)


def _objections(reading: Reading, loan: Loan, planned: Sequence[PlannedAmount]) -> list[str]:
    found: list[str] = []
    for index, one in enumerate(planned):
        earlier = [other.on for other in planned[:index]]
        for words in objections(reading, loan, one.amount, one.on, earlier):
            if words not in found:
                found.append(words)
    return found


def _honest(reading: Reading, loan: Loan, *, matches: bool) -> list[Line]:
    language = reading.language
    say = language.say
    rate = language.percent(loan.annual_rate)
    lines = []
    if loan.repricing is not None:
        told = say(
            "Computed by this app at today's rate of {rate}; it changes with every repricing."
            " The figures of {lender} are the ones that count.",
            rate=rate,
            lender=reading.lender_of(loan),
        )
    else:
        told = say(
            "Computed by this app at the rate of {rate}. The figures of {lender} are the ones that count.",
            rate=rate,
            lender=reading.lender_of(loan),
        )
    lines.append(Line("info", "plain", (Piece(told),)))
    if not matches:
        told = say(
            "This app could not compute the table of {lender} again figure by figure, so these are rough figures.",
            lender=table_owner(reading, loan),
        )
        lines.append(Line("warn", "caution", (Piece(told),)))
    return lines
