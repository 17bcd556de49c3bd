"""Exchanging a card number for a token: the one request that carries a card number, to the lender file's card host."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from borrower_app.contract import strict_json
from borrower_app.records.enums import AccountClass
from borrower_app.records.fields import Identifier, LastFour, ShortText

CARD_TOKENS_PATH: Final = "/v1/card-tokens"

CardNumber = Annotated[str, Meta(pattern=r"^[0-9]{12,19}\Z")]


class CardTokenRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of `POST /v1/card-tokens`. The number is kept nowhere, on neither side."""

    number: CardNumber

    def __repr__(self) -> str:
        return "CardTokenRequest(…)"


class CardToken(Struct, frozen=True, kw_only=True):
    """What the card host says of a card: the token that stands for it, and what the card's bank has told.

    `same_bank_as_lender` None and account class unknown mean that the bank did not say.
    """

    token: Identifier
    last4: LastFour
    bank: ShortText
    account_class: AccountClass = AccountClass.UNKNOWN
    same_bank_as_lender: bool | None = None


_TOKEN_DECODER: Final = msgspec.json.Decoder(CardToken)
_REQUEST_DECODER: Final = msgspec.json.Decoder(CardTokenRequest)


def decode_card_token(body: bytes) -> CardToken:
    """Scan and decode; raises ContractViolation."""
    strict_json.scan(body)
    return strict_json.decode(body, _TOKEN_DECODER)


def decode_card_token_request(body: bytes) -> CardTokenRequest:
    """Scan and decode; raises ContractViolation whose text never holds the number."""
    strict_json.scan(body)
    return strict_json.decode(body, _REQUEST_DECODER)


_LENGTHS: Final = (
    (("34", "37"), (15,)),
    (("36", "38", "39"), range(14, 20)),
    (("35", "62", "81", "9"), range(16, 20)),
    (("4",), (13, 16, 19)),
    (("51", "52", "53", "54", "55", "22", "23", "24", "25", "26", "27"), (16,)),
)
"""Lengths by the first digits (ISO/IEC 7812 issuer ranges); a range that is not listed has 12 to 19 digits."""


def has_possible_length(digits: str) -> bool:
    """Whether a number of this beginning can have so many digits."""
    lengths = next((lengths for begins, lengths in _LENGTHS if digits.startswith(begins)), range(12, 20))
    return len(digits) in lengths
