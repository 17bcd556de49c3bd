# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""What a text says as a whole: which of its happenings counts, and that two that contradict each other say nothing.

A closed failure needs a plain "failed"; where money may have left, the text says that the outcome is open.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from borrower_app.debits.reading_texts.happenings import Event, EventTold
from borrower_app.debits.reading_texts.money_words import MONEY, money_in
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import NOT_A_FACT, Mood, Scope, mood_at
from borrower_app.debits.reading_texts.subject import (
    is_everyday,
    is_no_debit_at_all,
    is_of_another_kind,
    is_private_talk,
    is_unfilled,
    speaks_of_a_debit,
    speaks_of_a_loan,
    speaks_of_a_payment,
    speaks_of_one_debit,
    speaks_to_the_reader,
    warns_of_fraud,
)


class Says(StrEnum):
    """What a text says of a debit."""

    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    FAILED = "failed"
    REVERSED = "reversed"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    PROCESSING = "processing"
    UNCLEAR = "unclear"
    NOT_ABOUT_A_DEBIT = "not_about_a_debit"


_HEDGED: Final = NOT_A_FACT | Mood.PLANNED | Mood.REQUESTED
_ALLOWED: Final = {
    Event.PARTLY: Mood.PLANNED | Mood.REQUESTED,
    Event.OVERDUE: Mood.REQUESTED,
    Event.PROCESSING: Mood.PLANNED | Mood.POSSIBLE,
    Event.FAILED: Mood.REQUESTED,
}
# Strong enough to hold a result open although the same text says "failed".
_OPEN_IN_SPITE: Final = re.compile(
    r"超时|time-?out|timed out|未(?:收到|返回|得到)|结果(?:尚)?(?:未知|不明|未明|待)|状态(?:未明|未知|不明)|不确定"
    r"|don't know|do not know|deducted|debited.{0,20}refund|已?(?:被)?扣(?:款|除).{0,12}(?:退回|入账|退还)|no (?:answer|response)|查证|查询"
)
_AGAIN: Final = re.compile(
    r"再次|重新|补扣|补缴|又|随后|其后|后来|现已|已于|已在|二次|目前已|但|\bretried\b|\bnow\b|\bagain\b|\bbut\b|\bsince\b|\bafter\b",
    re.ASCII,
)
_STARTS_PART: Final = re.compile(r"部分(?!请|需)|[仅只才先]|没扣足|未扣足|未足额|没扣够|part|only|[0-9] (?:out )?of ")
_NEWS_WITHOUT_CONTENT: Final = re.compile(
    r"\battention\b|变动|动态|有事|须知|事宜|\bmessage about\b|\breview\b|\bnotice\b|\bring us\b|致电|回电|异常|情况|详情|状态|进度|更新|因$|异動|问题|不成功|未成功|失败|成功|\bissue\b|\bproblem\b|\bupdate\b|\bwrong\b|\bfind out\b|\bhas been$|\blog ?in\b|\bsign in\b|\bcall us\b|关注|变化|联系客服",
    re.ASCII,
)


def what_it_says(
    text: NormalText,
    scopes: tuple[Scope, ...],
    happenings: tuple[EventTold, ...],
    *,
    names_a_cause: bool,
    is_answer: bool,
) -> Says:
    """The one thing a text says. `is_answer`: it came as the answer to a debit, so it is about one."""
    told = _Told(text, scopes, happenings)
    if not is_answer and not _is_about(text, told, names_a_cause):
        return Says.NOT_ABOUT_A_DEBIT
    if is_unfilled(text):
        return Says.UNCLEAR
    if told.has(Event.REVERSED):
        return Says.REVERSED
    if _is_part(told):
        return Says.PARTLY_PAID
    if told.has(Event.PAID) and told.has(Event.FAILED):
        return _of_two(told)
    if told.has(Event.FAILED):
        return Says.PROCESSING if told.is_open_in_spite() else Says.FAILED
    if _EITHER_WAY.search(text.dense) is not None:
        return Says.PROCESSING if told.has(Event.PROCESSING) else Says.UNCLEAR
    if _NOT_TWICE.search(text.dense) is not None and not told.announces(Event.REMINDER):
        return Says.PROCESSING
    if told.has(Event.PROCESSING) or told.is_open_in_spite():
        return Says.PROCESSING
    if told.has(Event.PAID) and (rest := _asks_for_the_rest(told)) is not None:
        return rest
    if told.has(Event.PAID) and _is_doubted(told):
        return Says.UNCLEAR
    if told.has(Event.PAID):
        return Says.UNCLEAR if names_a_cause and not told.has_earlier(Event.FAILED) else Says.PAID
    return _without_a_result(told, is_answer=is_answer, names_a_cause=names_a_cause)


# "Whether it went well or failed, we shall tell": no result. "Don't settle it again": the result is open.
_EITHER_WAY: Final = re.compile(
    r"成功(?:或者?|/|、|与|还是)(?:失败|否|不成功)|失败(?:或者?|/|还是)成功|是否(?:已)?(?:成功|扣成|到账|扣款|入账)|能否扣|扣没扣|\bmay or may not\b|\bwhether (?:or not )?(?:it|the|your)\b[^.;]{0,40}\b(?:went|left|succeeded|failed|was)\b",
    re.ASCII,
)
_NOT_TWICE: Final = re.compile(
    r"(?:勿|不要|不用|无需|别|切勿|暂勿|请勿)(?:再次|重复|再|另行|另外|再行)(?:进行)?(?:操作)?(?:还款|支付|付款|缴款|缴费|扣款|提交|汇款|存入)|\b(?:do not|don't|please don't) (?:make another|pay|send)(?: the)?(?: payment)?(?: again| twice| for now| another)?\b(?=[^.;]{0,30}\b(?:again|another|twice|for now)\b)|\bdo not make another\b|\bno need to pay again\b",
    re.ASCII,
)
# A further amount is asked for beside what was taken.
_ASKS_NOW: Final = re.compile(
    r"(?<![如申邀])(?:请|敬请|烦请|赶快|赶紧|尽快|速|需|须|务必|麻烦)[^。;!\n]{0,16}?(?:还清|还款|补还|补足|补存|补缴|结清|存入|缴清|缴付|归还|偿还|补上|还上|付清|清还|偿清)"
    r"|\b(?:pay|send|settle|clear)\b(?: us)?(?: the)?(?: (?:remaining|other|rest|balance|remainder|outstanding))?[^.;\n]{0,12}(?:[£$€₹]|\brs\b|\b[a-z]{3} ?)[0-9]|\bplease (?:pay|send|settle)\b",
    re.ASCII,
)
_OF_NEXT_TIME: Final = re.compile(r"下期|下月|下个月|下一期|次月|下次|以后|每月|\bnext\b|\bfuture\b", re.ASCII)


def _asks_for_the_rest(told: _Told) -> Says | None:
    """Whether a text that says "taken" asks for money all the same: then it is a part, or it is not clear."""
    for match in _ASKS_NOW.finditer(told.text.dense):
        clause = told.text.clause_at(match.start())
        if told.mood_at(match.start()) & (Mood.CONDITION | Mood.FEARED | Mood.GENERAL | Mood.EARLIER):
            continue
        if re.search("勿|不要|无需|不必|not|n't|thank", told.text.text_of(clause)) or _OF_NEXT_TIME.search(
            told.text.text_of(clause)
        ):
            continue
        asked = {mention.amount for mention in money_in(told.text.text_of(clause))}
        taken = {mention.amount for mention in money_in(told.text.dense)} - asked
        if told.has(Event.OVERDUE):
            return Says.OVERDUE
        return Says.PARTLY_PAID if asked and taken else Says.UNCLEAR
    return None


_BROKEN_OFF: Final = re.compile(r"(?:因|由于|为|的|,|:|\bhas been|\bwas|\bis)\s*$", re.ASCII)
_AUTOMATIC: Final = re.compile(
    r"(?:自动还款|代扣|扣款)[^。;]{0,30}未还|\b(?:auto-?pay|direct debit|automatic)\b[^.;]{0,40}\bunpaid\b", re.ASCII
)
_TRIED: Final = re.compile(r"\btried to\b|\battempted\b|尝试[^,。]{0,6}扣|试着扣", re.ASCII)


def _without_a_result(told: _Told, *, is_answer: bool, names_a_cause: bool) -> Says:
    if names_a_cause and _TRIED.search(told.text.dense) is not None:
        # "We tried to collect, but there was not enough": a failure without the word.
        return Says.FAILED
    if told.has(Event.OVERDUE):
        # "Account not found, this period was not paid" of an automatic repayment: the repayment failed.
        return Says.FAILED if names_a_cause and _AUTOMATIC.search(told.text.dense) is not None else Says.OVERDUE
    if told.may_be(Event.PAID) or (told.may_be(Event.FAILED) and not told.announces(Event.REMINDER)):
        return Says.UNCLEAR
    if told.announces(Event.REMINDER):
        return Says.REMINDER
    if told.has(Event.BOOKED):
        doubted = _BROKEN_OFF.search(told.text.dense) is not None or _is_doubted(told)
        return Says.UNCLEAR if doubted else Says.PAID
    if told.announces(Event.DUE):
        return Says.REMINDER
    if told.has(Event.TECHNICAL):
        return Says.PROCESSING
    if _CUT_OFF.search(told.text.dense) is not None:
        return Says.UNCLEAR
    if is_answer or told.text.dense == "" or _NEWS_WITHOUT_CONTENT.search(told.text.dense) is not None:
        return Says.UNCLEAR
    return Says.NOT_ABOUT_A_DEBIT


# The deed is named and then the text ends.
_CUT_OFF: Final = re.compile(
    r"(?:扣款|还款|代扣|划扣|扣收|月供)\s*$|\b(?:debit|payment|instal?lment|emi)\s*$", re.ASCII
)


class _Told:
    """The happenings of a text by what they tell."""

    def __init__(self, text: NormalText, scopes: tuple[Scope, ...], happenings: tuple[EventTold, ...]) -> None:
        self.text = text
        self._scopes = scopes
        either = [match.span() for match in _EITHER_WAY.finditer(text.dense)]
        self.all = tuple(
            item for item in happenings if not any(start < item.end and item.start < end for start, end in either)
        )

    def mood_at(self, place: int) -> Mood:
        """In what way the word at a place is said."""
        return mood_at(self._scopes, place)

    def plain(self, event: Event) -> list[EventTold]:
        """Told as facts of now; a denied failure takes a failure before it away."""
        allowed = _ALLOWED.get(event, Mood.FACT)
        return [
            item
            for item in self.all
            if item.event is event and not item.mood & (_HEDGED & ~allowed) and not item.mood & Mood.EARLIER
        ]

    def has(self, event: Event) -> bool:
        return bool(self.plain(event))

    def has_earlier(self, event: Event) -> bool:
        return any(item.event is event and item.mood & Mood.EARLIER for item in self.all)

    def may_be(self, event: Event) -> bool:
        """Told as a mere possibility."""
        return any(
            item.event is event and item.mood & Mood.POSSIBLE and not item.mood & (Mood.FEARED | Mood.CONDITION)
            for item in self.all
        )

    def announces(self, event: Event) -> bool:
        """Told as something to come, in whatever mood but as a rule or of others."""
        return any(item.event is event and not item.mood & (Mood.GENERAL | Mood.OTHERS) for item in self.all)

    def is_open_in_spite(self) -> bool:
        return any(
            item.event is Event.PROCESSING
            and not item.mood & (Mood.GENERAL | Mood.OTHERS | Mood.FEARED)
            and _OPEN_IN_SPITE.search(self.text.dense, item.start, item.end) is not None
            for item in self.all
        )

    def has_any(self, mood: Mood) -> bool:
        """Whether something is told in this mood."""
        return any(item.mood & mood for item in self.all)

    def only(self, mood: Mood) -> bool:
        """Whether everything is told in this mood."""
        return bool(self.all) and all(item.mood & mood for item in self.all)


def _is_about(text: NormalText, told: _Told, names_a_cause: bool) -> bool:
    if told.only(Mood.OTHERS | Mood.GENERAL) or (warns_of_fraud(text) and not speaks_of_one_debit(text)):
        return False
    if is_private_talk(text):
        return False
    if told.has_any(Mood.OTHERS) and not speaks_to_the_reader(text):
        return False
    has_news = any(told.has(event) for event in (Event.FAILED, Event.PARTLY, Event.PROCESSING, Event.REVERSED))
    if is_of_another_kind(text) and not has_news:
        return False
    if is_no_debit_at_all(text) and not told.has(Event.FAILED):
        return False
    if is_everyday(text) and not speaks_of_a_loan(text):
        return False
    if speaks_of_a_debit(text):
        return True
    if not speaks_of_a_payment(text) or is_everyday(text):
        return False
    # "Payment received" alone may be any purchase; a failure, an open result or a cause is an answer to a debit.
    if not speaks_of_one_debit(text) and not names_a_cause and not has_news:
        return False
    return has_news or told.announces(Event.REMINDER) or told.has(Event.NOT_FAILED) or names_a_cause


# A word that takes a payment back, outside everything that is understood: then nothing is said to be paid.
_TAKES_BACK: Final = re.compile(
    r"未(?!产生|收取|来|使用|发生|领|读|经|到期|影响)|没(?:有)?(?!收取|产生|影响|问题|事|有罚|罚|逾期)|失败|退回|拒|欠(?!了|款记录)|待(?!领)|不足|不成|异常|尚|仅|不了"
    r"|\bnot (?!you|recogni|share|reply|need|be charged|a|charge|affected|require|owe)|n't (?!worry|reply|share|recogni|need|have to|owe)|\bfail|\bdeclin|\breject|\breturn(?:ed)?\b|\bunpaid|\bpending|\bunable|\bunsuccess|\bonly\b|\bhowever\b|\bunless\b"
)
_UNDERSTOOD: Final = NOT_A_FACT | Mood.EARLIER | Mood.PLANNED | Mood.REQUESTED


def _is_doubted(told: _Told) -> bool:
    dense = told.text.dense
    for match in _TAKES_BACK.finditer(dense):
        if told.mood_at(match.start()) & _UNDERSTOOD:
            continue
        if not any(item.start <= match.start() < item.end for item in told.all):
            return True
    return False


def _adds_up(told: _Told) -> bool:
    """Whether one amount is two others together and something is said to be missing: a part was taken."""
    sums = sorted({mention.amount for mention in money_in(told.text.dense)})[-_MOST_AMOUNTS:]
    adds = any(
        first + second == whole and first > 0
        for place, whole in enumerate(sums)
        for at, first in enumerate(sums[:place])
        for second in sums[at:place]
    )
    return adds and _MISSING.search(told.text.dense) is not None and _WHOLE.search(told.text.dense) is None


_MOST_AMOUNTS: Final = 6
_MISSING: Final = re.compile(
    r"[未没欠差剩]|余(?!额)|不足|其余|\bremain|\bunpaid|\bshort|\bowe|\bstill\b|\bnot\b|n't\b|\brest\b|\bleft\b|\boutstanding|\bonly\b|\bother\b|\bbalance\b",
    re.ASCII,
)
_WHOLE: Final = re.compile(r"还本|还息|本金|利息|罚息|违约金|\bprincipal\b|\binterest\b|\bfee\b|\bpenal", re.ASCII)


def _is_part(told: _Told) -> bool:
    parts = told.plain(Event.PARTLY)
    if any(_STARTS_PART.search(told.text.dense, part.start, part.end) for part in parts):
        return True
    paid, failed = told.plain(Event.PAID), told.plain(Event.FAILED)
    if parts and paid:
        return True
    if (paid or failed or parts) and _adds_up(told):
        return True
    return _amounts_differ(told, paid, failed)


def _amounts_differ(told: _Told, paid: list[EventTold], failed: list[EventTold]) -> bool:
    """Whether one amount was taken and another was not."""
    if any(_AGAIN.search(told.text.dense, item.start - 8 if item.start > 8 else 0, item.end) for item in paid):
        return False
    taken, missed = _amounts_beside(told, paid), _amounts_beside(told, failed)
    return bool(taken and missed and not taken & missed)


def _amounts_beside(told: _Told, items: list[EventTold]) -> set[str]:
    found: set[str] = set()
    for item in items:
        clause = told.text.clause_at(item.end - 1)
        found |= {match.group() for match in MONEY.finditer(told.text.dense, min(clause.start, item.start), clause.end)}
    return found


def _of_two(told: _Told) -> Says:
    """Taken and failed in one text: a later success counts where the text says that it came later."""
    paid, failed = told.plain(Event.PAID), told.plain(Event.FAILED)
    last = paid[-1]
    clause = told.text.clause_at(last.start)
    if last.start > failed[-1].start and _AGAIN.search(told.text.dense, clause.start, last.end):
        return Says.PAID
    return Says.UNCLEAR
