"""D-2: one attempt. What happened, what to do now, what happens next, what it means, evidence, other ways, the way."""

from __future__ import annotations

import msgspec

from borrower_app.debits.sentences import NOT_YOU
from borrower_app.debits.standing import FAILED as FAILED_STATES
from borrower_app.debits.standing import OPEN_STATES
from borrower_app.debits.verdict import AttemptState, CauseClass, Explanation
from borrower_app.language import Language
from borrower_app.presentation.debits.attempt_actions import actions_of
from borrower_app.presentation.debits.attempt_ahead import next_lines
from borrower_app.presentation.debits.attempt_evidence import evidence_words
from borrower_app.presentation.debits.attempt_meaning import meaning_lines
from borrower_app.presentation.debits.attempt_ways import other_lines
from borrower_app.presentation.debits.views import AttemptView
from borrower_app.presentation.reading.hops import hop_views
from borrower_app.presentation.reading.hotline import hotline_of
from borrower_app.presentation.reading.plan_reading import plan_view
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import certainty_pill, spoken, state_pill
from borrower_app.presentation.words.glossary_marks import Marker
from borrower_app.presentation.words.parts import Piece, Words
from borrower_app.records.debit import DebitAttempt
from borrower_app.records.enums import LoanStatus

OWED_STATES = FAILED_STATES | {AttemptState.PARTLY_DEBITED}


def attempt_of(reading: Reading, attempt_id: str) -> DebitAttempt | None:
    """The attempt's record, None when it is not (or no longer) there."""
    return next((held.record for held in reading.snapshot.attempts if held.record.id == attempt_id), None)


def attempt_view(reading: Reading, attempt_id: str) -> AttemptView | None:
    """The page; None when there is no such attempt."""
    attempt = attempt_of(reading, attempt_id)
    if attempt is None:
        return None
    told = reading.explanation(attempt)
    language = reading.language
    say = language.say
    texts = told.zh if language.code == "zh" else told.en
    is_open = told.state in OPEN_STATES
    others = other_lines(reading, attempt, told)
    plan = plan_view(reading, attempt)
    acting = actions_of(reading, attempt, told, plan.action)
    hops = hop_views(reading, attempt)
    view = AttemptView(
        crumbs=say(
            "Debits › {day} › No. {number}",
            day=language.day((attempt.attempted_at or attempt.planned_at).astimezone(reading.zone).date()),
            number=spoken(attempt.reference),
        ),
        title=headline(named_loan(reading, attempt, texts.what_happened)),
        pill=certainty_pill(told, attempt, language),
        step_title=say("What to do now"),
        lead=plan.lead,
        steps=plan.steps,
        told=_told(told, texts.what_happened, texts.why, language),
        actions=acting.actions,
        has_step=plan.action is not None,
        time_left=plan.time_left,
        action_note=acting.note,
        next_title=say("What happens next"),
        nexts=(*acting.asked, *next_lines(reading, attempt, told)),
        meaning_title=say("What it means for you"),
        meanings=meaning_lines(reading, attempt, told),
        evidence_title=say("Evidence (press to see the record)"),
        evidence=evidence_words(reading, attempt, told),
        other_title=say("Other ways, and what to ask") if others else "",
        others=others,
        hops_title=say("The way of this debit"),
        hops=hops,
        hops_first=is_open,
        hotline=hotline_of(reading, "D-2", attempt),
    )
    return mark_attempt(view, language)


def headline(what_happened: str) -> str:
    """A headline has no full stop at its end, and says the fault of others first."""
    return what_happened.strip().rstrip("。.")


def named_loan(reading: Reading, attempt: DebitAttempt, what_happened: str) -> str:
    """Which loan it is about, where there are several; behind "nothing you did", which stands first."""
    loans = [held.record for held in reading.snapshot.loans if held.record.status is not LoanStatus.CLOSED]
    name = next((loan.name for loan in loans if loan.id == attempt.loan_id), "")
    if len(loans) < 2 or not name:
        return what_happened
    language = reading.language
    first = language.pick(NOT_YOU.zh, NOT_YOU.en)
    rest = what_happened.removeprefix(first)
    return (first if rest != what_happened else "") + language.say("{loan}: {told}", loan=name, told=rest)


def _told(told: Explanation, what_happened: str, why: str, language: Language) -> tuple[Words, ...]:
    lines: list[Words] = [(Piece(why),)]
    if told.cause is CauseClass.INSUFFICIENT_FUNDS and told.other_steps and not told.contradicted:
        # Where the money goes stands under the step itself; who can see the balance, too.
        first = told.other_steps[0]
        seen = language.say("Only the card's holder and its bank see how much is on it.")
        gap = "" if language.code == "zh" else " "
        lines.append((Piece(language.pick(first.zh, first.en) + gap + seen),))
    not_you = language.pick(NOT_YOU.zh, NOT_YOU.en).strip()
    if told.fault_of_others and not_you not in what_happened:
        lines.insert(0, (Piece(not_you),))
    return tuple(lines)


__all__ = [
    "FAILED_STATES", "OPEN_STATES", "OWED_STATES", "attempt_of", "attempt_view", "headline", "named_loan",
    "state_pill",
]  # fmt: skip


def mark_attempt(view: AttemptView, language: Language) -> AttemptView:
    """D-2 in reading order: what to do, what comes, what it means, other ways."""
    marker = Marker(language)
    return msgspec.structs.replace(
        view,
        lead=marker.words(view.lead),
        steps=tuple(marker.words(words) for words in view.steps),
        told=tuple(marker.words(words) for words in view.told),
        nexts=marker.lines(view.nexts),
        meanings=marker.lines(view.meanings),
        others=marker.lines(view.others),
    )
