"""The checks before a debit: total, pure, and fine only by a record that says so."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.preflight import preflight
from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.enums import (
    AccountClass,
    ContactField,
    DateShifting,
    Holder,
    InstrumentStatus,
    MandateStatus,
    Product,
    RepaymentMethod,
)
from borrower_app.records.loan import InstallmentRow, Loan, RateChange, Repricing
from tests.debits.strategies import SHANGHAI, dates, instants, moneys

TODAY = dt.date(2026, 11, 20)
DAY = dt.date(2026, 12, 21)
"""A Monday."""


Given = TypeVar("Given", Instrument, Mandate, Contact, Loan)


def cny(text: str) -> Money:
    return Money.from_decimal_text(text, "CNY")


LOAN = Loan(
    id="loan-1",
    name="商业贷款",
    product=Product.COMMERCIAL,
    borrower_name="张某",
    principal=cny("1000000.00"),
    outstanding_principal=cny("937238.78"),
    method=RepaymentMethod.EQUAL_INSTALLMENT,
    annual_rate="2.60",
    number_of_installments=360,
    disbursed_on=dt.date(2024, 1, 21),
    first_due_on=dt.date(2024, 2, 21),
    instrument_id="card-1",
    mandate_id="mandate-1",
    date_shifting=DateShifting.NONE,
)
CARD = Instrument(
    id="card-1",
    last4="1234",
    bank="工商银行",
    account_class=AccountClass.I,
    same_bank_as_lender=False,
    status=InstrumentStatus.ACTIVE,
    expires_on=dt.date(2029, 3, 31),
    loan_ids=("loan-1",),
    bank_single_limit=cny("50000.00"),
    bank_daily_limit=cny("50000.00"),
)
MANDATE = Mandate(
    id="mandate-1",
    label="代扣授权",
    loan_ids=("loan-1",),
    instrument_id="card-1",
    payee="示例银行",
    purpose="还款",
    status=MandateStatus.ACTIVE,
    valid_until=dt.date(2030, 1, 1),
    single_limit=cny("10000.00"),
    daily_limit=cny("10000.00"),
    monthly_limit=cny("20000.00"),
)
TOLD = dt.datetime(2025, 1, 5, 10, 0, tzinfo=SHANGHAI)
ID_CARD = Contact(id="c-id", field=ContactField.ID_EXPIRY, value="2033-05-01", updated_at=TOLD)
PHONE = Contact(id="c-phone", field=ContactField.PHONE, value="190 0000 8812", updated_at=TOLD)


def table_row(number: int, due: dt.date, payment: str = "4003.40", *, forecast: bool = False) -> InstallmentRow:
    money = cny(payment)
    return InstallmentRow(
        n=number, due=due, principal=money, interest=cny("0.00"), payment=money, balance=cny("1.00"), forecast=forecast
    )


FACTS = PreflightFacts(
    today=TODAY,
    day=DAY,
    amount=cny("4003.40"),
    amount_ref="installment:loan-1:35",
    loan=LOAN,
    row=table_row(35, DAY),
    previous=table_row(34, dt.date(2026, 11, 21)),
    instrument=CARD,
    mandate=MANDATE,
    id_expiry=ID_CARD,
    phone=PHONE,
)


def facts(**changes: object) -> PreflightFacts:
    return msgspec.structs.replace(FACTS, **changes)


def found(check: Check, **changes: object) -> CheckResult:
    return next(result for result in preflight(facts(**changes)) if result.check is check)


def of(record: Given, **changes: object) -> Given:
    return msgspec.structs.replace(record, **changes)


def test_everything_on_record_and_in_order_is_fine() -> None:
    results = preflight(facts())
    assert {result.verdict for result in results} == {Verdict.FINE}
    assert all(result.refs for result in results)


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        ({"expires_on": dt.date(2026, 12, 20)}, Verdict.PROBLEM, Why.CARD_EXPIRES_BEFORE),
        ({"expires_on": DAY}, Verdict.ATTENTION, Why.CARD_EXPIRES_SOON),
        ({"expires_on": DAY + dt.timedelta(days=60)}, Verdict.FINE, Why.CARD_VALID),
        ({"expires_on": None}, Verdict.UNKNOWN, Why.CARD_STATE_NOT_TOLD),
        ({"status": InstrumentStatus.UNKNOWN}, Verdict.UNKNOWN, Why.CARD_STATE_NOT_TOLD),
        ({"status": InstrumentStatus.LOST}, Verdict.PROBLEM, Why.CARD_UNUSABLE),
        ({"status": InstrumentStatus.PENDING}, Verdict.ATTENTION, Why.CARD_PENDING),
        ({"effective_from": DAY + dt.timedelta(days=1)}, Verdict.PROBLEM, Why.CARD_NOT_YET),
    ],
)
def test_the_card_on_the_day_of_the_debit(change: dict[str, object], verdict: Verdict, why: Why) -> None:
    result = found(Check.CARD, instrument=of(CARD, **change))
    assert (result.verdict, result.why) == (verdict, why)


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        ({"status": MandateStatus.REVOKED}, Verdict.PROBLEM, Why.MANDATE_ENDED),
        ({"revoked_on": DAY}, Verdict.PROBLEM, Why.MANDATE_ENDED),
        ({"valid_until": DAY - dt.timedelta(days=1)}, Verdict.PROBLEM, Why.MANDATE_ENDS_BEFORE),
        ({"valid_until": DAY}, Verdict.ATTENTION, Why.MANDATE_ENDS_SOON),
        ({"status": MandateStatus.PENDING}, Verdict.ATTENTION, Why.MANDATE_PENDING),
        ({"valid_until": None}, Verdict.UNKNOWN, Why.MANDATE_TERM_NOT_TOLD),
        ({"status": MandateStatus.UNKNOWN}, Verdict.UNKNOWN, Why.MANDATE_TERM_NOT_TOLD),
    ],
)
def test_the_mandate_on_the_day_of_the_debit(change: dict[str, object], verdict: Verdict, why: Why) -> None:
    result = found(Check.MANDATE, mandate=of(MANDATE, **change))
    assert (result.verdict, result.why) == (verdict, why)


@pytest.mark.parametrize("change", [{"status": MandateStatus.REVOKED}, {"valid_until": DAY - dt.timedelta(days=1)}])
def test_the_limits_of_an_ended_mandate_are_no_news(change: dict[str, object]) -> None:
    checks = {result.check for result in preflight(facts(mandate=of(MANDATE, **change)))}
    assert not checks & {Check.MANDATE_SINGLE, Check.MANDATE_DAILY, Check.MANDATE_MONTHLY}
    assert Check.BANK_SINGLE in checks


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, Why.LIMIT_IN_FORCE),
        ({"valid_until": DAY}, Why.LIMIT_IN_FORCE),
        ({"status": MandateStatus.PENDING}, Why.LIMIT_ENOUGH),
        ({"status": MandateStatus.UNKNOWN}, Why.LIMIT_ENOUGH),
        ({"valid_until": None}, Why.LIMIT_ENOUGH),
    ],
)
def test_only_a_mandate_known_to_be_in_force_is_called_so(change: dict[str, object], why: Why) -> None:
    result = found(Check.MANDATE_SINGLE, mandate=of(MANDATE, **change))
    assert (result.verdict, result.why) == (Verdict.FINE, why)


def test_a_mandate_covers_this_card_and_this_loan_or_stops_the_debit() -> None:
    other_card = found(Check.MANDATE_COVER, mandate=of(MANDATE, instrument_id="card-2"))
    other_loan = found(Check.MANDATE_COVER, mandate=of(MANDATE, loan_ids=("loan-2",)))
    assert (other_card.why, other_loan.why) == (Why.MANDATE_OF_OTHER_CARD, Why.MANDATE_OF_OTHER_LOAN)
    assert {other_card.verdict, other_loan.verdict} == {Verdict.PROBLEM}


def test_the_lenders_own_bank_may_debit_by_the_loan_contract() -> None:
    assert found(Check.MANDATE, mandate=None).why is Why.MANDATE_NOT_TOLD
    own = found(Check.MANDATE, mandate=None, instrument=of(CARD, same_bank_as_lender=True))
    assert (own.verdict, own.why) == (Verdict.UNKNOWN, Why.MANDATE_OWN_BANK)


@pytest.mark.parametrize(
    ("check", "limit", "verdict"),
    [
        (Check.MANDATE_SINGLE, "4003.40", Verdict.FINE),
        (Check.MANDATE_SINGLE, "4003.39", Verdict.PROBLEM),
        (Check.MANDATE_DAILY, "4003.39", Verdict.PROBLEM),
        (Check.MANDATE_MONTHLY, "4003.39", Verdict.PROBLEM),
    ],
)
def test_a_cent_decides(check: Check, limit: str, verdict: Verdict) -> None:
    name = f"{check.value.removeprefix('mandate_')}_limit"
    assert found(check, mandate=of(MANDATE, **{name: cny(limit)})).verdict is verdict


def test_limits_are_held_against_installment_arrears_and_penalty_together() -> None:
    # 4,003.40 of the installment, 8,006.80 of arrears and 21.25 of penalty interest.
    owed = cny("8028.05")
    result = found(Check.MANDATE_SINGLE, arrears=owed, mandate=of(MANDATE, single_limit=cny("12031.44")))
    assert (result.verdict, result.why) == (Verdict.ATTENTION, Why.LIMIT_BELOW_WITH_ARREARS)
    assert result.amount == cny("12031.45")
    enough = found(Check.MANDATE_SINGLE, arrears=owed, mandate=of(MANDATE, single_limit=cny("12031.45")))
    assert enough.verdict is Verdict.FINE
    assert found(Check.ARREARS, arrears=owed, arrears_refs=("installment:loan-1:34",)).why is Why.ARREARS_OPEN


def test_other_debits_of_the_day_and_the_month_count() -> None:
    day = found(Check.MANDATE_DAILY, same_day=cny("5996.61"))
    assert (day.verdict, day.amount) == (Verdict.PROBLEM, cny("10000.01"))
    assert found(Check.MANDATE_DAILY, same_day=cny("5996.60")).verdict is Verdict.FINE
    assert found(Check.MANDATE_MONTHLY, same_month=cny("15996.61")).verdict is Verdict.PROBLEM


@pytest.mark.parametrize("check", [Check.MANDATE_SINGLE, Check.BANK_SINGLE])
def test_a_limit_in_another_currency_is_no_limit_known(check: Check) -> None:
    yen = Money(1, "JPY")
    result = found(check, mandate=of(MANDATE, single_limit=yen), instrument=of(CARD, bank_single_limit=yen))
    assert (result.verdict, result.why) == (Verdict.UNKNOWN, Why.LIMIT_NOT_TOLD)


@pytest.mark.parametrize(
    ("account_class", "same_bank", "amount", "verdict", "why"),
    [
        (AccountClass.II, False, "10000.01", Verdict.PROBLEM, Why.CLASS_CAP_BELOW),
        (AccountClass.II, False, "10000.00", Verdict.ATTENTION, Why.CLASS_CAP_SHARED),
        (AccountClass.III, False, "2000.01", Verdict.PROBLEM, Why.CLASS_CAP_BELOW),
        (AccountClass.II, True, "99999.00", Verdict.FINE, Why.CLASS_OWN_BANK),
        (AccountClass.II, None, "10000.01", Verdict.UNKNOWN, Why.CLASS_NOT_TOLD),
        (AccountClass.UNKNOWN, False, "1.00", Verdict.UNKNOWN, Why.CLASS_NOT_TOLD),
    ],
)
def test_class_caps_bind_other_banks_only(
    account_class: AccountClass, same_bank: bool | None, amount: str, verdict: Verdict, why: Why
) -> None:
    card = of(CARD, account_class=account_class, same_bank_as_lender=same_bank)
    result = found(Check.ACCOUNT_CLASS, instrument=card, amount=cny(amount))
    assert (result.verdict, result.why) == (verdict, why)


def test_the_yearly_cap_of_a_class_two_account() -> None:
    card = of(CARD, account_class=AccountClass.II)
    result = found(Check.ACCOUNT_CLASS, instrument=card, debited_this_year=cny("195996.61"))
    assert (result.verdict, result.why) == (Verdict.PROBLEM, Why.CLASS_YEAR_CAP_BELOW)
    assert found(Check.ACCOUNT_CLASS, instrument=card, debited_this_year=cny("195996.60")).verdict is Verdict.ATTENTION


def test_id_and_phone() -> None:
    assert found(Check.ID_EXPIRY, id_expiry=of(ID_CARD, value="2026-12-20")).why is Why.ID_EXPIRED
    assert found(Check.ID_EXPIRY, id_expiry=of(ID_CARD, value="2026-12-21")).why is Why.ID_EXPIRES_SOON
    assert found(Check.ID_EXPIRY, id_expiry=of(ID_CARD, value="soon")).verdict is Verdict.UNKNOWN
    assert found(Check.ID_EXPIRY, id_expiry=None).verdict is Verdict.UNKNOWN
    changed = of(PHONE, bank_value_changed_at=TOLD + dt.timedelta(days=1))
    assert found(Check.PHONE, phone=changed).why is Why.PHONE_CHANGED_AT_BANK
    older = of(PHONE, bank_value_changed_at=TOLD - dt.timedelta(days=1))
    assert found(Check.PHONE, phone=older).verdict is Verdict.FINE
    assert found(Check.PHONE, phone=of(PHONE, updated_at=TOLD.replace(year=2019))).why is Why.PHONE_OLD


FRIDAY, SATURDAY, SUNDAY = (dt.date(2026, 12, number) for number in (18, 19, 20))


@pytest.mark.parametrize(
    ("rule", "day", "verdict", "why", "moved"),
    [
        (DateShifting.NONE, SATURDAY, Verdict.FINE, Why.DAY_STAYS, SATURDAY),
        (DateShifting.NEXT_BUSINESS_DAY, SATURDAY, Verdict.ATTENTION, Why.DAY_LATER, DAY),
        (DateShifting.NEXT_BUSINESS_DAY, SUNDAY, Verdict.ATTENTION, Why.DAY_LATER, DAY),
        (DateShifting.PREVIOUS_BUSINESS_DAY, SATURDAY, Verdict.ATTENTION, Why.DAY_EARLIER, FRIDAY),
        (DateShifting.PREVIOUS_BUSINESS_DAY, SUNDAY, Verdict.ATTENTION, Why.DAY_EARLIER, FRIDAY),
        (DateShifting.NEXT_BUSINESS_DAY, DAY, Verdict.UNKNOWN, Why.HOLIDAY_NOT_TOLD, DAY),
        (DateShifting.UNKNOWN, SATURDAY, Verdict.UNKNOWN, Why.SHIFTING_NOT_TOLD_WEEKEND, SATURDAY),
        (DateShifting.UNKNOWN, DAY, Verdict.UNKNOWN, Why.SHIFTING_NOT_TOLD, DAY),
    ],
)  # fmt: skip
def test_weekends_are_known_and_public_holidays_are_not(
    rule: DateShifting, day: dt.date, verdict: Verdict, why: Why, moved: dt.date
) -> None:
    result = found(Check.DEBIT_DAY, loan=of(LOAN, date_shifting=rule), day=day)
    assert (result.verdict, result.why, result.day) == (verdict, why, moved)


def test_a_retry_is_on_the_day_that_the_lender_named() -> None:
    unknown = of(LOAN, date_shifting=DateShifting.UNKNOWN)
    result = found(Check.DEBIT_DAY, loan=unknown, day=SATURDAY, planned_by="debit_attempt:a1", row=None)
    assert (result.verdict, result.refs) == (Verdict.FINE, ("debit_attempt:a1",))


def test_an_amount_changed_by_repricing_is_noted() -> None:
    change = RateChange(on=dt.date(2026, 12, 1), annual_rate="2.50")
    loan = of(LOAN, rate_changes=(change,))
    result = found(Check.AMOUNT, loan=loan, row=table_row(35, DAY, "3950.00"), amount=cny("3950.00"))
    assert (result.why, result.before, result.amount) == (Why.AMOUNT_REPRICED, cny("4003.40"), cny("3950.00"))
    without = found(Check.AMOUNT, row=table_row(35, DAY, "3950.00"))
    assert without.why is Why.AMOUNT_CHANGED
    last = found(Check.AMOUNT, row=table_row(360, DAY, "3950.00"), is_last=True)
    assert last.verdict is Verdict.FINE
    ahead = Repricing(reference="LPR_5Y", spread_basis_points=-90, cycle_months=12, next_on=dt.date(2026, 12, 20))
    assert found(Check.AMOUNT, loan=of(LOAN, repricing=ahead)).why is Why.AMOUNT_MAY_CHANGE
    assert found(Check.AMOUNT, row=table_row(35, DAY, forecast=True)).why is Why.AMOUNT_MAY_CHANGE


def test_somebody_elses_card_is_noted() -> None:
    assert found(Check.HOLDER, instrument=of(CARD, holder=Holder.CO_BORROWER)).why is Why.CO_BORROWERS_CARD
    assert found(Check.HOLDER, instrument=of(CARD, holder=Holder.OTHER)).verdict is Verdict.ATTENTION
    assert found(Check.HOLDER, instrument=of(CARD, holder=Holder.UNKNOWN)).verdict is Verdict.UNKNOWN


_maybe = st.none
_cards = st.builds(
    Instrument,
    id=st.just("card-1"),
    last4=st.just("1234"),
    bank=st.sampled_from(["工商银行", ""]),
    account_class=st.sampled_from(AccountClass),
    same_bank_as_lender=st.sampled_from([None, True, False]),
    holder=st.sampled_from(Holder),
    status=st.sampled_from(InstrumentStatus),
    expires_on=st.one_of(_maybe(), dates),
    effective_from=st.one_of(_maybe(), dates),
    bank_single_limit=st.one_of(_maybe(), moneys),
    bank_daily_limit=st.one_of(_maybe(), moneys),
)
_mandates = st.builds(
    Mandate,
    id=st.just("mandate-1"),
    label=st.just(""),
    loan_ids=st.sampled_from([(), ("loan-1",), ("loan-2",)]),
    instrument_id=st.sampled_from(["card-1", "card-2"]),
    payee=st.just(""),
    purpose=st.just(""),
    status=st.sampled_from(MandateStatus),
    valid_until=st.one_of(_maybe(), dates),
    single_limit=st.one_of(_maybe(), moneys),
    daily_limit=st.one_of(_maybe(), moneys),
    monthly_limit=st.one_of(_maybe(), moneys),
    revoked_on=st.one_of(_maybe(), dates),
)
_contacts = st.builds(
    Contact,
    id=st.just("c-1"),
    field=st.sampled_from(ContactField),
    value=st.one_of(st.text(max_size=12), dates.map(str)),
    updated_at=instants,
    bank_value_changed_at=st.one_of(_maybe(), instants),
)
_rows = st.builds(
    table_row, st.integers(1, 360), dates, st.sampled_from(["4003.40", "3950.00"]), forecast=st.booleans()
)
_loans = st.builds(
    lambda rule, method, repricing: of(LOAN, date_shifting=rule, method=method, repricing=repricing),
    st.sampled_from(DateShifting),
    st.sampled_from(RepaymentMethod),
    st.one_of(
        _maybe(),
        st.builds(
            Repricing, reference=st.just("LPR"), spread_basis_points=st.just(0), cycle_months=st.just(12), next_on=dates
        ),
    ),
)
_preflight_facts = st.builds(
    PreflightFacts,
    today=dates,
    day=dates,
    amount=moneys,
    amount_ref=st.sampled_from([None, "installment:loan-1:35"]),
    loan=_loans,
    planned_by=st.sampled_from([None, "debit_attempt:a1"]),
    row=st.one_of(_maybe(), _rows),
    previous=st.one_of(_maybe(), _rows),
    is_last=st.booleans(),
    instrument=st.one_of(_maybe(), _cards),
    mandate=st.one_of(_maybe(), _mandates),
    id_expiry=st.one_of(_maybe(), _contacts),
    phone=st.one_of(_maybe(), _contacts),
    arrears=st.one_of(_maybe(), moneys),
    same_day=st.one_of(_maybe(), moneys, st.just(Money(10**15, "CNY"))),
    same_month=st.one_of(_maybe(), moneys),
    debited_this_year=st.one_of(_maybe(), moneys),
)


@settings(max_examples=600, deadline=None)
@given(_preflight_facts)
def test_total_pure_and_never_fine_without_the_record_that_says_so(given_facts: PreflightFacts) -> None:
    results = preflight(given_facts)
    assert results == preflight(msgspec.structs.replace(given_facts))
    assert len({result.check for result in results}) == len(results)
    there = {f"loan:{given_facts.loan.id}", given_facts.amount_ref, given_facts.planned_by}
    for kind, record in (
        ("instrument", given_facts.instrument),
        ("mandate", given_facts.mandate),
        ("contact", given_facts.id_expiry),
        ("contact", given_facts.phone),
    ):
        if record is not None:
            there.add(f"{kind}:{record.id}")
    for result in results:
        assert set(result.refs) <= there | set(given_facts.arrears_refs)
        if result.verdict is Verdict.FINE:
            assert result.refs, result


@settings(max_examples=300, deadline=None)
@given(_preflight_facts)
def test_without_records_hardly_anything_is_fine(given_facts: PreflightFacts) -> None:
    bare = msgspec.structs.replace(
        given_facts, instrument=None, mandate=None, id_expiry=None, phone=None, amount_ref=None, planned_by=None,
        loan=of(given_facts.loan, date_shifting=DateShifting.UNKNOWN),
    )  # fmt: skip
    assert Verdict.FINE not in {result.verdict for result in preflight(bare)}
