"""S-3 for a combined loan: the verdict and the yearly cost of each part, none hidden by another."""

from __future__ import annotations

from borrower_app import masking
from borrower_app.lending.audit import AuditResult
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.loan_choices import choices_with_households, household_of
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.reading.table_audit import audit_of
from borrower_app.presentation.schedule.schedule_check import check_pill
from borrower_app.presentation.schedule.views import CheckView
from borrower_app.presentation.schedule.yearly_cost import effective_cost
from borrower_app.presentation.words.parts import Action, Line, Pair, Piece, PillView
from borrower_app.records.loan import Loan


def household_check(reading: Reading, subject: str) -> CheckView | None:
    """The page of a combined loan; None for any other subject."""
    household = household_of(reading, subject)
    if household is None:
        return None
    say = reading.language.say
    verdicts = [(part, _finding(reading, part)) for part in household.parts]
    agreeing = sum(found is not None and found.agrees is True for _part, found in verdicts)
    odd = sum(found is not None and found.agrees is False and not found.is_open for _part, found in verdicts)
    asking = sum(found is not None and found.is_open for _part, found in verdicts)
    if odd:
        pill = PillView(say("A figure is odd"), "caution", "warn")
        headline = say("In one table a figure does not follow from the terms")
    elif asking:
        pill = PillView(say("Computed again by this app: some figures to ask about"), "caution", "ask")
        headline = say("In one table there are figures to ask about")
    elif agreeing == len(verdicts):
        pill = PillView(say("Computed again by this app: it adds up"), "good", "ok")
        headline = say("The tables of all parts add up")
    else:
        pill = PillView(say("Can't be checked"), "plain", "ask")
        headline = say("Not every table can be checked")
    return CheckView(
        title=say("Does the table add up?"),
        loan_id=subject,
        loans=choices_with_households(reading),
        loans_name=say("Which loan"),
        pill=pill,
        headline=headline,
        lead=say("Each part is checked by its own terms."),
        findings=tuple(_line(reading, part, found) for part, found in verdicts),
        cost_title=say("What each part really costs a year"),
        cost=tuple(_cost(reading, part) for part in household.parts),
        actions=(Action(say("See the schedule"), opens("S-1", subject)),),
    )


def _finding(reading: Reading, part: Loan) -> AuditResult | None:
    held = reading.snapshot.tables.get(part.id)
    return audit_of(part, held.record) if held is not None and held.record.rows else None


def _line(reading: Reading, part: Loan, found: AuditResult | None) -> Line:
    language = reading.language
    say = language.say
    name = masking.free_text(part.name)
    action = Action(
        say("Look at it"), opens("S-3", part.id), accessible_name=say("Look at the check of {loan}", loan=name)
    )
    if found is None:
        return Line("ask", "plain", (Piece(say("{loan}: {state}", loan=name, state=say("No table yet"))),), action)
    pill = check_pill(found, language)
    return Line(pill.icon, pill.tone, (Piece(say("{loan}: {state}", loan=name, state=pill.text)),), action)


def _cost(reading: Reading, part: Loan) -> Pair:
    held = reading.snapshot.tables.get(part.id)
    cost = effective_cost(reading, part, held.record) if held is not None else ""
    value = cost or reading.language.say("can't be computed for this loan")
    return Pair((Piece(masking.free_text(part.name)),), (Piece(value, strong=True),))
