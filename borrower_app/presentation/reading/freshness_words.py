"""Words about the state of the data: how old, offline, stale, the clock, what is not sent, what was waited for."""

from __future__ import annotations

import datetime as dt

from borrower_app.contract.business_date import CLOCK_WARNING_SECONDS
from borrower_app.contract.snapshot import Freshness, Snapshot
from borrower_app.debits.standing import OPEN_STATES
from borrower_app.debits.verdict import AttemptState
from borrower_app.language import Language
from borrower_app.presentation.reading.debit_facts import later_attempts
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.attempt_words import moment, state_pill
from borrower_app.records.debit import DebitAttempt

STALE_AFTER = dt.timedelta(hours=24)


def age_words(age: dt.timedelta, language: Language) -> str:
    """`2 minutes`, `3 hours`, `2 days`; never less than a minute."""
    minutes = max(1, int(age.total_seconds() // 60))
    count = language.say_count
    if minutes < 60:
        return count("{count} minute", "{count} minutes", minutes)
    if minutes < 48 * 60:
        return count("{count} hour", "{count} hours", minutes // 60)
    return count("{count} day", "{count} days", minutes // (24 * 60))


def freshness_words(freshness: Freshness, now: dt.datetime, language: Language) -> str:
    """For the status line; `now` is this computer's instant, as `pulled_at` is."""
    if freshness.pulled_at is None:
        return language.say("Nothing fetched yet")
    age = now - freshness.pulled_at
    if age < dt.timedelta(minutes=1):
        return language.say("Updated just now")
    return language.say("Updated {age} ago", age=age_words(age, language))


def updated_words(freshness: Freshness, now: dt.datetime, zone: dt.tzinfo, language: Language) -> str:
    """The same with the clock of the last update, which stays right while nobody looks: by the lender's clock, in its
    zone; with its day where that is another one.
    """
    told = freshness_words(freshness, now, language)
    if freshness.pulled_at is None:
        return told
    difference = dt.timedelta(seconds=freshness.clock_difference_seconds or 0.0)
    at = (freshness.pulled_at - difference).astimezone(zone)
    clock = language.time(at, zone)
    if at.date() != (now - difference).astimezone(zone).date():
        clock = language.say("{day} {time}", day=language.day(at.date()), time=clock)
    return language.say("{updated} ({clock})", updated=told, clock=clock)


def offline_words(freshness: Freshness, now: dt.datetime, language: Language) -> str:
    """The banner while the lender can't be reached."""
    if freshness.pulled_at is None:
        return language.say("The lender can't be reached now.")
    age = age_words(now - freshness.pulled_at, language)
    return language.say(
        "The lender can't be reached now. You see what was fetched {age} ago; what you save is sent later.", age=age
    )


def stale_words(freshness: Freshness, now: dt.datetime, language: Language) -> str:
    """The banner over old data, empty while they are fresh."""
    if freshness.pulled_at is None or now - freshness.pulled_at < STALE_AFTER:
        return ""
    age = age_words(now - freshness.pulled_at, language)
    return language.say("These records are {age} old; something may have changed since.", age=age)


def clock_words(freshness: Freshness, language: Language) -> str:
    """A warning where this computer's clock and the lender's differ by more than five minutes, else empty."""
    difference = freshness.clock_difference_seconds
    if difference is None or abs(difference) <= CLOCK_WARNING_SECONDS:
        return ""
    age = age_words(dt.timedelta(seconds=abs(difference)), language)
    if difference > 0:
        return language.say("This computer's clock is {age} fast; times here follow the lender's clock.", age=age)
    return language.say("This computer's clock is {age} slow; times here follow the lender's clock.", age=age)


def unsent_words(snapshot: Snapshot, language: Language) -> str:
    """For the status line: what the lender has not confirmed yet."""
    if snapshot.unsent == 0:
        return language.say("All changes are sent")
    return language.say_count("{count} change is not sent yet", "{count} changes are not sent yet", snapshot.unsent)


def is_settled(reading: Reading, attempt: DebitAttempt) -> bool:
    """Whether the result that was waited for is there."""
    state = reading.explanation(attempt).state
    if state is AttemptState.FAILED_RETRY_PLANNED:
        # Being processed is no result.
        return any(reading.explanation(one).state not in OPEN_STATES for one in _later(reading, attempt))
    return state not in OPEN_STATES


def reminder_words(reading: Reading, attempt: DebitAttempt) -> str:
    """The banner of a reminder; empty while there is nothing to tell."""
    language = reading.language
    day = language.day(attempt.planned_at.astimezone(reading.zone).date())
    told = reading.explanation(attempt)
    later = [one for one in _later(reading, attempt) if reading.explanation(one).state not in OPEN_STATES]
    if later:
        state = state_pill(reading.explanation(later[0]).state, language).text
        return language.say("The result you waited for is there ({day}): {state}", day=day, state=state)
    retry = attempt.retry
    if told.state is AttemptState.FAILED_RETRY_PLANNED:
        if retry is not None and retry.at is not None and retry.at <= reading.now:
            return language.say(
                "The planned time of the debit of {day} has passed; its result is not fetched yet.", day=day
            )
        return ""
    if told.state in OPEN_STATES:
        return ""
    return language.say(
        "The result you waited for is there ({day}): {state}", day=day, state=state_pill(told.state, language).text
    )


def reminder_set_words(reading: Reading, attempt: DebitAttempt) -> str:
    """That a reminder is set, and from when on there can be a result; empty once there is something to tell."""
    if reminder_words(reading, attempt) or is_settled(reading, attempt):
        return ""
    language = reading.language
    retry = attempt.retry
    promise = attempt.outcome_promise
    at = promise.until if promise is not None else (retry.at if retry is not None else None)
    if at is None or at <= reading.now:
        return language.say("Reminder set: once there is a result, it stands here while the app is open.")
    when = moment(at, reading.zone, language, reading.today)
    return language.say("Reminder set: the result stands here after {at}, while the app is open.", at=when)


def _later(reading: Reading, attempt: DebitAttempt) -> list[DebitAttempt]:
    """Tried attempts of the same installment after this one, newest first."""
    return [later for later in later_attempts(attempt, reading.snapshot) if later.attempted_at is not None]
