"""How a loan and a bank are called for the reader: in English with a word that tells what it is."""

from __future__ import annotations

from borrower_app.debits.english_names import english_bank
from borrower_app.language import Language
from borrower_app.records.enums import Product
from borrower_app.records.loan import Loan


def loan_title(loan: Loan, language: Language) -> str:
    """`商业贷款`, in English `Commercial loan (商业贷款)`; a name the user typed, or one in Latin letters, as it is."""
    if language.code == "zh" or loan.is_own or loan.name.isascii():
        return loan.name
    kinds = {
        Product.COMMERCIAL: language.say("Commercial loan"),
        Product.PROVIDENT_FUND: language.say("Provident fund loan"),
        Product.CONSUMER: language.say("Consumer loan"),
    }
    kind = kinds.get(loan.product)
    return f"{kind} ({loan.name})" if kind is not None else loan.name


def bank_name(name: str, language: Language) -> str:
    """`工商银行`, in English `ICBC (工商银行)`."""
    return language.pick(name, english_bank(name))
