"""The loans on Home: what is still owed, how far one is, the rate; a household's total over a combined loan."""

from __future__ import annotations

from borrower_app.lending.money import Money
from borrower_app.presentation.home.own_home import own_loan_view
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_choices import Household, households
from borrower_app.presentation.reading.loan_state import loan_pill
from borrower_app.presentation.reading.loan_titles import loan_title
from borrower_app.presentation.reading.rate_words import rate_words
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, LoanView, Pair, Piece
from borrower_app.records.enums import LoanStatus
from borrower_app.records.loan import Loan
from borrower_app.records.own_loan_record import own_record_of


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
            say("Month by month"),
            opens("S-1", household.subject),
            accessible_name=say("Month by month, all parts together"),
        ),
    )


def _loan(reading: Reading, loan: Loan, *, is_part: bool) -> LoanView:
    """Parts of a combined loan say each where it stands: one may be in trouble while the other is not."""
    language = reading.language
    say = language.say
    done = _thousandths(loan.outstanding_principal, loan.principal)
    own = own_record_of(loan)
    if own is not None:
        return own_loan_view(reading, own, done, _share(done))
    number = _current_number(reading, loan)
    return LoanView(
        loan_id=loan.id,
        name=loan_title(loan, language),
        figure=language.money(loan.outstanding_principal),
        figure_words=(Piece(say("still owed: ")), explained(language, "principal")),
        below=say("of {amount}, without interest", amount=language.money(loan.principal)) + _on_its_way(reading, loan),
        thousandths=done,
        bar_name=say("{share} of the principal repaid", share=_share(done)),
        left=say("{share} repaid", share=_share(done)),
        right=say("Installment {number} of {count}", number=number, count=loan.number_of_installments)
        if number
        else "",
        pairs=(Pair((Piece(say("Annual rate")),), rate_words(reading, loan)),),
        pill=loan_pill(reading, loan) if is_part or loan.status is LoanStatus.CLOSED else None,
        action=Action(
            say("See the schedule"),
            opens("S-1", loan.id),
            accessible_name=say("See the schedule of {loan}", loan=loan.name),
        ),
    )


def _on_its_way(reading: Reading, loan: Loan) -> str:
    """What is owed once a debit that has left the card is recorded; empty where none has."""
    for held in reading.snapshot.attempts:
        attempt = held.record
        if attempt.loan_id != loan.id or attempt.bank_debited_at is None or attempt.posting is not None:
            continue
        if attempt.duplicate_of is None and attempt.reversal is None and attempt.split is not None:
            left = loan.outstanding_principal - attempt.split.principal
            return reading.language.say(
                "; {amount} once the money taken is recorded", amount=reading.language.money(left)
            )
    return ""


def _thousandths(owed: Money, lent: Money) -> int:
    if lent.minor <= 0:
        return 0
    return max(0, min(1000, (2000 * (lent.minor - owed.minor) + lent.minor) // (2 * lent.minor)))


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
