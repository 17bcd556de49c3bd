"""How the parties and the card of one attempt are called in a sentence, in both languages."""

from __future__ import annotations

import datetime as dt
from string import Formatter
from typing import Final

from msgspec import Struct

from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.quoting import quoted
from borrower_app.debits.verdict import BothLanguages
from borrower_app.language import Language
from borrower_app.records.enums import Holder, HopStatus, Party

_ZH = Language("zh")
_EN = Language("en")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_FORMATTER = Formatter()
_STOPS: Final = frozenset({HopStatus.DECLINED, HopStatus.ERROR})

PLACEHOLDERS: Final = (
    "card", "own_card", "bank", "lender", "channel", "refuser", "speaker", "ask", "ask_number",
    "bank_number", "amount", "day",
)  # fmt: skip
"""What a text beside the catalogue may name."""


class Names(Struct, frozen=True):
    """Values for the placeholders of texts.

    `refuser` is the party whose answer ended the debit, `speaker` the beginning of a sentence that quotes it, `ask` the
    party whose official number can say more: the card's bank, or the lender where the debit never reached the bank.
    `ask_number` and `bank_number` say where that number stands: the bank's on the back of the card.
    """

    card: BothLanguages
    own_card: BothLanguages
    bank: BothLanguages
    lender: BothLanguages
    channel: BothLanguages
    refuser: BothLanguages
    speaker: BothLanguages
    ask: BothLanguages
    ask_number: BothLanguages
    bank_number: BothLanguages
    amount: BothLanguages
    day: BothLanguages
    zone: dt.tzinfo

    def fill(self, text: BothLanguages, **more: BothLanguages) -> BothLanguages:
        """The text with its placeholders filled in; `more` adds values of this one sentence."""
        pairs = {name: getattr(self, name) for name in PLACEHOLDERS} | more
        return BothLanguages(
            _spaced(text.zh, {name: value.zh for name, value in pairs.items()}),
            text.en.format(**{name: value.en for name, value in pairs.items()}),
        )

    def moment(self, at: dt.datetime) -> BothLanguages:
        """An instant with day, weekday and time in the lender's zone."""
        local = at.astimezone(self.zone)
        clock = local.strftime("%H:%M")
        return BothLanguages(
            f"{_ZH.day_with_weekday(local.date())}{clock}", f"{_EN.day_with_weekday(local.date())} {clock}"
        )


def day_text(day: dt.date) -> BothLanguages:
    """A calendar date with its weekday."""
    return BothLanguages(_ZH.day_with_weekday(day), _EN.day_with_weekday(day))


def _spaced(template: str, values: dict[str, str]) -> str:
    """Chinese text and Latin letters or digits stand apart by one space, and only there."""
    made = ""
    value_before = False
    for literal, name, _spec, _conversion in _FORMATTER.parse(template):
        if literal:
            made += (" " if value_before and _apart(made[-1:], literal[0]) else "") + literal
        value_before = name is not None
        if name is not None:
            value = values[name]
            made += (" " if value and _apart(made[-1:], value[0]) else "") + value
    return made


def _apart(left: str, right: str) -> bool:
    return (_is_latin(left) and _is_chinese(right)) or (_is_chinese(left) and _is_latin(right))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def answering_party(facts: DebitFacts) -> Party:
    """Whose answer ended the debit: who said the reason, else the party whose own step stopped it."""
    reason = facts.reason
    if reason is not None and (reason.code is not None or reason.text) and reason.said_by is not Party.UNKNOWN:
        return reason.said_by
    return next((hop.party for hop in facts.hops if hop.status in _STOPS), Party.UNKNOWN)


def names_of(facts: DebitFacts) -> Names:
    """The names on record, or plain words where none is."""
    card = facts.instrument
    bank_name = quoted(card.bank) if card is not None and card.bank else ""
    channel_name = quoted(facts.channel_name) or next(
        (quoted(hop.name) for hop in facts.hops if hop.party is Party.CHANNEL and hop.name), ""
    )
    lender_name = quoted(facts.lender_name)
    bank = BothLanguages(bank_name or "发卡银行", bank_name or "the card's bank")
    lender = BothLanguages(lender_name or "贷款机构", lender_name or "the lender")
    channel = BothLanguages(channel_name or "扣款通道", channel_name or "the payment channel")
    amount = money_text(facts.amount) if facts.amount is not None else BothLanguages("这一期的金额", "the amount due")
    zone = facts.zone or (facts.attempted_at.tzinfo if facts.attempted_at is not None else None) or _CHINA
    party = answering_party(facts)
    bank_number = BothLanguages(
        f"{bank.zh}客服电话（号码印在卡背面）", f"{bank.en} (the number on the back of the card)"
    )
    lender_number = BothLanguages(f"{lender.zh}官方电话", f"{lender.en}'s official number")
    refuser = {Party.CHANNEL: channel, Party.LENDER: lender}.get(party, bank)
    return Names(
        card=_card(facts, bank_name),
        own_card=_own_card(facts),
        bank=bank,
        lender=lender,
        channel=channel,
        refuser=refuser,
        speaker=_speaker(party, refuser),
        ask=lender if party in (Party.CHANNEL, Party.LENDER) else bank,
        ask_number=lender_number if party in (Party.CHANNEL, Party.LENDER) else bank_number,
        bank_number=bank_number,
        amount=amount,
        day=_day(facts, zone),
        zone=zone,
    )


def _card(facts: DebitFacts, bank: str) -> BothLanguages:
    last4 = quoted(facts.instrument.last4) if facts.instrument is not None else ""
    if last4:
        return BothLanguages(f"尾号 {last4} 的{bank}卡", f"the {bank} card ending in {last4}".replace("  ", " "))
    if bank:
        return BothLanguages(f"{bank}的还款卡", f"the {bank} card")
    return BothLanguages("还款卡", "the repayment card")


def _own_card(facts: DebitFacts) -> BothLanguages:
    """Whose card it is: only what is on record."""
    holder = facts.instrument.holder if facts.instrument is not None else Holder.UNKNOWN
    return {
        Holder.BORROWER: BothLanguages("您自己的这张卡", "this card of your own"),
        Holder.CO_BORROWER: BothLanguages("共同借款人的这张卡", "this card of your co-borrower"),
        Holder.OTHER: BothLanguages("登记的这张还款卡", "this registered repayment card"),
        Holder.UNKNOWN: BothLanguages("您自己的这张卡", "this card of your own"),
    }[holder]


def _speaker(party: Party, refuser: BothLanguages) -> BothLanguages:
    if party in (Party.BANK, Party.CHANNEL):
        return BothLanguages(f"{refuser.zh}答复", f"{refuser.en} answered")
    if party is Party.LENDER:
        return BothLanguages(f"{refuser.zh}告知", f"{refuser.en} says")
    if party is Party.BORROWER:
        return BothLanguages("您收到的消息说", "the message you got says")
    return BothLanguages("收到的答复说", "the answer that came says")


def _day(facts: DebitFacts, zone: dt.tzinfo) -> BothLanguages:
    at = facts.attempted_at or facts.planned_at
    if at is None:
        return BothLanguages("这次", "this attempt")
    local = at.astimezone(zone).date()
    return BothLanguages(_ZH.day(local), _EN.day(local))
