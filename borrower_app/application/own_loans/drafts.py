"""Drafts of own loans: kept as a note in the user's own file with every keystroke, so that closing loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from borrower_app import clock
from borrower_app.application.running.kept_notes import OWN_DRAFTS
from borrower_app.application.running.running_app import RunningApp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from borrower_app.store.store import Store


class DraftKeeper:
    """Writes the drafts one after the other; keystrokes during a write become one more write."""

    def __init__(self, app: RunningApp) -> None:
        self._app = app
        self._writing = False
        self._changed = False
        self._text: str | None = None
        """What is to be kept; the state may have been forgotten by the lock before the last of it is written."""
        app.at_close.append(self._write_last)

    def keep(self, loan_id: str, typed: Mapping[str, str]) -> None:
        """What stands in the form now."""
        self._app.state.own.drafts[loan_id] = dict(typed)
        self._write()

    def drop(self, loan_id: str) -> None:
        """It was saved, or thrown away."""
        self._app.state.own.drafts.pop(loan_id, None)
        self._write()

    def _write(self) -> None:
        self._changed, self._text = True, _text_of(self._app.state.own.drafts)
        if self._writing or self._app.store is None:
            return
        self._writing, self._changed = True, False
        text = self._text
        self._app.in_store(
            lambda store: store.keep_typed(OWN_DRAFTS, text, clock.now()), lambda _nothing: self._on_written()
        )

    def _on_written(self) -> None:
        self._writing = False
        if self._changed:
            self._write()

    def _write_last(self, store: Store) -> None:
        """In the store lane, before it closes or locks: a write may have been dropped with its queue."""
        if self._changed or self._writing:
            store.keep_typed(OWN_DRAFTS, self._text, clock.now())
            self._changed = self._writing = False


def _text_of(drafts: Mapping[str, Mapping[str, str]]) -> str | None:
    return msgspec.json.encode(drafts).decode() if drafts else None
