# ruff: noqa: E501 - words of two languages
"""What a clause tells where no set phrase is found in it: a deed, whether it is denied, and its time.

"Standing debit executed", "从卡里划走": the words vary without end, the build does not: deed × polarity × time.
"""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.causes import NamedCauses
from borrower_app.debits.reading_texts.happenings import Event, EventTold
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import Mood, Scope, clause_mood

_DEED: Final = re.compile(
    r"扣(?!款(?:卡|账户|日|协议|情况)|[0-9]分|缴单位|缴义务|点|子|除信息|手)|划(?=走|转|出|款|扣|拨|账|付)|还(?=款(?!账户|卡|日|计划|方式|能力|状态|提醒|情况)|清|贷(?!款)|上|完|了|掉)|归还|偿还|结清|缴(?=款|清|付|纳|足|存)|供款|支取|扣缴|收(?=取|讫|到|妥|走)|入账|走账|出账|(?:实|已)还|交易"
    r"|\b(?:collect|debit|deduct|charg|withdr|draft|draw|pull|process|execut|honou?r|recover|reali[sz]|receiv|post|clear|settl|complet|succe|appl(?:y|ied)|present|tak(?:e|ing|en)|took|paid|pay|go(?:es|ne|ing)?\b (?:through|out|off|thru)|went (?:through|out|off|thru)|left|leav(?:e|es|ing)|c[ao]m(?:e|es|ing) out|receipt)",
    re.ASCII,
)
_SUBJECT: Final = re.compile(
    r"扣|还|贷|供|期|账单|款|卡|月供|本息|借"
    r"|\b(?:payment|debit|instal|emi|repay|loan|mortgage|auto-?pay|giro|nach|ach|mandate|draft|collection|deduction|order|dd|money|amount|bill|we|your bank|account)|[£$€₹]|\brs\b|\b(?:inr|cny|eur|gbp|usd|sgd|hkd|r)(?= ?[0-9])",
    re.ASCII,
)
_DENIED: Final = re.compile(
    r"未(?!来|付本金|结清证明)|没|无法|不能|不了|不成|不到|不上|失败|拒|终止|未能|遭退|被退"
    r"|\bnot\b|(?<!do)n't\b|\bnever\b|\bunable\b|\bwithout\b|\bfail|\bdeclin|\breject|\brefus|\breturned\b|\bbounc|\bdishono|\bunsuccess|\bunpaid\b|\bcannot\b",
    re.ASCII,
)
_TRIED: Final = re.compile(r"\btried to\b|\battempted\b|\battempt to\b|尝试|试图", re.ASCII)
_PAST: Final = re.compile(
    r"已(?!到期|逾期|开通|签|绑定|设置|收到.{0,6}申请|提交|受理)|了(?!解)|完(?!善|整)|成功|啦|毕|清(?!单|算)|妥|收到|讫|于[0-9]|发生.{0,6}交易|用于归还|划走|扣走|实(?:扣|还|际扣)|刚(?:才|刚)?扣"
    r"|\b(?:collected|debited|deducted|charged|withdrawn|withdrew|drafted|processed|executed|recovered|reali[sz]ed|received|posted|cleared|settled|completed|took|taken|paid|went|left|came|applied|successful|successfully|receipt of|gone)\b",
    re.ASCII,
)
_FUTURE: Final = re.compile(
    r"(?<!已)将|即将|(?<![社机])会(?!员|计)|要(?=扣|从)|拟|准备|预计|届时|明[天日早晚]|变更为|调整为|调整至|到期"
    r"|\bwill\b|'ll\b|\bgoing to\b|\bupcoming\b|\b(?:are|is|'re) (?:taking|collecting|debiting|charging|due)\b|'re (?:taking|collecting|debiting)\b|\btomorrow\b|\bnext\b|\bfrom [0-9]{1,2} [a-z]+ your\b|\bscheduled\b|\bdon't forget\b",
    re.ASCII,
)
_LATER: Final = re.compile(
    r"尚未(?:入账|到账)|暂未|还没(?:到账|入账)|待|\byet\b|\bstill (?:processing|pending)\b|暂无", re.ASCII
)
_HIS_OWN_DEED: Final = re.compile(
    r"(?:未|没有?|没)(?:能|及时|按时|按期|如期|足额)*(?:还|归还|偿还|清缴|缴付|缴清|结清)|\b(?:have|has|'ve)(?: not|n't) received (?:your|the|a)\b|haven't received|not received your",
    re.ASCII,
)


_NO_DEBIT: Final = re.compile(
    r"罚息|违约金|手续费|\b(?:charges?|fees?|penalt|penal|interest|notice)\b|\b(?:has been|was|is)\s*$", re.ASCII
)


def told_by_grammar(
    text: NormalText, scopes: tuple[Scope, ...], found: tuple[EventTold, ...], causes: NamedCauses
) -> tuple[EventTold, ...]:
    """A find for each clause in which none of the set phrases stands and no cause is named."""
    more: list[EventTold] = []
    for clause in text.clauses:
        if any(item.start < clause.end and clause.start < item.end for item in found):
            continue
        if any(mention.start < clause.end and clause.start < mention.end for mention in causes.plain):
            continue
        event = _event_of(text.text_of(clause))
        if event is not None:
            mood = clause_mood(scopes, clause)
            more.append(EventTold(event, clause.start, clause.end, mood & ~Mood.PLANNED))
    return tuple(sorted((*found, *more), key=lambda happening: happening.start))


def _event_of(words: str) -> Event | None:
    if _DEED.search(words) is None or _SUBJECT.search(words) is None or _NO_DEBIT.search(words) is not None:
        return None
    if _HIS_OWN_DEED.search(words) is not None:
        return Event.OVERDUE
    if _DENIED.search(words) is not None:
        return Event.PROCESSING if _LATER.search(words) is not None else Event.FAILED
    if _TRIED.search(words) is not None:
        return None
    if _FUTURE.search(words) is not None:
        return Event.REMINDER
    if _LATER.search(words) is not None:
        return Event.PROCESSING
    return Event.PAID if _PAST.search(words) is not None else None
