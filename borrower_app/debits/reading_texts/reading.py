# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""One reading of one text: what it says, the cause it names, the reason word for word, and everything else in it.

The one reader of `explain`, of the pages D-2 and D-3 and of `read-message`. A text never states a cause; at most it lets
infer one. The text is data: nothing in it is followed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.amounts import AmountRole, AmountTold, amounts_in
from borrower_app.debits.reading_texts.cause_build import with_built_cause
from borrower_app.debits.reading_texts.causes import TECHNICAL, NamedCauses, causes_in
from borrower_app.debits.reading_texts.days import DaysTold, Moment, schedule_in
from borrower_app.debits.reading_texts.fraud_signs import FraudReading, fraud_signs_in
from borrower_app.debits.reading_texts.grammar import told_by_grammar
from borrower_app.debits.reading_texts.happenings import Event, EventTold, happenings_in
from borrower_app.debits.reading_texts.links import Link, links_in
from borrower_app.debits.reading_texts.names_told import cards_in, sender_of
from borrower_app.debits.reading_texts.normal_text import LONGEST_READ, NormalText, normal_text
from borrower_app.debits.reading_texts.reasons import reason_in
from borrower_app.debits.reading_texts.scopes import scopes_of
from borrower_app.debits.reading_texts.scripts import has_lookalikes, is_written_wide
from borrower_app.debits.reading_texts.statement import Says, what_it_says
from borrower_app.debits.reading_texts.subject import is_everyday, speaks_of_a_debit
from borrower_app.debits.verdict import CauseClass

_LOOKS_AHEAD: Final = frozenset({Says.REMINDER, Says.FAILED, Says.PARTLY_PAID, Says.PAID, Says.REVERSED})

_OWES: Final = frozenset(
    {Says.REMINDER, Says.FAILED, Says.PARTLY_PAID, Says.OVERDUE, Says.UNCLEAR, Says.NOT_ABOUT_A_DEBIT}
)


class TextReading(Struct, frozen=True, kw_only=True):
    """What one text says. `reason` is quoted as it was sent, None where the text gives none.

    `denied` are causes that the text rules out; `several`: it names more than one, so none counts.
    """

    plain: str = ""
    says: Says = Says.NOT_ABOUT_A_DEBIT
    cause: CauseClass | None = None
    denied: frozenset[CauseClass] = frozenset()
    several: bool = False
    is_technical: bool = False
    """A system's or network's trouble is named, whosesoever it is."""
    reason: str | None = None
    amounts: tuple[AmountTold, ...] = ()
    schedule: DaysTold = DaysTold()
    cards: tuple[str, ...] = ()
    sender: str | None = None
    links: tuple[Link, ...] = ()
    fraud: FraudReading = FraudReading()

    @property
    def is_failed(self) -> bool:
        """Whether the text says plainly that the debit failed, in whole or in part."""
        return self.says in (Says.FAILED, Says.PARTLY_PAID)

    @property
    def next_debit(self) -> Moment | None:
        """When the next debit is planned, as the text says."""
        return self.schedule.next_debit

    @property
    def pay_by(self) -> Moment | None:
        """Until when to pay, as the text says."""
        return self.schedule.pay_by

    def amount_of(self, role: AmountRole) -> AmountTold | None:
        """The first amount with a role."""
        return next((told for told in self.amounts if told.role is role), None)


def read_text(
    sent: str | None,
    *,
    received_at: dt.datetime | None = None,
    origins: Iterable[str] = (),
    is_answer: bool = False,
    is_from_a_phone: bool = False,
) -> TextReading:
    """Read a text; an empty one says nothing. Pure and bounded, whatever the text is.

    `received_at` gives days without a year theirs. `origins` are those of the lender file. `is_answer`: the text came as
    the answer to a debit, so that it is about one though it may be three characters long. `is_from_a_phone`: it came from
    an ordinary phone number, which no bank does.
    """
    if not sent or not sent.strip():
        return TextReading()
    text = normal_text(sent)
    scopes = scopes_of(text)
    causes = causes_in(text, scopes)
    happenings = _without_causes(happenings_in(text, scopes), causes)
    if is_answer or (speaks_of_a_debit(text) and not is_everyday(text)):
        happenings = told_by_grammar(text, scopes, happenings, causes)
    says = what_it_says(text, scopes, happenings, names_a_cause=bool(causes.plain), is_answer=is_answer)
    if says in (Says.FAILED, Says.PARTLY_PAID):
        causes = with_built_cause(text, scopes, causes)
    reason = reason_in(text, scopes, happenings, causes)
    if is_answer:
        says = _of_answer(text, says, causes)
        reason = reason or _rest_of_answer(text)
    links = links_in(
        text.dense, origins, is_disguised=has_lookalikes(text.plain) or is_written_wide(sent[:LONGEST_READ])
    )
    return TextReading(
        plain=text.plain,
        says=says,
        cause=causes.cause,
        denied=causes.denied,
        several=causes.several,
        is_technical=any(item.event is Event.TECHNICAL for item in happenings),
        reason=reason,
        amounts=amounts_in(text, says, happenings),
        schedule=schedule_in(text, scopes, received_at, looks_ahead=says in _LOOKS_AHEAD, owes=says in _OWES),
        cards=cards_in(text),
        sender=sender_of(text),
        links=links,
        fraud=fraud_signs_in(text, links, is_from_a_phone=is_from_a_phone),
    )


def _without_causes(found: tuple[EventTold, ...], causes: NamedCauses) -> tuple[EventTold, ...]:
    """Words of a cause ("already debited") are no news of this debit."""
    return tuple(
        item
        for item in found
        if item.event is not Event.PAID
        or not any(mention.start < item.end and item.start < mention.end for mention in causes.plain)
    )


def _of_answer(text: NormalText, says: Says, causes: NamedCauses) -> Says:
    """A bare refusal reason is a refusal: "余额不足" came instead of the money. A technical one leaves the outcome open."""
    if says is not Says.UNCLEAR or not causes.plain:
        return says
    return Says.PROCESSING if all(mention.cause in TECHNICAL for mention in causes.plain) else Says.FAILED


# What an answer may hold without giving a reason: that it failed, thanks, whom to ask, what it was about.
_NO_REASON: Final = re.compile(
    r"扣款|还款|代扣|支付|交易|付款|失败|未成功|不成功|成功|拒绝|本次|您的|您好|尊敬的客户|请|稍后|联系|咨询|客服|银行|发卡行|发卡|重试|再试|已|被|的|了|状态|结果|原因|无|未知|不予承兑|承兑|系统|"
    r"\b(?:payment|debit|transaction|failed|failure|declined|unsuccessful|rejected|refused|do not hono(?:u)?r|please|contact|your|bank|issuer|was|the|by|fail|error|generic|decline|none|n/a|null)\b|[^a-z\u4e00-\u9fff]+",
    re.ASCII,
)


def _rest_of_answer(text: NormalText) -> str | None:
    """An answer that says more than "failed" gives a reason, though this app may not know it."""
    return text.plain if len(_NO_REASON.sub("", text.dense)) >= 2 else None
