# ruff: noqa: E501 - words of two languages
"""Amounts with their roles: what is due, what was taken, what is left, what is on the account, a penalty, a limit."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.happenings import Event, EventTold
from borrower_app.debits.reading_texts.money_words import MoneyMention, money_in
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.statement import Says


class AmountRole(StrEnum):
    """What an amount of a text is."""

    DUE = "due"
    DEBITED = "debited"
    LEFT_TO_PAY = "left_to_pay"
    BALANCE = "balance"
    PENALTY = "penalty"
    LIMIT = "limit"
    OTHER = "other"


class AmountTold(Struct, frozen=True):
    """An amount of a text; exact. `currency` is ISO 4217; CNY where a Chinese text writes none."""

    amount: Decimal
    currency: str
    role: AmountRole


_BEFORE: Final[tuple[tuple[AmountRole, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(pattern + r"[^0-9,。;\n]{0,10}$", re.ASCII))
    for role, pattern in (
        (AmountRole.PENALTY, r"(?:罚息|违约金|滞纳金|逾期费|复利|late fees?|penal(?:ty|ties)?(?: (?:charges?|interest))?|penalty)(?:[^,。;\n0-9]{0,6})"),
        (AmountRole.LIMIT, r"(?:限额|上限|额度(?!不足)|限制\(|up to|limit of|maximum of|max(?:imum)?)"),
        (AmountRole.BALANCE, r"(?:余额|结余|账户内|卡内仅|avl\.? ?bal|available balance|balance(?: now| is| of)?|bal)(?!.{0,4}不足)"),
        (AmountRole.OTHER, r"(?:本金|利息|剩余本金|手续费|年费|退回费用|(?<!late )fees?(?: of)?|bounce charges?(?: of)?|principal|interest|(?<!penal )charges? of|退款|由|验证|奖励|changes? from|instead of)"),
        (AmountRole.LEFT_TO_PAY, r"(?:尚欠|尚有|尚余|仍欠|还欠|还差|尚差|差额|余下|剩余|剩下|其余|仍有|未还|未扣|欠|不足部分|remaining|the rest|the other|shortfall|short by|still owe|cash portion of)"),
        (AmountRole.DEBITED, r"(?:已扣|扣收|实扣|实际扣收|扣走|扣了|扣到|扣缴|扣划|已还|已支付|成功还款|支出|部分成功|only|part payment received:?|took|collected|received|recovered|credited|paid|debited|deducted|covered|allowed|refunded?|take)"),
        (AmountRole.DUE, r"(?:应还|应缴|应扣|月供|本期|本息|最低还款|还款额?|金额|账单|emi(?: of)?|instal?lment(?: of)?|payment of|minimum|due|your|of the|of your)"),
    )
)  # fmt: skip
_AFTER: Final[tuple[tuple[AmountRole, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(r"(?:元|的| |\)){0,3}?" + pattern, re.ASCII))
    for role, pattern in (
        (AmountRole.LIMIT, r"(?:上限|限额|的限额|limit|额度待|额度可)"),
        (AmountRole.LEFT_TO_PAY, r"(?:未扣|未还|没扣|未能扣|未能支取|待还|未结清|is still|still unpaid|could not|was not|did not|was refused|remains|unpaid)"),
        (AmountRole.PENALTY, r"(?:罚息|违约金|late fee|of late fee)"),
        (AmountRole.OTHER, r"(?:调整为|fee\b|费用|手续费|年费|bounce charge)"),
    )
)  # fmt: skip
_DEFAULT: Final = {
    Says.PAID: AmountRole.DEBITED,
    Says.REVERSED: AmountRole.DEBITED,
    Says.FAILED: AmountRole.DUE,
    Says.REMINDER: AmountRole.DUE,
    Says.OVERDUE: AmountRole.DUE,
    Says.PROCESSING: AmountRole.DUE,
    Says.PARTLY_PAID: AmountRole.DUE,
}
_ALWAYS: Final = frozenset(
    {AmountRole.PENALTY, AmountRole.LIMIT, AmountRole.BALANCE, AmountRole.OTHER, AmountRole.LEFT_TO_PAY}
)
_MOST: Final = 12


def amounts_in(text: NormalText, says: Says, happenings: tuple[EventTold, ...]) -> tuple[AmountTold, ...]:
    """Every amount once for each role, in the order of the text."""
    found: list[AmountTold] = []
    mentions = tuple(money_in(text.dense))[:_MOST]
    for mention in mentions:
        role = _role(text, mention, says, happenings, alone=len(mentions) == 1)
        told = AmountTold(mention.amount, mention.currency or _currency_of(text, found), role)
        if told not in found and not any(
            other.amount == told.amount and other.currency == told.currency and told.role is _DEFAULT.get(says)
            for other in found
        ):
            found.append(told)
    return tuple(found)


def _currency_of(text: NormalText, found: list[AmountTold]) -> str:
    return found[-1].currency if found else ("CNY" if not text.dense.isascii() else "")


def _role(
    text: NormalText, mention: MoneyMention, says: Says, happenings: tuple[EventTold, ...], *, alone: bool
) -> AmountRole:
    before = text.dense[max(0, mention.start - 30) : mention.start]
    cue = _nearest(before)
    after = next((role for role, pattern in _AFTER if pattern.match(text.dense, mention.end)), None)
    if says in (Says.UNCLEAR, Says.NOT_ABOUT_A_DEBIT):
        known = {AmountRole.BALANCE, AmountRole.LIMIT, AmountRole.PENALTY}
        if cue in known or (cue is AmountRole.DUE and says is Says.UNCLEAR):
            return cue or AmountRole.OTHER
        return after if after in known else AmountRole.OTHER
    if cue is AmountRole.OTHER and alone:
        return _DEFAULT[says]
    if cue in _ALWAYS and not (cue is AmountRole.LEFT_TO_PAY and says is not Says.PARTLY_PAID):
        return cue
    if after is not None and not (after is AmountRole.LEFT_TO_PAY and says is not Says.PARTLY_PAID):
        return after
    if says is Says.PARTLY_PAID:
        return cue or _by_clause(text, mention, happenings)
    if (
        cue is AmountRole.DUE
        and says is Says.PAID
        and not alone
        and re.search(r"(?:应还|应缴|应扣)[^,。;]{0,8}$", before, re.ASCII)
    ):
        return AmountRole.DUE
    return _DEFAULT[says]


def _nearest(before: str) -> AmountRole | None:
    """The role whose word stands nearest before the amount."""
    found = [(match.start(), role) for role, pattern in _BEFORE if (match := pattern.search(before)) is not None]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _by_clause(text: NormalText, mention: MoneyMention, happenings: tuple[EventTold, ...]) -> AmountRole:
    clause = text.clause_at(mention.start)
    events = {
        item.event
        for item in happenings
        if clause.start <= item.start < clause.end or item.start <= mention.start < item.end
    }
    if events & {Event.FAILED}:
        return AmountRole.LEFT_TO_PAY
    return AmountRole.DEBITED if events & {Event.PAID, Event.PARTLY} else AmountRole.DUE
