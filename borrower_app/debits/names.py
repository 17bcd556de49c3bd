"""How the parties and the card of one attempt are called in a sentence, in both languages."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from borrower_app.debits.evidence import quoted
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.verdict import BothLanguages
from borrower_app.language import Language
from borrower_app.records.enums import Party

_ZH = Language("zh")
_EN = Language("en")
_CHINA = dt.timezone(dt.timedelta(hours=8))


class Names(Struct, frozen=True):
    """Values for the placeholders of texts."""

    card: BothLanguages
    bank: BothLanguages
    lender: BothLanguages
    channel: BothLanguages
    amount: BothLanguages
    day: BothLanguages
    zone: dt.tzinfo

    def fill(self, text: BothLanguages) -> BothLanguages:
        """The text with its placeholders filled in."""
        pairs = {name: getattr(self, name) for name in ("card", "bank", "lender", "channel", "amount", "day")}
        return BothLanguages(
            text.zh.format(**{name: value.zh for name, value in pairs.items()}),
            text.en.format(**{name: value.en for name, value in pairs.items()}),
        )

    def moment(self, at: dt.datetime) -> BothLanguages:
        """An instant with day, weekday and time in the lender's zone."""
        local = at.astimezone(self.zone)
        clock = local.strftime("%H:%M")
        return BothLanguages(
            f"{_ZH.day_with_weekday(local.date())}{clock} ", f"{_EN.day_with_weekday(local.date())} {clock}"
        )


def names_of(facts: DebitFacts) -> Names:
    """The names on record, or plain words where none is."""
    card = facts.instrument
    bank = quoted(card.bank) if card is not None and card.bank else ""
    bank_names = BothLanguages(bank or "发卡银行", bank or "the card's bank")
    lender = quoted(facts.lender_name)
    channel = quoted(facts.channel_name) or next(
        (quoted(hop.name) for hop in facts.hops if hop.party is Party.CHANNEL and hop.name), ""
    )
    last4 = quoted(card.last4) if card is not None else ""
    if last4:
        card_names = BothLanguages(f"尾号 {last4} 的{bank}卡", f"the {bank} card ending in {last4}".replace("  ", " "))
    elif bank:
        card_names = BothLanguages(f"{bank}的还款卡", f"the {bank} card")
    else:
        card_names = BothLanguages("还款卡", "the repayment card")
    amount = money_text(facts.amount) if facts.amount is not None else BothLanguages("这一期的金额", "the amount due")
    zone = facts.zone or (facts.attempted_at.tzinfo if facts.attempted_at is not None else None) or _CHINA
    at = facts.attempted_at or facts.planned_at
    day = BothLanguages("这次", "this")
    if at is not None:
        local = at.astimezone(zone).date()
        day = BothLanguages(f"{_ZH.day(local)}", _EN.day(local))
    return Names(
        card_names,
        bank_names,
        BothLanguages(lender or "贷款机构", lender or "the lender"),
        BothLanguages(channel or "扣款通道", channel or "the payment channel"),
        amount,
        day,
        zone,
    )
