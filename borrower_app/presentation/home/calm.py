"""Home while nothing has failed: what is debited next, by when the money has to be there, what would stop it."""

from __future__ import annotations

import datetime as dt

from borrower_app import masking
from borrower_app.debits.preflight_facts import Verdict
from borrower_app.presentation.home.own_home import own_nothing_due, own_status
from borrower_app.presentation.home.preflight_words import sentence_of
from borrower_app.presentation.home.views import StatusView
from borrower_app.presentation.intents import opens
from borrower_app.presentation.reading.planned_debits import Planned
from borrower_app.presentation.reading.preflight_reading import NextChecks
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.parts import Action, Piece, PillView, Words
from borrower_app.records.own_loan_record import own_record_of


def calm_status(reading: Reading, planned: tuple[Planned, ...], checks: NextChecks | None) -> StatusView:
    """What is debited next and what has to be there by when; a check that would stop it is said first."""
    language = reading.language
    say = language.say
    if not planned and reading.is_own_only:
        return own_nothing_due(reading)
    if not planned:
        told = say("No further debit is planned on the records fetched from {lender}.", lender=reading.lender_name)
        return StatusView(PillView(say("All well"), "good", "ok"), say("Nothing is due"), (Piece(told),))
    first = planned[0]
    own = own_record_of(first.loan)
    if own is not None:
        return own_status(reading, first, own)
    card = next(
        (
            held.record
            for held in reading.snapshot.instruments
            if first.loan is not None and held.record.id == first.loan.instrument_id
        ),
        None,
    )
    money = language.money(first.amount)
    day = checks.earliest_day if checks is not None and checks.debit == first else first.day
    title = say("{amount} will be debited on {day}", amount=money, day=language.day_with_weekday(day))
    shown = masking.card(card.bank, card.last4) if card is not None else say("your repayment card")
    before, after = _by_when(reading, day, shown).split("|AMOUNT|")
    last = _last_posted(reading) or _first_time(reading)
    pill = PillView(say("All well"), "good", "ok")
    actions = [Action(say("See the schedule"), opens("S-1"))]
    lead: Words = (Piece(before), Piece(money, strong=True), Piece(after))
    if checks is not None and checks.has_problem:
        pill = PillView(say("Something to settle before the next debit"), "caution", "warn")
        actions = [Action(say("See what to settle"), opens("H-2")), *actions]
        problem = next(result for result in checks.results if result.verdict is Verdict.PROBLEM)
        stop = language.pick("。", ".")
        lead = (
            *sentence_of(reading, checks.facts, problem),
            Piece(stop if language.code == "zh" else f"{stop} "),
            *lead,
        )
    return StatusView(pill, title, lead, notes=((Piece(last),),), actions=tuple(actions))


def _by_when(reading: Reading, day: dt.date, card: str) -> str:
    """The evening before; a debit of today needs the money now."""
    language = reading.language
    if day <= reading.today:
        return language.say(
            "It is debited today: have |AMOUNT| or more on {card}. {lender} debits it by itself.",
            card=card,
            lender=reading.lender_name,
        )
    return language.say(
        "By the evening of {eve}, have |AMOUNT| or more on {card}. {lender} then debits it by itself.",
        eve=language.day(day - dt.timedelta(days=1)),
        card=card,
        lender=reading.lender_name,
    )


def _last_posted(reading: Reading) -> str:
    posted = next((held.record for held in reading.snapshot.attempts if held.record.posting is not None), None)
    if posted is None:
        return ""
    language = reading.language
    day = language.day((posted.attempted_at or posted.planned_at).astimezone(reading.zone).date())
    return language.say("The last debit of {day} went through.", day=day)


def _first_time(reading: Reading) -> str:
    return reading.language.say(
        "This is the first debit. You need to do nothing but have the money on the card in time."
    )
