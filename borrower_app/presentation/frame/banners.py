"""Banners over a page, the most pressing first."""

from __future__ import annotations

from borrower_app.failures import AppFault, FailureCode
from borrower_app.language import Language
from borrower_app.presentation.desktop_intents import SawInputMethod
from borrower_app.presentation.faults.report import FaultReport
from borrower_app.presentation.frame.state import FrameState
from borrower_app.presentation.frame.views import BannerView
from borrower_app.presentation.intents import Address, ChooseSignIn, SyncNow, opens
from borrower_app.presentation.reading.freshness_words import clock_words, offline_words, reminder_words, stale_words
from borrower_app.presentation.reading.records import Reading
from borrower_app.presentation.words.failure_text import clean, failure_sentence
from borrower_app.presentation.words.parts import Action


def banners(state: FrameState, language: Language, over: Address) -> tuple[BannerView, ...]:
    """Those over the page at an address; a reminder about the attempt that is open needs none."""
    reading = state.reading
    about_us = [_about_a_fault(state.app_fault, language)] if state.app_fault is not None else []
    if reading is None:
        return tuple(about_us)
    found = [*about_us, *_about_storage(state, reading, language), *_about_the_lender(state, reading, language)]
    found += _reminders(state, reading, over)
    if state.lacking_input_method:
        found.append(_about_typing(state.lacking_input_method, language))
    entered = any(held.source == "own" for held in reading.snapshot.loans)
    if not state.is_kept and (entered or not state.signed_in):
        found.append(_nothing_kept(language, entered=entered))
    return tuple(found)


def _about_typing(name: str, language: Language) -> BannerView:
    told = language.say(
        "Typing Chinese: this app has no part for “{name}” and reaches it by way of IBus. If no candidates appear"
        " while you type, start your input method's IBus support and open the app again.",
        name=clean(name),
    )
    return BannerView(told, "plain", "info", Action(language.say("Understood"), SawInputMethod()))


def _nothing_kept(language: Language, *, entered: bool) -> BannerView:
    say = language.say
    if entered:
        told = say("Nothing is kept on this computer: the loans you entered are lost when the app closes.")
        return BannerView(told, "caution", "warn", Action(say("Make a backup"), opens("T-1", "backup")))
    told = say("Nothing is kept on this computer: changes not yet sent are lost when the app closes.")
    return BannerView(told, "plain", "info")


def _about_storage(state: FrameState, reading: Reading, language: Language) -> list[BannerView]:
    say = language.say
    found: list[BannerView] = []
    if state.fault is not None:
        found.append(BannerView(failure_sentence(state.fault, language), "bad", "warn"))
    if state.notice is not None:
        found.append(BannerView(failure_sentence(state.notice, language), "caution", "warn"))
    if reading.snapshot.unreadable_own:
        kept = language.say_count(
            "{count} loan you entered can't be read by this version. It is kept; a newer version may read it.",
            "{count} loans you entered can't be read by this version. They are kept; a newer version may read them.",
            reading.snapshot.unreadable_own,
        )
        found.append(BannerView(kept, "caution", "warn"))
    if state.saved_receipt:
        found.append(BannerView(say("The receipt is saved: {place}", place=state.saved_receipt), "good", "ok"))
    for outcome in state.incidents:
        told = {
            "cache_rebuilt": say("A damaged file was set aside. What you wrote is safe; the rest is fetched again."),
            "own_restored": say("Your own file was damaged. The last good copy is in use; the last changes may miss."),
            "own_lost": say("Your own file was damaged and no copy was there. Please check what you had asked for."),
            "own_rescued": say("A file was deleted while the app was open. It was written out again; nothing is lost."),
        }.get(outcome)
        if told is not None:
            found.append(BannerView(told, "caution", "warn"))
    return found


def _about_the_lender(state: FrameState, reading: Reading, language: Language) -> list[BannerView]:
    say = language.say
    found: list[BannerView] = []
    freshness = reading.snapshot.freshness
    # A fault of ours in a round has its own banner.
    failure = None if isinstance(state.round_failure, AppFault) else state.round_failure
    again = Action(say("Try again"), SyncNow())
    if failure is not None and failure.code is FailureCode.SIGN_IN_OTHER_PERSON:
        look = Action(say("What to do"), opens("F-2"))
        found.append(BannerView(failure_sentence(failure, language), "caution", "lock", look))
    elif not state.signed_in and freshness.as_of is not None:
        told = say("The sign-in has ended. You see what was fetched before; nothing is sent until you sign in.")
        found.append(BannerView(told, "caution", "lock", Action(say("Sign in"), ChooseSignIn())))
    elif failure is not None and failure.exit_code == 10:
        found.append(BannerView(offline_words(freshness, state.now, language), "caution", "offline", again))
    elif failure is not None:
        found.append(BannerView(failure_sentence(failure, language), "caution", "warn", again))
    elif not state.is_round_running:
        stale = stale_words(freshness, state.now, language)
        if stale:
            found.append(BannerView(stale, "caution", "clock", Action(say("Update now"), SyncNow())))
    told = clock_words(freshness, language)
    if told:
        found.append(BannerView(told, "caution", "clock"))
    return found


def _reminders(state: FrameState, reading: Reading, over: Address) -> list[BannerView]:
    """A result that was waited for is there, or the planned time has passed without news."""
    found: list[BannerView] = []
    for held in reading.snapshot.attempts:
        address = Address("D-2", held.record.id)
        if held.record.id in state.reminders and address != over:
            told = reminder_words(reading, held.record)
            if told:
                look = Action(reading.language.say("Look at it"), opens(address.code, address.subject))
                found.append(BannerView(told, "accent", "clock", look))
    return found


def _about_a_fault(report: FaultReport, language: Language) -> BannerView:
    """Over any page, once something went wrong that needed no page of its own."""
    told = language.say(
        "Something in this app went wrong; it is not your bank's fault, and your data are safe. Number: {number}",
        number=report.spoken_number,
    )
    return BannerView(told, "caution", "warn", Action(language.say("What to do"), opens("F-6", report.number)))
