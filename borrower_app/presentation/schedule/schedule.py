"""S-1: the lender's table with the current row in view, the check of its sums, the chart, and the next repricing."""

from __future__ import annotations

import msgspec

from borrower_app.language import Language
from borrower_app.lending.audit import AuditResult
from borrower_app.lending.terms import METHODS
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_choices import choices_with_households, is_household, only_household
from borrower_app.presentation.reading.next_repricing import repricing_view
from borrower_app.presentation.reading.own_words import own_mark, own_notes, own_pill
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_rows import column_heads, heads_of, table_rows
from borrower_app.presentation.reading.schedule_views import CostView, HouseholdView, ScheduleView
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.presentation.schedule.household import household_view
from borrower_app.presentation.schedule.schedule_chart import chart_view
from borrower_app.presentation.schedule.schedule_check import check_notes, check_pill, growing_debt_note
from borrower_app.presentation.schedule.yearly_cost import cost_view
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, EmptyView, Pair, Piece, Words
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.records.own_loan_record import own_record_of


def schedule_page_view(reading: Reading, subject: str) -> ScheduleView | HouseholdView:
    """The page for a loan or a combined loan; "" is the combined loan where all loans belong to one, else the first."""
    only = only_household(reading)
    asked = only.subject if not subject and only is not None else subject
    together = household_view(reading, asked) if is_household(asked) else None
    if together is not None:
        return together
    loans = [held.record for held in reading.snapshot.loans]
    loan = next((loan for loan in loans if loan.id == subject), loans[0] if loans else None)
    held = reading.snapshot.tables.get(loan.id) if loan is not None else None
    finding = audit_of(loan, held.record) if loan is not None and held is not None else None
    return schedule_view(reading, subject, finding)


def schedule_view(reading: Reading, loan_id: str, finding: AuditResult | None) -> ScheduleView:
    """The page for a loan ("" = the first); `finding` None while the check has not been made."""
    language = reading.language
    say = language.say
    title = say("Repayment schedule")
    loans = [held.record for held in reading.snapshot.loans]
    heads = column_heads(language)
    if not loans:
        told = say("Once the lender's records are here, every installment stands in this table.")
        enter = Action(say("Enter a loan yourself"), opens("S-5", "new"))
        return ScheduleView(title, "", (), "", heads, (), empty=EmptyView(say("No loan yet"), told, "plan", enter))
    loan = next((loan for loan in loans if loan.id == loan_id), loans[0])
    own = own_record_of(loan)
    held = reading.snapshot.tables.get(loan.id)
    heads = heads_of(language, held.record if held is not None else None)
    base = ScheduleView(title, loan.id, choices_with_households(reading), say("Which loan"), heads, ())
    if held is None or not held.record.rows:
        told = say("{lender} has sent no table for this loan.", lender=reading.lender_name)
        return msgspec.structs.replace(base, empty=EmptyView(say("No table yet"), told, "plan"))
    rows, first = table_rows(reading, loan, held.record)
    return msgspec.structs.replace(
        base,
        rows=rows,
        first_shown=first,
        pill=(own and own_pill(own, finding, language)) or (check_pill(finding, language) if finding else None),
        notes=growing_debt_note(held.record, reading, loan)
        + check_notes(finding, held.record, reading, loan)
        + (own_notes(reading, own) if own else ()),
        words=_head_words(language, changes=loan.repricing is not None or bool(loan.rate_changes)),
        jump=say("To the current installment"),
        chart=chart_view(reading, loan, held.record),
        repricing=repricing_view(reading, loan, held.record),
        cost=_cost(reading, loan, held.record),
        actions=(
            Action(say("Pay early?"), opens("S-2", loan.id), accessible_name=say("What if you pay early?")),
            Action(say("How it was checked"), opens("S-3", loan.id)),
            Action(say("Export"), opens("S-7", loan.id), accessible_name=say("Export the schedule as a file")),
            Action(say("Loans you entered"), opens("S-5")),
        ),
        mark=own_mark(loan, language),
    )


def _head_words(language: Language, *, changes: bool) -> Words:
    """The words of the column heads, each explained on the spot."""
    gap = Piece(language.pick("　", "   "))
    words: list[Piece] = [Piece(language.say("What the columns mean: "))]
    for word in ("principal", "interest", "payment", "balance", *(("repricing", "forecast") if changes else ())):
        words += [explained(language, word), gap]
    return tuple(words[:-1])


def _cost(reading: Reading, loan: Loan, table: InstallmentTable) -> CostView:
    say = reading.language.say
    cost = cost_view(reading, loan, table)
    if loan.method.value in METHODS:
        method = Pair((Piece(say("Repaid by")),), (explained(reading.language, loan.method.value),))
        cost = msgspec.structs.replace(cost, pairs=(method, *cost.pairs))
    action = Action(
        say("What it is made of"), opens("S-3", loan.id), accessible_name=say("What the yearly cost is made of")
    )
    return msgspec.structs.replace(cost, action=action)
