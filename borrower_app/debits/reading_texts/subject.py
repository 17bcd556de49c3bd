# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""Whether a text speaks of a debit for a loan of its reader, and not of a purchase, a code, an offer or of others."""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.two_languages import TwoLanguages

_DEBIT: Final = TwoLanguages(
    r"扣款|代扣|划扣|多扣|误扣|重复扣|扣收|扣划|扣缴|批扣|自动扣|自动还款|自动转账|扣账|扣费|扣取|委托扣|补扣|没扣|未扣|扣成|扣走|扣到|扣了|直接付款授权|代收退件|冲还|应扣|实扣|扣不|已扣|[已先只再又才共刚没未被]扣(?![0-9]分)|扣(?:了|到|走|成|不)|划(?:走|扣|款|到|不到)|从您?.{0,14}卡(?:里)?(?:收到|收取|划|扣)|退件|冲还"
    r"|还款|还贷|月供|房贷|车贷|按揭|贷款|助学贷|分期|供款|供楼|借款|借据|本息|欠款|应还|账单(?=.{0,14}(?:还|扣|欠))|缴息|应缴|缴款|信贷|小贷|卡费|欠缴|信用卡.{0,20}(?:还清|还款|欠|逾期)|消金|账单(?=结清|已|还)|本期账单|账单(?=.{0,12}(?:到期|动态|处理))|尚欠|仍欠|溢缴款|贷[】\]]|还入|信用卡.{0,24}(?:扣|清算|入账)|花呗|借呗|白条|金条|网贷|卡里.{0,6}(?:钱|不够)|(?:催|拖)欠|逾期本息"
    r"|\b(?:direct debits?|debits?(?! card)|from your (?:bank )?account|your (?:bank )?account today|off your account|we(?:'re|'ll| are| will) (?:taking|take|collect|debit|collecting|debiting)|debited in error|debit orders?|auto-?pay|auto-?pays?|automatic payments?|scheduled payments?|monthly payments?|car payments?|truck payments?|house payments?|minimum (?:payment|amount)|payment due|due date|statement balance|credit agreement|hire purchase|car finance|finance agreement|borrowed|lender|foreclosure|late fees?|bnpl|pay ?later|klarna|afterpay|next payment|returned payment|insufficient funds|outstanding balance|principal|auto-?pay|autopay|auto-?debit(?:ed)?|giro|n?ach|ecs|eft|emis?|dishonou?r(?:ed)?|debit orders?|bill payment|collection day|upi (?:autopay|mandate)|sepa|pix autom[aá]tico|payto|debicheck|mortgage|loans?|repayments?|instal?l?ments?|e?-?mandates?|standing instructions?|hire purchase|past[ -]due|overdue|arrears|escrow|dd)\b|\bdebit(?:ed)? (?:of|from|for|returned)\b|\bcaught up\b|\bminimum [£$€][0-9]|\bleft your (?:[a-z]+ )?account\b|\bsecond (?:try|attempt)\b|\bextra attempts?\b|\bcar account\b|\b(?:card )?bill is ready\b|\bhasn't failed\b",
)
_PAYMENT: Final = TwoLanguages(
    r"交易|支付(?!宝)|付款|银行已收妥|\bpayments?\b|\bdebit\b|\bcollect(?:ed|ion)?\b|\bdraft\b|\btransaction\b|\bfunds received\b|\bdeduction\b|\bpull\b|\bour request for\b",
)
# What names a text of another kind, however much it speaks of loans and debits.
_OTHER_KIND: Final = TwoLanguages(
    r"验证码(?!错误)|校验码|动态密码|动态码|随机码|登录密码|短信码.{0,4}[0-9]{4}"
    r"|(?:资料|评估|审批|预审|面签).{0,12}(?:通过|收齐|环节|可用|额度)|申请.{0,12}(?:评估|审批|已受理,新|收齐)|放款(?!缴息)|已发放|(?:转|发|打|划)入您|loan (?:of|amount)[^.;\n]{0,24}(?:paid|credited|transferred|disbursed) (?:into|to) your|\bdisbursed\b|额度待领|预审额度|获邀|年化利率|年利率|随借随还|最高[0-9]+万|重定价周期|lpr公布|利率公告"
    r"|(?:签约|约定|授权|开通|协议|签署)[^,。;]{0,6}(?:已生效|已成功|成功(?!扣|后))|约定申请|新增[0-9]+户|结清证明|担保责任|贷款合同已"
    r"|\b(?:otp|verification code|is your (?:[a-z]+ )?code|your code to|security code is)\b|\bset up on your\b|\b(?:mandate|autopay|direct debit|e-mandate) (?:has been |was |is |for [^.;]{0,40} (?:has been |is |was )?)?(?:now )?(?:set up|registered|created|activated|approved|enabled)\b|\bpre-?approved\b|[0-9]% apr\b|\bapplication (?:no|number|id)\b|\bwebinar\b|\bpremium certificate\b|\btop-up on your\b|\bno cost emi\b|\boverdue invoices\b|\bloan counselling\b|\bstudent loan news\b|\bwhat would a\b|\bcredit limit was\b|\bapply now\b|账单已(?:出|生成)|账单已发送|电子账单|周期变更|\bmortgage offer\b|\bholiday notice\b|\ball customers\b",
)
# Another kind whatever else is told: an application, a contract or a statement was made, sent or changed.
_NO_DEBIT_AT_ALL: Final = TwoLanguages(
    r"(?:贷款|借款|开户|提额|额度|变更|信用卡|分期|展期|周期[^,。;]{0,4})申请[^,。;]{0,4}已(?:受理|提交|收到)|电子账单[^,。;]{0,4}已|(?:已|已经|您)成功(?:签约|开通|绑定|设置)|(?:还款账户|扣款账户|还款卡|扣款日|还款日)(?:已|已经|将)?(?:成功)?(?:变更|更改|修改)(?:为|成功)"
    r"|额度(?:已)?(?:更新|调整|提升)(?!.{0,20}扣)|最高可借|业务办理成功|(?<!还)(?:贷款|借款)(?:资金)?(?:金额)?[0-9.,万元]{0,12}(?:已|已经)(?:成功)?(?:到账|放款|发放|下款)|(?:mortgage|loan|card) application\b|\bstatement is (?:ready|available)\b|\bpayment holiday request\b",
)
# A parcel, a ride, a bill of a utility: another kind unless a loan is named.
_EVERYDAY: Final = TwoLanguages(
    r"淘宝|闲鱼|天猫|拼多多|取件|包裹|快递|外卖|骑手|航班|车次|门诊|挂号|预约|退货|订单(?=已|待|将|付款|支付|配送|发货|取消|退)|外卖订单|图书|停车|话费|电费|水费|燃气|气费|物业费|热费|宽带|流量|保单|理赔|医保|社保|个税|退税|汇缴|纳税|增值税|消费纠纷|会员|门票|酒店|房间|保险|课程|学费(?!贷)|水电|党费|保费|基金|定投|理财|彩票|机票|油卡|加油|超市|餐|影院|健身|充值|红包|捐|校园卡|公交|地铁|高速|etc|违章|户号|投诉|客户端更新"
    r"|\bparcel\b|\bpackage\b|\blibrary\b|\bappointment\b|\bzelle\b|\b(?:new|replacement) debit card\b|\bdebit card (?:is|has|was|will)\b(?! expired| no longer)|\bin-app\b|(?<!debit )(?<!standing )(?<!court )\border\b(?! no| #|:)|\bpurchase\b|\bsubscription\b|\bnetflix\b|\bspotify\b|\bcheckout\b|\bkeep watching\b|\bvia upi\b|\buber\b|\bstreaming\b|\belectricity\b|\bgas bill\b|\bbroadband\b|\binvoice\b|\bpayroll\b|\bsalary\b|\breceipt\b|\bticket\b|\bsalon\b|\bbasket\b|\bdelivery\b|\bdeposit no\b|\bwallet\b|\bgym\b|\bpolicy\b|\bpremium\b|\brent\b|\bcouncil tax\b|\bwater\b|\binternet\b|\bmobile plan\b|\bdonation\b|\btuition\b|\bschool\b(?! loan)|\bnursery\b|\bhospital\b|\bdentist\b|\bclinic\b|\bfuel\b|\bgrocer|\bhotel\b|\bflight\b|\btaxi\b|\bride\b|\brestaurant\b|\bcafe\b|\btoll\b|\bparking\b|\bgift\b|\bbooking\b|\btickets\b|\bfines?\b|\bvenmo\b|\btop-?up\b|\bprepaid\b|\bfamily organizer\b|\bphone bill\b",
)
_WARNS: Final = TwoLanguages(
    r"骗子|警惕|当心|小心(?!意)|谨记|防范|套路|96110|骗术|上当|受骗|轻信|凡是?[^。]{0,24}(?:都是|均为|一律)|(?:都是|均为|属于|典型)[^。]{0,6}(?:诈骗|骗局|骗)|骗走|被骗|差点被|陌生人|养老钱|骗局|诈骗|反诈|谨防|假冒|冒充|欺诈分子|切勿相信|被骗|不法分子|防骗"
    r"|\bscam|\bimpost[eo]r|\bdon\'t fall\b|\b7726\b|\bhang up\b|\bred flags?\b|\bfraud (?:awareness|prevention|week|tip)|\bno genuine\b|\breal (?:staff|banks?|agents?) (?:never|do not|don\'t)|\bfraudsters?\b|\bphishing\b|\bfraud (?:awareness|alert)|\b(?:will|would) never\b|\bnever (?:ask|text|call)|\bbeware\b|\bare fake\b|\bnot legit\b|\bdo not share otp\b",
)
_TEMPLATE: Final = re.compile(r"\$?\{[a-z_.]{1,20}\}|\[(?:amount|date|name|result)\]|%s|#[a-z]{1,12}#")


def speaks_of_a_debit(text: NormalText) -> bool:
    """Whether words of a debit or a loan stand there at all."""
    return _DEBIT.of(text).search(text.dense) is not None


_LOAN: Final = TwoLanguages(
    r"贷|还款|月供|按揭|分期|供款|供楼|借款|借据|本息|欠款|信用卡|花呗|借呗|白条|金条|微粒|缴息"
    r"|\b(?:mortgage|loans?|repayments?|instal?l?ments?|emis?|finance|lender|credit card|hdb|past[ -]due|arrears|principal)\b",
)


def speaks_of_a_loan(text: NormalText) -> bool:
    """Whether a loan is named, and not only a debit for anything."""
    return _LOAN.of(text).search(text.dense) is not None


def speaks_of_a_payment(text: NormalText) -> bool:
    """Whether words stand there that may mean a debit and may mean a purchase."""
    return _PAYMENT.of(text).search(text.dense) is not None


def is_no_debit_at_all(text: NormalText) -> bool:
    """An application, a contract or a statement: no word of a debit beside it makes it news of one."""
    return _NO_DEBIT_AT_ALL.of(text).search(text.dense) is not None


_OF_ONESELF: Final = re.compile(r"我(?![们司行方公国省市县院局社部]|要还|的(?:账户|还款))")
_TO_A_CUSTOMER: Final = re.compile(
    r"您|阁下|台端|贵客户|[【\[]|尾号|客户|用户|热线|客服(?!说)|我[们司行方公]|\byour?\b", re.ASCII
)


def is_private_talk(text: NormalText) -> bool:
    """Somebody speaks of themselves, and nobody is addressed as a customer."""
    return _OF_ONESELF.search(text.dense) is not None and _TO_A_CUSTOMER.search(text.dense) is None


def is_of_another_kind(text: NormalText) -> bool:
    """A code, an offer, a parcel, a bill of a utility: no debit for a loan."""
    return _OTHER_KIND.of(text).search(text.dense) is not None


_TO_THE_READER: Final = TwoLanguages(r"您|你|阁下|台端|尾号|\b(?:you|your|you're|you've|ur)\b")


def speaks_to_the_reader(text: NormalText) -> bool:
    """Whether the text addresses its reader at all."""
    return _TO_THE_READER.of(text).search(text.dense) is not None


def is_everyday(text: NormalText) -> bool:
    """Words of a purchase, a parcel or a utility's bill stand there."""
    return _EVERYDAY.of(text).search(text.dense) is not None


def warns_of_fraud(text: NormalText) -> bool:
    """A warning about what fraudsters write names their words without meaning them."""
    return _WARNS.of(text).search(text.dense) is not None


_ONE_DEBIT: Final = re.compile(
    r"尾号|末四|[0-9](?:\.[0-9]{2})?元|nt\$|hk\$|[£€₹$][0-9]|\brs\.? ?[0-9]|\b(?:inr|cny|eur|gbp|usd|sgd) ?[0-9]|ending",
)


def speaks_of_one_debit(text: NormalText) -> bool:
    """Whether an amount or a card is named: a warning at the end of a bank's message is only its footer."""
    return _ONE_DEBIT.search(text.dense) is not None


def is_unfilled(text: NormalText) -> bool:
    """A template whose places were never filled in tells nothing."""
    return _TEMPLATE.search(text.dense) is not None
