# ruff: noqa: E501 - words of two languages
"""A cause told in words of its own: what it is about beside what is the matter with it, in one sentence.

For texts that say plainly that a debit failed and use none of the known wordings. Two causes found so are none.
"""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.causes import CauseMention, NamedCauses
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import NOT_A_FACT, Mood, Scope, mood_at
from borrower_app.debits.verdict import CauseClass

_NEAR: Final = r"[^。;!?\n]{0,26}?"
_THING_AND_STATE: Final[tuple[tuple[CauseClass, str, str], ...]] = (
    (
        CauseClass.DECEASED_OR_LEGAL,
        r"法院|司法|公安|有权机关|检察|court|legal|litigation|bankrupt|probate",
        r"冻结|查封|止付|扣划|order|attach|froze|hold|stop|block|garnish",
    ),
    (
        CauseClass.INSUFFICIENT_FUNDS,
        r"余额|账户|卡里|卡内|卡上|存折|存款|资金|(?<!差)钱|款项|\b(?:funds?|money|bal(?:ance)?|cash|account|checking|share [0-9]+|wallet)\b",
        r"不足|不够|仅有|只有|太少|不敷|差了?[0-9]|缺(?=[0-9口少])|没那么多|\b(?:insufficient|insuff|short (?:by|of)|not enough|n't enough|too low|not sufficient|lack(?:ed|s|ing)?|inadequate)\b",
    ),
    (
        CauseClass.CARD_EXPIRED_OR_LOST,
        r"卡|\bcard\b",
        r"过期|到期|失效|挂失|遗失|丢失|作废|被盗|换卡|换新|\b(?:expired|lost|stolen|replaced|no longer valid|reissued|out of date)\b",
    ),
    (
        CauseClass.ACCOUNT_CLOSED_OR_INVALID,
        r"账户|账号|卡号|户口|\b(?:account|iban|sort code|routing|bank details)\b",
        r"销户|注销|销卡|不存在|查无|无此|有误|错误|写错|无效|已关闭|结清|\b(?:closed|(?:cannot|can't|could not|couldn't) be found|not found|invalid|not valid|wrong|unknown|(?:does not|doesn't|no longer) exist|incorrect)\b",
    ),
    (
        CauseClass.MANDATE_MISSING_OR_REVOKED,
        r"授权|协议|签约|委托|代扣(?=功能|服务|关系|业务|授权)|\b(?:e-?mandate|mandate|instruction|direct debit|auto-?pay|authori[sz]ation|agreement|permission)\b",
        r"取消|解约|解除|终止|失效|到期|过期|撤销|不存在|没有|未签|未开|关闭|\b(?:cancel(?:l)?ed|revoked|expired|no(?= (?:direct|valid|active|mandate))|not set up|paused|turned off|switched off|ended|missing|withdrawn|terminated)\b",
    ),
    (
        CauseClass.LIMIT_EXCEEDED,
        r"限额|上限|限次|\b(?:limit|cap|maximum|ceiling)\b",
        r"超|满|达到|已用|设有|提高|调高|受|不足|\b(?:over|exceed(?:s|ed)?|above|reached|beyond|hit|goes over|set)\b",
    ),
    (
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
        r"账户|卡|银行|证件|身份证|\b(?:account|card|bank|kyc)\b",
        r"冻结|止付|限制|管控|锁定|风控|只收不付|受限|停用非柜|\b(?:frozen|blocked|restricted|locked|suspended|on hold|flagged|compliance)\b",
    ),
    (
        CauseClass.CUSTOMER_DISPUTE_OR_STOP,
        r"您|本人|客户|\b(?:you|customer|payer)\b",
        r"(?:通过银行|在银行|向银行|已在[^,。]{0,8}|主动|本人|申请)[^,。]{0,6}(?:拒绝|停止|叫停|止付)|\b(?:asked your bank to stop|stopped|refused|rejected our|recalled)\b",
    ),
    (
        CauseClass.DETAILS_MISMATCH,
        r"户名|姓名|证件|身份|手机号|预留|资料|信息|\b(?:names?|details|signature|id|phone)\b",
        r"不符|不一致|不匹配|不同|不对|有误|\b(?:differs?|mismatch|not match|n't match|different)\b",
    ),
    (
        CauseClass.DUPLICATE_OR_DATA_ERROR,
        r"请求|订单|流水|指令|交易|\b(?:request|entry|transaction)\b",
        r"重复(?!扣款|还款|支付)|\bduplicate\b",
    ),
    (
        CauseClass.LENDER_TECHNICAL,
        r"我司|我行|我方|我们|我公司|本公司|平台|\b(?:our|we)\b",
        r"系统|故障|失误|误操作|升级|\b(?:mistake|error|fault|system|outage|technical|glitch)\b",
    ),
    (
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        r"通道|网络|网联|银联|渠道|清算|\b(?:network|channel|gateway|processor|npci|clearing)\b",
        r"故障|异常|维护|中断|拥堵|升级|\b(?:fault|failure|outage|down|problem|error|unavailable)\b",
    ),
    (
        CauseClass.BANK_TECHNICAL,
        r"银行|发卡行|\b(?:your|the|issuing|paying) bank(?:'s)?\b",
        r"系统(?:故障|维护|升级|异常|切换|繁忙|日切|宕机)|主机|\b(?:technical|outage|maintenance|system (?:fault|failure|error|was|is)|offline|down|upgrade)\b",
    ),
)
_COMPILED: Final = tuple(
    (cause, re.compile(f"(?:{thing}){_NEAR}(?:{state})|(?:{state}){_NEAR}(?:{thing})", re.ASCII))
    for cause, thing, state in _THING_AND_STATE
)
_DENIES: Final = re.compile(
    r"并非|不是|无关|未因|没有(?=超|达|冻)|\bnot because\b|\bnot due to\b|\bnothing to do\b|\benough\b(?<!not enough)(?<!n't enough)"
)
# What stands for the smaller thing where both are found: a court's hold is no bank's, an expired agreement no expired card.
_YIELDS: Final = {
    CauseClass.RISK_OR_COMPLIANCE_HOLD: {
        CauseClass.DECEASED_OR_LEGAL,
        CauseClass.LIMIT_EXCEEDED,
    },
    CauseClass.CARD_EXPIRED_OR_LOST: {CauseClass.MANDATE_MISSING_OR_REVOKED, CauseClass.ACCOUNT_CLOSED_OR_INVALID},
    CauseClass.CUSTOMER_DISPUTE_OR_STOP: {CauseClass.MANDATE_MISSING_OR_REVOKED, CauseClass.DECEASED_OR_LEGAL},
    CauseClass.BANK_TECHNICAL: {CauseClass.CHANNEL_OR_NETWORK_TECHNICAL},
}  # fmt: skip


def with_built_cause(text: NormalText, scopes: tuple[Scope, ...], causes: NamedCauses) -> NamedCauses:
    """The causes of a text that failed; unchanged where one is named in a known wording, denied or guessed."""
    if causes.plain or causes.is_vague:
        return causes
    found: dict[CauseClass, CauseMention] = {}
    for cause, pattern in _COMPILED:
        if cause in causes.denied:
            continue
        for match in pattern.finditer(text.dense):
            mood = mood_at(scopes, match.start()) | mood_at(scopes, match.end() - 1)
            if mood & (NOT_A_FACT | Mood.EARLIER | Mood.REQUESTED) or _DENIES.search(match.group()) is not None:
                continue
            found.setdefault(cause, CauseMention(cause, match.start(), match.end()))
    left = [mention for cause, mention in found.items() if not _YIELDS.get(cause, set()) & found.keys()]
    return NamedCauses(tuple(left), causes.denied, False) if len(left) == 1 else causes
