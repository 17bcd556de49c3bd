"""Cards, authorisations, contact data and messages: what the lender decides and changes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import msgspec

from borrower_app.contract import operation_values as wish
from borrower_app.contract.problems import ProblemType
from borrower_app.lending.money import Money
from borrower_app.records.account import Contact, Instrument, Mandate
from borrower_app.records.correspondence import Message
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import AccountClass, ContactField, InstrumentStatus, MandateStatus, RetryDecision
from borrower_app.records.loan import Loan
from borrower_app.sandbox.card_tokens import find_card
from borrower_app.sandbox.claims import borrowers_contact, moment
from borrower_app.sandbox.decision import Decision, Patch, every, find, get
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.ledger import Turn

_PHONE = re.compile(r"(\+[0-9]{1,3}[ -]?)?[0-9](?:[ -]?[0-9]){5,14}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def _without(loan_ids: tuple[str, ...], loan_id: str) -> tuple[str, ...]:
    return tuple(other for other in loan_ids if other != loan_id)


def _day_after_planned_debit(turn: Turn, loan_id: str) -> dt.date | None:
    """The day after today when a debit of the loan is still planned for today: that one keeps card and mandate."""
    for attempt in every(turn, DebitAttempt):
        plan = attempt.retry
        if attempt.loan_id != loan_id or plan is None or plan.decision is not RetryDecision.PLANNED or not plan.at:
            continue
        local = plan.at.astimezone(turn.now.tzinfo)
        if local > turn.now and local.date() == turn.today:
            return turn.today + dt.timedelta(days=1)
    return None


def replace_instrument(turn: Turn, _operation_id: str, values: wish.ReplaceInstrument) -> Decision:
    """The new card pays from now on, or from tomorrow when a debit is still planned for today."""
    loan = get(turn, Loan, values.loan_id)
    if loan.instrument_id == values.instrument_token:
        raise refuse(ProblemType.REFUSED, "这张卡已经是这笔贷款的还款卡。")
    card = find(turn, Instrument, values.instrument_token)
    if card is not None and card.last4 != values.last4:
        raise refuse(ProblemType.INVALID_VALUES, "last four digits and token do not belong together", "last4")
    if card is not None and card.status not in {InstrumentStatus.ACTIVE, InstrumentStatus.REPLACED}:
        raise refuse(ProblemType.REFUSED, "这张卡现在不能用于还款，请换一张卡。")
    begin = _day_after_planned_debit(turn, loan.id)
    status = InstrumentStatus.PENDING if begin else InstrumentStatus.ACTIVE
    old = find(turn, Instrument, loan.instrument_id) if loan.instrument_id else None
    switch: list[Patch] = [("loan", loan.id, {"instrument_id": values.instrument_token})]
    if old is not None:
        rest = _without(old.loan_ids, loan.id)
        members: dict[str, object] = {"loan_ids": rest}
        if not rest and old.status is InstrumentStatus.ACTIVE:
            members["status"] = InstrumentStatus.REPLACED
        switch.append(("instrument", old.id, members))
    new: tuple[Instrument, ...] = ()
    changed: list[Patch] = []
    if card is None:
        told = find_card(turn, values.instrument_token)
        if told is not None and told.last4 != values.last4:
            raise refuse(ProblemType.INVALID_VALUES, "last four digits and token do not belong together", "last4")
        new = (
            Instrument(
                id=values.instrument_token,
                last4=values.last4,
                bank=told.bank if told else "发卡银行待确认",
                account_class=told.account_class if told else AccountClass.UNKNOWN,
                same_bank_as_lender=told.same_bank_as_lender if told else None,
                status=status,
                effective_from=begin,
                loan_ids=(loan.id,),
            ),
        )
    else:
        loans = (*_without(card.loan_ids, loan.id), loan.id)
        # A card that already pays another loan stays active for that one.
        changed.append(
            ("instrument", card.id, {"loan_ids": loans, "effective_from": begin, "status": InstrumentStatus.ACTIVE})
        )
    if begin is None:
        return Decision(new=new, changed=(*changed, *switch))
    later = (*switch, ("instrument", values.instrument_token, {"status": InstrumentStatus.ACTIVE}))
    return Decision(new=new, changed=(*changed, ("loan", loan.id, {})), later=later, effective_from=begin)


def _check_limit(member: str, limit: Money | None, currency: str) -> None:
    if limit is not None and (limit.currency != currency or limit.minor <= 0):
        raise refuse(ProblemType.INVALID_VALUES, "a limit is a positive amount in the loan's currency", member)


def sign_mandate(turn: Turn, operation_id: str, values: wish.SignMandate) -> Decision:
    """A new authorisation takes the place of the loan's old one."""
    loan = get(turn, Loan, values.loan_id)
    if find(turn, Instrument, values.instrument_id) is None:
        raise refuse(ProblemType.INVALID_VALUES, "there is no card of this id", "instrument_id")
    for member, limit in (
        ("single_limit", values.single_limit),
        ("daily_limit", values.daily_limit),
        ("monthly_limit", values.monthly_limit),
    ):
        _check_limit(member, limit, loan.principal.currency)
    if values.valid_until <= turn.today:
        raise refuse(ProblemType.INVALID_VALUES, "the authorisation would already be over", "valid_until")
    begin = _day_after_planned_debit(turn, loan.id)
    old = find(turn, Mandate, loan.mandate_id) if loan.mandate_id else None
    mandate = Mandate(
        id="mandate-" + hashlib.sha256(operation_id.encode()).hexdigest()[:16],
        label=old.label if old else f"{loan.name} 代扣授权",
        loan_ids=(loan.id,),
        instrument_id=values.instrument_id,
        payee=old.payee if old else turn.discovery.name,
        purpose=old.purpose if old else "归还贷款",
        status=MandateStatus.PENDING if begin else MandateStatus.ACTIVE,
        signed_on=turn.today,
        valid_until=values.valid_until,
        single_limit=values.single_limit,
        daily_limit=values.daily_limit,
        monthly_limit=values.monthly_limit,
        how_to_end=old.how_to_end if old else None,
    )
    switch: list[Patch] = [("loan", loan.id, {"mandate_id": mandate.id})]
    if old is not None:
        rest = _without(old.loan_ids, loan.id)
        if rest or old.status is not MandateStatus.ACTIVE:
            switch.append(("mandate", old.id, {"loan_ids": rest or old.loan_ids}))
        else:
            ended = {
                "status": MandateStatus.REVOKED,
                "revoked_on": begin or turn.today,
                "revoked_by": "借款人（已换新授权）",
            }
            switch.append(("mandate", old.id, ended))
    if begin is None:
        return Decision(new=(mandate,), changed=tuple(switch))
    later = (*switch, ("mandate", mandate.id, {"status": MandateStatus.ACTIVE}))
    return Decision(new=(mandate,), later=later, effective_from=begin)


def revoke_mandate(turn: Turn, _operation_id: str, values: wish.RevokeMandate) -> Decision:
    """The authorisation ends now."""
    mandate = get(turn, Mandate, values.mandate_id)
    if mandate.status not in {MandateStatus.ACTIVE, MandateStatus.PENDING}:
        raise refuse(ProblemType.REFUSED, "这份代扣授权已经结束。")
    members = {"status": MandateStatus.REVOKED, "revoked_on": turn.today, "revoked_by": "借款人"}
    return Decision(changed=(("mandate", mandate.id, members),))


def _check_contact(turn: Turn, field: str, value: str) -> None:
    if field == "phone" and not _PHONE.fullmatch(value):
        raise refuse(ProblemType.INVALID_VALUES, "手机号的格式不正确。", "value")
    if field == "email" and not _EMAIL.fullmatch(value):
        raise refuse(ProblemType.INVALID_VALUES, "邮箱的格式不正确。", "value")
    if field == "id_expiry":
        try:
            expires = dt.date.fromisoformat(value) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
        except ValueError:
            expires = None
        if expires is None:
            raise refuse(ProblemType.INVALID_VALUES, "an ISO calendar date is expected", "value")
        if expires <= turn.today:
            raise refuse(ProblemType.INVALID_VALUES, "证件有效期已经过去。", "value")


def change_contact(turn: Turn, _operation_id: str, values: wish.ChangeContact) -> Decision:
    """The new value holds at once."""
    _check_contact(turn, values.field, values.value)
    now = moment(turn)
    contact = borrowers_contact(turn, values.field)
    if contact is None:
        made = Contact(
            id=values.field, field=ContactField(values.field), value=values.value, updated_at=now, source="借款人"
        )
        return Decision(new=(made,))
    members = msgspec.to_builtins({"value": values.value, "updated_at": now, "source": "借款人"})
    return Decision(changed=(("contact", contact.identifier, members),))


def mark_message_read(turn: Turn, _operation_id: str, values: wish.MarkMessageRead) -> Decision:
    """Reading twice changes nothing the second time."""
    message = get(turn, Message, values.message_id)
    return Decision(changed=(("message", message.id, {} if message.read else {"read": True}),))
