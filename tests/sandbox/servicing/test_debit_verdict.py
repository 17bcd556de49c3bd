"""Does a debit go through: every obstacle on record alone, and what an earlier answer means for the next debit."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.debit import DebitAttempt, InstrumentOnTheDay, Reason
from borrower_app.records.enums import AccountClass, ContactField, Holder, InstrumentStatus, MandateStatus, Party
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.loan_books import LoanBooks
from borrower_app.sandbox.servicing.debit_verdict import (
    card_obstacle,
    covers,
    lasting_reason,
    least_bank_limit,
    obstacle,
)
from borrower_app.sandbox.servicing.rail_answers import Obstacle
from borrower_app.sandbox.stories import build_story
from tests.sandbox.small_story import ZONE, yuan
from tests.sandbox.stories.stages import R

NOW = dt.datetime(2026, 11, 20, 22, 30, tzinfo=ZONE)
TODAY = NOW.date()
AMOUNT = yuan("4003.40")
STORY = build_story("insufficient_funds", dt.datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))


def record_of(type_: type[R]) -> R:
    return next(record for record in STORY.records if isinstance(record, type_))


def card(**members: object) -> Instrument:
    return msgspec.structs.replace(record_of(Instrument), **members)


def mandate(**members: object) -> Mandate:
    return msgspec.structs.replace(record_of(Mandate), **members)


def books(its_card: Instrument, *mandates: Mandate) -> LoanBooks:
    loan = next(one for one in STORY.records if isinstance(one, Loan) and one.id == "loan-commercial")
    return LoanBooks(loan=loan, table=None, card=its_card, mandates=mandates, attempts=())


def test_nothing_on_record_stands_in_the_way() -> None:
    assert obstacle(books(card(), mandate()), card(), AMOUNT, TODAY) is None


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"status": InstrumentStatus.EXPIRED}, Obstacle.CARD_EXPIRED),
        ({"expires_on": TODAY - dt.timedelta(days=1)}, Obstacle.CARD_EXPIRED),
        ({"expires_on": TODAY}, None),
        ({"expires_on": None}, None),
        ({"status": InstrumentStatus.LOST}, Obstacle.CARD_LOST),
        ({"status": InstrumentStatus.CLOSED}, Obstacle.CARD_CLOSED),
        ({"status": InstrumentStatus.PENDING}, Obstacle.CARD_CLOSED),
        ({"status": InstrumentStatus.REPLACED}, Obstacle.CARD_CLOSED),
        ({"status": InstrumentStatus.UNKNOWN}, Obstacle.CARD_CLOSED),
    ],
)
def test_the_card(members: dict[str, object], expected: Obstacle | None) -> None:
    assert card_obstacle(card(**members), TODAY) is expected
    assert obstacle(books(card(**members), mandate()), card(**members), AMOUNT, TODAY) is expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"status": MandateStatus.PENDING}, Obstacle.MANDATE),
        ({"status": MandateStatus.REVOKED}, Obstacle.MANDATE),
        ({"status": MandateStatus.MISSING}, Obstacle.MANDATE),
        ({"instrument_id": "card-of-another"}, Obstacle.MANDATE),
        ({"valid_until": TODAY - dt.timedelta(days=1)}, Obstacle.MANDATE),
        ({"valid_until": TODAY}, None),
        ({"single_limit": yuan("4003.39")}, Obstacle.LIMIT),
        ({"daily_limit": yuan("4003.39")}, Obstacle.LIMIT),
        ({"monthly_limit": yuan("4003.39")}, Obstacle.LIMIT),
        ({"single_limit": AMOUNT, "daily_limit": AMOUNT, "monthly_limit": AMOUNT}, None),
        ({"single_limit": None}, None),
    ],
)
def test_the_authorisation(members: dict[str, object], expected: Obstacle | None) -> None:
    assert obstacle(books(card(), mandate(**members)), card(), AMOUNT, TODAY) is expected


def test_one_authorisation_that_covers_is_enough() -> None:
    small, large = mandate(id="small", single_limit=yuan("1.00")), mandate(id="large")
    assert not covers(small, AMOUNT)
    assert obstacle(books(card(), small, large), card(), AMOUNT, TODAY) is None


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, None),
        ({"bank_single_limit": yuan("5000.00"), "bank_daily_limit": yuan("4000.00")}, "4000.00"),
        ({"account_class": AccountClass.I}, None),
        ({"account_class": AccountClass.II}, "10000.00"),
        ({"account_class": AccountClass.III}, "2000.00"),
        ({"account_class": AccountClass.III, "same_bank_as_lender": True}, None),
        ({"account_class": AccountClass.III, "same_bank_as_lender": None}, None),
        ({"account_class": AccountClass.II, "bank_daily_limit": yuan("20000.00")}, "10000.00"),
    ],
)
def test_the_banks_limits(members: dict[str, object], expected: str | None) -> None:
    found = least_bank_limit(card(**members), "CNY")
    assert found == (yuan(expected) if expected else None)
    above = expected is not None and yuan(expected) < AMOUNT
    its = card(**members)
    assert obstacle(books(its, mandate()), its, AMOUNT, TODAY) is (Obstacle.LIMIT if above else None)
    assert least_bank_limit(its, "JPY") is None


def earlier(code: str | None, code_list: str | None = "pos", rail: str = "unionpay", hours: int = 14) -> DebitAttempt:
    """This morning's attempt from the same card."""
    at = NOW - dt.timedelta(hours=hours)
    reason = Reason(code=code, code_list=code_list, text="…", said_by=Party.BANK, at=at) if code else None
    return msgspec.structs.replace(
        record_of(DebitAttempt), rail=rail, reason=reason, attempted_at=at, posting=None, bank_debited_at=None
    )


def renewed(field: ContactField, hours: int = 1, holder: Holder = Holder.BORROWER) -> Contact:
    at = NOW - dt.timedelta(hours=hours)
    return Contact(id=f"contact-{field}", field=field, value="…", updated_at=at, holder=holder)


@pytest.mark.parametrize(
    ("attempt", "contacts", "passes"),
    [
        (earlier(None), (), True),
        (earlier("51"), (), True),
        (earlier("91"), (), True),
        (earlier("11", "online"), (), True),
        (earlier("05"), (), False),
        (earlier("34"), (), False),
        (earlier("14"), (), False),
        (earlier("41"), (), False),
        (earlier("no such code"), (), False),
        (earlier("61"), (), False),
        (earlier("61", hours=30), (), True),
        (earlier("20T4", "chinapay"), (), True),
        (earlier("66", "online"), (), False),
        (earlier("66", "online"), (renewed(ContactField.EMAIL),), False),
        (earlier("66", "online"), (renewed(ContactField.PHONE),), True),
        (earlier("66", "online"), (renewed(ContactField.PHONE, hours=48),), False),
        (earlier("66", "online"), (renewed(ContactField.PHONE, holder=Holder.CO_BORROWER),), False),
        (earlier("78", "online"), (renewed(ContactField.ID_EXPIRY),), True),
        (earlier("34"), (renewed(ContactField.PHONE),), False),
        (earlier("07", None, "nach_india"), (renewed(ContactField.ID_EXPIRY),), False),
    ],
)
def test_what_the_same_card_would_answer_again(
    attempt: DebitAttempt, contacts: tuple[Contact, ...], passes: bool
) -> None:
    again = lasting_reason(attempt, card(), contacts, NOW)
    assert (again is None) is passes
    if again is not None:
        assert attempt.reason is not None
        assert (again.code, again.code_list, again.said_by) == (
            attempt.reason.code,
            attempt.reason.code_list,
            Party.BANK,
        )
    assert lasting_reason(attempt, card(id="another-card"), contacts, NOW) is None


def test_an_attempt_that_names_no_card_counts_for_the_card_that_pays() -> None:
    nameless = msgspec.structs.replace(earlier("34"), instrument=None)
    assert lasting_reason(nameless, card(), (), NOW) is not None
    assert isinstance(earlier("34").instrument, InstrumentOnTheDay)
