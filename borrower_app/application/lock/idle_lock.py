"""The lock that closes by itself: after minutes without input, and after the computer has slept for as long.

Only where a PIN is set: without one there would be no way back in. Nothing runs while it does not apply: no filter, no
timer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

from borrower_app.application.running.running_app import RunningApp
from borrower_app.application.running.state import Phase
from borrower_app.clock import seconds_asleep_or_awake

MINUTE: Final = 60.0
LOOK_SECONDS: Final = 5.0
"""How often the clock is looked at: after a sleep the screen is on before any input, and timers have stood still."""
_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Watches for input while a PIN is set and the window is open; `lock` hides the views.

    `clock` gives seconds; `minute` is how many of them a minute of the setting has, `look_seconds` how many pass
    between two looks at the clock (a test's are shorter).
    """

    def __init__(
        self,
        app: RunningApp,
        lock: Callable[[], None],
        clock: Callable[[], float] = seconds_asleep_or_awake,
        minute: float = MINUTE,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._lock = lock
        self.clock = clock
        self.minute = minute
        self.look_seconds = LOOK_SECONDS
        self._limit = 0.0
        self._last_input = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # The coarse kinds may be late by a twentieth: three quarters of a minute in fifteen.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)
        app.watchers.append(self.review)

    @property
    def is_watching(self) -> bool:
        """Whether it applies now."""
        return self._limit > 0

    def review(self) -> None:
        """The state has changed: begin, go on with another limit, or end."""
        limit = self._wanted_limit()
        if limit == self._limit:
            return
        application = QCoreApplication.instance()
        if application is None:
            return
        if not self.is_watching:
            application.installEventFilter(self)
            self._last_input = self.clock()
        self._limit = limit
        if limit:
            self._wait()
        else:
            application.removeEventFilter(self)
            self._timer.stop()

    def stop(self) -> None:
        """The window closes; may come twice."""
        if self.review in self._app.watchers:
            self._app.watchers.remove(self.review)
        if self.is_watching:
            self._limit = 0.0
            self._timer.stop()
            application = QCoreApplication.instance()
            if application is not None:
                application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Input starts the time anew; the first input after too long a time only locks, and reaches nobody."""
        if event.type() in _INPUT:
            if self._is_over():
                if event.type() is QEvent.Type.ShortcutOverride:
                    # Taken, so that it becomes no shortcut: the key press itself follows, and locks.
                    event.accept()
                else:
                    self._lock()
                return True
            self._last_input = self.clock()
        return False

    def _wanted_limit(self) -> float:
        state = self._app.state
        if state.phase is not Phase.OPEN or not state.pin.is_set:
            return 0.0
        return state.settings.lock_after_minutes * self.minute

    def _is_over(self) -> bool:
        return self.is_watching and self.clock() - self._last_input >= self._limit

    def _wait(self) -> None:
        left = self._limit - (self.clock() - self._last_input)
        self._timer.start(max(1, int(min(left, self.look_seconds) * 1_000) + 1))

    def _on_time(self) -> None:
        if self._is_over():
            self._lock()
        elif self.is_watching:
            self._wait()
