"""The parts of Home about own loans: what the plan says comes next, and what this app can't look at for the user."""

from __future__ import annotations

from borrower_app.presentation.home.views import StatusView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.own_words import current_number, own_mark, own_pairs
from borrower_app.presentation.reading.planned_debits import Planned
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.glossary import explained
from borrower_app.presentation.words.parts import Action, Line, LoanView, Pair, Piece, PillView, Words
from borrower_app.records.own_loan_record import OwnLoanRecord


def own_loan_view(reading: Reading, loan: OwnLoanRecord, thousandths: int, share: str) -> LoanView:
    """A loan card; `thousandths` and its words `share` are how much of the principal the table has repaid by today."""
    language = reading.language
    say = language.say
    table = reading.snapshot.tables[loan.id].record
    number = current_number(loan, table, reading.today)
    over = bool(table.rows) and table.rows[-1].due < reading.today
    rate = Pair((Piece(say("Annual rate")),), (Piece(language.percent(loan.annual_rate)),))
    return LoanView(
        loan_id=loan.id,
        name=loan.name,
        figure=language.money(loan.outstanding_principal),
        figure_words=(Piece(say("left by the table: ")), explained(language, "principal")),
        below=say("of {amount}, without interest", amount=language.money(loan.principal)),
        thousandths=thousandths,
        bar_name=say("{share} of the principal repaid by the table", share=share),
        left=say("{share} repaid by the table", share=share),
        right=say("Installment {number} of {count}", number=number, count=loan.number_of_installments),
        pairs=(rate, *own_pairs(reading, loan)),
        pill=PillView(say("All due dates have passed"), "plain", "info") if over else None,
        action=Action(
            say("See the schedule"),
            opens("S-1", loan.id),
            accessible_name=say("See the schedule of {loan}", loan=loan.name),
        ),
        mark=own_mark(loan, language),
    )


def own_status(reading: Reading, first: Planned, loan: OwnLoanRecord) -> StatusView:
    """The status where the next thing that comes is an installment of an own loan."""
    language = reading.language
    say = language.say
    money = language.money(first.amount)
    lender = reading.lender_of(loan)
    card = (
        say("the card ending in {last4}", last4=loan.entered.card_last4)
        if loan.entered.card_last4 is not None
        else say("your repayment card")
    )
    before, after = say(
        "By the evening before, have |AMOUNT| or more on {card}, so that {lender} can debit it.",
        card=card,
        lender=lender,
    ).split("|AMOUNT|")
    lead: Words = (Piece(before), Piece(money, strong=True), Piece(after))
    note = say("This follows from what you entered; {lender} has confirmed nothing here.", lender=lender)
    return StatusView(
        PillView(say("By what you entered"), "accent", "person"),
        say("{amount} is due on {day}", amount=money, day=language.day_with_weekday(first.day)),
        lead,
        notes=((Piece(note),),),
        actions=(Action(say("See the schedule"), opens("S-1", loan.id)),),
    )


def own_nothing_due(reading: Reading) -> StatusView:
    """Own loans alone, and none has an installment ahead."""
    say = reading.language.say
    return StatusView(
        PillView(say("By what you entered"), "accent", "person"),
        say("Nothing is due any more"),
        (Piece(say("By the tables of the loans you entered, every due date has passed.")),),
        actions=(Action(say("Loans you entered"), opens("S-5")),),
    )


def own_check_lines(reading: Reading, loan: OwnLoanRecord) -> tuple[Line, ...]:
    """Before the debit of an own loan: what the user can look at, because this app can't."""
    language = reading.language
    say = language.say
    lender = reading.lender_of(loan)
    if loan.entered.card_last4 is None:
        change = Action(say("Enter it"), opens("S-5", f"edit:{loan.id}"), accessible_name=say("Enter which card pays"))
        card = Line("ask", "plain", (Piece(say("You have not entered which card pays")),), change)
    else:
        told = say("Paid from the card ending in {last4}, as you entered", last4=loan.entered.card_last4)
        card = Line("card", "plain", (Piece(told),))
    term = explained(language, "mandate", begins=True)
    unseen = (
        term,
        Piece(say(" and limits can't be seen here; {lender} or the card's bank can tell you", lender=lender)),
    )
    return card, Line("ask", "plain", unseen)
