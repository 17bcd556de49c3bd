"""The plan for today: never a step that pays while anything is open; otherwise nobody who follows it becomes late where
the records show a way not to be; and every story's plan, hour by hour.
"""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.debits.explain_json import explain_from_json
from borrower_app.debits.explanation import explain
from borrower_app.debits.facts import DebitFacts, LaterFacts, ManualWay
from borrower_app.debits.standing import FAILED, OPEN_STATES, OWED_STATES
from borrower_app.debits.verdict import Explanation, PlanForToday, StepKind
from borrower_app.reason_catalogue import reason_catalogue
from borrower_app.records.enums import RetryDecision
from borrower_app.sandbox.stories import story_names
from tests.debits.strategies import SHANGHAI, debit_facts
from tests.support.story_snapshot import NOON, reading_of

CATALOGUE = reason_catalogue()
way_names = st.sampled_from(["手机银行", "网点"])
closing_hours = st.sampled_from(["", "09:00", "17:00", "24:00"])
ways = st.lists(st.builds(ManualWay, name=way_names, until=closing_hours), max_size=3).map(tuple)
facts_with_ways = st.builds(lambda facts, named: msgspec.structs.replace(facts, ways=named), debit_facts, ways)


def is_open(told: Explanation, facts: DebitFacts) -> bool:
    """Money may be under way, has left, or a planned debit has brought no news; said without the plan's rules."""
    retry = facts.retry
    passed = (
        retry is not None
        and retry.decision is RetryDecision.PLANNED
        and retry.at is not None
        and facts.now is not None
        and retry.at <= facts.now
    )
    return told.outcome_open or (told.state in OWED_STATES and passed)


@settings(max_examples=250, deadline=None)
@given(facts_with_ways)
def test_no_step_pays_while_anything_is_open(facts: DebitFacts) -> None:
    told = explain(facts, CATALOGUE)
    if is_open(told, facts):
        assert not any(step.pays for step in told.plan.steps), told.plan
    if told.state in OPEN_STATES:
        assert told.plan.first.kind is StepKind.DO_NOT_PAY
        assert told.plan.steps[-1].kind is StepKind.ASK_LENDER
    if told.state in OWED_STATES and facts.later.is_paid:
        assert told.plan.first.kind is StepKind.NOTHING


def last_moment(facts: DebitFacts) -> dt.datetime | None:
    """The end of the last day on which paying is surely on time, counted here anew."""
    if facts.due_on is None or facts.now is None:
        return None
    grace = facts.late_terms.grace_days if facts.late_terms is not None and facts.late_terms.grace_days else 0
    midnight = dt.datetime.combine(facts.due_on + dt.timedelta(days=grace + 1), dt.time())
    return midnight.replace(tzinfo=facts.zone or facts.now.tzinfo)


def _near_the_deadline(facts: DebitFacts, days: int, hour: int, closed: bool) -> DebitFacts:
    """Random facts moved to where it matters: a due date that is today or near, a failure that nothing outweighs."""
    due = facts.due_on or dt.date(2026, 11, 20)
    now = dt.datetime.combine(due, dt.time(hour, 7)).replace(tzinfo=SHANGHAI) - dt.timedelta(days=days)
    booked: dict[str, object] = {"bank_debited_at": None, "posted_at": None, "reversed_at": None, "hops": ()}
    changes: dict[str, object] = {"due_on": due, "now": now, "later": LaterFacts(), "zone": SHANGHAI}
    return msgspec.structs.replace(facts, **changes, **(booked if closed else {}))


near = st.builds(_near_the_deadline, facts_with_ways, st.integers(-2, 4), st.integers(0, 23), st.booleans())


@settings(max_examples=300, deadline=None)
@given(near)
def test_who_follows_the_first_step_is_not_late_where_there_is_a_way(facts: DebitFacts) -> None:
    """A way: one of the lender's that is open before the last moment. A step that does not pay itself comes first only
    where the plan pays later, after a debit that lies before that moment, or where days are left.
    """
    told = explain(facts, CATALOGUE)
    end = last_moment(facts)
    if told.state not in FAILED or is_open(told, facts) or facts.later.is_paid or facts.later.tried_at is not None:
        return
    if end is None or facts.now is None or facts.now >= end or not any(way.until != "09:00" for way in facts.ways):
        return
    now = facts.now.astimezone(facts.zone or facts.now.tzinfo)
    if (end - dt.timedelta(days=1)).date() == now.date() and now.hour >= 17 and not _open_at_night(facts):
        return
    first = told.plan.first
    if first.pays:
        assert first.until is None or first.until.at <= end
        return
    retry = facts.retry
    ahead = retry is not None and retry.decision is RetryDecision.PLANNED and retry.at is not None and retry.at < end
    later = [step for step in told.plan.steps[1:] if step.kind is StepKind.PAY_BY_HAND]
    days_left = now.date() < (end - dt.timedelta(days=1)).date()
    assert ahead or (days_left and later), (told.plan, facts)


def _open_at_night(facts: DebitFacts) -> bool:
    return any(way.until in ("", "24:00") for way in facts.ways)


@settings(max_examples=200, deadline=None)
@given(facts_with_ways)
def test_a_plan_is_whole(facts: DebitFacts) -> None:
    plan = explain(facts, CATALOGUE).plan
    assert plan.steps
    assert plan == explain(msgspec.structs.replace(facts), CATALOGUE).plan
    for step in plan.steps:
        assert step.words.zh.strip()
        assert step.words.en.strip()
        assert facts.now is None or step.until is None or step.until.at > facts.now
    assert not plan.first.if_needed
    # Only one step moves money by hand, and only one puts it on the card.
    assert sum(step.kind is StepKind.PAY_BY_HAND for step in plan.steps) <= 1
    assert sum(step.kind is StepKind.PUT_MONEY_IN for step in plan.steps) <= 1


def plan_of(story: str, later: dt.timedelta = dt.timedelta(0)) -> PlanForToday:
    from borrower_app.presentation.reading.urgent_debits import urgent_attempts

    reading = reading_of(story, later=later)
    return reading.explanation(urgent_attempts(reading)[0]).plan


def kinds(plan: PlanForToday) -> list[str]:
    return [step.kind.value for step in plan.steps]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("insufficient_funds", ["put_money_in", "pay_by_hand"]),
        ("partly_debited", ["put_money_in", "pay_by_hand"]),
        ("channel_timeout", ["do_not_pay", "ask_lender"]),
        ("debited_not_posted", ["do_not_pay", "ask_lender"]),
        ("still_processing", ["do_not_pay", "ask_lender"]),
        ("debited_twice", ["wait", "ask_lender"]),
        ("bank_down", ["wait", "pay_by_hand"]),
        ("mandate_revoked", ["pay_by_hand", "sign_mandate"]),
        ("card_expired", ["pay_by_hand", "change_card"]),
        ("risk_hold", ["pay_by_hand", "ask_bank"]),
        ("do_not_honor", ["pay_by_hand", "ask_bank"]),
        ("customer_stop", ["pay_by_hand", "ask_bank"]),
        ("phone_mismatch", ["pay_by_hand", "correct_details"]),
        ("channel_down", ["pay_by_hand"]),
        ("only_a_sentence", ["pay_by_hand"]),
        ("limit_daily", ["ask_bank", "pay_by_hand"]),
    ],
)
def test_each_story_has_its_steps(story: str, expected: list[str]) -> None:
    assert kinds(plan_of(story)) == expected


def test_paying_by_hand_names_amount_hour_and_only_the_ways_still_open() -> None:
    at_noon = plan_of("risk_hold").first
    assert at_noon.words.zh.startswith("今天（周五）24:00 前，请自己还 4,003.40 元")
    assert "可以用：示例银行手机银行（到 24:00）、网点柜台（到 17:00）。" in at_noon.words.zh
    assert at_noon.limits.zh == ""
    in_the_evening = plan_of("risk_hold", later=dt.timedelta(hours=6)).first
    assert "手机银行（到 24:00）" in in_the_evening.words.zh
    assert "网点" not in in_the_evening.words.zh
    assert at_noon.until is not None
    assert at_noon.until.at == dt.datetime(2026, 11, 21, tzinfo=NOON.tzinfo)


def test_news_that_is_missing_is_asked_for_and_old_news_says_so() -> None:
    assert kinds(plan_of("insufficient_funds", later=dt.timedelta(days=3))) == ["see_news", "ask_lender"]
    old = plan_of("risk_hold", later=dt.timedelta(days=3))
    assert kinds(old) == ["see_news", "pay_by_hand"]
    assert old.steps[1].if_needed


def test_a_promise_that_has_passed_is_to_be_asked_about_now() -> None:
    late = plan_of("channel_timeout", later=dt.timedelta(hours=7)).steps[1]
    assert not late.if_needed
    assert "时间已经过了" in late.words.zh


@pytest.mark.parametrize("story", story_names())
@pytest.mark.parametrize("hours", [0, 5, 11, 24, 24 * 5])
def test_no_story_at_any_hour_pays_while_open(story: str, hours: int) -> None:
    from borrower_app.presentation.reading.urgent_debits import urgent_attempts

    reading = reading_of(story, later=dt.timedelta(hours=hours))
    for attempt in urgent_attempts(reading)[:3]:
        told = reading.explanation(attempt)
        if is_open(told, reading.facts(attempt)):
            assert not any(step.pays for step in told.plan.steps)


def test_a_script_gives_the_lenders_words_and_gets_the_steps() -> None:
    facts: dict[str, object] = {
        "rail": "unionpay",
        "code_list": "pos",
        "code": "34",
        "amount": "4003.40",
        "attempted_at": "2026-11-20T08:01:12+08:00",
        "now": "2026-11-20T09:00:00+08:00",
        "late_terms": {"due_on": "2026-11-20", "grace_days": 0},
        "lender": {
            "name": "示例银行",
            "plans_retry": False,
            "pay_by_hand": [{"name": "手机银行", "until": "24:00"}, {"name": "网点", "until": "08:30"}],
        },
    }
    plan = explain_from_json(facts, CATALOGUE)["plan"]
    first = plan["steps"][0]
    assert (first["kind"], first["pays"], first["amount"]) == ("pay_by_hand", True, "4003.40")
    assert first["until"] == {"on": "2026-11-20", "clock": "24:00", "at": "2026-11-21T00:00:00+08:00"}
    assert "网点" not in first["zh"]
    assert plan["steps"][1]["kind"] == "ask_bank"
    strange: tuple[dict[str, object], ...] = (
        {"pay_by_hand": [{"name": "x", "until": "25:00"}]},
        {"plans_retry": "yes"},
        {"pay": []},
    )
    for wrong in strange:
        with pytest.raises(ValueError, match="lender"):
            explain_from_json(facts | {"lender": wrong}, CATALOGUE)
