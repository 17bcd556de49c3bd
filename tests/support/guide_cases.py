"""Every guide with a story it fits, what it is about, what is answered, and the ledger's effects at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.sandbox_process import SandboxProcess
from tests.support.window_desk import CARDS, DEBITS, DETAILS, SCHEDULE, Both

NUMBER = "9999020000000002"
"""A made-up card of a test BIN; its account class is II."""
COMMERCIAL = "loan-commercial"
Records = Mapping[str, Mapping[str, Any]]


def _loan(_records: Records) -> str:
    return COMMERCIAL


def _mandate(records: Records) -> str:
    return str(records["loan"][COMMERCIAL]["mandate_id"])


def _last_attempt(records: Records) -> str:
    tried = [one for one in records["debit_attempt"].values() if one.get("attempted_at")]
    return str(max(tried, key=lambda one: one["attempted_at"])["id"])


def _field(name: str) -> Callable[[Records], str]:
    return lambda _records: name


def _contact(name: str) -> Callable[[Records], str]:
    return lambda records: next(one["id"] for one in records["contact"].values() if one["field"] == name)


@dataclass(frozen=True)
class Way:
    """How a person comes to a guide: a place of the rail, a row of its list, then buttons.

    A button has other words once the guide is begun: any of them will do.
    """

    place: Both
    presses: tuple[tuple[Both, ...], ...]
    row: Both | None = None


def _change(zh: str, en: str) -> Way:
    """Of a detail, by its name."""
    return Way(DETAILS, ((Both(f"修改：{zh}", f"Change: {en}"), Both(f"接着改：{zh}", f"Go on changing: {en}")),))


def _debit(zh: str, en: str) -> Way:
    """Of the failed debit, by its button."""
    return Way(DEBITS, ((Both(zh, en),),), row=Both("扣款失败", "Failed"))


WAYS = {
    "card": Way(CARDS, ((Both("换一张还款卡", "Change the card"), Both("接着换卡", "Go on changing the card")),)),
    "authorisation": Way(CARDS, ((Both("续签或修改", "Renew or change it"),),)),
    "end of authorisation": Way(CARDS, ((Both("终止授权", "End the authorisation"),),)),
    "another debit": _debit(
        "不自己还的话，办好之后：请示例银行再扣一次",
        "Instead of paying yourself, when that is done: ask 示例银行 to debit again",
    ),
    "money is in": _debit("钱已经存好了", "I have put the money in"),
    "phone": _change("手机号", "Phone"),
    "ID card": _change("身份证有效期", "ID card's expiry date"),
    "e-mail": _change("电子邮箱", "E-mail"),
    "address": _change("地址", "Address"),
    "employer": _change("工作单位", "Employer"),
    "yearly look": Way(DETAILS, ((Both("核对一遍", "Look all of it over"),),)),
    "prepayment": Way(
        SCHEDULE,
        ((Both("提前还款试算", "Pay early?"),), (Both("向示例银行申请提前还款", "Ask 示例银行 to pay early"),)),
    ),
}


@dataclass(frozen=True)
class GuideCase:
    """`subject` and `record` are found among the lender's records; `edit` is what a clerk changes on that record.

    `operations` are the effects in order; `path` and `method` those of the first one's request, for a fault.
    """

    name: str
    code: str
    story: str
    subject: Callable[[Records], str]
    answers: Mapping[str, str]
    operations: tuple[str, ...]
    path: str = ""
    method: str = "POST"
    kind: str = ""
    record: Callable[[Records], str] = _loan
    edit: Mapping[str, Any] | None = None
    has_code: bool = False
    is_sensitive: bool = False

    @property
    def way(self) -> Way:
        """How a person comes to it."""
        return WAYS[self.name]

    def answers_at(self, now: dt.datetime) -> dict[str, str]:
        """The answers with days reckoned from the lender's clock (`+20` is twenty days on)."""
        return {
            name: (now.date() + dt.timedelta(days=int(text))).isoformat() if name == "day" else text
            for name, text in self.answers.items()
        }

    def address_in(self, sandbox: SandboxProcess) -> tuple[str, str]:
        """Screen code and subject."""
        return self.code, self.subject(sandbox.records())


_TERMS = {"single_limit": "20,000", "valid_until": "2040-01-20"}
CASES = {
    case.name: case
    for case in (
        GuideCase(
            "card", "C-2", "card_expired", _loan,
            {"holder": "borrower", "card_number": NUMBER, "arrears": "yes", **_TERMS},
            ("replace_instrument", "sign_mandate"),
            "/v1/loans/{loan_id}/instrument", "PUT", "loan", _loan, {"name": "商业贷款（改）"},
            has_code=True, is_sensitive=True,
        ),
        GuideCase(
            "authorisation", "C-3", "all_well", _loan, _TERMS, ("sign_mandate",), "/v1/loans/{loan_id}/mandates",
            has_code=True, is_sensitive=True,
        ),
        GuideCase(
            "end of authorisation", "C-4", "all_well", _mandate, {"instead": "pay_myself"}, ("revoke_mandate",),
            "/v1/mandates/{mandate_id}/revocation", "POST", "mandate", _mandate, {"label": "代扣授权（改）"},
            has_code=True, is_sensitive=True,
        ),
        GuideCase(
            "another debit", "C-5", "only_a_sentence", _last_attempt, {}, ("request_debit_retry",),
            "/v1/debit-attempts/{attempt_id}/retry", "POST", "debit_attempt", _last_attempt, {"attempt_number": 2},
        ),
        GuideCase("money is in", "C-6", "only_a_sentence", _last_attempt, {}, ()),
        GuideCase(
            "phone", "P-2", "all_well", _field("phone"), {"old_phone": "yes", "value": "19000000000"},
            ("change_contact",), "/v1/contacts/{field}", "PUT", "contact", _contact("phone"),
            {"value": "19000000001"}, has_code=True, is_sensitive=True,
        ),
        GuideCase(
            "ID card", "P-2", "all_well", _field("id_expiry"), {"value": "2046-05-20"}, ("change_contact",),
            "/v1/contacts/{field}", "PUT", "contact", _contact("id_expiry"), {"value": "2045-05-20"},
            has_code=True, is_sensitive=True,
        ),
        GuideCase(
            "e-mail", "P-2", "all_well", _field("email"), {"value": "li@example.com"}, ("change_contact",),
            "/v1/contacts/{field}", "PUT", "contact", _contact("email"), {"value": "wang@example.com"},
        ),
        GuideCase(
            "address", "P-2", "all_well", _field("address"), {"value": "Example Road 1"}, ("change_contact",),
            "/v1/contacts/{field}", "PUT", "contact", _contact("address"), {"value": "Example Road 2"},
        ),
        GuideCase(
            "employer", "P-2", "all_well", _field("employer"), {"value": "Example Works"}, ("change_contact",),
            "/v1/contacts/{field}", "PUT", "contact", _contact("employer"), {"value": "Example Shop"},
        ),
        GuideCase("yearly look", "P-3", "all_well", _field(""), {}, ()),
        GuideCase(
            "prepayment", "S-4", "all_well", _loan, {"amount": "50000", "day": "40", "effect": "shorter_term"},
            ("prepayment_request",), "/v1/loans/{loan_id}/prepayment-requests",
        ),
    )
}  # fmt: skip
SENDING = tuple(name for name, case in CASES.items() if case.operations)
WITH_CODE = tuple(name for name, case in CASES.items() if case.has_code)
EDITED = tuple(name for name, case in CASES.items() if case.edit)
