"""Where one loan stands, as a pill: what is in trouble, or up to which installment it is paid."""

from __future__ import annotations

from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_rows import row_facts
from borrower_app.presentation.words.parts import PillView
from borrower_app.records.enums import LoanStatus
from borrower_app.records.loan import Loan


def loan_pill(reading: Reading, loan: Loan) -> PillView:
    """By the loan's own table and debits alone, so that another loan's trouble never colours it."""
    language = reading.language
    say = language.say
    held = reading.snapshot.tables.get(loan.id)
    if loan.status is LoanStatus.CLOSED:
        return PillView(say("Settled"), "good", "ok")
    if held is None or not held.record.rows:
        return PillView(say("No table yet"), "plain", "ask")
    rows = held.record.rows
    facts = row_facts(reading, loan, held.record)
    following = next((index for index, fact in enumerate(facts) if fact.kind != "paid"), None)
    if following is None:
        return PillView(say("Settled"), "good", "ok")
    if facts[following].kind == "now":
        return PillView(facts[following].state.removesuffix("›").rstrip(), "bad", "stop")
    if following:
        return PillView(say("Paid up to {day}", day=language.day(rows[following - 1].due)), "good", "ok")
    return PillView(facts[following].state, "plain", "clock")
