"""What the pages about the app itself are made from: facts taken out of the running app's state.

First start, sign-in, lock, settings, a pasted message, storage fault, and the choice in a conflict. What they say is
made in `presentation`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from borrower_app import __version__, clock
from borrower_app.application.running.state import AppState, Phase
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.presentation.debits.views import PastedView
    from borrower_app.presentation.faults.storage_fault import StorageFaultView
    from borrower_app.presentation.first_start.first_start import FetchFacts
    from borrower_app.presentation.first_start.views import FirstStartView
    from borrower_app.presentation.guides.practice_offer import PracticeOffer
    from borrower_app.presentation.lock.new_pin import NewPinFacts
    from borrower_app.presentation.lock.views import LockView
    from borrower_app.presentation.messages.conflict import ConflictView
    from borrower_app.presentation.own_loans.backup import BackupFacts
    from borrower_app.presentation.settings.views import SettingsView
    from borrower_app.presentation.sign_in.sign_in import SignInFacts
    from borrower_app.presentation.sign_in.views import SignInView


def first_start_of_state(state: AppState, _subject: str, language: Language) -> FirstStartView:
    """F-1."""
    from borrower_app.presentation.first_start.first_start import FirstStartFacts, first_start_view

    facts = FirstStartFacts(
        step=state.start_step,
        lender=_lender_name(state),
        sign_in=_sign_in_facts(state),
        keyring_usable=state.keyring_usable,
        keys_failure=state.keys_failure,
        fetch=_fetch_facts(state),
        practice=_practice_offer(state),
        new_pin=new_pin_facts(state),
    )
    return first_start_view(facts, language)


def sign_in_of_state(state: AppState, _subject: str, language: Language) -> SignInView:
    """F-2."""
    from borrower_app.presentation.sign_in.sign_in import sign_in_view

    return sign_in_view(_sign_in_facts(state), language)


def lock_of_state(state: AppState, subject: str, language: Language) -> LockView:
    """F-3, in its uses."""
    from borrower_app.presentation.lock.lock import LockFacts, lock_view

    pin = state.pin
    facts = LockFacts(
        purpose="passphrase" if state.phase is Phase.PASSPHRASE else subject,
        is_locked=state.phase is Phase.LOCKED,
        has_pin=pin.is_set,
        wraps_key=pin.wraps_key,
        is_kept=not state.memory_only,
        was_wrong=pin.wrong,
        was_wrong_code=pin.wrong_code,
        tries_left=pin.tries_left,
        was_tried=pin.was_tried,
        is_busy=pin.is_busy,
        is_recovered=pin.is_recovered,
        sealed_in=pin.sealed_in,
        new=new_pin_facts(state),
        failure=state.keys_failure if state.phase is Phase.PASSPHRASE else pin.failure,
    )
    return lock_view(facts, language)


def new_pin_facts(state: AppState) -> NewPinFacts | None:
    """The PIN that is being set, if one is."""
    from borrower_app.presentation.lock.new_pin import NewPinFacts

    new = state.pin.new
    if new is None:
        return None
    return NewPinFacts(new.code, new.why, new.is_asked_back, new.was_wrong, state.pin.is_busy, state.pin.failure)


def settings_of_state(state: AppState, subject: str, language: Language) -> SettingsView:
    """T-1."""
    from borrower_app.presentation.settings.settings import SettingsFacts, settings_view

    snapshot = state.records.snapshot if state.records is not None else None
    discovery = snapshot.discovery if snapshot is not None else None
    facts = SettingsFacts(
        settings=state.settings,
        version=__version__,
        has_pin=_has_pin(state),
        signed_in=state.signed_in,
        unsent=_unsent(state),
        asks=subject,
        backup=_backup_facts(state, subject, language),
        practice=_practice_offer(state),
        lender=_lender_name(state),
        has_more_people=len(state.people) > 1,
        unreadable=snapshot.unreadable if snapshot is not None else 0,
        unknown_zone=(discovery.unknown_zone or "") if discovery is not None else "",
    )
    return settings_view(facts, language)


def pasted_message_of_state(state: AppState, _subject: str, language: Language) -> PastedView:
    """D-3: works before any sign-in and without a lender."""
    from borrower_app.presentation.debits.pasted_message import pasted_view
    from borrower_app.reason_catalogue import reason_catalogue

    reading = state.records.reading(language) if state.records is not None else None
    has_rail = state.phase is Phase.OPEN
    lender = state.lender
    return pasted_view(
        state.pasted,
        language,
        reason_catalogue(),
        reading,
        sender=state.pasted_sender,
        origins=(lender.origin, lender.token_origin, lender.card_origin) if lender is not None else (),
        has_rail=has_rail,
    )


def storage_fault_of_state(state: AppState, _subject: str, language: Language) -> StorageFaultView:
    """F-5."""
    from borrower_app.presentation.faults.storage_fault import storage_fault_view

    return storage_fault_view(state.fault, language)


def conflict_of_state(state: AppState, operation_id: str, language: Language) -> ConflictView | None:
    """F-4; None when the operation no longer waits for a decision."""
    from borrower_app.presentation.messages.conflict import conflict_view

    if state.records is None:
        return None
    return conflict_view(state.records.snapshot.operations, operation_id, _lender_name(state), language)


def _lender_name(state: AppState) -> str:
    if state.records is not None and state.records.snapshot.discovery is not None:
        return state.records.snapshot.discovery.name
    return state.lender.name if state.lender is not None else ""


def _has_pin(state: AppState) -> bool:
    return state.pin.is_set


def _unsent(state: AppState) -> int:
    return state.records.snapshot.unsent if state.records is not None else 0


def _minutes_until(at: dt.datetime | None) -> int | None:
    """Begun minutes until an instant of this computer; None where it has passed or there is none."""
    left = at - clock.now() if at is not None else dt.timedelta(0)
    return int(left.total_seconds() // 60) + 1 if left > dt.timedelta(0) else None


def _practice_offer(state: AppState) -> PracticeOffer:
    if state.is_practice:
        return "none"
    if state.practice_is_starting:
        return "starting"
    return "again" if state.has_practised else "new"


def _fetch_facts(state: AppState) -> FetchFacts:
    from borrower_app.presentation.first_start.first_start import FetchFacts

    round_ = state.round
    is_done = not round_.running and round_.finished > 0 and round_.failure is None and state.signed_in
    return FetchFacts(
        records=max(round_.records, _stored(state)) if is_done else round_.records,
        is_checking=round_.stage == "checking",
        is_done=is_done,
        failure=round_.failure if not round_.running else None,
        is_kept=not state.memory_only,
    )


def _stored(state: AppState) -> int:
    """How many records are on this computer."""
    if state.records is None:
        return 0
    snapshot = state.records.snapshot
    parts = (
        snapshot.loans, snapshot.tables, snapshot.attempts, snapshot.instruments, snapshot.mandates, snapshot.contacts,
        snapshot.guarantors, snapshot.messages, snapshot.requests, snapshot.notices, snapshot.outages,
        snapshot.reference_rates,
    )  # fmt: skip
    return sum(len(part) for part in parts) + snapshot.unknown_kinds


def _sign_in_facts(state: AppState) -> SignInFacts:
    from borrower_app.presentation.sign_in.sign_in import SignInFacts

    sign_in, device = state.sign_in, state.sign_in.device
    return SignInFacts(
        lender=_lender_name(state),
        domain=urlsplit(state.lender.token_origin).netloc if state.lender is not None else "",
        stage=sign_in.stage,
        way=sign_in.way,
        not_offered=sign_in.not_offered,
        user_code=device.user_code if device is not None else "",
        address=device.verification_uri if device is not None else "",
        scan_address=(device.verification_uri_complete or "") if device is not None else "",
        minutes_left=_minutes_until(sign_in.ends_at) or 0,
        failure=sign_in.failure,
        unsent=_unsent(state),
        back_to=sign_in.back_to,
        may_have_folders=not state.memory_only and not state.is_practice,
    )


def _backup_facts(state: AppState, subject: str, language: Language) -> BackupFacts | None:
    from borrower_app.presentation.own_loans.backup import BackupFacts

    if state.records is None:
        return None
    desk = state.own.backup
    return BackupFacts(
        asks=subject,
        zone=state.records.reading(language).zone,
        plan=desk.plan,
        written=desk.written,
        was_restored=desk.was_restored,
        failure=desk.failure,
    )
