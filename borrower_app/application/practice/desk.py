"""Practice on a made-up loan: a lender of its own as a child process, a window of its own, nothing kept, no network.

The user's own window waits behind it and comes back when practice ends, however it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer

from borrower_app.application.practice.coach import PracticeCoach
from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.failures import Failure
from borrower_app.presentation.intents import Intent, Quit

if TYPE_CHECKING:
    from borrower_app.application.practice.practice_window import PracticeWindow
    from borrower_app.application.sandbox_child import SandboxChild

SCENARIO = "insufficient_funds"


class PracticeDesk(QObject):
    """At most one practice at a time. `on_end` is called once it is over."""

    def __init__(self, app: RunningApp, on_end: Callable[[], None]) -> None:
        super().__init__(app)
        self._app = app
        self._on_end = on_end
        self._lender: SandboxChild | None = None
        self.practice: PracticeWindow | None = None
        self.coach: PracticeCoach | None = None

    def start(self) -> None:
        """Start the made-up lender, then show the practice window."""
        from borrower_app.application.sandbox_child import SandboxChild

        if self._lender is not None:
            return
        lender = self._lender = SandboxChild(SCENARIO)
        self._app.state.practice_is_starting = True

        def begin(_reporter: object) -> None:
            lender.start()

        self._app.run(self._app.background.network, begin, lambda _nothing: self._begin(lender), self._failed)
        self._app.changed()

    def close(self) -> None:
        """The app ends: practice with it."""
        practice, self.practice = self.practice, None
        if practice is not None:
            practice.close()
        lender, self._lender = self._lender, None
        if lender is not None:
            lender.stop()

    def _failed(self, failure: Failure) -> None:
        self._lender = None
        self._app.state.practice_is_starting = False
        self._app.tell(failure)

    def _begin(self, lender: SandboxChild) -> None:
        from borrower_app.application.practice.practice_window import PracticeWindow

        self._app.state.practice_is_starting = False
        settings = msgspec.structs.replace(self._app.state.settings, key_storage="memory", reminders=False)
        practice = self.practice = PracticeWindow(lender.base_url, settings)
        practice.state.is_practice = True
        practice.window.intended.connect(self._on_intent)
        window = self._app.window
        if window is not None:
            practice.window.setGeometry(window.geometry())
        self.coach = PracticeCoach(practice, self._leave)
        practice.begin()
        practice.window.show()
        if window is not None:
            window.hide()

    def _on_intent(self, intent: Intent) -> None:
        # The window was closed by its own button: what is left to do comes after its close event.
        if isinstance(intent, Quit) and self.practice is not None:
            QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        if self.practice is None:
            return
        window = self._app.window
        if window is not None:
            # First: with no window left on the screen the app would end.
            window.come_to_front()
        if self._app.state.phase is not Phase.STARTING:
            self._take_look_over()
        self.close()
        self.coach = None
        self._on_end()

    def _take_look_over(self) -> None:
        """What was chosen in practice (language, text size) holds afterwards, too."""
        practice, window = self.practice, self._app.window
        if practice is None or window is None:
            return
        chosen = practice.state.settings
        settings = msgspec.structs.replace(
            self._app.state.settings,
            language=chosen.language,
            theme=chosen.theme,
            text_scale=chosen.text_scale,
            reduced_motion=chosen.reduced_motion,
        )
        if settings != self._app.state.settings:
            self._app.state.settings = settings
            window.take_look(settings.language, settings.theme, settings.text_scale, settings.reduced_motion)
            self._app.save_settings()
