"""The status line, the counts of the rail, and what is said before the first records have come."""

from __future__ import annotations

from collections.abc import Mapping

from borrower_app.contract.snapshot import OutboxState, Snapshot
from borrower_app.language import Language
from borrower_app.presentation.frame.opening import opening_status
from borrower_app.presentation.frame.state import FrameState
from borrower_app.presentation.frame.views import InsteadView, StatusWords, WaitingView
from borrower_app.presentation.intents import ChooseSignIn, SyncNow, opens
from borrower_app.presentation.reading.freshness_words import unsent_words, updated_words
from borrower_app.presentation.words.failure_text import failure_sentence
from borrower_app.presentation.words.parts import Action, Tone


def status_words(state: FrameState, language: Language) -> StatusWords:
    """The status line."""
    say = language.say
    screen = say("Screen")
    if not state.is_open or state.reading is None:
        if state.is_opening or state.is_open:
            return opening_status(language)
        return StatusWords(say("Nothing is sent yet"), "plain", "lock", page_code=screen)
    reading = state.reading
    if reading.is_own_only and not state.signed_in and not state.is_round_running:
        told = say("Only loans you entered; no lender is connected")
        return StatusWords(told, "plain", "person", page_code=screen)
    words, tone, icon = _connection(state, reading.lender_name, language)
    freshness = updated_words(reading.snapshot.freshness, state.now, reading.zone, language)
    return StatusWords(words, tone, icon, freshness, unsent_words(reading.snapshot, language), screen)


def _connection(state: FrameState, lender: str, language: Language) -> tuple[str, Tone, str]:
    say = language.say
    if state.is_round_running:
        return say("Talking to {lender} …", lender=lender), "accent", "sync"
    if not state.signed_in:
        return say("Not signed in"), "caution", "lock"
    if state.round_failure is not None and state.round_failure.exit_code == 10:
        return say("{lender} can't be reached now", lender=lender), "caution", "offline"
    if state.round_failure is not None:
        return say("The last update did not work"), "caution", "warn"
    if state.rounds_finished == 0:
        return say("Not updated since the start"), "plain", "clock"
    return say("Connected to {lender}", lender=lender), "good", "ok"


def badges(snapshot: Snapshot) -> Mapping[str, int]:
    """How many things wait behind a place of the rail, by its code."""
    unread = sum(not held.record.read for held in snapshot.messages)
    waiting = sum(
        operation.state in (OutboxState.NEEDS_USER, OutboxState.UNKNOWN, OutboxState.RECONCILING)
        for operation in snapshot.operations
    )
    return {"M-1": unread + waiting} if unread + waiting else {}


def nothing_yet(state: FrameState, language: Language) -> WaitingView | InsteadView:
    """In place of a page about records before any have come."""
    say = language.say
    if state.is_round_running:
        return WaitingView(say("Fetching your records …"))
    if not state.signed_in:
        return InsteadView(
            "lock",
            say("You are not signed in"),
            say("Sign in to {lender}, then your records are fetched.", lender=state.lender),
            choices=(
                Action(say("Sign in"), ChooseSignIn()),
                Action(say("Enter a loan yourself"), opens("S-5", "new")),
            ),
        )
    if state.round_failure is not None:
        return InsteadView(
            "offline",
            say("Nothing could be fetched yet"),
            failure_sentence(state.round_failure, language),
            "caution",
            (Action(say("Try again"), SyncNow()),),
        )
    return WaitingView(say("Fetching your records …"))
