"""What stands in a file about an own loan: that the user entered it, and who says what."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.own_loan_record import OwnLoanRecord


def own_told(reading: Reading, loan: OwnLoanRecord) -> tuple[str, ...]:
    """The lines above the table."""
    language = reading.language
    say = language.say
    lender = masking.free_text(reading.lender_of(loan))
    saved = loan.entered.saved_at or reading.now
    day = language.date(saved.astimezone(reading.zone).date())
    if loan.is_computed:
        source = say("This app computed the table from what you entered; {lender} did not state it.", lender=lender)
    else:
        source = say(
            "You took the table over from a file; {lender} was not asked here whether it still holds.", lender=lender
        )
    return (
        say("Entered by you. Lender as you entered it: {lender}. Last changed on {day}.", lender=lender, day=day),
        source,
        say("Amount lent: {amount}", amount=language.money(loan.principal)),
    )


def own_export_lead(reading: Reading, loan: OwnLoanRecord, rows: int) -> str:
    """S-7: what goes into the file, and whose word it is."""
    return reading.language.say(
        "All {count} rows go into the file, marked as entered by you; {lender} has not confirmed them here.",
        count=rows,
        lender=reading.lender_of(loan),
    )


def own_reminder(reading: Reading, loan: OwnLoanRecord) -> str:
    """The text of a calendar entry."""
    return reading.language.say(
        "Have the money on your own repayment card by then. The amount follows from what you entered; {lender} counts.",
        lender=masking.free_text(reading.lender_of(loan)),
    )
