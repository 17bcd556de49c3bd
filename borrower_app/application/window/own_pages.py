"""The pages about the app itself: first start, sign-in, lock, settings, storage fault, and the choice in a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from borrower_app import __version__, clock
from borrower_app.application.running.state import AppState, Phase, SignInState
from borrower_app.failures import FailureCode
from borrower_app.language import Language
from borrower_app.presentation.intents import SignInWay

if TYPE_CHECKING:
    from borrower_app.presentation.debits.views import PastedView
    from borrower_app.presentation.faults.views import StorageFaultView
    from borrower_app.presentation.first_start.views import FirstStartView
    from borrower_app.presentation.lock.views import LockView
    from borrower_app.presentation.messages.conflict_view import ConflictView
    from borrower_app.presentation.own_loans.backup import BackupView
    from borrower_app.presentation.settings.views import SettingsView
    from borrower_app.presentation.sign_in.views import SignInView
    from borrower_app.presentation.words.parts import PracticeOffer

_REPAIRABLE = frozenset({"database_damaged", "own_data_damaged"})


def _lender_name(state: AppState) -> str:
    if state.records is not None and state.records.snapshot.discovery is not None:
        return state.records.snapshot.discovery.name
    return state.lender.name if state.lender is not None else ""


def _sentence(failure: object, language: Language) -> str:
    from borrower_app.failures import Failure
    from borrower_app.presentation.words.failure_text import failure_sentence

    return failure_sentence(failure, language) if isinstance(failure, Failure) else ""


def first_start_of_state(state: AppState, _subject: str, language: Language) -> FirstStartView:
    """F-1."""
    from borrower_app.presentation.first_start.views import FetchProgress, FirstStartView

    round_ = state.round
    done = not round_.running and round_.finished > 0 and round_.failure is None and state.signed_in
    snapshot = state.records.snapshot if state.records is not None else None
    records = round_.records
    if done and snapshot is not None:
        records = max(records, _count(state))
    problem = _sentence(round_.failure, language) if not round_.running else ""
    pin_problem = language.say("The PIN so far is not this one.") if state.pin.wrong else ""
    return FirstStartView(
        step=state.start_step,
        lender=_lender_name(state),
        sign_in=sign_in_of_state(state, "", language),
        keyring_usable=state.keyring_usable,
        problem=pin_problem if state.start_step == "pin" else _sentence(state.keys_failure, language),
        fetch=FetchProgress(records, _share(round_.stage, records), done, problem),
        practice=_practice_offer(state),
    )


def _practice_offer(state: AppState) -> PracticeOffer:
    if state.is_practice:
        return "none"
    if state.practice_is_starting:
        return "starting"
    return "again" if state.has_practised else "new"


def _share(stage: str, records: int) -> int:
    """How far a fetch seems: the number of records is not known before, so the bar nears its end and waits there."""
    if stage == "checking":
        return 950
    return min(900, 1000 * records // (records + 400)) if records else 20


def _count(state: AppState) -> int:
    if state.records is None:
        return 0
    snapshot = state.records.snapshot
    parts = (
        snapshot.loans, snapshot.tables, snapshot.attempts, snapshot.instruments, snapshot.mandates, snapshot.contacts,
        snapshot.guarantors, snapshot.messages, snapshot.requests, snapshot.notices, snapshot.outages,
        snapshot.reference_rates,
    )  # fmt: skip
    return sum(len(part) for part in parts) + snapshot.unknown_kinds


def sign_in_of_state(state: AppState, _subject: str, language: Language) -> SignInView:
    """F-2."""
    from borrower_app.presentation.sign_in.views import SignInView

    sign_in, device = state.sign_in, state.sign_in.device
    domain = urlsplit(state.lender.token_origin).netloc if state.lender is not None else ""
    minutes = 0
    if sign_in.ends_at is not None:
        minutes = max(0, int((sign_in.ends_at - clock.now()).total_seconds() // 60) + 1)
    unsent = state.records.snapshot.unsent if state.records is not None else 0
    return SignInView(
        lender=_lender_name(state),
        domain=domain,
        state=sign_in.stage,
        user_code=device.user_code if device is not None else "",
        address=device.verification_uri if device is not None else "",
        scan_address=(device.verification_uri_complete or "") if device is not None else "",
        minutes_left=minutes,
        problem=_sentence(sign_in.failure, language),
        unsent=unsent,
        way=sign_in.way,
        ways=_ways(sign_in),
        back_to=sign_in.back_to,
        may_go_back=sign_in.back_to is not None or state.phase is Phase.LOCKED,
    )


def _ways(sign_in: SignInState) -> tuple[SignInWay, ...]:
    """What can be tried, the next step first: the browser, or after a try the same way, unless it can't work here."""
    first: SignInWay = "browser" if sign_in.stage == "idle" else sign_in.way
    if sign_in.failure is not None and sign_in.failure.code is FailureCode.SIGN_IN_BROWSER_UNUSABLE:
        first = "phone"
    second: SignInWay = "phone" if first == "browser" else "browser"
    return tuple(way for way in (first, second) if way not in sign_in.not_offered)


def lock_of_state(state: AppState, subject: str, language: Language) -> LockView:
    """F-3, in its three uses."""
    from borrower_app.application.pin_tries import TRIES
    from borrower_app.presentation.lock.views import LockView

    if state.phase is Phase.PASSPHRASE or subject == "passphrase":
        return LockView("passphrase", problem=_sentence(state.keys_failure, language))
    kept = state.pin.kept
    pin_is_set = kept is not None and kept.hash is not None
    wrong = language.say("This is not the PIN.") if state.pin.wrong else ""
    if subject == "set-pin":
        problem = language.say("The PIN so far is not this one.") if state.pin.wrong else ""
        return LockView("new_pin", problem=problem, pin_is_set=pin_is_set)
    may_sign_in = state.lender is not None
    reasons = {
        "export": language.say("An export leaves this app, so it asks for your PIN."),
        "reveal": language.say("Hidden values are shown only after your PIN."),
    }
    reason = reasons.get(subject, "") if state.phase is not Phase.LOCKED else ""
    if kept is not None and kept.locked_until is not None and kept.locked_until > clock.now():
        minutes = int((kept.locked_until - clock.now()).total_seconds() // 60) + 1
        told = language.say_count(
            "You can try again in {count} minute, or sign in now.",
            "You can try again in {count} minutes, or sign in now.",
            minutes,
        )
        return LockView(closed=True, closed_told=told, may_sign_in=may_sign_in, reason=reason)
    tries_left = TRIES - kept.tries if kept is not None and kept.tries else None
    return LockView(
        problem=wrong,
        tries_left=tries_left,
        may_sign_in=may_sign_in and state.phase is Phase.LOCKED,
        reason=reason,
    )


def settings_of_state(state: AppState, subject: str, language: Language) -> SettingsView:
    """T-1."""
    from borrower_app.presentation.settings.views import SettingsView

    kept = state.pin.kept
    unsent = state.records.snapshot.unsent if state.records is not None else 0
    return SettingsView(
        settings=state.settings,
        pin_is_set=kept is not None and kept.hash is not None,
        signed_in=state.signed_in,
        unsent=unsent,
        version=__version__,
        asks_about_sign_out=subject in ("sign-out", "sign-out-all"),
        asks_about_own_data=subject == "sign-out-all",
        practice=_practice_offer(state),
        backup=_backup(state, subject, language),
    )


def _backup(state: AppState, subject: str, language: Language) -> BackupView | None:
    from borrower_app.presentation.own_loans.backup import BackupStep, backup_view

    if state.records is None:
        return None
    desk = state.own.backup
    zone = state.records.reading(language).zone
    steps: dict[str, BackupStep] = {"backup": "backup", "restore": "plan" if desk.plan is not None else "restore"}
    return backup_view(steps.get(subject, "closed"), desk.plan, zone, language, done=desk.done, problem=desk.problem)


def pasted_message_of_state(state: AppState, _subject: str, language: Language) -> PastedView:
    """D-3: works before any sign-in and without a lender."""
    from borrower_app.presentation.debits.pasted_message import pasted_view
    from borrower_app.reason_catalogue import reason_catalogue

    reading = state.records.reading(language) if state.records is not None else None
    view = pasted_view(state.pasted, language, reason_catalogue(), reading)
    if state.phase is Phase.OPEN:
        return view
    return msgspec.structs.replace(view, back=language.say("Back"))


def storage_fault_of_state(state: AppState, _subject: str, language: Language) -> StorageFaultView:
    """F-5."""
    from borrower_app.presentation.faults.views import StorageFaultView
    from borrower_app.presentation.words.failure_text import failure_words

    if state.fault is None:
        return StorageFaultView("", "", "", can_retry=True)
    words = failure_words(state.fault, language)
    code = state.fault.code.value
    return StorageFaultView(
        happened=words.happened,
        safe=words.safe,
        to_do=words.to_do,
        can_repair=code in _REPAIRABLE,
        can_retry=code not in _REPAIRABLE,
        support_code=code,
    )


def conflict_of_state(state: AppState, operation_id: str, language: Language) -> ConflictView | None:
    """F-4; None when the operation no longer waits for a decision."""
    from borrower_app.presentation.messages.conflict_view import ConflictView
    from borrower_app.presentation.words.operation_text import conflict_pairs, operation_words

    if state.records is None:
        return None
    for pending in state.records.snapshot.operations:
        if pending.operation_id == operation_id and pending.conflict is not None:
            mine, theirs = conflict_pairs(pending, language)
            return ConflictView(
                operation_id,
                operation_words(pending, language),
                _lender_name(state),
                mine,
                theirs,
            )
    return None
