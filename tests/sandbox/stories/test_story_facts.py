"""What each story is there to show: the facts on which the judgement of its debit rests."""

from __future__ import annotations

import csv
import datetime as dt
import time
import zoneinfo
from decimal import ROUND_HALF_UP, Decimal

import pytest

from borrower_app import resource_files
from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.enums import ContactField, HopStatus, InstrumentStatus, MandateStatus, Party, RetryDecision
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import Story, build_story, story_names
from borrower_app.sandbox.stories.parts.story_day import add_months, first_due_for
from tests.sandbox.stories.stages import R
from tests.support.present import present

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
FAILED_AND_PLANNED = (
    "insufficient_funds insufficient_by_penalty limit_daily bank_down lender_fault combined_one_part_failed "
    "hardship_granted overdue_40_days co_borrower_card other_currency heavy"
).split()
FAILED_AND_CLOSED = (
    "card_expired card_replaced card_lost mandate_revoked mandate_missing limit_class_two risk_hold id_expired "
    "phone_mismatch account_dormant do_not_honor customer_stop legal_hold"
).split()


def _one(story: Story, type_: type[R]) -> R:
    found = [record for record in story.records if isinstance(record, type_)]
    assert len(found) == 1, found
    return found[0]


def _newest(story: Story) -> DebitAttempt:
    return max((one for one in story.records if isinstance(one, DebitAttempt)), key=lambda one: one.planned_at)


def _cny(text: str) -> Money:
    return Money.from_decimal_text(text, "CNY")


def test_the_demo_story_shows_the_figures_of_the_pictures() -> None:
    story = build_story("insufficient_funds", NOON)
    loan, table, attempt = _one(story, Loan), _one(story, InstallmentTable), _newest(story)
    assert loan.outstanding_principal == _cny("937238.78")
    assert [row.principal for row in table.rows[30:34]] == list(map(_cny, ("1959.95", "1964.20", "1968.45", "1972.72")))
    assert table.rows[33].due == dt.date(2026, 11, 20)
    assert attempt.reference == "48210934"
    assert attempt.amount_requested == _cny("4003.40")
    assert (present(attempt.split).principal, present(attempt.split).interest) == (_cny("1972.72"), _cny("2030.68"))
    assert present(present(attempt.retry).at).isoformat() == "2026-11-20T22:30:00+08:00"
    assert _one(story, Instrument).expires_on == dt.date(2029, 3, 31)
    expiry = next(contact for contact in story.records if isinstance(contact, Contact) and contact.field == "id_expiry")
    assert expiry.value == "2026-12-02"
    assert present(loan.repricing).next_on == dt.date(2027, 1, 1)
    assert next(row.n for row in table.rows if row.forecast) == 36


@pytest.mark.parametrize("name", FAILED_AND_PLANNED)
def test_a_failed_debit_with_a_plan(name: str) -> None:
    attempt = _newest(build_story(name, NOON))
    assert HopStatus.DECLINED in {hop.status for hop in attempt.hops}
    assert attempt.posting is None
    assert present(attempt.reason).code
    assert present(attempt.retry).decision is RetryDecision.PLANNED
    assert present(attempt.retry).decided_by is Party.LENDER


@pytest.mark.parametrize("name", FAILED_AND_CLOSED)
def test_a_failed_debit_without_a_plan(name: str) -> None:
    attempt = _newest(build_story(name, NOON))
    assert HopStatus.DECLINED in {hop.status for hop in attempt.hops}
    assert attempt.posting is None
    assert present(attempt.reason).code
    assert present(attempt.retry).decision is RetryDecision.NONE


def test_the_facts_behind_the_causes() -> None:
    def newest(name: str) -> DebitAttempt:
        return _newest(build_story(name, NOON))

    assert present(present(newest("card_expired").instrument).expires_on) < NOON.date()
    assert present(newest("card_lost").instrument).status is InstrumentStatus.LOST
    assert present(newest("mandate_revoked").mandate).status is MandateStatus.REVOKED
    assert present(newest("mandate_missing").mandate).status is MandateStatus.MISSING
    assert newest("limit_class_two").amount_requested > _cny("10000.00")
    assert present(newest("limit_class_two").instrument).same_bank_as_lender is False
    assert newest("lender_fault").hops[2].status is HopStatus.NOT_REACHED
    outage = _one(build_story("bank_down", NOON), Outage)
    assert outage.since < present(newest("bank_down").attempted_at) < present(outage.until)


def test_id_and_phone_facts() -> None:
    def contact(name: str, field: ContactField) -> Contact:
        return next(one for one in build_story(name, NOON).records if isinstance(one, Contact) and one.field is field)

    assert dt.date.fromisoformat(contact("id_expired", ContactField.ID_EXPIRY).value) < NOON.date()
    phone = contact("phone_mismatch", ContactField.PHONE)
    assert phone.updated_at < present(phone.bank_value_changed_at) < NOON


def test_open_outcomes_carry_a_promise() -> None:
    unanswered = _newest(build_story("channel_timeout", NOON))
    assert unanswered.hops[2].status is HopStatus.NO_ANSWER
    assert unanswered.amount_debited is None
    assert present(unanswered.outcome_promise).until.isoformat() == "2026-11-20T18:00:00+08:00"
    assert present(unanswered.outcome_promise).counts_as_late is False
    taken = _newest(build_story("debited_not_posted", NOON))
    assert taken.bank_debited_at
    assert taken.posting is None
    assert taken.outcome_promise
    twice = _newest(build_story("debited_twice", NOON))
    assert twice.duplicate_of
    assert twice.bank_debited_at


def test_a_part_and_a_reversal() -> None:
    part = _newest(build_story("partly_debited", NOON))
    assert part.amount_debited == present(part.posting).amount == _cny("1500.00")
    back = _newest(build_story("reversed", NOON))
    posting, reversal = present(back.posting), present(back.reversal)
    assert posting.at < reversal.at
    assert reversal.amount == posting.amount


def test_arrears_and_penalty_are_exact() -> None:
    story = build_story("overdue_40_days", NOON)
    rows = _one(story, InstallmentTable).rows
    overdue = [row for row in rows if row.paid is None and row.due <= NOON.date()]
    assert [(row.n, (NOON.date() - row.due).days) for row in overdue] == [(34, 40), (35, 9)]
    # 4,003.40 × 3.90 % ÷ 360 = 0.433701… a day
    assert [row.penalty for row in overdue] == [_cny("17.35"), _cny("3.90")]
    attempt = _newest(story)
    assert attempt.installments == (34, 35)
    assert attempt.amount_requested == _cny("8028.05")
    assert present(attempt.split).carried_arrears == _cny("4003.40")
    assert present(_newest(build_story("insufficient_by_penalty", NOON)).split).penalty == _cny("0.43")


def test_a_first_timer_has_no_debit_yet() -> None:
    story = build_story("first_debit", NOON)
    assert not [record for record in story.records if isinstance(record, DebitAttempt)]
    assert _one(story, Loan).outstanding_principal == _one(story, Loan).principal
    assert _one(story, Loan).first_due_on == dt.date(2026, 11, 25)


def test_yen_have_no_minor_units_and_their_lender_its_own_zone() -> None:
    story = build_story("other_currency", NOON)
    assert (story.discovery.currency, story.discovery.zone) == ("JPY", "Asia/Tokyo")
    assert _one(story, Loan).principal == Money(30_000_000, "JPY")
    assert story.start == NOON


def test_a_repricing_lowers_the_installment_and_is_told() -> None:
    story = build_story("repriced", NOON)
    loan, rows = _one(story, Loan), _one(story, InstallmentTable).rows
    assert [change.annual_rate for change in loan.rate_changes] == ["3.05", "2.70", "2.60"]
    assert loan.rate_changes[0].on == loan.disbursed_on
    assert loan.annual_rate == "2.60"
    old, new = rows[33], rows[34]
    assert old.due < loan.rate_changes[-1].on < new.due
    assert new.payment < old.payment
    # 11 November to 1 December is 20 of the 30 days of the period.
    exact = old.balance.to_decimal() * (Decimal("2.70") * 10 + Decimal("2.60") * 20) / 30 / 1200
    assert new.interest.to_decimal() == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_fund_rate_changes_on_the_first_of_january_for_certain() -> None:
    story = build_story("provident_fund_january", NOON)
    loan, rows = _one(story, Loan), _one(story, InstallmentTable).rows
    assert loan.annual_rate == "2.85"
    assert (loan.rate_changes[-1].on, loan.rate_changes[-1].annual_rate) == (dt.date(2027, 1, 1), "2.60")
    upcoming = [row for row in rows if row.due > NOON.date()]
    assert upcoming[1].payment < upcoming[0].payment
    assert not upcoming[1].forecast
    assert rows[-1].forecast


def test_the_wrong_table_charges_the_old_rate_for_one_month() -> None:
    story = build_story("table_wrong", NOON)
    loan, rows = _one(story, Loan), _one(story, InstallmentTable).rows
    charged = next(row for row in rows if row.due > loan.rate_changes[-1].on)
    before = rows[charged.n - 2].balance.to_decimal()
    right, wrong = (
        (before * Decimal(rate) / 1200).quantize(Decimal("0.01"), ROUND_HALF_UP) for rate in ("2.60", "2.70")
    )
    assert charged.interest.to_decimal() == wrong != right
    assert charged.paid


def test_a_prepayment_shortens_the_term_and_leaves_the_installment() -> None:
    story = build_story("prepaid", NOON)
    loan, rows = _one(story, Loan), _one(story, InstallmentTable).rows
    assert len(rows) < loan.number_of_installments
    assert {row.payment for row in rows[:-1]} == {_cny("4003.40")}
    assert rows[-1].payment <= _cny("4003.40")
    assert loan.prepayments[0].on < NOON.date()


def test_flat_interest_stays_on_the_first_principal() -> None:
    story = build_story("flat_consumer_loan", NOON)
    rows = _one(story, InstallmentTable).rows
    assert {row.interest for row in rows} == {_cny("360.00")}
    assert {row.principal for row in rows} == {_cny("2500.00")}
    assert _one(story, Loan).fees[0].amount == _cny("1200.00")


def test_a_combined_loan_is_one_household_with_two_cards() -> None:
    story = build_story("combined_one_part_failed", NOON)
    loans = [record for record in story.records if isinstance(record, Loan)]
    assert len({loan.household for loan in loans}) == 1
    assert len({loan.instrument_id for loan in loans}) == 2
    open_today = {
        table.loan_id
        for table in story.records
        if isinstance(table, InstallmentTable)
        and any(row.paid is None and row.due <= NOON.date() for row in table.rows)
    }
    assert open_today == {"loan-commercial"}


def test_heavy_is_heavy_and_quick() -> None:
    began = time.perf_counter()
    story = build_story("heavy", NOON)
    seconds = time.perf_counter() - began
    tables = [record for record in story.records if isinstance(record, InstallmentTable)]
    assert len(tables) == 30
    assert sum(len(table.rows) for table in tables) == 10_800
    assert sum(isinstance(record, DebitAttempt) for record in story.records) == 5_000
    assert seconds < 2


def test_what_happens_by_itself_ends_well_where_it_should() -> None:
    for name in ("insufficient_funds", "channel_timeout", "debited_not_posted", "lender_fault", "partly_debited"):
        story = build_story(name, NOON)
        last = story.happenings[-1]
        table = next(record for record in last.upsert if isinstance(record, InstallmentTable))
        assert table.rows[33].paid == table.rows[33].payment, name
        attempt = next(one for one in last.upsert if isinstance(one, DebitAttempt))
        assert present(attempt.posting).at <= last.at


def test_a_retry_is_on_its_way_before_it_is_posted() -> None:
    on_its_way, posted = build_story("insufficient_funds", NOON).happenings
    (attempt,) = on_its_way.upsert
    assert isinstance(attempt, DebitAttempt)
    assert attempt.hops[2].status is HopStatus.PROCESSING
    assert present(attempt.hops[2].at) <= on_its_way.at
    assert attempt.posting is None
    assert attempt.bank_debited_at is None
    assert attempt.amount_debited is None
    assert posted.at - on_its_way.at < dt.timedelta(minutes=5)
    in_the_books = posted.upsert[0]
    assert isinstance(in_the_books, DebitAttempt)
    assert (in_the_books.id, in_the_books.source_version) == (attempt.id, attempt.source_version + 1)


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("insufficient_funds", "3.90"),
        ("provident_fund_january", "4.275"),
        ("legal_hold", "12.60"),
        ("other_currency", "1.80"),
    ],
)
def test_the_penalty_rate_is_one_and_a_half_times_the_contract_rate(name: str, rate: str) -> None:
    assert _one(build_story(name, NOON), Loan).late_terms.penalty_annual_rate == rate


def test_every_code_stands_in_the_catalogue() -> None:
    folder = resource_files.path_of("reason-codes")
    if not folder.is_dir():
        pytest.skip("the catalogue of reason codes is not there yet")
    known = {
        (row.get("rail"), row.get("code_list") or "", row.get("code"))
        for file in folder.rglob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    }
    for name in story_names():
        for attempt in (record for record in build_story(name, NOON).records if isinstance(record, DebitAttempt)):
            if attempt.reason and attempt.reason.code is not None:
                assert (attempt.rail, attempt.reason.code_list or "", attempt.reason.code) in known, name


def test_months_are_counted_from_the_first_due_date() -> None:
    assert first_due_for(dt.date(2026, 11, 20), 34) == (34, dt.date(2024, 2, 20))
    number, first = first_due_for(dt.date(2027, 1, 31), 34)
    assert number != 34
    assert add_months(first, number - 1) == dt.date(2027, 1, 31)
    assert add_months(dt.date(2027, 1, 31), 1) == dt.date(2027, 2, 28)
