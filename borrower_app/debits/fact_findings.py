"""Recorded facts of the attempt's own day that may explain a withheld reason; facts of another day never count."""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.quoting import quoted
from borrower_app.debits.verdict import BothLanguages, CauseClass
from borrower_app.language import Language
from borrower_app.lending.money import Money
from borrower_app.records.enums import AccountClass, InstrumentStatus, MandateStatus, Party

CLASS_CAPS: Final = {AccountClass.II: 1_000_000, AccountClass.III: 200_000}
"""Daily caps in fen of what a class II or III account pays other banks (PBOC notice 2016 No. 302: 10,000 and 2,000)."""

_ZH: Final = Language("zh")
_EN: Final = Language("en")


class Finding(Struct, frozen=True):
    """A fact that points to a cause. `said_by` and `ref` as in Evidence; `at` an instant or None.

    `short` names the cause more closely than its class does, empty where it can't.
    """

    cause: CauseClass
    fact: BothLanguages
    said_by: str
    at: dt.datetime | None = None
    ref: str | None = None
    short: BothLanguages = BothLanguages("", "")


def findings(facts: DebitFacts) -> tuple[Finding, ...]:
    """Every fact of the day that points somewhere; none where the time of the attempt is not known."""
    if facts.attempted_at is None:
        return ()
    day = facts.attempted_at.astimezone(facts.zone or facts.attempted_at.tzinfo).date()
    return (*_card(facts, day), *_mandate(facts, day), *_class_cap(facts), *_identity(facts, day), *_outages(facts))


def money_text(money: Money) -> BothLanguages:
    """An amount with its currency in both languages."""
    return BothLanguages(_ZH.money(money), _EN.money(money))


def date_text(day: dt.date) -> BothLanguages:
    """A full calendar date in both languages."""
    return BothLanguages(_ZH.date(day), _EN.date(day))


def _card(facts: DebitFacts, day: dt.date) -> list[Finding]:
    card = facts.instrument
    if card is None:
        return []
    if card.expires_on is not None and card.expires_on < day:
        until = date_text(card.expires_on)
        fact = BothLanguages(
            f"卡的有效期到 {until.zh}，扣款那天已经过期", f"The card was valid until {until.en}, before the debit"
        )
        short = BothLanguages("卡已过期", "the card has expired")
        return [Finding(CauseClass.CARD_EXPIRED_OR_LOST, fact, Party.LENDER.value, ref=card.ref, short=short)]
    told = _CARD_STATES.get(card.status)
    if told is None:
        return []
    cause, zh, en, short = told
    fact = BothLanguages(f"扣款那天这张卡登记为{zh}", f"On the day of the debit the card was on record as {en}")
    return [Finding(cause, fact, Party.LENDER.value, ref=card.ref, short=short)]


_CARD_STATES: Final = {
    InstrumentStatus.EXPIRED: (
        CauseClass.CARD_EXPIRED_OR_LOST, "已过期", "expired", BothLanguages("卡已过期", "the card has expired"),
    ),
    InstrumentStatus.LOST: (
        CauseClass.CARD_EXPIRED_OR_LOST, "已挂失", "reported lost",
        BothLanguages("卡已挂失", "the card was reported lost"),
    ),
    InstrumentStatus.REPLACED: (
        CauseClass.CARD_EXPIRED_OR_LOST, "已换卡", "replaced", BothLanguages("已换卡", "the card was replaced"),
    ),
    InstrumentStatus.CLOSED: (
        CauseClass.ACCOUNT_CLOSED_OR_INVALID, "已销户", "closed", BothLanguages("卡已销户", "the account is closed"),
    ),
}  # fmt: skip


def _mandate(facts: DebitFacts, day: dt.date) -> list[Finding]:
    mandate = facts.mandate
    if mandate is None:
        return []
    ref = f"mandate:{mandate.id}" if mandate.id else None
    missing = CauseClass.MANDATE_MISSING_OR_REVOKED
    told = _MANDATE_STATES.get(mandate.status)
    if told is not None:
        fact, short = told
        return [Finding(missing, fact, Party.LENDER.value, ref=ref, short=short)]
    if mandate.valid_until is not None and mandate.valid_until < day:
        until = date_text(mandate.valid_until)
        fact = BothLanguages(f"代扣授权的有效期到 {until.zh}", f"The mandate was valid until {until.en}")
        short = _MANDATE_STATES[MandateStatus.EXPIRED][1]
        return [Finding(missing, fact, Party.LENDER.value, ref=ref, short=short)]
    limits = (
        (mandate.single_limit, "每次", "per debit"),
        (mandate.daily_limit, "每天", "a day"),
        (mandate.monthly_limit, "每月", "a month"),
    )
    for limit, zh, en in limits:
        if limit is not None and facts.amount is not None and _below(limit, facts.amount):
            shown, asked = money_text(limit), money_text(facts.amount)
            fact = BothLanguages(
                f"代扣授权约定{zh}最多 {shown.zh}，这笔要扣 {asked.zh}",
                f"The mandate allows {shown.en} {en} at most; this debit asked for {asked.en}",
            )
            short = BothLanguages("超过了代扣授权的限额", "the amount is above the limit of the mandate")
            return [Finding(CauseClass.LIMIT_EXCEEDED, fact, Party.LENDER.value, ref=ref, short=short)]
    return []


_MANDATE_STATES: Final = {
    MandateStatus.REVOKED: (
        BothLanguages("扣款那天代扣授权已被终止", "On the day of the debit the mandate had been ended"),
        BothLanguages("代扣授权已终止", "the mandate has ended"),
    ),
    MandateStatus.EXPIRED: (
        BothLanguages("扣款那天代扣授权已到期", "On the day of the debit the mandate had expired"),
        BothLanguages("代扣授权已到期", "the mandate has expired"),
    ),
    MandateStatus.MISSING: (
        BothLanguages("扣款那天没有代扣授权", "On the day of the debit there was no mandate"),
        BothLanguages("没有代扣授权", "there is no mandate"),
    ),
    MandateStatus.PENDING: (
        BothLanguages("扣款那天代扣授权还没有生效", "On the day of the debit the mandate was not in force yet"),
        BothLanguages("代扣授权还没有生效", "the mandate is not in force yet"),
    ),
}


def _class_cap(facts: DebitFacts) -> list[Finding]:
    card, asked = facts.instrument, facts.amount
    if card is None or asked is None or asked.currency != "CNY" or card.same_bank_as_lender is not False:
        # A debit by the card's own bank is outside the caps; not knowing the bank is no fact.
        return []
    cap = CLASS_CAPS.get(card.account_class)
    if cap is None or asked.minor <= cap:
        return []
    shown, wanted = money_text(Money(cap, "CNY")), money_text(asked)
    fact = BothLanguages(
        f"卡登记为 {card.account_class.value} 类户，每天付给别家机构最多 {shown.zh}，这笔要扣 {wanted.zh}",
        f"The card is a class {card.account_class.value} account: at most {shown.en} a day to other institutions;"
        f" this debit asked for {wanted.en}",
    )
    return [Finding(CauseClass.LIMIT_EXCEEDED, fact, Party.LENDER.value, ref=card.ref)]


def _identity(facts: DebitFacts, day: dt.date) -> list[Finding]:
    found: list[Finding] = []
    if facts.id_expires_on is not None and facts.id_expires_on < day:
        until = date_text(facts.id_expires_on)
        fact = BothLanguages(
            f"身份证有效期到 {until.zh}，扣款那天已经过期", f"The ID card was valid until {until.en}, before the debit"
        )
        found.append(Finding(CauseClass.RISK_OR_COMPLIANCE_HOLD, fact, Party.LENDER.value, ref=facts.id_expiry_ref))
    changed = facts.bank_phone_changed_at
    if changed is not None and facts.attempted_at is not None and changed <= facts.attempted_at:
        at = date_text(changed.astimezone(facts.zone).date())
        fact = BothLanguages(f"银行预留的手机号在 {at.zh}换过", f"The phone held by the bank was changed on {at.en}")
        found.append(Finding(CauseClass.DETAILS_MISMATCH, fact, Party.BANK.value, changed, ref=facts.bank_phone_ref))
    return found


def _outages(facts: DebitFacts) -> list[Finding]:
    at = facts.attempted_at
    if at is None:
        return []
    causes = {
        Party.BANK: CauseClass.BANK_TECHNICAL,
        Party.CHANNEL: CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        Party.LENDER: CauseClass.LENDER_TECHNICAL,
    }
    found: list[Finding] = []
    for outage in facts.outages:
        cause = causes.get(outage.party)
        if cause is None or outage.since > at or (outage.until is not None and at > outage.until):
            continue
        name = quoted(outage.name)
        who = name or {"bank": "银行", "channel": "通道", "lender": "贷款机构"}[outage.party.value]
        who_en = name or {"bank": "the bank", "channel": "the channel", "lender": "the lender"}[outage.party.value]
        fact = BothLanguages(
            f"{who}公布的故障正好包括扣款时间", f"A published outage of {who_en} covered the time of the debit"
        )
        found.append(Finding(cause, fact, outage.party.value, outage.since, outage.ref))
    return found


def _below(limit: Money, amount: Money) -> bool:
    return limit.currency == amount.currency and limit.minor < amount.minor
