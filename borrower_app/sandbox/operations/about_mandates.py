"""Debit authorisations: what the lender decides and changes."""

from __future__ import annotations

import datetime as dt
import hashlib

from borrower_app.contract import operation_values as wish
from borrower_app.contract.problems import ProblemType
from borrower_app.lending.money import Money
from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import InstrumentStatus, MandateStatus
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.decision import Decision, find, get
from borrower_app.sandbox.books.loan_books import LoanBooks, books_of
from borrower_app.sandbox.books.tasks import MandateSwitch
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.servicing.debit_verdict import covers
from borrower_app.sandbox.servicing.retry_plans import day_after_planned_debit
from borrower_app.sandbox.servicing.switches import mandate_patches
from borrower_app.sandbox.stories.parts.wording import amount

_LIMITS = (("single_limit", "每笔限额"), ("daily_limit", "每日限额"), ("monthly_limit", "每月限额"))


def sign_mandate(turn: Turn, operation_id: str, values: wish.SignMandate) -> Decision:
    """A new authorisation takes the place of the loan's old one.

    A debit that is planned for today keeps the old one, so that the new one begins tomorrow; unless nothing in force
    would carry that debit, and the new one is for the card that pays.
    """
    loan = get(turn, Loan, values.loan_id)
    card = find(turn, Instrument, values.instrument_id)
    if card is None:
        raise refuse(ProblemType.INVALID_VALUES, "没有这张卡的登记，请先换还款卡。", "instrument_id")
    if card.status in {InstrumentStatus.EXPIRED, InstrumentStatus.LOST, InstrumentStatus.CLOSED}:
        raise refuse(ProblemType.REFUSED, "这张卡现在不能扣款，不能为它签代扣授权。")
    if values.valid_until <= turn.today:
        raise refuse(ProblemType.INVALID_VALUES, "授权的到期日要在今天以后。", "valid_until")
    _check_limits(loan, values)
    books = books_of(turn, loan.id)
    begin = _begin(turn, books, values) if books is not None else None
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
    if begin is None:
        return Decision(new=(mandate,), changed=tuple(mandate_patches(old, mandate.id, loan, turn.today)))
    at = dt.datetime.combine(begin, dt.time(), turn.now.tzinfo)
    return Decision(new=(mandate,), tasks=((at, MandateSwitch(loan.id, mandate.id)),), effective_from=begin)


def _begin(turn: Turn, books: LoanBooks, values: wish.SignMandate) -> dt.date | None:
    """The later day on which it begins; None: now."""
    least = books.loan.installment or Money.zero(books.loan.principal.currency)
    is_covered = any(covers(mandate, least) for mandate in books.mandate_for_debits(turn.today))
    if not is_covered and values.instrument_id == books.loan.instrument_id:
        return None
    return day_after_planned_debit(turn, books)


def _check_limits(loan: Loan, values: wish.SignMandate) -> None:
    """An authorisation that does not cover one installment is none: every debit under it would fail."""
    limits: dict[str, Money | None] = {
        "single_limit": values.single_limit,
        "daily_limit": values.daily_limit,
        "monthly_limit": values.monthly_limit,
    }
    for member, name in _LIMITS:
        limit = limits[member]
        if limit is None:
            continue
        if limit.currency != loan.principal.currency or limit.minor <= 0:
            raise refuse(ProblemType.INVALID_VALUES, f"{name}是贷款币种的一个金额，要大于 0。", member)
        if loan.installment is not None and limit < loan.installment:
            told = f"{name} {amount(limit)}低于月供 {amount(loan.installment)}，以后的扣款会失败，请把限额提高。"
            raise refuse(ProblemType.REFUSED, told, member)


def revoke_mandate(turn: Turn, _operation_id: str, values: wish.RevokeMandate) -> Decision:
    """The authorisation ends now."""
    mandate = get(turn, Mandate, values.mandate_id)
    if mandate.status not in {MandateStatus.ACTIVE, MandateStatus.PENDING}:
        raise refuse(ProblemType.REFUSED, "这份代扣授权已经结束。")
    members = {"status": MandateStatus.REVOKED, "revoked_on": turn.today, "revoked_by": "借款人"}
    return Decision(changed=(("mandate", mandate.id, members),))
