"""The next repricing of a loan: the payment now and after, what is certain, and whose figure the rate is.

The lender's own figures come first. The rate of the day itself is not known yet: the newest published one stands for
it, and the page says so.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from borrower_app import masking
from borrower_app.lending.calendar import step
from borrower_app.lending.money import Money
from borrower_app.lending.repricing import before_and_after
from borrower_app.lending.terms import TermsError
from borrower_app.presentation.reading.rate_sources import FollowedRate, followed_rate, reference_name
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import RepricingView
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Pair, Piece, Words
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan, Repricing


def repricing_view(reading: Reading, loan: Loan, table: InstallmentTable) -> RepricingView | None:
    """The part of S-1; None for a loan without rows to come."""
    if not _to_come(table) or loan.is_own:
        # Of an own loan nobody has told whether its rate is fixed.
        return None
    language = reading.language
    say = language.say
    if loan.repricing is None:
        rate = language.percent(loan.annual_rate)
        told = say(
            "{lender} has told of no repricing: the rate stays {rate}, and every row of the table is certain.",
            lender=reading.lender_name,
            rate=rate,
        )
        return RepricingView(say("Your rate is fixed"), (), ((Piece(told),),))
    repricing = loan.repricing
    title = say("Next repricing: {day}", day=language.date(repricing.next_on))
    if repricing.next_on <= reading.today:
        told = say(
            "This day has come. {lender} has not told the new rate yet; the figures follow with its next table.",
            lender=reading.lender_name,
        )
        return RepricingView(title, (), ((Piece(told),),))
    pairs = [_now(reading, loan, table)]
    often = _cycle(reading, repricing)
    told_rate = _told_rate(loan)
    if told_rate is not None:
        pairs += [*_after_as_told(reading, loan, table, told_rate), *_certainty(reading, loan, table), often]
        told = say("{lender} has told this rate already.", lender=reading.lender_name)
        return RepricingView(title, tuple(pairs), ((Piece(told),),))
    followed = followed_rate(reading, repricing)
    if followed is not None:
        pairs.append(_after(reading, loan, table, followed))
    pairs += [*_certainty(reading, loan, table), often]
    _terms, matches = terms_as_computed(loan, table)
    return RepricingView(title, tuple(pairs), _notes(reading, loan, followed, matches=matches))


def is_forecast(loan: Loan, row: InstallmentRow, today: dt.date) -> bool:
    """Whether a row rests on a rate that may still change: by the lender's mark, or because a repricing comes first.

    A row is certain when its whole interest period ends by the next repricing.
    """
    repricing = loan.repricing
    if row.forecast or repricing is None:
        return row.forecast
    return today < repricing.next_on < row.due and _told_rate(loan) is None


def _formula(reading: Reading, repricing: Repricing, followed: FollowedRate) -> Words:
    """`2.60% = LPR 3.50% − 90 basis points`, its words of the trade explained."""
    language = reading.language
    points = repricing.spread_basis_points
    if points == 0:
        return ()
    if repricing.reference.startswith("LPR"):
        reference = explained(language, "LPR")
    else:
        reference = Piece(reference_name(language, repricing.reference))
    sign = "+" if points > 0 else "−"
    rate = language.percent(followed.published.annual_rate)
    return (
        Piece(f"{language.percent(str(followed.loan_rate))} = "),
        reference,
        Piece(f" {rate} {sign} {abs(points)} "),
        explained(language, "basis_point"),
        Piece(language.pick("。", ". ")),
    )


def _to_come(table: InstallmentTable) -> list[InstallmentRow]:
    return [row for row in table.rows if row.paid is None or row.paid.minor < row.payment.minor]


def _now(reading: Reading, loan: Loan, table: InstallmentTable) -> Pair:
    """The lender's own figure of the installments before the repricing."""
    language = reading.language
    payment = _payment_now(loan, table)
    words = language.say("Now, at {rate} a year", rate=language.percent(loan.annual_rate))
    value = language.say("{amount} a month", amount=language.money(payment))
    return Pair((Piece(words),), (Piece(value, strong=True),))


def _payment_now(loan: Loan, table: InstallmentTable) -> Money:
    """The lender's own figure, from its record or its table."""
    return loan.installment or _to_come(table)[0].payment


def _told_rate(loan: Loan) -> Decimal | None:
    """The rate of the next repricing where the lender has told it already."""
    if loan.repricing is None:
        return None
    on = loan.repricing.next_on
    return next((Decimal(change.annual_rate) for change in loan.rate_changes if change.on == on), None)


def _after_as_told(reading: Reading, loan: Loan, table: InstallmentTable, rate: Decimal) -> list[Pair]:
    """The lender's own figure: the payment of the first row whose interest runs wholly at the new rate."""
    assert loan.repricing is not None
    opening = next((index for index, row in enumerate(table.rows) if row.due >= loan.repricing.next_on), None)
    if opening is None or opening + 1 >= len(table.rows):
        return []
    after, now = table.rows[opening + 1].payment, _payment_now(loan, table)
    words = reading.language.say("Then, at {rate} a year", rate=reading.language.percent(str(rate)))
    return [Pair((Piece(words),), (Piece(_change_words(reading, after, after - now), strong=True),))]


def _change_words(reading: Reading, after: Money, more: Money) -> str:
    language = reading.language
    say = language.say
    if more.minor == 0:
        return say("{after} a month, as before", after=language.money(after))
    if more.minor > 0:
        return say("{after} a month, {more} more", after=language.money(after), more=language.money(more))
    return say("{after} a month, {less} less", after=language.money(after), less=language.money(-more))


def _after(reading: Reading, loan: Loan, table: InstallmentTable, followed: FollowedRate) -> Pair:
    language = reading.language
    say = language.say
    words = (Piece(say("Then, at {rate} a year", rate=language.percent(str(followed.loan_rate)))),)
    if followed.loan_rate == Decimal(loan.annual_rate):
        # The same rate again changes nothing, whatever a computation anew would round differently.
        now = _payment_now(loan, table)
        return Pair(words, (Piece(_change_words(reading, now, now - now), strong=True),))
    change = _change(loan, table, followed.loan_rate)
    told = say("can't be computed for this loan") if change is None else _change_words(reading, *change)
    return Pair(words, (Piece(told, strong=True),))


def _change(loan: Loan, table: InstallmentTable, rate: Decimal) -> tuple[Money, Money] | None:
    """The payment after the repricing, and how much more it is than the one before; None where that is not known."""
    terms, _matches = terms_as_computed(loan, table)
    if terms is None or loan.repricing is None or rate < 0 or loan.method.value == "flat":
        return None
    try:
        priced = before_and_after(terms, loan.repricing.next_on, rate)
    except TermsError:
        return None
    if priced.before is None or priced.after is None:
        return None
    return priced.after, priced.after - priced.before


def _cycle(reading: Reading, repricing: Repricing) -> Pair:
    """How often the rate is set anew, and when after the next time."""
    language = reading.language
    following = step(repricing.next_on, "month", repricing.cycle_months)
    told = language.say_count(
        "every {count} month, then again on {day}",
        "every {count} months, then again on {day}",
        repricing.cycle_months,
        day=language.date(following),
    )
    return Pair((explained(language, "repricing", begins=True),), (Piece(told),))


def _certainty(reading: Reading, loan: Loan, table: InstallmentTable) -> list[Pair]:
    language = reading.language
    rows = _to_come(table)
    certain = [row for row in rows if not is_forecast(loan, row, reading.today)]
    forecast = len(rows) - len(certain)
    pairs = []
    if certain:
        last = certain[-1]
        told = language.say_count(
            "{count} installment, up to the one of {day}",
            "{count} installments, up to the one of {day}",
            len(certain),
            day=last.due.isoformat(),
        )
        pairs.append(Pair((Piece(language.say("Certain")),), (Piece(told),)))
    if forecast:
        told = language.say_count(
            "{count} installment, a forecast at today's rate",
            "{count} installments, a forecast at today's rate",
            forecast,
        )
        pairs.append(Pair((Piece(language.say("Still open")),), (Piece(told),)))
    return pairs


def _notes(reading: Reading, loan: Loan, followed: FollowedRate | None, *, matches: bool) -> tuple[Words, ...]:
    repricing = loan.repricing
    assert repricing is not None
    language = reading.language
    say = language.say
    lender = reading.lender_name
    notes: list[Words] = []
    if followed is None:
        told = say(
            "The rate follows {reference}; neither {lender} nor this app has a figure of it.",
            reference=reference_name(language, repricing.reference),
            lender=lender,
        )
        return ((Piece(told),),)
    published = followed.published
    values = {
        "reference": reference_name(language, repricing.reference),
        "rate": language.percent(published.annual_rate),
        "day": language.date(published.on),
        "source": masking.free_text(published.source or lender),
    }
    if followed.by_lender:
        told = say("{reference}: {rate}, told by {lender}, published on {day} ({source}).", lender=lender, **values)
    else:
        told = say(
            "{reference}: {rate}, kept in this app, published on {day} ({source}). A newer one may be out.", **values
        )
    notes.append((*_formula(reading, repricing, followed), Piece(told)))
    fund = repricing.reference.startswith("PROVIDENT_FUND")
    if fund and (repricing.next_on.month, repricing.next_on.day) == (1, 1):
        told = say("A provident-fund loan takes a new rate each 1 January.")
    elif repricing.clause:
        clause = masking.free_text(repricing.clause)
        told = say("Which published rate counts on that day stands in the contract ({clause}).", clause=clause)
    else:
        told = say("Which published rate counts on that day stands in the contract.")
    notes.append((Piece(told),))
    if followed.loan_rate != Decimal(loan.annual_rate) and not matches:
        told = say(
            "This app could not compute the table of {lender} again figure by figure, so these are rough figures.",
            lender=lender,
        )
        notes.append((Piece(told),))
    return tuple(notes)
