# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""What genuine staff of a bank or lender do not write, after the warnings of the People's Bank, the banks and the police.

Some signs tell by themselves, others only together. A clause that warns against a thing does not ask for it. A link alone
is no fraud: it is named as a caution.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.links import Link
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.subject import warns_of_fraud
from borrower_app.debits.reading_texts.two_languages import TwoLanguages


class FraudSign(StrEnum):
    """The closed list of signs; documented in `resources/reason-codes/README.md`."""

    LINK = "link"
    CODE_ASKED = "code_asked"
    TRANSFER_TO_ACCOUNT = "transfer_to_account"
    PRIVATE_NUMBER = "private_number"
    MESSENGER = "messenger"
    QR_PAYMENT = "qr_payment"
    THREAT = "threat"
    REMOTE_CONTROL = "remote_control"
    REFUND_BAIT = "refund_bait"
    PERSONAL_DATA_ASKED = "personal_data_asked"


class FraudReading(Struct, frozen=True):
    """`signs` are told where the text looks like fraud and are empty elsewhere; `cautions` never are an alarm."""

    signs: tuple[FraudSign, ...] = ()
    cautions: tuple[FraudSign, ...] = ()

    @property
    def looks_like_fraud(self) -> bool:
        """Whether the text has to be warned of."""
        return bool(self.signs)


_NEAR: Final = r"[^。!?;\n]{0,24}?"
_CODE: Final = r"(?:验证码(?!另行)|校验码|动态码|动态密码|短信码|六位数字?|6位数字?|四位数字|密码|卡密|安全码|卡背三位|\bcvv2?\b|\bcvn\b|\botp\b|(?:6|six)[ -]digit|\bpin\b|passcode|(?<!wifi )(?<!wi-fi )password|verification code|security code|one-time (?:code|password)|bank login|online banking (?:login|details)|\bcode (?:we|you|that|just|to)\b|\bthe code\b)"
_HAND_OVER: Final = r"(?:提供|告知|告诉|发送|发给|发来|发过来|回复|报给?|转发|索取|念给|念一下|给我|截图|输入|填写|填|需(?=要?[填输提])|\+|share|send|reply|tell|give|read|enter|provide|verify|text|forward|confirm|with)"
_PERSONAL: Final = r"(?:(?<![携带持凭])(?<!本人)(?<!有效)(?<!居民)身份证(?:号|正反面)?|银行卡(?:号|信息)?|卡号|收款银行卡|卡照片|姓名\+|人脸|\bssn\b|social security|card (?:number|details|no)|\bcard, expiry|account (?:number|details)|\bpan\b|aadhaar|date of birth|bank details|licen[cs]e|debit card ready|selfie)"
_MONEY_TOPIC: Final = re.compile(
    r"[贷扣款息利费税罚账卡钱币债]|征信|额度|余额|冻结|停用|失效|社保|医保|公积金|补贴|积分|红包|奖|包裹|快递|退|etc|会员|保险|赔|认证|凭证|违章|水费|电费|签收|身份|交易"
    r"|\b(?:bank|nach|loan|debit|payment|card|account|refund|tax|toll|parcel|package|fee|fine|ticket|bill|invoice|insurance|salary|reward|bonus|prize|crypto|usdt|btc|wallet|invest|withdraw|payee|membership|kyc|pan|licen[cs]e|emi|mandate|billing|sign-?in|delivery|shipping|trade|gold|job|task|paid|instal|limit|retry|power|prize)",
    re.ASCII,
)
_URGES: Final = re.compile(
    r"立即|马上|尽快|速|今日|今天|今晚|当日|24小时|2小时|小时内|限时|仅限|逾期|过期|超时|停用|停发|否则|失效|冻结|影响|以免|为免|避免|后果|吊销|断电|作废|清零|截止|务必|报送|上报|关闭|注销|逾时|违约|异常|即将|如非本人|非本人操作"
    r"|\b(?:immediately|urgent(?:ly)?|today|tonight|now|within|suspend|suspended|block(?:ed)?|avoid|final|expire[sd]?|or (?:your|it|else)|close[sd]?|hold|disconnected|default|failed|refused|declined|overdue|unpaid|before|asap|limited|was not you|not you|wasn't you|if not\b|stop|renew|cancel)\b",
    re.ASCII,
)
_DEMANDS: Final = re.compile(
    r"登[录陆入]|点击?|速点|戳|访问|打开|复制|进入|处理|核[实对查]|验证|补缴|补还|认证|激活|升级|领取|填写|缴纳|重新?绑|查询|入口|自查|申请|办理|取消|恢复|确认|更新|签发"
    r"|\b(?:click|tap|visit|go to|log ?in|login|sign in|verify|update|confirm|reactivate|claim|here|see|pay|at|reply|release|renew|enter|call|check|open|reschedule|track)\b",
    re.ASCII,
)
_INFORMS: Final = re.compile(
    r"查看|明细|详情|了解|查收|下载账单|电子账单|积分|\bview\b|\bdetails\b|\bread more\b|\bsee\b|\btrack(?:ing)?\b",
    re.ASCII,
)
_PAYS_THROUGH: Final = re.compile(
    r"(?:还款|补缴|支付|缴纳|还清|补还|缴款|付款|补交|处理|刷卡)[^。\n]{0,8}(?:点|登|链接|网址|入口)|(?:点击?|登[录陆入]|链接|戳|前往)[^。\n]{0,30}(?:还款|补缴|支付|缴纳|缴费|付款|补还|处理|核实|认证|验证|激活|解除|取消|领取|绑卡|授权|升级|更新)"
    r"|\b(?:pay|settle|verify|reactivate|claim|update|confirm|cancel|release|renew|visit|avoid|unlock)\b",
    re.ASCII,
)
_OPT_OUT: Final = re.compile(
    r"退订|拒收|回[复]?(?:t|td|r|n|0000)|reply stop|txt stop|text stop|stop to (?:end|opt|unsubscribe)|unsubscribe|opt[ -]?out|t&c|to end$"
)
_WARNED: Final = re.compile(
    r"(?:勿|不要|切忌|谨防|不会|绝不|从不|警惕|严禁|不得|不索|无需|不需|别(?![人的])|当心|骗|假冒|冒充|拒绝|毋须|毋需|无须|不必|不准|不许|陌生人|\bnever\b|\bdo not\b|\bdon't\b|\bwon't\b|\bwill not\b|\bwouldn't\b|\bdoesn't\b|\bbeware\b|\bscam|\bfakes?\b|\bfraudster|anyone who|no one|nobody)"
)
_CODE_IN_TEXT: Final = re.compile(
    r"(?:验证码|校验码|动态码|动态密码|随机码|安全码|密码)[^,。0-9]{0,8}[:是为]?\s?[0-9]{4,8}(?![0-9])|(?<![0-9])[0-9]{4,8}(?:为|是|\()[^,。]{0,12}(?:验证码|校验码|动态)|g-[0-9]{5,6}|\b(?:code|otp|pin)\b[^.;]{0,12}[0-9]{4,8}\b|\b[0-9]{4,8} is (?:your|the)\b",
    re.ASCII,
)
_STAFF: Final = r"(?:客服|专员|顾问|经理|老师|理赔|业务员|工作人员|警务|法务|中介|助理|管家|officer|agent|executive|manager|advisor)"
_HANDLE: Final = r"[:号是为@ ]{0,3}[a-z@_*-]?[a-z0-9@_*❤ .-]{3,24}"
_CHANNEL: Final = r"(?:企业微信|微信|威信|薇信|薇芯|微芯|徽信|v信|vx|wx|\bv\b|v❤|加v|薇|卫星|扣扣|扣群|q群|qq|企鹅|飞机|telegram|t e l e g r a m|\btg\b|whatsapp|\bline\b(?: id)?|纸飞机|蝙蝠|退费群|交流群|signal)"
_PHONE: Final = (
    r"(?:(?<![0-9*])1[ ]?[3-9][0-9 *xo]{8,20}[0-9](?![0-9])|[一二三四五六七八九零〇]{10,12}|(?<![0-9])0[ -]?1[ -]?0[ -][0-9 *-]{8,20}|400[0-9x*-]{3,12}|4008-[x0-9]+-[0-9]+|1 9 2[ 0-9*]{6,20}|1 6 5[ 0-9*]{6,20}"
    r"|[+(]?[0-9][0-9 ()*xo-]{6,20}[0-9*]"
    r"|(?:\+|00)[ ]?[0-9][0-9 ()*x-]{6,24}|0[0-9]{2,4}[ -]?[0-9x*]{3,4}[ -]?[0-9x*]{3,6}|1[3-9][0-9][ -]?[0-9x*]{4}[ -]?[0-9x*]{4}|(?<![0-9a-z])[0-9]{2}\*{2,}[0-9]{2,}|1[- ]?8[0o0-9]{2}[- ][0-9o*-]{3,12}|\(?[0-9]{3}\)?[- ][0-9]{3,4}[- ][0-9*]{3,4}|1 8[0-9o]{2} [0-9* ]{6,12})"
)
_STRONG: Final[tuple[tuple[FraudSign, str], ...]] = (
    (
        FraudSign.CODE_ASKED,
        _HAND_OVER
        + r"[^。!?;\n]{0,20}?"
        + _CODE
        + r"|"
        + _CODE
        + r"[^。!?;\n]{0,14}?(?:发(?:给|来|过来|我|到)|告诉|告知|报给?|念|转给|提供给|回复给?|截图|发过来|给(?:我|客服|专员|对方)|to (?:us|me|our|him|her|the agent|an agent)|with our|so we can)|收个验证码|\b(?:collect|hand over|give|hand)\b[^.\n]{0,20}\bcard and (?:your )?pin\b",
    ),
    (
        FraudSign.TRANSFER_TO_ACCOUNT,
        r"(?:(?<!自动)转账(?!户)|汇款|转入(?!提醒|催收|[0-9人])|转到|转至|打款(?!失败)|打到|打入|汇至|汇入|汇到|还至|还款到(?!账|:)|还款至|还到|缴至|付到|付至|改存至?|存至|充值到|归集至|付款至)"
        + r"(?![^。!?;\n]{0,6}(?:您|支付宝还款|尾号|本人|绑定|该账户|扣款|约定|还款账户(?! ?[0-9])|原))"
        + r"[^。!?;\n]{0,22}?(?:(?<!约定)(?<!扣款)(?<!您)(?:(?:账户|账号|卡号)[^。\n]{0,16}[0-9x*]{4}|专户)|个人(?:卡|账)|对公|指定|专用|托管|监管|清算户?|代收户|代收”|安全账户|公证处|收款人|收款户|户名|老师卡|专员|[0-9]{4}[ *-]{1,4}[*0-9]|62[0-9]{2})"
        r"|(?:把)?(?:钱|款|资金|余额|存款)[^。!?;\n]{0,6}(?:转|打|汇)(?:到|入|至|进|给)(?!您|你自己|本人|支付宝还款|还款账户|该|约定|还款|扣款|原|绑定)[^。!?;\n]{0,12}?(?:卡|账户|账号|(?<!客)户)|(?:新|以下|下面|如下|这个|下列)(?:的)?(?:收款)?(?:账户|账号|卡号)(?=[^。\n]{0,30}[0-9*]{4})|(?:卡号|账号|账户)(?:为|是|:)[ ]?[0-9][0-9 *-]{11,24}|收款(?:账户|账号)(?:已)?(?:变更|更改|更换)|(?:购买|买)[^。\n]{0,8}(?:礼品卡|点卡|购物卡|油卡)|(?:usdt|泰达币|虚拟币)[^。\n]{0,8}(?:充|转|支付)"
        r"|(?:费|金|税|款)[^。!?;\n]{0,14}(?:后|即可|才能|方可)[^。!?;\n]{0,4}(?:放款|提现|解冻|激活|出款|下款|解锁|撤案|销案)|(?:需|须|先)[^。\n]{0,6}(?:缴|交|付|转|存入|充)[^。\n]{0,16}(?:元|%|万|费|金)[^。\n]{0,24}(?:解冻|激活|提现|验证|放款|下款|解锁|流水|撤案|销案|注销|清零)|(?:解冻|激活|提现|验证|放款|下款|解锁|撤案|销案)[^。\n]{0,16}(?:需|须|先)[^。\n]{0,6}(?:缴|交|付|转|存入|充)[^。\n]{0,16}(?:元|%|万|费|金)"
        r"|(?:缴|交|付|打|汇|转|存)[^。!?;\n]{0,16}(?:到|至|入|进)(?!您|你|阁下|本人|尾号)[^。!?;\n]{0,6}(?:指定|安全|专用|监管|私人|这个|这张|以下|下面|下方)[^。!?;\n]{0,6}(?:账户|账号|卡|户)|安全账户|(?:指定|公司|监管)账户(?:存入|转入|汇入|打款)|(?:还款?|转|汇|付)(?:到|至)[^。!?;\n]{0,12}(?:个人账户|私人|微信|支付宝)|(?:保证金|解冻金|解冻费|认证金|验证金|会员费|材料费|开具费|工本费|包装费|激活费|风险基金|履约金|流水验证|刷流水)"
        + r"[^。!?;\n]{0,16}?(?:后|激活|放款|下发|解冻|提现|指定|公证处账户|一并|认证|下款)|(?:缴纳?|先交|先付|先汇|先转|先缴|交纳|付|支付|需缴|需先)[^。!?;\n]{0,12}?(?:保证金|解冻(?:金|费|保证)|认证金|验证金|会员费|材料费|开具费|工本费|激活费|风险基金|履约金|流水验证)|先(?:交|付|缴|汇|转|付定|交定)[^。!?;\n]{0,6}(?:定金|手续费|个税|服务费|押金)|先(?:充值|做一笔|汇|转)[^。!?;\n]{0,10}(?:元|激活|解锁|验证|提现)"
        r"|(?:帮我|给我|替我|先)(?:转|打|垫|汇|付)[^。!?;\n]{0,8}(?:万|千|[0-9]{4,})|打这张卡|(?:打|转)(?:到)?我(?:的)?(?:新)?卡|请代偿|代偿[^。;\n]{0,10}(?:元|汇)|收款人[:：]|支付宝同手机号|换号[^。\n]{0,20}(?:打|转|汇|付)"
        r"|\bgift cards?\b[^.\n]{0,20}\b(?:to|number|release|text|send)|\bby (?:[a-z]+ )?gift card\b|\bvia (?:zelle|cash ?app|western union|bitcoin|paypal friends)\b|\bupi [a-z0-9.]+@[a-z]+|\bgpay\b|\bpaytm [0-9]|\bsafe (?:account|wallet)\b|\bsort [0-9]{2}-[0-9]{2}|\bacc(?:ount)?\.? [0-9*]{4,}[^.\n]{0,24}\b(?:ltd|this month only|recovery)|\b(?:pay|send|transfer|move|deposit|wire|settle)\b[^.;\n]{0,40}\b(?:to|into) (?:this|the following|our|my new|a new|new|another|the (?:safe|agent|officer|lawyer)|my landlord|a safe|a secure) ?(?:new )?(?:account|card|wallet|landlord|lawyer|upi|number|agent)|\b(?:file|insurance|processing|unlock|release|admin) (?:charge|fee)\b[^.;\n]{0,24}(?:[₹$£]|rs|to release|before)|\bpay (?:file|processing|insurance|unlock) |\bsend [$£₹][0-9,]+ (?:insurance|processing|release|fee|by|via)|\btop up [0-9]+ usdt|\bsend (?:[£$€₹]|[a-z]{2,3}\.? ?)?[0-9][0-9,]* to [0-9+][0-9x* -]{6,}|\b(?:send|transfer|pay)\b[^.;\n]{0,20}[0-9][^.;\n]{0,12}\bto (?:my|a|this|his|her)\b[^.;\n]{0,20}\b(?:account|acct|friend|card)|\b(?:gas|withdrawal|activation) fee\b|\bbail money\b|\b(?:account|a/c|acct) (?:no|number)\.?:? ?[0-9][0-9* -]{5,}|\biban:? ?[a-z]{2}[0-9]{2}[^.\n]{0,40}\b(?:new|changed|instead)|\b(?:fee|deposit|tax|charge|premium)\b[^.;\n]{0,30}\b(?:upfront|up front|before we|to release|to unlock|to receive (?:your|the) (?:loan|money|funds|prize))\b|\b(?:pay|send|transfer|settle)\b[^.;\n]{0,30}\b(?:bitcoin|btc|usdt|crypto|gift cards?|steam cards?|itunes|western union|moneygram|cash ?app)\b|\b(?:transfer|move|send|pay)\b[^.;\n]{0,20}\b(?:balance|money|funds|savings|amount|it|deposit|rent)\b[^.;\n]{0,16}\b(?:to|into) (?:a |the |our |this |my |new |secure |holding |safe |separate |different )+(?:account|acct|wallet)|\bcourier\b[^.\n]{0,20}\b(?:cash|money|collect)|\bnew (?:bank )?(?:details|account)\b[^.;\n]{0,30}\b(?:pay|rent|transfer)",
    ),
    (
        FraudSign.QR_PAYMENT,
        r"(?:扫(?:描|一扫)?|识别)[^。!?;\n]{0,10}?码[^。!?;\n]{0,14}?(?:还款|还清|补(?!测|种|考)|退款|退费|赔|登记(?=[^。]{0,6}(?:银行|卡|收款|补贴))|认证|解冻|清退|利息|办理(?:贷|退))|(?:还款|补足|退款|补缴|清退)[^。!?;\n]{0,8}?扫(?:描|一扫)?[^。!?;\n]{0,10}?码|收款(?:二维)?码|扫我发|(?:手续费|保证金|利率|降息)[^。\n]{0,20}扫码|(?:月供|贷款|逾期|欠款)[^。\n]{0,10}扫(?:描|一扫)?[^。\n]{0,8}码|(?:改为|改用|请|用)扫码(?:还款|付款|支付|补足|缴)|附件二维码|下方二维码[^。\n]{0,10}登记|\bscan (?:the |this |our )?qr\b(?![^.\n]{0,30}\b(?:table|order|menu|door|app|gate|ticket|desk))|\bqr (?:code )?(?:sent|send|below|attached)",
    ),
    (
        FraudSign.REMOTE_CONTROL,
        r"(?:共享|分享)(?:您的?|你的?|手机|一下)*屏幕|屏幕共享|录屏共享|远程(?:控制|协助|操作|指导)|会议软件|(?:下载|安装)[^。!?;\n]{0,10}?会议(?!室)|(?:打开|进入|开启|加入)[^。!?;\n]{0,10}?会议(?!室)[^。!?;\n]{0,14}?(?:共享|屏幕|客服|专员|工程师|指导)|下载(?:安装)?[^。!?;\n]{0,3}[“\"『「'](?!国家|个人所得税|掌上|交管|网上国网|铁路)[^”\"』」']{1,12}[”\"』」'](?!.{0,4}反诈)[^。!?;\n]{0,4}(?:app|软件|应用|会议|开启|客户端)|下载安装(?!国家)[^。!?;\n]{0,8}(?:app|软件)|视频共享|\bscreen ?shar|\bshare (?:your |a )?screen|\bsee your screen\b|\bconnect to your (?:computer|pc|phone|device)\b|\b(?:quicksupport|rustdesk|ultraviewer|airdroid|logmein|supremo)\b|\b(?:download|install)\b[^.;\n]{0,24}\b(?:support|secure|security|helper|remote|verification|loan) (?:app|tool|software)\b|(?:腾讯会议|zoom|钉钉会议|云会议|skype|飞书会议)[^。\n]{0,16}(?:客服|专员|指导|操作|协助)|(?:下载|安装)[^。\n]{0,10}(?:安全|远程|助手|协助|防护|还款|解冻|认证|会议|屏幕|监管|理赔)[^。\n]{0,6}(?:app|软件|应用|插件|程序)?(?!国家反诈)|(?:按|听)(?:从)?(?:客服|我|专员)(?:的)?(?:指引|指导|指示|说的)[^。\n]{0,6}操作|\bremote (?:control|access)\b|\bany ?desk\b|\bteam ?viewer\b|\btodesk\b|向日葵(?:远程|软件|app)|\btake control\b|\binstall (?:the |our |this )?(?:app|anydesk|quicksupport|apk)\b|\.apk\b",
    ),
    (
        FraudSign.PERSONAL_DATA_ASKED,
        r"(?:回复|填写|提供|输入|上传|需上传|发到|发来|填(?!写错)|登记(?!的|时)|拍照|资料:|把|需(?=人脸))[^。!?;\n]{0,12}?"
        + _PERSONAL
        + r"|"
        + _PERSONAL
        + r"[^。!?;\n]{0,10}?(?:发到?我|发给|发来|发过来|拍给|send|to enroll)|\b(?:reply|send|enter|update|provide|text us|give|submit|keep|log in w/)(?! you)\b[^.;\n]{0,24}?"
        + _PERSONAL,
    ),
    (
        FraudSign.REFUND_BAIT,
        r"征信(?:修复|洗白|异议代办|铲单)|逾期修复|消除(?:不良|逾期)|停息挂账|(?:连三累六|黑户|白户)[^。\n]{0,8}(?:可|均|都)|退息表|债务(?:优化|重组)[^。\n]{0,14}(?:加|v|微|名额)|清退(?:公告|中心)|认购国债|收到请勿声张|\b(?:remove|erase|fix|clean)\b[^.;\n]{0,16}\b(?:bad mark|credit file|credit score|negative items?)\b|\bloan forgiveness\b|\bqualif(?:y|ies) for forgiveness\b",
    ),
    (
        FraudSign.MESSENGER,
        r"(?:加|添加|\+|关注|联系|详询|咨询|找|进|搜)(?:一下|我的?|下|咱|本人|警务|专属|客服|专员|下方|工作人员|办理|老师|注销|退|交流)*"
        + _STAFF
        + r"?"
        + _CHANNEL
        + r"(?!支付|转账|小程序|公众号|银行|运动|付款|零钱|群里)|"
        + _STAFF
        + r"[^。!?;\n]{0,4}"
        + _CHANNEL
        + _HANDLE
        + r"|"
        + _CHANNEL
        + r"(?:同号)?[:号]?[ ]?[@a-z]*[a-z0-9_*-]{0,6}[0-9*][a-z0-9_* -]{3,20}|\b(?:add|message|contact|chat|join|text)\b[^.;\n]{0,28}\b(?:on )?(?:whatsapp|telegram|line|wechat|signal)\b|\b(?:whatsapp|telegram|wechat)\b[^.;\n]{0,6}(?:[@+0-9(]|me\b)|\bon t e l e g r a m\b|\bcan you whatsapp\b|\bsend on whatsapp\b",
    ),
    (
        FraudSign.THREAT,
        r"通讯录(?:群发|轰炸)|爆通讯录|群发(?:给)?(?:您|你)?(?:的)?(?:通讯录|照片)|(?:上门|外访)(?:核实|催收|追讨|家访|外访)|将上门|协助外访|将[^。]{0,6}外访|拘留|逮捕|刑事(?:责任|立案)|通缉|失信名单|法务(?:部|科|通知)?|律师(?:函|个人)|(?:法院)?传票|起诉|撤案|立案|黑名单|影响(?:您|你|子女)?[^。\n]{0,6}(?:政审|子女)|涉案|追责|吊销|通知(?:您|你)?(?:的)?(?:家人|单位|亲友|紧急联系人)|最后(?:一次)?(?:通知|机会|通牒)|涉嫌[^,。]{1,8}|涉案|拘传|裸聊|(?:私密|隐私)(?:视频|照片)|发给[^。]{0,8}通讯录|冻结(?:您|你)?(?:名下|全部|所有|工资|令|支付)|全部冻结|断电|收数公司|不还将|后果自负|紧急联系人|资产处置|上报征信|影响征信|上征信|(?:上报|上传|转为逾期)"
        r"|\blawsuit\b|\barrest(?:ed)?\b|\bwarrant\b|\bpolice\b|\bfinal (?:notice|reminder|warning)\b|\bblacklist|\byour (?:family|workplace|contacts|boss)\b|\ball contacts\b|\bcome to your\b|\bcase will be filed\b|\bforeclosure begins\b|\blicen[cs]e will be suspended\b|\blegal (?:dept|action|department)\b|\bwill be (?:disconnected|prosecuted)\b",
    ),
)
_COMPILED: Final = tuple((sign, TwoLanguages(pattern)) for sign, pattern in _STRONG)
_NUMBER: Final = re.compile(
    r"(?:致电|联系|回拨|回电|拨打?|咨询|详咨|详询|电话|找|请拨|来电|专线|call|dial|ring|contact|phone|reach|text)"
    + r"[^。!?\n]{0,40}?(?P<phone>"
    + _PHONE
    + r")",
    re.ASCII,
)
_TOUTS: Final = re.compile(r"咨询|客服|专员|办理|顾问|kefu|疑问", re.ASCII)
_HANDED_OVER: Final = re.compile(
    r"(?:发给|报给|告诉|告知|转给|念给|提供给)(?:我|客服|专员|工作人员|本号|对方)|\bshare (?:the|your) (?:otp|code)\b(?! with no)|\b(?:send|tell|give|read) (?:us|me|him|her|our agent)\b",
    re.ASCII,
)
_DELIVERS: Final = re.compile(
    r"派送|派件|快递员|骑手|师傅|司机|网点|驿站|管家|房东|物业|courier|driver|rider", re.ASCII
)
# Digits set apart one by one, or written out, so that a filter does not see the number.
_SPACED_OUT: Final = re.compile(
    r"(?<![0-9])(?<!号)(?<!号 )(?:[0-9o] ){5,}[0-9*o]|(?<![零一二三四五六七八九])[一二三四五六七八九零]{11}(?![零一二三四五六七八九])|(?<!号)(?<!号 )(?<![0-9] )[0-9] [0-9] [0-9] [0-9*]",
    re.ASCII,
)
_MOBILE: Final = re.compile(r"咨询1[3-9][0-9]|详情[^。]{0,4}1[3-9][0-9]", re.ASCII)
_SEVERE: Final = re.compile(
    r"通讯录|群发|爆通|通知(?:您|你)?(?:的)?(?:家人|亲友|单位|紧急联系人)|不还将|上门(?:核实|催收|追讨|家访)|将上门|外访|拘留|逮捕|通缉|失信|照片|\ball contacts\b|\bphotos\b|\bworkplace\b|\barrest|\bwarrant\b",
    re.ASCII,
)
_OWES: Final = re.compile(r"转[0-9 ]|转账|给钱|逾期|欠|不还|还款|贷|扣|overdue|loan|pay|debt|due", re.ASCII)
_FAMILY: Final = re.compile(
    r"(?:^|[,。 ])(?:爸|妈|爷爷|奶奶|姑|舅)[,，、 ]?(?=.{0,30}(?:手机|新号|换号|住院|出事|转))|(?:我是|这是)[^。\n]{0,12}(?:局|新号|换号)|这是我新号|\b(?:mum|mom|dad|grandma|grandpa|nan)\b(?=.{0,80}(?:new number|phone|accident|bail|bank|pay|bill|money|rent))",
    re.ASCII,
)
_ASKS_FOR_MONEY: Final = re.compile(r"转|汇|打钱|借|垫|周转|pay|money|bail|whatsapp|rent|bill|cash|send")
_LURES: Final = re.compile(
    r"刷单|兼职|日入|日结|本金秒返|带单|跟单|内幕|币圈|收卡|收u盾|低息|不看征信|黑户|车抵贷|当天放款|额度借出|无视|提现|返点|包下|免息|免(?:罚息|除)|协商|退款|退费|理赔|赔付?|退息|补贴|减免|优惠|领取|领奖|中奖|二等奖|可退|退税|返利|积分.{0,10}(?:兑|清零)|红包|补偿|三倍|双倍|认购|返现|奖金"
    r"|\b(?:usdt|part[ -]time|remote job|task job|crypto|trade gold|investment|withdraw|unlock|congratulations|approved|refund|rebate|bonus|prize|reward|claim|cost of living|get [£$€]|compensation|forgiveness)\b",
    re.ASCII,
)
_SPEAKS_AS_STAFF: Final = re.compile(r"您|请|客服|专员|银行|\byour?\b", re.ASCII)
_CLAIMS: Final = re.compile(
    r"银行|客服|平台|中心|通知|公安|法院|税务|社保|医保|电力|移动|公积金|某呗|花呗|借呗|白条|贷|支付|信用卡|年费|会员|保险|售后|快递|专线|officer|dept|department|bank|alert|notice|defender|support|customer|hdfc|sbi|icici|loan|mandate|membership|renews|debited|suspended|insurance|electricity|payment|transaction|prize|入境|消费|航班|机票|航空"
)


def fraud_signs_in(text: NormalText, links: tuple[Link, ...], *, is_from_a_phone: bool = False) -> FraudReading:
    """The signs in a text; total and bounded. What would be a caution in a bank's text is none in a private one's."""
    seen = {sign for sign, pattern in _COMPILED if _is_asked(text, pattern, sign)}
    lured = _LURES.search(text.dense) is not None
    number = _private_number(text)
    if number:
        seen.add(FraudSign.PRIVATE_NUMBER)
    strange = [link for link in links if not link.is_own]
    strong_link = any(_is_bait(text, link) for link in strange)
    if strange:
        seen.add(FraudSign.LINK)
    if (lured and seen - {FraudSign.THREAT, FraudSign.LINK}) or (lured and strong_link):
        seen.add(FraudSign.REFUND_BAIT)
    if _FAMILY.search(text.dense) is not None and _ASKS_FOR_MONEY.search(text.dense) is not None:
        seen.add(FraudSign.TRANSFER_TO_ACCOUNT)
    ordered = tuple(sign for sign in FraudSign if sign in seen)
    as_a_bank = is_from_a_phone and _CLAIMS.search(text.dense) is not None and not warns_of_fraud(text)
    if _is_fraud(text, seen, strong_link=strong_link, lured=lured) or (as_a_bank and ordered):
        return FraudReading(ordered)
    return FraudReading(cautions=ordered)


def _is_fraud(text: NormalText, seen: set[FraudSign], *, strong_link: bool, lured: bool) -> bool:
    if warns_of_fraud(text) and not strong_link and _ACCUSES_READER.search(text.dense) is None:
        return False
    about_money = _MONEY_TOPIC.search(text.dense) is not None or lured
    if strong_link or seen & {FraudSign.TRANSFER_TO_ACCOUNT, FraudSign.QR_PAYMENT}:
        return True
    if FraudSign.REMOTE_CONTROL in seen and (about_money or _SPEAKS_AS_STAFF.search(text.dense) is not None):
        return True
    if seen & {FraudSign.CODE_ASKED, FraudSign.PERSONAL_DATA_ASKED} and about_money and not _OPT_OUT.search(text.dense):
        return True
    if FraudSign.MESSENGER in seen and (about_money or _TOUTS.search(text.dense) is not None):
        return True
    if FraudSign.CODE_ASKED in seen and _HANDED_OVER.search(text.dense) is not None:
        return True
    hidden = _SPACED_OUT.search(text.dense) is not None or _MOBILE.search(text.dense) is not None
    pressed = lured or hidden or _URGES.search(text.dense) is not None or FraudSign.THREAT in seen
    if FraudSign.PRIVATE_NUMBER in seen and re.search(r"专员|客服", text.dense) is not None:
        return True
    if FraudSign.PRIVATE_NUMBER in seen and _CLAIMS.search(text.dense) is not None and pressed:
        return True
    if FraudSign.THREAT in seen and _SEVERE.search(text.dense) is not None and _OWES.search(text.dense) is not None:
        return True
    if FraudSign.REFUND_BAIT in seen and _COMPILED[5][1].of(text).search(text.dense) is not None:
        return True
    return FraudSign.THREAT in seen and len(seen - {FraudSign.THREAT}) >= 1


# Handed over at a counter, in the app, or so that the reader gets money from a friend.
_IN_PERSON: Final = re.compile(
    r"交到|交至|交给班|窗口|柜台|网点|人事|到店|到所|现场|app上传|在[^,。]{0,4}app|oa系统|转你|还你|转给你|买票|订票|\b(?:through|in|via) the app\b|\bin (?:the )?branch\b|\bclinic\b",
    re.ASCII,
)


def _is_asked(text: NormalText, pattern: TwoLanguages, sign: FraudSign) -> bool:
    """Whether a sign stands in a clause that asks for it and does not warn against it."""
    if sign is FraudSign.CODE_ASKED and _CODE_IN_TEXT.search(text.dense) is not None:
        return False
    if sign is FraudSign.PERSONAL_DATA_ASKED and _IN_PERSON.search(text.dense) is not None:
        return False
    for match in pattern.of(text).finditer(text.dense):
        clause = text.clause_at(match.start())
        if _WARNED.search(text.dense, max(clause.start, match.start() - 20), match.end() + 4) is None:
            return True
    return False


def _private_number(text: NormalText) -> bool:
    for match in _NUMBER.finditer(text.dense):
        phone = match["phone"]
        digits = [character for character in phone if character.isdigit() or character in "*xo"]
        if len(digits) < 8 and "零" not in phone and "一" not in phone:
            continue
        if re.match(
            r"400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}$|(?:\+?1[- ]?)?\(?8(?:00|33|44|55|66|77|88)\)?[- ]?[0-9]{3}[- ]?[0-9]{4}$|0?800[ 0-9-]{5,9}$|0(?:3[0-9]{2}|1[0-9]{2,3}|20)[ 0-9-]{6,10}$|1[38]00[ 0-9-]{6,9}$|9[56][0-9]{3}$|18[06]0[0-9]{6,7}$|1[- ]?800[- ][0-9]{3}[- ][0-9]{4}$",
            phone.strip(),
        ):
            continue
        if _DELIVERS.search(match.group()) is not None:
            continue
        begin = max(text.clause_at(match.start()).start, match.start() - 12)
        if _WARNED.search(text.dense, begin, match.start()) is None:
            return True
    return _SPACED_OUT.search(text.dense) is not None


_ACCUSES_READER: Final = re.compile(r"(?:您|你)[^。,]{0,14}(?:涉嫌|涉案|涉及[^,。]{0,6}(?:诈骗|洗钱|案))", re.ASCII)
# Something is said to be shut or to run out: the lever of most links.
_LOCKED: Final = re.compile(
    r"停用|冻结|失效|作废|锁定|禁用|关停|封号|停机|被限制|受限|认证未完成|信息异常|已过期|"
    r"\b(?:suspended|locked|restricted|deactivated|on hold|blocked|unusual (?:activity|login)|unauthori[sz]ed)\b",
    re.ASCII,
)


def _is_bait(text: NormalText, link: Link) -> bool:
    """Whether a strange link is one to be warned of: its make, what it demands, the hurry, what it is about."""
    dense = text.dense
    around = dense[max(0, link.start - 60) : link.start] + " " + dense[link.end : link.end + 40]
    is_locked = _LOCKED.search(dense) is not None and _DEMANDS.search(around) is not None
    weight = -2 if _OPT_OUT.search(dense) is not None and not link.is_disguised and not is_locked else 0
    weight -= 4 * link.is_public
    weight += 2 * (link.has_lure_in_its_name or is_locked)
    weight += 2 * (link.is_disguised or link.has_cheap_ending) + link.is_plain_http
    weight += _DEMANDS.search(around) is not None and _INFORMS.search(around) is None
    weight += _MONEY_TOPIC.search(dense) is not None
    weight += _URGES.search(dense) is not None and _PAYS_THROUGH.search(dense) is not None
    return weight >= 3
