# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""Which causes a text names, and how: plainly, denied, as a guess, as one of two, or of somebody else's account.

A text never states; at most it lets infer. Two causes that are both named plainly are no one cause.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import NOT_A_FACT, Mood, Scope, mood_at
from borrower_app.debits.reading_texts.two_languages import TwoLanguages
from borrower_app.debits.verdict import CauseClass

_CARD: Final = r"(?:银行卡|信用卡|储蓄卡|借记卡|支付卡|扣款卡|还款卡|绑定卡|付款卡|卡片|卡号|卡)"
_ACCOUNT: Final = r"(?:账户|账号|户口|卡号|卡片|银行卡|信用卡|储蓄卡|借记卡|扣款卡|还款卡|支付卡|卡|存折)"
_TAIL: Final = r"(?:(?:\(|尾号|末四码)?[0-9*]{3,6}\)?(?:的)?(?:卡片|卡|账户|户口)?)?"
_HAS: Final = r"(?:已经?|已被|被|目前|当前|处于|状态为|状态:?|现|仍){0,3}"
_PATTERNS_OF: Final[tuple[tuple[CauseClass, str], ...]] = (
    (
        # Before the card's own date: an identity document that has run out is no card that has.
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
        r"(?:证件|身份证|身份证件)(?:信息)?(?:已|有效期)*(?:过期|过有效期|到期|失效|超(?:过|出)有效期)|身份信息(?:已)?过期|证件信息过期|(?:id|passport|kyc) (?:has |is )?expired",
    ),
    (
        CauseClass.INSUFFICIENT_FUNDS,
        r"(?:卡里|账户|卡内|账上|余额|存款)(?:还)?差(?:了)?[0-9]|(?:余额|存款|资金)(?:[^,。;]|,(?=[0-9])){0,14},?不足以(?:归还|支付|扣|偿还|冲还|覆盖)|(?:卡里|卡内|卡上|账上|账户)(?:就|只剩|仅剩|就剩|只有)[0-9]|(?:资金|余额|存款|钱)短缺|无足够(?:的)?(?:资金|余额|存款)|(?:钱|款)没存够|卡(?:里)?空了|可用金额不足|余额仅够|户头空|(?:存款|结存)不足|没有足够的钱|(?:账户|可用|卡内|卡里|存款|账上)?余额(?:为零|不够|不足|未足额|小于|低于|少于|不支持|为0(?![.0-9])|已不足)|资金(?:不足|不够)|存款(?:不足|不够)|头寸不足|(?:可用)?(?:信用)?额度不足|款项不足|结余不足|余款不足|金额不足以?支付|存款余额不足|余额未达|"
        r"钱不够|不够钱|没钱(?!了吗)|(?:余额|存款|资金|金额|钱)(?:都)?(?:不够扣|不够还|不够支付|没有那么多|太少|无法覆盖|不足以|未能足额|未达到)|(?:余额|存款)(?:只有|仅有|仅剩|只剩|仅为?)(?=[^,。;]{0,16},?[^,。;]{0,6}(?:不足|不够|低于|小于|扣|差))|没有余额|空户|账上没|结余(?:不足|不够|低于)|户口(?:存款|结余)?不足|没有足够(?:的)?(?:余额|资金|存款|钱)|(?:未|没)(?:存|备)足|没有存够|余额不满足|透支额度|可用余额.{0,6}(?:小于|低于|不足)|卡里只有|"
        r"account (?:was |is )?overdrawn|account was short|(?:did not|didn't) hold enough|funds (?:weren't|wasn't|aren't) (?:available|sufficient|enough)|insufficient (?:funds|balance|available|credit|fund)|not (?:enough|sufficient) (?:money|funds|balance|credit)|nsf\b|(?:want|lack|shortage) of (?:funds|money|balance)|(?:did not|didn't|does not|doesn't) have (?:a )?(?:sufficient|enough|adequate)|(?:was|were|wasn't|isn't) (?:not )?enough (?:money|balance|funds)|(?:balance|funds) (?:was |were |is )?(?:below|under|less than|too low)|no(?:t enough)? money (?:in|on)|funds were too low|not provided for|(?:not enough|n\'t enough|insufficient|too little) (?:in (?:it|there|your account|the account)|to cover|left|cash|money)|(?:did not|didn\'t|could not|couldn\'t|won\'t|not) cover|funds (?:were|are|was) (?:not available|unavailable|insufficient|short|low)|(?:were|was) no (?:money|funds)|short of (?:money|funds|cash)|(?:low|inadequate|lack of|no|short of) (?:balance|funds)\b|balance (?:was |is |too )?(?:insufficient|too low|not enough|inadequate)|not provided for|funds insufficient|(?:isn't|wasn't|weren't|was not|is not|were not) (?:enough|sufficient) (?:money|funds|balance|in)|n't (?:have )?enough (?:money|funds|in)|didn't have enough|exceeds balance|over credit limit|insufficient$",
    ),
    (
        CauseClass.CARD_EXPIRED_OR_LOST,
        _CARD
        + _TAIL
        + r"(?:的)?(?:有效期)?"
        + _HAS
        + r"(?:过期|到期|失效|过有效期|超(?:过|出)有效期|超期)|过期(?:的)?卡|(?:已)?(?:超)?过(?:了)?有效期|有效期(?:已过|已到|错误|不正确|不符|过期)|(?:超过|超出)有效期|(?:卡|卡片|账户|存折)?"
        + _HAS
        + r"(?:口头|书面)?(?:临时)?挂失|挂失"
        + r"(?:卡|停用|状态|无法)?|"
        r"已换卡|卡(?:片)?(?:已|被)?(?:您)?(?:丢失|遗失|更换|作废|换新)|卡丢了|旧卡|换了新卡|未激活|expired card|card (?:on file |ending (?:in )?[0-9]{4} )?(?:has |is |was |had )?expired|card (?:on file|we have for you|ending [0-9]{4}) (?:has |is |was )?(?:expired|no longer valid)|card (?:is |was )?past its expiry|lost card|(?:card )?(?:was |been |has been )?reported (?:as )?lost|card (?:was |is |has been )?(?:lost|replaced|stolen|no longer valid|not valid|cancel(?:l)?ed|out of date)|(?:expiry|expiration) date (?:has )?passed|card expir(?:y|ation) date",
    ),
    (
        CauseClass.ACCOUNT_CLOSED_OR_INVALID,
        _ACCOUNT
        + _TAIL
        + _HAS
        + r"(?:为)?(?:销户|注销|销卡|关闭|结清销户|撤销|不存在|停用(?!.{0,4}非柜)|(?<!状态)(?:有误|错误|无效|不正确)|填写错误|输入错误)|已销户|户头[^,。;]{0,4}销户|销户|卡销了|户口(?:已)?(?:关闭|结束)|账户(?:已)?(?:结清|作废)|(?:账号|卡号|账户)(?:填|登记|输)?(?:错|写错|不对)|(?:查)?无此(?:账户|账号|卡号|卡|户)|无效(?:的)?(?:卡号|账号|账户|卡)|查无此(?:户|账号|卡)|"
        r"账户状态(?:为)?(?:销户|注销|久悬)|睡眠(?:户|卡)|久悬|不动户|账号不符|户口已取消|account (?:ending (?:in )?[0-9]{4} )?(?:has been |is |was |you gave us has been |you gave us is |[a-z]+ )?closed|closed account|bank account[^.;]{0,20}closed|(?:account|card) (?:number )?(?:does not|doesn't) exist|"
        r"no (?:such )?account|(?:invalid|incorrect|wrong) (?:bank )?(?:account|card|iban)(?: number| details| no)?|(?:does not|doesn't|did not|didn't) match any account|(?:routing|account)(?: number)?(?: or [a-z ]{3,20})? (?:is|was) not valid|bank details [^.;]{0,16}(?:aren't|are not|not) valid|account for your [a-z ]{3,20} (?:does not|doesn't) exist|no such card|(?:account|card) (?:no longer exists|could not be found|cannot be found|can\'t be found)|(?:couldn\'t|could not|cannot|can\'t) find (?:the|your|an) account|wrong (?:sort code|account|iban)|incorrect (?:sort code|bank account|bank details)|account (?:is |was )?(?:dormant|inactive|not found)|(?:account|card|iban) (?:number )?(?:is |was )?(?:invalid|incorrect|wrong)|unable to (?:locate|find) (?:your |the )?account",
    ),
    (
        CauseClass.MANDATE_MISSING_OR_REVOKED,
        r"(?:未|没有|尚未|没)(?:有)?(?:签(?:约|署|订)|开通|授权|办理(?=委托|代扣|扣款|协议|自动|无卡|代收|授权|签约))(?:过)?(?:委托|代扣|扣款|认证支付|快捷支付|协议|自动|无卡支付|代收|自动转账)*|无(?:有效)?(?:的)?(?:代扣|委托|扣款)?(?:授权|协议|委托|签约)|查无此?(?:签约|协议|委托|授权)(?:协议)?(?:号)?|(?:签约|代扣|扣款|委托|授权|协议|自动转账|自动扣款)?(?:关系|协议|授权|签约|委托|合约|指示)(?:号)?"
        + _HAS
        + r"(?:不存在|失效|解约|解除|撤销|终止|到期|过期|取消|注销|作废|无效|未生效)|"
        r"(?:已|已经|被)解约|终止委托|委托不存在|授权(?:已)?(?:被)?(?:取消|注销|到期)|代扣(?:协议|授权)(?:无效|未生效|过期)|(?:取消|撤销|解除|关闭)(?:了)?(?:代扣|扣款|委托|自动扣款)*(?:的)?(?:授权|协议|签约)|自动扣款(?:已|已被)?关闭|no authority held|(?:instruction|authority|mandate) (?:has been |was |is )?withdrawn|(?:关闭|取消|解除)了?(?:自动|代扣|免密)(?:扣款|支付)?(?:功能|授权|协议)?|no (?:valid |existing )?mandate|mandate (?:has |is |was |has been |had )*(?:revoked|cancel(?:l)?ed|expired|missing|ended|not found|withdrawn|terminated|inactive|invalid|not registered)|no (?:existing )?mandate|"
        r"(?:you(?:\'ve| have)? |was |been |is |are )?(?:cancel(?:l)?ed|revoked|withdrew|withdrawn|turned off|switched off|stopped|ended) (?:the |your |this |our )?(?:direct debit|mandate|auto-?pay|e-?mandate|authority|authori[sz]ation|instruction|permission|agreement)|(?:auto-?pay|direct debit|e-?mandate|mandate|authority|permission) (?:is |was |has been |had been |got )?(?:off|switched off|disabled|deactivated|not active|inactive|no longer (?:valid|active|in place)|not set up)|no (?:direct debit )?instruction|no (?:valid )?authori[sz]ation|authori[sz]ation (?:was |has been |has )?(?:revoked|expired|cancel(?:l)?ed|withdrawn)|(?:instruction|direct debit|dd|auto-?pay|autopay|standing instruction|agreement) (?:has |was |is |has been |had been )*(?:cancel(?:l)?ed|expired|revoked|ended|turned off|terminated)|(?:paused|suspended) (?:the|your|this) (?:agreement|mandate|payto)|终止委托|cancel(?:l)?ed (?:the|your) (?:instruction|mandate|direct debit)|instruction cancel(?:l)?ed",
    ),
    (
        CauseClass.LIMIT_EXCEEDED,
        r"(?:每天|每日|单日|单笔|每次|一天)(?:最多|限额|上限|只能)(?:付|扣|转|支付)?[0-9][0-9,.]*元?(?=[^。;]{0,16}超)|(?:amount )?above the (?:maximum|max) you set|(?:超过|超出|超|已达|达到|高于|大于)(?:了)?(?:(?:您|阁下)?(?:所)?(?:设定|设置)(?:之|的)?|(?:直接付款)?(?:授权|协议|合约|账户|银行|[0-9.,]{1,12}元?))*(?:单笔|单日|当日|日累计|日|月|每日|每月|累计|支付|交易|银行卡|银行|卡|金额|取款|消费|账户|二类户|ii类户|三类户|iii类户|ii类账户|规定|最大|最高|协议|授权|转出|扣款|付款)*(?:之|的)?(?:交易|支付|取款|金额|次数|转账)*(?:限额|额度(?!不足)|限制|上限|限次|次数)|"
        r"(?:限额|额度)(?:已)?(?:超限|已满|用完|用尽|用完了|不足以|已用|超)|交易金额超限|金额(?:已)?超限|次数超限|超限额|超过限额|累计(?:已)?达[^,。;]{0,12}上限|(?:被|因|受|系|是).{0,8}限额(?:了|未|,|。|$|影响|限制)|单笔限额|当日限额|日限额|[(-]限额|限额了|"
        r"(?:exceed(?:s|ed|ing)?|over|above|more than) (?:the |its |your |a |an |bank's )?(?:[a-z]+ ){0,4}limit|limit (?:was |is |has been |had been )?(?:exceeded|reached|hit)|(?:daily|monthly|transaction|payment|debit) (?:cap|maximum|ceiling)|(?:above|over|beyond|past) (?:the |your )?(?:maximum|cap)|(?:maximum|max) (?:amount )?(?:exceeded|reached)|hit (?:the|your) (?:[a-z]+ )?limit|exceeds? the (?:[a-z]+ )?(?:amount|maximum)|(?:daily|monthly|single|transaction) (?:debit )?limit (?:exceeded|reached|of)|exceeds withdrawal",
    ),
    (
        CauseClass.RISK_OR_COMPLIANCE_HOLD,
        r"风险(?:控制|受限|交易|拦截|等级|管控)|风控|(?:账户|账号|户口|卡|卡片)?(?:状态)?(?:为)?"
        + _HAS
        + r"(?:冻结(?!令)|止付(?!申请)|管控|只收不付|封存|封控|锁定)|反洗钱|身份(?:信息|证件)?(?:待)?(?:核实|核验|过期)|(?:暂停|限制|停止|停用|关闭|受限)(?:了)?(?:您的?)?(?:账户)?(?:的)?非柜面(?:交易|业务)?|非柜面(?:交易|业务)?(?:功能)?"
        + _HAS
        + r"(?:暂停|限制|停用|关闭|受限)|"
        r"(?:证件|身份证|身份证件)[^,。;]{0,8}(?:过期|过有效期|到期|失效)|(?:账户|卡|户口)(?:被|已被|已)?(?:暂停|限制)(?:使用|交易|支付|收付)?|个人资料未认证|未完成实名|未实名|受限制的?账户|frozen|put a hold|(?:account|card) (?:is |was |has been |had been |being )?(?:temporarily )?(?:frozen|locked|blocked)|交易受限|风控拦|(?:只收|不收)不付|解除管控|security (?:hold|check|review)|flagged (?:by|as|for)|fraud (?:team|check)|account (?:is |was |has been |had been )?(?:temporarily )?(?:blocked by|blocked|restricted|suspended|on hold|locked)|blocked account|risk control|held for review|re-?kyc|kyc (?:pending|expired)|compliance hold",
    ),
    (
        CauseClass.CUSTOMER_DISPUTE_OR_STOP,
        r"(?:客户|持卡人|用户|付款人|您|本人|您本人)(?:已)?(?:在[^,。;]{0,16})?(?:要求(?:银行)?|申请|主动|对[^,。;]{0,8}设置)?[“「\"]?(?:停止|取消|拒绝|止付|撤回)(?:了)?(?:(?:对?[^,。;]{0,4})(?:扣款|支付|付款|代扣)|(?=[,。;])|$)|本人申请止付|拒绝扣款|customer (?:has )?stopped|payments? (?:has been |was )?stopped|stop(?:ped)? payment|(?:you|customer|payer) (?:placed|put|requested|asked for) a stop|"
        r"refus(?:al|ed) by (?:the )?(?:debtor|payer|customer)|disputed by|you (?:disputed|stopped)|refused by you\b(?!r)|payment stopped|stop(?:ped)? (?:or|/) recalled|(?:issued|gave|placed) (?:a |your bank a )?stop|you (?:asked|told|instructed) (?:your|the) bank (?:to stop|not to)|you (?:recalled|rejected|refused|blocked) (?:the|this|our)|at your request|(?:您|客户|本人)(?:已)?(?:拒绝|叫停|撤回|止付)(?:了)?|customer (?:refused|advises)",
    ),
    (
        CauseClass.DETAILS_MISMATCH,
        r"(?:cpf|cnpj|name|details?|pan) differs? from|signature (?:mismatch|differs|does not match)|(?:户名|姓名|证件(?:号|号码|类型)?|身份证(?:号|号码)?|手机号(?:码)?|预留手机(?:号|号码)?|预留信息|卡号与户名|卡号和姓名|账号户名|账户信息|身份信息(?:或手机号)?|持卡人(?:身份)?信息(?:或手机号)?|信息|要素|账户名)(?:(?:与|和)[^,。;]{0,14}?)?(?:输入)?(?:不符|不一致|不匹配|有误|错误|不正确|已停用|验证失败|校验失败)|手机号(?:码)?(?:已)?(?:停用|变更)|"
        r"(?:name|details|number|account name)s? (?:you gave )?(?:do not|don\'t|did not|didn\'t|does not|doesn\'t) (?:match(?! any)|agree)|(?:not|n\'t) match(?! any)|different name|name on (?:the )?account|name (?:does not match|doesn't match|mismatch)|(?:details|name|phone|id|number)s? (?:do not|don't|does not|doesn't) match|(?:name|phone|id|account) mismatch|mismatch (?:between|of)|incorrect (?:cardholder|name|details)|refer to name",
    ),
    (
        CauseClass.DECEASED_OR_LEGAL,
        r"账户(?:已)?(?:被)?查封|(?:司法|法院|有权机关|公安)[^,。;]{0,6}?(?:冻结|扣划|查封|止付)|(?:持卡人|客户|借款人|所有人|户主|本人|付款人)(?:已)?(?:死亡|已故|身故|去世|身亡|亡故|已殁|已歿|逝世)|已歿|deceased|court order|legal (?:hold|order)|garnish|under litigation|death of|passed away|bankrupt(?:cy)?|insolven|attachment order|freezing order|by (?:the )?court|in probate",
    ),
    (
        CauseClass.DUPLICATE_OR_DATA_ERROR,
        r"(?:流水号|订单号|交易|请求|单号|报文)(?:号)?重复|重复(?:提交|交易|请求|扣款请求)|订单已存在|报文(?:格式)?(?:错误|有误)|duplicate (?:transaction|entry|payment|debit|request)|already debited",
    ),
    (
        CauseClass.LENDER_TECHNICAL,
        r"(?:贷款机构|放款机构|商户|机构|平台|本行|我行|我司|我公司|本公司|我方|我们|本平台)(?:的)?(?:业务|核心|扣款|内部|技术)?(?:系统|服务器)[^,。;]{0,4}?(?:故障|异常|维护|错误|升级|问题|原因)|(?:我司|我行|我方|我们|平台|本公司|我公司)(?:内部|自身|系统|技术|后台)?(?:的)?(?:原因|操作失误|失误|问题)|(?:lender|merchant)(?:'s)? system (?:fault|error|failure)|(?:error|fault|problem|issue|mistake|outage) (?:in|on|with|at) our (?:[a-z]+ )?(?:system|end|side|platform|billing)|(?:our|on our) (?:end|side|part)\b|our (?:mistake|error|fault)|we (?:made|had) (?:a|an) (?:mistake|error|technical|system|problem)|our (?:billing |own |payment |it )?(?:systems?|error|mistake|side)[^.;]{0,12}(?:fault|error|failure|down|problem|outage|issue)?",
    ),
    (
        CauseClass.CHANNEL_OR_NETWORK_TECHNICAL,
        r"(?:支付|银行|银联|扣款|第三方)?(?:通道|网联|银联|渠道|网络|清算系统|支付系统|支付机构)(?:系统)?[^,。;]{0,4}?(?:故障|异常|维护|中断|关闭|拥堵|繁忙|升级|错误)|channel (?:fault|error|failure|outage)|network (?:error|failure|is down|unavailable|issue|down)|(?:upi|ach|nach|payment|card) network[^.;]{0,12}(?:unavailable|down|error|outage)|(?:payment|card|clearing) (?:provider|processor|partner|system|gateway|channel)(?:\'s)? (?:[a-z]+ ){0,3}(?:problem|issue|down|unavailable|outage|error|fault|failure)|clearing (?:system )?(?:was |is )?(?:down|unavailable)|gateway (?:error|failure|down|unavailable)|payment processor (?:error|failure|down|outage)",
    ),
    (
        CauseClass.BANK_TECHNICAL,
        r"(?:银行|发卡行|付款行|付款银行|开户行|对方行|扣款银行|您的银行)(?:方)?(?:的)?(?:系统|主机|核心|端)?[^,。;]{0,4}?(?:故障|异常|维护|升级|日切|繁忙|宕机)|(?:银行|发卡行|付款行)系统[^,。;]{0,4}?关闭|主机(?:故障|日切|繁忙)|"
        r"(?:your |the )?(?:destination |issuing |paying )?bank(?:'s)? (?:systems? |host |servers? )?(?:was |is |had |has |were |are )?(?:fault|error|failure|outage|maintenance|unavailable|down|an outage|offline)|issuer (?:unavailable|inoperative|system)|(?:bank|issuer)(?:\'s)?(?: side| had a| has a| with a)? technical|(?:error|outage|fault) (?:at|in) the (?:customer's |payer's )?(?:payment )?(?:institution|bank)|银行(?:核心)?系统(?:切换|维护|升级)|(?:problem|issue|fault|outage|error|maintenance) (?:at|with|on) (?:your|the) bank(?:\'s)?(?! details| account)|bank(?:\'s)? (?:[a-z]+ ){0,2}(?:offline|not responding|maintenance|outage|upgrade)",
    ),
)
_PATTERNS: Final = tuple((cause, TwoLanguages(pattern)) for cause, pattern in _PATTERNS_OF)
TECHNICAL: Final = frozenset(
    {CauseClass.LENDER_TECHNICAL, CauseClass.CHANNEL_OR_NETWORK_TECHNICAL, CauseClass.BANK_TECHNICAL}
)

# The shortage of somebody else: never the borrower's.
_SOMEBODY_ELSES: Final = re.compile(
    r"(?:商户|平台|收款方|收单|本行|我司|贵司|贷款机构|放款机构|备付金|垫资|头寸|专户|出款|代付|结算户|结算账户|资金池|对公|公积金|"
    r"merchant|lender|payee|institution)[^,。;\s]{0,8}?(?:账户|账号)?[^,。;\s]{0,4}?(?:余额|资金|头寸|额度|balance|funds)"
)
_SOMEBODY_ELSES_AFTER: Final = re.compile(
    r"\s*(?:in|on|of|at)\s+(?:the\s+|your\s+)?(?:merchant|payee|lender|platform|institution|sponsor)"
)
_NEGATED: Final = re.compile(
    r"(?:并非|并不是|不是|不属于|不属|并不|非因|非(?!柜面)|不因|未因|并未|没有|没(?!有?签|有?开|有?授)|未(?!签|授|开)|(?<!查)无(?!此|效|法)|不存在|排除|无关|而非|与(?=余额|卡|账户)|"
    r"\bnot\b|\bno\b|n't\b|\bnever\b|\bwithout\b|\brather than\b)"
    r"(?:您的?|由于|因为|因|是|出现|发生|达到|您账户|账户|卡内|有|a |an |the |your |due to |because of |because |caused by |been |related to |it is |about )*\s*$",
    re.ASCII,
)
_NEGATED_AFTER: Final = re.compile(
    r"(?:情况)?(?:均|都|并)?(?:不存在|无关|除外|问题不存在)|\s*(?:is|was) not the (?:reason|cause)"
)
_GUESSED: Final = re.compile(
    r"(?:可能|或许|也许|疑似|怀疑|是否|如果|若|如|假如|一旦|避免|以免|防止|谨防|确保不|请确认|请检查|例如|比如|预警|"
    r"\bmay(?:be)?\b|\bmight\b|\bif\b|\bperhaps\b|\bavoid\b|\bpossibly\b|\bcould be\b|\bcheck (?:if|whether|for)\b|\be\.g\.)[^,。;.!]{0,24}$",
    re.ASCII,
)
# Words beside a match that make it speak of something else: wrong PINs are no limit of the borrower's money, an order's
# data are not the borrower's data, a merchant's contract is not the mandate, "ask the issuer" names no fault.
_SPEAKS_OF_SOMETHING_ELSE: Final = {
    CauseClass.LIMIT_EXCEEDED: re.compile(
        r"密码|口令|pin(?![a-z])|订单总|商户收款|限额为0|balance/credit|is invalid or"
    ),
    CauseClass.DETAILS_MISMATCH: re.compile(r"原交易|订单|币种|交易信息"),
    CauseClass.MANDATE_MISSING_OR_REVOKED: re.compile(r"商户协议|商家协议|机构协议"),
    CauseClass.RISK_OR_COMPLIANCE_HOLD: re.compile(r"商家|商户|其他异常"),
    CauseClass.BANK_TECHNICAL: re.compile(r"咨询发卡|联系发卡"),
    CauseClass.CARD_EXPIRED_OR_LOST: re.compile(r"重新绑定"),
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: re.compile(r"资金到账行|收款行|收款账户|收款方"),
    CauseClass.INSUFFICIENT_FUNDS: re.compile(r"commonly|does not reveal|may replace|generic reason"),
}
# "A or B": B has to be another word for the same, or the text names no one cause.
_OR_AFTER: Final = re.compile(r"[^,。;、]{0,6}?(?:或者|或|(?<!\ba)(?<![0-9])/|\bor\b)\s*([^,。;]{1,24})", re.ASCII)
_OR_BEFORE: Final = re.compile(r"([^,。;]{1,24}?)\s*(?:或者|或|(?<!\ba)(?<![0-9])/|\bor\b)\s*[^,。;]{0,6}$", re.ASCII)
_KIN: Final = {
    CauseClass.INSUFFICIENT_FUNDS: r"余额|资金|存款|款项|额度|透支|钱|头寸|funds|balance|money|nsf|credit limit",
    CauseClass.CARD_EXPIRED_OR_LOST: r"卡|过期|到期|失效|挂失|有效期|丢失|card|expired|lost|stolen|valid",
    CauseClass.ACCOUNT_CLOSED_OR_INVALID: r"账|户|卡|销|注销|不存在|无效|account|closed|card|number|invalid|locate",
    CauseClass.MANDATE_MISSING_OR_REVOKED: r"授权|协议|签约|签署|解约|代扣|mandate|authori[sz]",
    CauseClass.LIMIT_EXCEEDED: r"限|额|次数|上限|笔|limit|count|times",
    CauseClass.RISK_OR_COMPLIANCE_HOLD: r"冻结|止付|风险|风控|管控|限制|核实|证件|查封|frozen|block|risk|hold|review",
    CauseClass.CUSTOMER_DISPUTE_OR_STOP: r"停|取消|拒绝|止付|异议|撤|stop|refus|disput|cancel|customer|payer|recall",
    CauseClass.DETAILS_MISMATCH: r"户名|姓名|证件|身份|手机|信息|要素|号|资料|name|details|phone|id\b|match",
    CauseClass.DECEASED_OR_LEGAL: r"法院|司法|机关|查封|冻结|扣划|死亡|已故|court|legal|deceased|litigation|order|unable",
    CauseClass.LENDER_TECHNICAL: r"系统|故障|异常|维护|升级|错误|system|fault|error|failure",
    CauseClass.CHANNEL_OR_NETWORK_TECHNICAL: r"通道|网络|系统|故障|异常|维护|中断|渠道|network|channel|fault|error|outage",
    CauseClass.BANK_TECHNICAL: r"系统|故障|异常|维护|升级|日切|繁忙|关闭|主机|线路|system|fault|error|outage|unavailable|inoperative",
    CauseClass.DUPLICATE_OR_DATA_ERROR: r"重复|报文|订单|流水|duplicate|already",
}
_KIN_PATTERNS: Final = {cause: re.compile(pattern, re.ASCII) for cause, pattern in _KIN.items()}
_BETWEEN_OTHERS: Final = re.compile(r"等(?:原因|情况)|或(?:者)?其他|or other|etc")
# What names a cause of its own beside an "or", though no cause class knows it.
_STANDS_BESIDE: Final = r"状态异常|密码"


class CauseMention(Struct, frozen=True):
    """A cause where it is named plainly."""

    cause: CauseClass
    start: int
    end: int


class NamedCauses(Struct, frozen=True):
    """`plain` are the causes named as facts, `denied` those that the text rules out; `is_vague`: one is named as a
    guess or as one of two.
    """

    plain: tuple[CauseMention, ...] = ()
    denied: frozenset[CauseClass] = frozenset()
    is_vague: bool = False

    @property
    def several(self) -> bool:
        """More than one cause is named plainly: none counts."""
        return len({mention.cause for mention in self.plain}) > 1

    @property
    def cause(self) -> CauseClass | None:
        """The one cause that is named, if it is one."""
        found = {mention.cause for mention in self.plain}
        return next(iter(found)) if len(found) == 1 and not self.is_vague else None


def causes_in(text: NormalText, scopes: tuple[Scope, ...]) -> NamedCauses:
    """Every cause that the text names, with how it is named."""
    plain: list[CauseMention] = []
    denied: set[CauseClass] = set()
    vague = False
    taken: list[tuple[int, int]] = []
    for cause, pattern in _PATTERNS:
        for match in pattern.of(text).finditer(text.dense):
            if any(start <= match.start() and match.end() <= end for start, end in taken):
                continue
            taken.append(match.span())
            before = text.dense[max(0, match.start() - 24) : match.start()]
            if _is_somebody_elses(text.dense, match) or mood_at(scopes, match.start()) & Mood.OTHERS:
                vague = True
            elif _NEGATED.search(before) or _NEGATED_AFTER.match(text.dense, match.end()):
                denied.add(cause)
            elif mood_at(scopes, match.start()) & (NOT_A_FACT & ~Mood.POSSIBLE | Mood.REQUESTED | Mood.EARLIER):
                continue
            elif _is_vague(text.dense, match, cause, scopes):
                vague = True
            else:
                plain.append(CauseMention(cause, match.start(), match.end()))
    return NamedCauses(_without_doubles(plain), frozenset(denied - {mention.cause for mention in plain}), vague)


def _is_vague(dense: str, match: re.Match[str], cause: CauseClass, scopes: tuple[Scope, ...]) -> bool:
    other = _SPEAKS_OF_SOMETHING_ELSE.get(cause)
    return (
        (other is not None and other.search(dense) is not None)
        or bool(mood_at(scopes, match.start()) & Mood.POSSIBLE)
        or _GUESSED.search(dense[max(0, match.start() - 24) : match.start()]) is not None
        or _BETWEEN_OTHERS.match(dense, match.end()) is not None
        or _is_one_of_two(dense, match, cause)
    )


def _without_doubles(plain: list[CauseMention]) -> tuple[CauseMention, ...]:
    found = {mention.cause for mention in plain}
    if {CauseClass.MANDATE_MISSING_OR_REVOKED, CauseClass.CUSTOMER_DISPUTE_OR_STOP} <= found:
        # A mandate that the payer took back is a missing mandate.
        plain = [mention for mention in plain if mention.cause is not CauseClass.CUSTOMER_DISPUTE_OR_STOP]
    # Of two wordings that overlap the longer one is meant: a stop that the payer asked for is no bank's hold.
    plain = [
        mention
        for mention in plain
        if not any(
            other.start < mention.end and mention.start < other.end and _longer(other, mention) for other in plain
        )
    ]
    found = {mention.cause for mention in plain}
    if CauseClass.DECEASED_OR_LEGAL in found:
        # 司法冻结 is one statement, not a court and besides a hold; a payment stopped by a court is no customer's stop.
        covered = (CauseClass.RISK_OR_COMPLIANCE_HOLD, CauseClass.CUSTOMER_DISPUTE_OR_STOP)
        plain = [mention for mention in plain if mention.cause not in covered]
    return tuple(plain)


def _longer(one: CauseMention, other: CauseMention) -> bool:
    return one.end - one.start > other.end - other.start


def _is_one_of_two(dense: str, match: re.Match[str], cause: CauseClass) -> bool:
    """Whether the cause stands beside an "or" whose other side is something else."""
    kin = _KIN_PATTERNS.get(cause)
    sides = (
        _OR_AFTER.match(dense, match.end(), match.end() + 40),
        _OR_BEFORE.search(dense[max(0, match.start() - 40) : match.start()]),
    )
    return kin is not None and any(
        side is not None and (kin.search(side.group(1)) is None or re.search(_STANDS_BESIDE, side.group(1)) is not None)
        for side in sides
    )


def _is_somebody_elses(dense: str, match: re.Match[str]) -> bool:
    if _SOMEBODY_ELSES_AFTER.match(dense, match.end()):
        return True
    around = dense[max(0, match.start() - 16) : match.end()]
    return any(other.end() > len(around) - (match.end() - match.start()) for other in _SOMEBODY_ELSES.finditer(around))
