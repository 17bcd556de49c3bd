# ruff: noqa: E501 - words of two languages
"""What a clause tells where no set phrase is found in it: a deed, whether it is denied, and its time.

"Standing debit executed", "从卡里划走": the words vary without end, the build does not: deed × polarity × time.
"""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.causes import NamedCauses
from borrower_app.debits.reading_texts.happenings import Event, EventTold
from borrower_app.debits.reading_texts.normal_text import Clause, NormalText
from borrower_app.debits.reading_texts.scopes import Mood, Scope, clause_mood

_DEED: Final = re.compile(
    r"扣(?!款(?:卡|账户|日|协议|情况|结果)|[0-9]分|缴单位|缴义务|点|子|除信息|手)|划(?=走|转|出|款|扣|拨|账|付)|还(?=款(?!账户|卡|日|计划|方式|能力|状态|提醒|情况|结果|请求|申请)|清|贷(?!款)|上|完|了|掉)|归还|偿还|结清|缴(?=款|清|付|纳|足|存)|支取|扣缴|收(?=取|讫|到|妥|走|回)|执行(?!完毕前)|入账|走账|出账|(?:实|已)还|交易"
    r"|\b(?:collect|debit|deduct|charg|withdr|draft|draw|pull|process|execut|honou?r|recover|reali[sz]|receiv|post|clear|settl|complet|succe|appl(?:y|ied)|present|tak(?:e|ing|en)|took|paid|pay|go(?:es|ne|ing)?\b (?:through|out|off|thru)|went (?:through|out|off|thru)|left|leav(?:e|es|ing)|c[ao]m(?:e|es|ing) (?:out|in)\b|receipt|carried out|occur|return|dishono|block)",
    re.ASCII,
)
_SUBJECT: Final = re.compile(
    r"扣|还|贷|供|期|账单|款|卡|月供|本息|借"
    r"|\b(?:payment|debit|instal|emi|repay|loan|mortgage|auto-?pay|giro|nach|ach|mandate|draft|collection|deduction|order|dd|money|amount|bill|we|your bank|account)|[£$€₹]|\brs\b|\b(?:inr|cny|eur|gbp|usd|sgd|hkd|r)(?= ?[0-9])",
    re.ASCII,
)
_DENIED: Final = re.compile(
    r"未(?!来|付本金|结清证明|果)|未果|拦下|退件|没|无法|不能|不了|不成|不到|不上|失败|拒|终止|未能|遭退|被退"
    r"|\bnot\b|(?<!do)n't\b|\bnever\b|\bunable\b|\bwithout\b|\bfail|\bdeclin|\breject|\brefus|\breturned\b|\bbounc|\bdishono|\bunsuccess|\bunpaid\b|\bcannot\b|\bno (?:payment|debit|instal?lment)\b|\bblocked\b|\breturn [a-z][0-9]{2}\b",
    re.ASCII,
)
_TRIED: Final = re.compile(r"\btried to\b|\battempted\b|\battempt to\b|尝试|试图", re.ASCII)
_PAST: Final = re.compile(
    r"已(?!到期|逾期|过|超|出|生成|更新|开通|签|绑定|设置|变更|调整|收到.{0,6}申请|提交|受理|送|发|上送|报|拖|欠|晚|产生|减免)|了(?!解)|完(?!善|整)|成功|啦|毕|清(?!单|算)|妥|收到|讫|发生.{0,6}交易|用于归还|划走|扣走|实(?:扣|还|际扣)|刚(?:才|刚)?扣"
    r"|\b(?:collected|debited|deducted|charged|withdrawn|withdrew|drafted|processed|executed|recovered|reali[sz]ed|received|posted|cleared|settled|completed|took|taken|paid|went|left|came|applied|successful|successfully|receipt of|gone)\b",
    re.ASCII,
)
_ENGLISH: Final = re.compile(r"^[^\u4e00-\u9fff]*$")
# The mark of the perfect stands beside its deed: "已…扣", "扣了", "划走".
_PERFECT: Final = re.compile(
    r"(?:已|已经|刚|刚刚|刚才|实际?)(?:经|于|在|由|从|自|为|将|全部|全额|如数|成功|自动|按时|按期|被|如期|足额|一次性|您|本|[^,。;\n]{0,14}?(?:账户|卡|尾号[0-9]{3,4}))*(?:扣(?!缴义务|款(?:卡|账户|日))|划|还(?!款(?:账户|卡|日|计划|方式|提醒))|收|缴|归还|偿还|结清|支取|入账|出账|执行|冲)"
    r"|(?:扣|划|还|收|缴|付|结清|归还|偿还|支取|走|执行|交易)(?:款|划|收|缴|取|清|账)?[^,。;\n未没不失]{0,8}?(?:了(?!解)|完(?!善|整)|成功|啦|毕|妥|讫|到账|走)|发生.{0,6}交易|用于归还",
    re.ASCII,
)
_ON_A_DAY: Final = re.compile(r"于[0-9][^,。;]{0,12}(?:扣|划|还|收|缴)", re.ASCII)
_FUTURE: Final = re.compile(
    r"(?<!已)将|即将|(?<![社机])会(?!员|计)|要(?=扣|从)|拟|准备|预计|届时|明[天日早晚]|变更为|调整为|调整至|到期"
    r"|\bwill\b|'ll\b|\bgoing to\b|\bupcoming\b|\b(?:are|is|'re) (?:taking|collecting|debiting|charging|due)\b|'re (?:taking|collecting|debiting)\b|\btomorrow\b|\bnext\b|\bfrom [0-9]{1,2} [a-z]+ your\b|\bscheduled\b|\bdon't forget\b",
    re.ASCII,
)
_LATER: Final = re.compile(
    r"尚未(?:入账|到账|到)|未到|(?<!x)尚未(?:入账|到账)|暂未|还没(?:到账|入账)|待|\byet\b|\bstill (?:processing|pending)\b|暂无",
    re.ASCII,
)
_HIS_OWN_DEED: Final = re.compile(
    r"(?:未|没有?|没)(?:能|及时|按时|按期|如期|足额)*(?:还|归还|偿还|清缴|缴付|缴清|结清)|\b(?:have|has|'ve)(?: not|n't) received (?:your|the|a)\b|haven't received|not received your",
    re.ASCII,
)


_NO_DEBIT: Final = re.compile(
    r"罚息|违约金|手续费|\b(?:charges?|fees?|penalt|penal|interest|notice)\b|\b(?:has been|was|is)\s*$", re.ASCII
)


# Beside words of a plan or a due day a clause may still tell that the deed failed.
_NO_RESULT: Final = frozenset({Event.REMINDER, Event.DUE, Event.TECHNICAL})


def told_by_grammar(
    text: NormalText, scopes: tuple[Scope, ...], found: tuple[EventTold, ...], causes: NamedCauses
) -> tuple[EventTold, ...]:
    """A find for each clause in which none of the set phrases stands."""
    more: list[EventTold] = []
    for clause in text.clauses:
        beside = [item for item in found if item.start < clause.end and clause.start < item.end]
        if any(item.event not in _NO_RESULT for item in beside):
            continue
        event = _event_of(_without_causes(text, clause, causes))
        if event is not None and (not beside or event is Event.FAILED):
            mood = clause_mood(scopes, clause)
            more.append(EventTold(event, clause.start, clause.end, mood & ~Mood.PLANNED))
    return tuple(sorted((*found, *more), key=lambda happening: happening.start))


def _without_causes(text: NormalText, clause: Clause, causes: NamedCauses) -> str:
    """The clause without the words of the causes it names: "not enough" denies no deed."""
    words = text.text_of(clause)
    for mention in causes.plain:
        start, end = max(mention.start, clause.start) - clause.start, min(mention.end, clause.end) - clause.start
        if start < end:
            words = words[:start] + "\N{MIDDLE DOT}" * (end - start) + words[end:]
    return words


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
    if _PERFECT.search(words) is not None or (_ENGLISH.search(words) is not None and _PAST.search(words) is not None):
        return Event.PAID
    return Event.BOOKED if _ON_A_DAY.search(words) is not None else None
