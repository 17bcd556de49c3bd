# ruff: noqa: E501 - words of two languages; Chinese characters count double there
"""How far a condition, a fear, a guess, a plan or a request reaches: what stands inside is not told as a fact."""

from __future__ import annotations

import re
from enum import IntFlag, auto
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.normal_text import Clause, NormalText


class Mood(IntFlag):
    """In what way something is said; no flag: as a plain fact."""

    FACT = 0
    CONDITION = auto()
    FEARED = auto()
    """What is to be avoided or reached: "以免", "to avoid"."""
    POSSIBLE = auto()
    PLANNED = auto()
    """What will happen."""
    REQUESTED = auto()
    ASKED = auto()
    GENERAL = auto()
    """What happens as a rule, to anybody."""
    OTHERS = auto()
    """Of somebody else's account."""
    EARLIER = auto()
    """Told as something that is over or to be ignored."""


NOT_A_FACT: Final = Mood.CONDITION | Mood.FEARED | Mood.POSSIBLE | Mood.ASKED | Mood.GENERAL | Mood.OTHERS


class Scope(Struct, frozen=True):
    """From where to where in the dense text a mood holds."""

    mood: Mood
    start: int
    end: int


_TO_SENTENCE: Final[tuple[tuple[Mood, re.Pattern[str]], ...]] = (
    (
        Mood.CONDITION,
        re.compile(
            r"如果|假如|假使|倘若|倘|若(?!干)|(?<![例比譬犹正])如(?!下|期|实|数|何|约|此|愿|图|常|今|意|家|东)|一旦|万一|要是|只要|除非|凡是?"
            r"|\bif\b|\bunless\b|\bin case\b|\bshould (?:you|your|the|this|it|there)\b|\bprovided (?:that|you)\b|\bwhenever\b",
            re.ASCII,
        ),
    ),
    (
        Mood.FEARED,
        re.compile(
            r"以免|避免|免得|免致|防止|以防|为免|谨防|否则|不然|以便|以确保|以保证|以保障|确保(?=扣|还|代扣|顺利|自动|成功)"
            r"|\bto avoid\b|\bavoids?\b|\botherwise\b|\bso that\b|\bin order to\b|\bto prevent\b|\bto ensure\b|\bor (?:else|it may|your|the loan|we may)\b|\bfailing which\b|\bdon't risk\b",
            re.ASCII,
        ),
    ),
    (
        Mood.GENERAL,
        re.compile(
            r"常见(?:的)?(?:失败)?原因|一般(?:在|是|会|情况)|通常|往往|什么是|小贴士|小知识|小课堂|课堂|常见|指的是|是指"
            r"|\ba direct debit (?:lets|is|can)\b|\bhow (?:emi|it|direct debit)s? works?\b|\btips?:|\bin general\b|\bcommon reasons?\b",
            re.ASCII,
        ),
    ),
)
_TO_CLAUSE: Final[tuple[tuple[Mood, re.Pattern[str]], ...]] = (
    (
        Mood.POSSIBLE,
        re.compile(
            r"可能|或许|也许|或将|或会|或须|或者是|恐(?:将|会|致)|大概|疑似|疑因|似乎|好像|是否|能否|可否|是不是|有没有|怀疑"
            r"|\bmay(?= (?:be|have|not|fail|need|take|also|cause|result|charge|still|apply|incur|no longer|affect|lead|become|lose))"
            r"|\bmight\b|\bcould (?=be|have|result|lead|cause|affect|fail)|\bcan (?=fail|be|result|lead|cause|happen)|\bpossibly\b|\bperhaps\b|\bmaybe\b|\bwhether\b|\bprobably\b",
            re.ASCII,
        ),
    ),
    (
        Mood.PLANNED,
        re.compile(
            r"(?<![已刚])将(?!.{0,12}(?:存入|存至|存足|转入|转至|款项存|足额|还款金额|应还|资金|月供))|(?<![社机])会(?!员|计|议|费|展|所|话|款|有专)|即将|届时|预计|拟(?:于|定)|计划(?:于|在|将)?|定于|将于|待(?!处理|确认|查|核|还|缴|缴款|付)|继续(?:为您)?(?:扣|代扣)|(?:明天|明日|明早|明晚|今晚|后天|次日|下周|从下月|下个?月|每个?月)(?=[^,]{0,12}扣)"
            r"|\bwill\b|\bwe'll\b|\bit'll\b|\bscheduled\b(?! (?:payment|debit|repayment|instal|auto|monthly))|\bgoing to\b|\bis due\b|\bare due\b|\bcomes out\b|\bupcoming\b|\bto be (?:debited|collected|taken|deducted|presented)\b|\bpre-notification\b",
            re.ASCII,
        ),
    ),
    (
        Mood.REQUESTED,
        re.compile(
            r"(?<![申邀恳])请(?!求|款)|烦请|敬请|麻烦|记得|务必|建议|需于|应于|须于|需在|应在|须在|(?<![必无])须(?!知)|尽快|赶快|赶紧|抓紧|敬请|尽速|尽早|及时|另行安排|勿|不要|别(?![的人处墅册名])|无需|不用|不必"
            r"|\bplease\b|\bkindly\b|\bmake sure\b|\bensure\b|\bneed to\b|\bmust\b|\bdon't\b|\bdo not\b|\bremember to\b|\bkeep\b",
            re.ASCII,
        ),
    ),
    (
        Mood.EARLIER,
        re.compile(
            r"此前|之前没|前次|前条|上次|上一次|上个月|上月(?!供)|昨日的?(?=[^,。]{0,10}(?:短信|通知|失败|成功))|(?:误发|误报)|之前(?=的|因|扣|还)|先前|原定|原计划|忽略(?=此前|前|上)"
            r"|\b(?:that|which) (?:had |was )?(?:failed|bounced|returned|declined)\b|\bwe told you\b|\bignore our\b|\bearlier\b|\bprevious(?:ly)?\b|\blast month\b|\bthis morning's attempt\b|\bfirst attempt\b",
            re.ASCII,
        ),
    ),
    (
        Mood.OTHERS,
        re.compile(
            r"贵司|贵店|贵公司|贵行|商户|商家|店铺|卖家|代付批次|备付金|您代缴的|与您(?:本人)?.{0,6}无关|代缴的|供应商|收款方账|资金池|对公账户余额|"
            r"(?:王姐|李姐|嫂子|同事|邻居|朋友|堂姐|表哥|表姐|堂哥|舅舅|姑姑|阿姨|叔叔|老[张王李陈刘])(?:家|说|问|的|信用卡|她|他)|他说|她说|听说"
            r"|\bmerchants?'?s?\b|\bpayouts?\b|\bcustomer [a-z]+ (?:ltd|foods|inc|llc)|\bmy (?:sister|brother|mum|mom|dad|friend|neighbou?r|cousin|boss)(?:'s)?\b|\bsome guy\b|\bbookkeeper\b|\byour client\b|\bpayee's account\b",
            re.ASCII,
        ),
    ),
)
# What is told of earlier ends where the text comes to now.
_COMES_TO_NOW: Final = re.compile(r"现已|刚刚|已于今|今[日天早晨]|今晚|但|\bnow\b|\bwent\b|\btoday\b|\bbut\b", re.ASCII)
_IGNORE: Final = re.compile(r"忽略|勿理|不用理|无需理|无须理|不必理|谅解|致谢|ignore|disregard|thank you|no action")


def scopes_of(text: NormalText) -> tuple[Scope, ...]:
    """Every stretch that is not told as a plain fact."""
    found: list[Scope] = []
    for start, end in text.sentences:
        for mood, pattern in _TO_SENTENCE:
            reached = start
            for match in pattern.finditer(text.dense, start, end):
                if match.start() >= reached:
                    found.append(_whole(text, mood, match, start, end))
                    reached = found[-1].end
    for clause in text.clauses:
        if clause.is_asked:
            found.append(Scope(Mood.ASKED, clause.start, clause.end))
        for mood, pattern in _TO_CLAUSE:
            word = pattern.search(text.dense, clause.start, clause.end)
            if word is not None and not text.is_heading(word.start()):
                # Of whom a clause speaks holds for all of it, also for what stands before the word.
                start = clause.start if mood is Mood.OTHERS else word.start()
                now = _COMES_TO_NOW.search(text.dense, word.end(), clause.end) if mood is Mood.EARLIER else None
                found.append(Scope(mood, start, clause.end if now is None else now.start()))
    return tuple(found)


def _whole(text: NormalText, mood: Mood, match: re.Match[str], start: int, end: int) -> Scope:
    if mood is Mood.GENERAL:
        # A lesson is one to its end.
        return Scope(mood, start, len(text.dense))
    if mood is Mood.CONDITION:
        # "if already paid, ignore this": what follows the request to ignore is a statement of its own.
        ignored = _IGNORE.search(text.dense, match.end(), end)
        if ignored is not None:
            end = text.clause_at(ignored.start()).end
    return Scope(mood, match.start(), end)


def mood_at(scopes: tuple[Scope, ...], place: int) -> Mood:
    """In what way the word at a place is said."""
    mood = Mood.FACT
    for scope in scopes:
        if scope.start <= place < scope.end:
            mood |= scope.mood
    return mood


def clause_mood(scopes: tuple[Scope, ...], clause: Clause) -> Mood:
    """Every mood that holds somewhere in a clause."""
    mood = Mood.FACT
    for scope in scopes:
        if scope.start < clause.end and clause.start < scope.end:
            mood |= scope.mood
    return mood
