"""A story of its own for the server's tests, small and with fixed ids; run as a program it serves it.

Two loans of one borrower on one card. Installment 10 of each is due today: `attempt-1` of loan-1 failed for want of
money, `attempt-open` of loan-2 has no answer yet.
"""

from __future__ import annotations

import datetime as dt
import sys
from zoneinfo import ZoneInfo

import msgspec

from borrower_app.contract.discovery import Discovery, PageLimits
from borrower_app.contract.kinds import Record
from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.correspondence import Message
from borrower_app.records.debit import DebitAttempt, Hop, Reason
from borrower_app.records.enums import (
    ContactField,
    HopStatus,
    InstrumentStatus,
    MandateStatus,
    MessageChannel,
    Party,
    Product,
    RepaymentMethod,
)
from borrower_app.records.fields import spoken_reference
from borrower_app.records.loan import InstallmentTable, LateTerms, Loan, PrepaymentTerms
from borrower_app.sandbox.__main__ import main
from borrower_app.sandbox.stories.parts.repayment_table import TableTerms, stated_rows
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import add_months, first_due_for

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = ("small", "other")
LOANS = ("loan-1", "loan-2")


def yuan(text: str) -> Money:
    """An amount in CNY."""
    return Money.from_decimal_text(text, "CNY")


class _Books:
    """Loans and tables whose installment number `number` is due on a day and not paid."""

    def __init__(self, due: dt.date) -> None:
        self.number, self.first_due = first_due_for(due, 10)
        self.disbursed = add_months(self.first_due, -1)
        terms = TableTerms(
            principal=yuan("1000000.00"),
            annual_rate="4.10",
            number_of_installments=360,
            disbursed_on=self.disbursed,
            first_due_on=self.first_due,
        )
        self.rows = stated_rows(terms, self.number - 1)
        self.payment = self.rows[self.number - 1].payment

    def loan(self, identifier: str) -> Loan:
        return Loan(
            id=identifier,
            name="住房贷款" if identifier == "loan-1" else "装修贷款",
            product=Product.COMMERCIAL,
            borrower_name="张小禾",
            principal=yuan("1000000.00"),
            outstanding_principal=self.rows[self.number - 2].balance,
            method=RepaymentMethod.EQUAL_INSTALLMENT,
            annual_rate="4.10",
            number_of_installments=360,
            disbursed_on=self.disbursed,
            first_due_on=self.first_due,
            installment=self.payment,
            instrument_id="card-1",
            mandate_id=identifier.replace("loan", "mandate"),
            late_terms=LateTerms(grace_days=1, penalty_annual_rate="6.15", penalty_day_basis=360),
            prepayment_terms=PrepaymentTerms(notice_days=15, minimum_amount=yuan("10000.00")),
        )

    def table(self, loan_id: str, at: dt.datetime) -> InstallmentTable:
        return InstallmentTable(id=loan_id.replace("loan", "table"), loan_id=loan_id, stated_at=at, rows=self.rows)

    def attempt(
        self, identifier: str, payload: str, at: dt.datetime, *, loan_id: str = "loan-1", number: int = 1
    ) -> DebitAttempt:
        return DebitAttempt(
            id=identifier,
            reference=spoken_reference(payload),
            loan_id=loan_id,
            installments=(self.number,),
            planned_at=at,
            attempted_at=at,
            amount_requested=self.payment,
            rail="unionpay",
            hops=(
                Hop(party=Party.LENDER, name="示例银行", status=HopStatus.OK),
                Hop(party=Party.CHANNEL, name="银联", status=HopStatus.OK),
                Hop(party=Party.BANK, name="工商银行", status=HopStatus.DECLINED),
            ),
            reason=Reason(code="51", code_list="pos", text="余额不足", said_by=Party.BANK, at=at),
            attempt_number=number,
        )


def _records(books: _Books, start: dt.datetime) -> tuple[Record, ...]:
    card = Instrument(id="card-1", last4="1234", bank="工商银行", status=InstrumentStatus.ACTIVE, loan_ids=LOANS)
    return (
        *(books.loan(loan_id) for loan_id in LOANS),
        *(books.table(loan_id, start) for loan_id in LOANS),
        card,
        *(_mandate(loan_id) for loan_id in LOANS),
        books.attempt("attempt-1", "1234567", start - dt.timedelta(hours=2)),
        with_open_outcome(books.attempt("attempt-open", "7654321", start - dt.timedelta(hours=3), loan_id="loan-2")),
        *(
            Contact(id=f"contact-{field}", field=ContactField(field), value=value, updated_at=start)
            for field, value in (("phone", "19000001234"), ("email", "old@example.com"), ("id_expiry", "2027-01-01"))
        ),
        *(
            Message(id=f"message-{number}", at=start, channel=MessageChannel.APP, title="通知", body=f"第 {number} 条")
            for number in range(1, 31)
        ),
    )


def _mandate(loan_id: str) -> Mandate:
    return Mandate(
        id=loan_id.replace("loan", "mandate"),
        label="代扣授权",
        loan_ids=(loan_id,),
        instrument_id="card-1",
        payee="示例银行",
        purpose="归还贷款",
        status=MandateStatus.ACTIVE,
        single_limit=yuan("10000.00"),
    )


def with_open_outcome(attempt: DebitAttempt) -> DebitAttempt:
    """The same attempt with its outcome open: the channel did not answer."""

    hops = (*attempt.hops[:1], Hop(party=Party.CHANNEL, name="银联", status=HopStatus.NO_ANSWER))
    return msgspec.structs.replace(attempt, hops=hops, reason=None)


def build(name: str, start: dt.datetime) -> Story:
    """Two hours after the start a second attempt fails; three hours after, a message goes."""
    if name not in NAMES:
        raise KeyError(name)
    start = start.astimezone(ZONE).replace(microsecond=0)
    books = _Books(start.date())
    second = books.attempt("attempt-2", "2345678", start + dt.timedelta(hours=2), number=2)
    return Story(
        name=name,
        title_zh="小故事",
        title_en="A small story",
        start=start,
        discovery=Discovery(
            contract_version=1,
            lender_id="example-bank",
            name="示例银行",
            hotline="955XX",
            zone="Asia/Shanghai",
            currency="CNY",
            issuer="http://127.0.0.1:1",
            idempotency_retention_seconds=86_400,
            page_limits=PageLimits(default=100, maximum=500),
        ),
        records=_records(books, start),
        happenings=(
            Happening(
                at=start + dt.timedelta(hours=2),
                upsert=(second, books.loan("loan-1")),
            ),
            Happening(at=start + dt.timedelta(hours=3), delete=(("message", "message-30"),)),
        ),
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], stories=build))
