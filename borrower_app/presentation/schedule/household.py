"""S-1 for a combined loan (组合贷): the month in all, each part with its own rate, day, card and table.

What is missing or has failed for one part never hides the others.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app import masking
from borrower_app.language import Language
from borrower_app.lending.combined import CombinedMonth, combine
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_choices import choices_with_households, household_of
from borrower_app.presentation.reading.loan_state import loan_pill
from borrower_app.presentation.reading.rate_words import rate_words
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_rows import row_facts
from borrower_app.presentation.reading.schedule_views import HouseholdView, RowKind, TableRow
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, Line, LoanView, Pair, Piece
from borrower_app.records.loan import Loan

_BEFORE_NOW = 2


class _PartRow(Struct, frozen=True):
    """A row of one part as the months need it; amounts in minor units."""

    due: dt.date
    principal: int
    interest: int
    payment: int
    balance: int
    kind: RowKind
    state: str
    attempt_id: str


def household_view(reading: Reading, subject: str) -> HouseholdView | None:
    """The page of a combined loan; None where it is gone or its parts are in several currencies."""
    household = household_of(reading, subject)
    if household is None or len({part.principal.currency for part in household.parts}) > 1:
        return None
    language = reading.language
    say = language.say
    rows = {part.id: _part_rows(reading, part) for part in household.parts}
    months = combine(rows)
    shown, first, current = _lines(language, household.parts, months)
    return HouseholdView(
        title=say("Repayment schedule"),
        subject=subject,
        loans=choices_with_households(reading),
        loans_name=say("Which loan"),
        headline=_headline(language, household.parts, current),
        lead=_lead(language, household.parts, current),
        actions=(Action(say("How it was checked"), opens("S-3", subject)),),
        parts=tuple(_part(reading, part, rows[part.id]) for part in household.parts),
        table_title=say("Month by month, all parts together"),
        heads=(
            say("Month"),
            *(masking.free_text(part.name) for part in household.parts),
            say("Together"),
            say("Principal left after it"),
            say("State"),
        ),
        rows=shown,
        first_shown=first,
        notes=_notes(reading, household.parts, rows),
        jump=say("To the current month"),
    )


def _part_rows(reading: Reading, part: Loan) -> tuple[_PartRow, ...]:
    held = reading.snapshot.tables.get(part.id)
    if held is None:
        return ()
    facts = row_facts(reading, part, held.record)
    return tuple(
        _PartRow(
            row.due, row.principal.minor, row.interest.minor, row.payment.minor, row.balance.minor,
            fact.kind, fact.state, fact.attempt_id,
        )
        for row, fact in zip(held.record.rows, facts, strict=True)
    )  # fmt: skip


def _lines(
    language: Language, parts: tuple[Loan, ...], months: tuple[CombinedMonth[_PartRow], ...]
) -> tuple[tuple[TableRow, ...], int, CombinedMonth[_PartRow] | None]:
    """All lines, the one that should be in view first, and the first month that is not wholly paid."""
    currency = parts[0].principal.currency
    lines: list[TableRow] = []
    first, current, year = -1, None, 0
    for month in months:
        if month.year != year:
            year = month.year
            lines.append(TableRow("year", (language.say("Year {year}", year=str(year)),)))
        kind, state, attempt_id = _month_state(language, parts, month)
        if current is None and kind != "paid":
            first, current = len(lines), month
        cells = (
            language.month(dt.date(month.year, month.month, 1)),
            *(_cell(language, month.rows.get(part.id, ()), currency) for part in parts),
            language.amount(Money(month.payment, currency)),
            language.amount(Money(month.balance, currency)),
            state,
        )
        lines.append(TableRow(kind, cells, attempt_id))
    return tuple(lines), max(0, first - _BEFORE_NOW), current


def _cell(language: Language, rows: tuple[_PartRow, ...], currency: str) -> str:
    """Due day and payment of a part in a month; a dash where nothing is due."""
    if not rows:
        return "—"
    return "，".join(
        language.say("{day}: {amount}", amount=language.amount(Money(row.payment, currency)), day=str(row.due.day))
        for row in rows
    )


def _month_state(
    language: Language, parts: tuple[Loan, ...], month: CombinedMonth[_PartRow]
) -> tuple[RowKind, str, str]:
    """What most needs to be seen: a part in trouble by its name, else the state that all share."""
    rows = [(part, row) for part in parts for row in month.rows.get(part.id, ())]
    troubled = [(part, row) for part, row in rows if row.kind == "now"]
    if troubled:
        told = language.list_of(
            [language.say("{loan}: {state}", loan=masking.free_text(part.name), state=row.state)
             for part, row in troubled]
        )  # fmt: skip
        return "now", told, next((row.attempt_id for _part, row in troubled if row.attempt_id), "")
    open_rows = [row for _part, row in rows if row.kind != "paid"]
    if not open_rows:
        return "paid", rows[0][1].state, ""
    if len(open_rows) < len(rows):
        names = [masking.free_text(part.name) for part, row in rows if row.kind == "paid"]
        return "due", language.say("{loans} paid, the rest to be paid", loans=language.list_of(names)), ""
    certain = next((row for row in open_rows if row.kind == "due"), open_rows[0])
    return certain.kind, certain.state, ""


def _headline(language: Language, parts: tuple[Loan, ...], current: CombinedMonth[_PartRow] | None) -> str:
    say = language.say
    if current is None:
        return say("All parts are paid")
    money = language.money(Money(current.payment, parts[0].principal.currency))
    return say("{month}: {amount} in all", month=language.month(dt.date(current.year, current.month, 1)), amount=money)


def _lead(language: Language, parts: tuple[Loan, ...], current: CombinedMonth[_PartRow] | None) -> tuple[Piece, ...]:
    """What of the month is paid already, what is still owed of all parts."""
    say = language.say
    currency = parts[0].principal.currency
    pieces: list[Piece] = []
    if current is not None:
        paid = sum(row.payment for rows in current.rows.values() for row in rows if row.kind == "paid")
        if paid:
            values = {"paid": Money(paid, currency), "open": Money(current.payment - paid, currency)}
            told = say("{paid} of it is paid, {open} is still to be paid. ",
                       **{name: language.money(value) for name, value in values.items()})  # fmt: skip
            pieces.append(Piece(told))
    owed = Money(sum(part.outstanding_principal.minor for part in parts), currency)
    pieces.append(Piece(say("Still owed of all parts: {amount} of ", amount=language.money(owed))))
    pieces.append(explained(language, "principal"))
    return (*pieces, Piece(say(". Each part has its own day and card.")))


def _part(reading: Reading, part: Loan, rows: tuple[_PartRow, ...]) -> LoanView:
    language = reading.language
    say = language.say
    name = masking.free_text(part.name)
    pairs = [Pair((Piece(say("Annual rate")),), rate_words(reading, part))]
    following = next((row for row in rows if row.kind != "paid"), None)
    if following is not None:
        amount = language.money(Money(following.payment, part.principal.currency))
        day = language.day_with_weekday(following.due)
        words = say("This installment") if following.kind == "now" else say("Next installment")
        pairs.append(Pair((Piece(words),), (Piece(f"{day}  {amount}", strong=True),)))
    card = next((held.record for held in reading.snapshot.instruments if held.record.id == part.instrument_id), None)
    if card is not None:
        pairs.append(Pair((Piece(say("Repayment card")),), (Piece(masking.card(card.bank, card.last4)),)))
    return LoanView(
        loan_id=part.id,
        name=name,
        figure=language.money(part.outstanding_principal),
        figure_words=(Piece(say("still owed: ")), explained(language, "principal")),
        pairs=tuple(pairs),
        pill=loan_pill(reading, part),
        action=Action(
            say("See the schedule"), opens("S-1", part.id), accessible_name=say("See the schedule of {loan}", loan=name)
        ),
    )


def _notes(reading: Reading, parts: tuple[Loan, ...], rows: dict[str, tuple[_PartRow, ...]]) -> tuple[Line, ...]:
    """A part without a table is said, so that nobody takes the sums for whole."""
    missing = [masking.free_text(part.name) for part in parts if not rows[part.id]]
    if not missing:
        return ()
    told = reading.language.say(
        "{lender} has sent no table for {loans}: the sums below are without it.",
        lender=reading.lender_name,
        loans=reading.language.list_of(missing),
    )
    return (Line("warn", "caution", (Piece(told),)),)
