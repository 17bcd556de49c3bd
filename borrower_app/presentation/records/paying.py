"""E-2 on paying by hand and on complaining: what it takes today, the lender's own ways, where to go if nobody helps."""

from __future__ import annotations

from borrower_app.contract.discovery import PayByHand
from borrower_app.debits.verdict import PlanStep, StepKind
from borrower_app.presentation.intents import SyncNow
from borrower_app.presentation.reading.hotline import hotline
from borrower_app.presentation.reading.plan_reading import in_language, plan_of, plan_view
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.records.record_fields import long_quote
from borrower_app.presentation.records.views import AskView
from borrower_app.presentation.words.attempt_words import moment
from borrower_app.presentation.words.parts import Action, Line, Piece, Words
from borrower_app.records.debit import DebitAttempt


def by_hand_view(reading: Reading, attempt: DebitAttempt | None) -> AskView | None:
    """How much, until when, and the lender's ways; where the plan says not to pay, that instead of any way."""
    say = reading.language.say
    discovery = reading.snapshot.discovery
    ways = discovery.pay_by_hand if discovery is not None else ()
    pay = _pay_step(reading, attempt) if attempt is not None else None
    if attempt is not None and pay is None:
        plan = plan_view(reading, attempt)
        return AskView(
            title=say("Better not pay by hand now"),
            back=say("Back"),
            lead=plan.lead,
            script="",
            lines=(*(Line("info", "plain", step) for step in plan.steps), _never_codes(reading)),
            hotline=hotline(reading, "E-2", attempt.reference),
        )
    if discovery is None or (attempt is None and not ways):
        return None
    lines = [*_before_paying(reading, attempt, pay), *(_way(reading, way) for way in ways)]
    lines += _without_an_account(reading, ways)
    lines.append(_never_codes(reading))
    lead = _lead(reading, pay) if pay is not None else _named_by(reading)
    actions = (Action(say("I have paid. Check for news"), SyncNow()),) if attempt is not None else ()
    return AskView(
        title=_title(reading, pay),
        back=say("Back"),
        lead=lead,
        script="",
        lines=tuple(lines),
        hotline=hotline(reading, "E-2", attempt.reference if attempt is not None else None),
        actions=actions,
    )


def _pay_step(reading: Reading, attempt: DebitAttempt) -> PlanStep | None:
    return next((step for step in plan_of(reading, attempt).steps if step.kind is StepKind.PAY_BY_HAND), None)


def _title(reading: Reading, pay: PlanStep | None) -> str:
    say = reading.language.say
    if pay is None or pay.amount is None:
        return say("How to pay by hand")
    return say("Pay {amount} yourself", amount=reading.language.money(pay.amount))


def _lead(reading: Reading, pay: PlanStep) -> Words:
    """The plan's own sentence, so that amount and hour are the same everywhere."""
    return (Piece(in_language(reading.language, pay.words), strong=True),)


def _named_by(reading: Reading) -> Words:
    return (Piece(reading.language.say("{lender} accepts these ways:", lender=reading.lender_name)),)


def _before_paying(reading: Reading, attempt: DebitAttempt | None, pay: PlanStep | None) -> list[Line]:
    """Another debit that may still come: paying beside it would take the money twice."""
    if attempt is None or pay is None:
        return []
    language = reading.language
    retry = attempt.retry
    if pay.if_needed and retry is not None and retry.at is not None and retry.at > reading.now:
        at = moment(retry.at, reading.zone, language, reading.today)
        words = language.say(
            "Paying before {at}? First ask {lender} to drop that debit, or you may pay twice.",
            at=at,
            lender=reading.lender_name,
        )
    else:
        words = in_language(language, pay.limits)
    return [Line("warn", "caution", (Piece(words),))] if words else []


def _way(reading: Reading, way: PayByHand) -> Line:
    say = reading.language.say
    until = say(" (until {time} it counts for that day)", time=way.available_until) if way.available_until else ""
    told = say(": in its own words, “{text}”", text=long_quote(way.how)) if reading.language.code == "en" else ""
    words = (
        Piece(way.name, strong=True),
        Piece(until),
        Piece(told or f"：{long_quote(way.how)}"),
    )
    return Line("bank", "plain", tuple(piece for piece in words if piece.text))


def _without_an_account(reading: Reading, ways: tuple[PayByHand, ...]) -> list[Line]:
    """Somebody whose money lies with another bank needs a way, too."""
    say = reading.language.say
    lender = reading.lender_name
    if not ways:
        words = say("{lender} has named no way here: ask its official number how to pay today.", lender=lender)
    else:
        words = say(
            "No account with {lender}? Ask its official number how to pay from another bank, or whether a branch can do"
            " it.",
            lender=lender,
        )
    return [Line("ask", "plain", (Piece(words),))]


def _never_codes(reading: Reading) -> Line:
    words = reading.language.say("Genuine staff never ask for your password or a verification code.")
    return Line("warn", "caution", (Piece(words),))


def complaint_view(reading: Reading, attempt: DebitAttempt | None) -> AskView | None:
    """Where a complaint goes, in the order the lender publishes, each with the days it has to answer."""
    discovery = reading.snapshot.discovery
    if discovery is None or not discovery.complaint_routes:
        return None
    say = reading.language.say
    lines: list[Line] = []
    for route in discovery.complaint_routes:
        days = route.answer_days
        until = reading.language.say_count("an answer within {count} day", "an answer within {count} days", days or 0)
        words = (
            Piece(long_quote(route.name), strong=True),
            Piece(reading.language.pick("：", ": ") + long_quote(route.contact)),
            Piece(reading.language.in_brackets(until) if days else ""),
        )
        lines.append(Line("phone", "plain", tuple(piece for piece in words if piece.text)))
    lines.append(_plain(say("Keep the debit number, the time of each call and the name of the person.")))
    lines.append(_never_codes(reading))
    return AskView(
        title=say("If nobody helps: how to complain"),
        back=say("Back"),
        lead=(Piece(say("Ask {lender} first. If that does not help:", lender=reading.lender_name)),),
        script="",
        lines=tuple(lines),
        hotline=hotline(reading, "E-2", attempt.reference if attempt is not None else None),
    )


def _plain(words: str) -> Line:
    return Line("info", "plain", (Piece(words),))
