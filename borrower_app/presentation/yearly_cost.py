"""What a loan really costs a year, fees and flat interest included, beside the rate it is advertised with."""

from __future__ import annotations

from borrower_app.lending.annual_cost import AnnualCost, annual_cost
from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.terms import Period, TermsError
from borrower_app.presentation.reading import Reading
from borrower_app.presentation.views import Pair, Piece
from borrower_app.records.entered_loan import EnteredLoan
from borrower_app.records.loan import InstallmentTable, Loan


def cost_pairs(reading: Reading, loan: Loan, table: InstallmentTable) -> tuple[Pair, ...]:
    """Advertised rate, contract rate, fees, and the yearly cost both ways; empty where no cost follows."""
    language = reading.language
    say = language.say
    cost = _cost(loan, table)
    if cost is None:
        return ()
    pairs = []
    if loan.advertised_rate is not None:
        pairs.append((say("Advertised"), language.percent(loan.advertised_rate)))
    pairs.append((say("Rate of the contract"), language.percent(loan.annual_rate)))
    pairs += [(fee.name, language.money(fee.amount)) for fee in loan.fees]
    pairs.append((say("Yearly cost, simple"), language.percent(str(cost.nominal))))
    pairs.append((say("Yearly cost, compounded (IRR)"), language.percent(str(cost.effective))))
    return tuple(Pair((Piece(words),), (Piece(value, strong=True),)) for words, value in pairs)


def cost_note(reading: Reading, loan: Loan, table: InstallmentTable) -> str:
    """What the figures rest on; empty where there are none."""
    say = reading.language.say
    if _cost(loan, table) is None:
        return ""
    if loan.fees or loan.method.value == "flat":
        return say(
            "Computed by this app from all payments of the table and the fees told."
            " Flat interest and fees make a loan dearer than its rate sounds."
        )
    if isinstance(loan, EnteredLoan):
        return say("Computed by this app from all payments of the table. You entered no fees.")
    return say("Computed by this app from all payments of the table. {lender} has told no fees.",
               lender=reading.lender_name)  # fmt: skip


def _cost(loan: Loan, table: InstallmentTable) -> AnnualCost | None:
    """None for a table that does not begin with the first row, or where no cost follows from it."""
    if not table.rows or table.rows[0].n != 1:
        return None
    currency = loan.principal.currency
    at_start = [fee.amount.minor for fee in loan.fees if fee.on is None or fee.on <= loan.disbursed_on]
    payments = {row.due: row.payment.minor for row in table.rows}
    extra = [(fee.on, fee.amount.minor) for fee in loan.fees if fee.on is not None and fee.on > loan.disbursed_on]
    extra += [(paid.on, paid.amount.minor) for paid in loan.prepayments]
    for day, minor in extra:
        due = next((due for due in payments if due >= day), table.rows[-1].due)
        payments[due] += minor
    try:
        return annual_cost(
            Money(loan.principal.minor - sum(at_start), currency),
            [Money(minor, currency) for minor in payments.values()],
            Period(loan.period.unit, loan.period.every),
        )
    except (TermsError, CurrencyMismatch):
        return None
