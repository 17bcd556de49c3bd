"""What the lender tells the borrower about debits and requests: to the phone on record, signed with its own name."""

from __future__ import annotations

import hashlib
import json
from typing import Final

import msgspec

from borrower_app.records.account import Instrument
from borrower_app.records.correspondence import Message
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import MessageChannel
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.claims import borrowers_contact, moment
from borrower_app.sandbox.books.decision import find
from borrower_app.sandbox.books.loan_books import LoanBooks
from borrower_app.sandbox.books.record_writing import write
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.debit_verdict import obstacle
from borrower_app.sandbox.servicing.rail_answers import Obstacle
from borrower_app.sandbox.stories.parts import letters
from borrower_app.sandbox.stories.parts.lender_profile import LENDER_NAME
from borrower_app.sandbox.stories.parts.wording import amount
from borrower_app.sandbox.stories.parts.wording import day as date_text

_ADVICE: Final[dict[Obstacle, str]] = {
    Obstacle.CARD_EXPIRED: "请换一张还款卡，再申请再次扣款。",
    Obstacle.CARD_LOST: "请换一张还款卡，再申请再次扣款。",
    Obstacle.CARD_CLOSED: "请换一张还款卡，再申请再次扣款。",
    Obstacle.MANDATE: "请先为这张卡签代扣授权，再申请再次扣款。",
    Obstacle.LIMIT: "请先提高限额或换一张还款卡，再申请再次扣款。",
}
_OTHER_ADVICE: Final = "请把原因处理好以后申请再次扣款，或用手机银行归还。"


def tell_posted(turn: Turn, loan: Loan, card: Instrument, attempt: DebitAttempt) -> None:
    """A text message that an installment was taken."""
    _send(turn, letters.debited_note(loan, card, attempt, moment(turn)))


def tell_failed(turn: Turn, books: LoanBooks, card: Instrument, attempt: DebitAttempt) -> None:
    """A text message and one in the app: what the bank answered, and what can be done."""
    found = obstacle(books, card, attempt.amount_requested, turn.today) if books.card == card else None
    advice = _ADVICE[found] if found is not None else _OTHER_ADVICE
    said = attempt.reason.text if attempt.reason is not None and attempt.reason.text else "没有说明原因"
    why = f"{card.bank}答复：{said}。"
    what_next = f"{turn.discovery.name}没有安排再次扣款。{advice}"
    numbers = "、".join(str(number) for number in attempt.installments)
    tried = attempt.attempted_at or attempt.planned_at
    _send(turn, letters.failed_note(books.loan, card, attempt, moment(turn), why=why, what_next=what_next))
    body = f"{date_text(tried.date())}扣收 {amount(attempt.amount_requested)}失败。{why}{what_next}"
    title = f"{books.loan.name}第 {numbers} 期还没有扣成"
    _send(turn, letters.in_app(f"next-{attempt.id}", moment(turn), title, body, attempt))


def tell_answered(turn: Turn, request_id: str, title: str, body: str, loan_id: str | None) -> None:
    """A message in the lender's app about a request."""
    key = hashlib.sha256(f"{request_id}:{title}".encode()).hexdigest()[:16]
    _send(turn, letters.in_app(f"request-{key}", moment(turn), title, body, loan_id=loan_id))


def _send(turn: Turn, message: Message) -> None:
    """Send a message once."""
    if find(turn, Message, message.id) is not None:
        return
    body = message.body.replace(f"【{LENDER_NAME}】", f"【{turn.discovery.name}】")
    sent_to = _masked_phone(turn) if message.channel is MessageChannel.SMS else None
    write(turn, msgspec.structs.replace(message, body=body, sent_to=sent_to))


def _masked_phone(turn: Turn) -> str | None:
    record = borrowers_contact(turn, "phone")
    number = str(json.loads(record.data)["value"]) if record is not None else ""
    return f"{number[:3]} •••• {number[-4:]}" if len(number) >= 8 else None
