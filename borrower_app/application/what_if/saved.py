"""Try-outs of S-2 that the user saves on this computer: a note in the user's own file, so that a restart keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from borrower_app import clock
from borrower_app.application.running.running_app import RunningApp
from borrower_app.identifiers import new_identifier
from borrower_app.ui.intents import RemoveWhatIf, SaveWhatIf

if TYPE_CHECKING:
    from collections.abc import Callable

    from borrower_app.presentation.what_if.saved import SavedTrial
    from borrower_app.store.store import Store

    Kept = tuple[SavedTrial, ...]

# What computes is imported when it is needed: the window is painted before that.
NOTE: Final = "what_ifs"


def kept_trials(store: Store) -> Kept:
    """Oldest first; in the store lane."""
    from borrower_app.presentation.what_if.saved import decode_trials

    note = store.note(NOTE)
    return decode_trials(note[0]) if note is not None else ()


class Trials:
    """Answers the intents to save and to remove one; what is shown as saved is durable."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app

    def save(self, wish: SaveWhatIf) -> None:
        """Keep a try-out with what it saves today; the same one is kept once."""
        from borrower_app.presentation.what_if.saved import MOST, same_as, trial_of

        records = self._app.state.records
        if records is None:
            return
        trial = trial_of(records.reading(self._app.language), wish.loan_id, wish.entry, new_identifier("what-if", 8))
        if trial is not None:
            self._change(lambda kept: (*(one for one in kept if not same_as(one, trial)), trial)[-MOST:])

    def remove(self, wish: RemoveWhatIf) -> None:
        """Take one away."""
        self._change(lambda kept: tuple(one for one in kept if one.identifier != wish.identifier))

    def _change(self, change: Callable[[Kept], Kept]) -> None:
        def job(store: Store) -> Kept:
            from borrower_app.presentation.what_if.saved import encode_trials

            trials = change(kept_trials(store))
            store.set_note(NOTE, encode_trials(trials) if trials else None, clock.now())
            return trials

        def kept(trials: Kept) -> None:
            self._app.state.trials = trials
            self._app.changed()

        self._app.in_store(job, kept)
