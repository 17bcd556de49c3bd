"""The questions people ask most, answered from the records alone; what no record tells is said to be untold."""

from __future__ import annotations

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.late_clocks import credit_clock, grace_clock, penalty_clock
from borrower_app.debits.names import names_of
from borrower_app.presentation.help.views import QuestionView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.planned_debits import planned_debits
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Piece, Words
from borrower_app.records.enums import LoanStatus
from borrower_app.records.loan import Loan


def own_answers(reading: Reading) -> tuple[QuestionView, ...]:
    """Only questions that can be answered for a loan that still runs; none without one."""
    loans = [held.record for held in reading.snapshot.loans if held.record.status is not LoanStatus.CLOSED]
    if not loans:
        return ()
    told = [loan for loan in loans if not loan.is_own]
    asked = [_next_debit(reading), _owed(reading, loans)]
    if told:
        asked += [_late(reading, told), _credit(reading, told), _early(reading, told), _rate(reading, told)]
        asked.append(_consent(reading))
    return tuple(asked)


def _next_debit(reading: Reading) -> QuestionView:
    say = reading.language.say
    planned = planned_debits(reading)
    answers: tuple[Words, ...] = tuple(
        (*one.view.words, Piece(reading.language.pick("，", ", ") + one.view.amount)) for one in planned[:2]
    )
    if not answers:
        answers = (_plain(say("No record tells of a debit to come.")),)
    return QuestionView(
        say("When is money taken from my card next, and how much?"), answers, Action(say("All debits"), opens("D-1"))
    )


def _owed(reading: Reading, loans: list[Loan]) -> QuestionView:
    language = reading.language
    answers = tuple(
        _plain(
            language.say(
                "{loan}: {amount} principal, as {lender} says; interest to come is not in it.",
                loan=loan.name,
                amount=language.money(loan.outstanding_principal),
                lender=reading.lender_of(loan),
            )
            if not loan.is_own
            else language.say(
                "{loan}: {amount} principal by the table you entered; nobody has told what was really paid.",
                loan=loan.name,
                amount=language.money(loan.outstanding_principal),
            )
        )
        for loan in loans
    )
    return QuestionView(
        language.say("How much do I still owe?"), answers, Action(language.say("See the schedule"), opens("S-1"))
    )


def _late(reading: Reading, loans: list[Loan]) -> QuestionView:
    """Grace and penalty as the contract has them."""
    answers: list[Words] = []
    for loan in loans:
        names = names_of(_asked_about(reading, loan))
        readings = (
            grace_clock(loan.late_terms, names),
            penalty_clock(loan.late_terms, names, None),
        )
        words = reading.language.pick("", " ").join(
            reading.language.pick(one.sentence.zh, one.sentence.en[:1].upper() + one.sentence.en[1:])
            for one in readings
        )
        answers.append(_of(reading, loan, loans, words))
    return QuestionView(reading.language.say("What happens if I pay late?"), tuple(answers))


def _credit(reading: Reading, loans: list[Loan]) -> QuestionView:
    answers = []
    for loan in loans:
        told = credit_clock(loan.late_terms, names_of(_asked_about(reading, loan))).sentence
        answers.append(_of(reading, loan, loans, reading.language.pick(told.zh, told.en)))
    return QuestionView(reading.language.say("Does a late payment show in my credit record?"), tuple(answers))


def _early(reading: Reading, loans: list[Loan]) -> QuestionView:
    language = reading.language
    say = language.say
    answers = []
    for loan in loans:
        terms = loan.prepayment_terms
        parts: list[str] = []
        if terms is None:
            parts.append(say("{lender} has told no terms for it; ask before you pay.", lender=reading.lender_name))
        else:
            if terms.minimum_amount is not None:
                parts.append(say("At least {amount} at once.", amount=language.money(terms.minimum_amount)))
            if terms.notice_days:
                parts.append(
                    language.say_count(
                        "Tell the lender {count} day before.", "Tell the lender {count} days before.", terms.notice_days
                    )
                )
            if terms.fee_rate is None:
                parts.append(say("Whether it costs a fee, {lender} has not told.", lender=reading.lender_name))
            elif _is_nought(terms.fee_rate):
                parts.append(say("It costs no fee."))
            else:
                parts.append(say("The fee is {rate} of what you pay early.", rate=language.percent(terms.fee_rate)))
        answers.append(_of(reading, loan, loans, language.pick("", " ").join(parts)))
    return QuestionView(
        say("Can I pay early, and what does it cost?"), tuple(answers), Action(say("What if I pay early"), opens("S-2"))
    )


def _is_nought(rate: str) -> bool:
    """Whether a rate text is nought, however many places it is written with."""
    return not rate.strip("0.")


def _rate(reading: Reading, loans: list[Loan]) -> QuestionView:
    language = reading.language
    answers = []
    for loan in loans:
        rate = language.percent(loan.annual_rate)
        if loan.repricing is None:
            words = language.say(
                "{lender} has told of no repricing: the rate stays {rate}.", lender=reading.lender_name, rate=rate
            )
        else:
            words = language.say(
                "Yes, it may: the rate is {rate} now and is set anew on {day}.",
                rate=rate,
                day=language.date(loan.repricing.next_on),
            )
        answers.append(_of(reading, loan, loans, words))
    return QuestionView(
        language.say("Can my monthly payment change?"),
        tuple(answers),
        Action(language.say("See the schedule"), opens("S-1")),
    )


def _consent(reading: Reading) -> QuestionView:
    language = reading.language
    count = len(reading.snapshot.mandates)
    words = (
        language.say_count(
            "{count} authorisation of yours is on record, with its card, limits and last day.",
            "{count} authorisations of yours are on record, each with its card, limits and last day.",
            count,
        )
        if count
        else language.say("No authorisation of yours is on record.")
    )
    return QuestionView(
        language.say("Who may take money from my card, and how do I end that?"),
        (_plain(words),),
        Action(language.say("Cards and mandates"), opens("C-1")),
    )


def _asked_about(reading: Reading, loan: Loan) -> DebitFacts:
    """A loan without any debit, for the sentences that speak of its contract."""
    return DebitFacts(late_terms=loan.late_terms, zone=reading.zone, lender_name=reading.lender_name)


def _of(reading: Reading, loan: Loan, loans: list[Loan], words: str) -> Words:
    """With the loan's name before it where there are several."""
    begin = f"{loan.name}{reading.language.pick('：', ': ')}" if len(loans) > 1 else ""
    return _plain(begin + words)


def _plain(words: str) -> Words:
    return (Piece(words),)
