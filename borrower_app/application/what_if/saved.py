"""What-ifs of S-2 that the user saves on this computer: a note in the user's own file, so that a restart keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borrower_app import clock
from borrower_app.application.running.kept_notes import WHAT_IFS, kept_what_ifs
from borrower_app.application.running.running_app import RunningApp
from borrower_app.identifiers import new_identifier
from borrower_app.presentation.intents import RemoveWhatIf, SaveWhatIf

if TYPE_CHECKING:
    from collections.abc import Callable

    from borrower_app.presentation.what_if.saved import SavedWhatIf
    from borrower_app.store.store import Store

    Kept = tuple[SavedWhatIf, ...]


class SavedWhatIfs:
    """Answers the intents to save and to remove one; what is shown as saved is durable."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app

    def save(self, wish: SaveWhatIf) -> None:
        """Keep a what-if with what it saves today; the same one is kept once."""
        from borrower_app.presentation.what_if.saved import MOST, same_as, what_if_of

        records = self._app.state.records
        if records is None:
            return
        what_if = what_if_of(
            records.reading(self._app.language), wish.loan_id, wish.entry, new_identifier("what-if", 8)
        )
        if what_if is not None:
            self._change(lambda kept: (*(one for one in kept if not same_as(one, what_if)), what_if)[-MOST:])

    def remove(self, wish: RemoveWhatIf) -> None:
        """Take one away."""
        self._change(lambda kept: tuple(one for one in kept if one.identifier != wish.identifier))

    def _change(self, change: Callable[[Kept], Kept]) -> None:
        def job(store: Store) -> Kept:
            from borrower_app.presentation.what_if.saved import encode_what_ifs

            what_ifs = change(kept_what_ifs(store))
            store.set_note(WHAT_IFS, encode_what_ifs(what_ifs) if what_ifs else None, clock.now())
            return what_ifs

        def kept(what_ifs: Kept) -> None:
            self._app.state.saved_what_ifs = what_ifs
            self._app.changed()

        self._app.in_store(job, kept)
