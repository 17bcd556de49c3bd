"""What a loan really costs a year, fees and flat interest included, beside the rate it is advertised with."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.lending.annual_cost import AnnualCost, annual_cost
from borrower_app.lending.money import CurrencyMismatch, Money
from borrower_app.lending.terms import PaymentPeriod, TermsError
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.schedule_views import CostView
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Pair, Piece
from borrower_app.records.loan import InstallmentTable, Loan


def cost_view(reading: Reading, loan: Loan, table: InstallmentTable) -> CostView:
    """Advertised rate, contract rate, fees, and the yearly cost both ways; why there is none, where there is none."""
    title = reading.language.say("What the loan really costs a year")
    cost = _cost(loan, table)
    if cost is None:
        return CostView(title, (), _no_cost_note(reading, table))
    return CostView(title, _pairs(reading, loan, cost), _note(reading, loan))


def effective_cost(reading: Reading, loan: Loan, table: InstallmentTable) -> str:
    """The compounded yearly cost as a rate; empty where none follows."""
    cost = _cost(loan, table)
    return reading.language.percent(str(cost.effective)) if cost is not None else ""


def _pairs(reading: Reading, loan: Loan, cost: AnnualCost) -> tuple[Pair, ...]:
    language = reading.language
    say = language.say
    pairs: list[tuple[Piece, str]] = []
    if loan.advertised_rate is not None:
        pairs.append((Piece(say("Advertised")), language.percent(loan.advertised_rate)))
    pairs.append((Piece(say("Rate of the contract")), language.percent(loan.annual_rate)))
    pairs += [(Piece(masking.free_text(fee.name)), language.money(fee.amount)) for fee in loan.fees]
    pairs.append((explained(language, "simple_cost", begins=True), language.percent(str(cost.nominal))))
    pairs.append((explained(language, "irr", begins=True), language.percent(str(cost.effective))))
    return tuple(Pair((words,), (Piece(value, strong=True),)) for words, value in pairs)


def _no_cost_note(reading: Reading, table: InstallmentTable) -> str:
    say = reading.language.say
    if table.rows and table.rows[0].n != 1:
        return say("It can't be computed, because the table does not begin with the first installment.")
    return say("It can't be computed, because the payments do not repay what was lent.")


def _note(reading: Reading, loan: Loan) -> str:
    """What the figures rest on."""
    say = reading.language.say
    if loan.fees or loan.method.value == "flat":
        return say(
            "Computed by this app from all payments of the table and the fees told."
            " Flat interest and fees make a loan dearer than its rate sounds."
        )
    if loan.is_own:
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
            PaymentPeriod(loan.period.unit, loan.period.every),
        )
    except (TermsError, CurrencyMismatch):
        return None
