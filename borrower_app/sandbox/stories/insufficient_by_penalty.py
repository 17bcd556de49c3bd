"""One day after a failed debit the card holds the installment, but not the 0.43 元 of penalty on top."""

from __future__ import annotations

import datetime as dt

from borrower_app.sandbox.stories.parts.contract_clauses import late_terms, penalty_on
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, planned_retry, reference, split_of
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, retry_goes_well
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import amount, moment


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    due = day.days(-1)
    clean = mortgage(day, LoanPlan(due=due, late=late_terms(grace_days=0)))
    row = clean.row_due(due)
    penalty = penalty_on(row.payment, "3.90", days=1)
    penalty_by_then = penalty_on(row.payment, "3.90", days=(day.retry_at.date() - due).days)
    total = row.payment + penalty
    books = clean.with_penalty(row.n, penalty, day.at(day.due, "00:05"))
    first_at = day.at(due, "08:00:03")
    first = declined(
        clean,
        row,
        UNIONPAY_POS,
        first_at,
        code="51",
        text="资金不足",
        retry=planned_retry(day.at(due, "08:05"), day.attempt_at.replace(second=0)),
        spoken=reference(1, row.n),
    )
    second = declined(
        books,
        row,
        UNIONPAY_POS,
        day.attempt_at,
        code="51",
        text="资金不足",
        retry=planned_retry(day.told_at, day.retry_at),
        attempt_number=2,
        amount=total,
        split=split_of(row, penalty=penalty),
    )
    return failure(
        name="insufficient_by_penalty",
        title_zh="只差几毛钱罚息",
        title_en="Short by the cents of the penalty",
        day=day,
        books=books,
        attempt=second,
        why=f"应扣 {amount(total)}，其中罚息 {amount(penalty)}（合同第 13 条）。"
        f"{books.instrument.bank}答复：资金不足。",
        what_next=f"{LENDER_NAME}计划 {moment(day.retry_at)} 再扣一次 {amount(row.payment + penalty_by_then)}"
        f"（含到那时的罚息 {amount(penalty_by_then)}），请在那之前存够。",
        records=(*account(day, books, UNIONPAY_POS), first),
        happenings=retry_goes_well(books, row, UNIONPAY_POS, day.retry_at, attempt_number=3, penalty=penalty_by_then),
    )
