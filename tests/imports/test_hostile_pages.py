"""Pages of HTML made to harm, as a file and on the clipboard: words of cells or one refusal, in even time."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrower_app.imports.cells import MOST_COLUMNS, TableRefused
from borrower_app.imports.copied_table import read_copied_table
from borrower_app.imports.html_table import LARGEST_PAGE, tables_of
from borrower_app.imports.matching import candidate_table
from borrower_app.imports.proof import LoanFacts
from borrower_app.imports.table_file import read_table_file

CORPUS = Path(__file__).with_name("corpus")
LENGTH = 400_000
NEVER_ENDED = (
    "<a ", "<!--", "<![CDATA[", "</a", "&#", "<", "<table>", "<td>", "<table><tr><td>", "<script>", "<a b='",
    "<!DOCTYPE ", "<?",
    "<table><tr><td colspan=200 rowspan=1000>", "&amp", "<!-->", "</script", "<td rowspan=999>", "<style><td>", "<!",
)  # fmt: skip


@pytest.mark.parametrize("piece", NEVER_ENDED)
def test_what_never_ends_is_passed_over_in_even_time(piece: str) -> None:
    """Four times the length may take some four times as long, not sixteen times; the standard parser took minutes."""
    took = []
    for length in (LENGTH // 4, LENGTH):
        begun = time.process_time()
        with contextlib.suppress(TableRefused):
            tables_of("<table>" + piece * (length // len(piece)))
        took.append(time.process_time() - begun)
    assert took[1] < 10 * took[0] + 0.3


def test_words_alone_come_out_of_a_page() -> None:
    page = (
        "<html><head><title>&lt;td&gt;</title><style>td{background:url(http://example.invalid/a)}</style></head><body>"
        "<script>document.write('<table><tr><td>x</td></tr></table>')</script><!-- <table><tr><td>y</table> -->"
        "<table><tr><th colspan=2>A&amp;B</th><th>C<br>D</th></tr>"
        "<tr><td rowspan='2'>1&nbsp;</td><td><img src='file:///etc/passwd'>2</td><td><a href='x'>3</a></td></tr>"
        "<tr><td>4<td>5</table></body></html>"
    )
    [sheet] = tables_of(page)
    assert sheet.rows == (("A&B", None, "C D"), ("1", "2", "3"), (None, "4", "5"))
    assert [(area.top, area.left, area.bottom, area.right) for area in sheet.merged] == [(0, 0, 0, 1), (1, 0, 2, 0)]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<p>x", "not_a_table"),
        ("<table>", "not_a_table"),
        ("<table><tr>" + "<td>" * (MOST_COLUMNS + 1), "too_many_columns"),
        ("<table>" + "<tr>" * 60_000, "too_many_rows"),
        ("<table><tr><td rowspan=1000 colspan=200>1" * 3, "too_many_rows"),
        ("<table>" * 51, "not_a_table"),
        ("<td>\0", "binary"),
        ("x" * (LARGEST_PAGE + 1), "too_large"),
    ],
)
def test_pages_that_are_refused(page: str, reason: str) -> None:
    with pytest.raises(TableRefused) as refused:
        tables_of(page)
    assert refused.value.reason == reason


def test_a_hundred_spoiled_pages() -> None:
    dice = random.Random(5)
    for name in ("two-heads.xls", "page-with-scripts.html", "page-nested.html"):
        content = (CORPUS / name).read_bytes()
        for _ in range(60):
            spoiled = bytearray(content)
            for _ in range(dice.randint(1, 30)):
                place = dice.randrange(len(spoiled))
                spoiled[place : place + dice.randint(0, 3)] = bytes([dice.choice(b"<>/!-\"'=&; t0") for _ in range(2)])
            try:
                candidate_table(read_table_file(bytes(spoiled)), LoanFacts(12_000_000))
            except TableRefused:
                continue


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(alphabet="<>/tabledrh \"'=&;0129期数本金利息\t\n", max_size=300))
def test_anything_on_the_clipboard(text: str, page: str) -> None:
    for one, other in ((page, text), (text, page), ("", text), (page, "")):
        try:
            sheets = read_copied_table(one, other)
        except TableRefused:
            continue
        candidate_table(sheets, LoanFacts(100_000))
