"""The chart of the schedule and the same numbers year by year, for those who can't or won't read a drawing."""

from __future__ import annotations

from borrower_app.lending.money import Money
from borrower_app.presentation.reading.next_repricing import is_forecast
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import ChartMark, ChartPoint, ChartView, NumbersView, TableRow
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan


def chart_view(reading: Reading, loan: Loan, table: InstallmentTable) -> ChartView:
    """The drawing of all installments; what it shows is told in words, too."""
    language = reading.language
    say = language.say
    points = tuple(ChartPoint(row.principal.minor, row.interest.minor) for row in table.rows)
    marks = _marks(reading, loan, table)
    first, last = table.rows[0], table.rows[-1]
    described = [
        say(
            "Installment {first}: principal {p1}, interest {i1}. Installment {last}: principal {p2}, interest {i2}.",
            first=first.n,
            p1=language.money(first.principal),
            i1=language.money(first.interest),
            last=last.n,
            p2=language.money(last.principal),
            i2=language.money(last.interest),
        )
    ]
    described += [
        say("{what}: installment {number}, {day}.", what=mark.words, number=table.rows[mark.at].n,
            day=language.date(table.rows[mark.at].due))
        for mark in marks
    ]  # fmt: skip
    return ChartView(
        points,
        marks,
        say("Principal and interest of each installment"),
        language.pick("", " ").join(described),
        (say("Principal"), say("Interest"), say("Now")),
        _summary(reading, loan, table),
        say("Repricing") if any(not mark.is_now for mark in marks) else "",
        (language.month(first.due), language.month(last.due)),
        yearly_numbers(reading, loan, table),
    )


def _marks(reading: Reading, loan: Loan, table: InstallmentTable) -> tuple[ChartMark, ...]:
    """Now, every repricing that was, and the next one."""
    say = reading.language.say
    marks = []
    now = next((index for index, row in enumerate(table.rows) if row.due >= reading.today), None)
    if now is not None:
        marks.append(ChartMark(now, say("Now"), True))
    days = {change.on for change in loan.rate_changes if change.on > loan.disbursed_on}
    if loan.repricing is not None:
        days.add(loan.repricing.next_on)
    for day in sorted(days):
        index = next((i for i, row in enumerate(table.rows) if row.due >= day), None)
        if index is not None:
            marks.append(ChartMark(index, say("Repricing")))
    return tuple(marks)


def _summary(reading: Reading, loan: Loan, table: InstallmentTable) -> str:
    language = reading.language
    say = language.say
    currency = loan.principal.currency
    total = Money(sum(row.payment.minor for row in table.rows), currency)
    interest = Money(sum(row.interest.minor for row in table.rows), currency)
    values = {"total": language.money(total), "interest": language.money(interest)}
    if any(is_forecast(loan, row, reading.today) for row in table.rows):
        return say("At today's rate {total} are to be paid in all, {interest} of it interest", **values)
    return say("{total} are to be paid in all, {interest} of it interest", **values)


def yearly_numbers(reading: Reading, loan: Loan, table: InstallmentTable) -> NumbersView:
    """Principal, interest and their sum of each calendar year, and the principal left at its end."""
    language = reading.language
    say = language.say
    by_year: dict[int, list[InstallmentRow]] = {}
    for row in table.rows:
        by_year.setdefault(row.due.year, []).append(row)
    currency = loan.principal.currency
    lines = []
    for year, rows in by_year.items():
        principal, interest, payment = (
            Money(sum(getattr(row, name).minor for row in rows), currency)
            for name in ("principal", "interest", "payment")
        )
        cells = (str(year), *map(language.amount, (principal, interest, payment, rows[-1].balance)))
        lines.append(TableRow("paid" if year < reading.today.year else "due", cells))
    years = list(by_year)
    first = next((index for index, year in enumerate(years) if year >= reading.today.year), len(years) - 1)
    return NumbersView(
        say("Principal and interest of each year"),
        say("Show the numbers of each year"),
        say("Hide the numbers"),
        (say("Year"), say("Principal"), say("Interest"), say("Together"), say("Principal left at its end")),
        tuple(lines),
        max(0, first),
    )
