"""What S-6 says about a table that was read: what could not be read, what the figures prove, what is to be known."""

from __future__ import annotations

from typing import Final

from borrower_app.imports.candidate import Candidate, ColumnsJudgement, PrepaymentRead, TableProblem
from borrower_app.imports.head_words import Field
from borrower_app.imports.proof import Broken, Doubt
from borrower_app.imports.row_kinds import WiderRow
from borrower_app.imports.taking_over import NotUsable, rows_of
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.presentation.words.parts import Line, Piece
from borrower_app.records.own_loan_record import OwnLoanRecord

_MOST_PROBLEMS: Final = 6
_MOST_SKIPPED: Final = 4


def field_words(language: Language) -> dict[Field, str]:
    """What a column can be."""
    say = language.say
    return {
        "n": say("Number"),
        "due": say("Due date"),
        "principal": say("Principal"),
        "interest": say("Interest"),
        "fee": say("Fees"),
        "payment": say("Payment"),
        "prepaid": say("Paid early"),
        "balance": say("Principal left"),
        "opening": say("Principal left before it"),
        "paid_on": say("Paid on"),
        "paid": say("Amount paid"),
    }


def findings_of(candidate: Candidate, loan: OwnLoanRecord, language: Language) -> tuple[Line, ...]:
    """The lines of the card, the most important first."""
    say = language.say
    names = field_words(language)
    lines: list[Line] = []
    if candidate.missing:
        wanted = language.list_of([names[field] for field in candidate.missing])
        lines.append(_line("ask", "caution", say("Please say which column is: {fields}.", fields=wanted)))
    elif not candidate.rows:
        lines.append(_line("ask", "caution", say("No row with a due date was found. Is the due date's column right?")))
    if candidate.wider is not None:
        return (*lines, _line("warn", "bad", _wider_words(candidate.wider, language)))
    lines += [_line("warn", "bad", _problem_words(one, names, language)) for one in candidate.problems[:_MOST_PROBLEMS]]
    more = len(candidate.problems) + candidate.more_problems - _MOST_PROBLEMS
    if more > 0:
        told = language.say_count("{count} more cell can't be read.", "{count} more cells can't be read.", more)
        lines.append(_line("warn", "bad", told))
    if candidate.problems:
        told = say("A table with gaps is not taken over. Put the cells right in the file, or choose another column.")
        lines.append(_line("next", "accent", told))
    elif candidate.judgement is not None and not candidate.missing and candidate.rows:
        lines += _judged(candidate, candidate.judgement, loan, names, language)
    return tuple(lines)


def _judged(
    candidate: Candidate, told: ColumnsJudgement, loan: OwnLoanRecord, names: dict[Field, str], language: Language
) -> list[Line]:
    say = language.say
    try:
        taken = rows_of(candidate, loan.principal.minor, keep_contradictions=True)
    except NotUsable:
        return _not_proved(candidate, told, loan, names, language)
    lines: list[Line] = []
    if candidate.is_proved:
        words = say("The figures prove the columns: the sums fit row by row, and the principal adds up to the loan.")
        lines.append(_line("ok", "good", words))
    elif told.verdict == "contradicts":
        lines += _contradictions(told, loan, language)
    else:
        lines += [_line("ask", "caution", _doubt_words(one, candidate, loan, language)) for one in told.doubts]
        words = say(
            "You said what each column is. Please compare a few rows with the bank's paper before you take it over."
        )
        lines.append(_line("next", "accent", words))
    if taken.derived:
        listed = language.list_of([names[column] for column in taken.derived])
        lines.append(_line("info", "plain", say("Not in the file, added up by this app: {columns}.", columns=listed)))
    return lines + _remarks(candidate, told, loan, language)


def _contradictions(told: ColumnsJudgement, loan: OwnLoanRecord, language: Language) -> list[Line]:
    rows = len({one.line for one in told.broken})
    words = language.say_count(
        "{count} row contradicts the others, which prove the columns. It may be the bank's own mistake:"
        " keep it as printed and ask the bank, or put the file right.",
        "{count} rows contradict the others, which prove the columns. It may be the bank's own mistake:"
        " keep them as printed and ask the bank, or put the file right.",
        rows,
    )
    lines = [_line("ask", "caution", words)]
    lines += [_line("warn", "caution", _broken_words(one, loan, language)) for one in told.broken[:_MOST_PROBLEMS]]
    more = len(told.broken) - _MOST_PROBLEMS
    if more > 0:
        words = language.say_count("{count} more figure contradicts.", "{count} more figures contradict.", more)
        lines.append(_line("warn", "caution", words))
    return lines


def _not_proved(
    candidate: Candidate, told: ColumnsJudgement, loan: OwnLoanRecord, names: dict[Field, str], language: Language
) -> list[Line]:
    say = language.say
    lines: list[Line] = []
    if told.verdict == "ambiguous":
        lines.append(_line("ask", "caution", say("The figures fit more than one reading of the columns.")))
        for rival in told.rivals[:_MOST_SKIPPED]:
            for letter, head, field in rival.columns:
                words = say(
                    "Column {letter} ({head}) could also be: {field}.", letter=letter, head=head, field=names[field]
                )
                lines.append(_line("info", "plain", words))
    lines += [_line("warn", "bad", _doubt_words(one, candidate, loan, language)) for one in told.doubts]
    if told.broken and told.verdict == "refuted":
        lines.append(_line("info", "plain", _broken_words(told.broken[0], loan, language)))
    if not told.doubts and told.verdict != "ambiguous":
        lines.append(_line("warn", "bad", _doubt_words("negative", candidate, loan, language)))
    words = say("So nothing is taken over yet. Please say below what each column is, or correct what you entered.")
    lines.append(_line("next", "accent", words))
    return lines


def _doubt_words(doubt: Doubt, candidate: Candidate, loan: OwnLoanRecord, language: Language) -> str:
    say = language.say
    due = candidate.rows[0].due
    total = candidate.judgement.total if candidate.judgement is not None else 0
    return {
        "many_contradictions": lambda: say("By these columns most rows contradict each other."),
        "sum": lambda: say(
            "The principal of all rows adds up to {total}, but you entered {lent} as the amount lent.",
            total=language.money(Money(total, loan.principal.currency)),
            lent=language.money(loan.principal),
        ),
        "before_payout": lambda: say(
            "The first due date in the file, {due}, does not lie after the day of payout you entered, {paid_out}.",
            due=language.date(due) if due is not None else "—",
            paid_out=language.date(loan.disbursed_on),
        ),
        "negative": lambda: say("By these columns a part of a payment would be negative."),
        "unread": lambda: say("Some figures of these columns can't be read."),
        "interest_unproved": lambda: say(
            "Nothing proves the interest: the file has no column of the whole payment, and the interest does not follow"
            " from the rate you entered."
        ),
        "fee_unproved": lambda: say("Nothing proves the fees: the file has no column of the whole payment."),
        "start_unproved": lambda: say(
            "The table does not begin with installment 1 and has no principal left: its sum proves nothing."
        ),
        "fee_like_interest": lambda: say(
            "The column of fees looks more like the interest than the interest does. Have the two heads changed places?"
        ),
        "paid_like_due": lambda: say(
            "The days of payment are more regular than the due dates. Have the two heads changed places?"
        ),
        "size": lambda: say(
            "These columns hold amounts larger than the loan. Does the head lack a unit, or is another column meant?"
        ),
    }[doubt]()


def _broken_words(one: Broken, loan: OwnLoanRecord, language: Language) -> str:
    say = language.say
    currency = loan.principal.currency
    stated, expected = (language.money(Money(amount, currency)) for amount in (one.stated, one.expected))
    return {
        "parts": lambda: say(
            "Row {line}: the payment says {stated}, its parts add up to {expected}.",
            line=one.line,
            stated=stated,
            expected=expected,
        ),
        "chain": lambda: say(
            "Row {line}: the principal left says {stated}; after the row before it would be {expected}.",
            line=one.line,
            stated=stated,
            expected=expected,
        ),
        "end": lambda: say(
            "Row {line} is the last one, but {stated} would still be owed.", line=one.line, stated=stated
        ),
        "sum": lambda: say(
            "The principal of all rows adds up to {stated}; {expected} was lent.", stated=stated, expected=expected
        ),
    }[one.rule]()


def _remarks(candidate: Candidate, told: ColumnsJudgement, loan: OwnLoanRecord, language: Language) -> list[Line]:
    say = language.say
    names = field_words(language)
    words: list[str] = [_prepayment_words(one, loan, language) for one in candidate.prepayments[:_MOST_SKIPPED]]
    fees = sum(row.fee for row in candidate.rows)
    if fees:
        amount = language.money(Money(fees, loan.principal.currency))
        words.append(say("The table names fees, {amount} in all; they get a column of their own.", amount=amount))
    if candidate.fee_added:
        words.append(say("Its payments are without these fees; they were added."))
    if any(row.paid_on is not None or row.paid is not None for row in candidate.rows):
        words.append(say("What the table says was paid is kept as what the bank's table says."))
    if candidate.newest_first:
        words.append(say("The newest row stands first in the file; the order was turned round."))
    if candidate.coarse:
        listed = language.list_of([names[field] for field in candidate.coarse])
        words.append(
            say("Printed in a coarse unit, so the exact figures come from the other columns: {fields}.", fields=listed)
        )
    if told.is_rounded:
        words.append(say("Many sums are off by one cent: the bank rounded its figures for printing."))
    if any(row.parts > 1 for row in candidate.rows):
        words.append(say("Rows that are parts of one installment were added up."))
    if candidate.rounded:
        words.append(
            language.say_count(
                "{count} amount has more decimals than the currency; it is rounded.",
                "{count} amounts have more decimals than the currency; they are rounded.",
                candidate.rounded,
            )
        )
    for skipped in candidate.skipped[:_MOST_SKIPPED]:
        words.append(say("Row {line} is no installment and is left out: {text}", line=skipped.line, text=skipped.text))
    more = len(candidate.skipped) - _MOST_SKIPPED
    if more > 0:
        words.append(language.say_count("{count} more row is left out.", "{count} more rows are left out.", more))
    return [_line("info", "plain", one) for one in words]


def _prepayment_words(one: PrepaymentRead, loan: OwnLoanRecord, language: Language) -> str:
    say = language.say
    currency = loan.principal.currency
    day, amount = language.date(one.on), language.money(Money(one.amount, currency))
    if one.interest:
        return say(
            "Row {line} is a prepayment of {amount} on {day} and is taken over as one; the interest paid with it,"
            " {interest}, belongs to no installment and is not kept.",
            line=one.line,
            amount=amount,
            day=day,
            interest=language.money(Money(one.interest, currency)),
        )
    return say(
        "Row {line} is a prepayment of {amount} on {day} and is taken over as one.",
        line=one.line,
        amount=amount,
        day=day,
    )


def _wider_words(wider: WiderRow, language: Language) -> str:
    say = language.say
    if wider.by_thousands:
        return say(
            "Row {line} has {cells} cells, the head only {columns}: amounts like 9,858.71 seem to be cut at the comma."
            " Please save the table as .xlsx, or write the amounts without commas.",
            line=wider.line,
            cells=wider.cells,
            columns=wider.columns,
        )
    return say(
        "Row {line} has {cells} cells, the head only {columns}. Please give each column a head, or remove those cells.",
        line=wider.line,
        cells=wider.cells,
        columns=wider.columns,
    )


def _problem_words(problem: TableProblem, names: dict[Field, str], language: Language) -> str:
    say = language.say
    line, column, field, text = problem.line, problem.letter, names[problem.field], problem.text
    return {
        "empty": lambda: say("Row {line}, column {column} ({field}) is empty.", line=line, column=column, field=field),
        "no_amount": lambda: say(
            "Row {line}, column {column} ({field}) is no amount: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "no_date": lambda: say(
            "Row {line}, column {column} ({field}) is no date: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "no_number": lambda: say(
            "Row {line}, column {column} ({field}) is no number: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
        "not_in_order": lambda: say(
            "Row {line}, column {column} ({field}) does not follow the row before: “{text}”.",
            line=line,
            column=column,
            field=field,
            text=text,
        ),
    }[problem.reason]()


def _line(icon: str, tone: str, words: str) -> Line:
    return Line(icon, tone, (Piece(words),))  # type: ignore[arg-type]
