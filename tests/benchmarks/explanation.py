"""One explanation, and loading the catalogue: bounds of the issue, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator

from borrower_app import resource_files
from borrower_app.debits.explain_json import explain_from_json
from borrower_app.debits.reason_codes import load_catalogue
from tests.benchmarks.timing import seconds, side_by_side

ITEM = {
    "rail": "unionpay", "code_list": "pos", "code": "51", "text": "余额不足", "said_by": "bank", "amount": "4003.40",
    "attempted_at": "2026-11-20T08:01:12+08:00", "now": "2026-11-20T09:00:00+08:00",
    "hops": [{"party": "lender", "status": "ok"}, {"party": "bank", "status": "declined"}],
    "retry_at": "2026-11-20T22:30:00+08:00",
}  # fmt: skip


def lines() -> Iterator[str]:
    """Loading against one explanation of the same run."""
    codes = resource_files.read_bytes("reason-codes/codes.csv")
    causes = resource_files.read_bytes("reason-codes/causes.json")
    catalogue = load_catalogue(codes, causes)
    one, load = side_by_side(
        lambda: seconds(lambda: explain_from_json(ITEM, catalogue)),
        lambda: seconds(lambda: load_catalogue(codes, causes)),
        runs=50,
    )
    yield f"one explanation: {one * 1000:.2f} ms (goal <= 1 ms: {'met' if one <= 0.001 else 'MISSED'})"
    yield f"catalogue load: {load * 1000:.1f} ms (goal <= 20 ms: {'met' if load <= 0.02 else 'MISSED'})"
