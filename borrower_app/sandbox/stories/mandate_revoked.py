"""The debit authorisation was ended in the bank's app five days ago, so the channel may not pull."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.records.enums import MandateStatus, Party
from borrower_app.sandbox.stories.parts import cards
from borrower_app.sandbox.stories.parts.debit_trail import NETSUNION, declined, no_retry
from borrower_app.sandbox.stories.parts.mortgage import COMMERCIAL, LoanPlan, mortgage
from borrower_app.sandbox.stories.parts.pieces import account, failure, no_retry_sentence
from borrower_app.sandbox.stories.parts.story import Story
from borrower_app.sandbox.stories.parts.story_day import StoryDay


def build(start: dt.datetime) -> Story:
    """The story at `start`."""
    day = StoryDay.of(start)
    revoked = cards.mandate(
        day,
        (COMMERCIAL,),
        status=MandateStatus.REVOKED,
        revoked_on=day.days(-5),
        revoked_by="借款人，在工商银行手机银行「支付管理」里解约",
    )
    books = mortgage(day, LoanPlan(mandate=revoked))
    row = books.row_due(day.due)
    text = "签约协议号对应支付协议已解约"
    return failure(
        name="mandate_revoked",
        title_zh="代扣授权已经终止",
        title_en="The debit authorisation was ended",
        day=day,
        books=books,
        attempt=declined(
            books,
            row,
            NETSUNION,
            day.attempt_at,
            code="PB521013",
            text=text,
            retry=no_retry(day.told_at),
            said_by=Party.BANK,
        ),
        why=f"{books.instrument.bank}答复：{text}。",
        what_next=no_retry_sentence(day),
        records=account(day, books, NETSUNION, past=replace(books, mandate=cards.mandate(day, (COMMERCIAL,)))),
    )
