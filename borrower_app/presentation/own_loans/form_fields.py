"""What the form of an own loan asks, group by group, in words."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from borrower_app.language import Language
from borrower_app.records.own_loan import LONGEST_NAME, LONGEST_NOTES

FieldKind = Literal["line", "text", "choice"]

_LONGEST_LINE: Final = 80


class FormFieldView(Struct, frozen=True):
    """One field: `options` are (value, words) of a choice."""

    key: str
    question: str
    hint: str = ""
    kind: FieldKind = "line"
    longest: int = _LONGEST_LINE
    options: tuple[tuple[str, str], ...] = ()
    last_four: bool = False
    """A line for the end of a card number, whatever is pasted."""


class FieldGroup(Struct, frozen=True):
    """Fields that belong together, under a title."""

    title: str
    fields: tuple[FormFieldView, ...]


def field_groups(language: Language) -> tuple[FieldGroup, ...]:
    """All of them, in the order of the page."""
    return (_which(language), _contract(language), _days(language), _more(language))


def _which(language: Language) -> FieldGroup:
    say = language.say
    products = (
        ("commercial", say("Commercial loan")),
        ("provident_fund", say("Provident fund loan")),
        ("consumer", say("Consumer loan")),
        ("unknown", say("Something else")),
    )
    return FieldGroup(
        say("Which loan"),
        (
            FormFieldView("lender", say("Which bank or lender"), say("As in the contract"), longest=LONGEST_NAME),
            FormFieldView("name", say("Your name for it"), say("For example: home loan"), longest=LONGEST_NAME),
            FormFieldView("product", say("What kind of loan"), kind="choice", options=products),
        ),
    )


def _contract(language: Language) -> FieldGroup:
    say = language.say
    methods = (
        ("equal_installment", say("Equal installments")),
        ("equal_principal", say("Equal principal")),
        ("interest_only", say("Interest first, principal at the end")),
        ("flat", say("Flat interest")),
        ("bullet", say("All at the end")),
    )
    method = say("The contract names it. With equal installments, usual for home loans, you pay the same every month.")
    return FieldGroup(
        say("What the contract says"),
        (
            FormFieldView("principal", say("Amount lent"), say("For example 1,000,000")),
            FormFieldView("annual_rate", say("Annual rate in per cent"), say("For example 4.1")),
            FormFieldView("number_of_installments", say("Number of installments"), say("360, or 30 years")),
            FormFieldView("method", say("How it is repaid"), method, kind="choice", options=methods),
        ),
    )


def _days(language: Language) -> FieldGroup:
    say = language.say
    first = say("Empty: the first debit day of the next month")
    card = say("Last four digits of the card, if you like")
    return FieldGroup(
        say("Days and card"),
        (
            FormFieldView("disbursed_on", say("Day the money was paid out"), say("For example 2024-03-05")),
            FormFieldView("debit_day", say("Day of the month of the debit"), say("For example 20")),
            FormFieldView("first_due_on", say("First due date, if you know it"), first),
            FormFieldView("card_last4", card, say("Never the whole number"), last_four=True),
        ),
    )


def _more(language: Language) -> FieldGroup:
    say = language.say
    advertised = say("To compare it with the real yearly cost")
    return FieldGroup(
        say("Only if you like"),
        (
            FormFieldView("advertised_rate", say("Advertised rate in per cent"), advertised),
            FormFieldView("fee", say("Fees taken at the start, together"), say("They belong to the real yearly cost")),
            FormFieldView("notes", say("Your notes"), kind="text", longest=LONGEST_NOTES),
        ),
    )
