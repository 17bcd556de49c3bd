# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""What a text tells of a debit, word group by word group: taken, failed, in part, paid back, to come, late, in progress.

Each find carries the mood in which it is told. A denied failure is no payment and a denied payment is a failure: the
negation belongs to the pattern. Patterns look at a bounded stretch only, so that reading stays linear.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from msgspec import Struct

from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import Mood, Scope, mood_at
from borrower_app.debits.reading_texts.two_languages import TwoLanguages


class Event(StrEnum):
    """What a word group tells."""

    PAID = "paid"
    FAILED = "failed"
    NOT_FAILED = "not_failed"
    PARTLY = "partly"
    REVERSED = "reversed"
    BOOKED = "booked"
    """A debit with its amount and no word on how it went: a line of a statement, or of a plan."""
    REMINDER = "reminder"
    DUE = "due"
    """An amount or a day that is due, no more."""
    OVERDUE = "overdue"
    PROCESSING = "processing"
    TECHNICAL = "technical"


class EventTold(Struct, frozen=True):
    """One find: where it stands in the dense text and in what mood it is told."""

    event: Event
    start: int
    end: int
    mood: Mood


# The deed of taking a debit, in the words of banks and lenders.
_DEED: Final = r"(?:扣款|划扣|扣收|扣划|划扣|扣缴|代扣|扣取|扣除|扣账|批扣|代收|补扣|续扣|冲还贷?|还贷|还款|划款|划账|划转|自动转账|转账|付款|支付|交易|缴款|缴费|缴付|缴纳|过数|过账|支取|收款|入账|供款|扣费|付费|收取|提交|委托|请求|指令)"
_WHO: Final = r"(?:自动|批量|本次|此次|该笔|这笔|再次|第[一二三四五六七八九十]次|当日|连续[两二三四]次|均|都|仍|又|依然|暂|并|皆|全部|,)*"
_EN_DEED: Final = r"(?:payments?|debits?|debit orders?|auto-?pay|auto-?debit|giro(?: deduction)?|deductions?|ach|nach|ecs|emi|direct debits?|mandates?|repayments?|instal?l?ments?|drafts?|collections?|presentations?|transactions?|charges?|attempts?|pix autom[aá]tico|upi|si|standing instructions?|sepa(?:-dd)?|withdrawals?|pull|bill|request|card)"

_GAP: Final = r"(?:[^,.;:!?\n]|[.,:](?=[0-9])){0,60}?"
# Between a deed and "went well" stands no word that would take it back.
_WELL: Final = r"(?:[^,。!?;:\n未不没失待请无将若如]|,(?=[0-9])|:(?=[0-9])){0,26}?"
_AMOUNT: Final = r"(?:人民币|新台币|港币|rmb|cny|nt\$|hk\$|¥|£|\$|约)?-?[0-9][0-9,]*(?:\.[0-9]+)?(?:万)?元?"

_PATTERNS: Final[tuple[tuple[Event, str], ...]] = (
    (
        Event.NOT_FAILED,
        r"(?:并未|并没有|没有|并非|不是|未曾|未|并不是)(?:扣款|还款|代扣|扣收)?(?:失败|未成功|不成功)"
        r"|\b(?:did not|didn't|hasn't|has not|have not|haven't|not) (?:fail|failed|been (?:returned|declined|rejected))\b",
    ),
    (
        Event.FAILED,
        _DEED
        + r"(?:[^,。!?;\n元]|元(?!,)|,(?=[0-9])){0,22}?"
        + _WHO
        + r"(?:失败|未果|未执行|没执行|未能执行|未还上|没还上|未办理|未受理|未能发起|拦下|被拦截?|未成功|不成功|未能成功|没有成功|没成功|未通过|未能完成|未完成|没完成|未遂|被拒绝?|遭拒绝?|受阻|没过|没通过|未获批准|被退票|退票|fail(?:ed)?\b)"
        r"|(?:未能?够?|没有?|无法|没能|不能|未被|尚未|未获|未有|未予)"
        + _WHO
        + r"(?:成功|完成|足额|正常|顺利|能)*(?:地)?(?:从.{0,12})?(?:扣款|扣收|扣划|扣缴|扣除|扣到|扣着|扣成|扣上|扣走|扣取|划扣|划款|划到|收到.{0,4}扣款|扣足|执行|发起|完成扣|收取|收到(?=,|。|$)|支取|缴付|过数|代扣|过账|自动扣|扣(?![0-9分]))"
        r"|(?:扣|划)(?:不到|不着|不了|不上|不成|不走|不动|没成|没到|失败)|(?:今天|今日|刚才|这期|本期|本月|又|还是|都)[没未]扣(?!款(?:成功|失败)|成功)|[没未](?:还|扣|划)(?:上|成|走|着|到|动)|(?:自动还款|代扣|扣款|月供|还款)[^,。;\n]{0,12}(?:被|遭)[^,。;\n]{0,8}(?:拦下|拦截|拒绝|拒|退回来|打回|驳回)"
        r"|(?:银行|发卡行|发卡机构|付款行|开户行|发卡方|对方行)[^,。;\n]{0,6}(?:拒绝|拒付|拒绝了|不予承兑|拒收|退票)"
        r"|(?:自动转账|扣款|指示|代扣)[^,。;\n]{0,12}(?:已)?[被遭](?:银行)?退回(?!.{0,4}(?:存|到|至|账户|户口|卡))"
        r"|状态(?:为|是)?:?(?:fail|失败|不成功|扣款失败)|结果:?(?:为)?(?:[0-9]-)?(?:失败|不成功|未成功)|[0-9]-(?:不成功|失败)|退件:?(?:理由|原因)|代收退件|退件|退票理由|交易被?(?:拒绝|终止)|风控拦截|不予承兑|拒绝交易|不允许(?:此|该|本)?交易"
        r"|(?:不|没|未)扣(?:款)?成功|没扣成|未扣成|失败(?:原因|通知)|(?:支付|交易|扣费)失败|失败[0-9][0-9,.]*元"
        r"|\b"
        + _EN_DEED
        + r"\b"
        + _GAP
        + r"\b(?:failed|fails|declined|unsuccessful|bounced|refused|rejected|dishonou?red|returned unpaid|(?<!remains )(?<!remain )(?<!still )unpaid|failure)\b"
        r"|\b"
        + _EN_DEED
        + r"\b"
        + _GAP
        + r"\b(?:was|were|has been|have been|been|is|got)(?: just)? (?:returned|reversed by your bank|sent back)\b(?! (?:and )?(?:to|in) (?:your|you)\b)|\b"
        + _EN_DEED
        + r"\b"
        + _GAP
        + r" returned(?=[:,.]| by your bank| unpaid| due| because| for| -|$)"
        r"|(?:\bnot|n't|\bnever|\bunable to|\bfailed to|\bcannot) (?:be |been |been able to |able to )?(?:successfully )?(?:collect(?:ed)?|take|taken|process(?:ed)?|debit(?:ed)?|complete(?:d)?|charge(?:d)?|honou?red|recovered?|deduct(?:ed)?|go(?:ne)? (?:thru|through)|cleared?|successful|execute(?:d)?|draw(?:n)?|withdraw(?:n)?|pull(?:ed)?|run|draft(?:ed)?)\b(?! again)"
        r"|\breturned (?:payment|unpaid|item)\b|\breturn (?:reason|code)\b|\bunpaid:|: ?unpaid\b|\b(?:came|come|coming) back (?:unpaid|from your bank|to us)\b|\b(?:turned|knocked) (?:down|back)\b|\b(?:fell|fallen) through\b|\b(?:did not|didn't|couldn't|could not) (?:go ahead|clear)\b|\bnot (?:debited|deducted|successful|honou?red|cleared)\b(?! yet)|\bmissed (?:direct debit|debit order|collection):|\b(?:eft|ach|nach|ecs|dd|sepa[^.;]{0,20}|direct debit) returned?:? (?:code )?[a-z]{0,2}[0-9]{2,3}\b|\bdishonou?r(?:ed)? (?:notice|fee applies)|\b(?:ach|nach|ecs) return\b|\bno (?:payment|instal?lment|repayment) (?:was|could be) (?:taken|collected|made|debited|drawn)\b|\b(?:did not|didn't|was not|wasn't|were not|could not be|couldn't be|not) (?:occur|executed|carried out|happen|take place|come out|leave your|made|drawn)\b|\b(?:payment|debit|repayment|instal?lment|transfer) (?:was |has been )?blocked\b|\b(?:refused|rejected) (?:our request|the request|it|our collection)\b|\b(?:payment|debit|autopay) failure\b|\bdo not hono(?:u)?r\b|\bdeclined\b|\bdishonou?red\b|\bunsuccessful\b|\bbounced\b|\bstatus:? fail(?:ed|ure)?\b|\bnot permitted\b|\bdebit unpaid\b|\bfailed payment\b|\bpayment returned\b|\brejected by\b|\breturned by (?:your|the) bank\b",
    ),
    (
        Event.PAID,
        _DEED
        + _WELL
        + r"(?<!提交)(?<!申请)(?<!请求)(?<!指令)(?<!发起)(?<!受理)(?<!签约)(?:成功|完毕|已完成|完成(?!后|前|时|即可)|已成|办妥|ok\b)(?!后|时|前|率|与否|为准|或|短信|通知(?!书)|的话|签约|开通|绑定|设置)"
        r"|结果(?:为)?:?(?:[0-9]-)?成功|状态(?:为|是)?:?(?:扣款|支付|交易|还款)?成功"
        r"|(?:已|已经)(?:经|被)?(?:[^,。;\n对设拒停申可需应未不失请无已]{0,24}?)(?:扣款|扣收|扣划|扣除|扣缴|扣走|扣到|扣了|扣下|扣掉|扣取|划扣|缴付|缴清|偿还|还清|结清|归还|收妥入账|过数|完成扣|支付(?=.{0,8}(?:月供|贷款|本期|分期)))(?!设置|协议|授权|功能|服务|日|失败|未|不|处理|申请|请求|指令|中|方式|时间|前|证明|成功前)"
        r"|(?<!还款)(?<!待)已(?:成功|全额|自动)?(?:扣|还|入账|缴)(?!款(?:失败|不成)|前|未|款申请|款处理)(?:[^,。;\n未不失]{0,8}?)"
        + _AMOUNT
        + r"|(?:款项?|还款|月供|利息|元|本息|供款|分期)(?:均|都|也)?(?:已|已经)(?:于.{0,16})?(?:成功)?(?:入账|到账)(?!前)"
        r"|成功(?:从.{0,20}|为您.{0,4}|自.{0,16}|在.{0,10})?(?:扣款|还款|扣收|扣划|划扣|扣除|扣缴|扣取|代扣|归还|过数|偿还|缴付|支取)(?!后|与否|前)|成功(?:了)?[0-9]|(?<!不|未)(?:部)?成功过数"
        r"|(?:扣|划|还|交|划扣|扣款)(?:走|到账|收到|掉)?了?(?:啦|喽|咯)|(?:扣走|划走|划扣|扣|还|划)(?:了|走)(?:您?的?)?(?:人民币|¥|\$)?[0-9]|就扣走|(?:扣|划)(?:到|走|成|得)(?:了)?[0-9]|(?:刚|刚刚|现在|今早|今天|今日)[^,。;未没]{0,4}扣(?:到|走|好|成)|还本[0-9][^。;未没]{0,40}(?:余额|合计)|还息[0-9]|(?:都|均|就|款项)(?:已经)?扣(?:到|走|好|掉)|(?:已经|已)扣(?:好|完|到|走|掉)"
        r"|(?:支出|转出|支取|扣收|扣划|划扣|扣缴|扣款|代扣|还款|收回贷款|缴息|出账|扣账)[^,。;\n]{0,22}?"
        + _AMOUNT
        + r"[^。;\n未]{0,20}?(?:余额|结余|可用)"
        r"|(?:支出|转出|支取|扣账|出账)[^。;\n]{0,40}?(?:贷款|还款|还贷|按揭|月供|房贷|车贷|代扣|供款|分期)|(?:贷款|还款|还贷|按揭|月供|房贷|车贷|代扣|供款|缴息)[^,。;\n]{0,14}(?:支出|支取|出账)|(?:贷款扣款|代扣还款|贷款还款|按揭还款|房贷扣款|还款扣款|还贷|代扣)[ :]{0,3}-[0-9¥]|交易人民币-[0-9]"
        r"|已收到您?的?.{0,12}(?:还款|款项|供款)|收到(?:了)?您.{0,14}(?:还款|供款)|还清[0-9]{0,6}年?[0-9]{0,2}(?:月|账单|欠款)|还款到账|还款已?到账|还款入账|已到账(?!前)|(?:账单|贷款|本期|全部|逾期)(?:状态)?(?:是|为|已|:)?.{0,2}已?(?:还清|结清)(?!证明|前)|扣收个人贷款[^。;\n]{0,40}合计|本月就不欠了|已(?:自动)?完成还款|[还扣划](?:款)?(?:已)?执行完毕|(?:已|已经)从您?[^,。;\n未没]{0,16}(?:收到|收取|收走|划走|走掉)|账单已处理,还款|(?:还款|扣款|月供|自动还款)[^,。;\n未没]{0,6}(?:搞定|办妥|完结)|还款完成|已还清|已结清|缴款完成|扣缴完成"
        r"|\b(?:went|gone|go(?:es)?) thr(?:ough|u)\b|\b(?:has|have|was|were|been|is|are|successfully|auto-?)[ -](?:now |just |been |successfully |already |automatically )*(?:collected|debited|deducted|taken|paid|cleared|posted|processed|settled|received|withdrawn|drawn|completed|charged|successful|credited (?:to|towards) your (?:loan|mortgage))\b"
        r"|\b(?:payments?|auto-?pay|debits?|emi|repayments?|instal?l?ments?|deductions?|collections?|giro|nach|ach|draft)\b(?: of [^,;\n]{0,20})?(?: (?:was|is))? (?:successful|received|complete(?:d)?|collected|confirmed|cleared|settled|posted|went through|success)\b|\bpaid (?:to|from|by|on|in full|off|via)\b|[0-9] paid\b|: ?paid\b|(?<!be )(?<!get )\b(?:debited|deducted|taken|drafted|withdrawn|collected|pulled) (?:from|on|by|for|towards|at|[£$€]?[0-9])|\b(?:posted|cleared|settled) on\b|\bsuccessfully\b"
        r"|\b(?:been|was|were|is) honou?red\b|\b(?:came|has come|has gone|gone) (?:off|out of) your\b|\bwent toward(?:s)? your\b|\b(?:second|next|latest|re-?)[ -]?(?:try|attempt|presentation|presentment) (?:worked|succeeded|was successful|went through|cleared)\b|\b(?:dr\.?|dr by) (?:inr|rs\.?|npr)? ?[0-9][0-9,.]*[^;.]{0,20}(?:towards|for) [^;.]{0,16}(?:loan|emi)|\bhas now been (?:collected|paid|taken)\b|\bwas (?:collected|taken|paid) on time\b|\bexecuted\b(?=[^.;]{0,40}(?:dr by|for [£$€₹]|for rs))|\bleft your (?:[a-z]+ )?account\b|\b(?:came|come) out of your\b|\bwe(?: have|'ve)? (?:just |successfully |already )?(?:received|collected|took|debited|charged|taken|got)\b|\bthank(?:s| you) for (?:your|the|paying|making) ?(?:payment|repayment|your)?\b|\b[0-9]-$|\ball caught up\b|\baccount is (?:now )?(?:current|up to date)\b|\bpayment collected\b|\brecovered from\b|\bpayment (?:was )?made\b|\bpayment confirmation\b|\bbrings? your account\b|\bpaid for (?:this|the) month\b",
    ),
    (
        Event.BOOKED,
        r"[0-9](?:日|号)?[ :0-9分时点]{0,10}(?:从|自|由|在|您)?[^,。;\n未不将要会应拟待需没]{0,16}?(?:扣收|扣款|扣划|划扣|扣缴|代扣|还款|扣)(?!日|失败)[^,。;\n未不]{0,14}?"
        + _AMOUNT
        + r"|(?:放款缴息|贷款利息)[^,。;\n]{0,10}"
        + _AMOUNT
        + r"|\bsepa-dd\b|\bach d\b",
    ),
    (
        Event.PARTLY,
        r"只(?:扣|划|还)(?:成|到|了)?(?:一半|一部分)|还有"
        + _AMOUNT
        + r"(?:没|未)|先行?(?:扣|划|收)(?:收)?(?:走|了|到)?"
        + _AMOUNT
        + r"|部分(?:扣款|成功|还款|扣收|划扣|代扣|入账|支付|扣缴|缴款)|(?:扣款|还款|扣收|代扣|划扣)(?:结果)?:?部分(?:成功)?|(?:仅|只|才|先)(?:能|够|成功)*(?:扣|还|划|收|缴)(?:款|收|到|走|缴|划|取|了|入|得)*[^,。;\n]{0,6}?(?:了)?(?:一部分|部分|"
        + _AMOUNT
        + r")|(?:实际)?(?:仅|只)(?:扣|还|划)"
        r"|(?:尚欠|尚有|尚未(?:扣|还|缴)(?:足|清)|仍欠|还欠|尚余|余下|剩余(?!本金|期|还款期|[0-9]{1,3}期|未到期|应还本金)|剩下|其余|差额|仍有|还差|尚差|不足部分|未划|欠收|短收|差(?=[0-9])|欠(?=[0-9]))[^,。;\n]{0,18}?"
        + _AMOUNT
        + r"|未扣足|没扣足|未足额(?:扣|划)|没有扣足|没扣够|差额部分|未还:|未扣:|还差"
        r"|不足部分|实际?扣(?:收|款)?[^,。;\n]{0,4}[0-9][^。;\n]{0,20}不足|(?:其余|剩余|余款|余下)(?:部分|款项)?[^,。;\n]{0,10}(?:未能|未|没|无法)"
        r"|\bstill owed\b|\bpart(?:ial|ly)?[ -]payment\b|\bpartial(?:ly)?\b|\bin part\b|\bonly (?:be able to )?(?:able to )?(?:take|took|collect(?:ed)?|debit(?:ed)?|recover(?:ed)?|paid|part)\b|\bonly [£$€]?(?:rs\.? ?|cny |inr |r)?[0-9][0-9.,]* (?:was|were|of|could)\b|[0-9] (?:out )?of (?:the|your|an?) "
        + r"(?:[£$€₹]|[a-z]{1,3}\$|rs\.? ?|[a-z]{3} ?|r)?(?:[0-9][0-9,.]* )?(?:"
        + _EN_DEED
        + r"|hdb|home|total|amount|due)"
        r"|\b(?:the )?(?:remaining|rest|remainder|balance|other|shortfall|outstanding|cash portion|difference)\b(?:[^.;\n]|\.(?=[0-9])){0,34}?\b(?:still|not|couldn't|could not|wasn't|was refused|unpaid|is due|remains?|is outstanding|due|to pay|short|declined|failed|returned)\b|\b(?:pay|send|settle) the (?:other|rest|remaining|remainder|balance)\b|\bto go\b(?<=[0-9] to go)|\bshort by\b|\bshortfall\b|\bstill owe\b",
    ),
    (
        Event.REVERSED,
        r"冲正|冲回(?!失败)|冲账|冲销|抹账|退汇|撤销(?!您的申请|绑定|协议|授权)|(?:全额|原路|多扣|重复|误扣|款项|扣款|该款|资金|[0-9]元|[0-9]块|现金|一笔|本息|金额)[^,。;\n未遭不]{0,18}?(?<!被银行)(?<!遭银行)(?<!遭)(?:退回|退还|退款|退到|退至|返还|退了|冲回|转回|划回|返回您|返回至您|回到您|存回|转回|退给)(?!费用|寄|机构|通知|率)|(?:已|现|自动|经)(?:于.{0,14}|应您.{0,6}|为您.{0,4})?(?:全部|全额|原路|被)?退(?:回|还|到|至|给)(?:至|到|您|原|账户|本|卡|零钱|入|给|你|台端|阁下|贵|尾号|余额|储蓄|借记|信用|支付)"
        r"|(?<!申请)退款(?:到账|已|成功)|退款[^,。;\n将请]{0,16}(?:已|到账)|撤回(?!授权|申请)|已回到您|还贷冲正|退还给您|存回户口|返还至"
        r"|\brevers(?:ed|al)\b|\brev ach\b|\brefund(?:ed)?\b(?! guarantee)|\b(?:been |was )?credited back\b|\bdebited in error\b|\bpaid back (?:to|into|in)\b|\breturned to (?:your|you)\b|\b(?:money|funds|amount|payment) (?:is|are|was|were|has been|have been) (?:back|returned to)\b|\bback (?:in|into|to|on) your (?:account|card|bank)\b|\bput back\b|\bgiven back\b|\bsent back to you\b|\bon (?:its|the) way back to (?:you|your)\b|\breturned to your account\b|\bpaid back into\b|\bbeing returned to you\b",
    ),
    (
        Event.REMINDER,
        r"(?<!已)将(?:于|在|从|自|由|自动|为您|被|会)?(?:[^。;\n]){0,26}?(?:扣款|扣收|扣划|划扣|扣缴|代扣|扣除|扣取|扣费|支取|还款|自动扣|自动转账|收取|调整|无法)|(?:会|预计|届时|即将|拟|定于)[^。;\n]{0,16}?(?:扣款|扣收|扣划|划扣|代扣|扣除|自动扣|扣)"
        r"|(?<![申邀])请[^。;\n]{0,22}?(?:存入|存足|备足|备好|存款|足额|充足|充值|补足|留足|预存|存够|转入|准备|留意账户余额)|(?:确保|保证|保持|留足|备足|保留)[^。;\n]{0,24}?(?:余额|资金|款项|存款|足额|充足|足够|结余|够)|卡里(?:的)?(?:钱|放够|放足|存够)"
        r"|(?:今天|今日|明天|明日|即将|将)到期|还款提醒|扣款提醒|缴款提醒|温馨提示|延后至|顺延至|推迟至|按新金额|(?:明天|明日|明早|明晚|今晚|后天|下周.?|(?:(?<![月/0-9])|(?<=[本每下]月))[0-9]{1,2}[号日])(?:上午|下午|早上|[0-9点:]{1,5})?[^,。;\n的]{0,10}扣"
        r"|\bwill (?:be )?(?:automatically )?(?:debit|debited|collect|collected|deduct|deducted|take|taken|charge|charged|draft|drafted|presented|withdrawn|present|auto-?debited|drawn|attempt(?:ed)?|processed?|leave)\b|\bwe'll (?:collect|take|debit|charge|draft|withdraw)\b|\bscheduled\b(?! (?:payment|debit|repayment|instal|auto|monthly))|\b(?:repayment|instal?lment|payment|emi) will be\b|变更为|调整为|(?:[号日]|到期|届时)(?:要|会|从|由)[^,。;\n]{0,14}(?:扣|划)|要(?:扣|划)(?!没)|\bis changing from\b|\b(?:have|leave|keep) (?:[£$€₹]?[0-9][0-9,.]*|(?:enough |some |the )?money|funds|your balance)\b[^.;]{0,24}\b(?:ready|in (?:the|your) account|before|until|there)\b|\b(?:extra )?attempts? [^.;]{0,24}will be made\b|\bhits your\b|\bfund your account\b|\bcollection day\b|\bwill (?:request|ask your bank for)\b|\b(?:is|are|falls|becomes?|coming|comes) due\b|\bupcoming\b|\bcomes out\b|\bgoes out\b|\bcoming out\b|\bpre-?notification\b|\breminder\b|\bheads[ -]up\b|\btop[ -]up by\b|\bmake sure\b|\bkeep (?:sufficient|enough|adequate)\b|\b(?:maintain|ensure) (?:sufficient|enough|adequate)\b|\bsufficient (?:balance|funds)\b|\bchanges from\b|\bwill (?:change|increase|go up|rise)\b|\bexpires soon\b|\bdue (?:tomorrow|today|in [0-9]|soon)\b|\bwill be due\b",
    ),
    (
        Event.DUE,
        r"(?:信用卡|账单)?欠款(?:金额|余额)?(?:为|:)?(?=[0-9,.]{3,12}元?,(?:请)?(?:您)?(?:于|在)[^,。]{0,14}前)|应还|应缴|应扣|待还|需还|须还|应付|本期账单|最低还款|还款日|扣款日|缴款(?:截止|期限)|到期还款|自动扣(?:款|缴)(?=.{0,10}(?:请|够))|改为|到期日|还款金额|月供(?:为|由|:)|请(?:于|在|按时|及时|尽快)[^,。;\n]{0,14}(?:还款|缴款|归还|还清|缴清|缴纳)"
        r"|\b(?:minimum|amount|payment|total) due\b|\bminimum payment\b|\bminimum [£$€]|\bpay(?:able)? (?:it )?by\b|\bdue (?:on|by|date|[0-9])|\bnext (?:repayment|payment|debit|collection|draft|instal?lment)\b|\bplease pay\b|\bpayment date\b",
    ),
    (
        Event.OVERDUE,
        r"(?<![不未无非免])(?<!不算|不计|不会|视为|即为|形成|产生|导致|造成|避免|防止|以免)逾期(?!率|记录将|风险|提醒后|还款(?:将|会)|未还(?:将|会)|不|将|会|费用(?!每)|贷款利率|后果|前)|(?:已|并)(?:经)?(?:转为|形成|转入|产生|构成)逾期|超期|拖欠|已过(?:还款|缴款|最后)(?:日|期限)|欠款(?!日|金额为|记录)(?!(?:金额|余额)?(?:为|:)?[0-9,.]{3,12}元?,(?:请)?(?:您)?(?:于|在)[^,。]{0,14}前)|欠缴|未(?:按时|如期|及时|足额)(?:足额)?(?:归还|还款|偿还|缴)|催收|拖了|欠着|已到期未还|过期未还|仍未(?:还|收到|缴|入账)|(?:已|含|及|加|有)[^,。;将会]{0,6}(?:滞纳金|违约金)|(?:滞纳金|违约金)(?:已|每天)|(?:已经?|都)(?:晚|迟|过期|过)了?[0-9一二三四五六七八九十]+[天日期]|一直没(?:有)?收到|(?:还款|扣款|到期)日已过|还没还|(?:仍|尚|还)未(?:归还|还款|还清|偿还|清缴|缴付|缴清)|仍欠|(?:超过|已过|过了)(?:了)?还款日"
        r"|\boverdue\b|\bpast[ -]due\b|\barrears\b|\bdelinquent\b|\bis (?:[£$€₹]|rs\.? ?|r)?[0-9][0-9,.]* behind\b|\bin arrears\b|\bdue since\b|\b(?:was|been) due (?:on |since )?[^.;]{0,20}\band\b[^.;]{0,20}\b(?:not|n't)\b|\b(?:have not|haven't) (?:gotten|got|seen|had) (?:it|your)\b|\bmonths? behind\b|\bdays? (?:behind|late|past)\b|\bbehind (?:on|with)\b|\bremains? (?:outstanding|unpaid)\b|\bmissed (?:your |a )?(?:payment|instal?lment|emi)\b|\bnot received your payment\b|\bhaven't received\b|\bstill outstanding\b|\bis (?:[0-9]+ days? )?late\b|\bremains? unpaid\b|\b(?:have|has|'ve)(?: not|n't) (?:yet )?received (?:your|the)\b|\byou(?:'ve| have) missed\b|\bis outstanding\b",
    ),
    (
        Event.PROCESSING,
        r"(?:处理|入账|确认|审核|扣款|核对|查询)中|最终结果|结果[^,。;]{0,12}(?:次日|稍后|明日|延迟|将更新|更新中)|途中(?!断)|清算中|已(?:送出|上送|报送|报银行|发出|递交)|等(?:待)?银行(?:确认|返回|结果|答复)|(?:暂时)?无法确定|(?:尚|还)?未(?:收到|接到)[^,。;\n]{0,12}(?:答复|回执|回复|反馈)|提交成功|确认后|受理中|已受理|已提交(?:银行)?|正在(?:处理|扣款|核对|确认|向|查|排队|清算|划扣|执行|等待|支付)|正向|确认中|排队|待(?:银行)?(?:处理|确认|查询|对账|核对|清算|返回)|核对中|等待(?:银行)?(?:处理|结果|确认|返回|回盘)|结果(?:尚)?(?:未知|不明|待查|待确认|未明|未返回|未出|将另行|以)|状态(?:未明|未知|不明|待查)|(?:通讯|通信|连接|请求|处理|响应|系统|交易|发卡方|银行|网络)?超时|未(?:收到|返回|得到)[^,。;\n]{0,12}?(?:应答|结果|响应|回复|回执)|请(?:稍后|您)?查询(?:结果|交易|订单|状态|扣款)?|需要?查询|查证|(?:暂|尚|还)未入账|未入账|已收妥|现正处理|审核中|请求已(?:受理|提交)|(?:如|若)[^,。;\n]{0,6}(?:已)?扣(?:款|除)?(?:但|而)?.{0,8}(?:退回|入账|退还)|不确定(?:是否)?|还没(?:有)?结果|暂无结果|指令(?:已|将)(?:发送|发出|收到|于节后|提交)|节后处理|(?<!邮箱)(?:指令|请求|扣款)[^,。;]{0,6}已发送|收到指示|指示已收到|还款在途|在途"
        r"|\bwaiting to hear\b|\b(?:is|are) with your bank\b|\bcan't (?:yet )?tell\b(?: yet)?(?= (?:if|whether))|\bsent to your bank\b|\bexpect (?:its|an|the|your bank's) (?:answer|result|response)\b|\bwe have asked your bank\b|\bnot available yet\b|\bfinish processing\b|\bprocessing\b|\bpending\b|\bbeing processed\b|\bin progress\b|\bin the queue\b|\bqueued\b|\btimed? ?-?out\b|\btimeout\b|\boutcome unknown\b|\bresult unknown\b|\bunknown status\b|\bplease query\b|\b(?:has|have) been submitted\b|\bsubmitted to\b|\bno (?:answer|response|reply)\b|\bchecking the status\b|\bdon't know (?:yet )?(?:whether|if)\b|\bdo not know (?:yet )?(?:whether|if)\b|\bnot (?:yet )?(?:been )?(?:posted|credited|reflected|applied)\b|\bstatus of [^.;\n]{0,40}(?:unknown|not known|unclear)|\b(?:is|are) unknown at the moment\b|\bwaiting for the result\b|\bchecking with (?:the|your) bank\b|\bstill being\b|\bon its way\b|\bawaiting\b|\bwaiting (?:for|in)\b|\bnot confirmed\b|\bamount (?:got|was|is|has been) (?:deducted|debited)[^.;\n]{0,24}refund|\bunder (?:process|review)\b",
    ),
    (
        Event.TECHNICAL,
        r"系统(?:异常|繁忙|错误|故障|忙|维护|升级)|网络(?:异常|繁忙|故障|错误|不稳)|服务(?:不可用|异常|繁忙)|通道(?:维护|异常|故障|关闭|繁忙)|(?:稍后|请重新)(?:再试|重试|发起)|通讯(?:异常|故障)"
        r"|\bsystem (?:error|busy|fault|failure|malfunction|unavailable)\b|\btemporary (?:issue|problem|error)\b|\btry again later\b|\bservice unavailable\b|\bsomething went wrong\b|\btechnical (?:issue|error|problem|fault)\b|\binternal (?:server )?error\b",
    ),
)
_COMPILED: Final = tuple((event, TwoLanguages(pattern)) for event, pattern in _PATTERNS)


_HAS_HAPPENED: Final = re.compile(r"^not (?!be)|\b(?:did|was|were|has|have|had|couldn't|could not)\b|n't\b", re.ASCII)
# "No money has left your account".
_NOTHING: Final = re.compile(r"\b(?:no (?:money|payment|funds|amount|debit)|nothing)\b[^,.;]{0,24}$", re.ASCII)


def happenings_in(text: NormalText, scopes: tuple[Scope, ...]) -> tuple[EventTold, ...]:
    """Every find, in the order of the text; a failure takes the words of a payment that lie inside it."""
    found: list[EventTold] = []
    for event, pattern in _COMPILED:
        for match in pattern.of(text).finditer(text.dense):
            if event is Event.PAID and _lies_inside(match, found, (Event.FAILED, Event.NOT_FAILED)):
                continue
            if event is Event.PAID and _NOTHING.search(text.dense, max(0, match.start() - 40), match.start()):
                continue
            if event is Event.FAILED and _lies_inside(match, found, (Event.NOT_FAILED,)):
                continue
            # The mood that counts is the one at the last word: what is told stands there.
            mood = mood_at(scopes, match.end() - 1) | mood_at(scopes, match.start()) & ~Mood.EARLIER
            if event is Event.FAILED and mood & Mood.PLANNED and _HAS_HAPPENED.search(match.group()) is not None:
                # "The payment scheduled for today did not process": the plan is what failed.
                mood &= ~Mood.PLANNED
            found.append(EventTold(event, match.start(), match.end(), mood))
    return tuple(sorted(found, key=lambda happening: happening.start))


def _lies_inside(match: re.Match[str], found: list[EventTold], events: tuple[Event, ...]) -> bool:
    """Whether it overlaps one of these and ends within or hardly beyond it: what is told stands at the end."""
    return any(
        happening.event in events
        and happening.start < match.end()
        and match.start() < happening.end
        and match.end() - happening.end < _HARDLY
        for happening in found
    )


_HARDLY: Final = 12
