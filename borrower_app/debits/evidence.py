"""The recorded facts a judgement rests on, as plain lines in both languages. Others' words are quoted and tamed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from borrower_app import masking
from borrower_app.debits.fact_findings import Finding, money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.verdict import BothLanguages, Evidence
from borrower_app.records.enums import HopStatus, Party

LONGEST_QUOTE: Final = 80
_LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|io|cc|vip)\S*"
)
_TAG: Final = re.compile(r"<[^<>]{0,200}>")

PARTIES: Final = {
    Party.BORROWER: BothLanguages("您", "you"),
    Party.LENDER: BothLanguages("贷款机构", "the lender"),
    Party.CHANNEL: BothLanguages("扣款通道", "the payment channel"),
    Party.BANK: BothLanguages("银行", "the bank"),
    Party.UNKNOWN: BothLanguages("没有写明是谁", "somebody not named"),
}
_HOPS: Final = {
    HopStatus.OK: BothLanguages("已处理", "passed it on"),
    HopStatus.DECLINED: BothLanguages("没有接受", "did not accept it"),
    HopStatus.PROCESSING: BothLanguages("正在处理", "is processing it"),
    HopStatus.NO_ANSWER: BothLanguages("没有答复", "gave no answer"),
    HopStatus.NOT_REACHED: BothLanguages("没有到达", "was not reached"),
    HopStatus.ERROR: BothLanguages("出了故障", "had a fault"),
    HopStatus.UNKNOWN: BothLanguages("情况不明", "is not known"),
}


def quoted(text: str) -> str:
    """Somebody's words as data: one plain line, at most 80 characters, no links, tags, controls or long numbers."""
    shown = "".join(
        character if unicodedata.category(character)[0] not in "CZ" else " " for character in text[: LONGEST_QUOTE * 20]
    )
    shown = _LINK.sub("…", _TAG.sub(" ", shown))
    shown = masking.free_text(" ".join(shown.replace("<", "‹").replace(">", "›").split()))
    return shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"


class EvidenceList:
    """Collects evidence with ids e1, e2 …; `by` finds what a sentence rests on."""

    def __init__(self, ref: str | None) -> None:
        self._ref = ref
        self._items: list[Evidence] = []
        self._topics: dict[str, list[str]] = {}

    def add(
        self, topic: str, fact: BothLanguages, said_by: str, at: dt.datetime | None = None, ref: str | None = None
    ) -> None:
        """One more line under a topic."""
        identifier = f"e{len(self._items) + 1}"
        self._items.append(Evidence(id=identifier, fact=fact, said_by=said_by, at=at, ref=ref or self._ref))
        self._topics.setdefault(topic, []).append(identifier)

    def by(self, *topics: str) -> tuple[str, ...]:
        """Ids of these topics, in order; all where none of them is there."""
        found = tuple(identifier for topic in topics for identifier in self._topics.get(topic, ()))
        return found or tuple(item.id for item in self._items)

    @property
    def items(self) -> tuple[Evidence, ...]:
        """Everything, in order."""
        return tuple(self._items)


def collect(facts: DebitFacts, meaning: Meaning | None, used: tuple[Finding, ...]) -> EvidenceList:
    """Every line that is on record about the attempt."""
    found = EvidenceList(facts.attempt_ref)
    _reason(found, facts, meaning)
    _hops(found, facts)
    for finding in used:
        found.add("facts", finding.fact, finding.said_by, finding.at, finding.ref)
    _bookings(found, facts)
    _plan(found, facts)
    _late(found, facts)
    if facts.amount is not None:
        asked = money_text(facts.amount)
        fact = BothLanguages(f"这笔要扣 {asked.zh}", f"The debit asked for {asked.en}")
        found.add("amount", fact, Party.LENDER.value, facts.planned_at)
    if not found.items:
        at = facts.attempted_at or facts.planned_at
        fact = BothLanguages("除了这笔扣款本身，没有别的记录", "Nothing is on record but the debit itself")
        found.add("record", fact, Party.LENDER.value, at)
    return found


def _reason(found: EvidenceList, facts: DebitFacts, meaning: Meaning | None) -> None:
    reason = facts.reason
    if reason is None or (reason.code is None and not reason.text):
        return
    hidden = meaning is not None and meaning.fraud_type
    code = quoted(reason.code) if reason.code is not None else ""
    own = meaning.original_text if meaning is not None else ""
    told = quoted(reason.text) if reason.text else ""
    if hidden:
        # The accusation is not repeated; the code is.
        told = own = ""
    zh = f"代码 {code}" if code else "答复"
    en = f"code {code}" if code else "answer"
    if told:
        zh, en = f"{zh}「{told}」", f"{en} “{told}”"
    said_by = reason.said_by.value if reason.said_by is not Party.UNKNOWN else Party.UNKNOWN.value
    found.add("reason", BothLanguages(zh, en), said_by, reason.at or facts.attempted_at)
    if own and code and quoted(own) != told:
        shown = quoted(own)
        fact = BothLanguages(f"公开的代码表里 {code} 是「{shown}」", f"In the published list {code} reads “{shown}”")
        found.add("reason", fact, "app")


def _hops(found: EvidenceList, facts: DebitFacts) -> None:
    for hop in facts.hops:
        who = quoted(hop.name) or PARTIES[hop.party].zh
        who_en = quoted(hop.name) or PARTIES[hop.party].en
        status = _HOPS[hop.status]
        fact = BothLanguages(f"{who}：{status.zh}", f"{who_en}: {status.en}")
        found.add("hops", fact, hop.party.value, hop.at)


def _bookings(found: EvidenceList, facts: DebitFacts) -> None:
    if facts.amount_debited is not None or facts.bank_debited_at is not None:
        shown = money_text(facts.amount_debited) if facts.amount_debited is not None else BothLanguages("", "")
        fact = BothLanguages(f"实际扣了 {shown.zh}".strip(), f"Actually debited {shown.en}".strip())
        found.add("bookings", fact, Party.BANK.value, facts.bank_debited_at)
    if facts.posted_at is not None:
        found.add("bookings", BothLanguages("已入账", "Posted"), Party.LENDER.value, facts.posted_at)
    if facts.reversed_at is not None:
        found.add("bookings", BothLanguages("已退回", "Paid back"), Party.LENDER.value, facts.reversed_at)
    if facts.is_duplicate:
        fact = BothLanguages("登记为重复扣款", "On record as a duplicate debit")
        found.add("bookings", fact, Party.LENDER.value)


def _plan(found: EvidenceList, facts: DebitFacts) -> None:
    retry = facts.retry
    if retry is not None:
        told = {
            "planned": BothLanguages("计划再扣一次", "Another debit is planned"),
            "none": BothLanguages("没有再次扣款的计划", "No further debit is planned"),
            "undecided": BothLanguages("还没有决定要不要再扣", "Not decided yet whether to debit again"),
            "unknown": BothLanguages("有没有再次扣款的计划，没有写明", "Whether another debit is planned is not told"),
        }[retry.decision.value]
        by = retry.decided_by if retry.decided_by is not Party.UNKNOWN else Party.LENDER
        found.add("plan", told, by.value, retry.decided_at or retry.at)
    promise = facts.outcome_promise
    if promise is not None:
        fact = BothLanguages("答应在约定时间前核对出结果", "Promised a result by a set time")
        found.add("plan", fact, promise.promised_by.value, promise.promised_at)


def _late(found: EvidenceList, facts: DebitFacts) -> None:
    terms = facts.late_terms
    if terms is None:
        return
    for clause, zh, en in (
        (terms.grace_clause, "宽限的约定", "Term on grace"),
        (terms.penalty_clause, "罚息的约定", "Term on penalty interest"),
        (terms.credit_reporting_clause, "征信的约定", "Term on credit reporting"),
    ):
        if clause:
            shown = quoted(clause)
            found.add("late", BothLanguages(f"{zh}：{shown}", f"{en}: {shown}"), "contract")
