"""A folder of their own for another person: made by the window, which then opens it in place of this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from borrower_app.application.people.folders import make_folder, people_at
from borrower_app.application.running.running_app import RunningApp
from borrower_app.failures import Failure
from borrower_app.presentation.intents import ChooseFolder, MakeFolder


class PeopleDesk:
    """Answers `MakeFolder` and `ChooseFolder`. `close` ends this window; whoever runs it then opens `next_folder`."""

    def __init__(self, app: RunningApp, close: Callable[[], None]) -> None:
        self._app = app
        self._close = close
        self.next_folder: Path | None = None
        self._is_making = False

    def make(self, wish: MakeFolder) -> None:
        """Make the folder durably, then go there; this one stays as it is."""
        app = self._app
        beside, like = app.folder, app.state.settings
        if beside is None or self._is_making:
            return
        self._is_making = True
        app.run(
            app.background.store,
            lambda _reporter: make_folder(beside, wish.name, like),
            self._go_to,
            self._on_failed,
        )

    def _on_failed(self, failure: Failure) -> None:
        self._is_making = False
        self._app.tell(failure)

    def choose(self, wish: ChooseFolder) -> None:
        """Go to another person's folder."""
        if self._app.folder is not None:
            people = people_at(self._app.folder)
            if 0 <= wish.number < len(people):
                self._go_to(people[wish.number].folder)

    def _go_to(self, folder: Path) -> None:
        self.next_folder = folder
        self._close()
