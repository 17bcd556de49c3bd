"""Guides as pure functions: every step of every guide in every story and state says something true and complete."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.application.window.pages import PAGE_OF
from borrower_app.contract.card_tokens import CardToken
from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import Challenge, decode_values
from borrower_app.contract.snapshot import OutboxState, PendingOperation
from borrower_app.presentation.guides import engine
from borrower_app.presentation.guides.change_card import NUMBER, card_answers, digits_of
from borrower_app.presentation.guides.guide import Asked, Guide, Step
from borrower_app.presentation.guides.guide_view import GuideView, guide_view
from borrower_app.presentation.guides.registry import GUIDES
from borrower_app.presentation.reading.records import Reading
from borrower_app.records.account import Contact
from borrower_app.records.enums import AccountClass
from borrower_app.sandbox.stories import story_names
from borrower_app.ui.pages.guides.guide import guide_page
from tests.presentation.test_story_views import words_of
from tests.support.story_snapshot import reading_of

NUMBER_TYPED = "9999020000000002"
KNOWN_ANSWERS = {
    "card_token": "card-abc",
    "card_last4": "0002",
    "card_bank": "招商银行",
    "card_class": "II",
    "card_same_bank": "no",
    "holder": "borrower",
    "arrears": "yes",
    "single_limit": "10,000",
    "valid_until": "2040-01-20",
    "instead": "pay_myself",
    "old_phone": "yes",
    "effect": "shorter_term",
    "amount": "10万",
    "day": "2027-06-20",
}
VALUES = {"phone": "190 0000 0099", "email": "a@example.com", "address": "示例市高新区一号", "employer": "示例厂",
          "id_expiry": "2046-01-20"}  # fmt: skip


@cache
def story(name: str, language: str) -> Reading:
    return reading_of(name, language)


def subjects_of(guide: Guide, reading: Reading) -> list[str]:
    snapshot = reading.snapshot
    return {
        "C-2": [held.record.id for held in snapshot.loans],
        "C-3": [held.record.id for held in snapshot.loans],
        "C-4": [held.record.id for held in snapshot.mandates],
        "C-5": [held.record.id for held in snapshot.attempts[:4]],
        "C-6": [held.record.id for held in snapshot.attempts[:4]],
        "P-2": ["phone", "email", "address", "employer", "id_expiry"],
        "P-3": [""],
        "S-4": [held.record.id for held in snapshot.loans],
    }[guide.code]


def asked_about(reading: Reading, subject: str, answers: Mapping[str, str], **more: object) -> Asked:
    return Asked(reading=reading, subject=subject, answers=answers, now=reading.now, **more)  # type: ignore[arg-type]


def fields_of(view: GuideView) -> set[str]:
    return {field.name for field in view.fields}


def pending(
    reading: Reading,
    operation: str,
    values: Values,
    state: OutboxState,
    problem: str | None = None,
    *,
    code: bool = False,
) -> PendingOperation:
    return PendingOperation(
        operation_id=f"op-{operation}",
        operation=operation,
        state=state,
        values=values,
        attempts=0 if state in (OutboxState.DRAFT, OutboxState.QUEUED) else 1,
        saved_at=reading.now,
        problem_type=problem,
        problem_text="原话" if problem else None,
        challenge=Challenge(sent_to="190****8812", expires_at=reading.now + dt.timedelta(minutes=5), attempts_left=2)
        if code
        else None,
        confirmed_at=reading.now if state is OutboxState.APPLIED else None,
    )


def test_each_guide_has_a_page_and_a_place() -> None:
    assert set(GUIDES) == {code for code, page in PAGE_OF.items() if page.drawn().build is guide_page}
    for code, guide in GUIDES.items():
        assert PAGE_OF[code].place == guide.place


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in story_names() if name != "heavy"])
def test_every_step_of_every_guide_in_every_story(name: str, language: str) -> None:
    reading = story(name, language)
    for guide in GUIDES.values():
        for subject in subjects_of(guide, reading):
            answers = {**KNOWN_ANSWERS, "value": VALUES.get(subject, "")}
            asked = asked_about(reading, subject, answers)
            if not guide.is_about(asked):
                continue
            for step in guide.steps:
                if step.applies(asked):
                    check_step(guide, asked, step)


def check_step(guide: Guide, asked: Asked, step: Step) -> None:
    view = guide_view(guide, asked, step, errors={})
    assert view.title, (guide.code, step.name)
    assert 0 <= view.stage < len(view.stages)
    assert view.primary or view.actions or view.back or view.leave
    words = words_of(view)
    assert "{" not in words
    assert NUMBER_TYPED not in words
    contacts = [held.record for held in asked.reading.snapshot.contacts]
    for contact in contacts:
        if contact.field.value in ("phone", "email", "address") and isinstance(contact, Contact):
            assert contact.value not in words, f"{guide.code} {step.name} shows {contact.field}"
    if asked.language.code == "zh":
        for sentence in words.replace("！", "。").replace("？", "。").replace("\n", "。").split("。"):
            assert len(sentence) <= 60, f"{guide.code} {step.name}: {sentence}"


STORIES = st.sampled_from(["insufficient_funds", "card_expired", "combined_one_part_failed"])
STATES = st.sampled_from(list(OutboxState))
PROBLEMS = st.sampled_from([None, "fresh-sign-in-needed", "unauthenticated", "refused", "version-conflict", "new-word",
                            "verification-expired", "verification-failed", "invalid-values"])  # fmt: skip


def values_for(operation: str, subject: str) -> Values:
    raw = {
        "replace_instrument": {"loan_id": subject, "instrument_token": "card-abc", "last4": "0002"},
        "sign_mandate": {
            "loan_id": subject,
            "instrument_id": "card-abc",
            "single_limit": {"minor": 1_000_000, "currency": "CNY"},
            "valid_until": "2040-01-20",
        },
        "revoke_mandate": {"mandate_id": subject},
        "request_debit_retry": {"attempt_id": subject},
        "change_contact": {"field": subject, "value": "x"},
        "prepayment_request": {
            "loan_id": subject,
            "on": "2027-06-20",
            "amount": {"minor": 1_000_000, "currency": "CNY"},
            "effect": "shorter_term",
        },
    }[operation]
    return decode_values(operation, msgspec.json.encode(raw))


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_whatever_was_answered_and_whatever_became_of_it(data: st.DataObject) -> None:
    """Total; going on and back keeps to steps that apply; "confirmed" is said only where the lender has confirmed."""
    reading = story(
        data.draw(st.sampled_from(["insufficient_funds", "card_expired", "combined_one_part_failed"])), "zh"
    )
    guide = data.draw(st.sampled_from(sorted(GUIDES.values(), key=lambda guide: guide.code)))
    subject = data.draw(st.sampled_from(subjects_of(guide, reading)))
    names = sorted({*KNOWN_ANSWERS, "value"} - {"card_token"})
    typed = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=30)))
    answers = {**KNOWN_ANSWERS, "value": VALUES.get(subject, "")} | typed
    operations = {}
    for operation in guide.operations:
        if data.draw(st.booleans()):
            state, problem, code = data.draw(STATES), data.draw(PROBLEMS), data.draw(st.booleans())
            operations[operation] = pending(
                reading, operation, values_for(operation, subject), state, problem, code=code
            )
    fresh = reading.now if data.draw(st.booleans()) else None
    connection = data.draw(st.sampled_from(["online", "offline", "signed_out"]))
    asked = asked_about(
        reading, subject, answers, operations=operations, signed_in_at=fresh, connection=connection
    )  # fmt: skip
    if not guide.is_about(asked):
        return
    wanted = data.draw(st.sampled_from([step.name for step in guide.steps] + ["a step of an older version"]))
    step = engine.place(guide, asked, wanted)
    assert step.applies(asked) or step is guide.steps[-1]
    view = guide_view(guide, asked, step, errors={})
    if "已确认" in words_of(view) and step.name != "proof":
        raise AssertionError(f"{guide.code} {step.name} says confirmed")
    earlier = engine.before(guide, asked, step)
    assert earlier is None or guide.steps.index(earlier) < guide.steps.index(step)
    later = engine.after(guide, asked, step)
    assert later is step or guide.steps.index(later) > guide.steps.index(step)
    assert set(engine.errors_of(step, asked)) <= fields_of(view)
    assert step.does(asked)


@pytest.mark.parametrize("state", [state for state in OutboxState if state is not OutboxState.APPLIED])
def test_no_proof_before_the_lender_has_confirmed(state: OutboxState) -> None:
    reading = story("card_expired", "zh")
    guide = GUIDES["C-2"]
    subject = reading.snapshot.loans[0].record.id
    operation = pending(reading, "replace_instrument", values_for("replace_instrument", subject), state)
    asked = asked_about(reading, subject, KNOWN_ANSWERS, operations={"replace_instrument": operation})
    assert engine.place(guide, asked, "code").name == "code"


def test_what_is_secret_is_never_among_what_is_kept() -> None:
    reading = story("insufficient_funds", "zh")
    guide = GUIDES["C-2"]
    subject = reading.snapshot.loans[0].record.id
    for name, secret in ((NUMBER, NUMBER_TYPED), ("code", "482913")):
        operation = pending(
            reading, "replace_instrument", values_for("replace_instrument", subject), OutboxState.NEEDS_USER, code=True
        )
        asked = asked_about(
            reading, subject, {**KNOWN_ANSWERS, name: secret}, operations={"replace_instrument": operation}
        )
        step = engine.step_named(guide, "number" if name == NUMBER else "code")
        assert name in fields_of(guide_view(guide, asked, step, errors={}))
        assert secret not in engine.plain_answers(step, asked).values()
        assert secret not in words_of(guide_view(guide, asked, step, errors={}))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("9999 0200 0000 0002", False),
        ("９９９９０２００００００００02", False),
        ("9999-0200-0000-0002", False),
        ("9999020000000003", True),
        ("4111 1111 1111 111", True),
        ("card", True),
        ("9999０２00000000021", True),
    ],
)
def test_a_card_number_as_people_type_it(typed: str, wrong: bool) -> None:
    reading = story("insufficient_funds", "zh")
    guide = GUIDES["C-2"]
    asked = asked_about(reading, reading.snapshot.loans[0].record.id, {NUMBER: typed})
    step = engine.step_named(guide, "number")
    assert bool(engine.errors_of(step, asked)) is wrong
    if not wrong:
        assert digits_of(typed) == "9999020000000002"


@pytest.mark.parametrize(
    ("account_class", "same_bank", "told"),
    [
        (AccountClass.II, False, "10,000.00 元"),
        (AccountClass.III, False, "2,000.00 元"),
        (AccountClass.II, True, "限额不影响"),
        (AccountClass.I, False, "限额不影响"),
        (AccountClass.UNKNOWN, None, "没有说"),
    ],
)
def test_the_class_of_the_new_card_against_the_exact_installment(
    account_class: AccountClass, same_bank: bool | None, told: str
) -> None:
    card = CardToken(
        token="card-abc", last4="0002", bank="招商银行", account_class=account_class, same_bank_as_lender=same_bank
    )
    reading = story("insufficient_funds", "zh")
    asked = asked_about(reading, reading.snapshot.loans[0].record.id, card_answers(card))
    guide = GUIDES["C-2"]
    words = words_of(guide_view(guide, asked, engine.step_named(guide, "told"), errors={}))
    assert told in words
    assert ("扣款会失败" in words) == (account_class is AccountClass.III)


def test_the_first_step_tells_which_card_the_next_debit_still_uses() -> None:
    reading = story("insufficient_funds", "zh")
    guide = GUIDES["C-2"]
    asked = asked_about(reading, reading.snapshot.loans[0].record.id, {})
    words = words_of(guide_view(guide, asked, guide.steps[0], errors={}))
    assert "今晚（周五）22:30" in words
    assert "4,003.40 元" in words
    assert "工商银行 •••• 1234" in words


@pytest.mark.parametrize("from_new_card", [True, False])
def test_the_receipt_of_a_new_card_tells_where_tonights_money_has_to_be(from_new_card: bool) -> None:
    reading = story("insufficient_funds", "zh")
    guide = GUIDES["C-2"]
    subject = reading.snapshot.loans[0].record.id
    values = msgspec.structs.replace(values_for("replace_instrument", subject), retry_open_arrears=from_new_card)
    tomorrow = reading.today + dt.timedelta(days=1)
    operation = dataclasses.replace(
        pending(reading, "replace_instrument", values, OutboxState.APPLIED), effective_from=tomorrow
    )
    asked = asked_about(reading, subject, KNOWN_ANSWERS, operations={"replace_instrument": operation})
    shown = guide_view(guide, asked, engine.step_named(guide, "proof"), errors={})
    beside = ["".join(piece.text for piece in line.words) for line in shown.aside]
    assert "今晚（周五）22:30" in beside[0]
    assert "仍从工商银行 •••• 1234 扣" in beside[0]
    assert shown.aside[0].tone == "caution"
    assert any(f"{reading.language.date(tomorrow)}起，请在新卡里留足钱" in line for line in beside)
    assert any("从新卡扣还没还的钱" in line for line in beside) is from_new_card
    assert any("请自己另外还上" in line for line in beside) is not from_new_card


@pytest.mark.parametrize("is_kept", [True, False])
def test_where_nothing_is_kept_nobody_is_told_to_close_the_app(is_kept: bool) -> None:
    reading = story("insufficient_funds", "zh")
    guide = GUIDES["C-2"]
    subject = reading.snapshot.loans[0].record.id
    operation = pending(reading, "replace_instrument", values_for("replace_instrument", subject), OutboxState.QUEUED)
    asked = asked_about(reading, subject, KNOWN_ANSWERS, operations={"replace_instrument": operation}, is_kept=is_kept)
    words = words_of(guide_view(guide, asked, engine.step_named(guide, "code"), errors={}))
    assert ("可以关掉软件" in words) is is_kept
    assert ("请不要关闭软件" in words) is not is_kept


def test_no_retry_is_asked_for_while_the_outcome_is_open() -> None:
    for name in ("channel_timeout", "debited_not_posted"):
        reading = story(name, "zh")
        attempt = next(
            held.record for held in reading.snapshot.attempts if reading.explanation(held.record).outcome_open
        )
        guide = GUIDES["C-5"]
        view = guide_view(guide, asked_about(reading, attempt.id, {}), guide.steps[0], errors={})
        assert view.primary == ""
        assert "可能会扣两次" in words_of(view)
