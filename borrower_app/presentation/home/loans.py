"""The loans on Home: what is still owed, how far one is, the rate; a household's total over a combined loan."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from borrower_app.lending.money import Money
from borrower_app.presentation.home.own_home import own_loan_view
from borrower_app.presentation.reading.loan_choices import Household, households
from borrower_app.presentation.reading.loan_state import loan_pill
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, LoanView, Pair, Piece, Words
from borrower_app.records.entered_loan import EnteredLoan
from borrower_app.records.enums import LoanStatus
from borrower_app.records.loan import Loan


def loan_views(reading: Reading) -> tuple[LoanView, ...]:
    """Every loan; before the parts of a combined loan stands its total."""
    views: list[LoanView] = []
    of_household: set[str] = set()
    of_first = {household.parts[0].id: household for household in households(reading)}
    for held in reading.snapshot.loans:
        household = of_first.get(held.record.id)
        if household is not None and len({part.outstanding_principal.currency for part in household.parts}) == 1:
            views.append(_total(reading, household))
            of_household.update(part.id for part in household.parts)
        views.append(_loan(reading, held.record, is_part=held.record.id in of_household))
    return tuple(views)


def _total(reading: Reading, household: Household) -> LoanView:
    language = reading.language
    say = language.say
    parts = household.parts
    currency = parts[0].principal.currency
    owed = Money(sum(part.outstanding_principal.minor for part in parts), currency)
    lent = Money(sum(part.principal.minor for part in parts), currency)
    done = _thousandths(owed, lent)
    return LoanView(
        loan_id="",
        name=say("Combined loan, all parts together"),
        figure=language.money(owed),
        figure_words=(Piece(say("still owed: ")), explained(language, "principal")),
        below=say("of {amount}, without interest", amount=language.money(lent)),
        thousandths=done,
        bar_name=say("{share} of the principal repaid", share=_share(done)),
        left=say("{share} repaid", share=_share(done)),
        action=Action(
            say("Month by month"), "open", "S-1", household.subject, say("Month by month, all parts together")
        ),
    )


def _loan(reading: Reading, loan: Loan, *, is_part: bool) -> LoanView:
    """Parts of a combined loan say each where it stands: one may be in trouble while the other is not."""
    language = reading.language
    say = language.say
    done = _thousandths(loan.outstanding_principal, loan.principal)
    if isinstance(loan, EnteredLoan):
        return own_loan_view(reading, loan, done, _share(done))
    number = _current_number(reading, loan)
    return LoanView(
        loan_id=loan.id,
        name=loan.name,
        figure=language.money(loan.outstanding_principal),
        figure_words=(Piece(say("still owed: ")), explained(language, "principal")),
        below=say("of {amount}, without interest", amount=language.money(loan.principal)),
        thousandths=done,
        bar_name=say("{share} of the principal repaid", share=_share(done)),
        left=say("{share} repaid", share=_share(done)),
        right=say("Installment {number} of {count}", number=number, count=loan.number_of_installments)
        if number
        else "",
        pairs=(Pair((Piece(say("Annual rate")),), rate_words(reading, loan)),),
        pill=loan_pill(reading, loan) if is_part or loan.status is LoanStatus.CLOSED else None,
        action=Action(
            say("See the schedule"), "open", "S-1", loan.id, say("See the schedule of {loan}", loan=loan.name)
        ),
    )


def _thousandths(owed: Money, lent: Money) -> int:
    if lent.minor <= 0:
        return 0
    return max(0, min(1000, 1000 * (lent.minor - owed.minor) // lent.minor))


def _share(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def _current_number(reading: Reading, loan: Loan) -> int:
    table = reading.snapshot.tables.get(loan.id)
    if table is None:
        return 0
    for row in table.record.rows:
        if row.paid is None or row.paid.minor < row.payment.minor:
            return row.n
    return len(table.record.rows)


def rate_words(reading: Reading, loan: Loan) -> Words:
    """The rate, and where it adds up what it is made of: published rate and basis points."""
    language = reading.language
    rate = language.percent(loan.annual_rate)
    spread = loan.repricing.spread_basis_points if loan.repricing is not None else None
    if loan.reference_rate is None or not spread or not _fits(loan, spread):
        return (Piece(rate),)
    sign = "+" if spread >= 0 else "−"
    opening = language.pick(f"{rate}（", f"{rate} (")
    reference = explained(language, "LPR") if loan.repricing is not None and "LPR" in loan.repricing.reference else None
    middle = f" {language.percent(loan.reference_rate)} {sign} {abs(spread)} "
    points = explained(language, "basis_point")
    closing = language.pick("）", ")")
    first: Words = (Piece(opening), reference) if reference is not None else (Piece(opening),)
    return (*first, Piece(middle), points, Piece(closing))


def _fits(loan: Loan, spread: int) -> bool:
    """The formula is shown only where it gives the rate on record."""
    try:
        return Decimal(loan.reference_rate or "") + Decimal(spread) / 100 == Decimal(loan.annual_rate)
    except InvalidOperation:
        return False
