"""S-2: what paying early does. Shorter term beside lower installment, the contract's terms, and the next repricing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from borrower_app.lending.terms import Terms
from borrower_app.presentation.intents import WhatIfEntry, opens
from borrower_app.presentation.reading.loan_choices import loan_names
from borrower_app.presentation.reading.own_words import own_mark, table_owner
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import terms_as_computed
from borrower_app.presentation.what_if.entry import all_objections, compare_entry, first_entry, read_entry, soonest_day
from borrower_app.presentation.what_if.outcomes import outcome_views
from borrower_app.presentation.what_if.prepayment_words import clause_of, clause_words
from borrower_app.presentation.what_if.rates import rate_lines, rates_note
from borrower_app.presentation.what_if.saved import SavedWhatIf, same_as, saved_views, what_if_of
from borrower_app.presentation.what_if.views import WhatIfFormView, WhatIfView
from borrower_app.presentation.words.glossary import explained, marked
from borrower_app.presentation.words.money_words import short_money
from borrower_app.presentation.words.parts import Action, EmptyView, Line, Piece, Words
from borrower_app.records.loan import InstallmentTable, Loan


def what_if_view(
    reading: Reading, loan_id: str, entry: WhatIfEntry | None, what_ifs: Sequence[SavedWhatIf] = ()
) -> WhatIfView:
    """The page for a loan ("" = the first); without an entry it begins with an amount and a day the contract allows."""
    say = reading.language.say
    loans = [held.record for held in reading.snapshot.loans]
    title = say("What if you pay early?")
    if not loans:
        told = say("Once the lender's records are here, you can try out here what paying early does.")
        empty = EmptyView(say("No loan yet"), told, "plan")
        return WhatIfView(title, "", (), "", WhatIfEntry("", ""), _form(reading), empty=empty)
    loan = next((loan for loan in loans if loan.id == loan_id), loans[0])
    mark = own_mark(loan, reading.language)
    names = loan_names(reading)
    base = WhatIfView(title, loan.id, names, say("Which loan"), WhatIfEntry("", ""), _form(reading), mark=mark)
    held = reading.snapshot.tables.get(loan.id)
    terms, matches = terms_as_computed(loan, held.record) if held is not None else (None, False)
    rows = held.record.rows if held is not None else ()
    if held is None or terms is None or loan.method.value == "flat" or not rows or rows[-1].due <= reading.today:
        empty = EmptyView(
            say("This can't be computed for this loan"), _why_not(reading, loan), "ask", _to_schedule(reading, loan)
        )
        return msgspec.structs.replace(base, empty=empty)
    base = msgspec.structs.replace(
        base,
        entry=entry or first_entry(reading, loan, held.record),
        clause=_clause(reading, loan),
        soonest=_soonest(reading, loan, held.record),
        rates_title=say("What if the rate changes at the next repricing?"),
        rates=rate_lines(reading, loan, terms),
        rates_note=rates_note(reading),
        actions=(_to_schedule(reading, loan),),
        saved_title=say("What-ifs saved on this computer"),
        saved=saved_views(reading, loan.id, what_ifs),
    )  # fmt: skip
    shown = _computed(reading, loan, held.record, terms, base)
    if not shown.outcomes:
        return shown
    what_if = what_if_of(reading, loan.id, shown.entry, "")
    # What the contract does not allow can be looked at, but the lender is not asked for it from here.
    is_allowed = not any(line.tone == "caution" for line in shown.notes)
    return msgspec.structs.replace(
        shown,
        notes=(*shown.notes, *_honest(reading, loan, matches=matches)),
        request=_request(reading, loan) if is_allowed else None,
        can_save=what_if is not None and not any(same_as(what_if, kept) for kept in what_ifs),
    )


def _form(reading: Reading) -> WhatIfFormView:
    say = reading.language.say
    return WhatIfFormView(
        amount=say("Pay early"),
        amount_question=say("How much to pay early"),
        day=say("on"),
        day_question=say("On which day"),
        compute=say("Compute"),
        often_name=say("How often"),
        often=(("once", say("Once")), ("yearly", say("Every year on this day"))),
        save=say("Save this what-if"),
    )


def _clause(reading: Reading, loan: Loan) -> Words:
    language = reading.language
    told = clause_words(reading, loan)
    return (explained(language, "prepayment", begins=True), Piece(language.pick("：", ": ") + told))


def _why_not(reading: Reading, loan: Loan) -> str:
    say = reading.language.say
    table = reading.snapshot.tables.get(loan.id)
    if table is not None and table.record.rows and table.record.rows[-1].due <= reading.today:
        return say("Its last due date has passed.")
    if loan.method.value == "flat":
        return say(
            "With flat interest every payment holds interest on the whole first amount."
            " Whether paying early saves any is for {lender} to say.",
            lender=reading.lender_of(loan),
        )
    return say("{lender} has not told everything the table rests on.", lender=reading.lender_name)


def _to_schedule(reading: Reading, loan: Loan) -> Action:
    return Action(reading.language.say("See the schedule"), opens("S-1", loan.id))


def _request(reading: Reading, loan: Loan) -> Action | None:
    """The way to ask the lender for it, where it takes such requests; the page shows it once there is a guide."""
    discovery = reading.snapshot.discovery
    if loan.is_own:
        return None
    if discovery is None or "prepayment_request" not in discovery.capabilities:
        return None
    words = reading.language.say("Ask {lender} to pay early", lender=reading.lender_name)
    return Action(words, opens("S-4", loan.id))


def _soonest(reading: Reading, loan: Loan, table: InstallmentTable) -> tuple[str, str]:
    day = soonest_day(reading, loan, table.rows[-1].due)
    if day is None:
        return "", ""
    return day.isoformat(), reading.language.say("As soon as possible: {day}", day=reading.language.date(day))


def _computed(reading: Reading, loan: Loan, table: InstallmentTable, terms: Terms, base: WhatIfView) -> WhatIfView:
    language = reading.language
    say = language.say
    read = read_entry(reading, loan, table.rows[-1].due, base.entry)
    if read.is_wrong:
        return msgspec.structs.replace(base, amount_error=read.amount_error, day_error=read.day_error)
    compared = compare_entry(terms, read.planned)
    if compared is None:
        return msgspec.structs.replace(
            base, amount_error=say("This can't be computed; try a smaller amount or another day.")
        )
    amount = read.planned[0].amount
    notes = [Line("warn", "caution", (Piece(words),)) for words in all_objections(reading, loan, read.planned)]
    if amount.minor > loan.outstanding_principal.minor:
        owed = language.money(loan.outstanding_principal)
        more = say("That is more than is still owed ({owed}); no more than that can be paid early.", owed=owed)
        notes.append(Line("info", "plain", (Piece(more),)))
    shown = short_money(language, amount)
    return msgspec.structs.replace(
        base,
        title=say("Paying {amount} early each year: what happens", amount=shown)
        if base.entry.yearly
        else say("Paying {amount} early: what happens", amount=shown),
        outcomes=outcome_views(reading, compared, clause_of(loan.prepayment_terms)),
        notes=tuple(notes),
    )


def _honest(reading: Reading, loan: Loan, *, matches: bool) -> list[Line]:
    language = reading.language
    say = language.say
    rate = language.percent(loan.annual_rate)
    lines = []
    if loan.repricing is not None:
        told = say(
            "Computed by this app at today's rate of {rate}; it changes with every repricing."
            " The figures of {lender} are the ones that count.",
            rate=rate,
            lender=reading.lender_of(loan),
        )
    else:
        told = say(
            "Computed by this app at the rate of {rate}. The figures of {lender} are the ones that count.",
            rate=rate,
            lender=reading.lender_of(loan),
        )
    lines.append(Line("info", "plain", marked(language, told, "repricing")))
    if not matches:
        told = say(
            "This app could not compute the table of {lender} again figure by figure, so these are rough figures.",
            lender=table_owner(reading, loan),
        )
        lines.append(Line("warn", "caution", (Piece(told),)))
    return lines
