"""Names of payment rails and their code lists for people; one that is not known here is shown as the record has it."""

from __future__ import annotations

from borrower_app.debits.quoting import quoted
from borrower_app.debits.reason_codes import normal_name
from borrower_app.presentation.reading.records import Reading


def rail_word(reading: Reading, rail: str) -> str:
    """A rail by the name its customers know."""
    say = reading.language.say
    known = {
        "unionpay": say("UnionPay"),
        "netsunion": say("NetsUnion"),
        "bank_core": say("the bank's own system"),
        "wechat_papay": say("WeChat Pay"),
        "alipay": say("Alipay"),
        "jd_pay": say("JD Pay"),
        "allinpay": say("Allinpay"),
        "lianlian": say("LianLian Pay"),
        "baofoo": say("Baofoo"),
        "yeepay": say("YeePay"),
        "kuaiqian": say("99Bill"),
        "payto": "PayTo",
        "pix_automatico": "Pix Automático",
    }
    return known.get(normal_name(rail), quoted(rail))


def code_list_word(reading: Reading, rail: str, code_list: str | None) -> str:
    """Which table a code belongs to."""
    say = reading.language.say
    name = rail_word(reading, rail)
    if not code_list:
        return say("{rail} code list", rail=name)
    known = {"pos": say("card terminals"), "online": say("online payments"), "chinapay": say("batch collection")}
    return say("{rail} code list, {part}", rail=name, part=known.get(normal_name(code_list), quoted(code_list)))
