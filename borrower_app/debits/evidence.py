"""The recorded facts a judgement rests on, as plain lines in both languages. Others' words are quoted and tamed."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.debits.fact_findings import Finding, money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.names import Names, day_text
from borrower_app.debits.quoting import quoted
from borrower_app.debits.reading_texts.accusations import accuses
from borrower_app.debits.reason_codes import Meaning
from borrower_app.debits.standing import plan_lacks_mandate
from borrower_app.debits.verdict import BothLanguages, Evidence
from borrower_app.records.enums import CreditReporting, HopStatus, Party, RetryDecision
from borrower_app.records.loan import LateTerms

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


def collect(facts: DebitFacts, names: Names, meaning: Meaning | None, used: tuple[Finding, ...]) -> EvidenceList:
    """Every line that is on record about the attempt."""
    found = EvidenceList(facts.attempt_ref)
    _reason(found, facts, meaning)
    _hops(found, facts)
    for finding in used:
        found.add("facts", finding.fact, finding.said_by, finding.at, finding.ref)
    _bookings(found, facts)
    _later(found, facts)
    _plan(found, facts, names)
    _terms(found, facts, names)
    if facts.amount is not None:
        asked = money_text(facts.amount)
        fact = BothLanguages(f"这笔要扣 {asked.zh}", f"The debit asked for {asked.en}")
        found.add("amount", fact, Party.LENDER.value, facts.planned_at)
    if not found.items or all(item.said_by == "app" for item in found.items):
        at = facts.attempted_at or facts.planned_at
        fact = BothLanguages("除了这笔扣款本身，没有别的记录", "Nothing is on record but the debit itself")
        found.add("record", fact, Party.LENDER.value, at)
    return found


def _reason(found: EvidenceList, facts: DebitFacts, meaning: Meaning | None) -> None:
    reason = facts.reason
    if reason is None or (reason.code is None and not reason.text):
        return
    code = quoted(reason.code) if reason.code is not None else ""
    # The accusation is not repeated; the code is.
    hidden = (meaning is not None and meaning.fraud_type) or accuses(reason.text or "")
    own = meaning.original_text if meaning is not None and not hidden else ""
    told = quoted(reason.text) if reason.text and not hidden else ""
    zh = f"代码 {code}" if code else "答复"
    en = f"code {code}" if code else "answer"
    if told:
        zh, en = f"{zh}「{told}」", f"{en} “{told}”"
    elif hidden and not code:
        zh, en = "答复涉及风控，原话不在这里重复", "an answer about risk control, not repeated here"
    found.add("reason", BothLanguages(zh, en), reason.said_by.value, reason.at or facts.attempted_at)
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
        shown = money_text(facts.amount_debited) if facts.amount_debited is not None else BothLanguages("这笔钱", "it")
        fact = BothLanguages(f"实际扣了 {shown.zh}", f"Actually debited {shown.en}")
        found.add("bookings", fact, Party.BANK.value, facts.bank_debited_at)
    if facts.posted_at is not None:
        found.add("bookings", BothLanguages("已入账", "Posted"), Party.LENDER.value, facts.posted_at)
    if facts.reversed_at is not None:
        found.add("bookings", BothLanguages("已退回", "Paid back"), Party.LENDER.value, facts.reversed_at)
    if facts.is_duplicate:
        fact = BothLanguages("登记为重复扣款", "On record as a duplicate debit")
        found.add("bookings", fact, Party.LENDER.value)


def _later(found: EvidenceList, facts: DebitFacts) -> None:
    later = facts.later
    if later.tried_at is not None:
        fact = BothLanguages("之后又扣过一次", "It was debited again later")
        found.add("later", fact, Party.LENDER.value, later.tried_at, later.tried_ref)
    if later.is_paid or (later.is_paid is not None and facts.reversed_at is not None):
        paid = BothLanguages("这一期已还清", "This installment is paid in full")
        unpaid = BothLanguages("这一期还没有还清", "This installment is not paid in full")
        found.add("later", paid if later.is_paid else unpaid, Party.LENDER.value, None, later.table_ref)


def _plan(found: EvidenceList, facts: DebitFacts, names: Names) -> None:
    retry = facts.retry
    if retry is not None:
        told = {
            "planned": BothLanguages("计划再扣一次", "Another debit is planned"),
            "none": BothLanguages("没有再次扣款的计划", "No further debit is planned"),
            "undecided": BothLanguages("还没有决定要不要再扣", "Not decided yet whether to debit again"),
            "unknown": BothLanguages("有没有再次扣款的计划，没有写明", "Whether another debit is planned is not told"),
        }[retry.decision.value]
        if retry.decision is RetryDecision.PLANNED and retry.at is not None:
            planned = BothLanguages("计划 {at}再扣一次", "Another debit is planned for {at}")
            told = names.fill(planned, at=names.moment(retry.at))
        by = retry.decided_by if retry.decided_by is not Party.UNKNOWN else Party.LENDER
        found.add("plan", told, by.value, retry.decided_at)
    if plan_lacks_mandate(facts):
        ended = facts.mandate_ended_on
        fact = BothLanguages("没有有效的扣款授权", "No debit authorisation is in force")
        if ended is not None:
            day = day_text(ended)
            fact = BothLanguages(f"扣款授权到 {day.zh}为止", f"The debit authorisation ends on {day.en}")
        found.add("plan", fact, Party.LENDER.value, None, facts.mandate_ended_ref)
    promise = facts.outcome_promise
    if promise is not None:
        fact = names.fill(
            BothLanguages("答应 {at}前核对出结果", "Promised a result by {at}"), at=names.moment(promise.until)
        )
        found.add("plan", fact, promise.promised_by.value, promise.promised_at)


def _terms(found: EvidenceList, facts: DebitFacts, names: Names) -> None:
    """The three clocks of being late as the contract record states them, and what it does not state."""
    terms, ref = facts.late_terms, facts.late_terms_ref
    if facts.due_on is not None:
        due = day_text(facts.due_on)
        found.add("late", BothLanguages(f"还款日 {due.zh}", f"Due on {due.en}"), Party.LENDER.value, None, ref)
    missing: list[BothLanguages] = []
    for told, name in _told_terms(terms):
        if told is None:
            missing.append(name)
        else:
            found.add("late", told, "contract", None, ref)
    if missing:
        zh, en = "、".join(name.zh for name in missing), ", ".join(name.en for name in missing)
        fact = names.fill(
            BothLanguages("{lender}没有告知：{missing}", "{lender} has not told: {missing}"),
            missing=BothLanguages(zh, en),
        )
        found.add("late", fact, "app", None, ref)


def _told_terms(terms: LateTerms | None) -> tuple[tuple[BothLanguages | None, BothLanguages], ...]:
    """Each clock's term with its clause, None where the record leaves it out; and what the clock is called."""
    grace = penalty = credit = None
    if terms is not None and terms.grace_days is not None:
        zh, en = _clause(terms.grace_clause)
        grace = BothLanguages(f"宽限期 {terms.grace_days} 天{zh}", f"Days of grace: {terms.grace_days}{en}")
    if terms is not None and terms.penalty_annual_rate is not None:
        zh, en = _clause(terms.penalty_clause)
        rate = terms.penalty_annual_rate
        penalty = BothLanguages(f"罚息年利率 {rate}%{zh}", f"Penalty interest {rate}% a year{en}")
    reported = _REPORTED.get(terms.credit_reporting) if terms is not None else None
    if terms is not None and reported is not None:
        zh, en = _clause(terms.credit_reporting_clause)
        credit = BothLanguages(f"{reported.zh}{zh}", f"{reported.en}{en}")
    return (
        (grace, BothLanguages("宽限期", "days of grace")),
        (penalty, BothLanguages("罚息", "penalty interest")),
        (credit, BothLanguages("征信", "credit reporting")),
    )


_REPORTED: Final = {
    CreditReporting.AFTER_GRACE: BothLanguages("过了宽限期报送征信", "Reported to the credit bureau after the grace"),
    CreditReporting.FROM_DUE_DATE: BothLanguages(
        "到期没还就报送征信", "Reported to the credit bureau from the due date"
    ),
}


def _clause(clause: str | None) -> tuple[str, str]:
    if not clause:
        return "", ""
    shown = quoted(clause)
    return f"（{shown}）", f" ({shown})"
