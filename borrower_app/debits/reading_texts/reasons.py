# ruff: noqa: E501 - patterns of two languages
"""The reason that a text gives, word for word: behind "原因", "因…", "银行反馈", a code, "because"; known or not.

"No reason" may be said of a text only where none of these stands there.
"""

from __future__ import annotations

import re
from typing import Final

from borrower_app.debits.reading_texts.causes import NamedCauses
from borrower_app.debits.reading_texts.happenings import Event, EventTold
from borrower_app.debits.reading_texts.normal_text import NormalText
from borrower_app.debits.reading_texts.scopes import NOT_A_FACT, Scope, mood_at

_END: Final = r"[^,。!?;\n“”\"「」()【】]{1,60}"
_GIVEN: Final = re.compile(
    r"(?:原因|理由|事由|失败说明|备注)(?:码|代码|类别)?(?:是|为|系|:|“|「|\")+(?:“|「|\")?(?P<named>" + _END + r")"
    r"|(?:银行|发卡行|发卡机构|发卡方|付款行|渠道|通道|开户行|系统)(?:方)?(?:的)?(?:提示|反馈|返回|回复|答复|告知|回覆|拒绝原因|说)(?:说|为|是|:)*(?:“|「|\"|\()?(?P<told>"
    + _END
    + r")"
    r"|(?:代扣|渠道|银行|批扣)?(?:返回码?|错误码|失败码|代码|响应码|应答码|原因码)(?:为|是)?:?(?P<code>[0-9a-z|:_.-]{1,16}[^,。!?;\n()]{0,40})"
    r"|(?:(?<![原无])因(?!此|为您的申请|而)|由于|鉴于|受)(?:为)?(?P<because>[^,。!?;\n]{2,40}?)(?=影响|导致|致使|造成|而|未|仅|只|,|扣款(?:失败|不)|本期|$|无法|不能|被)"
    r"|(?:失败|未成功|不成功|拒绝|退回|未能扣款)[(:](?![0-9.,¥$元]+[元)]?)(?!尾号|订单|金额|流水)(?P<beside>[^。!?;\n)【,]{2,40})"
    r"|\breason(?: code)?(?: is| was|:)? (?P<reason>[^.;\n]{2,60})|\b(?:because(?: of)?|due to|owing to|as (?=there|your|the|it)|since (?=your|the)) ?(?P<en_because>[^.;\n]{3,80})"
    r"|\b(?:returned|declined|failed|rejected|refused|unpaid|bounced)(?: by (?:your|the) bank)?(?: with the message)?(?:,)?[:,]? (?:\(|- )?[‘'\"“]?(?P<en_code>(?:code )?(?:[a-z]{0,2}[0-9]{2,4}\b)[^.;\n]{0,60}|(?<=: )[a-z][^.;\n]{3,60})"
    r"|\bwith the message (?P<message>[^.;\n]{3,60})|\berror:? (?P<error>[^.;\n]{3,60})|\b(?P<r_code>[ru][0-9]{2}\b[^.;\n]{0,30})|\bfor (?P<en_for>insufficient [a-z]+)",
    re.ASCII,
)
_EMPTY: Final = re.compile(
    r"^(?:无|未知原因|null|none|n/a|-|:|\s|故|此|为)*$|^(?:您账户)?(?:前期|本期|您的?(?:贷款|还款|账户)?)$|^(?:逾期|贷款|还款|本次|本期)"
)


# A sender in brackets, a greeting: nothing of the reason.
_LEADING: Final = re.compile(r"^\s*(?:[【\[〖][^】\]〗\n]{1,30}[】\]〗]\s*)?(?:尊敬的[^,，:：]{1,12}[,，:：]\s*)?")


def reason_in(
    text: NormalText, scopes: tuple[Scope, ...], happenings: tuple[EventTold, ...], causes: NamedCauses
) -> str | None:
    """The reason as it was sent, None where the text gives none."""
    for match in _GIVEN.finditer(text.dense):
        name = match.lastgroup
        if name is None:
            continue
        start, end = match.span(name)
        if mood_at(scopes, start) & NOT_A_FACT or _EMPTY.search(text.dense[start:end].strip()) is not None:
            continue
        return text.quote(start, end).strip(" '\"‘’“”:)-")
    if causes.plain:
        clause = text.clause_at(causes.plain[0].start)
        start, end = min(clause.start, causes.plain[0].start), max(clause.end, causes.plain[0].end)
        return _LEADING.sub("", text.quote(start, end))
    if causes.is_vague and any(item.event is Event.FAILED for item in happenings):
        return text.plain.strip()
    return None
