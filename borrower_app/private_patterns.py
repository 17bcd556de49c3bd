# ruff: noqa: E501 - patterns of two languages; Chinese characters count double there
"""How private things are written in messages of banks, shops and offices, and what beside them has to stay readable.

All are for folded text (`private_spans`). None begins anew within what it has looked at: time grows as the text does.
The wordings are those of the corpus of messages (`tests/debits/corpus/building`).
"""

from __future__ import annotations

import re
from typing import Final

GAP: Final = r"[ \-./_·|\\+\n]{0,2}"
MAY_HIDE: Final = re.compile(r"[\d@＠〇零一二三四五六七八九幺①-⓿❶-➓²³¹⁰-₉🄀-🄌]|[(\[{（] ?at ?[)\]}）]", re.IGNORECASE)
"""What every private thing has in it that the records do not tell."""
HYPHENS: Final = frozenset("\u2212\u30fc\ufe63\uff0d")

_CURRENCY: Final = (
    r"(?:[¥$€£₹₩]|人民币|新臺幣|港币|港幣|(?<![A-Za-z])(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|TWD|INR|ZAR|KES|Rs\.?|R))"
)
_UNIT: Final = r"(?:元|圆|圓|块|万|萬|亿|億|千|美元|港元|日元|欧元|円|yuan|dollars|euros?|CNY|RMB|USD|EUR|GBP|HKD)"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])"
_FREE: Final = r"(?<![0-9])(?<![0-9][\-./])"
_ENDS: Final = r"(?![0-9])(?![\-./][0-9])"

# What has to be read, found first: nothing of it is part of a private number.
READABLE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FREE}{_YEAR} ?[-/.年] ?{_MONTH} ?[-/.月] ?{_DAY} ?日?{_ENDS}",
        rf"{_FREE}{_DAY}[-/.]{_MONTH}[-/.](?:{_YEAR}|[0-9]{{2}}){_ENDS}",
        rf"{_FREE}{_MONTH}[-/.]{_DAY}[-/.](?:{_YEAR}|[0-9]{{2}}){_ENDS}",
        rf"{_FREE}{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
        rf"(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?{_ENDS}",
        r"(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
        rf"{_CURRENCY} ?[-+]?[0-9]{{1,3}}(?:,[0-9]{{2,3}}){{1,4}}(?:\.[0-9]{{1,4}})?{_ENDS}",
        rf"{_CURRENCY} ?[-+]?[0-9]{{1,11}}(?:\.[0-9]{{1,4}})?{_ENDS}",
        rf"{_FREE}[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?:\.[0-9]{{1,4}})?{_ENDS}",
        rf"{_FREE}[0-9]{{1,11}}\.[0-9]{{2}}{_ENDS}",
        rf"{_FREE}[0-9]{{1,11}}(?:\.[0-9]{{1,4}})? ?{_UNIT}",
        # Numbers of services: 400, 800 and their kin belong to nobody in person.
        rf"{_FREE}(?<![0-9] )[48]00[ -]?"
        rf"(?:[0-9]{{7}}|[0-9]{{3}}[ -][0-9]{{4}}|[0-9]{{4}}[ -][0-9]{{3}}|[0-9]{{5}}[ -][0-9]{{2}})(?! ?[0-9]){_ENDS}",
        rf"{_FREE}(?<![0-9] )(?:1[ -])?8(?:00|33|44|55|66|77|88)[ -][0-9]{{3}}[ -][0-9]{{4}}(?! ?[0-9]){_ENDS}",
        rf"{_FREE}(?<![0-9] )0[38][0-9]{{2}} [0-9]{{3}} [0-9]{{3,4}}(?! ?[0-9]){_ENDS}",
        rf"{_FREE}(?<![0-9] )1800 ?[0-9]{{6}}(?! ?[0-9]){_ENDS}",
    )
)
CALLED: Final = re.compile(
    r"\b(?:call|dial|toll-?free|helpline)[ :a-z]{0,12}(1(?:800|860) ?[0-9]{7})(?![0-9])", re.IGNORECASE
)
REFERENCE: Final = re.compile(
    r"(?:编号|单号|合同号?|借据号?|流水号?|参考号|凭证号?|订单|运单|托运单|工单|快件|快递|特快专递|[中圆申]通|韵达|顺丰|保单号?|案号|"
    r"受理号|户号|申请|序号|批次号?|观影码|取件码|"
    r"\b(?:reference|ref|order|contract|loan|invoice|case|ticket|tracking|rrn|utr|txn|transaction|awb|pnr|parcel|item|"
    r"shipment|consignment|booking|policy|claim|application)\b\.?)"
    r"(?: ?(?:number|no\.?|id|号|号码|编号))? ?[:#为是(（]?[【\[『「]* ?[A-Za-z]{0,6}[-_/]?"
    r"([0-9](?:[ \-/]?[0-9A-Za-z]){4,40})",
    re.IGNORECASE,
)
LETTERED: Final = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}-?([0-9]{6,40})(?![0-9])")

RESIDENT: Final = re.compile(
    rf"(?<![0-9])[1-9](?:{GAP}[0-9]){{5}}{GAP}(?:1{GAP}9|2{GAP}0){GAP}[0-9]{GAP}[0-9]{GAP}(?:0{GAP}[1-9]|1{GAP}[0-2]){GAP}[0-3]{GAP}[0-9](?:{GAP}[0-9]){{3}}{GAP}[0-9Xx](?![0-9A-Za-z])"
)
"""A resident's identity number (GB 11643): the day of birth in it is no date to be read."""
NUMBER: Final = re.compile(rf"(?<![0-9])[0-9](?:{GAP}[0-9]){{8,}}(?:{GAP}[Xx](?![A-Za-z]))?")
DOCUMENT: Final = re.compile(
    r"(?:护照|通行证|证件|身份证|passport|id card)[^0-9\n]{0,8}?([A-Za-z]?[0-9]{6,8}(?: ?\([0-9A]\))?)(?![0-9])",
    re.IGNORECASE,
)
HALF_HIDDEN: Final = re.compile(r"(?<![0-9])[0-9]{4,6} ?[*•·x#]{2,12} ?[0-9]{0,4}(?![0-9])", re.IGNORECASE)
SPELLED_OUT: Final = re.compile(r"[〇零一二三四五六七八九幺](?:[ \-.、]?[〇零一二三四五六七八九幺]){10,}")

_CODE_NAMES: Final = (
    r"(?:(?:短信|登录|动态|手机)?(?:验证码|驗證碼|校验码|动态码|确认码|激活码|登录码|随机码|授权码|安全码|动态密码|口令)|"
    r"(?:verification|security|login|log-in|sign-in|confirmation|access|authenti\w{1,8}|authori\w{1,8}|activation) code|"
    r"one[- ]time (?:password|code|passcode|pin)|passcode|\botp\b|\bcvv2?\b|\bcvn2?\b|\bcvc\b)"
)
CODE_AFTER: Final = re.compile(
    rf"{_CODE_NAMES}[^0-9\n。;!?]{{0,16}}?((?:[A-Z]-)?[0-9](?:[ \-.]?[0-9]){{2,7}})(?![0-9:])(?! ?(?:秒|分|年|元|天|小时|seconds?|min))",
    re.IGNORECASE,
)
CODE_BEFORE: Final = re.compile(
    rf"(?<![0-9])(?<![0-9][ \-.,:/])([0-9](?:[ \-.]?[0-9]){{3,7}})(?![0-9:])"
    rf" ?(?:为|是|\bis\b|[-(:—])[^0-9\n。,;!?】\]]{{0,16}}?{_CODE_NAMES}",
    re.IGNORECASE,
)
CODE_PLAIN: Final = re.compile(
    r"(?<!sort )(?<!reason )(?<!error )(?<!return )(?<!branch )(?<!response )(?<!postal )(?<!area )(?<!zip )"
    r"\bcode\b(?: ?(?:is|:|=)+ ?([0-9]{4,8})| ?([0-9]{6}|[0-9]{8}|[0-9]{3}[ -][0-9]{3}))(?![0-9])"
    r"|\byour code\b[^0-9.\n]{1,60}? is ([0-9]{4,8})(?![0-9])"
    r"|(?<![0-9])([0-9]{4,8}) is your [^0-9.\n]{0,20}?\bcode\b"
    r"|(?:密码|password|\bpin\b) ?(?:是|为|is|:|=)* ?([0-9]{4,8})(?![0-9])",
    re.IGNORECASE,
)
TAIL: Final = re.compile(
    r"(?:(?<!单)(?<!单\()(?<!快递,)(?<!户号)尾号|尾數|尾数|末尾|[末后後][四4][位码碼]|卡号末|"
    r"(?<!year )(?<!month )(?<!period )\bending(?: in| with)?|\blast (?:four|4)(?: digits)?|"
    r"(?<![0-9] )(?<![0-9]-)(?<![0-9*•·x#])[*•·x#]{2,12}|[卡户戶] ?\*|[卡户戶] ?[(（])"
    r" ?(?:为|是|:|of|is)* ?[(（\[【「『]*(?:[*•·x#]{1,12})? ?([0-9]{4})(?![0-9])",
    re.IGNORECASE,
)
EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+"
    r"(?= ?(?:@|[(\[{] ?(?:at|@) ?[)\]}]) ?[A-Za-z0-9-]{1,64}(?:\.| \. | ?[(\[{] ?(?:dot|\.) ?[)\]}] ?)\w)"
)
LOOSE: Final = r"[\W_]{0,3}"
