"""Another card for a loan: what the lender decides and changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from borrower_app.contract import operation_values as wish
from borrower_app.contract.problems import ProblemType
from borrower_app.records.account import Guarantor, Instrument
from borrower_app.records.enums import AccountClass, Holder, InstrumentStatus
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.decision import Decision, Patch, every, find, get
from borrower_app.sandbox.books.loan_books import books_of
from borrower_app.sandbox.books.tasks import CardSwitch
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.exchange import refuse
from borrower_app.sandbox.operations.card_tokens import find_card
from borrower_app.sandbox.servicing.retry_plans import arrears_plans, day_after_planned_debit
from borrower_app.sandbox.servicing.switches import begin_card, card_patches

_OTHER_LAST4 = "last four digits and token do not belong together"


def replace_instrument(turn: Turn, _operation_id: str, values: wish.ReplaceInstrument) -> Decision:
    """The new card pays from now on, or from tomorrow when a debit is still planned for today."""
    loan = get(turn, Loan, values.loan_id)
    if loan.instrument_id == values.instrument_token:
        raise refuse(ProblemType.REFUSED, "这张卡已经是这笔贷款的还款卡。")
    holder_name = _holder_name(turn, values)
    card = find(turn, Instrument, values.instrument_token)
    if card is not None:
        _check_known(turn, card, values)
    books = books_of(turn, loan.id)
    begin = day_after_planned_debit(turn, books) if books is not None else None
    new: tuple[Instrument, ...] = ()
    begins: list[Patch] = []
    if card is None:
        new = (_new_card(turn, values, holder_name, begin),)
    elif begin is None:
        begins.append(begin_card(card, loan.id, None if card.status is InstrumentStatus.ACTIVE else turn.today))
    elif card.status is InstrumentStatus.REPLACED:
        waiting = {"status": InstrumentStatus.PENDING, "effective_from": begin, "loan_ids": (loan.id,)}
        begins.append(("instrument", card.id, waiting))
    else:
        # A card that pays another loan goes on doing so; it takes this one over when its day comes.
        begins.append(("instrument", card.id, {}))
    if begin is not None:
        task = CardSwitch(loan.id, values.instrument_token, values.retry_open_arrears)
        at = dt.datetime.combine(begin, dt.time(), turn.now.tzinfo)
        changed = (*begins, ("loan", loan.id, {}))
        return Decision(new=new, changed=changed, tasks=((at, task),), effective_from=begin)
    old = find(turn, Instrument, loan.instrument_id) if loan.instrument_id else None
    now = Decision(new=new, changed=(*begins, *card_patches(old, values.instrument_token, loan)))
    if not values.retry_open_arrears or books is None:
        return now
    plans = arrears_plans(turn, books)
    retries: tuple[Patch, ...] = tuple(("debit_attempt", id_, {"retry": plan}) for id_, plan in plans.items())
    return replace(now, changed=(*now.changed, *retries))


def _holder_name(turn: Turn, values: wish.ReplaceInstrument) -> str | None:
    """The name on a co-borrower's card; raises Refusal for a card of somebody whom the contract does not name."""
    if values.holder == "other":
        raise refuse(ProblemType.REFUSED, "只能用您本人或共同借款人的卡还款，别人的卡不能用来还这笔贷款。")
    if values.holder == "borrower":
        return None
    for person in every(turn, Guarantor):
        if person.loan_id == values.loan_id and person.role is Holder.CO_BORROWER:
            return person.name
    raise refuse(ProblemType.REFUSED, "这笔贷款没有登记共同借款人，请用您本人的卡。")


def _check_known(turn: Turn, card: Instrument, values: wish.ReplaceInstrument) -> None:
    if card.last4 != values.last4:
        raise refuse(ProblemType.INVALID_VALUES, _OTHER_LAST4, "last4")
    usable = card.status in {InstrumentStatus.ACTIVE, InstrumentStatus.REPLACED, InstrumentStatus.PENDING}
    if not usable or (card.expires_on is not None and card.expires_on < turn.today):
        raise refuse(ProblemType.REFUSED, "这张卡现在不能用于还款，请换一张卡。")


def _new_card(turn: Turn, values: wish.ReplaceInstrument, holder_name: str | None, begin: dt.date | None) -> Instrument:
    told = find_card(turn, values.instrument_token)
    if told is not None and told.last4 != values.last4:
        raise refuse(ProblemType.INVALID_VALUES, _OTHER_LAST4, "last4")
    return Instrument(
        id=values.instrument_token,
        last4=values.last4,
        bank=told.bank if told else "发卡银行待确认",
        account_class=told.account_class if told else AccountClass.UNKNOWN,
        same_bank_as_lender=told.same_bank_as_lender if told else None,
        holder=Holder(values.holder),
        holder_name=holder_name,
        status=InstrumentStatus.PENDING if begin else InstrumentStatus.ACTIVE,
        effective_from=begin or turn.today,
        loan_ids=(values.loan_id,),
    )
