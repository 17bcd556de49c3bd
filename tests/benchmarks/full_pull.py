"""Full pull of the heavy story against decoding and storing the same bytes with nothing around it."""

from __future__ import annotations

import datetime as dt
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from borrower_app.application.commands import memory_application
from borrower_app.application.sandbox_child import SandboxChild
from borrower_app.contract.changes import ChangesPage, decode_page
from borrower_app.contract.discovery import LenderFile
from borrower_app.lender.lender_files import lender_at
from borrower_app.store.store import Store
from tests.benchmarks.timing import ratio_line, seconds, side_by_side

KEY = bytes(range(32))
_PAGE = msgspec.json.Decoder(ChangesPage)


def _bodies() -> tuple[LenderFile, list[bytes], bytes]:
    """Every page of a full pull, as received by our own client, and the discovery document."""
    bodies: list[bytes] = []
    with SandboxChild("heavy") as lender, memory_application(lender.base_url) as application:
        application.sign_in_with_device(lambda *_: None)
        application.synchronise()
        # The pages' own bytes are wanted, which the client does not hand out.
        token = application.network._tokens.current()
        more, cursor = True, ""
        while more:
            limit = application.network._client._page_limit
            address = f"{lender.base_url}/v1/changes?limit={limit}" + (f"&since={cursor}" if cursor else "")
            request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
            with urllib.request.urlopen(request) as answer:
                bodies.append(answer.read())
            page = decode_page(bodies[-1])
            cursor, more = page.next_cursor, page.more
        with urllib.request.urlopen(lender.base_url + "/.well-known/borrower-app") as answer:
            discovery = answer.read()
        return lender_at(lender.base_url), bodies, discovery


def _ours(lender: LenderFile, bodies: list[bytes], discovery: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data", KEY, lender)
        store.save_discovery(discovery)

        def pull() -> None:
            for number, body in enumerate(bodies):
                store.stage_page(decode_page(body), full=True, first=number == 0)
            store.finish_pull(dt.datetime.now(dt.UTC), 0.0)

        took = seconds(pull)
        store.close()
        return took


def _raw(bodies: list[bytes]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlcipher.connect(str(Path(folder) / "raw.db"), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE record (kind TEXT, id TEXT, version INT, data BLOB, PRIMARY KEY (kind, id))")

        def pull() -> None:
            connection.execute("BEGIN IMMEDIATE")
            for body in bodies:
                page = _PAGE.decode(body)
                rows = [(change.kind, change.id, change.version, bytes(change.data)) for change in page.changes]
                connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
            connection.execute("COMMIT")

        took = seconds(pull)
        connection.close()
        return took


def lines() -> Iterator[str]:
    """The ratio."""
    lender, bodies, discovery = _bodies()
    size = sum(len(body) for body in bodies)
    ours, theirs = side_by_side(lambda: _ours(lender, bodies, discovery), lambda: _raw(bodies), runs=7)
    yield f"heavy story: {len(bodies)} pages, {size / 1_000_000:.1f} MB"
    yield ratio_line("full pull into the store", ours, "raw decode and executemany, one FULL commit", theirs, 3)
