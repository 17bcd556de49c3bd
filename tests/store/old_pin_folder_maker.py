"""Made the kept folder `samples/old-pin-folder`, once, with the version before the PIN wrapped the key (7ec7b8b).

Its key is wrapped by a passphrase alone, its PIN a hash in `own.db`. Never run again: what it would make now differs.

python -m tests.store.old_pin_folder_maker
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from borrower_app.store import keys
from borrower_app.store.pin import hash_pin
from borrower_app.store.store import Store
from tests.store import lender_pages as lender
from tests.support.own_loans import house

SAMPLE: Final = Path(__file__).with_name("samples") / "old-pin-folder"
PHRASE: Final = "seven quiet harbours"
PIN: Final = "246813"
LOAN_NAME: Final = "我自己填的贷款"


def make(folder: Path) -> None:
    """A folder with records, own loans and a PIN."""
    store = Store.open(folder, keys.create_wrapped(folder, PHRASE), lender.LENDER)
    records = (lender.loan(), lender.attempt(1), lender.contact())
    store.stage_page(lender.page(records, "c1", records), full=True, first=True)
    store.finish_pull(lender.NOW, None)
    store.save_own_loans([house("own-1", name=LOAN_NAME)], lender.NOW)
    store.set_pin_hash(hash_pin(PIN))
    store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as outer:
        made = Path(outer) / "data"
        make(made)
        SAMPLE.mkdir()
        for file in made.iterdir():
            if file.name != "lock":
                shutil.copy(file, SAMPLE / file.name)
