# ruff: noqa: E501 - one fact on a line
"""Made-up facts of a debit for the property tests: any mixture, however unlikely."""

from __future__ import annotations

import csv
import datetime as dt
import zoneinfo

from hypothesis import strategies as st

from borrower_app import resource_files
from borrower_app.debits.facts import DebitFacts, InstrumentFacts, LaterFacts, OutageFacts
from borrower_app.lending.money import Money
from borrower_app.records.debit import AmountSplit, Hop, MandateOnTheDay, OutcomePromise, Reason, RetryPlan
from borrower_app.records.enums import (
    AccountClass,
    AllocationPart,
    CreditReporting,
    Holder,
    HopStatus,
    InstrumentStatus,
    MandateStatus,
    Party,
    RetryDecision,
)
from borrower_app.records.loan import LateTerms

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
ROWS = list(csv.DictReader(resource_files.read_bytes("reason-codes/codes.csv").decode().splitlines()))
TEXTS = (
    "余额不足", "并非余额不足", "余额不足或卡状态异常", "卡已过期", "超过单笔限额", "处理中", "交易超时", "系统异常",
    "发卡行系统维护", "账户已冻结", "司法冻结", "商户账户余额不足", "涉嫌欺诈", "发卡不予承兑", "<b>余额不足</b>",
    "请转账到 6222021234567890123", "insufficient funds", "not insufficient funds", "{lender} {0} %s", "",
)  # fmt: skip

instants = st.integers(0, 60 * 24 * 90).map(
    lambda minutes: dt.datetime(2026, 10, 1, tzinfo=SHANGHAI) + dt.timedelta(minutes=minutes)
)
dates = st.integers(0, 120).map(lambda days: dt.date(2026, 10, 1) + dt.timedelta(days=days))
moneys = st.integers(0, 10**9).map(lambda minor: Money(minor, "CNY"))
names = st.one_of(st.sampled_from(["", "示例银行", "工商银行", "Bank {0}", "银行<b>"]), st.text(max_size=12))
maybe = st.none
texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=80))

reasons = st.builds(
    Reason,
    code=st.one_of(maybe(), st.sampled_from([row["code"] for row in ROWS]), st.text(max_size=8)),
    code_list=st.one_of(maybe(), st.sampled_from(["pos", "online", "chinapay", "ARUDD", "nowhere"])),
    text=st.one_of(maybe(), texts),
    said_by=st.sampled_from(Party),
    at=st.one_of(maybe(), instants),
)
hops = st.lists(
    st.builds(Hop, party=st.sampled_from(Party), name=names, status=st.sampled_from(HopStatus), at=st.one_of(maybe(), instants)),
    max_size=4,
).map(tuple)  # fmt: skip
instruments = st.builds(
    InstrumentFacts,
    last4=st.sampled_from(["", "1234"]),
    bank=names,
    same_bank_as_lender=st.sampled_from([None, True, False]),
    account_class=st.sampled_from(AccountClass),
    expires_on=st.one_of(maybe(), dates),
    status=st.sampled_from(InstrumentStatus),
    holder=st.sampled_from(Holder),
    ref=st.sampled_from([None, "instrument:card-1234"]),
)
mandates = st.builds(
    MandateOnTheDay,
    id=st.sampled_from([None, "mandate-1"]),
    status=st.sampled_from(MandateStatus),
    valid_until=st.one_of(maybe(), dates),
    single_limit=st.one_of(maybe(), moneys),
    daily_limit=st.one_of(maybe(), moneys),
    monthly_limit=st.one_of(maybe(), moneys),
)
late_terms = st.builds(
    LateTerms,
    grace_days=st.one_of(maybe(), st.integers(0, 30)),
    grace_clause=st.one_of(maybe(), texts),
    penalty_annual_rate=st.sampled_from([None, "3.90", "0", "18.25"]),
    penalty_day_basis=st.sampled_from([None, 360, 365]),
    penalty_clause=st.one_of(maybe(), texts),
    on_time_until=st.sampled_from([None, "24:00", "17:00"]),
    credit_reporting=st.sampled_from(CreditReporting),
    credit_reporting_clause=st.one_of(maybe(), texts),
    allocation_order=st.lists(st.sampled_from(AllocationPart), max_size=4).map(tuple),
)
retries = st.builds(
    RetryPlan,
    decision=st.sampled_from(RetryDecision),
    decided_by=st.sampled_from(Party),
    decided_at=st.one_of(maybe(), instants),
    at=st.one_of(maybe(), instants),
)
promises = st.builds(
    OutcomePromise,
    promised_by=st.sampled_from(Party),
    promised_at=instants,
    until=instants,
    counts_as_late=st.sampled_from([None, True, False]),
)
outages = st.lists(
    st.builds(
        OutageFacts, party=st.sampled_from(Party), since=instants, until=st.one_of(maybe(), instants), name=names
    ),
    max_size=2,
).map(tuple)
laters = st.builds(
    LaterFacts,
    tried_at=st.one_of(maybe(), instants),
    tried_ref=st.sampled_from([None, "debit_attempt:a2"]),
    is_paid=st.sampled_from([None, True, False]),
    paid_on=st.one_of(maybe(), dates),
    table_ref=st.sampled_from([None, "installment:l1:3"]),
)
splits = st.builds(AmountSplit, principal=moneys, interest=moneys, penalty=st.one_of(maybe(), moneys))

debit_facts = st.builds(
    DebitFacts,
    attempt_ref=st.sampled_from([None, "debit_attempt:a1"]),
    rail=st.one_of(maybe(), st.sampled_from(sorted({row["rail"] for row in ROWS})), st.text(max_size=8)),
    reason=st.one_of(maybe(), reasons),
    amount=st.one_of(maybe(), moneys),
    amount_debited=st.one_of(maybe(), moneys),
    split=st.one_of(maybe(), splits),
    planned_at=st.one_of(maybe(), instants),
    attempted_at=st.one_of(maybe(), instants),
    now=st.one_of(maybe(), instants),
    zone=st.sampled_from([None, SHANGHAI]),
    hops=hops,
    instrument=st.one_of(maybe(), instruments),
    mandate=st.one_of(maybe(), mandates),
    bank_phone_changed_at=st.one_of(maybe(), instants),
    id_expires_on=st.one_of(maybe(), dates),
    late_terms=st.one_of(maybe(), late_terms),
    late_terms_ref=st.sampled_from([None, "loan:l1"]),
    due_on=st.one_of(maybe(), dates),
    bank_debited_at=st.one_of(maybe(), instants),
    posted_at=st.one_of(maybe(), instants),
    reversed_at=st.one_of(maybe(), instants),
    is_duplicate=st.booleans(),
    retry=st.one_of(maybe(), retries),
    outcome_promise=st.one_of(maybe(), promises),
    outages=outages,
    later=laters,
    lender_name=names,
    channel_name=names,
)
