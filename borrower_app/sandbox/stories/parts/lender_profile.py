"""What the sandbox lender publishes about itself: name, hotline, ways to pay by hand, complaint routes."""

from __future__ import annotations

from typing import Final

from borrower_app.contract.borrower import BORROWER_ID
from borrower_app.contract.contact_status import CONTACT_STATUS
from borrower_app.contract.discovery import ComplaintRoute, Discovery, PageLimits, PayByHand
from borrower_app.contract.operations import VERBS
from borrower_app.sandbox.stories.parts.story_day import SHANGHAI

LENDER_ID: Final = "example-bank"
LENDER_NAME: Final = "示例银行"
HOTLINE: Final = "955XX"
PLACEHOLDER_ISSUER: Final = "http://127.0.0.1:1"
"""The server puts its own origin here when it answers."""

_WEEK: Final = 7 * 86_400

BY_HAND: Final = (
    PayByHand(
        name="示例银行手机银行",
        how="登录示例银行手机银行，打开「我的贷款」，选「归还本期」，从您自己的示例银行账户还款。"
        "示例银行的工作人员不会向您要密码或短信验证码。",
        available_until="24:00",
    ),
    PayByHand(
        name="示例银行网点柜台",
        how="带上身份证和还款卡，到示例银行任一网点办理「归还本期贷款」。",
        available_until="17:00",
    ),
)

COMPLAINTS: Final = (
    ComplaintRoute(name="示例银行客户投诉", contact="955XX 转 6，或示例银行手机银行「投诉建议」", answer_days=15),
    ComplaintRoute(name="金融消费权益保护热线", contact="12378", answer_days=None),
)


def discovery(
    *,
    name: str = LENDER_NAME,
    zone: str = SHANGHAI,
    currency: str = "CNY",
    hotline: str = HOTLINE,
    lender_id: str = LENDER_ID,
    by_hand: tuple[PayByHand, ...] = BY_HAND,
    complaints: tuple[ComplaintRoute, ...] = COMPLAINTS,
) -> Discovery:
    """The lender's description of itself; `issuer` is a placeholder that the server replaces."""
    return Discovery(
        contract_version=1,
        lender_id=lender_id,
        name=name,
        hotline=hotline,
        hotline_hours="每天 24 小时",
        zone=zone,
        currency=currency,
        issuer=PLACEHOLDER_ISSUER,
        capabilities=tuple(sorted({*VERBS, BORROWER_ID, CONTACT_STATUS})),
        idempotency_retention_seconds=_WEEK,
        page_limits=PageLimits(default=500, maximum=1_000),
        complaint_routes=complaints,
        pay_by_hand=by_hand,
    )
