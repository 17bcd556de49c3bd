"""Writes `corpus/`: table files in the lay-outs of banks, portals and spreadsheets, each with what is right for it.

Run by hand (`python -m tests.imports.corpus_maker`) when a lay-out is added; a test reads the committed files.
All people and figures are made up. The rows come from the annuity formula below, never from the reader. Each lay-out
names its source: the head words of public templates and pages, in our own tables.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final

import openpyxl

FOLDER: Final = Path(__file__).with_name("corpus")
CENT: Final = Decimal("0.01")
Row = dict[str, Any]

ISSUE = "issue 17, own figures after public complaints"
HERMES = "jlfex/hermes, assignedRepayDetail.ftl"
TUOTIAN = "tuotiansudai/tuotiansudai, invest-repay-list.ftl"
KARAZAM = "xudongyi/karazam-santian, myrepayment/plans.ftl"
WEBFRAME = "sarins/webframe, interior_pay_export_excel.jsp (a page sent as .xls)"
WPS = "MengleiZhao/nkgl_tjsfj, payment.jsp (a page as WPS writes it)"
AMORTIZATION = "investorswiki/content, amortization_schedule.md, and the usual spreadsheet template"
PRINT = "the usual two-line head of a bank's printed 还款计划表 (本期应还 over 本金 利息 合计)"
DETAIL = "the usual 还款明细 with 应还 and 实还 side by side"


def cents(value: Decimal) -> Decimal:
    """Half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def annuity(principal: str, rate: str, count: int, first: date, number: int = 1, fee: str = "0") -> list[Row]:
    """Equal installments; the last row takes what rounding has left."""
    owed, month = Decimal(principal), Decimal(rate) / 1200
    power = (1 + month) ** count
    payment = cents(owed * month * power / (power - 1))
    rows: list[Row] = []
    for index in range(count):
        interest = cents(owed * month)
        part = owed if index == count - 1 else payment - interest
        months = first.month - 1 + index
        due = date(first.year + months // 12, months % 12 + 1, first.day)
        rows.append(
            {
                "n": number + index,
                "due": due,
                "opening": owed,
                "principal": part,
                "interest": interest,
                "fee": Decimal(fee),
                "payment": part + interest + Decimal(fee),
                "balance": owed - part,
            }
        )
        owed -= part
    return rows


HOUSE = annuity("120000", "3.1", 12, date(2026, 1, 20))
FEES = annuity("120000", "3.1", 12, date(2026, 1, 20), fee="36")
FUND = annuity("100000", "2.6", 12, date(2026, 1, 20))
TRADE = annuity("500000", "3.1", 12, date(2026, 1, 20))
LONG = annuity("800000", "3.6", 60, date(2026, 1, 20))
EARLY = Decimal("30000.00")


def after_prepayment() -> list[Row]:
    """The house loan with 30,000.00 paid early on 8 May 2026 and lower installments after it."""
    left = HOUSE[3]["balance"] - EARLY
    rest = annuity(str(left), "3.1", 8, date(2026, 5, 20), number=5)
    return [*HOUSE[:4], {**rest[0], "prepaid": EARLY}, *rest[1:]]


PREPAID = after_prepayment()
LOANS: Final[dict[str, dict[str, Any]]] = {
    "house": {"lent": "120000.00", "rate": "3.1", "paid_out": "2025-12-20", "rows": HOUSE},
    "fees": {"lent": "120000.00", "rate": "3.1", "paid_out": "2025-12-20", "rows": FEES},
    "fund": {"lent": "100000.00", "rate": "2.6", "paid_out": "2025-12-20", "rows": FUND},
    "long": {"lent": "800000.00", "rate": "3.6", "paid_out": "2025-12-20", "rows": LONG},
    "prepaid": {"lent": "120000.00", "rate": "3.1", "paid_out": "2025-12-20", "rows": PREPAID},
    "left": {"lent": "120000.00", "rate": "3.1", "paid_out": "2025-12-20", "rows": HOUSE[4:]},
}
CASES: list[dict[str, Any]] = []


def text(value: object) -> str:
    """A cell as plain text."""
    return value.isoformat() if isinstance(value, date) else str(value)


def lines(rows: Sequence[Row], fields: str, made: dict[str, Callable[[Row], object]] | None = None) -> list[list[str]]:
    """The named columns of rows; `made` computes those that are no field."""
    makers = made or {}
    return [
        [text(makers[name](row) if name in makers else row.get(name, "")) for name in fields.split()] for row in rows
    ]


def as_csv(table: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Separated values."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)
    return out.getvalue().encode(encoding)


def as_html(table: Sequence[Sequence[Any]], charset: str = "utf-8", around: str = "{}") -> bytes:
    """A page; a cell may be (words, colspan, rowspan)."""
    body = ""
    for line in table:
        body += "<tr>"
        for cell in line:
            words, across, down = cell if isinstance(cell, tuple) else (cell, 1, 1)
            body += f"<td class=xl24 style='mso-number-format:\"\\@\"' colspan={across} rowspan={down}>{words}</td>"
        body += "</tr>\n"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><style>td{{}}</style>'
        f"</head><body>{around.format(f'<table border=1>{body}</table>')}</body></html>"
    )
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def as_xlsx(table: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """A workbook with typed cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table:
        sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in line])
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def case(name: str, source: str, content: bytes, loan: str, expects: str = "proved", **more: object) -> None:
    """Writes a file and notes what is right for it."""
    (FOLDER / name).write_bytes(content)
    CASES.append({"file": name, "source": source, "loan": loan, "expects": expects, **more})


PLAIN = "n due principal interest payment balance"
HEAD = "期数 还款日期 本金 利息 月供 剩余本金".split()


def one_head() -> None:
    """One row of head words, in the words and marks of different banks."""
    heads = {
        "hermes": (HERMES, "期数 计划还款日期 应还本金 应还利息 应还总额 剩余本金"),
        "printed": (PRINT, "期次 应还款日期 应还本金（元） 应还利息（元） 本息合计（元） 贷款余额（元）"),
        "remaining_unpaid": (PRINT, "第几期 应还日期 本期应还本金 本期应还利息 应还金额 剩余未还本金"),
        "fund_centre": (PRINT, "期号 扣款日期 偿还本金 偿还利息 月还款额 本金余额"),
        "english": (AMORTIZATION, "No. Due_date Principal Interest Payment Balance"),
        "amortization": (
            AMORTIZATION,
            "Payment_No. Payment_Date Principal_Payment Interest_Payment Total_Payment Ending_Balance",
        ),
        "spaced": (PRINT, "期　数 还　款　日 本　金 利　息 月　供 剩　余　本　金"),
        "after_in_brackets": (PRINT, "期数 还款日 本金 利息 月供 剩余本金（还款后）"),
    }
    for name, (source, words) in heads.items():
        head = [word.replace("_", " ") for word in words.split(" ")]
        case(f"head-{name}.csv", source, as_csv([head, *lines(HOUSE, PLAIN)]), "house")
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        case(f"encoding-{encoding}.csv", ISSUE, as_csv([HEAD, *lines(HOUSE, PLAIN)], encoding), "house")
    case("tabs.txt", ISSUE, as_csv([HEAD, *lines(HOUSE, PLAIN)], separator="\t"), "house")
    case("semicolons.csv", ISSUE, as_csv([HEAD, *lines(HOUSE, PLAIN)], separator=";"), "house")
    quoted = [[*line[:2], *(f"{Decimal(cell):,.2f}" for cell in line[2:])] for line in lines(HOUSE, PLAIN)]
    case("quoted-thousands.csv", ISSUE, as_csv([HEAD, *quoted]), "house")
    case("long.csv", PRINT, as_csv([HEAD, *lines(LONG, PLAIN)]), "long")
    case("left.csv", PRINT, as_csv([HEAD, *lines(HOUSE[4:], PLAIN)]), "left")


def counted() -> None:
    """Numbers, dates and formulas as texts."""
    digits = "一二三四五六七八九"

    def chinese(row: Row) -> str:
        n = row["n"]
        return f"第{('十' if n > 9 else '') + (digits[n % 10 - 1] if n % 10 else '')}期"

    numbers: dict[str, Callable[[Row], object]] = {
        "chinese": chinese,
        "of": lambda row: f"{row['n']}/12",
        "padded": lambda row: f"{row['n']:03d}",
    }
    for name, maker in numbers.items():
        case(f"number-{name}.csv", KARAZAM, as_csv([HEAD, *lines(HOUSE, PLAIN, {"n": maker})]), "house")
    dates: dict[str, Callable[[Row], object]] = {
        "chinese": lambda row: f"{row['due'].year}年{row['due'].month}月{row['due'].day}日",
        "compact": lambda row: f"{row['due']:%Y%m%d}",
        "with_time": lambda row: f"{row['due']} 00:00:00",
        "serial": lambda row: (row["due"] - date(1899, 12, 30)).days,
    }
    for name, maker in dates.items():
        case(f"date-{name}.csv", ISSUE, as_csv([HEAD, *lines(HOUSE, PLAIN, {"due": maker})]), "house")
    formulas = [",".join(f'="{cell}"' for cell in line) for line in quoted_lines()]
    case("text-formulas.csv", ISSUE, "\n".join([",".join(HEAD), *formulas]).encode(), "house")
    doubled = [[f'="{cell}"' for cell in line] for line in quoted_lines()]
    case("text-formulas-quoted.csv", ISSUE, as_csv([HEAD, *doubled]), "house")
    yuan = [[*line[:2], *(f"￥{cell}元" for cell in line[2:])] for line in lines(HOUSE, PLAIN)]
    case("yuan-signs.csv", ISSUE, as_csv([HEAD, *yuan]), "house")
    newest = [HEAD, *lines(HOUSE[::-1], PLAIN)]
    case("newest-first.csv", DETAIL, as_csv(newest), "house")
    case("newest-first-without-numbers.csv", DETAIL, as_csv([line[1:] for line in newest]), "house", derived=["n"])


def quoted_lines() -> list[list[str]]:
    """The house loan with separators of thousands."""
    return [[*line[:2], *(f"{Decimal(cell):,.2f}" for cell in line[2:])] for line in lines(HOUSE, PLAIN)]


def columns() -> None:
    """Columns that are easily taken for others, units, and columns that follow from the rest."""
    total = sum(row["interest"] for row in HOUSE)
    paid = {row["n"]: sum(one["interest"] for one in HOUSE[: row["n"]]) for row in HOUSE}
    made: dict[str, Callable[[Row], object]] = {
        "interest_left": lambda row: total - paid[row["n"]],
        "all_left": lambda row: row["balance"] + total - paid[row["n"]],
        "wan": lambda row: (row["balance"] / 10_000).quantize(Decimal("0.0001"), ROUND_HALF_UP),
        "paid_so_far": lambda row: Decimal(120000) - row["balance"],
        "count_left": lambda row: 12 - row["n"],
        "rate": lambda _row: "3.1%",
        "interest_so_far": lambda row: paid[row["n"]],
    }

    def put(name: str, head: str, fields: str, expects: str = "proved", source: str = ISSUE, **more: object) -> None:
        content = as_csv([head.split(), *lines(HOUSE, fields, made)])
        case(f"columns-{name}.csv", source, content, "house", expects, **more)

    put(
        "interest-left",
        "期数 还款日 月供 本金 剩余利息 剩余本金",
        "n due payment principal interest_left balance",
        derived=["interest"],
    )
    put(
        "all-left",
        "期数 还款日 本金 利息 剩余本息 剩余本金",
        "n due principal interest all_left balance",
        derived=["payment"],
    )
    put(
        "opening",
        "期数 还款日期 本金 利息 月供 剩余本金（还款前）",
        "n due principal interest payment opening",
        derived=["balance"],
    )
    put(
        "opening-unsaid",
        "期数 还款日期 本金 利息 月供 剩余本金",
        "n due principal interest payment opening",
        derived=["balance"],
    )
    put(
        "opening-and-ending",
        "期数 还款日期 期初本金 本金 利息 月供 期末本金余额",
        "n due opening principal interest payment balance",
    )
    put(
        "wan",
        "期数 还款日期 本金(元) 利息(元) 月供(元) 剩余本金(万元)",
        "n due principal interest payment wan",
        derived=["balance"],
    )
    put(
        "so-far",
        "期数 还款日 累计已还本金 本金 利息 累计利息 月供 剩余期数 年利率(%) 剩余本金",
        "n due paid_so_far principal interest interest_so_far payment count_left rate balance",
        source=AMORTIZATION,
    )
    put("no-balance", "期数 还款日 本金 利息 月供", "n due principal interest payment", derived=["balance"])
    put("two-columns", "还款日 本金 利息", "due principal interest", derived=["n", "payment", "balance"])
    put("no-principal", "期数 还款日 月供 利息 剩余本金", "n due payment interest balance", derived=["principal"])
    wan = [
        ["单位：万元"],
        HEAD,
        *lines(
            HOUSE,
            PLAIN,
            {
                name: (lambda row, name=name: (row[name] / 10_000).normalize())
                for name in ("principal", "interest", "payment", "balance")
            },
        ),
    ]
    case("columns-all-in-wan.csv", WEBFRAME, as_csv(wan), "house", derived=None)
    combined = [
        [
            "期数",
            "还款日",
            "商贷本金",
            "商贷利息",
            "商贷月供",
            "商贷余额",
            "公积金本金",
            "公积金利息",
            "公积金月供",
            "公积金余额",
            "合计月供",
        ],
        *(
            [
                text(x)
                for x in (
                    t["n"],
                    t["due"],
                    t["principal"],
                    t["interest"],
                    t["payment"],
                    t["balance"],
                    f["principal"],
                    f["interest"],
                    f["payment"],
                    f["balance"],
                    t["payment"] + f["payment"],
                )
            ]
            for t, f in zip(TRADE, FUND, strict=True)
        ),
    ]
    case("columns-combined.csv", ISSUE, as_csv(combined), "fund")
    case("columns-combined-no-part-fits.csv", ISSUE, as_csv(combined), "house", "refuted")


def fees() -> None:
    """What borrowers pay beside interest."""
    head = "期数 还款日期 应还总额 应还本金 应还利息 担保费 剩余本金".split()
    fields = "n due payment principal interest fee balance"
    case("fee-in-payment.csv", ISSUE, as_csv([head, *lines(FEES, fields)]), "fees", fee="36.00")
    apart: dict[str, Callable[[Row], object]] = {"payment": lambda row: row["principal"] + row["interest"]}
    case(
        "fee-apart.csv", KARAZAM, as_csv([head, *lines(FEES, fields, apart)]), "fees", fee="36.00", derived=["payment"]
    )
    both = "期次 应还日期 应还本金 应还利息 本息合计 服务费 应还总额 剩余本金".split()
    made = {"parts": apart["payment"]}
    case(
        "fee-two-totals.csv",
        KARAZAM,
        as_csv([both, *lines(FEES, "n due principal interest parts fee payment balance", made)]),
        "fees",
        fee="36.00",
    )
    three = "期次 应还日期 应还本金 应还利息 保险费 服务费 费用合计 应还总额 剩余本金".split()
    parts: dict[str, Callable[[Row], object]] = {"one": lambda _row: "20.00", "two": lambda _row: "16.00"}
    case(
        "fee-with-its-total.csv",
        TUOTIAN,
        as_csv([three, *lines(FEES, "n due principal interest one two fee payment balance", parts)]),
        "fees",
        fee="36.00",
    )
    two = "期次 应还日期 应还本金 应还利息 保险费 服务费 应还总额 剩余本金".split()
    case(
        "fee-two-columns.csv",
        TUOTIAN,
        as_csv([two, *lines(FEES, "n due principal interest one two payment balance", parts)]),
        "fees",
        fee="36.00",
    )
    swapped = "期数 还款日期 应还总额 应还本金 担保费 应还利息 剩余本金".split()
    case(
        "fee-and-interest-swapped.csv",
        ISSUE,
        as_csv([swapped, *lines(FEES, fields)]),
        "fees",
        "unproved",
        reason="fee_like_interest",
    )


def two_heads() -> None:
    """Groups of columns, with merged cells and without, due beside paid."""
    top = ["期次", "还款日期", "本期应还", "", "", "剩余本金"]
    low = ["", "", "本金", "利息", "合计", ""]
    body = lines(HOUSE, PLAIN)
    case("two-heads.csv", PRINT, as_csv([top, low, *body]), "house")
    case(
        "two-heads-titled.csv",
        PRINT,
        as_csv([["个人住房贷款还款计划表"], ["借款人：王**", "利率：3.10%"], top, low, *body]),
        "house",
    )
    typed = [[row[name] for name in PLAIN.split()] for row in HOUSE]
    case("two-heads.xlsx", PRINT, as_xlsx([top, low, *typed], ["C1:E1", "A1:A2", "B1:B2", "F1:F2"]), "house")
    case(
        "three-heads.xlsx",
        PRINT,
        as_xlsx([["还款计划", "", "", "", "", ""], top, low, *typed], ["A1:F1", "C2:E2"]),
        "house",
    )
    spanned: list[list[Any]] = [
        [("期次", 1, 2), ("还款日期", 1, 2), ("本期应还", 3, 1), ("剩余本金", 1, 2)],
        ["本金", "利息", "合计"],
    ]
    case("two-heads.xls", WEBFRAME, as_html([*spanned, *body], "gb2312"), "house")
    groups = ["期次", "应还", "", "", "", "实还", "", "", "", "剩余本金"]
    under = ["", "日期", "本金", "利息", "合计", "日期", "本金", "利息", "合计", ""]
    both = []
    for row in HOUSE:
        done = row["n"] <= 3
        paid = [row["due"], row["principal"], row["interest"], row["payment"]] if done else ["--"] * 4
        both.append(
            [
                text(x)
                for x in (
                    row["n"],
                    row["due"],
                    row["principal"],
                    row["interest"],
                    row["payment"],
                    *paid,
                    row["balance"],
                )
            ]
        )
    facts = {str(n): HOUSE[n - 1]["due"].isoformat() for n in (1, 2, 3)}
    case("due-and-paid.csv", DETAIL, as_csv([groups, under, *both]), "house", paid_on=facts)
    flat = "期数 应还日期 应还本金 应还利息 应还总额 实还日期 实还本金 实还利息 实还总额 剩余本金".split()
    case("due-and-paid-flat.csv", TUOTIAN, as_csv([flat, *both]), "house", paid_on=facts)
    case("due-and-paid.xls", DETAIL, as_html([flat, *both]), "house", paid_on=facts)


def pages() -> None:
    """Pages that were saved as a spreadsheet, and what stands around a table."""
    body = [HEAD, *lines(HOUSE, PLAIN)]
    case("page.xls", WEBFRAME, as_html(body), "house")
    case("page-gbk.xls", WEBFRAME, as_html(body, "gbk"), "house")
    noise = (
        "<script>var a='<table><tr><td>1';</script><!-- <table> --><p>结果</p>{}<table><tr><td>返回</td></tr></table>"
    )
    case("page-with-scripts.html", WEBFRAME, as_html(body, around=noise), "house")
    case(
        "page-wps.htm",
        WPS,
        as_html(body, around='<!--[if gte mso 9]><xml></xml><![endif]--><div x:publishsource="Excel">{}</div>'),
        "house",
    )
    nested = "<table><tr><td>菜单</td><td>{}</td></tr></table>"
    case("page-nested.html", KARAZAM, as_html(body, around=nested), "house")
    case(
        "page-without-table.html",
        ISSUE,
        "<html><body><p>请登录</p></body></html>".encode(),
        "house",
        "refused",
        reason="not_a_table",
    )
    case("letter.pdf.csv", ISSUE, b"%PDF-1.7 made up", "house", "refused", reason="not_a_table")


def kinds_of_rows() -> None:
    """Totals, subtotals, prepayments, repeated heads, an installment in two parts."""
    body = lines(HOUSE, PLAIN)
    year = ["2026年小计", "", "59507.41", "1504.85", "61012.26", ""]
    foot = [["合计", "", "120000.00", "2024.53", "122024.53", ""], ["备注：以银行系统为准"]]
    case("totals.csv", PRINT, as_csv([HEAD, *body[:6], year, *body[6:], *foot]), "house")
    case("repeated-heads.csv", PRINT, as_csv([HEAD, *body[:6], ["第 1 页 共 2 页"], HEAD, *body[6:]]), "house")
    payout = ["0", "2025-12-20", "0.00", "0.00", "0.00", "120000.00"]
    case("payout-row.csv", PRINT, as_csv([HEAD, payout, *body]), "house")
    later = lines(PREPAID, PLAIN)
    left = text(HOUSE[3]["balance"] - EARLY)
    early = {"on": "2026-05-08", "amount": "30000.00", "effect": "lower_installment"}
    named = ["提前还款", "2026-05-08", "30000.00", "0.00", "30000.00", left]
    case("prepayment-row.csv", ISSUE, as_csv([HEAD, *later[:4], named, *later[4:]]), "prepaid", prepayments=[early])
    blank = ["", "2026-05-08", "30000.00", "0.00", "30000.00", left]
    case(
        "prepayment-without-number.csv",
        ISSUE,
        as_csv([HEAD, *later[:4], blank, *later[4:]]),
        "prepaid",
        prepayments=[early],
    )
    newest = [HEAD, *reversed([*later[:4], named, *later[4:]])]
    case("prepayment-newest-first.csv", DETAIL, as_csv(newest), "prepaid", prepayments=[early])
    column: dict[str, Callable[[Row], object]] = {"prepaid": lambda row: row.get("prepaid", "")}
    case(
        "prepayment-column.csv",
        AMORTIZATION,
        as_csv(
            [
                [*HEAD[:5], "提前还款", HEAD[5]],
                *lines(PREPAID, "n due principal interest payment prepaid balance", column),
            ]
        ),
        "prepaid",
    )
    row = HOUSE[2]
    part = Decimal("4000.00")
    first = [text(x) for x in (3, row["due"], part, "0.00", part, row["opening"] - part)]
    second = [
        text(x)
        for x in (3, row["due"], row["principal"] - part, row["interest"], row["payment"] - part, row["balance"])
    ]
    case("two-parts.csv", DETAIL, as_csv([HEAD, *body[:2], first, second, *body[3:]]), "house")


def wrong() -> None:
    """What must never be stored without a question."""
    body = lines(HOUSE, PLAIN)
    unquoted = "\n".join([",".join(HEAD), *(",".join(line) for line in quoted_lines())])
    case("unquoted-thousands.csv", ISSUE, unquoted.encode(), "house", "wider")
    case("one-cell-too-many.csv", ISSUE, as_csv([HEAD, body[0], [*body[1], "x"], *body[2:]]), "house", "wider")
    empty = [[*line, "", ""] for line in body]
    case("empty-cells-at-the-end.csv", ISSUE, as_csv([HEAD, *empty]), "house")

    def changed(row: int, column: int, value: str) -> list[list[str]]:
        return [
            HEAD,
            *([*line[:column], value, *line[column + 1 :]] if n == row else line for n, line in enumerate(body)),
        ]

    case(
        "misprint-balance.csv",
        ISSUE,
        as_csv(changed(5, 5, "60464.41")),
        "house",
        "contradicts",
        broken=[7, 8],
        rows=None,
    )
    case(
        "misprint-payment.csv", ISSUE, as_csv(changed(5, 4, "10186.71")), "house", "contradicts", broken=[7], rows=None
    )
    case("misprint-interest.csv", ISSUE, as_csv(changed(5, 3, "128.00")), "house", "contradicts", broken=[7], rows=None)
    for one, other in ((2, 3), (2, 4), (2, 5), (3, 4), (3, 5), (4, 5)):
        head = list(HEAD)
        head[one], head[other] = head[other], head[one]
        case(f"swapped-{one}-{other}.csv", ISSUE, as_csv([head, *body]), "house", "refuted")
    case("other-loan.csv", ISSUE, as_csv([HEAD, *lines(LONG, PLAIN)]), "house", "refuted")
    case("ends-early.csv", ISSUE, as_csv([HEAD, *body[:11]]), "house", "contradicts", broken=[12], rows=None)
    case(
        "row-missing.csv",
        ISSUE,
        as_csv([HEAD, *body[:5], *body[6:]]),
        "house",
        "problem",
        problem=[7, "A", "not_in_order"],
    )
    case(
        "row-missing-unnumbered.csv",
        ISSUE,
        as_csv([line[1:] for line in [HEAD, *body[:5], *body[6:]]]),
        "house",
        "contradicts",
        broken=[7],
        rows=None,
    )
    earlier = [[line[0], text(date(int(line[1][:4]) - 4, int(line[1][5:7]), 19)), *line[2:]] for line in body]
    case("before-payout.csv", ISSUE, as_csv([HEAD, *earlier]), "house", "refuted", reason="before_payout")
    case("gap.csv", ISSUE, as_csv(changed(3, 2, "待定")), "house", "problem", problem=[5, "C", "no_amount"])
    case("unknown-heads.csv", ISSUE, as_csv([["甲", "乙", "丙", "丁", "戊", "己"], *body]), "house", "missing")
    second = [[*line[:2], text(date(2026, int(line[1][5:7]), 5)), *line[2:]] for line in body]
    case(
        "two-due-dates.csv", ISSUE, as_csv([["期数", "还款日期", "扣款日期", *HEAD[2:]], *second]), "house", "ambiguous"
    )
    empty_workbook = as_xlsx([[]])
    case("empty.xlsx", ISSUE, empty_workbook, "house", "refused", reason="empty")


def main() -> None:
    """Everything anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for make in (one_head, counted, columns, fees, two_heads, pages, kinds_of_rows, wrong):
        make()
    loans = {
        name: {**loan, "rows": [{key: text(value) for key, value in row.items()} for row in loan["rows"]]}
        for name, loan in LOANS.items()
    }
    index = {"loans": loans, "cases": CASES}
    (FOLDER / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(CASES))


if __name__ == "__main__":
    main()
