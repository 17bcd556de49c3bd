"""What the borrower asked for in an operation, as it was sent."""

from __future__ import annotations

from sqlalchemy import select

from borrower_app.contract.operation_values import Values
from borrower_app.contract.operations import decode_values
from borrower_app.sandbox.books import tables
from borrower_app.sandbox.books.turn import Turn


def values_of(turn: Turn, operation_id: str) -> Values | None:
    """The values of an operation; None for one that was never taken up."""
    table = tables.operations
    row = turn.connection.execute(
        select(table.c.operation, table.c["values"]).where(table.c.operation_id == operation_id)
    ).first()
    return None if row is None else decode_values(row.operation, bytes(row[1]))
