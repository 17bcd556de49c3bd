"""Makes the kept sample of the newest schema of own.db; run once for each released schema, never again after it.

python -m tests.store.samples_maker
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from borrower_app.contract import operation_values as values_of
from borrower_app.store.own_schema import STEPS
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
from tests.support.own_loans import house

SAMPLES = Path(__file__).with_name("samples")
KEY = bytes(range(32))


def make(folder: Path) -> None:
    """A folder with every kind of own data."""
    store = Store.open(folder, KEY, lender.LENDER)
    for version in (1, 2):
        records = (lender.loan(), lender.attempt(1, version=version), lender.contact())
        store.stage_page(lender.page(records, f"c{version}", records), full=True, first=True)
        store.finish_pull(lender.NOW, None)
    sent = store.save_operation(
        "change_contact", values_of.ChangeContact(field="email", value="b@example.com"), lender.NOW
    )
    store.mark_sending(sent, lender.NOW)
    store.save_operation("mark_message_read", values_of.MarkMessageRead(message_id="m-1"), lender.NOW)
    document = values_of.DocumentRequest(loan_id="loan-1", document="statement", period="2026-10")
    store.save_operation("document_request", document, lender.NOW, draft=True)
    store.set_pin_hash("$argon2id$sample")
    store.save_own_loans([house("own-1", name="我自己填的贷款")], lender.NOW)
    store.close()


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as outer:
        make(Path(outer) / "data")
        shutil.copy(Path(outer) / "data" / "own.db", SAMPLES / f"own-schema-{len(STEPS)}.db")
    digests = [hashlib.sha256("\n".join(step).encode()).hexdigest()[:16] for step in STEPS]
    (SAMPLES / "steps.txt").write_text("\n".join(digests) + "\n")
