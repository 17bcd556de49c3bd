"""What each story's pages say: the promises of the design, checked on the words a borrower reads."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest

from borrower_app.debits.verdict import AttemptState, CauseClass, Certainty
from borrower_app.presentation.cards.cards import cards_view
from borrower_app.presentation.contact.contact import contact_view, full_value
from borrower_app.presentation.debits.attempt import OPEN_STATES, attempt_view
from borrower_app.presentation.debits.debits import debits_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.messages.messages import messages_view
from borrower_app.presentation.reading.planned_debits import planned_debits
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.schedule import schedule_view
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import NOON, reading_of

PAY = re.compile(r"请往|请存|存够|至少有|have at least|Put at least|Pay by hand|请自己还", re.IGNORECASE)
CARD_NUMBER = re.compile(r"(?<![0-9.,-])[0-9](?:[ -]?[0-9]){11,}(?![0-9])")
EXPECTED = {
    "insufficient_funds": (AttemptState.FAILED_RETRY_PLANNED, CauseClass.INSUFFICIENT_FUNDS, Certainty.STATED),
    "channel_timeout": (AttemptState.OUTCOME_UNKNOWN, CauseClass.BANK_TECHNICAL, Certainty.STATED),
    "do_not_honor": (AttemptState.FAILED_NEEDS_YOU, CauseClass.UNKNOWN, Certainty.UNKNOWN),
    "mandate_revoked": (AttemptState.FAILED_NEEDS_YOU, CauseClass.MANDATE_MISSING_OR_REVOKED, Certainty.STATED),
    "card_expired": (AttemptState.FAILED_NEEDS_YOU, CauseClass.CARD_EXPIRED_OR_LOST, Certainty.STATED),
    "limit_class_two": (AttemptState.FAILED_NEEDS_YOU, CauseClass.LIMIT_EXCEEDED, Certainty.STATED),
    "risk_hold": (AttemptState.FAILED_NEEDS_YOU, CauseClass.RISK_OR_COMPLIANCE_HOLD, Certainty.STATED),
    "debited_not_posted": (AttemptState.DEBITED_NOT_POSTED, None, None),
    "partly_debited": (AttemptState.PARTLY_DEBITED, None, None),
    "reversed": (AttemptState.REVERSED, None, None),
    "debited_twice": (AttemptState.DUPLICATE, None, None),
}


def words_of(view: object) -> str:
    """Every text of a view."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.extend([value] if value else [])
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list | tuple):
            for item in value:
                walk(item)

    walk(msgspec.to_builtins(view))
    return "\n".join(found)


def _all_views(reading: Reading) -> list[object]:
    views: list[object] = [home_view(reading), debits_view(reading), cards_view(reading), contact_view(reading)]
    views.append(messages_view(reading))
    for held in reading.snapshot.loans[:3]:
        table = reading.snapshot.tables[held.record.id].record
        views.append(schedule_view(reading, held.record.id, audit_of(held.record, table)))
        views += [what_if_view(reading, held.record.id, None), check_view(reading, held.record.id)]
    views += [attempt_view(reading, held.record.id) for held in reading.snapshot.attempts[:6]]
    return views


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_no_page_shows_a_long_number_or_a_raw_placeholder(name: str, language: str) -> None:
    for view in _all_views(reading_of(name, language)):
        words = words_of(view)
        assert not CARD_NUMBER.search(re.sub(r"\d{4}-\d{2}-\d{2}|\d{4} \d{4}", "", words))
        assert "{" not in words
        assert "|AMOUNT|" not in words


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_story_is_judged_as_it_is_told(name: str) -> None:
    reading = reading_of(name)
    state, cause, certainty = EXPECTED[name]
    told = {reading.explanation(attempt).state: reading.explanation(attempt) for attempt in urgent_attempts(reading)}
    assert state in told
    if cause is not None:
        assert (told[state].cause, told[state].certainty) == (cause, certainty)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["channel_timeout", "debited_not_posted"])
def test_an_open_outcome_never_says_to_pay(name: str, language: str) -> None:
    reading = reading_of(name, language)
    attempt = urgent_attempts(reading)[0]
    assert reading.explanation(attempt).state in OPEN_STATES
    view = attempt_view(reading, attempt.id)
    assert view is not None
    assert not PAY.search(words_of((view.lead, view.told, view.nexts, view.others, view.meanings)))
    assert not PAY.search(words_of(home_view(reading).status))
    assert view.hops_first


@pytest.mark.parametrize("language", ["zh", "en"])
def test_home_names_card_amount_time_and_who_plans_it(language: str) -> None:
    view = home_view(reading_of("insufficient_funds", language))
    lead = words_of(view.status.lead)
    for part in ("1234", "工商银行", "4,003.40", "22:30", "示例银行"):
        assert part in lead
    assert "4821 0934" in words_of(view.hotline)
    assert len(view.planned) == 2


def test_a_plan_whose_time_has_passed_is_no_news() -> None:
    reading = reading_of("insufficient_funds", later=dt.timedelta(hours=11))
    assert "结果还没有取到" in words_of(home_view(reading).planned)
    view = attempt_view(reading, urgent_attempts(reading)[0].id)
    assert view is not None
    assert "原计划" in words_of(view.nexts)


def test_the_same_bank_outside_is_told_as_nothing_you_did() -> None:
    reading = reading_of("lender_fault")
    attempt = urgent_attempts(reading)[0]
    assert reading.explanation(attempt).zh.what_happened.startswith("不是您的操作造成的")


def test_evidence_adds_up_and_names_who_said_it() -> None:
    reading = reading_of("insufficient_funds")
    view = attempt_view(reading, urgent_attempts(reading)[0].id)
    assert view is not None
    words = words_of(view.evidence)
    assert "工商银行：\n代码 51「资金不足」" in words
    principal, interest = re.search(r"本金 ([\d,.]+) \+ 利息 ([\d,.]+)", words).groups()  # type: ignore[union-attr]
    cents = [int(part.replace(",", "").replace(".", "")) for part in (principal, interest)]
    assert sum(cents) == 400_340


def test_the_wrong_table_is_found_and_the_right_ones_agree() -> None:
    for name in ("all_well", "repriced", "prepaid", "other_currency", "flat_consumer_loan"):
        reading = reading_of(name)
        held = reading.snapshot.loans[0].record
        assert audit_of(held, reading.snapshot.tables[held.id].record).agrees is True, name
    reading = reading_of("table_wrong")
    held = reading.snapshot.loans[0].record
    finding = audit_of(held, reading.snapshot.tables[held.id].record)
    view = schedule_view(reading, "", finding)
    assert finding.agrees is False
    assert view.pill is not None
    assert view.pill.tone == "caution"
    assert any("从第 33 期起" in words_of(line) for line in view.notes)


def test_schedule_shows_the_current_row_and_links_it() -> None:
    reading = reading_of("insufficient_funds")
    view = schedule_view(reading, "", None)
    (now,) = [row for row in view.rows if row.kind == "now"]
    assert now.attempt_id == urgent_attempts(reading)[0].id
    assert now.cells[1] == "2026-11-20"
    assert 0 <= view.rows.index(now) - view.first_shown <= 4


def test_a_combined_loan_has_a_household_total() -> None:
    reading = reading_of("combined_one_part_failed")
    loans = home_view(reading).loans
    parts = [held.record.outstanding_principal.minor for held in reading.snapshot.loans]
    assert loans[0].figure == f"{sum(parts) / 100:,.2f} 元"
    assert len(loans) == 1 + len(parts)


def test_details_are_masked_and_id_numbers_never_revealed() -> None:
    reading = reading_of("all_well")
    words = words_of(contact_view(reading))
    for held in reading.snapshot.contacts:
        contact = held.record
        if contact.field.value in ("phone", "email", "address", "name"):
            assert contact.value not in words
            assert full_value(reading, contact.id, contact.field.value) == contact.value
        if contact.field.value == "id_number":
            assert full_value(reading, contact.id, "id_number") is None


def test_the_heavy_story_reads_in_time() -> None:
    reading = reading_of("heavy")
    planned = planned_debits(reading)
    assert len(planned) >= 29
    view = home_view(reading)
    assert len(view.loans) == 6
    assert view.more_loans is not None
    assert "30" in view.more_loans.text
    assert sum(len(group.rows) for group in debits_view(reading).groups) == 200


def test_without_records_nothing_is_made_up() -> None:
    reading = reading_of("first_debit")
    view = home_view(reading)
    assert view.status.pill.tone == "good"
    assert "第一次" in words_of(view.status)
    assert NOON.date().isoformat() not in words_of(view.status)


@pytest.mark.parametrize(
    ("story", "guide"),
    [
        ("card_expired", "C-2"),
        ("card_lost", "C-2"),
        ("mandate_revoked", "C-3"),
        ("limit_class_two", "C-2"),
        ("phone_mismatch", "P-2"),
    ],
)
def test_what_has_to_be_put_right_stands_before_another_debit(story: str, guide: str) -> None:
    reading = reading_of(story)
    failed = next(
        held.record
        for held in reading.snapshot.attempts
        if reading.explanation(held.record).state.value == "failed_needs_you"
    )
    view = attempt_view(reading, failed.id)
    assert view is not None
    codes = [action.opens.code for action in view.actions]
    # What keeps the installment from being late stands before what mends the cause.
    assert codes[:2] == ["E-2", guide]
    if "C-5" in codes:
        assert "办好之后" in view.actions[codes.index("C-5")].text
