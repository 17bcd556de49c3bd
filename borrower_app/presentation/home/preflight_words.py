# ruff: noqa: E501 - one reason and its sentence on a line
"""The checks before a debit as sentences: one for each reason, with its mark, its way to act, and what to ask."""

from __future__ import annotations

from typing import Final

from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.debits.questions import Topic
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.repairs import change_card, renew_authorisation, update_detail
from borrower_app.presentation.words.marked_words import marked
from borrower_app.presentation.words.parts import Action, Line, Tone, Words
from borrower_app.records.enums import ContactField


def _n(message: str) -> str:
    """Marks a text for the catalogue; it is said later."""
    return message


_SENTENCES: Final = {
    Why.CARD_VALID: _n("The card is valid until {month}"),
    Why.CARD_EXPIRES_SOON: _n("The card is valid only until {month}"),
    Why.CARD_EXPIRES_BEFORE: _n("The card expires in {month}, before the debit"),
    Why.CARD_UNUSABLE: _n("The repayment card can't be used any more"),
    Why.CARD_PENDING: _n("The repayment card is not confirmed yet"),
    Why.CARD_NOT_YET: _n("The card pays from {day} on, after the debit"),
    Why.CARD_NOT_TOLD: _n("Which card pays is not told by {lender}"),
    Why.CARD_STATE_NOT_TOLD: _n("How long the card is valid is not told by {lender}"),
    Why.OWN_CARD: _n("It is your own card"),
    Why.CO_BORROWERS_CARD: _n("It is your co-borrower's {bank} card: the money has to be on that card"),
    Why.SOMEBODYS_CARD: _n("It is another person's {bank} card: the money has to be on that card"),
    Why.HOLDER_NOT_TOLD: _n("Whose card it is was not told by {lender}"),
    Why.MANDATE_IN_FORCE: _n("|mandate| is in force until {month}"),
    Why.MANDATE_ENDS_SOON: _n("|mandate| is in force only until {day}"),
    Why.MANDATE_ENDS_BEFORE: _n("|mandate| ends on {day}, before the debit"),
    Why.MANDATE_ENDED: _n("|mandate| is missing or has ended"),
    Why.MANDATE_PENDING: _n("|mandate| is not in force yet"),
    Why.MANDATE_NOT_TOLD: _n("|mandate|: {lender} has none on record"),
    Why.MANDATE_OWN_BANK: _n("|mandate|: none on record; a debit by the card's own bank may rest on the loan contract"),
    Why.MANDATE_TERM_NOT_TOLD: _n("|mandate|: until when it is in force was not told by {lender}"),
    Why.MANDATE_COVERS: _n("|mandate| covers this card and this loan"),
    Why.MANDATE_OF_OTHER_CARD: _n("|mandate| is for another card than the one that pays"),
    Why.MANDATE_OF_OTHER_LOAN: _n("|mandate| does not name this loan"),
    Why.CLASS_ONE: _n("The card is a class I account"),
    Why.CLASS_OWN_BANK: _n("{lender} is the card's own bank: the caps of class II and III don't apply"),
    Why.CLASS_NOT_TOLD: _n("Which class of account the card is: {bank} has not told {lender}"),
    Why.CLASS_CAP_BELOW: _n("The card is a |class_two|: at most {limit} a day to others, {amount} are due"),
    Why.CLASS_YEAR_CAP_BELOW: _n("The card is a |class_two|: with this debit more than {limit} in this year"),
    Why.CLASS_CAP_SHARED: _n("The card is a |class_two|: at most {limit} a day, other payments of that day included"),
    Why.ID_VALID: _n("The ID card is valid until {month}"),
    Why.ID_EXPIRES_SOON: _n("The ID card expires on {day}"),
    Why.ID_EXPIRED: _n("The ID card expires on {day}, before the debit: {bank} may restrict the card"),
    Why.ID_NOT_TOLD: _n("How long the ID card is valid is not told by {lender}"),
    Why.PHONE_HELD: _n("The phone is on record since {month}"),
    Why.PHONE_OLD: _n("The phone is on record since {month}: check that it is still yours"),
    Why.PHONE_CHANGED_AT_BANK: _n("The phone at {bank} was changed on {day}, later than the one at {lender}"),
    Why.PHONE_NOT_TOLD: _n("Which phone is on record was not told by {lender}"),
    Why.DAY_PLANNED: _n("{lender} itself named the time of this debit"),
    Why.DAY_STAYS: _n("Debited on that very day, also on a weekend or holiday{clause}"),
    Why.DAY_EARLIER: _n("The due date is a weekend: debited earlier, on {day} at the latest{clause}"),
    Why.DAY_LATER: _n("The due date is a weekend: debited later, not before {day}{clause}"),
    Why.HOLIDAY_NOT_TOLD: _n("Whether that day is a public holiday is not told; if so, the day shifts{clause}"),
    Why.SHIFTING_NOT_TOLD: _n("What happens on a public holiday is not told by {lender}"),
    Why.SHIFTING_NOT_TOLD_WEEKEND: _n("The due date is a weekend; earlier or later is not told by {lender}"),
    Why.AMOUNT_STATED: _n("{lender} states {amount} for this debit"),
    Why.AMOUNT_NOT_STATED: _n("How much will be debited is not told by {lender}"),
    Why.AMOUNT_REPRICED: _n("Repriced on {day}: this installment is {amount}, before it was {before}"),
    Why.AMOUNT_CHANGED: _n("This installment is {amount}, before it was {before}"),
    Why.AMOUNT_MAY_CHANGE: _n("{amount} is a forecast: the rate may still change before the debit"),
    Why.ARREARS_OPEN: _n("{amount} of earlier installments are open; whether they are debited too is not told"),
}
_LIMITS: Final = {
    (Check.MANDATE_SINGLE, Why.LIMIT_IN_FORCE): _n("|mandate| is active, up to {limit} per debit"),
    (Check.MANDATE_SINGLE, Why.LIMIT_ENOUGH): _n("|mandate| allows {limit} a debit: enough"),
    (Check.MANDATE_SINGLE, Why.LIMIT_BELOW): _n("|mandate| allows {limit} a debit, less than the {amount} to be debited"),
    (Check.MANDATE_SINGLE, Why.LIMIT_NOT_TOLD): _n("|mandate|: a limit a debit is not told by {lender}"),
    (Check.MANDATE_DAILY, Why.LIMIT_ENOUGH): _n("|mandate| allows {limit} a day: enough"),
    (Check.MANDATE_DAILY, Why.LIMIT_BELOW): _n("|mandate| allows {limit} a day, less than the {amount} of that day"),
    (Check.MANDATE_DAILY, Why.LIMIT_NOT_TOLD): _n("|mandate|: a limit a day is not told by {lender}"),
    (Check.MANDATE_MONTHLY, Why.LIMIT_ENOUGH): _n("|mandate| allows {limit} a month: enough"),
    (Check.MANDATE_MONTHLY, Why.LIMIT_BELOW): _n("|mandate| allows {limit} a month, less than the {amount} of that month"),
    (Check.MANDATE_MONTHLY, Why.LIMIT_NOT_TOLD): _n("|mandate|: a limit a month is not told by {lender}"),
    (Check.BANK_SINGLE, Why.LIMIT_ENOUGH): _n("{bank} lets up to {limit} be debited at once: enough"),
    (Check.BANK_SINGLE, Why.LIMIT_BELOW): _n("{bank} lets at most {limit} be debited at once; {amount} are due"),
    (Check.BANK_SINGLE, Why.LIMIT_NOT_TOLD): _n("{bank}'s limit per debit: not known"),
    (Check.BANK_DAILY, Why.LIMIT_ENOUGH): _n("{bank} lets up to {limit} be debited a day: enough"),
    (Check.BANK_DAILY, Why.LIMIT_BELOW): _n("{bank} lets at most {limit} be debited a day; {amount} are due"),
    (Check.BANK_DAILY, Why.LIMIT_NOT_TOLD): _n("{bank}'s limit a day was not told"),
}  # fmt: skip
_WITH_ARREARS: Final = _n("Together with what is open {amount} are due, more than the limit of {limit}")
_MARKS: Final[dict[Verdict, tuple[str, Tone]]] = {
    Verdict.FINE: ("ok", "good"),
    Verdict.ATTENTION: ("warn", "caution"),
    Verdict.PROBLEM: ("stop", "bad"),
    Verdict.UNKNOWN: ("ask", "plain"),
}
_TOPICS: Final = {
    Check.CARD: Topic.CARD,
    Check.HOLDER: Topic.CARD,
    Check.MANDATE: Topic.MANDATE,
    Check.MANDATE_SINGLE: Topic.MANDATE,
    Check.MANDATE_DAILY: Topic.MANDATE,
    Check.MANDATE_MONTHLY: Topic.MANDATE,
    Check.BANK_SINGLE: Topic.BANK_LIMIT,
    Check.BANK_DAILY: Topic.BANK_LIMIT,
    Check.ACCOUNT_CLASS: Topic.BANK_LIMIT,
    Check.DEBIT_DAY: Topic.SHIFTING,
    Check.AMOUNT: Topic.ARREARS,
    Check.ARREARS: Topic.ARREARS,
}
_OTHER_CARD: Final = frozenset({Check.CARD, Check.BANK_SINGLE, Check.BANK_DAILY, Check.ACCOUNT_CLASS})
_AUTHORISATION: Final = frozenset({Check.MANDATE, Check.MANDATE_SINGLE, Check.MANDATE_DAILY, Check.MANDATE_MONTHLY})
_TAKES_TIME: Final = frozenset({Why.CARD_PENDING, Why.CARD_NOT_YET, Why.MANDATE_PENDING})
"""Something was begun already; there is nothing to do but wait."""
_FIX_PLACES: Final = {
    Check.PHONE: "P-1",
    Check.DEBIT_DAY: "",
    Check.AMOUNT: "S-1",
    Check.ARREARS: "D-1",
}


def sentence_of(reading: Reading, facts: PreflightFacts, result: CheckResult) -> Words:
    """What a check found."""
    language = reading.language
    if result.why is Why.LIMIT_BELOW_WITH_ARREARS:
        message = _WITH_ARREARS
    else:
        message = _LIMITS[result.check, result.why] if result.check in _LIMIT_CHECKS else _SENTENCES[result.why]
    clause = facts.loan.date_shifting_clause or ""
    amount = result.amount or facts.amount
    values = {
        "lender": reading.lender_name,
        "bank": facts.instrument.bank if facts.instrument is not None else language.say("the card's bank"),
        "day": language.near_date(result.day, reading.today) if result.day is not None else "",
        "month": language.month(result.day) if result.day is not None else "",
        "limit": language.money(result.limit) if result.limit is not None else "",
        "amount": language.money(amount),
        "before": language.money(result.before) if result.before is not None else "",
        "clause": language.in_brackets(clause),
    }
    return marked(language, language.say(message, **values))


_LIMIT_CHECKS: Final = frozenset(check for check, _why in _LIMITS)


def line_of(reading: Reading, facts: PreflightFacts, result: CheckResult, action: Action | None) -> Line:
    """A check as a line."""
    icon, tone = _MARKS[result.verdict]
    return Line(icon, tone, sentence_of(reading, facts, result), action)


def fix_action(reading: Reading, facts: PreflightFacts, result: CheckResult) -> Action | None:
    """Where something can be done about it; nothing where it is only to be known."""
    say = reading.language.say
    if result.verdict is Verdict.PROBLEM and result.check in _OTHER_CARD and result.why not in _TAKES_TIME:
        return change_card(reading, facts.loan.id)
    if result.check in _AUTHORISATION and result.why not in _TAKES_TIME and result.verdict is not Verdict.FINE:
        return renew_authorisation(reading, facts.loan.id)
    if result.check is Check.ID_EXPIRY:
        return update_detail(reading, (ContactField.ID_EXPIRY,))
    place = _FIX_PLACES.get(result.check, "C-1")
    words = {
        "C-1": say("Look at cards"),
        "P-1": say("Look at my details"),
        "S-1": say("See the schedule"),
        "D-1": say("See the debits"),
    }
    return Action(words[place], opens(place)) if place else None


def ask_action(reading: Reading, facts: PreflightFacts, result: CheckResult) -> Action | None:
    """The way to the exact question, for what was not told."""
    topic = _TOPICS.get(result.check)
    if topic is None or result.verdict is not Verdict.UNKNOWN:
        return None
    return Action(reading.language.say("How to ask"), opens("E-2", f"{topic.value}:{facts.loan.id}"))


def evidence_action(reading: Reading, result: CheckResult) -> Action | None:
    """The way to the first record that a check rests on."""
    if not result.refs:
        return None
    return Action(reading.language.say("See the record"), opens("E-1", result.refs[0]))
