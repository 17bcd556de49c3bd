# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""What a message that somebody pasted says, and whether it looks like fraud. Pure; the text is data and never followed.

A message proves only that somebody sent it: sender names and numbers can be forged. What it says is compared with the
attempts on record; nothing here ever becomes a stated cause. The signs of fraud follow the warnings of the People's
Bank of China, the banks and the police: genuine staff ask for no codes and no passwords, send no links for paying, and
let nobody share a screen.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from msgspec import Struct

from borrower_app.debits.wordings import Wording, read_wording
from borrower_app.lending.money import Money
from borrower_app.records.debit import DebitAttempt

T = TypeVar("T")

LONGEST_MESSAGE: Final = 2_000
_FEWEST_AGREEING: Final = 2


class FraudSign(StrEnum):
    """Something genuine staff of a bank or lender do not write."""

    LINK = "link"
    CODE = "code"
    PASSWORD = "password"
    PRIVATE_NUMBER = "private_number"
    SCREEN_SHARING = "screen_sharing"
    STRANGE_ACCOUNT = "strange_account"
    THREAT = "threat"
    INSTALL = "install"


class PastedMessage(Struct, frozen=True):
    """What was recognised. Amounts are decimal texts without separators; days are (year or None, month, day)."""

    text: str
    amounts: tuple[str, ...] = ()
    days: tuple[tuple[int | None, int, int], ...] = ()
    last_four: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    wording: Wording = Wording()
    says_paid: bool = False
    signs: tuple[FraudSign, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Nothing in it could be made use of."""
        told = self.amounts or self.days or self.last_four or self.names or self.signs or self.says_paid
        return not told and self.wording == Wording()


_AMOUNT: Final = re.compile(
    r"(?:[¥￥]|RMB|CNY|人民币)\s*([0-9][0-9,]{0,14}(?:\.[0-9]{1,2})?)|([0-9][0-9,]{0,14}(?:\.[0-9]{1,2})?)\s*(?:元|yuan)",
    re.IGNORECASE,
)
_DAY: Final = re.compile(
    r"(?:(20[0-9]{2})\s*[年/.-]\s*)?(?<![0-9])([0-9]{1,2})\s*[月/-]\s*([0-9]{1,2})(?![0-9])\s*(?:日|号)?"
)
_LAST_FOUR: Final = re.compile(
    r"(?:尾号|末四位|后四位|卡号末|ending(?: in| with)?|last four(?: digits)?)\s*(?:为|是|:)?\s*[（(\[【*]*\s*([0-9]{4})(?![0-9])|\*{2,}\s?([0-9]{4})(?![0-9])",
    re.IGNORECASE,
)
_PAID: Final = re.compile(
    r"(?:扣款|还款|代扣|支付)(?:已)?成功|已(?:成功)?(?:扣款|扣收|扣划|还款|入账)|(?:debit|payment) (?:was )?successful|has been debited",
    re.IGNORECASE,
)
_WARNED_AGAINST: Final = re.compile(
    r"(?:勿|不要|别|切忌|谨防|不会|绝不|从不|警惕|严禁|never|do not|don't|will not|won't)[^。；;.!！]{0,14}$",
    re.IGNORECASE,
)
_SIGNS: Final[tuple[tuple[FraudSign, re.Pattern[str]], ...]] = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        (FraudSign.LINK, r"(?:https?://|www\.)\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|top|xyz|io|cc|vip|me|ly|info|club|site|link|shop)\b"),
        (FraudSign.CODE, r"(?:提供|告知|告诉|发送|发给|回复|输入|报|填写|转发|索取|send|reply|tell|give|enter|provide)[^。；;.]{0,12}(?:验证码|校验码|动态码|动态密码|verification code|one-time (?:code|password)|\botp\b|security code|cvn|cvv|安全码)|(?:验证码|校验码|动态码)[^。；;.]{0,8}(?:发|给|告|报|回复|提供)"),
        (FraudSign.PASSWORD, r"(?:提供|告知|告诉|发送|回复|输入|填写|核对|send|reply|tell|give|enter|provide)[^。；;.]{0,10}(?:密码|password|\bpin\b)"),
        (FraudSign.PRIVATE_NUMBER, r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?:加|添加)[^。；;.]{0,6}(?:微信|qq|vx|客服)|(?:微信|qq|vx)(?:号)?[:\s]*[a-z0-9_-]{5,}|telegram|whatsapp"),
        (FraudSign.SCREEN_SHARING, r"共享屏幕|屏幕共享|远程(?:控制|协助|操作)|(?:下载|打开|进入)[^。；;.]{0,8}会议|screen ?shar|share (?:your )?screen|remote (?:control|access)|anydesk|teamviewer|todesk|向日葵"),
        (FraudSign.STRANGE_ACCOUNT, r"(?:转账|汇款|转入|转到|转至|打款|存入|汇至|汇入|还至|还款到|还款至)[^。；;.]{0,16}(?:账户|账号|帐户|帐号|卡号|个人|对公|对私|指定|专用)|安全账户|(?:transfer|pay|send)[^.;]{0,24}(?:to (?:this|the following|our|a) (?:account|card))"),
        (FraudSign.THREAT, r"起诉|法院|传票|立案|上门|拘留|逮捕|刑事|黑名单|通缉|冻结(?:您|你)?(?:名下|全部|所有)|最后(?:一次)?(?:通知|机会)|通知(?:您|你)?(?:的)?(?:家人|单位|亲友)|lawsuit|arrest|police|final notice|blacklist|your family"),
        (FraudSign.INSTALL, r"(?:下载|安装)[^。；;.]{0,10}(?:app|软件|应用|客户端|安装包)|(?:download|install)[^.;]{0,16}(?:app|software)"),
    )
)  # fmt: skip


def read_message(text: str, known_names: Iterable[str] = ()) -> PastedMessage:
    """Read a pasted message; `known_names` are names of lender and banks to look for. Bounded, whatever the text is."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_MESSAGE])
    plain = "".join(
        character if character == "\n" or unicodedata.category(character)[0] != "C" else "" for character in plain
    )
    lowered = plain.casefold()
    return PastedMessage(
        text=plain.strip(),
        amounts=_unique(_plain_amount(match) for match in _AMOUNT.finditer(plain)),
        days=_unique(day for match in _DAY.finditer(plain) if (day := _day_of(match)) is not None),
        last_four=_unique(match.group(1) or match.group(2) for match in _LAST_FOUR.finditer(plain)),
        names=_unique(name for name in known_names if name and name.casefold() in lowered),
        wording=read_wording(plain),
        says_paid=_says_paid(plain),
        signs=tuple(sign for sign, pattern in _SIGNS if _shows(plain, sign, pattern)),
    )


def matching_attempt(message: PastedMessage, attempts: Iterable[DebitAttempt], zone: dt.tzinfo) -> DebitAttempt | None:
    """The attempt that a message is about: at least two of amount, day and last four agree and none differs.

    None where nothing fits, or where several attempts fit equally well.
    """
    fitting = [attempt for attempt in attempts if _agreement(message, attempt, zone) >= _FEWEST_AGREEING]
    if not fitting:
        return None
    best = max(_agreement(message, attempt, zone) for attempt in fitting)
    found = [attempt for attempt in fitting if _agreement(message, attempt, zone) == best]
    return found[0] if len(found) == 1 else None


def _agreement(message: PastedMessage, attempt: DebitAttempt, zone: dt.tzinfo) -> int:
    """How many of the three agree; -1 when one of those that are told differs."""
    agreeing = 0
    if message.last_four:
        card = attempt.instrument
        if card is None or card.last4 not in message.last_four:
            return -1
        agreeing += 1
    if message.amounts:
        told = {_decimal_text(money) for money in (attempt.amount_requested, attempt.amount_debited) if money}
        if not told & set(message.amounts):
            return -1
        agreeing += 1
    if message.days:
        day = (attempt.attempted_at or attempt.planned_at).astimezone(zone).date()
        if not any(
            (year or day.year, month, number) == (day.year, day.month, day.day) for year, month, number in message.days
        ):
            return -1
        agreeing += 1
    return agreeing


def _decimal_text(money: Money) -> str:
    return _canonical(money.to_decimal_text())


def _plain_amount(match: re.Match[str]) -> str:
    return _canonical((match.group(1) or match.group(2)).replace(",", ""))


def _canonical(text: str) -> str:
    whole, _, part = text.partition(".")
    return f"{whole.lstrip('0') or '0'}.{part:0<2}"


def _day_of(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    year, month, day = match.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return (int(year) if year else None, int(month), int(day))


def _says_paid(plain: str) -> bool:
    return any(
        re.search(r"(?:未|没有|不|not )$", plain[max(0, match.start() - 4) : match.start()], re.IGNORECASE) is None
        for match in _PAID.finditer(plain)
    )


def _shows(plain: str, sign: FraudSign, pattern: re.Pattern[str]) -> bool:
    """Whether a sign stands there and is not itself a warning against it."""
    for match in pattern.finditer(plain):
        before = plain[max(0, match.start() - 20) : match.start()]
        if sign in (FraudSign.LINK, FraudSign.PRIVATE_NUMBER) or not _WARNED_AGAINST.search(before):
            return True
    return False


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
