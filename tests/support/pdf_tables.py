"""Repayment tables as PDF, the way banks print them: lay-outs after public ones, names and figures made up."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from borrower_app.lending.schedule import ScheduleRow

SONG = "STSong-Light"
HEAD = ("期数", "还款日期", "应还本金", "应还利息", "应还合计", "剩余本金")
ENGLISH = ("No.", "Due date", "Principal", "Interest", "Payment", "Balance")
GRID: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
RULES_BELOW: list[tuple[Any, ...]] = [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)]
OUTLINE: list[tuple[Any, ...]] = [("BOX", (0, 0), (-1, -1), 0.7, colors.black)]


@dataclass(frozen=True)
class Print:
    """How a bank prints: lines, font, paper, what stands behind or above the table, how it is locked."""

    rules: Sequence[tuple[Any, ...]] = tuple(GRID)
    font: str = SONG
    head: Sequence[str] = HEAD
    heads_repeat: bool = True
    above: Sequence[str] = ("个人住房贷款还款计划表", "借款人：王**    贷款账号尾号：1234")
    behind: Callable[[Canvas], None] | None = None
    lies: bool = False
    size: int = 9
    passwords: tuple[str, str] | None = None
    """Of the reader, of the owner."""
    grouped: bool = True
    packed: bool = True


def printed(rows: Sequence[ScheduleRow], how: Print) -> bytes:
    """The file."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    content = io.BytesIO()
    paper = landscape(A4) if how.lies else A4
    locks = StandardEncryption(*how.passwords, canCopy=0, strength=128) if how.passwords is not None else None
    document = SimpleDocTemplate(content, pagesize=paper, encrypt=locks, pageCompression=int(how.packed))
    style = ParagraphStyle("above", fontName=how.font, fontSize=how.size + 2)
    lines = [list(how.head)] + [_line(row, grouped=how.grouped) for row in rows]
    look = [("FONT", (0, 0), (-1, -1), how.font, how.size), ("ALIGN", (2, 0), (-1, -1), "RIGHT"), *how.rules]
    table = Table(lines, style=look, repeatRows=1 if how.heads_repeat else 0)

    def page(canvas: Canvas, _document: object) -> None:
        if how.behind is not None:
            how.behind(canvas)
        canvas.setFont(how.font, 8)
        canvas.drawString(260, 20, f"第 {canvas.getPageNumber()} 页" if how.font == SONG else "page")

    document.build(
        [*(Paragraph(text, style) for text in how.above), Spacer(1, 12), table], onFirstPage=page, onLaterPages=page
    )
    return content.getvalue()


def _line(row: ScheduleRow, *, grouped: bool) -> list[str]:
    amounts = (row.principal, row.interest, row.payment, row.balance)
    pattern = "{:,.2f}" if grouped else "{:.2f}"
    return [str(row.n), row.due.isoformat(), *(pattern.format(amount / 100) for amount in amounts)]


def slanted(canvas: Canvas) -> None:
    """A watermark across the page, as most banks' apps print it."""
    canvas.saveState()
    canvas.setFont(SONG, 30)
    canvas.setFillGray(0.85)
    canvas.rotate(35)
    for across in range(0, 900, 220):
        for up in range(-300, 700, 110):
            canvas.drawString(across, up, "仅供参考 2026 王**")
    canvas.restoreState()


def level(canvas: Canvas) -> None:
    """A large one that lies in the lines."""
    canvas.saveState()
    canvas.setFont(SONG, 48)
    canvas.setFillGray(0.9)
    for up in range(60, 800, 130):
        canvas.drawString(120, up, "示例银行 88")
    canvas.restoreState()


def seal(canvas: Canvas) -> None:
    """A picture over the page, as a bank's seal."""
    canvas.drawInlineImage(Image.new("RGB", (60, 60), "red"), 420, 90, 60, 60)


def scanned(pages: int = 1) -> bytes:
    """Pictures of pages and no letter."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4)
    picture = Image.new("L", (400, 560), 255)
    ImageDraw.Draw(picture).text((20, 20), "1 2026-01-20 10.00 1.00")
    for _ in range(pages):
        canvas.drawInlineImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def letter(pages: int = 1) -> bytes:
    """A page of words without any table."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4)
    for _ in range(pages):
        canvas.drawString(80, 700, "Dear customer, your loan is paid off. Thank you.")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def with_script_and_attachment(content: bytes) -> bytes:
    """The same file with a script that runs on opening, and a file within the file, added as a later version of it."""
    root = re.search(rb"/Root (\d+) 0 R", content)
    pages = re.search(rb"/Pages (\d+ 0 R)", content)
    before = re.findall(rb"startxref\s+(\d+)", content)[-1]
    assert root is not None
    assert pages is not None
    catalog = (
        b"<< /Type /Catalog /Pages " + pages.group(1) + b" /OpenAction << /S /JavaScript /JS (app.launchURL('x')) >>"
        b" /Names << /EmbeddedFiles << /Names [ (evil.csv) 901 0 R ] >> >> >>"
    )
    added = content + b"\n"
    places = {}
    for number, body in (
        (int(root.group(1)), catalog),
        (901, b"<< /Type /Filespec /F (evil.csv) /EF << /F 902 0 R >> >>"),
        (902, b"<< /Type /EmbeddedFile /Length 9 >> stream\n1,2,3,4,5\nendstream"),
    ):
        places[number] = len(added)
        added += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    at = len(added)
    trailer = b"trailer << /Size 903 /Root %s 0 R /Prev %s >>\n" % (root.group(1), before)
    return added + b"xref\n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % at


PRINTS: dict[str, Print] = {
    "ruled": Print(),
    "ruled, one head": Print(heads_repeat=False),
    "ruled, lying": Print(lies=True, size=11),
    "rules below": Print(rules=RULES_BELOW),
    "outline alone": Print(rules=OUTLINE),
    "no rules": Print(rules=()),
    "no rules, no grouping": Print(rules=(), grouped=False, size=7),
    "English": Print(rules=(), font="Helvetica", head=ENGLISH, above=("Repayment schedule", "Loan of Mr. X")),
    "English, ruled": Print(font="Times-Roman", head=ENGLISH, above=("Repayment schedule",)),
    "slanted watermark": Print(behind=slanted),
    "slanted watermark, no rules": Print(rules=(), behind=slanted),
    "level watermark": Print(behind=level),
    "level watermark, no rules": Print(rules=(), behind=level),
    "seal": Print(behind=seal),
    "locked for the owner alone": Print(font="Helvetica", head=ENGLISH, above=(), passwords=("", "owner")),
}
