"""What the lender's staff do to the records while the borrower's devices know nothing of it."""

from __future__ import annotations

import datetime as dt

from tests.simulation.books import Books
from tests.simulation.events import StaffEdit
from tests.store import lender_pages


def edit(books: Books, event: StaffEdit, number: int, now: dt.datetime) -> None:
    """One change; `number` makes its content new."""
    match event.what:
        case "email" | "address" | "phone":
            books.put_contact(event.what, f"staff {number}", now)
        case "new attempt":
            record = lender_pages.attempt(1 + number)
            books.put(record.kind, record.identifier, record.data)
        case "attempt":
            record = lender_pages.attempt(1, text=f"余额不足 {number}")
            books.put(record.kind, record.identifier, record.data)
        case "loan":
            record = lender_pages.loan(name=f"住房贷款 {number}")
            books.put(record.kind, record.identifier, record.data)
        case "message":
            books.put_members(
                "message", f"message-{1 + number}", at=now.isoformat(), channel="app", title="t", body="b", read=False
            )
        case "remove message":
            books.put("message", "message-1", None)
