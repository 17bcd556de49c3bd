"""Status line, banners and counts of the rail, from the state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.application.running.state import AppState, Phase
from borrower_app.application.window.opening_source import opening_status
from borrower_app.failures import Failure
from borrower_app.language import Language
from borrower_app.ui.intents import Address, ChooseSignIn, OpenPage, SyncNow
from borrower_app.ui.page_source import Notice, StatusWords

if TYPE_CHECKING:
    from borrower_app.application.running.records import ReadRecords


def failure_text(failure: Failure, language: Language) -> str:
    """What happened, what is safe, what to do, in one line."""
    from borrower_app.presentation.words.failure_text import failure_sentence

    return failure_sentence(failure, language)


def status(state: AppState, language: Language) -> StatusWords:
    """The status line."""
    say = language.say
    screen = say("Screen")
    if state.phase is not Phase.OPEN or state.records is None:
        if state.phase in (Phase.STARTING, Phase.OPEN):
            return opening_status(language)
        return StatusWords(say("Nothing is sent yet"), "plain", "lock", page_code=screen)
    from borrower_app.presentation.reading import freshness_words as words_of

    snapshot = state.records.snapshot
    freshness = words_of.freshness_words(snapshot.freshness, _moment(state.records), language)
    unsent = words_of.unsent_words(snapshot, language)
    lender = state.records.reading(language).lender_name
    round_ = state.round
    own_only = state.records.reading(language).is_own_only and not state.signed_in
    if own_only and not round_.running:
        told = say("Only loans you entered; no lender is connected")
        return StatusWords(told, "plain", "person", page_code=screen)
    if round_.running:
        connection = (say("Talking to {lender} …", lender=lender), "accent", "sync")
    elif not state.signed_in:
        connection = (say("Not signed in"), "caution", "lock")
    elif round_.failure is not None and round_.failure.exit_code == 10:
        connection = (say("{lender} can't be reached now", lender=lender), "caution", "offline")
    elif round_.failure is not None:
        connection = (say("The last update did not work"), "caution", "warn")
    elif round_.finished == 0:
        connection = (say("Not updated since the start"), "plain", "clock")
    else:
        connection = (say("Connected to {lender}", lender=lender), "good", "ok")
    words, tone, icon = connection
    return StatusWords(words, tone, icon, freshness, unsent, screen)  # type: ignore[arg-type]


def _moment(records: ReadRecords) -> dt.datetime:
    """Ages are told as of now, and never as of an earlier moment than the page they stand on."""
    return max(clock.now(), records.now)


def notices(state: AppState, language: Language) -> tuple[Notice, ...]:
    """Banners over a page, the most pressing first."""
    if state.records is None:
        return ()
    entered = any(held.source == "own" for held in state.records.snapshot.loans)
    if state.memory_only and (entered or not state.signed_in):
        return (*_all(state, language), _nothing_kept(language, entered=entered))
    return _all(state, language)


def _nothing_kept(language: Language, *, entered: bool) -> Notice:
    say = language.say
    if entered:
        told = say("Nothing is kept on this computer: the loans you entered are lost when the app closes.")
        backup = OpenPage(Address("T-1", "backup"))
        return Notice(told, "caution", "warn", say("Make a backup"), backup)
    told = say("Nothing is kept on this computer: changes not yet sent are lost when the app closes.")
    return Notice(told, "plain", "info")


def _all(state: AppState, language: Language) -> tuple[Notice, ...]:
    found = [*_storage_notices(state, language), *_lender_notices(state, language), *_reminders(state, language)]
    return tuple(found)


def _storage_notices(state: AppState, language: Language) -> list[Notice]:
    say = language.say
    found: list[Notice] = []
    if state.fault is not None:
        found.append(Notice(failure_text(state.fault, language), "bad", "warn"))
    if state.notice is not None:
        found.append(Notice(failure_text(state.notice, language), "caution", "warn"))
    unreadable = state.records.snapshot.unreadable_own if state.records is not None else 0
    if unreadable:
        kept = language.say_count(
            "{count} loan you entered can't be read by this version. It is kept; a newer version may read it.",
            "{count} loans you entered can't be read by this version. They are kept; a newer version may read them.",
            unreadable,
        )
        found.append(Notice(kept, "caution", "warn"))
    if state.saved_receipt:
        found.append(Notice(say("The receipt is saved: {place}", place=state.saved_receipt), "good", "ok"))
    for incident in state.incidents:
        told = {
            "cache_rebuilt": say("A damaged file was set aside. What you wrote is safe; the rest is fetched again."),
            "own_restored": say("Your own file was damaged. The last good copy is in use; the last changes may miss."),
            "own_lost": say("Your own file was damaged and no copy was there. Please check what you had asked for."),
            "own_rescued": say("A file was deleted while the app was open. It was written out again; nothing is lost."),
        }.get(incident.outcome)
        if told is not None:
            found.append(Notice(told, "caution", "warn"))
    return found


def _lender_notices(state: AppState, language: Language) -> list[Notice]:
    from borrower_app.presentation.reading import freshness_words as words_of

    say = language.say
    records = state.records
    if records is None:
        return []
    found: list[Notice] = []
    freshness = records.snapshot.freshness
    failure = state.round.failure
    if not state.signed_in and freshness.as_of is not None:
        told = say("The sign-in has ended. You see what was fetched before; nothing is sent until you sign in.")
        found.append(Notice(told, "caution", "lock", say("Sign in"), ChooseSignIn()))
    elif failure is not None and failure.exit_code == 10:
        told = words_of.offline_words(freshness, _moment(records), language)
        found.append(Notice(told, "caution", "offline", say("Try again"), SyncNow()))
    elif failure is not None:
        found.append(Notice(failure_text(failure, language), "caution", "warn", say("Try again"), SyncNow()))
    elif not state.round.running:
        stale = words_of.stale_words(freshness, _moment(records), language)
        if stale:
            found.append(Notice(stale, "caution", "clock", say("Update now"), SyncNow()))
    clock = words_of.clock_words(freshness, language)
    if clock:
        found.append(Notice(clock, "caution", "clock"))
    return found


def _reminders(state: AppState, language: Language) -> list[Notice]:
    """A result that was waited for is there, or the planned time has passed without news."""
    records = state.records
    if records is None or not state.reminders or not state.settings.reminders:
        return []
    from borrower_app.presentation.reading import freshness_words as words_of

    found: list[Notice] = []
    reading = records.reading(language)
    for held in records.snapshot.attempts:
        if held.record.id in state.reminders:
            told = words_of.reminder_words(reading, held.record)
            if told:
                address = Address("D-2", held.record.id)
                found.append(Notice(told, "accent", "clock", language.say("Look at it"), OpenPage(address)))
    return found


def badges(state: AppState) -> Mapping[str, int]:
    """How many things wait behind a line of the rail."""
    if state.records is None:
        return {}
    from borrower_app.contract.snapshot import OutboxState

    snapshot = state.records.snapshot
    unread = sum(not held.record.read for held in snapshot.messages)
    waiting = sum(
        operation.state in (OutboxState.NEEDS_USER, OutboxState.UNKNOWN, OutboxState.RECONCILING)
        for operation in snapshot.operations
    )
    counts = {"M-1": unread + waiting}
    return {code: count for code, count in counts.items() if count}
