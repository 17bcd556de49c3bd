# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""What a free text about a failed debit says: at most one cause, and only when it says it plainly.

A text never states; at most it lets infer. Negations, guesses, advice, two causes, and shortage on the lender's or
merchant's own account all end as "says nothing". The text is data: nothing in it is followed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from msgspec import Struct

from borrower_app.debits.verdict import CauseClass

LONGEST_READ: Final = 2_000
"""A bank's reason is a sentence; what stands beyond is not read."""


class Wording(Struct, frozen=True):
    """What a text says. `is_open`: that the result is not known yet; `says_failed`: plainly that it failed."""

    cause: CauseClass | None = None
    is_open: bool = False
    says_failed: bool = False
    several: bool = False
    """More than one cause is named: none counts."""


_CAUSES: Final[tuple[tuple[CauseClass, str], ...]] = (
    (
        CauseClass.INSUFFICIENT_FUNDS,
        r"余额不足|可用余额(?:为零|不够)|余额不够|资金不足|存款不足|头寸不足|可用额度不足|款项不足|金额不足以?支付|"
        r"钱不够|insufficient (?:funds|balance)|not (?:enough|sufficient) (?:money|funds|balance)|nsf\b",
    ),
    (
        CauseClass.CARD_EXPIRED_OR_LOST,
        r"(?:卡|卡片)(?:已|已经)?(?:过期|到期|失效)|过期(?:的)?卡|已过有效期|有效期(?:已过|错误|不正确)|(?:卡|卡片|账户)?(?:已|已经)?(?:口头|书面)?挂失|"
        r"已换卡|卡(?:片)?(?:已)?丢失|expired card|card (?:has |is )?expired|lost card|card (?:was )?reported lost",
    ),
    (
        CauseClass.ACCOUNT_CLOSED_OR_INVALID,
        r"(?:账户|账号|帐户|帐号|卡|卡片)(?:已|已经)?(?:销户|注销|销卡|关闭|不存在)|已销户|销户|无此(?:账户|账号|帐户|帐号|卡号)|无效(?:的)?(?:卡号|账号|账户|帐号)|"
        r"卡号无效|账号无效|账户状态(?:为)?(?:销户|注销|久悬)|睡眠(?:户|卡)|久悬|account (?:is |has been |was )?closed|closed account|"
        r"no (?:such )?account|invalid (?:account|card) number|no such card",
    ),
    (
        CauseClass.MANDATE_MISSING_OR_REVOKED,
        r"(?:未|没有|尚未)签(?:约|署)(?:代扣)?|未授权(?:代扣|扣款)?|无(?:代扣)?(?:授权|协议)|(?:签约)?(?:协议|授权|签约)(?:号)?(?:已|已经)?(?:不存在|失效|解约|解除|撤销|终止|到期|过期|取消)|"
        r"(?:已|已经)解约|代扣(?:协议|授权)(?:无效|未生效)|no mandate|mandate (?:is |was |has been )?(?:revoked|cancel(?:l)?ed|expired|missing|ended)|"
        r"no (?:valid )?authori[sz]ation|authori[sz]ation (?:was )?revoked",
    ),
    (
        CauseClass.LIMIT_EXCEEDED,
        r"(?:超过|超出|超|已达)(?:了)?(?:单笔|单日|当日|日累计|日|月|每日|每月|累计|支付|交易|银行卡|卡|金额|取款|消费|账户|二类户|Ⅱ类户|三类户|II类户|规定|最大|最高)*(?:交易|支付|取款|金额|次数)*(?:限额|额度|限制|上限|限次|次数)|"
        r"(?:限额|额度)(?:已)?超限|交易金额超限|金额超限|次数超限|超限额|超过限额|exceed(?:s|ed)? (?:the |its )?(?:\w+ )?limit|limit exceeded|over (?:the )?limit",
    ),
    (
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
        r"风险(?:控制|受限|交易|拦截|等级)|风控|(?:账户|账号|帐户|卡|卡片)?(?:已|被|已被)?(?:冻结|止付|管控|只收不付)|反洗钱|身份(?:信息|证件)?(?:待)?核实|"
        r"证件(?:已)?过期|frozen|blocked account|account (?:is |was )?blocked|risk control|held for review",
    ),
    (
        CauseClass.CUSTOMER_DISPUTE_OR_STOP,
        r"(?:客户|持卡人|用户|付款人)(?:已)?(?:要求|申请|主动)?(?:停止|取消|拒绝|止付)(?:扣款|支付|付款|代扣)?|customer stopped|payment stopped|stop payment|"
        r"refus(?:al|ed) by (?:the )?(?:debtor|payer|customer)|disputed by",
    ),
    (
        CauseClass.DETAILS_MISMATCH,
        r"(?:户名|姓名|证件(?:号|号码)?|身份证(?:号|号码)?|手机号(?:码)?|预留手机|卡号与户名|卡号和姓名|账号户名|账户信息|信息|要素)(?:与\S{0,12})?(?:不符|不一致|不匹配|有误|错误|验证失败)|"
        r"name (?:does not match|mismatch)|details (?:do not|don't) match|phone (?:does not match|mismatch)|id (?:does not match|mismatch)",
    ),
    (
        CauseClass.DECEASED_OR_LEGAL,
        r"司法(?:冻结|扣划|查封)|法院(?:冻结|查封|扣划)|有权机关(?:冻结|止付)|持卡人死亡|客户已故|deceased|court order|legal (?:hold|order)|garnish",
    ),
    (
        CauseClass.LENDER_TECHNICAL,
        r"(?:贷款机构|放款机构|商户|机构|平台|本行|我行)(?:的)?(?:系统)(?:\S{0,4})?(?:故障|异常|维护|错误|升级)|(?:lender|merchant)(?:'s)? system (?:fault|error|failure)",
    ),
    (
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        r"(?:通道|网联|银联|渠道|网络)(?:\S{0,4})?(?:故障|异常|维护|中断|关闭|拥堵)|channel (?:fault|error|failure|outage)|network (?:error|failure)",
    ),
    (
        CauseClass.BANK_TECHNICAL,
        r"(?:银行|发卡行|付款行|开户行|对方行)(?:方)?(?:的)?(?:系统|主机|核心)?(?:\S{0,4})?(?:故障|异常|维护|升级|日切|繁忙|关闭)|"
        r"bank(?:'s)? (?:system )?(?:fault|error|failure|outage|maintenance|unavailable)|issuer (?:unavailable|inoperative)",
    ),
)
_PATTERNS: Final = tuple((cause, re.compile(pattern, re.IGNORECASE)) for cause, pattern in _CAUSES)

# The shortage of somebody else: never the borrower's.
_SOMEBODY_ELSES: Final = re.compile(
    r"(?:商户|机构|平台|收款方|收单|本行|我司|贵司|贷款机构|放款机构|备付金|垫资|头寸|专户|出款|代付|结算户|资金池|对公|"
    r"merchant|lender|payee|institution)\S{0,8}?"
    r"(?:账户|帐户|账号)?\S{0,4}?(?:余额|资金|头寸|额度|balance|funds)",
    re.IGNORECASE,
)
_SOMEBODY_ELSES_AFTER: Final = re.compile(
    r"\s*(?:in|on|of|at)\s+(?:the\s+|your\s+)?(?:merchant|payee|lender|platform|institution|sponsor)", re.IGNORECASE
)
_NEGATED: Final = re.compile(
    r"(?:并非|并不是|不是|不属于|非因|非|不因|未因|并未|没有|没|未|无|不存在|排除|"
    r"\bnot\b|\bno\b|n't|\bnever\b|\bwithout\b|\bisn't\b)"
    r"(?:由于|因为|因|出现|发生|达到|a |an |the |due to |because of |caused by |been )*\s*$",
    re.IGNORECASE,
)
_GUESSED: Final = re.compile(
    r"(?:可能|或许|也许|疑似|怀疑|是否|如果|若|如|假如|一旦|避免|以免|防止|谨防|确保不|请确认|请检查|例如|比如|"
    r"\bmay(?:be)?\b|\bmight\b|\bif\b|\bperhaps\b|\bavoid\b|\bpossibly\b|\bcheck (?:if|whether|for)\b|\be\.g\.)[^，。；,.;]{0,12}$",
    re.IGNORECASE,
)
# Words beside a match that make it speak of something else: wrong PINs are no limit of the borrower's money, an order's
# data are not the borrower's data, a merchant's contract is not the mandate, "ask the issuer" names no fault.
_SPEAKS_OF_SOMETHING_ELSE: Final = {
    CauseClass.LIMIT_EXCEEDED: re.compile(
        r"密码|口令|PIN(?![a-z])|订单总|商户收款|限额为0|balance/credit|is invalid or", re.IGNORECASE
    ),
    CauseClass.DETAILS_MISMATCH: re.compile(r"原交易|订单|币种|交易信息", re.IGNORECASE),
    CauseClass.MANDATE_MISSING_OR_REVOKED: re.compile(r"商户协议|商家协议|机构协议"),
    CauseClass.RISK_OR_COMPLIANCE_HOLD: re.compile(r"商家|商户|其他异常"),
    CauseClass.BANK_TECHNICAL: re.compile(r"银行卡|咨询发卡|联系发卡"),
    CauseClass.CARD_EXPIRED_OR_LOST: re.compile(r"重新绑定"),
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: re.compile(r"资金到账行|收款行|收款账户|收款方"),
    CauseClass.INSUFFICIENT_FUNDS: re.compile(r"commonly|does not reveal|may replace|generic reason", re.IGNORECASE),
}
# "A or B": B has to be another word for the same, or the text names no one cause.
_OR_AFTER: Final = re.compile(r"[^，。；,;、]{0,6}?(?:或者|或|/|／|\bor\b)\s*([^，。；,;]{1,24})", re.IGNORECASE)
_OR_BEFORE: Final = re.compile(r"([^，。；,;]{1,24}?)\s*(?:或者|或|/|／|\bor\b)\s*[^，。；,;]{0,6}$", re.IGNORECASE)
_KIN: Final = {
    CauseClass.INSUFFICIENT_FUNDS: r"余额|资金|存款|款项|额度|透支|钱|头寸|funds|balance|money|nsf",
    CauseClass.CARD_EXPIRED_OR_LOST: r"卡|过期|到期|失效|挂失|有效期|丢失|card|expired|lost|stolen|valid",
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: r"账|帐|户|卡|销|注销|不存在|无效|account|closed|card|number|invalid|locate",
    CauseClass.MANDATE_MISSING_OR_REVOKED: r"授权|协议|签约|签署|解约|代扣|mandate|authori[sz]",
    CauseClass.LIMIT_EXCEEDED: r"限|额|次数|上限|笔|limit|count|times",
    CauseClass.RISK_OR_COMPLIANCE_HOLD: r"冻结|止付|风险|风控|管控|限制|核实|证件|查封|frozen|block|risk|hold|review",
    CauseClass.CUSTOMER_DISPUTE_OR_STOP: r"停|取消|拒绝|止付|异议|撤|stop|refus|disput|cancel|customer|payer",
    CauseClass.DETAILS_MISMATCH: r"户名|姓名|证件|身份|手机|信息|要素|号|资料|name|details|phone|id\b|match",
    CauseClass.DECEASED_OR_LEGAL: r"法院|司法|机关|查封|冻结|扣划|死亡|已故|court|legal|deceased|litigation|order|unable",
    CauseClass.LENDER_TECHNICAL: r"系统|故障|异常|维护|升级|错误|system|fault|error|failure",
    CauseClass.CHANNEL_OR_NETWORK_TECHNICAL: r"通道|网络|系统|故障|异常|维护|中断|渠道|network|channel|fault|error|outage",
    CauseClass.BANK_TECHNICAL: r"系统|故障|异常|维护|升级|日切|繁忙|关闭|主机|线路|system|fault|error|outage|unavailable|inoperative",
}
_KIN_PATTERNS: Final = {cause: re.compile(pattern, re.IGNORECASE) for cause, pattern in _KIN.items()}
_ASKED: Final = re.compile(r"\s*(?:吗|么)?\s*[?？]")
_BETWEEN_OTHERS: Final = re.compile(r"等(?:原因|情况)|或(?:者)?其他|or other|etc", re.IGNORECASE)
_OPEN: Final = re.compile(
    r"处理中|受理中|已受理|正在处理|等待(?:银行)?(?:处理|结果|确认)|结果(?:未知|不明|待查|待确认)|状态(?:未明|未知|不明|待查)|超时|待(?:查询|对账|核对|核实结果)|"
    r"请(?:稍后)?查询(?:结果|交易|订单)?|未(?:收到|返回)\S{0,4}应答|未\S{0,6}返回应答|超过\S{0,6}响应时限|processing|pending|timed? ?out|timeout|outcome unknown|result unknown|please query",
    re.IGNORECASE,
)
_NOT_OPEN: Final = re.compile(r"(?:并未|没有|未|不是|非|not |no )\s*$", re.IGNORECASE)
_FAILED: Final = re.compile(
    r"扣款(?:未成功|不成功|失败)|交易(?:失败|拒绝)|支付失败|还款(?:失败|未成功)|拒绝|失败|declined|failed|rejected|unsuccessful",
    re.IGNORECASE,
)


_ACCUSES: Final = re.compile(
    r"作弊|欺诈|诈骗|套现|洗钱|盗用|盗刷|被盗|伪冒|伪造|没收|嫌疑|黑名单|fraud|stolen|counterfeit|launder|suspicious|pick ?up",
    re.IGNORECASE,
)


def accuses(text: str) -> bool:
    """Whether a text reads like an accusation: such words are never repeated to the borrower (DESIGN section 3)."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    return _ACCUSES.search("".join(c for c in plain if unicodedata.category(c)[0] != "C")) is not None


def read_wording(text: str | None) -> Wording:
    """Read a text; an empty one says nothing. Pure and bounded, whatever the text is."""
    if not text:
        return Wording()
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    plain = "".join(character for character in plain if unicodedata.category(character)[0] != "C")
    causes, unclear = _causes_in(plain)
    is_open = _says_open(plain)
    failed = _FAILED.search(plain) is not None
    if unclear or len(causes) > 1:
        return Wording(None, is_open, failed, several=len(causes) > 1)
    return Wording(next(iter(causes), None), is_open, failed)


def _causes_in(plain: str) -> tuple[set[CauseClass], bool]:
    """The causes named plainly, and whether one was named in a way that says nothing."""
    found: set[CauseClass] = set()
    unclear = False
    taken: list[tuple[int, int]] = []
    for cause, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            before = plain[max(0, match.start() - 24) : match.start()]
            if (
                _is_somebody_elses(plain, match)
                or _speaks_of_something_else(cause, plain)
                or _NEGATED.search(before)
                or _GUESSED.search(before)
                or _BETWEEN_OTHERS.match(plain[match.end() :])
                or _ASKED.match(plain[match.end() :])
                or _is_one_of_two(plain, match, cause)
            ):
                unclear = True
            elif not any(start <= match.start() and match.end() <= end for start, end in taken):
                found.add(cause)
            taken.append(match.span())
    if CauseClass.DECEASED_OR_LEGAL in found:
        # 司法冻结 is one statement, not a court and besides a hold.
        found.discard(CauseClass.RISK_OR_COMPLIANCE_HOLD)
    return found, unclear


def _speaks_of_something_else(cause: CauseClass, plain: str) -> bool:
    pattern = _SPEAKS_OF_SOMETHING_ELSE.get(cause)
    return pattern is not None and pattern.search(plain) is not None


def _is_one_of_two(plain: str, match: re.Match[str], cause: CauseClass) -> bool:
    """Whether the cause stands beside an "or" whose other side is something else."""
    kin = _KIN_PATTERNS.get(cause)
    sides = (
        _OR_AFTER.match(plain[match.end() :]),
        _OR_BEFORE.search(plain[max(0, match.start() - 40) : match.start()]),
    )
    return kin is not None and any(side is not None and kin.search(side.group(1)) is None for side in sides)


def _is_somebody_elses(plain: str, match: re.Match[str]) -> bool:
    if _SOMEBODY_ELSES_AFTER.match(plain[match.end() :]):
        return True
    around = plain[max(0, match.start() - 16) : match.end()]
    return any(other.end() > len(around) - (match.end() - match.start()) for other in _SOMEBODY_ELSES.finditer(around))


def _says_open(plain: str) -> bool:
    return any(
        not _NOT_OPEN.search(plain[max(0, match.start() - 6) : match.start()]) for match in _OPEN.finditer(plain)
    )
