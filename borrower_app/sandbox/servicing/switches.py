"""From one card or authorisation to another: what changes on every record, from the records as they stand then."""

from __future__ import annotations

import datetime as dt

from borrower_app.records.account import Instrument, Mandate
from borrower_app.records.enums import InstrumentStatus, MandateStatus
from borrower_app.records.loan import Loan
from borrower_app.sandbox.books.decision import Patch, find
from borrower_app.sandbox.books.happenings import keep_member
from borrower_app.sandbox.books.loan_books import books_of
from borrower_app.sandbox.books.record_writing import change
from borrower_app.sandbox.books.tasks import CardSwitch, MandateSwitch
from borrower_app.sandbox.books.turn import Turn
from borrower_app.sandbox.servicing.retry_plans import arrears_plans

_MAY_BEGIN = frozenset({InstrumentStatus.PENDING, InstrumentStatus.ACTIVE, InstrumentStatus.REPLACED})


def _without(loan_ids: tuple[str, ...], loan_id: str) -> tuple[str, ...]:
    return tuple(other for other in loan_ids if other != loan_id)


def card_patches(old: Instrument | None, new_id: str, loan: Loan) -> list[Patch]:
    """Loan and old card when a new card begins to pay the loan; a card that still pays another loan stays."""
    patches: list[Patch] = [("loan", loan.id, {"instrument_id": new_id})]
    if old is not None and old.id != new_id:
        rest = _without(old.loan_ids, loan.id)
        members: dict[str, object] = {"loan_ids": rest}
        if not rest and old.status is InstrumentStatus.ACTIVE:
            members["status"] = InstrumentStatus.REPLACED
        patches.append(("instrument", old.id, members))
    return patches


def begin_card(card: Instrument, loan_id: str, on: dt.date | None) -> Patch:
    """The new card's own members when it begins to pay a loan; `on` is None when it pays another one already."""
    members: dict[str, object] = {
        "loan_ids": (*_without(card.loan_ids, loan_id), loan_id),
        "status": InstrumentStatus.ACTIVE,
    }
    if on is not None:
        members["effective_from"] = on
    return "instrument", card.id, members


def switch_card(turn: Turn, task: CardSwitch) -> None:
    """The day of a new card has come. Nothing happens when it can't pay any more or another card was chosen since."""
    loan, card = find(turn, Loan, task.loan_id), find(turn, Instrument, task.instrument_id)
    if loan is None or card is None or card.status not in _MAY_BEGIN:
        return
    if task.instead_of is not None and loan.instrument_id != task.instead_of:
        return
    old = find(turn, Instrument, loan.instrument_id) if loan.instrument_id else None
    patches = [*card_patches(old, card.id, loan), begin_card(card, loan.id, None)]
    _apply(turn, patches)
    books = books_of(turn, loan.id)
    if task.retry_open_arrears and books is not None:
        for attempt_id, plan in arrears_plans(turn, books).items():
            change(turn, "debit_attempt", attempt_id, {"retry": plan})


def mandate_patches(old: Mandate | None, new_id: str, loan: Loan, on: dt.date) -> list[Patch]:
    """Loan and old authorisation when a new one begins to hold; one that covers another loan stays for that."""
    patches: list[Patch] = [("loan", loan.id, {"mandate_id": new_id})]
    if old is None or old.id == new_id:
        return patches
    rest = _without(old.loan_ids, loan.id)
    if rest:
        patches.append(("mandate", old.id, {"loan_ids": rest}))
    elif old.status is MandateStatus.ACTIVE:
        ended = {"status": MandateStatus.REVOKED, "revoked_on": on, "revoked_by": "借款人（已换新授权）"}
        patches.append(("mandate", old.id, ended))
    return patches


def switch_mandate(turn: Turn, task: MandateSwitch) -> None:
    """The day of a new authorisation has come. Nothing happens when it was ended before it began."""
    loan, mandate = find(turn, Loan, task.loan_id), find(turn, Mandate, task.mandate_id)
    if loan is None or mandate is None or mandate.status not in (MandateStatus.PENDING, MandateStatus.ACTIVE):
        return
    if task.instead_of is not None and loan.mandate_id != task.instead_of:
        return
    old = find(turn, Mandate, loan.mandate_id) if loan.mandate_id else None
    patches = mandate_patches(old, mandate.id, loan, turn.today)
    _apply(turn, [*patches, ("mandate", mandate.id, {"status": MandateStatus.ACTIVE})])


def _apply(turn: Turn, patches: list[Patch]) -> None:
    for kind, identifier, members in patches:
        change(turn, kind, identifier, members)
        for member, value in members.items():
            keep_member(turn, kind, identifier, member, value)
