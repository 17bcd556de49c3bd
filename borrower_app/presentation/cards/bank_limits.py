"""The least that a card's bank lets be debited, for the cards' page and the checks before a debit alike."""

from __future__ import annotations

from borrower_app.debits.fact_findings import CLASS_CAPS
from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument


def least_limit(card: Instrument, currency: str) -> Money | None:
    """The smallest known limit in a currency; None where none is known.

    The cap of a class II or III account binds only other banks' debits, and only in CNY.
    """
    known = [limit for limit in (card.bank_single_limit, card.bank_daily_limit) if limit is not None]
    cap = CLASS_CAPS.get(card.account_class)
    if cap is not None and card.same_bank_as_lender is False:
        known.append(Money(cap, "CNY"))
    return min((limit for limit in known if limit.currency == currency), key=lambda limit: limit.minor, default=None)
