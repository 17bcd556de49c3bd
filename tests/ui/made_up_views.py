"""Made-up views of the pages about the lender's records, in both languages; figures and names are invented."""
# ruff: noqa: E501 - a Chinese and an English sentence stand beside each other; Chinese counts double there

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from borrower_app.language import Language
from borrower_app.presentation.cards.views import CardsView, InstrumentView, MandateView
from borrower_app.presentation.contact.views import ContactView, DetailView, PersonView
from borrower_app.presentation.debits.attempt import attempt_view
from borrower_app.presentation.debits.views import AttemptView, DebitsView, TimelineGroup, TimelineRow
from borrower_app.presentation.home.checks import checks_view
from borrower_app.presentation.home.home import home_view
from borrower_app.presentation.home.views import HomeView, StatusView
from borrower_app.presentation.intents import Address, MarkRead, RemindAbout, WhatIfEntry, opens
from borrower_app.presentation.messages.views import MessagesView, MessageView
from borrower_app.presentation.reading.schedule_views import ChartMark, ChartPoint, ChartView, ScheduleView, TableRow
from borrower_app.presentation.reading.urgent_debits import urgent_attempts
from borrower_app.presentation.records.ask import ask_view
from borrower_app.presentation.records.record import record_view
from borrower_app.presentation.schedule.check import check_view
from borrower_app.presentation.schedule.export_page import export_view
from borrower_app.presentation.schedule.export_views import ExportState, ExportView, Stage
from borrower_app.presentation.schedule.schedule import schedule_page_view
from borrower_app.presentation.what_if.saved import what_if_of
from borrower_app.presentation.what_if.views import WhatIfView
from borrower_app.presentation.what_if.what_if import what_if_view
from borrower_app.presentation.words.parts import (
    Action,
    EmptyView,
    HopView,
    Line,
    LoanView,
    Pair,
    Piece,
    PillView,
    PlannedDebitView,
    Words,
)
from tests.support.story_snapshot import reading_of

Say = Callable[[str, str], str]
ViewOf = Callable[[Language], object]


def w(text: str) -> Words:
    return (Piece(text),)


def hotline(z: Say) -> Words:
    before = z(
        "要找人问：示例银行官方电话 955XX（请您自己拨打），本页编号和扣款编号 ",
        "To ask a person: Example Bank 955XX (dial it yourself). Read out the screen code and the debit number ",
    )
    return (
        Piece(before),
        Piece("4821 0934", strong=True),
        Piece(z(" 念给客服即可，不用念卡号。", ", never your card number.")),
    )


def home_failed(language: Language) -> HomeView:
    z = language.pick
    ask = Action(z("可以这样问 ›", "How to ask ›"), opens("D-2", "a1"))
    mandate = z("代扣授权", "mandate")
    told = z("您同意示例银行从这张卡扣款的协议。", "Your consent that Example Bank debits this card.")
    return HomeView(
        StatusView(
            PillView(z("扣款失败", "Debit failed"), "bad", "stop"),
            z("11 月 20 日的月供扣款失败：卡里余额不足", "The debit of 20 Nov failed: not enough money on the card"),
            (
                Piece(z("请在", "Before ")),
                Piece(z("今晚（周五）22:30 前", "tonight (Fri) 22:30"), strong=True),
                Piece(z("，让尾号 1234 的工商银行卡里至少有 ", ", have at least ")),
                Piece(z("4,003.40 元", "CNY 4,003.40"), strong=True),
                Piece(z("。示例银行计划那时再扣一次。", " on the ICBC card ending in 1234. Example Bank plans to try again.")),
            ),
            (
                w(z("今天 24:00 前扣款成功，不收罚息（合同第 12 条）。", "Debited before 24:00: no penalty (clause 12).")),
                (Piece(z("会不会影响征信：示例银行还没有说明，", "Credit record: Example Bank has not said. ")),
                 Piece(ask.text, action=ask)),
            ),
            (
                Action(z("看看怎么办", "See what to do"), opens("D-2", "a1")),
                Action(z("存好了，22:30 后提醒我看结果", "The money is in; remind me after 22:30"), RemindAbout("a1")),
            ),
            z("按了不会马上扣款。", "Pressing does not debit at once."),
            z("还有 3 小时 12 分", "3 h 12 min left"),
        ),
        z("接下来的扣款", "Next debits"),
        (
            PlannedDebitView(w(z("今晚 22:30 补扣 11 月这一期", "Tonight 22:30, for November")), z("4,003.40 元", "CNY 4,003.40")),
            PlannedDebitView(w(z("12 月 20 日（周日）扣 12 月这一期", "Sun 20 Dec, for December")), z("4,003.40 元", "CNY 4,003.40")),
        ),
        (
            Line("ok", "good", w(z("卡有效到 2029 年 3 月", "The card is valid to Mar 2029"))),
            Line("ok", "good", (Piece(mandate, explanation=told),
                                Piece(z("有效，约定每次最多扣 10,000 元", " is valid, at most CNY 10,000 a debit")))),
            Line("ask", "plain", w(z("工商银行一次最多让扣多少：工商银行没有告诉示例银行",
                                     "How much ICBC allows at once: it has not told Example Bank"))),
            Line("warn", "caution", w(z("身份证 12 月 2 日到期", "The ID card expires on 2 Dec")),
                 Action(z("看怎么更新", "How to renew"), opens("P-1"))),
        ),
        (
            LoanView(
                "l1", z("商业贷款", "Commercial loan"), z("937,238.78 元", "CNY 937,238.78"),
                (Piece(z("还没还的", "still owed: ")), Piece(z("本金", "principal"), explanation=z("借的钱，不含利息。", "Without interest."))),
                z("贷款总额 1,000,000 元，不含利息", "of CNY 1,000,000, without interest"), 63,
                z("本金已还 6.3%", "6.3% of the principal repaid"), z("本金已还 6.3%", "6.3% repaid"),
                z("第 34 期，共 360 期", "Installment 34 of 360"),
                (Pair(w(z("年利率", "Annual rate")), (Piece("2.60%（"), Piece("LPR", explanation=z("贷款市场报价利率。", "The market rate.")),
                                                   Piece(z(" 3.50% − 90 基点）", " 3.50% − 90 bp）")))),),
            ),
        ),
        hotline=hotline(z),
    )  # fmt: skip


def home_calm(language: Language) -> HomeView:
    z = language.pick
    failed = home_failed(language)
    status = StatusView(
        PillView(z("一切正常", "All well"), "good", "ok"),
        z("12 月 20 日要扣 4,003.40 元", "CNY 4,003.40 will be debited on 20 Dec"),
        w(z("请在 12 月 19 日晚上前，让工商银行 •••• 1234 里有 4,003.40 元以上。上一期 11 月 20 日已经扣成。",
            "Have CNY 4,003.40 or more on ICBC •••• 1234 by the evening of 19 Dec. The debit of 20 Nov went well.")),
    )  # fmt: skip
    return HomeView(status, failed.planned_title, failed.planned[1:], failed.checks[:3], failed.loans * 3)


def attempt_failed(language: Language) -> AttemptView:
    z = language.pick
    return AttemptView(
        z("扣款记录 › 11 月 20 日 › 编号 4821 0934", "Debits › 20 Nov › No. 4821 0934"),
        z("11 月 20 日扣款失败：卡里余额不足", "The debit of 20 Nov failed: not enough money"),
        PillView(z("原因由工商银行确认", "Reason confirmed by ICBC"), "plain", "bank"),
        z("现在怎么办", "What to do now"),
        (Piece(z("今晚 22:30 前，让这张卡里至少有 ", "Before 22:30 tonight have at least ")),
         Piece(z("4,003.40 元", "CNY 4,003.40"), strong=True), Piece(z("。", " on this card."))),
        (w(z("把钱存进或转进您自己的这张卡就行，不要转给任何个人或陌生账户。卡里还有多少钱，只有您和工商银行看得到。",
             "Pay it into your own card, never to a person or a strange account. Only you and ICBC see how much is on it.")),),
        (Action(z("存好了，22:30 后提醒我看结果", "The money is in; remind me after 22:30"), RemindAbout("a1")),
         Action(z("换一张还款卡", "Change the card"), opens("C-1"))),
        z("按了不会马上扣款。换卡赶不上今晚，这一期请先存进 1234 这张卡。", "Pressing does not debit. A new card is too late for tonight."),
        z("接下来会怎样", "What happens next"),
        (
            Line("clock", "accent", w(z("示例银行计划今晚 22:30 再扣 4,003.40 元", "Example Bank plans CNY 4,003.40 at 22:30"))),
            Line("ok", "good", w(z("扣款成功：这一期结清，不收罚息（第 12 条）", "Debited: settled, no penalty (clause 12)"))),
            Line("warn", "caution", w(z("22:30 又失败：24:00 前还能用示例银行手机银行自己还（官方说明）", "Fails again: pay by app until 24:00"))),
            Line("warn", "caution", w(z("到明天还没还：每天罚息约 0.43 元（第 13 条），并算逾期", "Unpaid tomorrow: about CNY 0.43 a day"))),
        ),
        z("对您有什么影响", "What it means for you"),
        (
            Line("ok", "good", w(z("现在没有罚息。今天 24:00 前都算按时（合同第 12 条）。", "No penalty now. On time until 24:00 (clause 12)."))),
            Line("ask", "plain", (Piece(z("会不会影响征信：示例银行还没有说明。", "Credit record: Example Bank has not said. ")),
                                  Piece(z("可以这样问 ›", "How to ask ›"), action=Action("?", opens("M-1"))))),
        ),
        z("依据", "Evidence"),
        (w(z("工商银行答复：代码 51「资金不足」，08:01", "ICBC: code 51 “insufficient funds”, 08:01")),
         w(z("应扣 4,003.40 = 本金 1,972.72 + 利息 2,030.68", "4,003.40 = principal 1,972.72 + interest 2,030.68"))),
        hops_title=z("详细经过", "The way it went"),
        hops=(
            HopView(z("示例银行", "Example Bank"), z("08:00 已发出", "08:00 sent"), "good"),
            HopView(z("银联通道", "UnionPay"), z("08:00 已转交", "08:00 passed on"), "good"),
            HopView(z("工商银行 •••• 1234", "ICBC •••• 1234"), z("08:01 扣款失败（代码 51）", "08:01 failed (code 51)"), "bad"),
        ),
        hotline=hotline(z),
    )  # fmt: skip


def attempt_unknown(language: Language) -> AttemptView:
    z = language.pick
    failed = attempt_failed(language)
    return AttemptView(
        z("扣款记录 › 11 月 20 日", "Debits › 20 Nov"),
        z("还不知道扣成没有", "Not known yet whether it was debited"),
        PillView(z("结果未知，正在核对", "Outcome unknown, checking"), "caution", "clock"),
        failed.step_title,
        w(z("先不要另外转账，可能会扣两次。", "Don't pay separately now: it could be taken twice.")),
        (w(z("不是您的操作造成的。示例银行会在今天 18:00 前和工商银行对账。", "Nothing you did. Example Bank checks with ICBC by 18:00.")),),
        (Action(z("结果出来提醒我", "Tell me the result"), RemindAbout("a2")),),
        meaning_title=failed.meaning_title,
        meanings=failed.meanings[:1],
        evidence_title=failed.evidence_title,
        evidence=failed.evidence,
        hops=(*failed.hops[:2], HopView(failed.hops[2].name, z("没有回答", "No answer"), "caution")),
        hops_first=True,
        hotline=failed.hotline,
    )  # fmt: skip


def debits(language: Language) -> DebitsView:
    z = language.pick
    states = [
        ("bad", "stop", z("扣款失败，今晚再扣", "Failed, again tonight")),
        ("caution", "clock", z("结果未知，正在核对", "Outcome unknown, checking")),
        ("good", "ok", z("扣款成功", "Debited")),
        ("accent", "bank", z("已扣款，等入账", "Debited, not yet posted")),
    ]
    rows = tuple(
        TimelineRow(
            f"a{number}",
            z(f"{11 - number} 月这一期 · 工商银行 •••• 1234", f"Installment {34 - number} · ICBC •••• 1234"),
            z(f"{11 - number} 月 20 日（周五）08:01", f"Fri 20, month {11 - number}, 08:01"),
            z("4,003.40 元", "CNY 4,003.40"),
            PillView(text, tone, icon),  # type: ignore[arg-type]
            z("卡里余额不足，由工商银行确认", "Not enough money, confirmed by ICBC") if number == 0 else "",
            "4821 0934",
        )
        for number, (tone, icon, text) in enumerate(states)
    )
    return DebitsView(z("扣款记录", "Debits"), (TimelineGroup("2026", rows), TimelineGroup("2025", rows[2:3])))


def schedule(language: Language) -> ScheduleView:
    z = language.pick
    rows: list[TableRow] = []
    for number in range(1, 361):
        years, month = divmod(number, 12)
        day = dt.date(2024 + years, month + 1, 20)
        if number == 1 or month == 0:
            rows.append(TableRow("year", (str(day.year),)))
        if number == 36:
            told = z("2027 年 1 月 1 日重定价：按那时的 LPR 重新算利率，月供可能变多也可能变少。以下各期按最近一次公布的 LPR 预计",
                     "Repricing on 1 Jan 2027: the rate is set anew by the LPR of that day. The rows below are a forecast")  # fmt: skip
            rows.append(TableRow("repricing", (told,)))
        kind = "paid" if number < 34 else "now" if number == 34 else "due" if number < 36 else "forecast"
        state = {
            "paid": z("已还", "Paid"),
            "now": z("扣款失败，今晚再扣 ›", "Failed, again tonight ›"),
            "due": z("待还", "Due"),
            "forecast": z("按今天利率预计", "Forecast"),
        }[kind]
        cells = (str(number), day.isoformat(), "1,972.72", "2,030.68", "4,003.40", "935,266.06", state)
        rows.append(TableRow(kind, cells, "a1" if kind == "now" else ""))  # type: ignore[arg-type]
    heads = z(
        "期|还款日|本金|利息|月供|还完这期后剩余本金|状态",
        "No.|Due date|Principal|Interest|Payment|Principal left|State",
    )
    return ScheduleView(
        z("还款计划", "Repayment schedule"),
        "l1",
        (("l1", z("商业贷款", "Commercial")), ("l2", z("公积金贷款", "Provident fund"))),
        z("哪一笔贷款", "Which loan"),
        tuple(heads.split("|")),
        tuple(rows),
        next(index for index, row in enumerate(rows) if row.kind == "now"),
        PillView(z("金额由本软件重新计算，一致", "Computed again by this app: it agrees"), "good", "ok"),
        chart=ChartView(
            tuple(ChartPoint(180_000 + n * 600, 220_000 - n * 580) for n in range(360)),
            (ChartMark(33, z("现在", "now"), True), ChartMark(35, z("重定价", "repricing"))),
            z("本金和利息", "Principal and interest"),
            z("第 1 期本金 1,800.00 元，利息 2,200.00 元", "Installment 1: principal 1,800.00, interest 2,200.00"),
            (z("本金", "Principal"), z("利息", "Interest"), z("现在", "Now")),
            z(
                "按现在的利率算，一共要还约 144.1 万元，其中利息约 44.1 万元",
                "At today's rate about CNY 1,441,000 in all",
            ),
        ),
    )


def what_if_saved(language: Language) -> WhatIfView:
    reading = reading_of("insufficient_funds", language.code)
    entry = WhatIfEntry("100000", "2027-01-25", yearly=True)
    loan_id = reading.snapshot.loans[0].record.id
    trial = what_if_of(reading, loan_id, entry, "t1")
    assert trial is not None
    return what_if_view(reading, loan_id, entry, (trial, msgspec.structs.replace(trial, yearly=False)))


def export(language: Language, stage: Stage) -> ExportView:
    reading = reading_of("combined_one_part_failed", language.code)
    loan_id = reading.snapshot.loans[0].record.id
    place = "/home/somebody/Documents/a-very-long-folder-name-without-any-space/2026/" + "x" * 80 + ".pdf"
    return export_view(reading, loan_id, ExportState(stage, loan_id, place, "forbidden"))


def cards(language: Language) -> CardsView:
    z = language.pick
    return CardsView(
        z("还款卡与授权", "Cards and mandates"),
        (
            InstrumentView(
                z("工商银行 •••• 1234", "ICBC •••• 1234"),
                PillView(z("正在使用", "In use"), "good", "ok"),
                (w(z("储蓄卡，二类户 · 还：商业贷款", "Debit card, class II · pays: commercial loan")),),
                (Line("warn", "caution", w(z("二类户付给别家银行每天最多 1 万元。本期 4,003.40 元，没有超过。",
                                             "A class II account pays other banks at most CNY 10,000 a day: enough."))),),
                (Action(z("换一张还款卡", "Change the card"), opens("C-2")),),
            ),
        ),
        (
            MandateView(
                (Piece(z("代扣授权", "Mandate"), explanation=z("您同意扣款的协议。", "Your consent to debits.")), Piece(" WT-2207")),
                PillView(z("有效", "Valid"), "good", "ok"),
                (
                    Pair(w(z("谁可以扣", "Who may debit")), w(z("示例银行", "Example Bank"))),
                    Pair(w(z("只能用于", "Only for")), w(z("商业贷款还款", "Commercial loan"))),
                    Pair(w(z("单笔上限", "Limit a debit")), w(z("10,000.00 元", "CNY 10,000.00"))),
                    Pair(w(z("有效期到", "Valid until")), w("2030-01-01")),
                ),
                (Action(z("续签或修改", "Renew or change"), opens("C-2")),
                 Action(z("终止授权", "End the mandate"), opens("C-2"), danger=True)),
            ),
        ),
    )  # fmt: skip


def contact(language: Language) -> ContactView:
    z = language.pick
    details = (
        DetailView("c1", "phone", z("手机号", "Phone"), "190 •••• 0000", z("2024 年 3 月更新", "Updated Mar 2024"),
                   reveal=z("按住查看", "Hold to see"), action=Action(z("更改", "Change"), opens("C-2", "phone"), accessible_name=z("更改手机号", "Change the phone"))),
        DetailView("c1", "id", z("身份证", "ID card"), "3••••••X", pill=PillView(z("12 月 2 日到期", "Expires 2 Dec"), "caution", "warn")),
        DetailView("c1", "address", z("地址", "Address"), z("北京市海淀区••••", "Haidian, Beijing••••"), z("2021 年", "2021")),
    )  # fmt: skip
    note = Line(
        "warn",
        "caution",
        w(z("工商银行留的手机号可能和这里的不一样，验证码会发到那个号码。", "ICBC may hold another phone.")),
    )
    return ContactView(
        z("我的资料", "My details"), (PersonView(z("示例银行记录的您", "You, as held"), details),), (note,)
    )


def messages(language: Language) -> MessagesView:
    z = language.pick
    return MessagesView(
        z("消息", "Messages"),
        z("收到的", "Received"),
        (
            MessageView("m1", z("11 月扣款未成功", "The November debit failed"), z("示例银行，11 月 20 日 08:05", "Example Bank, 20 Nov 08:05"),
                        z("您 11 月的还款未能扣款。<b>请勿</b>点击任何链接。", "Your debit failed. <b>Never</b> follow links."),
                        PillView(z("未读", "Unread"), "accent", "mail"),
                        (Action(z("标为已读", "Mark as read"), MarkRead("m1"), accessible_name=z("标为已读：11 月扣款未成功", "Mark as read: November")),)),
        ),
        z("发出的", "Sent"),
        (
            MessageView("o1", z("更改电子邮箱", "Change of e-mail"), z("今天 09:12 存在本机", "Saved here today 09:12"), "",
                        PillView(z("需要您处理", "Needs you"), "caution", "warn"),
                        (Action(z("看一看", "Look at it"), opens("F-4", "o1"), accessible_name=z("看一看：更改电子邮箱", "Look at it: e-mail")),)),
        ),
    )  # fmt: skip


def _of_the_failed_debit(story: str, language: Language, subject: str) -> object:
    """A view about a story's failed debit: its record, or its page where no subject is named."""
    reading = reading_of(story, language.code)
    attempt = urgent_attempts(reading)[0].id
    return record_view(reading, subject.format(attempt=attempt)) if subject else attempt_view(reading, attempt)


def lender_views() -> dict[str, tuple[Address, ViewOf]]:
    """Every page about the lender's records, with its empty state, by a name for the test's report."""

    def empty(language: Language) -> EmptyView:
        return EmptyView(
            language.pick("这里还没有内容", "Nothing is here yet"),
            language.pick("有了会在这里。", "It will stand here."),
        )

    return {
        "home-failed": (Address("H-1"), home_failed),
        "home-calm": (Address("H-1"), home_calm),
        "attempt-failed": (Address("D-2", "a1"), attempt_failed),
        "attempt-unknown": (Address("D-2", "a2"), attempt_unknown),
        "debits": (Address("D-1"), debits),
        "debits-empty": (Address("D-1"), lambda language: DebitsView("D", empty=empty(language))),
        "schedule": (Address("S-1"), schedule),
        "schedule-empty": (
            Address("S-1"),
            lambda language: ScheduleView("S", "", (), "", (), (), empty=empty(language)),
        ),
        "what-if": (
            Address("S-2"),
            lambda language: what_if_view(
                reading_of("insufficient_funds", language.code), "", WhatIfEntry("5000", "2026-11-25")
            ),
        ),
        "what-if-saved": (Address("S-2"), what_if_saved),
        "schedule-story": (
            Address("S-1"),
            lambda language: schedule_page_view(reading_of("repriced", language.code), "loan-commercial"),
        ),
        "schedule-odd": (
            Address("S-1"),
            lambda language: schedule_page_view(reading_of("table_wrong", language.code), ""),
        ),
        "schedule-combined": (
            Address("S-1"),
            lambda language: schedule_page_view(reading_of("combined_one_part_failed", language.code), ""),
        ),
        "export": (Address("S-7"), lambda language: export(language, "idle")),
        "export-exists": (Address("S-7"), lambda language: export(language, "exists")),
        "export-failed": (Address("S-7"), lambda language: export(language, "failed")),
        "what-if-wrong": (
            Address("S-2"),
            lambda language: what_if_view(
                reading_of("combined_one_part_failed", language.code), "", WhatIfEntry("", "")
            ),
        ),
        "what-if-flat": (
            Address("S-2"),
            lambda language: what_if_view(reading_of("flat_consumer_loan", language.code), "", None),
        ),
        "check-odd": (Address("S-3"), lambda language: check_view(reading_of("table_wrong", language.code), "")),
        "check-well": (Address("S-3"), lambda language: check_view(reading_of("all_well", language.code), "")),
        "record-debit": (
            Address("E-1", "debit_attempt"),
            lambda language: _of_the_failed_debit("overdue_40_days", language, "debit_attempt:{attempt}"),
        ),
        "record-card": (
            Address("E-1", "instrument"),
            lambda language: _of_the_failed_debit("co_borrower_card", language, "instrument:card-6072@{attempt}"),
        ),
        "record-loan": (
            Address("E-1", "loan"),
            lambda language: record_view(reading_of("insufficient_funds", language.code), "loan:loan-commercial"),
        ),
        "ask": (
            Address("E-2"),
            lambda language: ask_view(reading_of("all_well", language.code), "bank_limit:loan-commercial"),
        ),
        "ask-by-hand": (
            Address("E-2", "by_hand"),
            lambda language: ask_view(reading_of("all_well", language.code), "by_hand:loan-commercial"),
        ),
        "checks": (Address("H-2"), lambda language: checks_view(reading_of("checks_warn", language.code))),
        "home-checks-warn": (Address("H-1"), lambda language: home_view(reading_of("checks_warn", language.code))),
        "attempt-others-act": (Address("D-2"), lambda language: _of_the_failed_debit("channel_down", language, "")),
        "attempt-overdue": (Address("D-2"), lambda language: _of_the_failed_debit("overdue_40_days", language, "")),
        "cards": (Address("C-1"), cards),
        "cards-empty": (Address("C-1"), lambda language: CardsView("C", empty=empty(language))),
        "contact": (Address("P-1"), contact),
        "messages": (Address("M-1"), messages),
    }
