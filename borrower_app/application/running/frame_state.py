"""What surrounds the pages, as facts for `presentation.frame`, from the running app's state."""

from __future__ import annotations

from borrower_app import clock
from borrower_app.application.running.state import AppState, Phase
from borrower_app.language import Language
from borrower_app.presentation.frame.state import FrameState


def frame_state_of(state: AppState, language: Language) -> FrameState:
    """The facts of this moment. Ages are told as of now, never as of a moment before the page they stand on."""
    records, round_ = state.records, state.round
    now = clock.now()
    return FrameState(
        now=now if records is None else max(now, records.now),
        is_open=state.phase is Phase.OPEN,
        is_opening=state.phase is Phase.STARTING,
        reading=records.reading(language) if records is not None else None,
        lender=state.lender.name if state.lender is not None else "",
        signed_in=state.signed_in,
        is_kept=not state.memory_only,
        is_round_running=round_.running,
        rounds_finished=round_.finished,
        round_failure=round_.failure,
        fault=state.fault,
        notice=state.notice,
        saved_receipt=state.saved_receipt,
        app_fault=state.told_fault,
        lacking_input_method=state.lacking_input_method,
        incidents=tuple(incident.outcome for incident in state.incidents),
        reminders=state.reminders if state.settings.reminders else frozenset(),
    )
