"""Small pages of a lender's changes for the tests of store and sync: real records, real digests."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from borrower_app.contract.changes import ChangesPage, decode_page, record_hash, set_digest
from borrower_app.contract.discovery import LenderFile
from borrower_app.records.fields import spoken_reference

LENDER = LenderFile(
    lender_id="example-bank",
    name="示例银行",
    origin="https://lender.example",
    token_origin="https://lender.example",
    card_origin="https://cards.lender.example",
)
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DISCOVERY = json.dumps(
    {
        "contract_version": 1,
        "lender_id": "example-bank",
        "name": "示例银行",
        "hotline": "95000",
        "zone": "Asia/Shanghai",
        "currency": "CNY",
        "issuer": "https://lender.example",
        "idempotency_retention_seconds": 86_400,
        "page_limits": {"default": 200, "maximum": 1000},
    }
).encode()


@dataclass(frozen=True)
class Sent:
    """One record as the made-up lender sends it."""

    kind: str
    identifier: str
    version: int
    data: bytes

    @property
    def line(self) -> tuple[str, str, int, str]:
        """Its part of the set digest."""
        return self.kind, self.identifier, self.version, record_hash(self.data)


def sent(kind: str, identifier: str, version: int = 1, **members: Any) -> Sent:
    """A record with its id as first member."""
    return Sent(kind, identifier, version, json.dumps({"id": identifier, **members}, ensure_ascii=False).encode())


def money(minor: int) -> dict[str, Any]:
    """An amount in 分 as on the wire."""
    return {"minor": minor, "currency": "CNY"}


def loan(identifier: str = "loan-1", version: int = 1, name: str = "住房贷款") -> Sent:
    """A loan of 1,000,000 元."""
    return sent(
        "loan",
        identifier,
        version,
        name=name,
        product="commercial",
        borrower_name="王小明",
        principal=money(100_000_000),
        outstanding_principal=money(99_000_000),
        method="equal_installment",
        annual_rate="4.10",
        number_of_installments=360,
        disbursed_on="2026-01-20",
        first_due_on="2026-02-20",
    )


def attempt(number: int, version: int = 1, text: str = "余额不足") -> Sent:
    """A failed attempt of the loan `loan-1`."""
    return sent(
        "debit_attempt",
        f"attempt-{number}",
        version,
        reference=spoken_reference(f"{number:07d}"),
        loan_id="loan-1",
        installments=[1 + number % 360],
        planned_at=(NOW - dt.timedelta(days=number)).isoformat(),
        amount_requested=money(400_340),
        rail="unionpay",
        reason={"code": "51", "code_list": "pos", "text": text, "said_by": "bank"},
    )


def contact(value: str = "a@example.com", version: int = 1) -> Sent:
    """The borrower's e-mail address."""
    return sent("contact", "contact-email", version, field="email", value=value, updated_at=NOW.isoformat())


def table(rows: int = 3) -> Sent:
    """A repayment table of the loan `loan-1`."""
    return sent(
        "installment_table",
        "table-1",
        loan_id="loan-1",
        stated_at=NOW.isoformat(),
        rows=[
            {
                "n": number,
                "due": (dt.date(2026, 2, 20) + dt.timedelta(days=30 * number)).isoformat(),
                "principal": money(100_000),
                "interest": money(300_340),
                "payment": money(400_340),
                "balance": money(1_000_000),
            }
            for number in range(1, rows + 1)
        ],
    )


def page_body(
    changes: Iterable[Sent | tuple[str, str]],
    cursor: str,
    everything: Iterable[Sent] | None = None,
    as_of: dt.datetime = NOW,
) -> bytes:
    """One page as bytes; a tuple is a deletion. `everything` makes it the last page, with the digest over it."""
    parts = []
    for change in changes:
        if isinstance(change, tuple):
            envelope = {"kind": change[0], "id": change[1], "version": 9, "deleted": True}
            parts.append(json.dumps(envelope).encode())
        else:
            head = json.dumps({"kind": change.kind, "id": change.identifier, "version": change.version})
            parts.append(head[:-1].encode() + b', "data": ' + change.data + b"}")
    tail: dict[str, Any] = {
        "next_cursor": cursor,
        "more": everything is None,
        "as_of": as_of.isoformat(),
        "business_date": as_of.date().isoformat(),
    }
    if everything is not None:
        tail["digest"] = set_digest(record.line for record in everything)
    return b'{"changes": [' + b", ".join(parts) + b"], " + json.dumps(tail)[1:].encode()


def page(
    changes: Iterable[Sent | tuple[str, str]],
    cursor: str,
    everything: Iterable[Sent] | None = None,
    as_of: dt.datetime = NOW,
) -> ChangesPage:
    """One decoded page."""
    return decode_page(page_body(changes, cursor, everything, as_of))


def household() -> Sequence[Sent]:
    """A small whole state: a loan with its table, two attempts, contact data, and a kind nobody knows yet."""
    return (loan(), table(), attempt(1), attempt(2), contact(), sent("future_kind", "f-1", colour="蓝"))
