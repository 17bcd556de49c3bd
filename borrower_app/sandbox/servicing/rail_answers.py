"""What each rail answers to a debit that cannot go through: codes of its own list, with its own wording.

Where a list has no code of its own for a cause it answers with its general one, as real rails do; the facts on record
then have to tell the rest.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from borrower_app.sandbox.stories.parts import debit_trail
from borrower_app.sandbox.stories.parts.debit_trail import StoryRail


class Obstacle(StrEnum):
    """Why a debit cannot go through by what is on record."""

    CARD_EXPIRED = "card_expired"
    CARD_LOST = "card_lost"
    CARD_CLOSED = "card_closed"
    MANDATE = "mandate"
    LIMIT = "limit"


Answer = tuple[str | None, str]
"""Code and wording."""

KNOWN_RAILS: Final = (
    debit_trail.UNIONPAY_POS,
    debit_trail.UNIONPAY_ONLINE,
    debit_trail.CHINAPAY,
    debit_trail.NETSUNION,
    debit_trail.ALLINPAY,
    debit_trail.KUAIQIAN,
    debit_trail.ISO8583,
    debit_trail.NACH_INDIA,
)

_CARD_SCHEME: Final[dict[Obstacle, Answer]] = {
    Obstacle.CARD_EXPIRED: ("54", "过期的卡"),
    Obstacle.CARD_LOST: ("41", "挂失卡"),
    Obstacle.CARD_CLOSED: ("14", "无效卡号"),
    Obstacle.MANDATE: ("57", "不允许持卡人进行的交易"),
    Obstacle.LIMIT: ("61", "超出金额限制"),
}

_ANSWERS: Final[dict[tuple[str, str | None], dict[Obstacle, Answer]]] = {
    ("unionpay", "pos"): {**_CARD_SCHEME, Obstacle.LIMIT: ("61", "超出金额限制；交易金额超限")},
    ("unionpay", "online"): {
        Obstacle.CARD_EXPIRED: ("73", "支付卡已超过有效期"),
        Obstacle.CARD_LOST: ("63", "卡状态不正确"),
        Obstacle.CARD_CLOSED: ("61", "输入的卡号无效，请确认后输入"),
        Obstacle.MANDATE: ("77", "银行卡未开通认证支付"),
        Obstacle.LIMIT: ("33", "交易金额超限"),
    },
    ("unionpay", "chinapay"): {
        Obstacle.CARD_EXPIRED: ("2036", "受限制的卡"),
        Obstacle.CARD_LOST: ("2041", "已挂失折"),
        Obstacle.CARD_CLOSED: ("2014", "无效卡号"),
        Obstacle.MANDATE: ("20T4", "未签约账户"),
        Obstacle.LIMIT: ("2061", "累计交易金额超限"),
    },
    ("netsunion", None): {
        Obstacle.CARD_EXPIRED: ("PB520007", "接收方账户超过有效期"),
        Obstacle.CARD_LOST: ("PB511010", "签约人账户状态为挂失"),
        Obstacle.CARD_CLOSED: ("PB520005", "接收方账户状态为已注销"),
        Obstacle.MANDATE: ("PB521014", "接收方机构查无此签约协议号"),
        Obstacle.LIMIT: ("PB511098", "其他因账户状态导致的失败"),
    },
    ("allinpay", None): {
        Obstacle.CARD_EXPIRED: ("3010", "过期卡"),
        Obstacle.CARD_LOST: ("3006", "已挂失卡"),
        Obstacle.CARD_CLOSED: ("3039", "账户已关户"),
        Obstacle.MANDATE: ("3043", "未与银行签约"),
        Obstacle.LIMIT: ("3013", "超出提款限额"),
    },
    ("kuaiqian", None): _CARD_SCHEME,
    ("iso8583", None): _CARD_SCHEME,
    ("nach_india", None): {
        Obstacle.CARD_EXPIRED: ("53", "Account Inoperative"),
        Obstacle.CARD_LOST: ("53", "Account Inoperative"),
        Obstacle.CARD_CLOSED: ("01", "Account Closed"),
        Obstacle.MANDATE: ("22", "Mandate not valid for Debit transaction"),
        Obstacle.LIMIT: ("57", "Amount Exceeds limit set on Account by Bank for Debit per Transaction"),
    },
}

_WITHOUT_CODE: Final[dict[Obstacle, Answer]] = {
    Obstacle.CARD_EXPIRED: (None, "卡已过期"),
    Obstacle.CARD_LOST: (None, "卡已挂失"),
    Obstacle.CARD_CLOSED: (None, "账户不可用"),
    Obstacle.MANDATE: (None, "没有生效的代扣授权"),
    Obstacle.LIMIT: (None, "交易金额超限"),
}


def answer_of(rail: StoryRail, obstacle: Obstacle) -> Answer:
    """Code and wording of a rail; a rail that is not known here answers in words only."""
    return _ANSWERS.get((rail.name, rail.code_list), _WITHOUT_CODE)[obstacle]


def rail_of(name: str, channel: str | None, code_list: str | None) -> StoryRail:
    """The rail of an earlier attempt, with the code list that its answers came from."""
    known = [rail for rail in KNOWN_RAILS if rail.name == name]
    fitting = next((rail for rail in known if rail.code_list == code_list), known[0] if known else None)
    if fitting is None:
        return StoryRail(name, channel or name, code_list)
    return StoryRail(name, channel or fitting.channel, fitting.code_list)
