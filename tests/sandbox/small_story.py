"""A story of its own for the server's tests, small and with fixed ids; run as a program it serves it."""

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
from borrower_app.records.debit import DebitAttempt, Hop, Reason, RetryPlan
from borrower_app.records.enums import (
    ContactField,
    HopStatus,
    InstrumentStatus,
    MandateStatus,
    MessageChannel,
    Party,
    Product,
    RepaymentMethod,
    RetryDecision,
)
from borrower_app.records.fields import spoken_reference
from borrower_app.records.loan import InstallmentRow, InstallmentTable, Loan, PrepaymentTerms
from borrower_app.sandbox.__main__ import main
from borrower_app.sandbox.scenarios.story import Happening, Story

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = ("small", "other")


def yuan(text: str) -> Money:
    """An amount in CNY."""
    return Money.from_decimal_text(text, "CNY")


def _loan(identifier: str) -> Loan:
    return Loan(
        id=identifier,
        name="住房贷款",
        product=Product.COMMERCIAL,
        borrower_name="张小禾",
        principal=yuan("1000000.00"),
        outstanding_principal=yuan("990000.00"),
        method=RepaymentMethod.EQUAL_INSTALLMENT,
        annual_rate="4.10",
        number_of_installments=360,
        disbursed_on=dt.date(2026, 1, 20),
        first_due_on=dt.date(2026, 2, 20),
        instrument_id="card-1",
        mandate_id="mandate-1",
        prepayment_terms=PrepaymentTerms(notice_days=15, minimum_amount=yuan("10000.00")),
    )


def _attempt(identifier: str, payload: str, at: dt.datetime, retry: RetryPlan | None = None) -> DebitAttempt:
    return DebitAttempt(
        id=identifier,
        reference=spoken_reference(payload),
        loan_id="loan-1",
        installments=(10,),
        planned_at=at,
        attempted_at=at,
        amount_requested=yuan("4831.98"),
        rail="unionpay",
        hops=(
            Hop(party=Party.LENDER, name="示例银行", status=HopStatus.OK),
            Hop(party=Party.CHANNEL, name="银联", status=HopStatus.OK),
            Hop(party=Party.BANK, name="工商银行", status=HopStatus.DECLINED),
        ),
        reason=Reason(code="51", code_list="pos", text="余额不足", said_by=Party.BANK, at=at),
        retry=retry,
    )


def _records(start: dt.datetime) -> tuple[Record, ...]:
    card = Instrument(
        id="card-1", last4="1234", bank="工商银行", status=InstrumentStatus.ACTIVE, loan_ids=("loan-1", "loan-2")
    )
    mandate = Mandate(
        id="mandate-1",
        label="代扣授权",
        loan_ids=("loan-1",),
        instrument_id="card-1",
        payee="示例银行",
        purpose="归还贷款",
        status=MandateStatus.ACTIVE,
        single_limit=yuan("10000.00"),
    )
    open_attempt = with_open_outcome(_attempt("attempt-open", "7654321", start - dt.timedelta(hours=3)))
    return (
        _loan("loan-1"),
        _loan("loan-2"),
        InstallmentTable(
            id="table-1",
            loan_id="loan-1",
            stated_at=start,
            rows=(
                InstallmentRow(
                    n=1,
                    due=dt.date(2026, 2, 20),
                    principal=yuan("1415.31"),
                    interest=yuan("3416.67"),
                    payment=yuan("4831.98"),
                    balance=yuan("998584.69"),
                ),
            ),
        ),
        card,
        mandate,
        _attempt("attempt-1", "1234567", start - dt.timedelta(hours=2)),
        open_attempt,
        *(
            Contact(id=f"contact-{field}", field=ContactField(field), value=value, updated_at=start)
            for field, value in (("phone", "19000001234"), ("email", "old@example.com"), ("id_expiry", "2027-01-01"))
        ),
        *(
            Message(id=f"message-{number}", at=start, channel=MessageChannel.APP, title="通知", body=f"第 {number} 条")
            for number in range(1, 31)
        ),
    )


def with_open_outcome(attempt: DebitAttempt) -> DebitAttempt:
    """The same attempt with its outcome open: the channel did not answer."""

    hops = (*attempt.hops[:1], Hop(party=Party.CHANNEL, name="银联", status=HopStatus.NO_ANSWER))
    return msgspec.structs.replace(attempt, hops=hops, reason=None)


def build(name: str, start: dt.datetime) -> Story:
    """Two hours after the start a retry is planned for two hours later; three hours after, a message goes."""
    if name not in NAMES:
        raise KeyError(name)
    start = start.astimezone(ZONE).replace(microsecond=0)
    retry = RetryPlan(decision=RetryDecision.PLANNED, decided_by=Party.LENDER, at=start + dt.timedelta(hours=4))
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
        records=_records(start),
        happenings=(
            Happening(
                at=start + dt.timedelta(hours=2),
                upsert=(_attempt("attempt-2", "2345678", start + dt.timedelta(hours=2), retry), _loan("loan-1")),
            ),
            Happening(at=start + dt.timedelta(hours=3), delete=(("message", "message-30"),)),
        ),
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], stories=build))
