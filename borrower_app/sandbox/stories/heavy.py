"""Thirty loans with 10,800 rows and 5,000 debits, for measuring; the newest debit of the first loan failed."""

from __future__ import annotations

import datetime as dt
from typing import Final

from borrower_app.contract.kinds import Record
from borrower_app.lending.money import Money
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import UNIONPAY_POS, declined, history, planned_retry
from borrower_app.sandbox.stories.parts.mortgage import LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.people import contacts
from borrower_app.sandbox.stories.parts.pieces import failure, retry_goes_well, retry_sentence
from borrower_app.sandbox.stories.parts.reference_rates import lpr_published
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import yuan

LOANS: Final = 30
ATTEMPTS: Final = 5_000
_DUE_ROW: Final = 172


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    portfolio = [_loan(day, index) for index in range(LOANS)]
    failed = portfolio[0]
    row = failed.row_due(day.due)
    retry = planned_retry(day.told_at, day.retry_at)
    records: list[Record] = [*contacts(day), *lpr_published(day)]
    for index, books in enumerate(portfolio):
        records.extend(books.records)
        records.extend(
            history(books, UNIONPAY_POS, serial=index + 1, last=books.next_row.n - 1, count=_paid_debits(index))
        )
    return failure(
        name="heavy",
        title_zh="三十笔贷款，一万多期",
        title_en="Thirty loans with more than ten thousand rows",
        day=day,
        books=failed,
        attempt=declined(failed, row, UNIONPAY_POS, day.attempt_at, code="51", text="资金不足", retry=retry),
        why=f"{failed.instrument.bank}答复：资金不足。",
        what_next=retry_sentence(day, failed, row),
        records=tuple(records),
        happenings=retry_goes_well(failed, row, UNIONPAY_POS, day.retry_at),
    )


def _paid_debits(index: int) -> int:
    """How many paid debits loan number `index` has; together with the failed one they are 5,000."""
    paid = ATTEMPTS - 1
    return paid // LOANS + (1 if index < paid % LOANS else 0)


def _loan(day: StoryDay, index: int) -> Books:
    loan_id = f"loan-{index + 1:02d}"
    card = cards.card(day, (loan_id,), id=f"card-{loan_id}", last4=f"{1234 + 101 * index:04d}")
    return mortgage(
        day,
        LoanPlan(
            due=day.days(index % 28),
            due_row=_DUE_ROW,
            loan_id=loan_id,
            name=f"商业贷款 {index + 1:02d}",
            principal=Money(yuan("300000.00").minor + index * yuan("20000.00").minor, "CNY"),
            instrument=card,
            mandate=cards.mandate(
                day, (loan_id,), card.id, id=f"mandate-{loan_id}", label=f"代扣授权 WT-{2207 + index}"
            ),
        ),
    )
