"""S-3: does the lender's table add up? The verdict, what it rests on, the odd figures, and the yearly cost."""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.language import Language
from borrower_app.lending.audit import FIELDS, AuditResult
from borrower_app.lending.money import Money
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_choices import choices_with_households
from borrower_app.presentation.reading.own_words import own_mark, table_owner
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import audit_of, rows_of
from borrower_app.presentation.schedule.counting_words import counting_sentences
from borrower_app.presentation.schedule.figures_to_ask import figures_to_ask
from borrower_app.presentation.schedule.household_check import household_check
from borrower_app.presentation.schedule.schedule_check import check_pill, field_name, figure_text, unknown_terms_words
from borrower_app.presentation.schedule.views import CheckView
from borrower_app.presentation.schedule.yearly_cost import cost_view
from borrower_app.presentation.words.glossary import marked
from borrower_app.presentation.words.parts import Action, EmptyView, Line, Pair, Piece
from borrower_app.records.loan import InstallmentTable, Loan
from borrower_app.records.own_loan_record import OwnLoanRecord, own_record_of

_MOST_SHOWN: Final = 6


def check_view(reading: Reading, loan_id: str) -> CheckView:
    """The page for a loan ("" = the first)."""
    say = reading.language.say
    title = say("Does the table add up?")
    together = household_check(reading, loan_id)
    if together is not None:
        return together
    loans = [held.record for held in reading.snapshot.loans]
    if not loans:
        told = say("Once the lender's records are here, this app computes every row again.")
        return CheckView(title, "", (), "", empty=EmptyView(say("No loan yet"), told, "plan"))
    loan = next((loan for loan in loans if loan.id == loan_id), loans[0])
    names = choices_with_households(reading)
    held = reading.snapshot.tables.get(loan.id)
    if held is None or not held.record.rows:
        told = say("{lender} has sent no table for this loan.", lender=reading.lender_name)
        empty = EmptyView(say("No table yet"), told, "plan")
        return CheckView(title, loan.id, names, say("Which loan"), empty=empty)
    found = audit_of(loan, held.record)
    cost = cost_view(reading, loan, held.record)
    base = CheckView(
        title=title,
        loan_id=loan.id,
        loans=names,
        loans_name=say("Which loan"),
        pill=check_pill(found, reading.language),
        cost_title=cost.title,
        cost=cost.pairs,
        cost_note=cost.note,
        actions=(Action(say("See the schedule"), opens("S-1", loan.id)),),
        mark=own_mark(loan, reading.language),
    )
    own = own_record_of(loan)
    if own is not None and own.is_computed:
        return _nothing_to_compare(base, reading, own)
    if found.agrees is True:
        return _agreeing(base, reading, loan, held.record, found)
    if found.agrees is None:
        return _unchecked(base, reading, loan, found)
    if found.is_open:
        return _left_open(base, reading, loan, held.record, found)
    return _odd(base, reading, loan, held.record, found)


def _nothing_to_compare(base: CheckView, reading: Reading, loan: OwnLoanRecord) -> CheckView:
    say = reading.language.say
    take_over = Action(say("Take over the bank's table"), opens("S-6", loan.id))
    ask = say(
        "Ask {lender} for the repayment table, as a CSV or Excel file if possible.", lender=reading.lender_of(loan)
    )
    return msgspec.structs.replace(
        base,
        pill=None,
        headline=say("There is no table of the bank to check yet"),
        lead=say(
            "This app computed the table from what you entered. With the bank's own table it can compare the two."
        ),
        findings=(_line("phone", "plain", ask),),
        actions=(take_over, *base.actions),
    )


def _agreeing(base: CheckView, reading: Reading, loan: Loan, table: InstallmentTable, found: AuditResult) -> CheckView:
    language = reading.language
    say = language.say
    sums = (
        say("Each row's principal and interest add up to its payment."),
        say("Each row begins with the principal that the row before left."),
        say("The principal parts add up to the loan, and after the last row nothing is owed."),
    )
    lines = [
        Line("ok", "good", marked(language, sums[0], "principal", "interest", "payment")),
        Line("ok", "good", (Piece(sums[1]),)),
        Line("ok", "good", (Piece(sums[2]),)),
    ]
    told = counting_sentences(found, table.rows[0].payment.currency, language)
    lines += [_line("ok", "good", words) for words in told]
    forecast = sum(row.forecast for row in table.rows)
    if forecast:
        told = language.say_count(
            "{count} row is a forecast at today's rate: it will change with the next repricing.",
            "{count} rows are a forecast at today's rate: they will change with the next repricing.",
            forecast,
        )
        lines.append(Line("info", "plain", marked(language, told, "forecast", "repricing")))
    return msgspec.structs.replace(
        base,
        headline=language.say_count(
            "The table of {lender} adds up: all {count} row, to the last cent",
            "The table of {lender} adds up: all {count} rows, to the last cent",
            len(table.rows),
            lender=table_owner(reading, loan),
        ),
        lead=say("This app computed every row again from the loan's own terms and found no difference."),
        findings=tuple(lines),
    )


def _left_open(base: CheckView, reading: Reading, loan: Loan, table: InstallmentTable, found: AuditResult) -> CheckView:
    """No way of counting gives the table: nothing is called wrong, the figures to ask about are named."""
    say = reading.language.say
    lines = []
    if found.arithmetic_errors:
        lines.append(_line("warn", "caution", say("Besides, its own sums do not add up in places.")))
    asked = say(
        "Ask {lender}: from which day to which, over how many days a year and at which rate was each of them counted?",
        lender=reading.lender_of(loan),
    )
    lines.append(_line("phone", "plain", asked))
    lines.append(_line("info", "plain", say("The lender's table stays what is shown and what is owed.")))
    return msgspec.structs.replace(
        base,
        headline=say("This app does not know how some figures of {lender} were counted", lender=table_owner(reading, loan)),
        lead=say(
            "It tried the usual ways of counting days and of rounding, and none gives every figure."
            " That alone does not make a figure wrong."
        ),
        findings=tuple(lines),
        **figures_to_ask(table, found, reading.language),
    )


def _unchecked(base: CheckView, reading: Reading, loan: Loan, found: AuditResult) -> CheckView:
    table = reading.snapshot.tables[loan.id].record
    say = reading.language.say
    lender = reading.lender_of(loan)
    reasons = {
        "terms_unknown": lambda: unknown_terms_words(reading, loan),
        "starts_late": lambda: say(
            "Because the table begins with installment {number}: what was before it is not known.",
            number=table.rows[0].n,
        ),
        "no_rows": lambda: say("Because the table has no rows."),
    }
    lines = []
    if found.arithmetic_errors:
        lines.append(_line("warn", "caution", say("Its own sums do not add up: see below.")))
    else:
        lines.append(_line("ok", "good", say("The table does not contradict itself: its sums add up.")))
    ask = say("You can ask {lender}: by which rate and which count of days was each row computed?", lender=lender)
    lines.append(_line("phone", "plain", ask))
    return msgspec.structs.replace(
        base,
        headline=say("This table can't be checked by this app"),
        lead=reasons[found.reason or "terms_unknown"](),
        findings=tuple(lines),
        **_contradictions(reading, table, found),
    )


def _odd(base: CheckView, reading: Reading, loan: Loan, table: InstallmentTable, found: AuditResult) -> CheckView:
    language = reading.language
    say = language.say
    lender = reading.lender_of(loan)
    lines = []
    more = found.costs_more
    currency = table.rows[0].payment.currency
    if more and found.is_determined:
        amount = language.money(Money(abs(more), currency))
        if more > 0:
            told = say("If it stays so, you pay {amount} more over the rest of the loan.", amount=amount)
        else:
            told = say("If it stays so, you pay {amount} less over the rest of the loan.", amount=amount)
        lines.append(_line("warn", "caution", told))
    asked = say(
        "An odd figure need not be a mistake: a change this app does not know of may be behind it. Ask {lender}.",
        lender=lender,
    )
    lines.append(_line("phone", "plain", asked))
    lines.append(_line("info", "plain", say("The lender's table stays what is shown and what is owed.")))
    first = found.first_difference
    if first is None:
        headline = say("The table of {lender} contradicts itself", lender=table_owner(reading, loan))
        odd = _contradictions(reading, table, found)
    else:
        headline = say("From installment {number} on, a figure does not follow from the terms", number=first.n)
        odd = _differences(reading, loan, table, found)
    return msgspec.structs.replace(
        base,
        headline=headline,
        lead=_first_odd_words(reading, table, found),
        findings=tuple(lines),
        **odd,
    )


def _first_odd_words(reading: Reading, table: InstallmentTable, found: AuditResult) -> str:
    """Since when, and by how much; amounts and dates have a difference, a missing row has none."""
    language = reading.language
    say = language.say
    told = say("This app computed every row again from the loan's own terms.")
    first = found.first_difference
    row = next((row for row in table.rows if first is not None and row.n == first.n), None)
    if first is None or row is None or not isinstance(first.stated, int) or not isinstance(first.computed, int):
        return told
    if first.field == "n":
        return told
    off = language.money(Money(abs(first.stated - first.computed), row.payment.currency))
    since = (
        say(
            "The first odd figure is in the row due on {day}; it is {amount} too high.",
            day=language.date(row.due),
            amount=off,
        )
        if first.stated > first.computed
        else say(
            "The first odd figure is in the row due on {day}; it is {amount} too low.",
            day=language.date(row.due),
            amount=off,
        )
    )
    return told + language.pick("", " ") + since


def _differences(reading: Reading, loan: Loan, table: InstallmentTable, found: AuditResult) -> dict[str, object]:
    """Of each odd row the first odd figure, both values, and by how much."""
    language = reading.language
    say = language.say
    currency = table.rows[0].payment.currency
    stated = rows_of(loan, table)
    computed = found.computed.rows if found.computed is not None else ()
    pairs: list[Pair] = []
    for mine, theirs in zip(computed, stated, strict=False):
        name = next((name for name in FIELDS if getattr(mine, name) != getattr(theirs, name)), None)
        if name is None:
            continue
        if len(pairs) == _MOST_SHOWN:
            break
        words = say("Installment {number}: {field}", number=theirs.n, field=field_name(name, language))
        value = say(
            "{stated} in the table, {computed} computed",
            stated=figure_text(getattr(theirs, name), currency, language),
            computed=figure_text(getattr(mine, name), currency, language),
        )
        pairs.append(Pair((Piece(words),), (Piece(value),)))
    return _told_odd(reading, pairs, found.differences)


def _contradictions(reading: Reading, table: InstallmentTable, found: AuditResult) -> dict[str, object]:
    language = reading.language
    say = language.say
    currency = table.rows[0].payment.currency
    pairs = [
        Pair(
            (Piece(say("Installment {number}: {field}", number=error.n, field=_rule_name(error.rule, language))),),
            (
                Piece(
                    say(
                        "{stated} in the table, {computed} by its own sums",
                        stated=figure_text(error.stated, currency, language),
                        computed=figure_text(error.expected, currency, language),
                    )
                ),
            ),
        )
        for error in found.arithmetic_errors[:_MOST_SHOWN]
    ]
    return _told_odd(reading, pairs, len(found.arithmetic_errors))


def _told_odd(reading: Reading, pairs: list[Pair], count: int) -> dict[str, object]:
    if not pairs:
        return {}
    language = reading.language
    note = ""
    if count > len(pairs):
        note = language.say_count(
            "{count} more row differs; it may follow from the first.",
            "{count} more rows differ; they may follow from the first.",
            count - len(pairs),
        )
    return {"odd_title": language.say("The odd figures"), "odd": tuple(pairs), "odd_note": note}


def _rule_name(rule: str, language: Language) -> str:
    say = language.say
    return {
        "parts_sum_to_payment": say("the sum of principal and interest"),
        "balance_chain": say("the principal left"),
        "last_balance_zero": say("the principal left at the end"),
        "principal_sums_to_loan": say("the sum of all principal parts"),
    }[rule]


def _line(icon: str, tone: str, words: str) -> Line:
    return Line(icon, tone, (Piece(words),))  # type: ignore[arg-type]
