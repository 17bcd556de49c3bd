"""The checks before the next debit on Home (the pressing ones, few) and on H-2 (every one, with what it rests on)."""

from __future__ import annotations

from typing import Final

import msgspec

from borrower_app.debits.preflight_facts import Check, CheckResult, PreflightFacts, Verdict, Why
from borrower_app.presentation.home.own_home import own_check_lines
from borrower_app.presentation.home.preflight_words import ask_action, evidence_action, fix_action, line_of
from borrower_app.presentation.home.views import CheckGroup, ChecksView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.planned_debits import Planned, planned_debits
from borrower_app.presentation.reading.preflight_reading import NextChecks, next_checks
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Line, Piece
from borrower_app.records.own_loan_record import own_record_of

_MOST_PRESSING: Final = 3
_WORTH_KNOWING: Final = (Check.CARD, Check.MANDATE_SINGLE)
_ABOUT_THE_DEBIT_ITSELF: Final = (Check.DEBIT_DAY, Check.AMOUNT, Check.ARREARS, Check.HOLDER)
_WORTH_ASKING: Final = (Check.BANK_SINGLE, Check.DEBIT_DAY, Check.CARD, Check.MANDATE, Check.MANDATE_SINGLE)


def check_lines(
    reading: Reading, planned: tuple[Planned, ...], checks: NextChecks | None, *, is_calm: bool = True
) -> tuple[Line, ...]:
    """For Home: what is pressing first, then card and mandate, one thing to ask, and the way to all checks.

    While a debit has failed only what is pressing: the plan for today comes first, and Home fits one screen.
    """
    first = own_record_of(planned[0].loan) if planned else None
    if first is not None:
        lines_of_own = own_check_lines(reading, first)
        return lines_of_own if checks is None else (*lines_of_own, _rest(reading, list(checks.results)))
    if checks is None:
        return ()
    facts, results = checks.facts, checks.results
    shown = _pressing(results)[:_MOST_PRESSING]
    lines = [line_of(reading, facts, result, fix_action(reading, facts, result)) for result in shown]
    if is_calm and len(shown) < _MOST_PRESSING:
        quiet = [r for r in results if r.verdict is Verdict.FINE and r.check in _WORTH_KNOWING]
        # Beside something pressing one good word is enough: Home stays short.
        quiet = quiet[-1:] if shown else quiet
        shown += quiet
        lines += [line_of(reading, facts, result, None) for result in quiet]
    if is_calm and len(shown) < _MOST_PRESSING:
        asked = [r for check in _WORTH_ASKING for r in results if r.check is check and r.verdict is Verdict.UNKNOWN]
        shown += asked[:1]
        lines += [line_of(reading, facts, result, ask_action(reading, facts, result)) for result in asked[:1]]
    return (*lines, _rest(reading, [result for result in results if result not in shown]))


def _pressing(results: tuple[CheckResult, ...]) -> list[CheckResult]:
    """Problems, then attentions. A cap shared with other payments is no news as long as it is high enough."""
    problems = [result for result in results if result.verdict is Verdict.PROBLEM]
    noted = [r for r in results if r.verdict is Verdict.ATTENTION and r.why is not Why.CLASS_CAP_SHARED]
    return [*problems, *sorted(noted, key=lambda result: result.check not in _ABOUT_THE_DEBIT_ITSELF)]


def _rest(reading: Reading, rest: list[CheckResult]) -> Line:
    """How many checks are not shown, and the way to them."""
    language = reading.language
    say = language.say
    action = Action(
        say("See all checks"), opens("H-2"), accessible_name=say("See all checks before the debit, and their records")
    )
    problems = sum(result.verdict is Verdict.PROBLEM for result in rest)
    attentions = sum(result.verdict is Verdict.ATTENTION for result in rest)
    fine = sum(result.verdict is Verdict.FINE for result in rest)
    untold = sum(result.verdict is Verdict.UNKNOWN for result in rest)
    parts = [
        language.say_count("{count} problem", "{count} problems", problems) if problems else "",
        language.say_count("{count} to note", "{count} to note", attentions) if attentions else "",
        language.say_count("{count} fine", "{count} fine", fine) if fine else "",
        language.say_count("{count} not known", "{count} not known", untold) if untold else "",
    ]
    words = say("Other checks: {parts}", parts=language.list_of([part for part in parts if part]))
    return Line("info", "bad" if problems else "plain", (Piece(words),), action)


def checks_view(reading: Reading, _subject: str = "") -> ChecksView | None:
    """H-2; None while no debit lies ahead."""
    checks = next_checks(reading, planned_debits(reading))
    if checks is None:
        return None
    language = reading.language
    say = language.say
    facts, results = checks.facts, checks.results
    titles = {
        Verdict.PROBLEM: say("Would stop the debit"),
        Verdict.ATTENTION: say("To note"),
        Verdict.UNKNOWN: say("Not known: you can ask"),
        Verdict.FINE: say("No problem found"),
    }
    groups = tuple(
        CheckGroup(title, lines)
        for verdict, title in titles.items()
        if (lines := tuple(_full_line(reading, facts, result) for result in results if result.verdict is verdict))
    )
    lead = say(
        "{amount} will be debited on {day} for {loan}.",
        amount=language.money(facts.amount),
        day=language.day_with_weekday(checks.earliest_day),
        loan=facts.loan.name,
    )
    note = say("A check is fine only where a record says so. No check can see how much money is on the card.")
    return ChecksView(say("Checks before the next debit"), say("Back"), lead, groups, note)


def _full_line(reading: Reading, facts: PreflightFacts, result: CheckResult) -> Line:
    """The line with its way to the record, or to the question where no record tells."""
    line = line_of(reading, facts, result, ask_action(reading, facts, result) or evidence_action(reading, result))
    fix = fix_action(reading, facts, result) if result.verdict in (Verdict.PROBLEM, Verdict.ATTENTION) else None
    if fix is None or line.action is None:
        return line
    gap = Piece(reading.language.pick("。", ". "))
    return msgspec.structs.replace(line, words=(*line.words, gap, Piece(fix.text, action=fix)))
