"""Nothing a story has on record lies in the future, and everything it plans does."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from borrower_app.records.correspondence import Message, Notice, Request
from borrower_app.records.debit import DebitAttempt, Outage
from borrower_app.records.enums import HopStatus, RetryDecision
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.sandbox.stories import Story
from tests.sandbox.stories.stages import Stage
from tests.support.present import present

OVERDUE_BY_DESIGN = {"insufficient_by_penalty", "overdue_40_days"}
NO_TIME = {HopStatus.NO_ANSWER, HopStatus.NOT_REACHED}


def test_happenings_come_after_the_start_in_order(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        times = [happening.at for happening in story.happenings]
        assert times == sorted(times)
        assert all(story.start < at <= story.start + dt.timedelta(days=45) for at in times), story.start


def test_nothing_on_record_lies_in_the_future(stages: list[Stage]) -> None:
    for stage in stages:
        for attempt in stage.of(DebitAttempt):
            times = [attempt.attempted_at, attempt.bank_debited_at, *(hop.at for hop in attempt.hops)]
            times += [booking.at for booking in (attempt.posting, attempt.reversal) if booking]
            times += [attempt.reason.at] if attempt.reason else []
            times += [attempt.retry.decided_at] if attempt.retry else []
            times += [attempt.outcome_promise.promised_at] if attempt.outcome_promise else []
            assert all(at <= stage.now for at in times if at), (str(stage), attempt.id)
        letters = [letter.at for letter in stage.of(Message)]
        letters += [notice.at for notice in stage.of(Notice)]
        letters += [outage.since for outage in stage.of(Outage)]
        letters += [table.stated_at for table in stage.of(InstallmentTable)]
        letters += [request.submitted_at for request in stage.of(Request)]
        assert all(at <= stage.now for at in letters), stage


def test_a_planned_retry_lies_ahead_or_has_happened(stages: list[Stage]) -> None:
    for stage in stages:
        attempts = stage.of(DebitAttempt)
        for attempt in attempts:
            if not attempt.retry or attempt.retry.decision is not RetryDecision.PLANNED:
                continue
            followed = any(
                other.loan_id == attempt.loan_id
                and attempt.installments[0] in other.installments
                and other.planned_at > attempt.planned_at
                for other in attempts
            )
            ahead = present(attempt.retry.at) - stage.now
            assert followed or dt.timedelta(0) < ahead < dt.timedelta(days=32), (str(stage), attempt.id)


def test_the_steps_of_a_debit_follow_each_other(stages: list[Stage]) -> None:
    for stage in stages:
        for attempt in stage.of(DebitAttempt):
            assert [hop.party for hop in attempt.hops] == ["lender", "channel", "bank"], stage
            for hop in attempt.hops:
                assert (hop.at is None) == (hop.status in NO_TIME), stage
            tried = present(attempt.attempted_at)
            times = [attempt.planned_at, tried, *(hop.at for hop in attempt.hops if hop.at)]
            times += [attempt.posting.at] if attempt.posting else []
            times += [attempt.reversal.at] if attempt.reversal else []
            assert times == sorted(times), (str(stage), attempt.id)


def test_promises_lie_ahead_and_no_plan_is_stale_at_the_start(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        for record in story.records:
            if isinstance(record, DebitAttempt) and record.outcome_promise:
                assert story.start < record.outcome_promise.until <= story.start + dt.timedelta(days=3)
            if isinstance(record, Loan) and record.repricing:
                assert record.repricing.next_on > story.start.date()


def test_nothing_becomes_overdue_by_the_hour_of_the_start(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        if story.name in OVERDUE_BY_DESIGN:
            continue
        loans = {record.id: record for record in story.records if isinstance(record, Loan)}
        for table in (record for record in story.records if isinstance(record, InstallmentTable)):
            grace = dt.timedelta(days=present(loans[table.loan_id].late_terms.grace_days))
            for row in table.rows:
                if row.paid is None or row.paid < row.payment:
                    assert row.due + grace >= story.start.date(), (story.name, story.start)


def test_instants_are_told_in_the_lenders_zone(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        zone = zoneinfo.ZoneInfo(story.discovery.zone)
        assert story.start.utcoffset() == story.start.astimezone(zone).utcoffset()
        for record in story.records:
            if isinstance(record, DebitAttempt):
                for at in (record.planned_at, record.attempted_at, record.retry.at if record.retry else None):
                    assert at is None or at.utcoffset() == at.astimezone(zone).utcoffset()


def test_the_newest_debit_is_of_these_days(tellings: tuple[Story, ...]) -> None:
    for story in tellings:
        planned = [record.planned_at for record in story.records if isinstance(record, DebitAttempt)]
        if planned:
            assert story.start - max(planned) < dt.timedelta(days=32), story.name
