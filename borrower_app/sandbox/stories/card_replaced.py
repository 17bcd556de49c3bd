"""The bank gave the borrower a new card and closed the old number; the lender uses the new card from next month on."""

from __future__ import annotations

import datetime as dt

import msgspec

from borrower_app.records.correspondence import Request
from borrower_app.records.enums import InstrumentStatus, RequestStatus
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.books import Books
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, declined, no_retry
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure
from borrower_app.sandbox.stories.parts.story import Happening, Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay
from borrower_app.sandbox.stories.parts.wording import day as date_text


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    books = mortgage(day)
    row = books.row_due(day.due)
    effective_from = day.days(1) if day.today == day.due else day.days(2)
    new_card = msgspec.structs.replace(
        cards.card(day, (COMMERCIAL,), id="card-5678", last4="5678", since=effective_from),
        status=InstrumentStatus.PENDING,
    )
    new_mandate = cards.mandate(
        day, (COMMERCIAL,), new_card.id, id="mandate-3310", label="代扣授权 WT-3310", signed_on=day.days(-1)
    )
    text = "接收方账户状态为已注销"
    answer = f"从 {date_text(effective_from)}起改用尾号 {new_card.last4} 的{new_card.bank}卡还款。"
    request = Request(
        id="request-replace-instrument",
        operation="replace_instrument",
        status=RequestStatus.GRANTED,
        loan_id=books.loan.id,
        submitted_at=day.at(day.days(-1), "19:40"),
        answered_at=day.at(day.days(-1), "19:42"),
        effective_from=effective_from,
        answer=answer,
        summary=f"换还款卡：尾号 {new_card.last4}",
    )
    return failure(
        name="card_replaced",
        title_zh="旧卡已注销，新卡还没轮到",
        title_en="The old card is closed, the new one is not used yet",
        day=day,
        books=books,
        attempt=declined(
            books, row, NETSUNION, day.attempt_at, code="PB520005", text=text, retry=no_retry(day.told_at)
        ),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=f"{answer}本期{LENDER_NAME}没有安排再次扣款，请用{LENDER_NAME}手机银行归还，或申请再次扣款。",
        records=(*account(day, books, NETSUNION), new_card, new_mandate, request),
        happenings=(_new_card_pays(day, books, new_card.id, new_mandate.id, effective_from),),
    )


def _new_card_pays(day: StoryDay, books: Books, card_id: str, mandate_id: str, on: dt.date) -> Happening:
    loan = msgspec.structs.replace(books.loan, instrument_id=card_id, mandate_id=mandate_id)
    old = msgspec.structs.replace(books.instrument, status=InstrumentStatus.REPLACED, loan_ids=())
    new = cards.card(day, (books.loan.id,), id=card_id, last4="5678", since=on)
    return Happening(at=day.at(on, "00:10"), upsert=(loan, old, new))
