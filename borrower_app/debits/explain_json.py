"""`explain` for scripts: facts of one debit as JSON in, the judgement as JSON out (DESIGN section 8)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar

from borrower_app.debits.explanation import explain
from borrower_app.debits.facts import DebitFacts, InstrumentFacts, ManualWay, OutageFacts
from borrower_app.debits.reason_codes import Catalogue
from borrower_app.debits.verdict import BothLanguages, Explanation, PlanForToday, Texts
from borrower_app.lending.json_fields import (
    read_currency,
    read_date,
    read_list,
    read_money,
    read_object,
    read_rate,
    read_text,
    read_whole,
)
from borrower_app.lending.money import Money
from borrower_app.lending.terms import TermsError
from borrower_app.records.debit import Hop, MandateOnTheDay, Reason, RetryPlan
from borrower_app.records.enums import AccountClass, HopStatus, InstrumentStatus, MandateStatus, Party, RetryDecision
from borrower_app.records.loan import LateTerms

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_KEYS: Final = (
    "rail", "code_list", "code", "text", "said_by", "amount", "debited_amount", "currency", "planned_at",
    "attempted_at", "now", "hops", "instrument", "mandate", "contact", "late_terms", "bank_debited_at", "posted_at",
    "reversed_at", "retry_at", "outages", "same_installment_attempts", "lender",
)  # fmt: skip
_FACTS: Final = frozenset(_KEYS) - {
    "rail", "code_list", "code", "said_by", "currency", "now", "text", "lender",
}  # fmt: skip
_INSTRUMENT_KEYS: Final = ("last4", "bank", "same_bank_as_lender", "account_class", "expires_on", "status")
_MANDATE_KEYS: Final = ("status", "valid_until", "single_limit", "daily_limit", "monthly_limit")
_LENDER_KEYS: Final = ("name", "plans_retry", "pay_by_hand")
_TEXT_KEYS: Final = tuple(Texts.__struct_fields__)


def explain_from_json(value: object, catalogue: Catalogue) -> dict[str, Any]:
    """Judge one object; raises ValueError with one human sentence that names the key that is wrong."""
    return explanation_to_json(explain(facts_from_json(value), catalogue))


def explanation_to_json(told: Explanation) -> dict[str, Any]:
    """The judgement in the documented shape."""
    return {
        "state": told.state.value,
        "cause": told.cause.value,
        "certainty": told.certainty.value,
        "who_acts": told.who_acts.value,
        "retry_safe": told.retry_safe.value,
        "outcome_open": told.outcome_open,
        "evidence": [
            {
                "id": item.id,
                "fact": f"{item.fact.zh} / {item.fact.en}",
                "said_by": item.said_by,
                "at": item.at.isoformat() if item.at is not None else None,
                "ref": item.ref,
            }
            for item in told.evidence
        ],
        "rests_on": {key: list(identifiers) for key, identifiers in told.rests_on.items()},
        "text": {
            "zh": {key: getattr(told.zh, key) for key in _TEXT_KEYS},
            "en": {key: getattr(told.en, key) for key in _TEXT_KEYS},
        },
        "other_steps": {
            "zh": [step.zh for step in told.other_steps],
            "en": [step.en for step in told.other_steps],
        },
        "disproof": _both(told.disproof),
        "plan": _plan(told.plan),
    }


def _plan(plan: PlanForToday) -> dict[str, Any]:
    """The ordered steps of today; `until` is a calendar date with the hour as it is told, and the instant."""
    return {
        "steps": [
            {
                "kind": step.kind.value,
                "pays": step.pays,
                "if_needed": step.if_needed,
                "amount": step.amount.to_decimal_text() if step.amount is not None else None,
                "until": {"on": step.until.day.isoformat(), "clock": step.until.clock, "at": step.until.at.isoformat()}
                if step.until is not None
                else None,
                **_both(step.words),
                "limits": _both(step.limits),
            }
            for step in plan.steps
        ],
        "if_nothing": _both(plan.if_nothing),
    }


def _both(text: BothLanguages) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def facts_from_json(value: object) -> DebitFacts:
    """The documented object as facts; raises ValueError (TermsError) for anything else."""
    given = {key: item for key, item in read_object("", value, _KEYS).items() if item is not None}
    coded = "code" in given and "rail" in given
    if not coded and "text" not in given and not _FACTS & set(given):
        raise TermsError("the input says nothing about a debit; give rail and code, a text, or a fact.")
    currency = read_currency("currency", given.get("currency", "CNY"))
    money = _money_reader(currency)
    attempted_at = _optional(given, "attempted_at", _instant)
    now = _optional(given, "now", _instant)
    retry_at = _optional(given, "retry_at", _instant)
    zone = next((at.tzinfo for at in (attempted_at, now, retry_at) if at is not None), None)
    return DebitFacts(
        rail=_optional(given, "rail", _text),
        reason=_reason(given),
        amount=_optional(given, "amount", money),
        amount_debited=_optional(given, "debited_amount", money),
        planned_at=_optional(given, "planned_at", _instant),
        attempted_at=attempted_at,
        now=now,
        zone=zone,
        hops=_hops(given),
        instrument=_optional(given, "instrument", _instrument),
        mandate=_optional(given, "mandate", lambda name, item: _mandate(name, item, currency)),
        late_terms=_optional(given, "late_terms", _late_terms),
        bank_debited_at=_optional(given, "bank_debited_at", _instant),
        posted_at=_optional(given, "posted_at", _instant),
        reversed_at=_optional(given, "reversed_at", _instant),
        outages=tuple(
            _outage(f"outages[{number}]", item)
            for number, item in enumerate(read_list("outages", given.get("outages", []), 1_000))
        ),
        same_installment_attempts=_optional(given, "same_installment_attempts", _count) or 1,
        due_on=_optional(given.get("late_terms") or {}, "due_on", read_date, "late_terms"),
        **_lender(given),
        **_contact(given),
    )


def _reason(given: dict[str, Any]) -> Reason | None:
    if not {"code", "text", "said_by", "code_list"} & set(given):
        return None
    return Reason(
        code=_optional(given, "code", _text),
        code_list=_optional(given, "code_list", _text),
        text=_optional(given, "text", read_text),
        said_by=_one_of("said_by", given.get("said_by", "unknown"), Party),
        at=_optional(given, "attempted_at", _instant),
    )


def _hops(given: dict[str, Any]) -> tuple[Hop, ...]:
    hops = []
    for number, item in enumerate(read_list("hops", given.get("hops", []), 100)):
        name = f"hops[{number}]"
        hop = read_object(name, item, ("party", "status", "name", "at"), ("party", "status"))
        hops.append(
            Hop(
                party=_one_of(f"{name}.party", hop["party"], Party),
                name=_text(f"{name}.name", hop["name"]) if hop.get("name") is not None else "",
                status=_one_of(f"{name}.status", hop["status"], HopStatus),
                at=_instant(f"{name}.at", hop["at"]) if hop.get("at") is not None else None,
            )
        )
    return tuple(hops)


def _instrument(name: str, value: object) -> InstrumentFacts:
    card = {key: item for key, item in read_object(name, value, _INSTRUMENT_KEYS).items() if item is not None}
    last4 = _optional(card, "last4", _text, name) or ""
    if last4 and not (len(last4) == 4 and last4.isascii() and last4.isdigit()):
        raise TermsError(f"{name}.last4 must be the last four digits of the card; never give the card number.")
    same = card.get("same_bank_as_lender")
    if same is not None and not isinstance(same, bool):
        raise TermsError(f"{name}.same_bank_as_lender must be true, false or null; correct it.")
    return InstrumentFacts(
        last4=last4,
        bank=_optional(card, "bank", _text, name) or "",
        same_bank_as_lender=same,
        account_class=_one_of(f"{name}.account_class", card.get("account_class", "unknown"), AccountClass),
        expires_on=_optional(card, "expires_on", read_date, name),
        status=_one_of(f"{name}.status", card.get("status", "unknown"), InstrumentStatus),
    )


def _mandate(name: str, value: object, currency: str) -> MandateOnTheDay:
    mandate = {key: item for key, item in read_object(name, value, _MANDATE_KEYS).items() if item is not None}
    money = _money_reader(currency)
    return MandateOnTheDay(
        status=_one_of(f"{name}.status", mandate.get("status", "unknown"), MandateStatus),
        valid_until=_optional(mandate, "valid_until", read_date, name),
        single_limit=_optional(mandate, "single_limit", money, name),
        daily_limit=_optional(mandate, "daily_limit", money, name),
        monthly_limit=_optional(mandate, "monthly_limit", money, name),
    )


def _contact(given: dict[str, Any]) -> dict[str, Any]:
    if "contact" not in given:
        return {}
    contact = read_object("contact", given["contact"], ("bank_phone_changed_at", "id_expires_on"))
    known = {key: item for key, item in contact.items() if item is not None}
    return {
        "bank_phone_changed_at": _optional(known, "bank_phone_changed_at", _instant_or_date, "contact"),
        "id_expires_on": _optional(known, "id_expires_on", read_date, "contact"),
    }


def _lender(given: dict[str, Any]) -> dict[str, Any]:
    """What the lender says of itself: its name, its ways to pay by hand, and whether it plans another debit."""
    told = _optional(given, "lender", lambda name, item: read_object(name, item, _LENDER_KEYS)) or {}
    at = _optional(given, "retry_at", _instant)
    plans = told.get("plans_retry")
    if plans is not None and not isinstance(plans, bool):
        raise TermsError("lender.plans_retry must be true, false or null; correct it.")
    if at is not None and plans is False:
        raise TermsError("retry_at is given, so lender.plans_retry can't be false; correct one of them.")
    decision = {True: RetryDecision.PLANNED, False: RetryDecision.NONE, None: None}[plans if at is None else True]
    ways = read_list("lender.pay_by_hand", told.get("pay_by_hand") or [], 20)
    return {
        "retry": RetryPlan(decision=decision, decided_by=Party.LENDER, at=at) if decision is not None else None,
        "lender_name": _optional(told, "name", _text, "lender") or "",
        "ways": tuple(_way(f"lender.pay_by_hand[{number}]", item) for number, item in enumerate(ways)),
    }


def _way(name: str, value: object) -> ManualWay:
    way = read_object(name, value, ("name", "until"), ("name",))
    until = _optional(way, "until", _text, name) or ""
    if until and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", until) is None:
        raise TermsError(f'{name}.until must be a time of day such as "17:00" or "24:00"; correct it.')
    return ManualWay(name=_text(f"{name}.name", way["name"]), until=until)


def _late_terms(name: str, value: object) -> LateTerms:
    terms = read_object(name, value, ("due_on", "grace_days", "penalty_annual_rate", "clause"))
    known = {key: item for key, item in terms.items() if item is not None}
    rate = _optional(known, "penalty_annual_rate", read_rate, name)
    clause = _optional(known, "clause", _text, name)
    return LateTerms(
        grace_days=_optional(known, "grace_days", _count, name),
        grace_clause=clause if "grace_days" in known else None,
        penalty_annual_rate=str(rate) if rate is not None else None,
        penalty_clause=clause if rate is not None else None,
    )


def _outage(name: str, value: object) -> OutageFacts:
    outage = read_object(name, value, ("party", "from", "to"), ("party", "from"))
    return OutageFacts(
        party=_one_of(f"{name}.party", outage["party"], Party),
        since=_instant(f"{name}.from", outage["from"]),
        until=_instant(f"{name}.to", outage["to"]) if outage.get("to") is not None else None,
    )


def _optional(given: dict[str, Any], key: str, read: Callable[[str, object], T], prefix: str = "") -> T | None:
    value = given.get(key)
    return None if value is None else read(f"{prefix}.{key}" if prefix else key, value)


def _money_reader(currency: str) -> Callable[[str, object], Money]:
    return lambda name, value: read_money(name, value, currency)


def _text(name: str, value: object) -> str:
    text = read_text(name, value)
    if len(text) > 200:
        raise TermsError(f"{name} is longer than 200 characters; shorten it.")
    return text


def _count(name: str, value: object) -> int:
    number = read_whole(name, value)
    if not 0 <= number <= 10_000:
        raise TermsError(f"{name} must be between 0 and 10000; correct it.")
    return number


def _instant(name: str, value: object) -> dt.datetime:
    if isinstance(value, str) and len(value) <= 40 and "T" in value:
        try:
            at = dt.datetime.fromisoformat(value)
            if at.tzinfo is not None and dt.MINYEAR < at.year < dt.MAXYEAR:
                return at
        except ValueError:
            pass
    raise TermsError(f'{name} must be an instant with its zone in quotes such as "2026-11-20T08:01:12+08:00".')


def _instant_or_date(name: str, value: object) -> dt.datetime:
    if isinstance(value, str) and len(value) == 10:
        day = read_date(name, value)
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    return _instant(name, value)


def _one_of(name: str, value: object, words: type[E]) -> E:
    text = read_text(name, value)
    known = [str(word.value) for word in words]
    if text not in known:
        raise TermsError(f"{name} must be one of {', '.join(known)}; correct it.")
    return words(text)
