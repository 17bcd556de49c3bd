"""What being late costs: three clocks and the order of allocation, each by its clause or "not told" with the question.

Nothing is promised here that no clause promises (DESIGN section 3): what the record leaves out is asked, not assumed.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from msgspec import Struct

from borrower_app.debits.english_names import english_clause
from borrower_app.debits.fact_findings import money_text
from borrower_app.debits.facts import DebitFacts
from borrower_app.debits.late_running import one_day
from borrower_app.debits.names import Names, day_text
from borrower_app.debits.outcome import is_retry_planned, retry_time_has_passed
from borrower_app.debits.questions import QUESTIONS, Topic
from borrower_app.debits.quoting import quoted
from borrower_app.debits.verdict import BothLanguages
from borrower_app.lending.money import Money
from borrower_app.records.enums import AllocationPart, CreditReporting
from borrower_app.records.loan import LateTerms


class ClockReading(Struct, frozen=True, kw_only=True):
    """One clock: a sentence, and where the record leaves it out, the exact question to ask the lender.

    `is_good` marks a term that helps the borrower now (still on time); `is_late` that the day has passed.
    """

    topic: Topic
    sentence: BothLanguages
    question: BothLanguages | None = None
    is_good: bool = False
    is_late: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the contract record says it."""
        return self.question is None


_ORDER: Final = {
    AllocationPart.COSTS: BothLanguages("费用", "costs"),
    AllocationPart.PENALTY: BothLanguages("罚息", "penalty interest"),
    AllocationPart.INTEREST: BothLanguages("利息", "interest"),
    AllocationPart.PRINCIPAL: BothLanguages("本金", "principal"),
}


def today_of(facts: DebitFacts) -> dt.date | None:
    """The reader's calendar date in the lender's zone; None where no `now` is given."""
    return facts.now.astimezone(facts.zone).date() if facts.now is not None else None


def known_until(facts: DebitFacts) -> dt.date | None:
    """The last calendar date of which the records say whether the installment is paid.

    A planned debit that has brought no news yet may have paid it: then nothing is known from its day on.
    """
    known = facts.as_of if facts.as_of is not None else facts.now
    retry = facts.retry
    if known is None:
        return None
    if is_retry_planned(facts) and retry_time_has_passed(facts) and facts.later.tried_at is None and retry is not None:
        known = min(known, retry.at or known)
    return known.astimezone(facts.zone).date()


def penalty_base(facts: DebitFacts) -> Money | None:
    """What penalty interest is counted on: what is still owed of the debit, without penalty interest already in it."""
    amount = facts.amount
    if amount is None:
        return None
    penalty = facts.split.penalty if facts.split is not None else None
    base = amount - penalty if penalty is not None and penalty.currency == amount.currency else amount
    debited = facts.amount_debited
    is_part = debited is not None and debited.currency == amount.currency and 0 < debited.minor < amount.minor
    if is_part and debited is not None:
        left = amount - debited
        base = min(base, left, key=lambda money: money.minor)
    return base


def clocks(facts: DebitFacts, names: Names, base: Money | None) -> tuple[ClockReading, ...]:
    """Grace, penalty interest and credit reporting, in plain order and equal weight."""
    grace = grace_clock(facts.late_terms, names, facts.due_on, today_of(facts), known_until=known_until(facts))
    return (
        grace,
        penalty_clock(facts.late_terms, names, base, is_late=grace.is_late),
        credit_clock(facts.late_terms, names),
    )


def last_day_on_time(terms: LateTerms | None, due: dt.date | None) -> dt.date | None:
    """The last calendar date on which paying counts as on time; None where due date or grace is not known."""
    if terms is None or terms.grace_days is None or due is None or terms.grace_days > 3_650:
        return None
    return due + dt.timedelta(days=terms.grace_days)


def grace_clock(
    terms: LateTerms | None,
    names: Names,
    due: dt.date | None = None,
    today: dt.date | None = None,
    *,
    known_until: dt.date | None = None,
) -> ClockReading:
    """Until when paying counts as on time. That it is late is said only where records of a later day show it."""
    if terms is None or terms.grace_days is None:
        return _untold(
            Topic.GRACE,
            names,
            BothLanguages(
                "有没有宽限期，还不知道：{lender}没有说明。", "Days of grace: not known; {lender} has not said."
            ),
        )
    clause = _clause(terms.grace_clause)
    last = last_day_on_time(terms, due)
    if last is None or today is None:
        return ClockReading(topic=Topic.GRACE, sentence=_days_of_grace(terms.grace_days, clause))
    day = day_text(last)
    if last < today and known_until is not None and known_until <= last:
        sentence = BothLanguages(
            f"如果 {day.zh}之内没有还清，就算逾期{clause.zh}。",
            f"If it was not paid in full by {day.en}, it counts as late{clause.en}.",
        )
        return ClockReading(topic=Topic.GRACE, sentence=sentence)
    if last < today:
        sentence = BothLanguages(
            f"{day.zh}之内没有还清，已算逾期{clause.zh}。",
            f"Not paid in full by {day.en}: it counts as late{clause.en}.",
        )
        return ClockReading(topic=Topic.GRACE, sentence=sentence, is_late=True)
    # The time of day is told for the due date itself only.
    clock = quoted(terms.on_time_until) if terms.on_time_until and terms.grace_days == 0 else ""
    within = BothLanguages(f"{clock} 前", f" {clock}") if clock else BothLanguages("之内", "")
    sentence = BothLanguages(
        f"{day.zh}{within.zh}还清都算按时{clause.zh}。",
        f"Paid in full by {day.en}{within.en}, it is on time{clause.en}.",
    )
    return ClockReading(topic=Topic.GRACE, sentence=sentence, is_good=True)


def _days_of_grace(days: int, clause: BothLanguages) -> BothLanguages:
    if days == 0:
        return BothLanguages(f"没有宽限期{clause.zh}。", f"There are no days of grace{clause.en}.")
    plural = "is 1 day" if days == 1 else f"are {days} days"
    return BothLanguages(f"宽限期 {days} 天{clause.zh}。", f"There {plural} of grace{clause.en}.")


def penalty_clock(terms: LateTerms | None, names: Names, base: Money | None, *, is_late: bool = False) -> ClockReading:
    """Penalty interest a day, exact from the clause; a day's figure is rounded and says so."""
    if terms is None or terms.penalty_annual_rate is None:
        return _untold(
            Topic.PENALTY,
            names,
            BothLanguages(
                "罚息怎么算，还不知道：{lender}没有说明。", "Penalty interest: not known; {lender} has not said."
            ),
        )
    clause = _clause(terms.penalty_clause)
    a_day = one_day(terms, base)
    once = BothLanguages("", "") if is_late else BothLanguages("算逾期以后，", "once late, ")
    if a_day is None:
        rate = terms.penalty_annual_rate
        sentence = BothLanguages(
            f"{once.zh}罚息按年利率 {rate}% 算{clause.zh}。", f"{once.en}penalty interest is {rate}% a year{clause.en}."
        )
    else:
        shown = money_text(a_day)
        sentence = BothLanguages(
            f"{once.zh}每天罚息约 {shown.zh}{clause.zh}。",
            f"{once.en}penalty interest is about {shown.en} a day{clause.en}.",
        )
    return ClockReading(topic=Topic.PENALTY, sentence=sentence)


def credit_clock(terms: LateTerms | None, names: Names) -> ClockReading:
    """Credit reporting: only what the contract says."""
    told = terms.credit_reporting if terms is not None else CreditReporting.NOT_TOLD
    clause = _clause(terms.credit_reporting_clause if terms is not None else None)
    if told is CreditReporting.AFTER_GRACE:
        sentence = BothLanguages(
            f"过了宽限期还没还清，会报送征信{clause.zh}。",
            f"Not paid after the days of grace, it is reported to the credit bureau{clause.en}.",
        )
        return ClockReading(topic=Topic.CREDIT, sentence=sentence)
    if told is CreditReporting.FROM_DUE_DATE:
        sentence = BothLanguages(
            f"还款日没还清，就会报送征信{clause.zh}。",
            f"Not paid on the due date, it is reported to the credit bureau{clause.en}.",
        )
        return ClockReading(topic=Topic.CREDIT, sentence=sentence)
    return _untold(
        Topic.CREDIT,
        names,
        BothLanguages(
            "晚还会不会上征信，还不知道：{lender}没有说明。",
            "Credit record: it is not known whether a late payment is reported; {lender} has not said.",
        ),
    )


def allocation_clock(terms: LateTerms | None, names: Names) -> ClockReading:
    """What a part payment is set against first."""
    order = terms.allocation_order if terms is not None else ()
    if terms is None or not order or AllocationPart.UNKNOWN in order:
        return _untold(
            Topic.ALLOCATION,
            names,
            BothLanguages(
                "只还一部分时先还哪一项：{lender}没有说明；没有约定的，法律上先费用、再利息、后本金。",
                "What a part payment pays first: {lender} has not told; by law costs, then interest, then principal.",
            ),
        )
    clause = _clause(terms.allocation_clause)
    zh, en = allocation_words(terms)
    sentence = BothLanguages(
        f"只还一部分的话，依次抵：{zh}{clause.zh}。", f"A part payment goes to {en}, in this order{clause.en}."
    )
    return ClockReading(topic=Topic.ALLOCATION, sentence=sentence)


def allocation_words(terms: LateTerms) -> tuple[str, str]:
    """The contract's order in Chinese and English; parts not known here are left out."""
    known = [_ORDER[part] for part in terms.allocation_order if part in _ORDER]
    return "、".join(part.zh for part in known), ", ".join(part.en for part in known)


def _untold(topic: Topic, names: Names, sentence: BothLanguages) -> ClockReading:
    return ClockReading(topic=topic, sentence=names.fill(sentence), question=QUESTIONS[topic])


def _clause(clause: str | None) -> BothLanguages:
    if not clause:
        return BothLanguages("", "")
    shown = quoted(clause)
    return BothLanguages(f"（{shown}）", f" ({english_clause(shown)})")
