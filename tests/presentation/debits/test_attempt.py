"""D-2 in every story: what it asks for, what it never asks for, what can be wished, where each line leads."""

from __future__ import annotations

import datetime as dt
import json
import re

import msgspec
import pytest

from borrower_app.contract.operation_values import PenaltyWaiverRequest, RequestDebitRetry
from borrower_app.contract.snapshot import Held, OutboxState, PendingOperation
from borrower_app.debits.standing import OPEN_STATES
from borrower_app.debits.verdict import AttemptState, CauseClass
from borrower_app.lending.money import Money
from borrower_app.presentation.debits.attempt import attempt_view
from borrower_app.presentation.debits.debits import debits_view
from borrower_app.presentation.debits.views import AttemptView
from borrower_app.presentation.home.checks import checks_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.intents import AskForReview, AskForWaiver, OpenPage, RemindAbout, SyncNow
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.records.ask import ask_view
from borrower_app.presentation.records.record import record_view
from borrower_app.presentation.words.parts import Line
from borrower_app.records.correspondence import Request
from borrower_app.records.debit import DebitAttempt, MandateOnTheDay, Reason
from borrower_app.records.enums import MandateStatus, Party, RequestStatus
from borrower_app.sandbox.stories import story_names
from tests.support.story_snapshot import NOON, reading_of

PAY = re.compile(
    r"请往|请存|存够|存进|至少有|卡里有|请自己还|Pay by hand|have at least|have CNY|Put at least", re.IGNORECASE
)


def the_attempt(reading: Reading) -> DebitAttempt:
    return urgent_attempts(reading)[0]


def page(reading: Reading, attempt: DebitAttempt | None = None) -> AttemptView:
    view = attempt_view(reading, (attempt or the_attempt(reading)).id)
    assert view is not None
    return view


def words(lines: tuple[Line, ...]) -> str:
    return "\n".join("".join(piece.text for piece in line.words) for line in lines)


def step_words(view: AttemptView) -> str:
    told = ["".join(piece.text for piece in sentence) for sentence in (view.lead, *view.told)]
    return "\n".join([*told, words(view.nexts), words(view.others)])


def with_attempt(reading: Reading, changed: DebitAttempt) -> Reading:
    """The same moment with another version of one attempt."""
    attempts = tuple(
        Held(changed, held.version + 1) if held.record.id == changed.id else held for held in reading.snapshot.attempts
    )
    return _with(reading, attempts=attempts)


def _with(reading: Reading, **parts: object) -> Reading:
    fields = {name: getattr(reading.snapshot, name) for name in type(reading.snapshot).__slots__} | parts
    return Reading(
        type(reading.snapshot)(**fields), reading.now, reading.today, False, reading.language, reading.catalogue
    )


def _ways_out(view: object) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            address = value["address"] if value.get("type") == "OpenPage" else {}
            if address.get("code") in ("E-1", "E-2", "D-2"):
                found.append((str(address["code"]), str(address["subject"])))
            for item in value.values():
                walk(item)
        elif isinstance(value, list | tuple):
            for item in value:
                walk(item)

    walk(msgspec.to_builtins(view))
    return found


def test_the_stories_show_every_cause_and_every_state() -> None:
    causes: set[CauseClass] = set()
    states: set[AttemptState] = set()
    for name in story_names():
        reading = reading_of(name)
        for held in reading.snapshot.attempts[:20]:
            told = reading.explanation(held.record)
            causes.add(told.cause)
            states.add(told.state)
    assert causes == set(CauseClass)
    # The last two stand for "no attempt was made".
    assert states == set(AttemptState) - {AttemptState.NOT_DUE, AttemptState.DUE_NOT_TRIED}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", story_names())
def test_every_line_of_evidence_and_every_question_opens(name: str, language: str) -> None:
    reading = reading_of(name, language)
    views: list[object] = [home_view(reading), checks_view(reading)]
    shown = [held.record for held in reading.snapshot.attempts[:8]]
    views += [page(reading, attempt) for attempt in shown]
    opened = 0
    for view in views:
        for code, subject in _ways_out(view):
            opened += 1
            make = {"E-1": record_view, "E-2": ask_view, "D-2": attempt_view}[code]
            assert make(reading, subject) is not None, (code, subject)
    assert opened >= 3
    for attempt in shown:
        evidence = page(reading, attempt).evidence
        assert evidence
        assert all(any(piece.action is not None for piece in line) for line in evidence)


@pytest.mark.parametrize(
    "subject",
    [
        "", "loan", "loan:", "loan:nobody", "debit_attempt:x", "installment:loan-commercial", "moon:1",
        "instrument:x@y",
        "installment:loan-commercial:x", "installment:loan-commercial:９", "installment:loan-commercial:99999999999",
    ],
)  # fmt: skip
def test_a_record_that_is_not_there_opens_nothing(subject: str) -> None:
    reading = reading_of("insufficient_funds")
    assert record_view(reading, subject) is None
    assert ask_view(reading, subject) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["channel_timeout", "debited_not_posted", "still_processing"])
def test_nothing_of_an_open_result_says_to_pay(name: str, language: str) -> None:
    reading = reading_of(name, language)
    assert reading.explanation(the_attempt(reading)).state in OPEN_STATES
    view = page(reading)
    assert not PAY.search(step_words(view))
    assert "C-5" not in {action.opens.code for action in view.actions}
    assert "验证码" in words(view.others) or "verification code" in words(view.others)


def test_a_plan_without_news_asks_for_news_and_never_to_pay() -> None:
    reading = reading_of("insufficient_funds", later=dt.timedelta(hours=11))
    view = page(reading)
    assert view.actions[0].intent == SyncNow()
    assert "先更新" in step_words(view)
    assert not PAY.search(step_words(view))
    assert "还清都算按时" in words(view.meanings) or "已算逾期" in words(view.meanings)


def test_a_debit_that_was_tried_again_leads_to_the_later_one() -> None:
    reading = reading_of("insufficient_by_penalty")
    attempts = [held.record for held in reading.snapshot.attempts]
    first = next(attempt for attempt in attempts if attempt.attempt_number == 1 and attempt.retry)
    view = page(reading, first)
    assert [action.opens.code for action in view.actions] == ["D-2"]
    assert view.actions[0].opens.subject == the_attempt(reading).id
    assert "已经再扣过一次" in words(view.nexts)
    assert not PAY.search(step_words(view))


def test_a_debit_whose_installment_was_paid_since_asks_for_nothing() -> None:
    reading = reading_of("insufficient_funds")
    attempt = the_attempt(reading)
    held = reading.snapshot.tables[attempt.loan_id]
    rows = tuple(
        msgspec.structs.replace(row, paid=row.payment, paid_on=NOON.date()) if row.n == attempt.installments[0] else row
        for row in held.record.rows
    )
    paid = _with(reading, tables={attempt.loan_id: Held(msgspec.structs.replace(held.record, rows=rows), 2)})
    assert attempt not in urgent_attempts(paid)
    view = page(paid, attempt)
    assert view.actions == ()
    assert "没有要您做的事" in step_words(view)
    assert "11 月 20 日（周五）还清" in words(view.meanings)
    assert not PAY.search(step_words(view))


@pytest.mark.parametrize("name", ["channel_down", "request_rejected", "lender_fault", "bank_down"])
def test_the_fault_of_others_says_so_first_and_offers_a_waiver(name: str) -> None:
    reading = reading_of(name)
    view = page(reading)
    assert view.title.startswith("不是您的操作造成的")
    assert AskForWaiver in {type(action.intent) for action in view.actions}
    assert not isinstance(view.actions[0].intent, AskForWaiver)
    assert "还没有免" in view.action_note
    assert "该由" in words(view.nexts)


@pytest.mark.parametrize("name", ["channel_down", "request_rejected"])
def test_without_a_plan_on_the_last_day_nobody_is_told_to_wait(name: str) -> None:
    view = page(reading_of(name))
    assert "还没有说明" in words(view.nexts)
    assert "最晚等到" not in words(view.nexts)
    lead = "".join(piece.text for piece in view.lead)
    assert "今天（周五）24:00 前，请自己还 4,003.40 元" in lead
    assert "还会不会再扣" in lead


@pytest.mark.parametrize("name", ["insufficient_funds", "card_expired", "risk_hold", "legal_hold", "records_disagree"])
def test_no_waiver_where_the_fault_is_nobody_elses(name: str) -> None:
    view = page(reading_of(name))
    assert AskForWaiver not in {type(action.intent) for action in view.actions}
    assert not view.title.startswith("不是您的操作造成的")


@pytest.mark.parametrize("name", ["debited_not_posted", "debited_twice", "reversed"])
def test_a_review_can_be_asked_for(name: str) -> None:
    view = page(reading_of(name))
    assert AskForReview in {type(action.intent) for action in view.actions}
    assert "还没有退款" in view.action_note


def _asked(reading: Reading, operation: str, values: object, state: OutboxState) -> Reading:
    pending = PendingOperation("op-1", operation, state, values, 1, NOON)  # type: ignore[arg-type]
    return _with(reading, operations=(pending,))


@pytest.mark.parametrize(
    ("state", "told"),
    [(OutboxState.QUEUED, "已存在本机"), (OutboxState.SENDING, "发送中"), (OutboxState.UNKNOWN, "结果未知")],
)
def test_a_wish_under_way_is_told_and_not_offered_twice(state: OutboxState, told: str) -> None:
    reading = reading_of("channel_down")
    values = PenaltyWaiverRequest(attempt_id=the_attempt(reading).id)
    view = page(_asked(reading, "penalty_waiver_request", values, state))
    assert AskForWaiver not in {type(action.intent) for action in view.actions}
    assert told in words(view.nexts)


def test_a_cancelled_wish_and_one_about_another_debit_leave_the_button() -> None:
    reading = reading_of("channel_down")
    here, there = the_attempt(reading).id, reading.snapshot.attempts[3].record.id
    for values, state in (
        (PenaltyWaiverRequest(attempt_id=here), OutboxState.CANCELLED),
        (PenaltyWaiverRequest(attempt_id=there), OutboxState.QUEUED),
    ):
        view = page(_asked(reading, "penalty_waiver_request", values, state))
        assert AskForWaiver in {type(action.intent) for action in view.actions}
    retry = page(_asked(reading, "request_debit_retry", RequestDebitRetry(attempt_id=here), OutboxState.QUEUED))
    assert "C-5" not in {action.opens.code for action in retry.actions}


@pytest.mark.parametrize(
    ("status", "again"),
    [(RequestStatus.RECEIVED, False), (RequestStatus.GRANTED, False), (RequestStatus.REFUSED, True)],
)
def test_a_wish_on_record_at_the_lender_is_told(status: RequestStatus, again: bool) -> None:
    reading = reading_of("channel_down")
    request = Request(
        id="op-1", operation="penalty_waiver_request", status=status, loan_id="loan-commercial", submitted_at=NOON
    )
    view = page(_with(reading, requests=(Held(request, 1),)))
    assert (AskForWaiver in {type(action.intent) for action in view.actions}) is again
    assert "罚息" in words(view.nexts)


@pytest.mark.parametrize("known_by", ["the request", "what was sent from here"])
def test_a_wish_about_an_older_debit_is_not_told_as_one_about_this(known_by: str) -> None:
    reading = reading_of("channel_down")
    here = the_attempt(reading)
    older = next(
        held.record
        for held in reading.snapshot.attempts
        if held.record.loan_id == here.loan_id and held.record.id != here.id
    )
    request = Request(
        id="op-1",
        operation="penalty_waiver_request",
        status=RequestStatus.RECEIVED,
        loan_id=here.loan_id,
        attempt_id=older.id if known_by == "the request" else None,
        submitted_at=NOON,
    )
    sent = PendingOperation(
        "op-1",
        "penalty_waiver_request",
        OutboxState.APPLIED,
        PenaltyWaiverRequest(attempt_id=older.id),
        1,
        NOON,
    )
    finished = () if known_by == "the request" else (sent,)
    changed = _with(reading, requests=(Held(request, 1),), finished=finished)
    assert AskForWaiver in {type(action.intent) for action in page(changed).actions}
    assert "申请减免罚息" not in words(page(changed).nexts)


def test_a_lender_that_takes_no_wishes_is_not_asked() -> None:
    reading = reading_of("channel_down")
    assert reading.snapshot.discovery is not None
    bare = msgspec.structs.replace(reading.snapshot.discovery, capabilities=())
    view = page(_with(reading, discovery=bare))
    assert [action.opens.code for action in view.actions] == ["E-2", ""]
    assert view.actions[1].intent == SyncNow()


def test_an_accusation_stands_nowhere_on_the_page_nor_in_the_record() -> None:
    reading = reading_of("risk_hold")
    attempt = the_attempt(reading)
    accused = msgspec.structs.replace(
        attempt, reason=Reason(code="34", code_list="pos", text="有作弊嫌疑，疑似欺诈", said_by=Party.BANK)
    )
    changed = with_attempt(reading, accused)
    for view in (page(changed, accused), record_view(changed, f"debit_attempt:{attempt.id}"), home_view(changed)):
        told = json.dumps(msgspec.to_builtins(view), ensure_ascii=False)
        for word in ("作弊", "欺诈", "嫌疑"):
            assert word not in told
    assert "34" in json.dumps(msgspec.to_builtins(page(changed, accused).evidence), ensure_ascii=False)


def test_a_hostile_record_shows_as_tame_text() -> None:
    reading = reading_of("do_not_honor")
    attempt = the_attempt(reading)
    text = (
        "余额不足 <a href='http://x.example/pay'>点这里</a> 转账到 ６２２２０２１２３４５６７８９０１２３"
        " \u202e\x1b[31m{lender}"
    )
    hostile = msgspec.structs.replace(
        attempt, reason=Reason(code="05", code_list="pos", text=text + "啊" * 19_000, said_by=Party.BANK)
    )
    changed = with_attempt(reading, hostile)
    before, after = page(reading), page(changed, hostile)
    for name in ("title", "lead", "told", "actions", "nexts", "meanings", "others"):
        assert getattr(before, name) == getattr(after, name)
    for view in (after, record_view(changed, f"debit_attempt:{attempt.id}")):
        told = json.dumps(msgspec.to_builtins(view), ensure_ascii=False)
        assert "<" not in told
        assert "x.example" not in told
        assert not re.search(r"\d{9}", re.sub(r"\d{4} \d{4}|\d{4}-\d\d-\d\d", "", told))
        assert "\u202e" not in told
        assert len(told) < 20_000


def test_the_overdue_story_tells_running_cost_order_and_both_installments() -> None:
    reading = reading_of("overdue_40_days")
    view = page(reading)
    told = words(view.meanings)
    assert "罚息到 11 月 20 日共 21.25 元（示例银行的数字）" in told
    assert "每天约 0.87 元（合同第 13 条）" in told
    assert "依次抵：费用、罚息、利息、本金（合同第 14 条）" in told
    assert "已算逾期" in told
    home = home_view(reading)
    notes = "".join(piece.text for note in home.status.notes for piece in note)
    assert "21.25 元" in notes
    assert "第 34、35 期和罚息" in home.planned[0].words[0].text
    # One debit takes both installments: the older one does not wait beside it.
    assert home.waiting == ()


def test_a_part_tells_what_is_left_and_what_it_costs() -> None:
    reading = reading_of("partly_debited")
    view = page(reading)
    assert "1,500.00 元" in view.title
    assert "2,503.40 元" in view.title
    told = words(view.meanings)
    assert "0.27 元" in told
    assert "罚息按 2,503.40 元算" in told
    assert "依次抵" in told
    assert home_view(reading).planned[0].amount == "2,503.40 元"


def test_a_retry_planned_after_a_reversal_or_an_open_result_stands_in_the_list() -> None:
    assert "补扣第 34 期" in home_view(reading_of("reversed")).planned[0].words[0].text
    assert "只在这次没扣成时" in home_view(reading_of("channel_timeout")).planned[0].words[0].text


def test_a_refunded_duplicate_is_over_and_owes_nothing() -> None:
    reading = reading_of("debited_twice")
    attempt = the_attempt(reading)
    assert reading.explanation(attempt).state is AttemptState.DUPLICATE
    from borrower_app.records.debit import Posting

    refunded = msgspec.structs.replace(attempt, reversal=Posting(at=NOON, amount=attempt.amount_requested))
    changed = with_attempt(reading, refunded)
    assert refunded not in urgent_attempts(changed)
    view = page(changed, refunded)
    assert "多扣的" in view.title
    assert "没有要您做的事" in step_words(view)
    assert not PAY.search(step_words(view))


def test_what_the_channel_said_is_not_put_into_the_banks_mouth() -> None:
    reading = reading_of("lender_fault")
    view = page(reading)
    assert "银联通道" in view.pill.text
    assert "工商银行答复" not in step_words(view)


def test_the_timeline_says_what_is_history() -> None:
    reading = reading_of("insufficient_by_penalty")
    newest, first, *_posted = debits_view(reading).groups[0].rows
    assert newest.state.text == "扣款失败，还会再扣"
    assert first.state.text == "扣款失败，后来又扣过"
    both = debits_view(reading_of("overdue_40_days")).groups[0].rows[0]
    assert "第 34、35 期" in both.title


def test_a_fix_that_is_the_lenders_is_not_asked_of_the_borrower() -> None:
    codes = [action.opens.code for action in page(reading_of("request_rejected")).actions]
    assert not {"C-1", "C-2", "C-3", "C-5"} & set(codes)


def test_an_expired_id_card_leads_to_the_details() -> None:
    pay, update = page(reading_of("id_expired")).actions[:2]
    assert (pay.opens.code, update.opens.code, update.opens.subject) == ("E-2", "P-2", "id_expiry")


def test_a_debit_moved_before_a_weekend_is_told_with_the_earlier_day_everywhere() -> None:
    reading = reading_of("checks_warn")
    checks = checks_view(reading)
    assert checks is not None
    home = home_view(reading)
    assert "12 月 4 日（周五）" in home.status.headline
    assert "12 月 4 日（周五）" in checks.lead
    assert "12 月 3 日晚上前" in "".join(piece.text for piece in home.status.lead)
    assert home.status.pill.tone == "caution"
    assert home.status.actions[0].opens.code == "H-2"


def test_money_put_in_is_told_once() -> None:
    planned = page(reading_of("insufficient_funds"))
    assert [type(action.intent) for action in planned.actions] == [RemindAbout, OpenPage]
    assert planned.actions[1].opens.code == "C-2"
    unplanned = page(reading_of("only_a_sentence"))
    assert [action.opens.code for action in unplanned.actions] == ["E-2", "C-6", "C-2", "C-5"]


def test_a_limit_of_the_authorisation_leads_to_signing_it_anew() -> None:
    reading = reading_of("limit_class_two")
    attempt = the_attempt(reading)
    low = Money(attempt.amount_requested.minor - 1, attempt.amount_requested.currency)
    authorisation = MandateOnTheDay(status=MandateStatus.ACTIVE, single_limit=low)
    changed = with_attempt(reading, msgspec.structs.replace(attempt, mandate=authorisation))
    codes = [action.opens.code for action in page(changed).actions]
    assert codes[:3] == ["E-2", "C-3", "C-2"]


def test_where_the_lender_takes_no_change_the_fix_leads_to_the_page_that_says_whom_to_call() -> None:
    reading = reading_of("card_expired")
    discovery = reading.snapshot.discovery
    assert discovery is not None
    silent = msgspec.structs.replace(discovery, capabilities=())
    assert [action.opens.code for action in page(_with(reading, discovery=silent)).actions[:2]] == ["E-2", "C-1"]
