"""What it means on D-2: the three clocks of being late, the running figure, and what a part payment does."""

from __future__ import annotations

from borrower_app.debits.late_clocks import ClockReading, allocation_clock, clocks, penalty_base
from borrower_app.debits.names import names_of
from borrower_app.debits.standing import OWED_STATES, is_settled_since
from borrower_app.debits.verdict import AttemptState, Explanation
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.late_words import overdue_penalty, running_words
from borrower_app.presentation.reading.plan_reading import in_language
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Line, Piece, Tone
from borrower_app.records.debit import DebitAttempt


def meaning_lines(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    """What happens if nothing is done, then what being late costs."""
    feared = in_language(reading.language, told.plan.if_nothing)
    lines = _consequences(reading, attempt, told)
    return (Line("info", "plain", (Piece(feared),)), *lines) if feared else lines


def _consequences(reading: Reading, attempt: DebitAttempt, told: Explanation) -> tuple[Line, ...]:
    """Grace, penalty interest and credit record in plain order and equal weight, each told or to be asked."""
    language = reading.language
    texts = told.zh if language.code == "zh" else told.en
    facts = reading.facts(attempt)
    owed = told.state in OWED_STATES and attempt.duplicate_of is None
    if not owed or is_settled_since(told.state, facts):
        good = (
            told.state is AttemptState.POSTED
            or is_settled_since(told.state, facts)
            or (told.outcome_open and _is_not_late(attempt))
        )
        untold = told.state not in OWED_STATES and told.outcome_open and _is_untold(attempt)
        action = _ask(reading, "checking", attempt) if untold else None
        icon, tone = ("ok", "good") if good else (("ask", "plain") if untold else ("info", "plain"))
        return (Line(icon, _tone(tone), (Piece(texts.meaning),), action),)
    names = names_of(facts)
    readings = clocks(facts, names, penalty_base(facts))
    lines = [_clock_line(reading, attempt, clock) for clock in readings]
    running = overdue_penalty(reading, attempt.loan_id, attempt.installments)
    if running is not None:
        lines[1] = Line("info", "plain", (Piece(running_words(reading, attempt.loan_id, running)),))
    if told.state is AttemptState.PARTLY_DEBITED or running is not None:
        lines.append(_clock_line(reading, attempt, allocation_clock(facts.late_terms, names)))
    if told.state is AttemptState.PARTLY_DEBITED:
        lines.append(Line("info", "plain", (Piece(_part_words(reading, attempt)),)))
    return tuple(line for line in lines if line.words[0].text)


def _is_not_late(attempt: DebitAttempt) -> bool:
    """Whether somebody promised that the time of checking does not count as late."""
    return attempt.outcome_promise is not None and attempt.outcome_promise.counts_as_late is False


def _is_untold(attempt: DebitAttempt) -> bool:
    promise = attempt.outcome_promise
    return promise is None or promise.counts_as_late is None


def _clock_line(reading: Reading, attempt: DebitAttempt, clock: ClockReading) -> Line:
    language = reading.language
    shown = language.pick(clock.sentence.zh, clock.sentence.en)
    words = (Piece(shown[0].upper() + shown[1:]),)
    if not clock.is_told:
        return Line("ask", "plain", words, _ask(reading, clock.topic.value, attempt))
    icon, tone = ("ok", "good") if clock.is_good else (("warn", "bad") if clock.is_late else ("info", "plain"))
    return Line(icon, _tone(tone), words)


def _tone(name: str) -> Tone:
    tones: dict[str, Tone] = {"good": "good", "bad": "bad"}
    return tones.get(name, "plain")


def _ask(reading: Reading, topic: str, attempt: DebitAttempt) -> Action:
    say = reading.language.say
    names = {
        "grace": say("How to ask about days of grace"),
        "penalty": say("How to ask about penalty interest"),
        "credit": say("How to ask about the credit record"),
        "allocation": say("How to ask about part payments"),
    }
    return Action(
        say("How to ask"), opens("E-2", f"{topic}:{attempt.id}"), accessible_name=names.get(topic, say("How to ask"))
    )


def _part_words(reading: Reading, attempt: DebitAttempt) -> str:
    """What the part that was taken does to penalty interest: it counts on what is left, by the clause on record."""
    language = reading.language
    debited = attempt.amount_debited
    if debited is None:
        return ""
    rest = attempt.amount_requested - debited
    return language.say(
        "{got} is taken; if the rest stays open, penalty interest counts on {rest}.",
        got=language.money(debited),
        rest=language.money(rest),
    )
