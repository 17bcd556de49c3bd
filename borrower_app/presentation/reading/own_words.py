"""What tells an own loan from a lender's on every page: the mark, whose table it is, and what nobody has confirmed."""

from __future__ import annotations

import datetime as dt

from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece, PillView
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.records.own_loan_record import OwnLoanRecord


def own_mark(loan: Loan | None, language: Language) -> PillView | None:
    """The pill that stands wherever an own loan is shown; None for a lender's."""
    if loan is None or not loan.is_own:
        return None
    return PillView(language.say("Entered by you"), "accent", "person")


def name_of(loan: Loan, language: Language) -> str:
    """A loan's name where no pill can stand: in a choice between loans, in a line of text."""
    if loan.is_own:
        return language.say("{loan} (entered by you)", loan=loan.name)
    return loan.name


def table_owner(reading: Reading, loan: Loan) -> str:
    """Whose table it is, in a sentence: the lender's that sent it, or the one the user took over."""
    if loan.is_own:
        return reading.language.say("{lender} (taken over by you)", lender=reading.lender_of(loan))
    return reading.lender_name


def current_number(loan: OwnLoanRecord, table: InstallmentTable, today: dt.date) -> int:
    """The installment that comes next by the table; the last one where all due dates have passed."""
    return next(
        (row.n for row in table.rows if row.due >= today),
        table.rows[-1].n if table.rows else loan.entered.terms.number_of_installments,
    )


def own_pill(loan: OwnLoanRecord, finding: AuditResult | None, language: Language) -> PillView | None:
    """In place of the check's pill where the table is our own computation: it can't confirm itself."""
    if loan.is_computed and finding is not None:
        return PillView(language.say("Computed by this app"), "plain", "info")
    return None


def own_notes(reading: Reading, loan: OwnLoanRecord) -> tuple[Line, ...]:
    """What the user should know of a schedule nobody but they have told of."""
    say = reading.language.say
    lender = reading.lender_of(loan)
    if loan.is_computed:
        told = say(
            "This app computed this table from what you entered. The figures of {lender} are the ones that count.",
            lender=lender,
        )
        action = Action(say("Take over the bank's table"), opens("S-6", loan.id))
        lines = [Line("info", "plain", (Piece(told),), action)]
    else:
        told = say(
            "You took over this table from a file. Whether {lender} has changed it since is not known here.",
            lender=lender,
        )
        lines = [Line("info", "plain", (Piece(told),))]
    if any(facts.fee for facts in loan.entered.row_facts):
        told = say("The payments of this table include the fees in their own column. The check looks at the rest.")
        lines.append(Line("info", "plain", (Piece(told),)))
    if loan.entered.computed_columns:
        lines.append(Line("info", "plain", (Piece(_derived_words(loan, reading.language)),)))
    lines.append(
        Line(
            "info",
            "plain",
            (Piece(say("Whether a debit went through is not known here: look at the bank's message or statement.")),),
        )
    )
    odd = day_words(loan, reading.language)
    if odd:
        lines.append(Line("ask", "caution", (Piece(odd),), Action(say("Change it"), opens("S-5", f"edit:{loan.id}"))))
    return tuple(lines)


def _derived_words(loan: OwnLoanRecord, language: Language) -> str:
    say = language.say
    names = {
        "n": say("the number"),
        "principal": say("the principal"),
        "interest": say("the interest"),
        "payment": say("the payment"),
        "balance": say("the principal left"),
    }
    listed = language.list_of([names[column] for column in loan.entered.computed_columns])
    return say("Not in the file, added up by this app: {columns}.", columns=listed)


def day_words(loan: OwnLoanRecord, language: Language) -> str:
    """Where the debit day and the first due date contradict each other; empty where they do not."""
    day, first = loan.entered.debit_day, loan.first_due_on
    if day is None or day == first.day or loan.period.unit not in ("month", "year"):
        return ""
    if day > first.day and (first + dt.timedelta(days=1)).month != first.month:
        return ""
    return language.say(
        "You entered day {day} as the debit day, but {first} as the first due date. Which one stands in the contract?",
        day=day,
        first=language.date(first),
    )


def own_pairs(reading: Reading, loan: OwnLoanRecord) -> tuple[Pair, ...]:
    """On Home: with whom the loan is, and when and from which card it is debited, as entered."""
    say = reading.language.say
    pairs = [(say("Lender"), reading.lender_of(loan))]
    if loan.entered.debit_day is not None and loan.period.unit == "month":
        pairs.append((say("Debited on"), say("day {day} of the month", day=loan.entered.debit_day)))
    if loan.entered.card_last4 is not None:
        pairs.append((say("Paid from"), say("the card ending in {last4}", last4=loan.entered.card_last4)))
    return tuple(Pair((Piece(words),), (Piece(value),)) for words, value in pairs)
