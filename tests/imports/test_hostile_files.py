"""Files made to harm: each ends as one refusal or as plain unread cells, quickly, in little memory, opening nothing."""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.imports.cells import LARGEST_FILE, MOST_LINES, TableRefused, cell_text
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
from borrower_app.imports.taking_over import NotUsable, rows_of
from tests.imports.table_files import HEADS, as_csv, as_xlsx

ROOT = Path(__file__).resolve().parents[2]
HEAD = list(HEADS[0])
GOOD = ["1", "2026-01-20", "10.00", "1.00", "11.00", "90.00"]
WORKSHEET = "xl/worksheets/sheet2.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refused(content: bytes) -> str:
    """Why a file is refused; it may take no longer than two seconds."""
    begun = time.monotonic()
    with pytest.raises(TableRefused) as found:
        read_table_file(content)
    assert time.monotonic() - begun < 2
    return found.value.reason


def workbook(**parts: bytes | str) -> bytes:
    """A good workbook with some parts replaced or added; names are written with double underscores for slashes."""
    replaced = {name.replace("__", "/"): part for name, part in parts.items()}
    source = zipfile.ZipFile(io.BytesIO(as_xlsx([HEAD, [1, "2026-01-20", 10, 1, 11, 90]])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = replaced.pop(name.removesuffix(".xml"), source.read(name))
            target.writestr(name, part)
        for name, part in replaced.items():
            target.writestr(f"{name}.xml", part)
    return content.getvalue()


def sheet(rows: str) -> str:
    """A worksheet part."""
    return f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'


def packed(size: int, stated: int | None = None) -> bytes:
    """A part that unpacks to `size` bytes; its directory says `stated`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(size // (1024 * 1024)):
            part.write(bytes(1024 * 1024))
    data = content.getvalue()
    if stated is not None:
        data = data.replace(size.to_bytes(4, "little"), stated.to_bytes(4, "little"))
    return data


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"x" * (LARGEST_FILE + 1), "too_large"),
        (b"%PDF-1.7 \x00", "not_a_table"),
        (b"<html><p>1", "not_a_table"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?>", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_or_locked"),
        (b"a,b\x00c,d\n", "binary"),
        (bytes(range(256)), "binary"),
        (b"\xff\xfe\x41\xd8", "unknown_encoding"),
        ("期数,还款日".encode("gb18030") + b"\xff\xff", "unknown_encoding"),
        (("a," * 300 + "\n").encode(), "too_many_columns"),
        (b"," * 1_000_000, "too_many_columns"),
        (b"1,2\n" * (MOST_LINES + 1), "too_many_rows"),
        (b'"' + b"x" * 200_000, "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x03\x04" + bytes(4_000), "damaged"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_a_bomb_that_says_what_it_is() -> None:
    assert refused(packed(400 * 1024 * 1024)) == "unpacks_too_large"


@pytest.mark.parametrize("stated", [1, 1024])
def test_a_bomb_that_lies_about_its_size(stated: int) -> None:
    assert refused(packed(200 * 1024 * 1024, stated)) in ("unpacks_too_large", "damaged")


def test_many_small_parts_are_a_bomb_too() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * 10 * 1024 * 1024)
    assert refused(content.getvalue()) == "unpacks_too_large"
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}.xml", b"<a/>")
    assert refused(content.getvalue()) == "unpacks_too_large"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/WORKBOOK.XML"])
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, b"<workbook/>")
    assert refused(content.getvalue()) == "damaged"


DOCTYPES = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
)


@pytest.mark.parametrize("part", ["xl__worksheets__sheet2", "xl__workbook", "xl__sharedStrings", "xl__styles"])
@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_bring_a_document_type(part: str, doctype: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<worksheet {MAIN}><sheetData/></worksheet>'
    assert refused(workbook(**{part: text.encode(encoding)})) == "damaged"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="50000"><c r="GR50000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="ZZZZZZZ9"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1"><c r="A99999999999"><v>1</v></c></row>', "damaged"),
        ('<row r="-1"><c><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "damaged"),
        ("<row>" + "<c><v>1</v></c>" * 300 + "</row>", "too_many_columns"),
        ("<a>" * 1_000 + "</a>" * 1_000, "damaged"),
        ("<row><c><v>1", "damaged"),
    ],
)
def test_the_used_area_has_a_limit(rows: str, reason: str) -> None:
    assert refused(workbook(xl__worksheets__sheet2=sheet(rows))) == reason


def test_one_long_shared_text_in_every_cell_is_refused() -> None:
    texts = f'<?xml version="1.0"?><sst {MAIN}><si><t>{"x" * 30_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5_000))
    assert refused(workbook(xl__sharedStrings=texts, xl__worksheets__sheet2=sheet(cells))) == "unpacks_too_large"


@pytest.mark.parametrize(
    "starter",
    ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", '"=', "'=", "|"],
)
def test_formula_starters_are_text_that_is_not_read(starter: str) -> None:
    cell = f'{starter}HYPERLINK("http://127.0.0.1:9","x")'
    for content in (as_csv([HEAD, ["1", "2026-01-20", cell, "1.00", "11.00", "90.00"]]),):
        candidate = candidate_table(read_table_file(content), LoanFacts(100_000))
        assert [problem.reason for problem in candidate.problems] == ["no_amount"]
        assert candidate.problems[0].text.isprintable()


@pytest.mark.parametrize(
    "text", ["\u202e00.01", "1\u200b0.00", "10.00\u2066", "a\x1b[31m", "x" * 10_000, "\ud7ff\ufffe"]
)
def test_what_can_not_be_seen_is_neither_read_nor_shown(text: str) -> None:
    candidate = candidate_table(
        read_table_file(as_csv([HEAD, ["1", "2026-01-20", text, *GOOD[3:]]])), LoanFacts(100_000)
    )
    assert [problem.reason for problem in candidate.problems] == ["no_amount"]
    shown = candidate.problems[0].text
    assert shown.isprintable()
    assert len(shown) <= 60
    assert cell_text(text).isprintable()


@pytest.mark.parametrize("keep", [0.1, 0.3, 0.5, 0.8, 0.95, 0.999])
def test_a_cut_workbook_is_damaged(keep: float) -> None:
    content = workbook()
    assert refused(content[: int(len(content) * keep)]) == "damaged"


def test_a_thousand_spoiled_workbooks() -> None:
    """Flipped bytes in packed and in plain parts: a refusal or a table, never anything else."""
    dice = random.Random(20261120)
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            data = bytearray(source.read(name))
            target.writestr(name, bytes(data))
    for content in (workbook(), plain.getvalue()):
        for _ in range(500):
            spoiled = bytearray(content)
            for _ in range(dice.randint(1, 8)):
                spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
            _read_or_refused(bytes(spoiled))


def test_spoiled_parts_with_right_check_sums() -> None:
    """Here the reader of spreadsheets itself meets the damage."""
    dice = random.Random(4)
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    for _ in range(400):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as target:
            for name in source.namelist():
                data = bytearray(source.read(name))
                if dice.random() < 0.3:
                    for _ in range(dice.randint(1, 4)):
                        data[dice.randrange(len(data))] = dice.randrange(32, 127)
                if dice.random() > 0.03:
                    target.writestr(name, bytes(data))
        _read_or_refused(content.getvalue())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes(content: bytes) -> None:
    _read_or_refused(content)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=12), st.sampled_from(("utf-8", "gb18030")))
def test_any_cells_below_a_head(lines: list[list[str]], encoding: str) -> None:
    _read_or_refused(as_csv([HEAD, *lines], encoding))


def _read_or_refused(content: bytes) -> None:
    try:
        sheets = read_table_file(content)
    except TableRefused:
        return
    candidate = candidate_table(sheets, LoanFacts(100_000))
    try:
        rows_of(candidate, 100_000)
    except NotUsable:
        assert not candidate.is_usable or not candidate.rows or min(row.line for row in candidate.rows) > 0


MEASURED = """
import resource, sys
from pathlib import Path
from borrower_app.imports.cells import TableRefused
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print(len(candidate_table(read_table_file(Path(sys.argv[1]).read_bytes()), LoanFacts(100_000)).rows))
except TableRefused as refused:
    print(refused.reason)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("kind", ["bomb", "longest"])
def test_memory_stays_small(kind: str, tmp_path: Path) -> None:
    """A bomb costs next to nothing; the longest table that is taken costs what its rows cost."""
    assert resource.getpagesize()
    file = tmp_path / "table"
    if kind == "bomb":
        file.write_bytes(packed(400 * 1024 * 1024))
    else:
        day = "".join(
            f"{n},{1900 + n // 336}-{n // 28 % 12 + 1}-{n % 28 + 1},1.00,1.00,2.00,9.00\n" for n in range(1, 50_001)
        )
        file.write_text(",".join(HEAD) + "\n" + day, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told, grown = done.stdout.split()
    assert told == ("unpacks_too_large" if kind == "bomb" else "50000")
    assert int(grown) < (16 if kind == "bomb" else 160)


def test_reading_opens_no_file_and_no_connection(tmp_path: Path) -> None:
    """The canary named in an entity is not opened, seen by the kernel's own log of calls."""
    canary = tmp_path / "canary"
    canary.write_text("x", encoding="utf-8")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{canary}">]><worksheet {MAIN}><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'  # noqa: E501
    file = tmp_path / "table.xlsx"
    file.write_bytes(workbook(xl__worksheets__sheet2=text))
    log = tmp_path / "calls"
    traced = ["strace", "-f", "-e", "trace=open,openat,connect,execve", "-o", str(log)]
    command = [*traced, sys.executable, "-c", MEASURED, str(file)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    calls = log.read_text(encoding="utf-8", errors="replace")
    assert "table.xlsx" in calls
    assert "canary" not in calls
    assert "connect(" not in calls
