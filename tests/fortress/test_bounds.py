"""Fortress (f): no answer and no row of answers takes more memory, disk or time than was said beforehand."""

from __future__ import annotations

import dataclasses
import gzip
import json
import resource
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borrower_app import clock
from borrower_app.application.commands import memory_application
from borrower_app.contract.changes import decode_page
from borrower_app.contract.kinds import decode_record
from borrower_app.contract.strict_json import ContractViolation
from borrower_app.lender.lender_files import lender_at
from borrower_app.lender.transport import Transport, Unanswered
from borrower_app.records.loan import InstallmentTable
from borrower_app.sync.push import push
from borrower_app.sync.round import Round
from tests.support.command_line import CommandLine
from tests.support.lying_lender import LyingLenderProcess, written
from tests.support.measured import MIB, folder_size, measured
from tests.support.raw_server import RawServer, reply

LARGEST = 16 * MIB
ABOVE = 64 * MIB
NOW = "2026-11-20T09:00:00+08:00"


def page(changes: bytes, more: str = "") -> bytes:
    """A last page around changes."""
    times = b'"as_of":"' + NOW.encode() + b'","business_date":"2026-11-20"'
    rest = b'],"next_cursor":"c","more":false,"digest":"' + b"0" * 64 + b'",' + times + more.encode() + b"}"
    return b'{"changes":[' + changes + rest


def filled(piece: bytes, before: bytes = b"", behind: bytes = b"", separator: bytes = b",") -> bytes:
    """As many pieces as an answer may have bytes for."""
    room = LARGEST - len(page(before + behind)) - 1_000
    return before + separator.join([piece] * (room // (len(piece) + len(separator)))) + behind


def record(value: bytes, kind: bytes = b"novelty") -> bytes:
    return b'{"kind":"' + kind + b'","id":"a","version":1,"data":' + value + b"}"


ROW = {
    "n": 1,
    "due": "2026-12-20",
    "principal": {"minor": 250_000, "currency": "CNY"},
    "interest": {"minor": 150_340, "currency": "CNY"},
    "payment": {"minor": 400_340, "currency": "CNY"},
    "balance": {"minor": 95_000_000, "currency": "CNY"},
    "kind": "forecast",
}
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing but brackets": lambda: filled(b"[]", b'{"changes":[', b"]}"),
    "deep brackets": lambda: b"[" * (LARGEST // 2) + b"]" * (LARGEST // 2),
    "small changes": lambda: page(filled(b'{"kind":"a","id":"b","version":1,"deleted":true}')),
    "empty changes": lambda: page(filled(b"{}")),
    "numbers as changes": lambda: page(filled(b"0")),
    "a member of small objects": lambda: page(record(b'{"id":"a","x":[' + filled(b'{"a":0}') + b"]}")),
    "a member of small lists": lambda: page(record(b'{"id":"a","x":[' + filled(b"[0]") + b"]}")),
    "a member of texts": lambda: page(record(b'{"id":"a","x":[' + filled(b'"ab"') + b"]}")),
    "many members": lambda: page(record(b"{" + b",".join(b'"%x":0' % n for n in range(1_300_000)) + b"}")),
    "rows that are none": lambda: page(record(b'{"id":"a","rows":[' + filled(b"{}") + b"]}", b"installment_table")),
    "rows of numbers": lambda: page(record(b'{"id":"a","rows":[' + filled(b"0") + b"]}", b"installment_table")),
    "rows of a table": lambda: page(record(b'{"id":"a","rows":[' + filled(written(ROW)) + b"]}", b"installment_table")),
    "escaped quotes": lambda: page(record(b'{"id": "a", "x": "' + filled(b'\\"', separator=b"") + b'"}')),
    "a member beside the page's": lambda: page(b"", ',"x":[' + filled(b"{}").decode() + "]"),
}


def full_page() -> bytes:
    """As much as an honest page can hold, and more than anyone has: a thousand tables."""
    table = {"loan_id": "l", "stated_at": NOW, "rows": [{**ROW, "n": n} for n in range(1, 70)]}
    return page(b",".join(_change("installment_table", {"id": f"t-{n}", **table}) for n in range(1_000)))


def _change(kind: str, data: dict[str, object]) -> bytes:
    return written({"kind": kind, "id": data["id"], "version": 1, "data": data})


def refused_in_little_memory() -> None:
    """Run in a process of its own: decoding each hostile page leaves the peak where it was, and some."""
    for name, make in HOSTILE.items():
        body = make()
        assert len(body) <= LARGEST
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with pytest.raises(ContractViolation):
            decode_page(body)
        rise = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
        assert rise < ABOVE, f"{name}: {rise / MIB:.0f} MiB"


def test_no_page_takes_memory_before_it_is_refused() -> None:
    program = "from tests.fortress.test_bounds import refused_in_little_memory as run; run()"
    done = measured([sys.executable, "-c", program])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("blank", [(",", ":"), (", ", ": ")], ids=["compact", "loose"])
def test_a_table_of_fifty_thousand_rows_is_taken(blank: tuple[str, str]) -> None:
    rows = [{**ROW, "n": n} for n in range(1, 50_001)]
    data = {"id": "t", "loan_id": "l", "stated_at": NOW, "rows": rows}
    whole = json.loads(page(b""))
    whole["changes"] = [{"kind": "installment_table", "id": "t", "version": 1, "data": data}]
    [change] = decode_page(json.dumps(whole, separators=blank).encode()).changes
    table = decode_record(change.kind, change.id, change.data)
    assert isinstance(table, InstallmentTable)
    assert len(table.rows) == 50_000


@pytest.mark.parametrize("change", ['{"n":1,"n":2}', '{"n":{"a":1,"a":2}}', "[" * 40 + "]" * 40])
def test_a_long_table_is_looked_at_row_by_row(change: str) -> None:
    rows = [written(ROW)] * 20_000
    rows[17_000] = change.encode()
    with pytest.raises(ContractViolation):
        decode_page(page(record(b'{"id":"a","rows":[' + b",".join(rows) + b"]}", b"installment_table")))


@pytest.fixture(scope="module")
def liar() -> Iterator[LyingLenderProcess]:
    with LyingLenderProcess("insufficient_funds") as process:
        yield process


@pytest.fixture(scope="module")
def signed_in(liar: LyingLenderProcess, tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    line = CommandLine(tmp_path_factory.mktemp("bounds"), liar.base_url)
    line.sign_in_and_sync()
    return line


@pytest.fixture(scope="module")
def honest_peak(signed_in: CommandLine) -> int:
    """What a round takes in any case."""
    (signed_in.data / "cache.db").unlink()
    done = measured(signed_in.words("sync"))
    assert done.returncode == 0, done.stderr
    return done.peak


IN_A_ROUND: dict[str, Callable[[], bytes]] = {"a full page": full_page, "rows of a table": HOSTILE["rows of a table"]}


@pytest.mark.parametrize("what", IN_A_ROUND)
def test_no_answer_takes_more_memory_than_its_size_and_some(
    liar: LyingLenderProcess, signed_in: CommandLine, honest_peak: int, what: str, tmp_path: Path
) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(IN_A_ROUND[what](), 6))
    liar.lie({"path": "/v1/changes", "file": str(packed), "media_type": "application/json", "coding": "gzip"})
    try:
        done = measured(signed_in.words("sync"))
    finally:
        liar.lie()
    assert done.returncode == 12, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.peak - honest_peak <= LARGEST + ABOVE, f"{(done.peak - honest_peak) / MIB:.0f} MiB"


PACKED: dict[str, tuple[bytes, str]] = {
    "a bomb": (gzip.compress(bytes(512 * MIB), 9), "gzip"),
    "a bomb in a bomb": (gzip.compress(gzip.compress(bytes(256 * MIB), 9), 9), "gzip, gzip"),
    "a deflated bomb": (zlib.compress(bytes(256 * MIB), 9), "deflate"),
    "two packed as one": (gzip.compress(b"{}") + gzip.compress(b"{}"), "gzip"),
    "cut": (gzip.compress(b'{"a": "' + bytes(range(97, 123)) * 9 + b'"}')[:-9], "gzip"),
    "not packed": (b"{}", "gzip"),
    "another way": (b"{}", "br"),
}


def unpacked_in_little_memory() -> None:
    """Run in a process of its own."""
    for name, (body, coding) in PACKED.items():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        with RawServer(reply(body, f"Content-Encoding: {coding}")) as server:
            transport = Transport(lender_at(server.origin))
            with pytest.raises(Unanswered) as refused:
                transport.exchange("GET", server.origin + "/v1/changes")
            transport.close()
        assert refused.value.failure.exit_code == 12, name
        rise = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
        assert rise < 48 * MIB, f"{name}: {rise / MIB:.0f} MiB"


def test_packed_bytes_are_unpacked_within_bounds() -> None:
    program = "from tests.fortress.test_bounds import unpacked_in_little_memory as run; run()"
    done = measured([sys.executable, "-c", program])
    assert done.returncode == 0, done.stderr


ENDLESS = {
    "records": {"count": 1_000, "size": 0},
    "bytes": {"count": 500, "size": 15_000},
}


@pytest.mark.parametrize("what", ENDLESS)
def test_pages_that_never_end_do_and_the_room_is_given_back(
    liar: LyingLenderProcess, signed_in: CommandLine, honest_peak: int, what: str
) -> None:
    before = folder_size(signed_in.data)
    kept = signed_in.json("dump")["records"]
    liar.lie({"path": "/v1/changes", "endless": ENDLESS[what]})
    try:
        done = measured(signed_in.words("sync"))
    finally:
        liar.lie()
    assert done.returncode == 12, done.stderr
    assert "far more records" in done.stderr
    assert folder_size(signed_in.data) <= before + MIB
    assert done.peak - honest_peak <= 160 * MIB, f"{(done.peak - honest_peak) / MIB:.0f} MiB"
    assert signed_in.json("dump")["records"] == kept
    assert signed_in.run("sync").returncode == 0


TIGHT = (
    "import sys\n"
    "from borrower_app.contract.pull_bounds import PullBounds\n"
    "from borrower_app.sync.round import Round\n"
    "Round.__init__.__defaults__ = tuple(\n"
    "    PullBounds({bounds}) if isinstance(value, PullBounds) else value for value in Round.__init__.__defaults__\n"
    ")\n"
    "from borrower_app.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)


def tight(line: CommandLine, bounds: str) -> CommandLine:
    """The same command line with bounds that are met soon."""
    return dataclasses.replace(line, runner=(sys.executable, "-c", TIGHT.replace("{bounds}", bounds)))


def test_pages_are_counted_through_interruptions(liar: LyingLenderProcess, signed_in: CommandLine) -> None:
    """A pull that takes too long goes on with the next round, and does not go on for ever."""
    liar.lie({"path": "/v1/changes", "endless": {"count": 1, "size": 10}})
    try:
        slow = tight(signed_in, "pages=40, seconds=0.05").run("sync")
        assert (slow.returncode, "too long" in slow.stderr) == (10, True), slow.stderr
        assert json.loads(slow.stdout)["pages"] >= 1
        ends = tight(signed_in, "pages=4").run("sync")
        assert ends.returncode == 12, ends.stderr
        assert json.loads(ends.stdout)["pages"] < 4
    finally:
        liar.lie()
    assert signed_in.run("sync").returncode == 0


def test_a_round_sends_for_a_bounded_time(liar: LyingLenderProcess) -> None:
    with memory_application(liar.base_url) as application:
        application.sign_in_with_device(lambda *_shown: None)
        application.synchronise()
        for kind in ("statement", "contract"):
            values = {"loan_id": "loan-1", "document": kind}
            application.queue({"operation": "document_request", "values": values}, "-")
        seconds = iter(range(0, 1_000_000, 200))
        round_ = Round(
            client=application.network._client,
            store=application._opened.in_store,
            now=clock.now,
            monotonic=lambda: float(next(seconds)),
        )
        assert push(round_) is None
        assert round_.report.sent == 1
