"""Contact data and messages: what the lender decides and changes. Both hold at once."""

from __future__ import annotations

import datetime as dt
import json
import re

import msgspec

from borrower_app.contract import operation_values as wish
from borrower_app.contract.problems import ProblemType
from borrower_app.records.account import Contact
from borrower_app.records.correspondence import Message
from borrower_app.records.enums import ContactField
from borrower_app.sandbox.books.claims import borrowers_contact, moment
from borrower_app.sandbox.books.decision import Decision, get
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse

_PHONE = re.compile(r"(\+[0-9]{1,3}[ -]?)?[0-9](?:[ -]?[0-9]){5,14}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def change_contact(turn: Turn, _operation_id: str, values: wish.ChangeContact) -> Decision:
    """The new value holds at once."""
    _check(turn, values.field, values.value)
    contact = borrowers_contact(turn, values.field)
    if contact is None:
        made = Contact(
            id=values.field,
            field=ContactField(values.field),
            value=values.value,
            updated_at=moment(turn),
            source="借款人",
        )
        return Decision(new=(made,))
    if values.field == "phone" and _digits(values.value) == _digits(str(json.loads(contact.data)["value"])):
        raise refuse(ProblemType.REFUSED, "这个手机号就是现在登记的号码，不需要修改。")
    members = msgspec.to_builtins({"value": values.value, "updated_at": moment(turn), "source": "借款人"})
    return Decision(changed=(("contact", contact.identifier, members),))


def _digits(number: str) -> str:
    return re.sub(r"[^0-9+]", "", number)


def _check(turn: Turn, field: str, value: str) -> None:
    told = None
    if field == "phone" and not _PHONE.fullmatch(value):
        told = "手机号的格式不正确。"
    elif field == "email" and not _EMAIL.fullmatch(value):
        told = "邮箱的格式不正确。"
    elif field in {"address", "employer"} and not value.strip():
        told = "请填写内容。"
    elif field == "id_expiry":
        told = _why_no_expiry(value, turn.today)
    if told is not None:
        raise refuse(ProblemType.INVALID_VALUES, told, "value")


def _why_no_expiry(value: str, today: dt.date) -> str | None:
    """Why a text cannot be the last day of an identity document; an ISO calendar date is expected."""
    try:
        expires = dt.date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        expires = None
    if expires is None:
        return "证件有效期要写成年-月-日，例如 2036-05-20。"
    return "证件有效期已经过去。" if expires <= today else None


def mark_message_read(turn: Turn, _operation_id: str, values: wish.MarkMessageRead) -> Decision:
    """Reading twice changes nothing the second time."""
    message = get(turn, Message, values.message_id)
    return Decision(changed=(("message", message.id, {} if message.read else {"read": True}),))
