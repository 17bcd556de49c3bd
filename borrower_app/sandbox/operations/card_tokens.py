"""The card host of the sandbox: takes a made-up card number once and gives a token; the number itself is not kept.

Only numbers that begin with 9999 are taken: no real card does (ISO/IEC 7812 keeps 9 for national use).
"""

from __future__ import annotations

import hmac

from sqlalchemy import insert, select

from borrower_app.check_digit import passes_luhn
from borrower_app.contract.card_tokens import CardToken, decode_card_token_request, has_possible_length
from borrower_app.contract.problems import ProblemType
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.records.enums import AccountClass
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import JSON, HttpRequest, Reply, json_reply, refuse

MADE_UP = "9999"
_CREDIT = "999909"
_table = tables.card_tokens

_BANKS: dict[str, tuple[str, AccountClass, bool | None]] = {
    "999901": ("建设银行", AccountClass.I, False),
    "999902": ("招商银行", AccountClass.II, False),
    "999903": ("交通银行", AccountClass.III, False),
    "999904": ("示例银行", AccountClass.I, True),
}
"""What the made-up banks tell about their cards, by the first six digits."""


def exchange_card(turn: Turn, request: HttpRequest) -> Reply:
    """A token for a card number; the same number gives the same token. Raises Refusal."""
    if request.media_type != JSON:
        raise refuse(ProblemType.UNSUPPORTED_MEDIA_TYPE, "application/json is expected")
    try:
        number = decode_card_token_request(request.body).number
    except ContractViolation:
        raise refuse(ProblemType.INVALID_VALUES, "a card number of 12 to 19 digits is expected", "number") from None
    if not passes_luhn(number) or not has_possible_length(number):
        raise refuse(ProblemType.INVALID_VALUES, "卡号的校验位不对。", "number")
    if not number.startswith(MADE_UP):
        raise refuse(ProblemType.REFUSED, "这是练习用的贷款机构，只接受 9999 开头的假卡号。")
    if number.startswith(_CREDIT):
        raise refuse(ProblemType.REFUSED, "信用卡不能用来还贷款，请换一张借记卡。")
    bank, account_class, same_bank = _BANKS.get(number[:6], ("发卡银行待确认", AccountClass.UNKNOWN, None))
    token = "card-" + hmac.new(turn.secret, number.encode(), "sha256").hexdigest()[:20]
    card = CardToken(
        token=token, last4=number[-4:], bank=bank, account_class=account_class, same_bank_as_lender=same_bank
    )
    if find_card(turn, token) is None:
        row = {"token": token, "last4": card.last4, "bank": bank, "account_class": account_class.value}
        turn.connection.execute(insert(_table), {**row, "same_bank": same_bank})
    return json_reply(card, headers=(("Cache-Control", "no-store"),))


def find_card(turn: Turn, token: str) -> CardToken | None:
    """What the card host told about a token it gave out; None for one it did not."""
    row = turn.connection.execute(select(_table).where(_table.c.token == token)).first()
    if row is None:
        return None
    return CardToken(
        token=row.token,
        last4=row.last4,
        bank=row.bank,
        account_class=AccountClass(row.account_class),
        same_bank_as_lender=row.same_bank,
    )
