"""The form of an own loan: its fields in words, and from what was typed to a loan or to one error beside each field.

Pure. What was typed is kept as it was typed, so that it can be put right; it is read generously (full-width digits,
`10万`, `4.1%`, `30年`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from borrower_app.language import Language
from borrower_app.lending.terms import MOST_INSTALLMENTS, TermsError
from borrower_app.presentation.own_loans.form_fields import FieldGroup, field_groups
from borrower_app.presentation.words.typed_values import read_amount, read_day
from borrower_app.records.own_loan import LONGEST_NAME, LONGEST_NOTES, OwnLoan
from borrower_app.records.own_loan_json import own_loan_to_json, plain_text, read_own_loan

Typed = Mapping[str, str]

_RATE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,8})?)%?", re.ASCII)
_COUNT: Final = re.compile(r"([0-9]{1,5})(期|个月|月|年|months?|years?)?", re.ASCII)
_DAY_OF_MONTH: Final = re.compile(r"(?:每月)?([0-9]{1,2})[日号]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnFormView:
    """The form page. `typed` does not count when views are compared: typing must not build the page anew."""

    title: str
    lead: str
    loan_id: str
    """Empty for a new loan."""
    groups: tuple[FieldGroup, ...]
    errors: tuple[tuple[str, str], ...]
    """Field and sentence; the key "" is about the whole."""
    save: str
    back: str
    drop: str
    note: str
    typed: Typed = field(compare=False, default_factory=dict)


def own_form_view(
    loan: OwnLoan | None, typed: Typed, errors: Mapping[str, str], language: Language, *, is_kept: bool = True
) -> OwnFormView:
    """The page for a new loan (None) or one that is there; `is_kept`: what is typed outlives the app."""
    say = language.say
    return OwnFormView(
        title=say("Enter a loan") if loan is None else say("Change {loan}", loan=loan.name),
        lead=say("Have the contract at hand. Only you see this: it stays on this computer and is sent to nobody."),
        loan_id=loan.id if loan is not None else "",
        groups=field_groups(language),
        errors=tuple(errors.items()),
        save=say("Save and see the schedule"),
        back=say("Back to the loans you entered"),
        drop=say("Throw this draft away"),
        note=say("What you type is kept as a draft on this computer, also when you close the app.") if is_kept else "",
        typed=typed,
    )


def typed_of(loan: OwnLoan) -> dict[str, str]:
    """What stands in the form of a loan that is there."""
    terms = loan.terms
    first_fee = loan.fees[0] if loan.fees else None
    return {
        "lender": loan.lender,
        "name": loan.name,
        "product": loan.product.value,
        "principal": terms.principal.to_decimal_text(),
        "annual_rate": format(terms.annual_rate, "f"),
        "number_of_installments": str(terms.number_of_installments),
        "method": terms.method,
        "disbursed_on": terms.disbursed_on.isoformat(),
        "debit_day": str(loan.debit_day) if loan.debit_day is not None else "",
        "first_due_on": terms.first_due.isoformat(),
        "card_last4": loan.card_last4 or "",
        "advertised_rate": loan.advertised_rate or "",
        "fee": first_fee.amount.to_decimal_text() if first_fee is not None else "",
        "notes": loan.notes,
    }


def blank_form() -> dict[str, str]:
    """What stands in a new form."""
    return {"product": "commercial", "method": "equal_installment"}


def read_form(typed: Typed, loan: OwnLoan | None, new_id: str, language: Language) -> OwnLoan | dict[str, str]:
    """The loan, or of each wrong field its error. What the form does not ask stays as it is in `loan`."""
    form = _Form(typed, loan, language)
    members = form.read()
    if form.errors:
        return form.errors
    try:
        return read_own_loan(members, new_id)
    except (TermsError, OverflowError):
        return {"": language.say("No table can be computed from these figures. Please compare each with the contract.")}


class _Form:
    """One reading of the form."""

    def __init__(self, typed: Typed, loan: OwnLoan | None, language: Language) -> None:
        self.errors: dict[str, str] = {}
        self._typed = typed
        self.say = language.say
        self._language = language
        self._members: dict[str, Any] = own_loan_to_json(loan) if loan is not None else {}
        self._currency = loan.terms.currency if loan is not None else "CNY"

    def _text(self, key: str) -> str:
        return self._typed.get(key, "").strip()

    def _put(self, key: str, value: object | None) -> None:
        if value is None:
            self._members.pop(key, None)
        else:
            self._members[key] = value

    def read(self) -> dict[str, Any]:
        """The members; `errors` says what is wrong."""
        for key in ("lender", "name"):
            self._words(key)
        self._put("product", self._text("product") or None)
        self._put("method", self._text("method") or "equal_installment")
        self._put("currency", self._currency)
        self._amount("principal", needed=True)
        self._rate("annual_rate", needed=True)
        self._rate("advertised_rate", needed=False)
        self._count()
        self._days()
        self._card()
        self._fee()
        self._notes()
        return self._members

    def _words(self, key: str) -> None:
        say = self.say
        text = self._text(key)
        if not text:
            missing = {"lender": say("Please write which bank or lender it is."), "name": say("Please give it a name.")}
            self.errors[key] = missing[key]
            return
        try:
            self._put(key, plain_text(key, text, LONGEST_NAME))
        except TermsError:
            self.errors[key] = say("Please use plain letters and fewer than 60 of them.")

    def _amount(self, key: str, *, needed: bool) -> None:
        text = self._text(key)
        amount = read_amount(text, self._currency)
        if amount is not None:
            self._put(key, amount.to_decimal_text())
        elif text or needed:
            self.errors[key] = self.say("Please type an amount, for example 1,000,000.")
        else:
            self._put(key, None)

    def _rate(self, key: str, *, needed: bool) -> None:
        text = self._text(key)
        found = _RATE.fullmatch(_plain(text))
        if found is not None and (Decimal(found.group(1)) > 0 or not needed or self._text("annual_rate") == "0"):
            self._put(key, found.group(1))
        elif text or needed:
            self.errors[key] = self.say("Please type a rate in per cent, for example 4.1.")
        else:
            self._put(key, None)

    def _count(self) -> None:
        found = _COUNT.fullmatch(_plain(self._text("number_of_installments")))
        count = int(found.group(1)) if found is not None else 0
        if found is not None and (found.group(2) or "")[:1] in ("年", "y"):
            count *= 12
        if 1 <= count <= MOST_INSTALLMENTS:
            self._put("number_of_installments", count)
        else:
            self.errors["number_of_installments"] = self.say(
                "Please type a number from 1 to {most}, or years such as 30 years.", most=MOST_INSTALLMENTS
            )

    def _days(self) -> None:
        say = self.say
        paid_out, first_text = read_day(self._text("disbursed_on")), self._text("first_due_on")
        first = read_day(first_text)
        day = _DAY_OF_MONTH.fullmatch(_plain(self._text("debit_day")))
        debit_day = int(day.group(1)) if day is not None else 0
        if paid_out is None:
            self.errors["disbursed_on"] = say("Please type a date, for example {day}.", day="2024-03-05")
        if not 1 <= debit_day <= 31:
            self.errors["debit_day"] = say("Please type a day from 1 to 31.")
        if first_text and first is None:
            self.errors["first_due_on"] = say("Please type a date, for example {day}.", day="2024-04-20")
        elif first is not None and paid_out is not None and first <= paid_out:
            self.errors["first_due_on"] = say("The first due date must lie after the day the money was paid out.")
        elif first is not None and paid_out is not None and (first - paid_out).days > 5 * 365:
            self.errors["first_due_on"] = say("That is years after the money was paid out. Please check both dates.")
        self._put("disbursed_on", paid_out.isoformat() if paid_out is not None else None)
        self._put("first_due_on", first.isoformat() if first is not None else None)
        self._put("debit_day", debit_day or None)
        self._put("due_day", None)  # follows from the two anew

    def _card(self) -> None:
        text = _plain(self._text("card_last4"))
        if text and not (len(text) == 4 and text.isascii() and text.isdigit()):
            self.errors["card_last4"] = self.say("Please type just the last four digits, or leave it empty.")
        self._put("card_last4", text or None)

    def _fee(self) -> None:
        """One sum in the form; several fees of a loan that was added as JSON stay as they are unless it is changed."""
        text = self._text("fee")
        kept = self._members.get("fees", [])
        if not text:
            self._put("fees", kept[1:] or None)
            return
        amount = read_amount(text, self._currency)
        if amount is None:
            self.errors["fee"] = self.say("Please type an amount, for example 1,000,000.")
            return
        first = kept[0] if kept else {"name": self.say("Fees at the start")}
        self._put("fees", [{**first, "amount": amount.to_decimal_text()}, *kept[1:]])

    def _notes(self) -> None:
        text = self._text("notes")
        if not text:
            self._put("notes", None)
            return
        try:
            self._put("notes", plain_text("notes", text, LONGEST_NOTES, lines=True))
        except TermsError:
            self.errors["notes"] = self.say("Please shorten your notes, and use plain letters.")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
